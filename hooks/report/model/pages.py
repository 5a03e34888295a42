"""Markdown pages as they are read: headings, blocks of prose, and the marks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.model.languages import Language
from report.model.problems import Place

Scheme = Literal["stat", "case", "law"]


@dataclass(frozen=True)
class Mark:
    """A figure, a case or a law marked in prose: ``[text](stat:id)``, ``[text](case:id)``, ``[text](law:id)``.

    `section` is the id of the section that holds it; empty in records and before the first section.
    """

    scheme: Scheme
    target: str
    text: str
    section: str
    place: Place
    start: int  # offset of the mark in its block's text
    end: int


@dataclass(frozen=True)
class Heading:
    """A heading of a page. `id` is empty when the author gave none."""

    level: int
    title: str
    id: str
    place: Place


@dataclass(frozen=True)
class Anchor:
    """The id of a table or a call-out, among the options of its block."""

    id: str
    place: Place


BlockKind = Literal["prose", "view", "editor", "gap", "caption"]


@dataclass(frozen=True)
class NoteLine:
    """A line of a call-out that stands for an editor's note of the records: ``note:<id>``."""

    id: str
    place: Place


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a table row of a page, or a text of a record, with the marks in it.

    `kind` tells the call-out it stands in, or that it is a table's caption; "prose" for all other text. `head` is the
    first row of its table, for the first row itself too.
    """

    text: str
    kind: BlockKind
    section: str
    place: Place
    marks: tuple[Mark, ...]
    head: str = ""


@dataclass(frozen=True)
class Page:
    """A Markdown page of one language: `name` is its file name without ``.md``, `text` is below its front matter."""

    language: Language
    name: str
    file: str
    description: str
    text: str
    headings: tuple[Heading, ...]
    anchors: tuple[Anchor, ...]
    blocks: tuple[Block, ...]
    notes: tuple[NoteLine, ...] = ()

    @property
    def named(self) -> tuple[Heading | Anchor, ...]:
        """The headings, and the ids of tables and call-outs, in reading order."""
        return tuple(sorted((*self.headings, *self.anchors), key=lambda entry: entry.place.line))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks in reading order."""
        return tuple(mark for block in self.blocks for mark in block.marks)

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root, without a leading slash."""
        return self.language.folder + ("" if self.name == "index" else f"{self.name}/")
