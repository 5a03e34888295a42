"""The report at a glance: its chapters as a map, with what each holds."""

from __future__ import annotations

from dataclasses import dataclass

from report.model.languages import Language
from report.model.report import Report
from report.relate.reading_time import reading_minutes


@dataclass(frozen=True)
class MapEntry:
    """A chapter on the map. `missing` tells that the source has none of its text."""

    page: str
    id: str
    number: int
    name: str
    description: str
    minutes: int
    figures: int
    cases: int
    missing: bool


def build_map(report: Report, language: Language) -> tuple[MapEntry, ...]:
    """The chapters in order."""
    pages = {page.name: page for page in report.pages if page.language == language}
    entries: list[MapEntry] = []
    for chapter in report.records.outline:
        page = pages[chapter.page]
        marks = page.marks
        entries.append(
            MapEntry(
                page=chapter.page,
                id=chapter.id,
                number=chapter.number,
                name=chapter.zh if language == "zh" else chapter.en,
                description=page.description,
                minutes=reading_minutes(page),
                figures=len({mark.target for mark in marks if mark.scheme == "stat"}),
                cases=len({mark.target for mark in marks if mark.scheme == "case"}),
                missing=all(section.source == "outline-only" for section in chapter.sections),
            )
        )
    return tuple(entries)
