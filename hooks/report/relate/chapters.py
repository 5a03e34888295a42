"""The report at a glance: its chapters as a map, with what each holds and how long it takes to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report.model.chinese import HAN
from report.model.pages import Page
from report.read.markdown import plain_text
from report.relate.edition import Edition

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-z0-9][\w’'.,%-]*")


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


def build_map(edition: Edition) -> tuple[MapEntry, ...]:
    """The chapters in order."""
    entries: list[MapEntry] = []
    for name, chapter in edition.chapters.items():
        page = edition.pages[name]
        marks = page.marks
        entries.append(
            MapEntry(
                page=name,
                id=chapter.id,
                number=chapter.number,
                name=edition.local(chapter),
                description=page.description,
                minutes=reading_minutes(page),
                figures=len({mark.target for mark in marks if mark.scheme == "stat"}),
                cases=len({mark.target for mark in marks if mark.scheme == "case"}),
                missing=all(section.source == "outline-only" for section in chapter.sections),
            )
        )
    return tuple(entries)


def reading_minutes(page: Page) -> int:
    """Whole minutes, at least one. A Latin word or a number in a Chinese text takes as long as two characters."""
    text = " ".join(plain_text(block.text) for block in page.blocks)
    words = len(_WORD.findall(text))
    count = words if page.language.spaced else len(_HAN.findall(text)) + 2 * words
    return max(1, round(count / page.language.pace))
