"""The real report: nothing thin, gaps said, both languages alike, contradictions found."""

from __future__ import annotations

import re
from functools import cache

import pytest

from helpers import ROOT
from report.model.languages import CHINESE, ENGLISH, LANGUAGES, Language
from report.model.pages import Block
from report.model.records import Section
from report.model.report import Report
from report.read.markdown import plain_text
from report.read.report import read_report
from report.relate.conflicts import relate

WORDS_EN = (80, 220)
HAN_ZH = 60  # beside tables and call-outs


@cache
def the_report() -> Report:
    report, problems = read_report(ROOT / "docs")
    assert problems == []
    return report


def blocks(section: Section, language: Language) -> list[Block]:
    """The blocks of a section that are the report's, without editor's notes and table rows."""
    pages = (page for page in the_report().pages if page.language == language)
    own = (block for page in pages for block in page.blocks if block.section == section.id)
    return [block for block in own if block.kind != "editor" and not block.text.startswith("|")]


def text(found: list[Block]) -> str:
    return " ".join(plain_text(block.text) for block in found)


SECTIONS = [pytest.param(section, id=section.number) for section in the_report().sections.values()]
WRITTEN = [
    pytest.param(section, id=section.number)
    for section in the_report().sections.values()
    if section.source in ("full", "truncated")
]


@pytest.mark.parametrize("section", WRITTEN)
def test_no_section_is_thin_or_long_winded(section: Section) -> None:
    english = blocks(section, ENGLISH)
    # The report's view counts as text that is there; the upper limit is for what the editors write beside it.
    assert len(text(english).split()) >= WORDS_EN[0]
    assert len(text([block for block in english if block.kind == "prose"]).split()) <= WORDS_EN[1]
    assert len(re.findall(r"[\u4e00-\u9fff]", text(blocks(section, CHINESE)))) >= HAN_ZH


@pytest.mark.parametrize("section", SECTIONS)
def test_a_gap_is_said_where_the_source_has_one_and_nowhere_else(section: Section) -> None:
    chapter = the_report().chapter_of_section[section.id]
    for language in LANGUAGES:
        page = next(p for p in the_report().pages if p.language == language and p.name == chapter.page)
        said = any(block.kind == "gap" and block.section in (section.id, "") for block in page.blocks)
        assert said == (section.source != "full")


@pytest.mark.parametrize("section", SECTIONS)
def test_both_languages_mark_the_same_in_the_same_sections(section: Section) -> None:
    marked: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
    for page in the_report().pages:
        marked[page.language] |= {mark.target for mark in page.marks if mark.section == section.id}
    assert marked[CHINESE] == marked[ENGLISH]


def test_known_contradictions_are_found() -> None:
    conflicts = relate(the_report()).conflicts
    told = {(the_report().statistics[one].metric, the_report().statistics[one].subject) for one in conflicts}
    assert {("sales-per-unit-floor-area", "freshippo"), ("inventory-turnover", "xunxi")} <= told


def test_a_figure_told_in_several_sections_is_linked() -> None:
    same_as = relate(the_report()).same_as
    assert "tiktok-shop-conversion-policy" in same_as["tiktok-shop-trend-conversion"]
    assert "digital-rmb-volume-2024-policy" in same_as["digital-rmb-trend-payment-volume-2024"]
