"""Every link inside the built site leads somewhere, and every id is sound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from report.model.addresses import ELSEWHERE
from report.model.languages import ORIGINAL
from report.model.problems import Place, Problem, did_you_mean
from report.model.values import ID_PATTERN
from report.publish.built import BuiltPage

THEME_IDS = frozenset({"__drawer"})  # of Material's own markup, around the article


def check_links(site: Path, pages: Mapping[str, BuiltPage], site_url: str) -> list[Problem]:
    """Every link inside the site, relative or absolute, leads to a file that is there, and to an id that it has."""
    return [
        problem
        for page in pages.values()
        for link in dict.fromkeys(page.links)
        if not (link[:1] == "#" and link[1:] in page.ids)  # most of them; the rest takes ten times as long
        if (problem := _check_link(site, pages, site_url, page, link)) is not None
    ]


@lru_cache(maxsize=100_000)
def _path(base: str, page: str, link: str) -> str | None:
    """To what path below the site's root a link without its id leads; None outside of it, ValueError nowhere."""
    address = urljoin(base + page, link)
    return unquote(urlsplit(address).path.removeprefix(urlsplit(base).path)) if address.startswith(base) else None


def _resolve(base: str, page: str, link: str) -> str | None:
    """The same. Sibling pages have most of their links in common."""
    if link.startswith("../") and page.endswith("/"):
        return _path(base, page[: page.rfind("/", 0, -1) + 1], link[3:])
    return _path(base, page, link)


def _check_link(site: Path, pages: Mapping[str, BuiltPage], base: str, page: BuiltPage, link: str) -> Problem | None:
    place, found = Place(page.path, 1), f"a link to “{link}”"
    written, _, anchor = link.partition("#")
    try:
        path = _resolve(base, page.url, written)
    except ValueError as error:
        return Problem(place, found, "an address", f"mend the link: {error}")
    if path is None:
        if ELSEWHERE.match(link):
            return None
        return Problem(place, found, f"an address below {base}", "mend the link")
    if page.path == "404.html" and not link.startswith(("/", "#", base)) and link:
        expected = "an address from the site’s root"
        return Problem(place, found, expected, "this page is shown at any address, so begin the link with “/”")
    known, anchor = pages.get(path), unquote(anchor)
    if known is None:
        file = site / path / "index.html" if path.endswith("/") or not path else site / path  # the former leads on
        if file.is_file():
            return None
        return Problem(place, found, "a page or a file of the site", did_you_mean(path, pages, "mend the link"))
    if anchor and anchor not in known.ids:
        return Problem(place, found, f"an id of {known.path}", did_you_mean(anchor, known.ids, "mend the link"))
    return None


def check_page_ids(pages: Mapping[str, BuiltPage]) -> list[Problem]:
    """Every id of a built page is well-formed, stands once, and stands in both editions of the page."""
    problems: list[Problem] = []
    for page in pages.values():
        place = Place(page.path, 1)
        for identifier, times in page.ids.items():
            if times > 1:
                found = f"the id “{identifier}” {times} times"
                problems.append(Problem(place, found, "each id once on a page", "rename all but one"))
            if identifier not in THEME_IDS and not re.fullmatch(ID_PATTERN, identifier):
                expected = "lower-case words and digits joined by hyphens"
                problems.append(Problem(place, f"the id “{identifier}”", expected, "such as social-commerce"))
        twins = (pages.get(language.folder + page.url) for language in ORIGINAL.others)
        for twin in filter(None, twins):
            for identifier in sorted(page.ids.keys() ^ twin.ids.keys()):
                one, other = (page, twin) if identifier in page.ids else (twin, page)
                found, expected = f"the id “{identifier}”, which {other.path} has not", "the same ids in both editions"
                problems.append(Problem(Place(one.path, 1), found, expected, "give it to the other edition too"))
    return problems
