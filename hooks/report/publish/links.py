"""Every address of the built site, every link between them, and what has become of those of earlier days.

An address is a page's, relative to its edition's root and without the language's folder
(``03-innovation-models/``, ``s/3.1/``), or with an id (``03-innovation-models/#social-commerce``).
All editions have the same.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from report.model.addresses import BILINGUAL, ELSEWHERE, REFERENCES, SITE, ShortAddress
from report.model.languages import ORIGINAL
from report.model.problems import Place, Problem, did_you_mean
from report.model.values import ID_PATTERN
from report.publish.markup import attributes, find_tags

PUBLISHED = "docs/records/published.txt"
MOVED = "docs/records/moved.yml"
_NO_ADDRESS = re.compile(r"<(svg|form|search)\b.*?</\1>", re.DOTALL)  # their ids serve the page itself
_LINKING = frozenset({"href", "src", "action"})
_SILENT = re.compile(
    r"<(?:!--.*?-->|(script\b[^>]*>).*?</script>)", re.DOTALL
)  # what looks like a tag in there is none
_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_ABSOLUTE = re.compile(r'"(https?://[^"]*)"')
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_NO_WORDS = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
THEME_IDS = frozenset({"__drawer", "__search"})  # of Material's own markup, around the article


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
        named = next((tag for tag in find_tags(self.article) if ("id", anchor) in attributes(tag)), "")
        start = self.article.find(named) + len(named)
        headings = [heading for heading in _HEADING.finditer(self.article) if heading.start() < start or not start]
        words = [html.unescape(_NO_WORDS.sub("", heading[2])).strip() for heading in headings]
        return " · ".join(dict.fromkeys((*words[:1], *(words[-1:] if start else ()))))


def _ids_of(tags: Counter[str]) -> Counter[str]:
    ids: Counter[str] = Counter()
    for tag, times in tags.items():
        for name, value in attributes(tag):
            if name == "id":
                ids[value] += times
    return ids


def _read_page(path: str, text: str) -> BuiltPage:
    markup = _SILENT.sub(lambda match: f"<{match[1]}" if match[1] else "", text)
    start, end = markup.find("<article"), markup.find("</article>")
    own = markup[start:end] if 0 <= start < end else ""
    tags = Counter(find_tags(markup))  # a page repeats most of its tags
    links = (value for tag in tags for name, value in attributes(tag) if name in _LINKING)
    stated = (url for block in _JSON_LD.findall(text) for url in _ABSOLUTE.findall(block))
    return BuiltPage(
        path,
        _ids_of(tags),
        frozenset(_ids_of(Counter(find_tags(_NO_ADDRESS.sub("", own))))),
        tuple(dict.fromkeys((*links, *stated))),
        own,
    )


def read_built(site: Path) -> dict[str, BuiltPage]:
    """Every page of the built site, previews and the sitemap too, by its address relative to the site's root."""
    pages: dict[str, BuiltPage] = {}
    for path in sorted(site.rglob("*.html")):
        page = _read_page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))
        pages[page.url] = page
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        text = sitemap.read_text(encoding="utf-8")
        links = (*map(html.unescape, _LOCATION.findall(text)), *_read_page("", text).links)
        pages[sitemap.name] = BuiltPage(sitemap.name, Counter(), frozenset(), tuple(dict.fromkeys(links)), "")
    return pages


