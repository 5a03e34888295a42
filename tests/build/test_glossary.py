"""The statistics glossary, and terms in the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import CHAPTERS, read_data, read_page, stated

# What a figure is marked as, in the overview's order, with the field of the data that says so.
FLAGS = {
    "contradicted": "conflicts",
    "doubted": "doubting_note",
    "compared": "compare_with",
    "shared": "recurs",
    "repeated": "same_as",
    "forecast": "forecast",
}


def read_statistics(site: Path) -> list[dict[str, Any]]:
    """The figures of the data, with the note that doubts one, where there is such a note."""
    doubting = {note["id"] for note in read_data(site, "notes") if note["doubts"]}
    return [
        row | {"doubting_note": row["note"] if row["note_id"] in doubting else None}
        for row in read_data(site, "statistics")
    ]


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_every_figure_stands_under_its_metric_with_all_that_is_known(site: Path, folder: str, language: str) -> None:
    page = read_page(site, f"{folder}statistics")
    metrics = {
        metric["id"]: read_page(site, f"{folder}statistics/{metric['id']}") for metric in read_data(site, "metrics")
    }
    cases = {case["id"]: case for case in read_data(site, "cases")}
    statistics = read_statistics(site)
    assert len(page.css("tr[data-item]")) == len(statistics)
    for statistic in statistics:
        listed = page.css_first(f"tr:has(#{statistic['id']})")
        assert listed is not None and listed.parent is not None and listed.parent.id == statistic["metric"]
        assert stated(statistic, language) in listed.text() and statistic["section"] in listed.text()
        row = metrics[statistic["metric"]].css_first(f"tr:has(#{statistic['id']})")
        assert row is not None
        text = row.text().casefold()
        assert stated(statistic, language).casefold() in text
        assert statistic["note"] is None or statistic["note"][language].casefold() in text
        assert statistic["subject"][language].casefold() in text
        assert statistic["year"] is None or str(statistic["year"]) in text
        assert all(cases[case]["title"][language].casefold() in text for case in statistic["cases"])
        assert (listed.attributes["data-naming"] == "unnamed") == statistic["anonymous"]
        flags = (listed.attributes.get("data-flag") or "").split()
        for flag, field in FLAGS.items():
            assert (flag in flags) == bool(statistic[field]), (statistic["id"], flag)
        assert f"../../{statistic['url'][language].removeprefix('en/')}" == row.css_first("a.figure").attributes["href"]  # type: ignore[union-attr]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_overview_counts_what_the_page_holds(site: Path, folder: str) -> None:
    page, statistics = read_page(site, f"{folder}statistics"), read_statistics(site)
    numbers = [int(node.text()) for node in page.css(".counts dd")]
    named = [s for s in statistics if s["organisation"] and not s["anonymous"]]
    unnamed = [s for s in statistics if s["anonymous"]]
    assert numbers == [
        len(statistics),
        len(read_data(site, "metrics")),
        len(named),
        len(unnamed),
        len(statistics) - len(named) - len(unnamed),
        sum(s["year"] is not None for s in statistics),
        sum(s["source_named"] for s in statistics),
        *(sum(bool(s[field]) for s in statistics) for field in FLAGS.values()),
    ]
    for table in page.css(".shares"):
        assert sum(int(cell.text()) for cell in table.css("td:nth-child(2)")) == len(statistics)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_every_chart_says_in_words_what_it_draws(site: Path, folder: str) -> None:
    pages = [read_page(site, f"{folder}statistics/{metric['id']}") for metric in read_data(site, "metrics")]
    pages += [read_page(site, f"{folder}{chapter}") for chapter in CHAPTERS]
    charts = [chart for page in pages for chart in page.css("figure.chart")]
    assert len(charts) >= 15
    for chart in charts:
        rows = chart.css("li:not(.chart__axis)")
        values = chart.css(".chart__value")
        assert len(values) == len(rows) and all(re.search(r"\d", value.text()) for value in values)
        assert all(row.css_first(".chart__label a[href*='#']") is not None for row in rows)
        assert all(svg.attributes["aria-hidden"] == "true" for svg in chart.css("svg"))
        name = f"{folder}embed/{chart.attributes['id']}"
        assert (site / name / f"{chart.attributes['id']}.svg").read_text(encoding="utf-8").startswith("<svg")
        shown = (site / name / f"{chart.attributes['id']}.csv").read_text(encoding="utf-8").splitlines()
        assert len(shown) - 1 == len(chart.css(".chart__label small a"))


def test_a_term_is_linked_once_in_a_section(site: Path) -> None:
    for path in sorted(site.glob("**/[01]*-*/index.html")):
        article = HTMLParser(path.read_text(encoding="utf-8")).css_first("article")
        assert article is not None
        seen: set[str] = set()
        for node in article.css("h1, h2, a.term"):
            if node.tag != "a":
                seen.clear()
            else:
                assert node.attributes["href"] not in seen, f"{path}: {node.text()}"
                seen.add(str(node.attributes["href"]))
