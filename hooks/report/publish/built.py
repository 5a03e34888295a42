"""The built site as it is read back: every page with its ids, its links, and the addresses that follow.

An address is a page's, relative to its edition's root and without the language's folder
(``03-innovation-models/``, ``s/3.1/``), or with an id (``03-innovation-models/#social-commerce``).
All editions have the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from sys import intern

from selectolax.lexbor import LexborHTMLParser, LexborNode

from report.model.addresses import COMPARISONS
from report.model.languages import ORIGINAL
from report.publish.snapshots import kept_pages, live_pages

_ABSOLUTE = re.compile(r'"(https?://[^"]*)"')
_LOCATION = re.compile(r"<loc>([^<]*)</loc>|<xhtml:link\b[^>]*\shref=\"([^\"]*)\"")
_SERVING = frozenset({"svg", "form", "search"})  # ids in there serve the page itself


@dataclass(frozen=True)
class BuiltPage:
    """A built page: its ids, those of its text, and its links as they are written. The sitemap counts as one."""

    path: str  # relative to the site's root: ``en/01-overview/index.html``
    ids: Counter[str]  # how often each stands on the page
    anchors: frozenset[str]
    links: tuple[str, ...]
    article: str = field(repr=False)  # the HTML of its text

    @property
    def url(self) -> str:
        """The page's address relative to the site's root."""
        return self.path.removesuffix("index.html")

    def title(self, anchor: str) -> str:
        """The heading of the page, and that of the section in which an id stands; “” for the page itself."""
        headings: list[str] = []
        body = LexborHTMLParser(self.article).body
        for node in body.traverse() if body else ():
            if re.fullmatch("h[1-6]", node.tag or ""):
                headings.append(_words(node))
            if anchor and node.attributes.get("id") == anchor:
                break
        return " · ".join(dict.fromkeys((*headings[:1], *(headings[-1:] if anchor else ()))))


def _words(heading: LexborNode) -> str:
    """A heading's words, without the mark that leads to it."""
    own = LexborHTMLParser(heading.html or "").css_first(heading.tag or "*")
    for mark in own.css("a.headerlink") if own else ():
        mark.decompose()
    return own.text().strip() if own else ""


def _is_address(node: LexborNode) -> bool:
    """Whether an id serves readers, and not a form or a drawing of the page."""
    above = node.parent
    while above is not None and above.tag != "article":
        if above.tag in _SERVING:
            return False
        above = above.parent
    return node.tag not in _SERVING


def parse(html: str) -> Iterator[LexborHTMLParser]:
    """The trees of a page: its own, and that of each template in it, which the parser keeps apart."""
    tree = LexborHTMLParser(html)
    yield tree
    for template in tree.css("template"):
        written = (template.html or "").removeprefix("<template").removesuffix("</template>")
        yield from parse(f"<div{written}</div>")


def _links(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[href], [src], [action]"):
        written = node.attributes
        # The menu's are the same on all pages beside each other; kept once, they do not grow with the pages.
        yield from (intern(written[name] or "") for name in ("href", "src", "action") if name in written)
    for node in tree.css('script[type="application/ld+json"]'):
        yield from _ABSOLUTE.findall(node.text())


def _read_page(path: str, text: str) -> BuiltPage:
    tree, *templates = parse(text)
    article = tree.css_first("article")
    named = article.css("[id]") if article else []
    links = [link for part in (tree, *templates) for link in _links(part)]
    return BuiltPage(
        path,
        Counter(node.attributes["id"] or "" for node in tree.css("[id]")),
        frozenset(node.attributes["id"] or "" for node in named if _is_address(node)),
        tuple(dict.fromkeys(links)),
        (article.html or "") if article else "",
    )


def read_built(site: Path) -> dict[str, BuiltPage]:
    """Every page of the built site, previews and the sitemap too, by its address relative to the site's root.

    The copies of releases are none of it: nothing of them changes any more, and freeze.py has looked at their links.
    """
    pages: dict[str, BuiltPage] = {}
    for path in live_pages(site):
        page = _read_page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))
        pages[page.url] = page
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        found = _LOCATION.findall(sitemap.read_text(encoding="utf-8"))
        links = tuple(dict.fromkeys(unescape(one or other) for one, other in found))
        pages[sitemap.name] = BuiltPage(sitemap.name, Counter(), frozenset(), links, "")
    return pages


def read_kept(site: Path) -> dict[str, BuiltPage]:
    """Every page of the copies of releases in the built site, likewise."""
    found = (
        _read_page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")) for path in kept_pages(site)
    )
    return {page.url: page for page in found}


def current_addresses(pages: Mapping[str, BuiltPage], short: Iterable[str]) -> set[str]:
    """Every address that the site has now: pages, their ids, and the short ones."""
    addresses = set(short)
    folders = tuple(language.folder for language in ORIGINAL.others)
    for page in pages.values():
        if page.url.startswith(folders) or not page.path.endswith("index.html"):
            continue
        addresses.add(page.url)
        if page.url.startswith(COMPARISONS) and page.url != COMPARISONS:
            continue  # what changed up to today is another thing tomorrow, and so are its ids
        addresses |= {f"{page.url}#{anchor}" for anchor in page.anchors}
    return addresses
