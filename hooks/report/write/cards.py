"""The pictures of the site: a card for each page, shown where its address is shared, and an icon for home screens.

Here is the HTML from which a browser draws them (``make cards``). They are kept beside the pages, so
that a build needs no browser; a manifest says what each was drawn from, so that a stale one is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

import jinja2

from report.model.languages import Language
from report.model.pages import Page
from report.model.problems import Place, Problem
from report.model.report import Report
from report.read.markdown import plain_text

FOLDER = "docs/assets"
MANIFEST = "docs/records/pictures.json"
WIDTH, HEIGHT = 1200, 630  # of a card, in pixels
ICON, ICON_SIZE = "apple-touch-icon.png", 180
WITHOUT_CARD = frozenset({"search"})
LISTED = {"statistics": "figure", "cases": "case"}
IN_LANGUAGE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
_LINE_MAY_END = re.compile(r"(?<=的)|(?=[与和及])")  # in a Chinese title; elsewhere it would split a word
_SUBTITLE = re.compile(r" · |: ")


@dataclass(frozen=True)
class Card:
    """The words on a page's card; `chapter`, `subtitle` and `counts` may be empty."""

    chapter: str
    title: str
    subtitle: str
    site: str
    counts: str

    @property
    def parts(self) -> list[str]:
        """The title, split where a line may end besides at a space."""
        return _LINE_MAY_END.split(self.title)

    @property
    def text(self) -> str:
        """All that the card says, for those who do not see it."""
        words = (self.chapter, self.title, self.subtitle or self.site, self.counts)
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


def _counts(report: Report, page: Page) -> str:
    """What the page holds: a chapter what it tells, an index what it lists, any other page what the report has."""
    records = report.records
    numbers = {"figure": len(records.statistics), "case": len(records.cases)}
    if any(chapter.page == page.name for chapter in records.outline):
        told = {(mark.scheme, mark.target) for mark in page.marks}
        numbers = {kind: sum(s == scheme for s, _ in told) for kind, scheme in (("figure", "stat"), ("case", "case"))}
    elif page.name == "organisations":
        numbers = {"organisation": len(records.organisations)}
    elif page.name in LISTED:
        numbers = {LISTED[page.name]: numbers[LISTED[page.name]]}
    counts: list[str] = []
    for kind, number in numbers.items():
        if number:
            label = report.words[page.language][f"n_{kind}" if number == 1 else f"n_{kind}s"]
            counts.append(label.replace("{n}", str(number)))
    return " · ".join(counts)


def build_card(report: Report, page: Page) -> Card:
    """The words on the card of a page. The site's name is the title of the home page."""
    language = page.language
    home = next((other for other in report.pages if (other.name, other.language) == ("index", language)), page)
    site, *subtitle = _SUBTITLE.split(page_title(home), maxsplit=1)
    if page is home:
        return Card("", site, "".join(subtitle), site, _counts(report, page))
    for chapter in report.records.outline:
        if chapter.page == page.name:
            number = report.words[language]["card_chapter"].replace("{n}", str(chapter.number))
            title = page_title(page).removeprefix(f"{chapter.number} ")
            return Card(number, title, "", site, _counts(report, page))
    return Card("", page_title(page), "", site, _counts(report, page))


def build_pictures(report: Report, templates: Path, favicon: str) -> tuple[Picture, ...]:
    """All pictures of the site; `favicon` is the SVG of its icon.

    Raises jinja2.TemplateError when a template is broken.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True
    )
    template, icon = environment.get_template("card.html"), environment.get_template("icon.html")
    cards = (
        Picture(
            card_file(page.name, page.language),
            template.render(card=build_card(report, page), language=IN_LANGUAGE[page.language]),
            WIDTH,
            HEIGHT,
        )
        for page in report.pages
        if page.name not in WITHOUT_CARD
    )
    return (*cards, Picture(ICON, icon.render(favicon=favicon), ICON_SIZE, ICON_SIZE))


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
