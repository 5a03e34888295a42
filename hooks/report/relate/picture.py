"""The figures of the whole report in one picture: a dot for each, by chapter."""

from __future__ import annotations

from dataclasses import dataclass

from report.model.records import Chapter
from report.relate.edition import Edition
from report.relate.figures import Figure


@dataclass(frozen=True)
class Row:
    """A chapter with its figures in the order of the text."""

    page: str
    chapter: Chapter
    figures: tuple[Figure, ...]

    @property
    def named(self) -> int:
        """How many are about a named organisation."""
        return sum(item.subject.naming == "named" for item in self.figures)

    @property
    def doubtful(self) -> int:
        """How many something speaks against."""
        return sum(item.is_doubtful for item in self.figures)


def build_picture(edition: Edition) -> tuple[Row, ...]:
    """All chapters in order; one without a text has no figures."""
    return tuple(
        Row(name, chapter, edition.figures_of_pages.get(name, ())) for name, chapter in edition.chapters.items()
    )
