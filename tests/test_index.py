"""The case-study index and the organisations, as readers use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import SITE_URL, Opener
from test_reader import follow, in_view, path_of


def data(site: Path, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((site / "data" / f"{name}.json").read_text(encoding="utf-8"))[name]
    return entries


def read(site: Path, address: str) -> HTMLParser:
    return HTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def shown(page: Page) -> list[str]:
    """The ids of the cases that the index shows, as cards or in the table, in their order."""
    if page.locator("[data-table]").is_visible():
        rows = page.locator("[data-row]:visible")
        return [str(key) for key in rows.evaluate_all("l => l.map(row => row.dataset.row)")]
    cards = page.locator("[data-item]:visible")
    return [str(key) for key in cards.evaluate_all("l => l.map(card => card.dataset.item)")]


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_every_case_stands_with_all_that_is_known(site: Path, folder: str, language: str) -> None:
    page, cases = read(site, f"{folder}cases"), data(site, "cases")
    statistics = {statistic["id"]: statistic for statistic in data(site, "statistics")}
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
def test_the_matrix_counts_cases_and_leads_to_them(site: Path, open_page: Opener, folder: str) -> None:
    cases = data(site, "cases")
    matrix = read(site, f"{folder}cases").css(".matrix td a")
    assert len(matrix) > 20
    for link in matrix:
        href = str(link.attributes["href"])
        model, technology = (part.split("=")[1] for part in href[1:].split("#")[0].split("&"))
        both = [
            c
            for c in cases
            if model in c["models"]
            and (technology in c["technologies"] or (technology == "none" and not c["technologies"]))
        ]
        assert link.text().split()[-1] == str(len(both)), href
    page = open_page(f"{folder}cases/", width=390)
    follow(page.locator(".matrix a[href*='model=content&technology=ar']"))
    assert set(shown(page)) == {c["id"] for c in cases if "content" in c["models"] and "ar" in c["technologies"]}


@pytest.mark.parametrize("folder", ["", "en/"])
def test_who_cut_days_of_inventory_with_what_and_by_how_much(site: Path, open_page: Opener, folder: str) -> None:
    wanted = {c for s in data(site, "statistics") if s["metric"] == "days-of-inventory" for c in s["cases"]}
    page = open_page(f"{folder}cases/", width=390)
    page.locator(".filters summary").click()
    page.locator("select[name=metric]").select_option("days-of-inventory")
    page.locator("select[name=view]").select_option("table")
    assert path_of(page) == f"/{folder}cases/?metric=days-of-inventory&view=table"
    assert set(shown(page)) == wanted
    again = open_page(path_of(page)[1:])
    assert set(shown(again)) == wanted
    figures = {
        s["figure"]["en" if folder else "zh"] for s in data(site, "statistics") if s["metric"] == "days-of-inventory"
    }
    table = again.locator("[data-table]").inner_text()
    assert all(figure in table for figure in figures)


def test_counts_follow_the_selection_and_back_undoes_it(site: Path, open_page: Opener) -> None:
    cases = data(site, "cases")
    failures = [case for case in cases if case["outcome"] == "failure"]
    page = open_page("en/cases/")
    page.locator(".filters summary").click()
    page.locator("select[name=outcome]").select_option("failure")
    expect(page.locator("[data-filters-count]")).to_have_text(f"{len(failures)} of {len(cases)} cases")
    unnamed = sum(case["anonymous"] for case in failures)
    expect(page.locator("select[name=naming] option[value=unnamed]")).to_have_text(f"Unnamed organisation ({unnamed})")
    page.locator("select[name=naming]").select_option("unnamed")
    assert len(shown(page)) == unnamed
    page.go_back()
    assert len(shown(page)) == len(failures)
    page.go_back()
    assert len(shown(page)) == len(cases)
    assert path_of(page) == "/en/cases/"


def test_orders(site: Path, open_page: Opener) -> None:
    page = open_page("en/cases/?sort=title&view=table")
    titles = page.locator("[data-row] th").all_inner_texts()
    assert titles == page.evaluate("titles => [...titles].sort((a, b) => a.localeCompare(b, 'en'))", titles)
    own = shown(open_page("en/cases/"))
    page = open_page("en/cases/?sort=section")
    first = {case["id"]: case["sections"][0] for case in data(site, "cases")}
    numbers = [tuple(int(part) for part in first[key].split(".")) for key in shown(page)]
    assert numbers == sorted(numbers)
    page.locator("select[name=sort]").select_option("")
    assert shown(page) == own


def test_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page("cases/")
    page.locator("input[name=text]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=organisation]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("select[name=organisation]").input_value()
    assert chosen and path_of(page) == f"/cases/?organisation={chosen}"
    assert 0 < len(shown(page)) < page.locator("[data-item]").count()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_link_to_a_case_shows_it_whatever_is_filtered(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}cases/?outcome=failure#shein-brazil-warehouse")
    assert in_view(page, "shein-brazil-warehouse")
    assert path_of(page) == f"/{folder}cases/#shein-brazil-warehouse"


def test_copying_the_address_of_a_case(open_page: Opener) -> None:
    page = open_page("cases/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-item=shein-brazil-warehouse]").get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-item=shein-brazil-warehouse] button")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}#shein-brazil-warehouse"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_organisation_has_all_its_cases_and_figures_on_one_page(site: Path, folder: str) -> None:
    page = read(site, f"{folder}organisations")
    for organisation in data(site, "organisations"):
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
    cases = data(site, "cases")
    page = read(site, f"{folder}03-innovation-models")
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
    content, _ = [
        json.loads(node.text()) for node in read(site, f"{folder}cases").css('script[type="application/ld+json"]')
    ]
    assert content["@type"] == "ItemList"
    assert [item["url"] for item in content["itemListElement"]] == [
        SITE_URL + case["url"]["en" if folder else "zh"] for case in data(site, "cases")
    ]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_the_whole_list_stands(site: Path, open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}cases/?outcome=failure", java_script_enabled=False)
    expect(page.locator(".filters")).not_to_be_visible()
    expect(page.locator("[data-table]")).not_to_be_visible()
    assert len(shown(page)) == len(data(site, "cases"))
    contents = page.locator(".md-nav--secondary a[href='#shein-brazil-warehouse']")
    contents.click()
    assert in_view(page, "shein-brazil-warehouse")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["cases/", "en/cases/?view=table&outcome=failure", "organisations/"])
def test_axe_finds_nothing(open_page: Opener, path: str, scheme: str) -> None:
    results = Axe().run(open_page(path, color_scheme=scheme, width=390))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_related_and_contrasting_cases_are_the_nearest(site: Path, folder: str, language: str) -> None:
    """Shared models count twice, technologies and the industry once; a contrast shares a model and ended otherwise."""
    page, cases = read(site, f"{folder}cases"), data(site, "cases")
    opposite = {"success": "failure", "failure": "success"}
    labels = {"zh": ("相近案例", "对照"), "en": ("Related", "In contrast")}[language]

    def nearness(one: dict[str, Any], other: dict[str, Any]) -> int:
        shared = {key: len(set(one[key]) & set(other[key])) for key in ("models", "technologies")}
        near = 2 * shared["models"] + shared["technologies"]
        return near + (one["industry"] == other["industry"]) if near else 0

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
