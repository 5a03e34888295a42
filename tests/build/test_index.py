"""The index of cases, and the pages of cases, metrics and organisations, as they are written."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path
from typing import Any

import pytest

from helpers import ROOT, SITE_URL, linked_data, loaded_files, read_data, read_page
from report.model.languages import CHINESE
from report.read.report import read_report
from report.relate.book import make_books

FOLDERS = [("", "zh"), ("en/", "en")]
ENTRY = 16_000  # bytes of an entry's page over the wire
INDEX = 40_000  # of an index


def hrefs(node: Any) -> set[str]:
    return {str(link.attributes["href"]) for link in node.css("a[href]")}


@pytest.mark.parametrize(("folder", "language"), FOLDERS)
def test_every_case_has_a_row_and_a_page_with_all_that_is_known(site: Path, folder: str, language: str) -> None:
    index, cases = read_page(site, f"{folder}cases"), read_data(site, "cases")
    statistics = {statistic["id"]: statistic for statistic in read_data(site, "statistics")}
    assert sorted(str(node.id) for node in index.css("tr[data-item]")) == sorted(case["id"] for case in cases)
    for case in cases:
        row = index.css_first(f"tr#{case['id']}")
        assert row is not None and case["title"][language] in row.text()
        assert f"{case['id']}/" in hrefs(row)
        page = read_page(site, f"{folder}cases/{case['id']}").css_first("article")
        assert page is not None
        links, text = hrefs(page), page.text()
        assert case["summary"][language] in text
        assert {f"../../organisations/{key}/" for key in case["organisations"]} <= links
        assert {f"../?model={key}#all-cases" for key in case["models"]} <= links
        assert {f"../?technology={key}#all-cases" for key in case["technologies"]} <= links
        for telling in case["tellings"]:
            assert f"../../{telling['url'][language].removeprefix('en/')}" in links
            assert telling[language] in text
        for key in case["statistics"]:
            told = {key, *statistics[key]["same_as"]}
            assert any(f"../../{statistics[k]['url'][language].removeprefix('en/')}" in links for k in told)
            if statistics[key]["conflicts"]:
                assert page.css_first("strong.caution") is not None
        assert case["note"] is None or case["note"][language] in text


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_organisation_has_all_its_cases_and_figures_on_its_page(site: Path, folder: str) -> None:
    index = read_page(site, f"{folder}organisations")
    metrics = {statistic["id"]: statistic["metric"] for statistic in read_data(site, "statistics")}
    for organisation in read_data(site, "organisations"):
        row = index.css_first(f"tr#{organisation['id']}")
        assert row is not None and f"{organisation['id']}/" in hrefs(row)
        links = hrefs(read_page(site, f"{folder}organisations/{organisation['id']}"))
        assert {f"../../cases/{case}/" for case in organisation["cases"]} <= links
        assert {f"../../statistics/{metrics[key]}/#{key}" for key in organisation["statistics"]} <= links


def test_an_organisation_has_the_sections_that_name_it(site: Path) -> None:
    links = hrefs(read_page(site, "organisations/freshippo"))
    assert {
        "../../03-innovation-models/#ecosystem-synergy",
        "../../08-success-cases/#industry-collaboration-cases",
    } <= links


@pytest.mark.parametrize("folder", ["", "en/"])
def test_entries_lead_on_in_the_order_of_their_index(site: Path, folder: str) -> None:
    for index, item in (("cases", "tr[data-item] th a"), ("organisations", "tbody th a"), ("statistics", "tbody[id]")):
        nodes = read_page(site, f"{folder}{index}").css(item)
        order = [str(node.id if index == "statistics" else node.attributes["href"]).strip("/") for node in nodes]
        assert len(order) > 30
        for before, own, behind in zip([None, *order], order, [*order[1:], None], strict=False):
            page = read_page(site, f"{folder}{index}/{own}")
            ways = {str(node.attributes["rel"]): node.attributes["href"] for node in page.css(".entry-nav a")}
            assert ways == {
                **({"prev": f"../{before}/"} if before else {}),
                **({"next": f"../{behind}/"} if behind else {}),
            }
            back = page.css_first(".crumbs a[data-back]")
            assert back is not None and back.attributes["href"] == "../"


@pytest.mark.parametrize(("folder", "language"), FOLDERS)
def test_a_chapter_names_its_cases_above_and_counts_them_below(site: Path, folder: str, language: str) -> None:
    cases = read_data(site, "cases")
    page = read_page(site, f"{folder}03-innovation-models")
    told = [case for case in cases if any(number.startswith("3.") for number in case["sections"])]
    strip = page.css_first(".chapter-cases")
    assert strip is not None
    assert {link.text() for link in strip.css("a")} == {case["title"][language] for case in told}
    ends = [line for line in page.css(".section-index") if line.css_first("a[href*='?section=']") is not None]
    for number, end in zip(("3.1", "3.2", "3.3"), ends, strict=True):
        counted = end.css_first("a[href*='cases/']")
        own = sum(number in case["sections"] for case in cases)
        assert counted is not None and re.search(r"\d+", counted.text())[0] == str(own)  # type: ignore[index]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_index_is_a_list_for_machines(site: Path, folder: str) -> None:
    content, _ = linked_data(read_page(site, f"{folder}cases"))
    assert content["@type"] == "ItemList"
    assert [item["url"] for item in content["itemListElement"]] == [
        SITE_URL + case["url"]["en" if folder else "zh"] for case in read_data(site, "cases")
    ]


@pytest.mark.parametrize(
    ("kind", "own", "schema"),
    [("cases", "shein-brazil-warehouse", "Article"), ("statistics", "repeat-purchase-rate", "DefinedTerm"),
     ("organisations", "freshippo", "ProfilePage")],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_entry_says_what_it_is(site: Path, folder: str, kind: str, own: str, schema: str) -> None:
    page = read_page(site, f"{folder}{kind}/{own}")
    address = f"{SITE_URL}{folder}{kind}/{own}/"
    heading, title = page.css_first("h1"), page.css_first("meta[property='og:title']")
    assert heading is not None and title is not None and heading.text() == title.attributes["content"]
    image = page.css_first("meta[property='og:image']")
    assert image is not None and str(image.attributes["content"]).endswith(f"/{kind}.{'en' if folder else 'zh'}.png")
    told, way = linked_data(page)
    assert told["@type"] == schema and told["@id"] == address
    assert [step["item"] for step in way["itemListElement"]] == [
        SITE_URL + folder, f"{SITE_URL}{folder}{kind}/", address,
    ]  # fmt: skip
    references = [node.text() for node in page.css("dd > :is(p, pre):first-child[data-cite-text]")][:6]
    assert len(references) == 6 and all(address in reference for reference in references)


@pytest.mark.parametrize(("folder", "language"), FOLDERS)
def test_related_and_contrasting_cases_are_the_nearest_and_say_why(site: Path, folder: str, language: str) -> None:
    """Shared models count twice, technologies and the industry once; a contrast shares a model and ended otherwise."""
    cases = read_data(site, "cases")
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
        page = read_page(site, f"{folder}cases/{case['id']}")
        shown: dict[str, list[str]] = {}
        label = ""
        for node in page.css("article dl > *"):
            if node.tag == "dt":
                label = node.text(strip=True)
            elif label in labels:
                link = node.css_first("a")
                assert link is not None and node.css_first("small").text(strip=True)[-1] not in ":："  # type: ignore[union-attr]
                shown.setdefault(label, []).append(str(link.attributes["href"]))
        for name, expected in zip(labels, (like, contrasts), strict=True):
            assert shown.get(name, []) == [f"../../cases/{key}/" for key in expected], (case["id"], name)


def test_a_metric_gives_its_own_figures_as_csv(site: Path) -> None:
    with (site / "data/statistics.csv").open(encoding="utf-8-sig", newline="") as whole:
        everything = list(csv.reader(whole))
    for metric in read_data(site, "metrics"):
        text = (site / f"statistics/{metric['id']}/figures.csv").read_text(encoding="utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text))
        assert head == everything[0]
        assert rows == [row for row in everything[1:] if row[head.index("metric")] == metric["id"]]
        assert [row[0] for row in rows] == metric["statistics"]


def test_entries_and_indexes_are_light(site: Path) -> None:
    def weight(file: str) -> int:
        return len(gzip.compress((site / file).read_bytes(), 6))

    for path in (*site.glob("*/*/index.html"), *site.glob("en/*/*/index.html")):
        kind = path.parent.parent.name
        if kind in ("cases", "statistics", "organisations"):
            own = path.parent.relative_to(site).as_posix()
            assert weight(f"{own}/index.html") <= ENTRY, own
    for folder in ("", "en/"):
        for kind in ("cases", "statistics", "organisations"):
            assert weight(f"{folder}{kind}/index.html") <= INDEX, kind
    page = "organisations/alibaba"
    assert sum(map(weight, [f"{page}/index.html", *loaded_files(site, page)])) <= 34_000


@pytest.mark.parametrize(("folder", "language"), FOLDERS)
def test_disagreements_stand_with_their_sentences(site: Path, folder: str, language: str) -> None:
    page = read_page(site, f"{folder}contradictions")
    book = make_books(read_report(ROOT / "docs")[0])[CHINESE]
    assert [node.id for node in page.css("article h3")] == [entry.id for entry in book.disagreements]
    statistics = {statistic["id"]: statistic for statistic in read_data(site, "statistics")}
    rows = page.css("table.sides tbody tr")
    sides = [side for entry in book.disagreements for side in entry.sides]
    for row, side in zip(rows, sides, strict=True):
        statistic = statistics[side.figure.statistic.id]
        for figure in statistic["figure"].values():  # its sentence, in both languages
            assert figure in row.text().replace("\xa0", " ")
        assert f"../{statistic['url'][language].removeprefix('en/')}" in hrefs(row)
