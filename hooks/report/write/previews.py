"""What the previews of a page show: its figures, cases, laws and terms."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import zip_longest

from report.model.languages import Language
from report.model.pages import Page
from report.model.records import Metric, Term
from report.model.report import Report
from report.read.markdown import plain_text
from report.relate.cases import CaseEntry, build_entries
from report.relate.conflicts import Relations
from report.relate.figures import Figure, build_figures
from report.relate.glossary import LawEntry, build_laws

LEAD: dict[Language, int] = {"zh": 120, "en": 240}  # characters
_TERM = re.compile(r"#(?P<id>[a-z0-9-]+)\)\{ \.term \}")


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


def _leads(page: Page, language: Language) -> tuple[Lead, ...]:
    """Every heading of a page with the first paragraph below it."""
    leads: list[Lead] = []
    for heading, following in zip_longest(page.headings, page.headings[1:]):
        end = following.place.line if following else sys.maxsize
        texts = (
            plain_text(block.text)
            for block in page.blocks
            if heading.place.line < block.place.line and (block.place.line < end or heading.level < 3)
        )
        text = next(texts, "")
        short = text if len(text) <= LEAD[language] else f"{text[: LEAD[language]]}…"
        leads.append(Lead(heading.id, heading.title, short))
    return tuple(leads)


def build_previews(report: Report, relations: Relations, name: str, language: Language, markdown: str) -> Previews:
    """The previews of a page, whose marks and terms have become links in `markdown`."""
    page = next(page for page in report.pages if (page.name, page.language) == (name, language))
    marked = dict.fromkeys(mark.target for mark in page.marks)
    linked = {match["id"] for match in _TERM.finditer(markdown)}
    entries: tuple[Metric | Term, ...] = (*report.records.metrics, *report.records.terms)
    figures, cases = build_figures(report, relations, language), build_entries(report, relations, language)
    return Previews(
        page=name,
        sections=_leads(page, language),
        figures=tuple(figures[key] for key in marked if key in figures),
        terms=tuple(entry for entry in entries if entry.id in linked),
        cases=tuple(cases[key] for key in marked if key in cases),
        laws=tuple(entry for entry in build_laws(report, language) if entry.law.id in marked),
        siblings={entry.id: len(report.statistics_of_metric.get(entry.id, ())) for entry in entries},
    )
