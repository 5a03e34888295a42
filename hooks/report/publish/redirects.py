"""The last step of a build: short addresses, redirects from addresses of earlier days, and the check of all links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from report.model.addresses import list_short_addresses, root_from, short_addresses
from report.model.languages import ORIGINAL
from report.model.problems import Problem
from report.publish.built import BuiltPage, current_addresses, read_built
from report.publish.ledger import read_ledger
from report.publish.links import check_links, check_page_ids
from report.publish.moves import by_page, check_collisions, check_moved, redirects, renamed_ids
from report.publish.snapshots import kept_addresses
from report.relate.book import Book, Books
from report.write.templates import Templates

SCRIPT = "assets/scripts/redirect.js"


@dataclass(frozen=True)
class _Way:
    """Where an address leads, relative to the page that leads on, and the title of what is there."""

    href: str
    title: str


@dataclass(frozen=True)
class _Signs:
    """What the pages that lead on say in one language. `pages` are those of the built site."""

    book: Book
    pages: Mapping[str, BuiltPage]
    _headings: dict[str, str] = field(default_factory=dict)  # by address: each is read out of its page once

    @cached_property
    def titles(self) -> dict[str, str]:
        """What each short address stands for, in words."""
        titles: dict[str, str] = {}
        for chapter in self.book.report.records.outline:
            titles[f"s/{chapter.number}/"] = chapter.title(self.book.language)
            titles |= {f"s/{section.number}/": section.title(self.book.language) for section in chapter.sections}
        for key, item in self.book.figures.items():
            titles[f"f/{key}/"] = item.full
        titles |= {f"c/{case.id}/": self.book.local(case.title) for case in self.book.report.records.cases}
        return titles

    def ways(self, page: str, targets: Mapping[str, str]) -> dict[str, _Way]:
        """For each id that `page` has no longer, “” for the page itself, where it leads."""
        up, own = root_from(page), self.titles.get(page, "")
        return {
            anchor: _Way(up + target, (not anchor and own) or self._title(target)) for anchor, target in targets.items()
        }

    def _title(self, target: str) -> str:
        page, _, anchor = target.partition("#")
        if target not in self._headings:
            found = self.titles.get(page) or self.pages[self.book.language.folder + page].title(anchor)
            self._headings[target] = found
        return self._headings[target]


def _redirect_page(
    templates: Templates, signs: _Signs, site_url: str, page: str, targets: Mapping[str, str], script: str
) -> str:
    """A page that leads on. `targets` gives for each fragment where it leads, “” being the page itself."""
    default = targets.get("", "")
    ways = signs.ways(page, {"": default, **targets})
    return templates.render(
        signs.book,
        "files/redirect.html",
        canonical=urljoin(site_url, signs.book.language.folder + default.partition("#")[0]),
        default=ways.pop(""),
        ways=ways,
        script=root_from(signs.book.language.folder + page) + script,
    )


def publish(books: Books, templates: Templates, site: Path, root: Path, site_url: str, script: str) -> list[Problem]:
    """Finish the built site in `site`, and say what is wrong with its addresses. `root` is the project's folder.

    `script` is the path within the site of the one that leads a reader on.

    Every address that the ledger has is there, leads on, or is a problem; every id is sound, and every
    link inside the site leads somewhere. Raises jinja2.TemplateError when a template is broken.
    """
    report = books[ORIGINAL].report
    pages = read_built(site)
    short = short_addresses(report)
    current = current_addresses(pages, short) | kept_addresses(site)
    ledger, problems = read_ledger(root)
    targets, lost = redirects(ledger, current)
    problems += [*lost, *check_moved(ledger, current), *check_collisions(list_short_addresses(report), pages)]
    gone = dict(by_page(targets))
    ways = {page: {"": target} for page, target in short.items()}
    for page, way in ways.items():
        if page.startswith("s/"):  # only these are given out with an id behind them
            way |= renamed_ids(targets, way[""].partition("#")[0], current)
    for page, anchors in gone.items():
        if page not in pages:
            ways[page] = ways.get(page, {}) | anchors
    for language, book in books.items():
        signs, folder = _Signs(book, pages), site / language.folder
        for page, anchors in gone.items():
            if page in pages:
                _add_moved(folder / page / "index.html", templates, signs, signs.ways(page, anchors))
        for page, anchors in ways.items():
            path = folder / page / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_redirect_page(templates, signs, site_url, page, anchors, script), encoding="utf-8")
    return [*problems, *check_page_ids(pages), *check_links(site, pages, site_url)]


def _add_moved(path: Path, templates: Templates, signs: _Signs, ways: Mapping[str, _Way]) -> None:
    """Put at the end of a page's text where those of its ids went that are gone."""
    note = templates.render(signs.book, "files/moved.html", ways=ways)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</article>", f"{note}</article>", 1), encoding="utf-8")
