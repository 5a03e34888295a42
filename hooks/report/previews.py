"""What the previews of a page show: its figures, cases, laws and terms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from report.comparison import Relations
from report.figures import Figure, build_figures
from report.glossary import LawEntry, build_laws
from report.index import CaseEntry, build_entries
from report.model import Language, Metric, Report, Term

_TERM = re.compile(r"#(?P<id>[a-z0-9-]+)\)\{ \.term \}")


@dataclass(frozen=True)
class Previews:
    """The entries that a page links to. `siblings` counts the figures of each metric."""

    figures: tuple[Figure, ...]
    terms: tuple[Metric | Term, ...]
    cases: tuple[CaseEntry, ...]
    laws: tuple[LawEntry, ...]
    siblings: dict[str, int]


def build_previews(
    report: Report, relations: Relations, name: str, language: Language, markdown: str
) -> Previews | None:
    """The previews of a page, whose marks and terms have become links in `markdown`; None when it links to nothing."""
    page = next(page for page in report.pages if (page.name, page.language) == (name, language))
    marked = {mark.target for mark in page.marks}
    linked = {match["id"] for match in _TERM.finditer(markdown)}
    if not marked | linked:
        return None
    entries: tuple[Metric | Term, ...] = (*report.records.metrics, *report.records.terms)
    figures = build_figures(report, relations, language)
    return Previews(
        figures=tuple(item for key, item in figures.items() if key in marked),
        terms=tuple(entry for entry in entries if entry.id in linked),
        cases=tuple(entry for key, entry in build_entries(report, relations, language).items() if key in marked),
        laws=tuple(entry for entry in build_laws(report, language) if entry.law.id in marked),
        siblings=dict.fromkeys((term.id for term in report.records.terms), 0)
        | Counter(statistic.metric for statistic in report.statistics.values()),
    )
