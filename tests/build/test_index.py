"""The case-study index and the organisations, as they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpers import SITE_URL, linked_data, read_data, read_page


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_every_case_stands_with_all_that_is_known(site: Path, folder: str, language: str) -> None:
    page, cases = read_page(site, f"{folder}cases"), read_data(site, "cases")
    statistics = {statistic["id"]: statistic for statistic in read_data(site, "statistics")}
    assert sorted(str(node.attributes["data-item"]) for node in page.css("[data-item]")) == sorted(
        c["id"] for c in cases
    )
    for case in cases:
        card = page.css_first(f"[data-item={case['id']}]")
        assert card is not None and card.css_first(f"h3#{case['id']}") is not None
        links = {str(node.attributes["href"]) for node in card.css("a")}
        text = card.text()
        assert case["summary"][language] in text
        assert {f"../organisations/#{key}" for key in case["organisations"]} <= links
        assert {f"?model={key}#all-cases" for key in case["models"]} <= links
        assert {f"?technology={key}#all-cases" for key in case["technologies"]} <= links
        for telling in case["tellings"]:
            assert f"../{telling['url'][language].removeprefix('en/')}" in links
            assert telling[language] in text
        for key in case["statistics"]:
            told = {key, *statistics[key]["same_as"]}
            assert any(f"../{statistics[k]['url'][language].removeprefix('en/')}" in links for k in told)
            if statistics[key]["conflicts"]:
                assert card.css_first("strong.warning") is not None


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_organisation_has_all_its_cases_and_figures_on_one_page(site: Path, folder: str) -> None:
    page = read_page(site, f"{folder}organisations")
    for organisation in read_data(site, "organisations"):
        heading = page.css_first(f"h2#{organisation['id']}")
        assert heading is not None
        hrefs: set[str] = set()
        node = heading.next
        while node is not None and node.tag != "h2":
            hrefs |= (
                {str(link.attributes["href"]) for link in node.css("a")}
                if node.tag not in ("-text", "_comment")
                else set()
            )
            node = node.next
        assert {f"../cases/#{case}" for case in organisation["cases"]} <= hrefs
        assert {f"../statistics/#{statistic}" for statistic in organisation["statistics"]} <= hrefs


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_a_chapter_names_its_cases_above_and_at_the_end_of_each_section(site: Path, folder: str, language: str) -> None:
    cases = read_data(site, "cases")
    page = read_page(site, f"{folder}03-innovation-models")
    told = [case for case in cases if any(number.startswith("3.") for number in case["sections"])]
    strip = page.css_first(".chapter-cases")
    assert strip is not None
    assert {link.text() for link in strip.css("a")} == {case["title"][language] for case in told}
    ends = [line for line in page.css(".section-index") if line.css_first("a[href*='?section=']") is not None]
    for number, end in zip(("3.1", "3.2", "3.3"), ends, strict=True):
        names = {link.text() for link in end.css("a[href*='cases/#']")}
        assert {case["title"][language] for case in cases if number in case["sections"]} <= names


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_index_is_a_list_for_machines(site: Path, folder: str) -> None:
    content, _ = linked_data(read_page(site, f"{folder}cases"))
    assert content["@type"] == "ItemList"
    assert [item["url"] for item in content["itemListElement"]] == [
        SITE_URL + case["url"]["en" if folder else "zh"] for case in read_data(site, "cases")
    ]


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_related_and_contrasting_cases_are_the_nearest(site: Path, folder: str, language: str) -> None:
    """Shared models count twice, technologies and the industry once; a contrast shares a model and ended otherwise."""
    page, cases = read_page(site, f"{folder}cases"), read_data(site, "cases")
    opposite = {"success": "failure", "failure": "success"}
    labels = {"zh": ("相近案例", "同一模式、相反结果"), "en": ("Related", "Same model, opposite outcome")}[language]

    def nearness(one: dict[str, Any], other: dict[str, Any]) -> int:
        shared = {key: len(set(one[key]) & set(other[key])) for key in ("models", "technologies")}
        near = 2 * shared["models"] + shared["technologies"]
        return near + (one["industry"] is not None and one["industry"] == other["industry"]) if near else 0

    for case in cases:
        others = [other for other in cases if other is not case and nearness(case, other)]
        others.sort(key=lambda other: -nearness(case, other))
        contrary = [other for other in others if other["outcome"] == opposite.get(case["outcome"])]
        like = [other["id"] for other in others if other not in contrary][:4]
        contrasts = [other["id"] for other in contrary if set(case["models"]) & set(other["models"])][:4]
        shown = {node.text(strip=True): node.next for node in page.css(f"[data-item={case['id']}] dt")}
        for label, expected in zip(labels, (like, contrasts), strict=True):
            entry = shown.get(label)
            links = [str(link.attributes["href"]) for link in entry.css("a")] if entry else []
            assert links == [f"#{key}" for key in expected], (case["id"], label)