def check_links(site: Path, pages: Mapping[str, BuiltPage], site_url: str) -> list[Problem]:
    """Every link inside the site, relative or absolute, leads to a file that is there, and to an id that it has."""
    base = site_url if urlsplit(site_url).scheme else SITE
    return [
        problem
        for page in pages.values()
        for link in dict.fromkeys(page.links)
        if not (link[:1] == "#" and link[1:] in page.ids)  # most of them; the rest takes ten times as long
        if (problem := _check_link(site, pages, base, page, link)) is not None
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
        file = site / path / "index.html" if path.endswith("/") else site / path  # the former: a page that leads on
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


def current_addresses(pages: Mapping[str, BuiltPage], short: Iterable[str]) -> set[str]:
    """Every address that the site has now: pages, their ids, and the short ones."""
    addresses = set(short)
    folders = tuple(language.folder for language in ORIGINAL.others)
    for page in pages.values():
        if page.url.startswith(folders) or not page.path.endswith("index.html"):
            continue
        addresses.add(page.url)
        addresses |= {f"{page.url}#{anchor}" for anchor in page.anchors}
    return addresses


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
        way: dict[str, Place] = {}  # each address on it, and where the entry stands that leads on from there
        longest = 2 * len(self.moved)  # an address has up to two ids, and each may pass through every entry
        while address not in current:
            if address in way or len(way) > longest:
                return _loop(way, address)
            step = self._step(address)
            if step is None:
                return _dead_end(address, [*way.values()][-1], current) if way else None
            way[address] = step[1]
            address = step[0]
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


def _written(address: str) -> str:
    """An address or an id as `moved.yml` writes it; an id is at work here as the address “#id”."""
    return address[1:] if address.startswith("#") else f"/{address}"


def _loop(way: Mapping[str, Place], address: str) -> Problem:
    """The problem of a way that comes back to an address, or that only grows; a loop is told from its first entry."""
    steps = list(way)
    loop = steps[steps.index(address) :] if address in way else steps[:3]
    first = min(loop, key=lambda step: way[step].line)
    turned = [*loop[loop.index(first) :], *loop[: loop.index(first)]] if address in way else loop
    path = " → ".join([*map(_written, turned), _written(first) if address in way else "…"])
    return Problem(way[first], f"a loop, {path}", "a way that ends at an address of today", "mend one of them")


def _dead_end(address: str, place: Place, current: Iterable[str]) -> Problem:
    hint = did_you_mean(_written(address), map(_written, current), "say in turn where that has moved")
    return Problem(place, f"“{_written(address)}”, which is nowhere", "an address of today", hint)


def _ids(addresses: Iterable[str]) -> Iterator[str]:
    """The ids in addresses, as the addresses “#id”: those after “#”, their parts, and those in short addresses."""
    for address in addresses:
        page, _, anchor = address.partition("#")
        yield from (f"#{part}" for part in (anchor, *anchor.split("--"), *page.split("/")[1:2]) if part)


def check_entries(ledger: Ledger, current: set[str]) -> list[Problem]:
    """Every entry of `moved.yml` leads to an address or an id of today, whether or not the ledger needs it.

    An id may lead to one that was published or that an entry names in an address: what becomes of that is
    asked where it stands.
    """
    known = {*_ids(current), *_ids(ledger.published), *_ids(old for old in ledger.moved if "#" in old)}
    problems: dict[Problem, None] = {}  # one loop is found from each of its entries
    for old, (new, place) in ledger.moved.items():
        is_id = re.fullmatch(ID_PATTERN, old) is not None
        address, there = (f"#{new}", known) if is_id else (new, current)
        end = ledger.resolve(address, there)
        if end is None:
            end = _dead_end(address, place, there)
        if isinstance(end, Problem):
            problems[end] = None
    return list(problems)


def redirects(ledger: Ledger, current: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """Where each address that is gone leads now, and a problem for each address and entry that leads nowhere."""
    targets: dict[str, str] = {}
    problems = check_entries(ledger, current)
    told = {problem.place for problem in problems}
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
            if target.place not in told and target not in problems:
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


def check_collisions(short: Iterable[ShortAddress], pages: Iterable[str]) -> list[Problem]:
    """No short address is that of a page, or of anything else."""
    taken = dict.fromkeys(pages, "a page has it; rename the page")
    problems: list[Problem] = []
    for entry in short:
        if entry.address in taken:
            found = f"the short address “/{entry.address}”"
            problems.append(Problem(entry.place, found, "one of its own", taken[entry.address]))
        taken.setdefault(entry.address, f"{entry.place} has it already; change one of the two")
    return problems


def by_page(targets: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The addresses that are gone, by page: for each page, its ids (“” for the page itself) and where they lead."""
    grouped: dict[str, dict[str, str]] = {}
    for address, target in targets.items():
        page, _, anchor = address.partition("#")
        grouped.setdefault(page, {})[anchor] = target
    yield from sorted(grouped.items())


def renamed_ids(targets: Mapping[str, str], page: str, current: set[str]) -> dict[str, str]:
    """Where the ids that are gone lead now, for an address that leads to `page` whatever that was called before.

    An id that has gone from several pages leads to `page` if one of them does, else where the first of them does.
    """
    renamed: dict[str, str] = {}
    for address, target in targets.items():
        anchor = address.partition("#")[2]
        if not anchor or f"{page}#{anchor}" in current:
            continue
        if anchor not in renamed or (target.startswith(f"{page}#") and not renamed[anchor].startswith(f"{page}#")):
            renamed[anchor] = target
    return renamed
