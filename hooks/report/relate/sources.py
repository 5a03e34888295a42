"""The documents in which the editors' notes can be checked, each with the notes that cite it."""

from __future__ import annotations

from dataclasses import dataclass

from report.model.records import Document, Section
from report.relate.edition import Edition


@dataclass(frozen=True)
class NotePlace:
    """Where a note stands: the name of a page, the section, and the id to link to."""

    page: str
    section: Section
    anchor: str


@dataclass(frozen=True)
class SourceEntry:
    """A document with the places of the notes that cite it, in the order of the text."""

    document: Document
    places: tuple[NotePlace, ...]


def build_sources(edition: Edition) -> tuple[SourceEntry, ...]:
    """All documents in the records' order."""
    report = edition.report
    places: dict[str, list[NotePlace]] = {}
    for page in edition.pages.values():
        lines = {line.place: line.id for line in page.notes}
        for block in page.blocks:
            note = lines.get(block.place)
            if note in report.notes and block.section in report.sections:
                # The call-out in which the note stands is the nearest one with an id above it.
                above = [anchor for anchor in page.anchors if anchor.place.line < block.place.line]
                place = NotePlace(page.name, report.sections[block.section], above[-1].id if above else block.section)
                for source in report.notes[note].sources:
                    places.setdefault(source, []).append(place)
    return tuple(SourceEntry(document, tuple(places.get(document.id, ()))) for document in report.records.sources)
