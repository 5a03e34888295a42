"""Every address of the built site, every link between them, and what has become of those of earlier days.

An address is a page's, relative to its edition's root and without the language's folder
(``03-innovation-models/``, ``s/3.1/``), or with an id (``03-innovation-models/#social-commerce``).
Both editions have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from report.model import Place, Problem, Report
from report.records import did_you_mean

PUBLISHED = "docs/records/published.txt"
MOVED = "docs/records/moved.yml"
BILINGUAL = "bilingual/"  # the chapters side by side: pages for both languages, without a copy under en/
REFERENCES = "cite/"  # below a chapter's address: how to cite it
ADDRESS = re.compile(r"^(?:[a-z0-9][a-z0-9.-]*/)*(?:#[a-z][a-z0-9]*(?:-{1,2}[a-z0-9]+)*)?$")
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_NO_ADDRESS = re.compile(r"<(svg|form|search)\b.*?</\1>", re.DOTALL)  # their ids serve the page itself
_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r'<(?:a|area|link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"')
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|//)", re.IGNORECASE)  # a link that leaves the site
SITE = "https://site.invalid/"  # stands for the site's own address while links are resolved


@dataclass(frozen=True)
class BuiltPage:
    """A built page: the ids of its text, all its ids, and its links as they are written."""

    path: str  # relative to the site's root: ``en/01-overview/index.html``
    anchors: frozenset[str]
    ids: frozenset[str]
    links: tuple[str, ...]

    @property
    def url(self) -> str:
        """The page's address relative to the site's root."""
        return self.path.removesuffix("index.html")


def read_built(site: Path) -> dict[str, BuiltPage]:
    """Every page of the built site by its address relative to the site's root."""
    pages: dict[str, BuiltPage] = {}
    for path in sorted(site.rglob("*.html")):
        if path.name == "previews.html":
            continue
        text = path.read_text(encoding="utf-8")
        article = _ARTICLE.search(text)
        own = _NO_ADDRESS.sub("", article.group()) if article else ""
        page = BuiltPage(
            path.relative_to(site).as_posix(),
            frozenset(_ID.findall(own)),
            frozenset(_ID.findall(text)),
            tuple(unquote(link.replace("&amp;", "&")) for link in _LINK.findall(text)),
        )
        pages[page.url] = page
    return pages


def check_links(site: Path, pages: Mapping[str, BuiltPage]) -> list[Problem]:
    """Every link inside the site leads to a file that is there, and to an id that it has."""
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for page in pages.values():
        if page.path == "404.html":
            continue  # its addresses begin at the site's own, wherever it is shown
        for link in page.links:
            if ELSEWHERE.match(link) or (page.url, link) in seen:
                continue
            seen.add((page.url, link))
            target = urlsplit(urljoin(SITE + page.url, link))
            path = target.path.lstrip("/")
            known = pages.get(path)
            if known is None and not (site / path).is_file():
                found, hint = f"a link to “{link}”", did_you_mean(path, pages, "mend the link")
                problems.append(Problem(Place(page.path, 1), found, "a page or a file of the site", hint))
            elif known is not None and target.fragment and target.fragment not in known.ids:
                found = f"a link to “{link}”"
                hint = did_you_mean(target.fragment, known.ids, "mend the link")
                problems.append(Problem(Place(page.path, 1), found, f"an id of {known.path}", hint))
    return problems


def current_addresses(pages: Mapping[str, BuiltPage], short: Iterable[str]) -> set[str]:
    """Every address that the site has now: pages, their ids, and the short ones."""
    addresses = set(short)
    for page in pages.values():
        if page.url.startswith("en/") or not page.path.endswith("index.html"):
            continue
        addresses.add(page.url)
        addresses |= {f"{page.url}#{anchor}" for anchor in page.anchors}
    return addresses


def short_addresses(report: Report) -> dict[str, str]:
    """The short address of each chapter, section, figure and case, and what it stands for."""
    short: dict[str, str] = {}
    for chapter in report.records.outline:
        short[f"s/{chapter.number}/"] = f"{chapter.page}/#{chapter.id}"
        for section in chapter.sections:
            short[f"s/{section.number}/"] = f"{chapter.page}/#{section.id}"
    for statistic in report.records.statistics:
        page, _ = report.first_marks["zh", statistic.id]
        short[f"f/{statistic.id}/"] = f"{page.name}/#{statistic.id}"
    for case in report.records.cases:
        short[f"c/{case.id}/"] = f"cases/#{case.id}"
    return short


