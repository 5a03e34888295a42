"""The pictures of the site: a card for each page, shown where its address is shared, and an icon for home screens.

Here is the HTML from which a browser draws them (``make cards``). They are kept beside the pages, so
that a build needs no browser; a manifest says what each was drawn from, so that a stale one is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import NamedTuple

from report.model.interface import fill
from report.model.languages import ORIGINAL, Language
from report.model.pages import Page
from report.model.problems import Place, Problem
from report.model.site_pages import QUOTING
from report.read.markdown import plain_text
from report.relate.book import Book, Books
from report.relate.figures import Figure
from report.write.page_markdown import in_reading_order
from report.write.templates import Templates

FOLDER = "docs/assets"
MANIFEST = "docs/records/ledger/pictures.json"
WIDTH, HEIGHT = 1200, 630  # of a card, in pixels
DOTS = 7  # of a chapter's figures in a line
ICON, ICON_SIZE = "apple-touch-icon.png", 180
_LINE_MAY_END = re.compile(r"(?<=的)|(?=[与和及])")  # in a Chinese title; elsewhere it would split a word
_SUBTITLE = re.compile(r" · |: ")


class Dot(NamedTuple):
    """A figure in the picture of the report."""

    is_named: bool
    is_doubtful: bool


@dataclass(frozen=True)
class Card:
    """The words on a page's card; `chapter` and `subtitle` may be empty. `dots` are of its figures, line by line.

    `whole`: they are those of the whole report, and each line is a chapter.
    """

    chapter: str
    title: str
    subtitle: str
    site: str
    dots: tuple[tuple[Dot, ...], ...] = ()
    whole: bool = False

    @property
    def parts(self) -> list[str]:
        """The title, split where a line may end besides at a space."""
        return _LINE_MAY_END.split(self.title)

    @property
    def text(self) -> str:
        """All that the card says, for those who do not see it."""
        words = (self.chapter, self.title, self.subtitle or self.site)
        return " · ".join(word for word in words if word)


@dataclass(frozen=True)
class Picture:
    """A picture to draw: its file below ``docs/assets``, the HTML that it shows, and its size in pixels."""

    file: str
    html: str
    width: int
    height: int

    @property
    def source(self) -> str:
        """The hash of what it is drawn from."""
        return digest(self.html.encode())


@dataclass(frozen=True)
class Drawn:
    """A picture as it was drawn: the hash of its HTML then, and that of the file."""

    html: str
    png: str


def digest(content: bytes) -> str:
    """The hash by which the manifest knows a text or a file."""
    return sha256(content).hexdigest()


def card_file(name: str, language: Language) -> str:
    """The file of a page's card, below ``docs/assets``."""
    return f"cards/{name}.{language}.png"


def page_title(page: Page) -> str:
    """A page's title as its reader sees it; empty when it has none."""
    return unescape(plain_text(next((heading.title for heading in page.headings if heading.level == 1), "")))


def _dots(figures: Iterable[Figure]) -> tuple[Dot, ...]:
    return tuple(Dot(item.subject.naming == "named", item.is_doubtful) for item in figures)


def build_card(edition: Book, page: Page) -> Card:
    """What the card of a page shows. The site's name is the title of the home page.

    A chapter has its own figures as dots, the pages that tell of the whole report have them all, a line a chapter.
    """
    all_dots = tuple(_dots(row.figures) for row in edition.picture)
    site, *subtitle = _SUBTITLE.split(page_title(edition.pages["index"]), maxsplit=1)
    if page.name == "index":
        return Card("", site, "".join(subtitle), site, all_dots, whole=True)
    if page.name in edition.chapters:
        chapter = edition.chapters[page.name]
        number = fill(edition.words["card_chapter"], {"n": chapter.number})
        own = all_dots[list(edition.chapters).index(page.name)]
        lines = tuple(own[at : at + DOTS] for at in range(0, len(own), DOTS))
        return Card(number, page_title(page).removeprefix(f"{chapter.number} "), "", site, lines)
    whole = page.name in QUOTING
    return Card("", page_title(page), "", site, all_dots if whole else (), whole)


def build_pictures(books: Books, templates: Templates, favicon: str) -> tuple[Picture, ...]:
    """All pictures of the site; `favicon` is the SVG of its icon.

    Raises jinja2.TemplateError when a template is broken.
    """
    cards = (
        Picture(
            card_file(page.name, language),
            templates.render(book, "files/card.html", card=build_card(book, page)),
            WIDTH,
            HEIGHT,
        )
        for language, book in books.items()
        for page in in_reading_order(book)
    )
    icon = templates.render(books[ORIGINAL], "files/icon.html", favicon=favicon)
    return (*cards, Picture(ICON, icon, ICON_SIZE, ICON_SIZE))


def check_pictures(
    pictures: tuple[Picture, ...], drawn: Mapping[str, Drawn], files: Mapping[str, bytes]
) -> list[Problem]:
    """Every picture is there as it was drawn, from what the site says now, and no other is.

    `drawn` is the manifest and `files` what the files hold, both by their path below ``docs/assets``.
    """
    hint = "run make cards"
    problems: list[Problem] = []

    def report(file: str, found: str, expected: str) -> None:
        problems.append(Problem(Place(f"{FOLDER}/{file}", 1), found, expected, hint))

    for picture in pictures:
        known, content = drawn.get(picture.file), files.get(picture.file)
        if content is None:
            report(picture.file, "no picture", "one for each page and language")
        elif known is None or known.png != digest(content):
            report(picture.file, "a picture that make cards did not draw", f"the one that {MANIFEST} knows")
        elif known.html != picture.source:
            report(picture.file, "a stale picture", "one of the words that the page has now")
    wanted = {picture.file for picture in pictures}
    for file in sorted({*drawn, *files} - wanted):
        report(file, "a picture that is left over", "no picture without a page")
    return problems
