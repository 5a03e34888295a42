"""What is shown is what is checked: the figures of the built pages are compared with the records once more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from helpers import CHAPTERS, ROOT
from report.check.prose import FILLER
from report.check.quantities import find_quantities, states
from report.model.languages import LANGUAGES, Language
from report.model.report import Report
from report.read.report import read_report

# The editors' own words, and what the build adds: none of it is the report's.
OTHERS = (
    ".admonition.editor, .admonition.gap, .section-index, .chapter-cases, .headerlink, .conflict, .imprint, .crumbs"
    ", .moved, .provenance, .grounds, .chart"
)
PARTS = "p, li, td, th, h1, h2, h3, figcaption, dd, dt, blockquote, pre, summary"


@cache
def the_report() -> Report:
    return read_report(ROOT / "docs")[0]


def article(site: Path, name: str, language: Language) -> LexborNode:
    page = HTMLParser((site / language.folder / name / "index.html").read_text(encoding="utf-8"))
    (text,) = page.css("article")
    for node in text.css(OTHERS):
        node.decompose()
    if name not in CHAPTERS:  # links to sections begin with a number
        for link in text.css("a:not(.figure)"):
            link.decompose()
    return text


def unmarked(text: str, language: Language, periods: Iterable[str] = ()) -> list[str]:
    """The quantities of a text that no rule exempts; the spans of time of its figures need no mark."""
    for period in periods:
        text = text.replace(period, FILLER)
    text = re.sub(r"^\d+(\.\d+)?\s", "", text)  # the number of a heading
    rules = [re.compile(rule.pattern) for rule in the_report().records.exemptions]
    exempt = [match.span() for rule in rules for match in rule.finditer(text)]
    return [
        text[found.start : found.end]
        for found in find_quantities(text, language)
        if not any(start <= found.start and found.end <= end for start, end in exempt)
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("name", [*CHAPTERS, "key-points"])
def test_every_figure_of_a_page_is_that_of_its_record(site: Path, name: str, language: Language) -> None:
    text = article(site, name, language)
    shown, periods = 0, set()
    for mark in text.css("a.figure"):
        identifier = str(mark.attributes["href"]).partition("#")[2]
        quantities = find_quantities(mark.text().replace("\u00a0", " "), language)
        assert states(quantities, the_report().statistics[identifier]), (identifier, mark.text())
        period = the_report().statistics[identifier].period
        periods |= {period.in_language(language)} if period else set()
        mark.replace_with(FILLER)
        shown += 1
    page = next(page for page in the_report().pages if (page.name, page.language) == (name, language))
    assert shown == sum(mark.scheme == "stat" for mark in page.marks)
    left = [(figure, part.text()) for part in text.css(PARTS) for figure in unmarked(part.text(), language, periods)]
    assert left == []


def test_a_figure_that_came_in_by_another_way_is_found() -> None:
    for language, text in zip(LANGUAGES, ("利润 37 亿元。", "A profit of CNY 3.7 billion."), strict=True):
        assert unmarked(text, language)
