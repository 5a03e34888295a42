"""Every judged query (tests/search/README.md), typed into the site's own field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import HARD, NEGATIVES, OUTLINE, OWN_WORDS, PLAIN, QUERIES, SPELLINGS
from searching import Shown, open_search, search_all

Query = dict[str, Any]


class Judge:
    """Asks all queries, each once, and tells what became of them."""

    def __init__(self, pages: dict[str, Page], site: Path) -> None:
        self._site = site
        self._shown: dict[tuple[str, str], Shown] = {}
        asked = [*QUERIES, *HARD, *NEGATIVES, *SPELLINGS]
        for language, page in pages.items():
            own = [query for query in asked if query["lang"] == language]
            typed = [query["query"] for query in own] + [query["meant"] for query in own if "meant" in query]
            for text, shown in zip(typed, search_all(page, typed), strict=True):
                self._shown[language, text] = shown

    @cached_property
    def _section_of(self) -> dict[tuple[str, str], str]:
        """The section in which each id of a chapter stands, by the page's folder and the id."""
        numbers = {section["id"]: section["number"] for chapter in OUTLINE for section in chapter["sections"]}
        found: dict[tuple[str, str], str] = {}
        for path in sorted(self._site.glob("**/[01]*-*/index.html")):
            section = ""
            for node in HTMLParser(path.read_text(encoding="utf-8")).css("article [id]"):
                identifier = str(node.attributes["id"])
                section = numbers.get(identifier, section)
                found[path.parent.relative_to(self._site).as_posix(), identifier] = section
        return found

    def shown(self, query: Query, typed: str = "") -> Shown:
        return self._shown[query["lang"], typed or query["query"]]

    def sections(self, query: Query, typed: str = "") -> list[str]:
        """The sections that the results lead to; a link that leads to none counts as none."""
        parts = [urlsplit(link) for link in self.shown(query, typed).links]
        return [self._section_of.get((unquote(part.path).strip("/"), unquote(part.fragment)), "") for part in parts]

    def wrong(self, queries: Iterable[Query]) -> list[tuple[str, str, list[str]]]:
        """The queries of which the first result is not what readers would want first."""
        answers = [(query, self.sections(query)) for query in queries]
        return [
            (query["lang"], query["query"], answer[:3])
            for query, answer in answers
            if not answer or answer[0] not in query["best"]
        ]


@pytest.fixture(scope="module")
def judge(chromium: Browser, address: str, site: Path) -> Judge:
    pages = {}
    for language, folder in (("zh", ""), ("en", "en/")):
        pages[language] = chromium.new_page()
        pages[language].goto(f"{address}{folder}")
        open_search(pages[language])
    return Judge(pages, site)


def test_no_query_stays_without_a_result(judge: Judge) -> None:
    assert [query["query"] for query in QUERIES if not judge.shown(query).links] == []


def test_the_first_result_is_right(judge: Judge) -> None:
    wrong = judge.wrong(PLAIN)
    assert 1 - len(wrong) / len(PLAIN) >= 0.98, wrong


def test_at_most_one_miss_of_each_type(judge: Judge) -> None:
    plain = [query for query in PLAIN if query["id"].startswith("q")]
    misses = Counter((query["lang"], query["type"]) for query in plain if judge.wrong([query]))
    assert all(count <= 1 for count in misses.values()), misses


def test_readers_own_words_find_their_section(judge: Judge) -> None:
    wrong = judge.wrong(OWN_WORDS)
    assert 1 - len(wrong) / len(OWN_WORDS) >= 0.8, wrong


def test_the_hardest_find_theirs_more_often_than_not(judge: Judge) -> None:
    """Questions that were written to share as few words with the texts as readers ever do."""
    wrong = judge.wrong(HARD)
    assert 1 - len(wrong) / len(HARD) >= 0.62, wrong


def test_the_first_ten_hold_what_is_relevant(judge: Judge) -> None:
    recalled = [len({*query["relevant"]} & {*judge.sections(query)[:10]}) / len(query["relevant"]) for query in PLAIN]
    assert sum(recalled) / len(recalled) >= 0.97


def test_what_is_typed_by_its_sound_or_with_a_slip_finds_what_was_meant(judge: Judge) -> None:
    """First what the right spelling finds first, or what was judged to be right."""
    wrong = [
        (query["query"], query["meant"], judge.sections(query)[:2])
        for query in SPELLINGS
        if judge.wrong([query]) and judge.sections(query)[:1] != judge.sections(query, query["meant"])[:1]
    ]
    assert 1 - len(wrong) / len(SPELLINGS) >= 0.94, wrong


def test_what_the_report_does_not_treat_is_said(judge: Judge) -> None:
    """By name, or by finding nothing; and then at most three sections are shown."""
    silent = [query["query"] for query in NEGATIVES if not says_so(judge.shown(query))]
    assert 1 - len(silent) / len(NEGATIVES) >= 0.85, silent
    assert [
        query["query"] for query in NEGATIVES if says_so(judge.shown(query)) and len(judge.sections(query)) > 3
    ] == []


def test_what_the_report_does_treat_is_not_denied(judge: Judge) -> None:
    denied = [query["query"] for query in QUERIES if says_so(judge.shown(query))]
    assert len(denied) / len(QUERIES) <= 0.01, denied


def says_so(shown: Shown) -> bool:
    return shown.says_missing or not shown.links