@dataclass(frozen=True)
class Ledger:
    """What has been published, with the line of each address, and where what is gone has moved.

    A key of `moved` is a page (``old/``), an id wherever it stood (``old-id``), or one address
    (``page/#old-id``); the value is of the same form, or a whole address.
    """

    published: Mapping[str, int]
    moved: Mapping[str, tuple[str, Place]]

    def resolve(self, address: str, current: set[str]) -> str | Problem | None:
        """Where an address of earlier days leads now; None when nobody says, a problem when it leads nowhere."""
        seen: list[str] = []
        place = Place(MOVED, 1)
        while address not in current:
            if address in seen:
                path = " → ".join(f"/{step}" for step in [*seen, address])
                return Problem(place, f"a loop, {path}", "a way that ends at an address of today", "mend one of them")
            seen.append(address)
            step = self._step(address)
            if step is None:
                if len(seen) == 1:
                    return None
                expected = "an address of today"
                hint = did_you_mean(address, current, "say in turn where that has moved")
                return Problem(place, f"“/{address}”, which is nowhere", expected, hint)
            address, place = step
        return address

    def _step(self, address: str) -> tuple[str, Place] | None:
        if address in self.moved:
            return self.moved[address]
        if address.startswith(BILINGUAL):  # such a page goes with its chapter
            step = self._step(address.removeprefix(BILINGUAL))
            return (BILINGUAL + step[0], step[1]) if step else None
        chapter, references, rest = address.partition(REFERENCES)
        if references:  # so do its references
            step = self._step(chapter)
            return (step[0] + references + rest, step[1]) if step else None
        page, sign, anchor = address.partition("#")
        if page in self.moved:
            target, place = self.moved[page]
            return target + sign + anchor if "#" not in target else target, place
        # An id wherever it stood: in a fragment, beside a section's, or in a short address.
        parts = anchor.split("--") if anchor else page.strip("/").split("/")[-1:]
        for position, part in enumerate(parts):
            if part in self.moved:
                target, place = self.moved[part]
                renamed = "--".join([*parts[:position], target, *parts[position + 1 :]])
                return (f"{page}#{renamed}" if anchor else page.replace(f"/{part}/", f"/{renamed}/")), place
        return None


def redirects(ledger: Ledger, current: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """Where each address that is gone leads now, and a problem for each that leads nowhere."""
    targets: dict[str, str] = {}
    problems: list[Problem] = []
    for address, line in ledger.published.items():
        if address in current:
            continue
        target = ledger.resolve(address, current)
        if target is None:
            near = did_you_mean(address, current, "a page of its own")
            hint = f"write in {MOVED} where it went, such as “/{address}: …”; {near}"
            expected = "it, or an entry of where it went; a published address is never dropped"
            problems.append(
                Problem(Place(PUBLISHED, line), f"“/{address}”, which the site no longer has", expected, hint)
            )
        elif isinstance(target, Problem):
            problems.append(target)
        else:
            targets[address] = target
    return targets, problems


def check_moved(ledger: Ledger, current: set[str]) -> list[Problem]:
    """Nothing is said to have moved that is still there."""
    return [
        Problem(place, f"“/{old}”, which is still there", "an address that is gone", "remove the entry")
        for old, (_, place) in ledger.moved.items()
        if old in current
    ]


def check_collisions(short: Iterable[str], pages: Iterable[str]) -> list[Problem]:
    """No short address is that of a page."""
    taken = set(pages)
    return [
        Problem(
            Place("docs/records/outline.yml", 1), f"the short address “/{address}”", "one of its own", "rename the page"
        )
        for address in short
        if address in taken
    ]


def by_page(targets: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The addresses that are gone, by page: for each page, its ids (“” for the page itself) and where they lead."""
    grouped: dict[str, dict[str, str]] = {}
    for address, target in targets.items():
        page, _, anchor = address.partition("#")
        grouped.setdefault(page, {})[anchor] = target
    yield from sorted(grouped.items())
