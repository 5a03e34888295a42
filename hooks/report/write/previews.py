"""What the previews of a page show: its figures, cases, laws and terms."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import zip_longest

from selectolax.lexbor import LexborHTMLParser

from report.model.pages import Page
from report.model.records import Metric, Term
from report.read.markdown import plain_text
from report.relate.book import Book
from report.relate.cases import CaseEntry
from report.relate.figures import Figure
from report.relate.glossary import LawEntry


@dataclass(frozen=True)
class Lead:
    """The beginning of a section, which shows where another page links to it."""

    id: str
    title: str
    lead: str


@dataclass(frozen=True)
class Previews:
    """A page's own sections, and the entries that it links to. `siblings` counts the figures of each metric."""

    page: str
    sections: tuple[Lead, ...]
    figures: tuple[Figure, ...]
    terms: tuple[Metric | Term, ...]
    cases: tuple[CaseEntry, ...]
    laws: tuple[LawEntry, ...]
    siblings: dict[str, int]


def _leads(page: Page) -> tuple[Lead, ...]:
    """Every heading of a page with the first paragraph below it."""
    leads: list[Lead] = []
    for heading, following in zip_longest(page.headings, page.headings[1:]):
        end = following.place.line if following else sys.maxsize
        texts = (
            plain_text(block.text)
            for block in page.blocks
            if block.kind != "caption"
            and heading.place.line < block.place.line
            and (block.place.line < end or heading.level < 3)
        )
        text = next(texts, "")
        short = text if len(text) <= page.language.lead else f"{text[: page.language.lead]}…"
        leads.append(Lead(heading.id, heading.title, short))
    return tuple(leads)


def build_previews(book: Book, name: str, html: str) -> Previews:
    """The previews of a page, whose marks and terms have become links in `html`."""
    report, page = book.report, book.pages[name]
    marked = dict.fromkeys(mark.target for mark in page.marks)
    links = LexborHTMLParser(html).css("a.term")
    # A term is an id on its page, a metric a page of its own.
    linked = {(link.attributes.get("href") or "").rstrip("/").rpartition("/")[2].lstrip("#") for link in links}
    entries: tuple[Metric | Term, ...] = (*report.records.metrics, *report.records.terms)
    return Previews(
        page=name,
        sections=_leads(page),
        figures=tuple(book.figures[key] for key in marked if key in book.figures),
        terms=tuple(entry for entry in entries if entry.id in linked),
        cases=tuple(book.case_entries[key] for key in marked if key in book.case_entries),
        laws=tuple(entry for entry in book.laws if entry.law.id in marked),
        siblings={entry.id: len(report.statistics_of_metric.get(entry.id, ())) for entry in entries},
    )
