"""The copy of a built site that is kept of a release: what can be read and cited, without scripts, in both languages.

A copy stands two folders below the site's root. What it links to stands in it too, or is the latest page's.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from report.model.addresses import COMPARISONS, ELSEWHERE, SITE, root_from
from report.model.languages import ORIGINAL, Language
from report.model.records import Release
from report.model.snapshots import snapshot_url
from report.publish.assets import STYLES
from report.publish.snapshots import DATA, live_pages
from report.relate.book import Books
from report.write.open_data.package import ARCHIVE
from report.write.templates import Templates

# Scripts and what they fill or show, and what is true of the latest page alone (`data-live`).
_GONE = "script, template, dialog, noscript, button, [hidden], [data-live]"
_HEAD = frozenset({"charset", "viewport", "description", "color-scheme", "theme-color"})  # of its meta elements
_LINKS = frozenset({"stylesheet", "icon", "apple-touch-icon", "canonical"})
_SHEETS = ("site", "indexes", "home", "charts", "versions")
_OF_COPIES = "versions"  # the style sheet of what a copy says of itself
_MADE = frozenset({".html", ".md", ".gz", ".br"})  # pages, and what is compressed of others
_SLATE = re.compile(r"[^{}]*\[data-md-color-scheme=slate\][^{}]*\{[^{}]*\}")
_ADDRESS = re.compile(re.escape(SITE) + r"[A-Za-z0-9._~/?#=&%-]*")
# Of the data where a program is to ask for it: the version's own. What is left in links is the name of the latest page.
_DATA = re.compile(rf'(?<!href="){re.escape(SITE)}data/')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")  # where something stood; no page has text whose lines must stay
_TITLE = re.compile(r'<a class="site-title".*?</a>', re.DOTALL)


def lead(link: str, url: str, kept: Container[str]) -> str:
    """A link of the page at `url` as its copy has it: into the copy if that has what it leads to, else to the latest.

    `kept` are the paths of the files of the copy.
    """
    if link.startswith("#") or (ELSEWHERE.match(link) and not link.startswith(SITE)):
        return link
    written = urlsplit(urljoin(SITE + url, link))
    path = written.path.removeprefix("/")
    file = f"{path}index.html" if path.endswith("/") or not path else path
    if file in kept and not link.startswith(SITE):
        return link
    up = root_from(url) if file in kept else f"{root_from(url)}../../"
    return (up + written._replace(scheme="", netloc="", path=path).geturl()) or "./"


def follow_system(sheet: str) -> str:
    """A minified style sheet that is dark where the reader's system is: without scripts nobody sets a page's scheme."""

    def add(rule: re.Match[str]) -> str:
        dark = rule[0].replace("=slate]", "=default]")
        return f"{rule[0]}@media screen and (prefers-color-scheme:dark){{{dark}}}"

    return _SLATE.sub(add, sheet)


@dataclass(frozen=True)
class _Page:
    """A page that is kept, by its address from the site's root."""

    url: str
    language: Language


def _pages(site: Path) -> Iterator[_Page]:
    """What is read as a page: it has a Markdown twin. The list of versions tells of others, and is part of none."""
    for path in live_pages(site):
        if path.name != "index.html" or not path.with_name("index.md").is_file():
            continue
        url = path.relative_to(site).as_posix().removesuffix("index.html")
        language = next((one for one in ORIGINAL.others if url.startswith(one.folder)), ORIGINAL)
        if not url.removeprefix(language.folder).startswith(COMPARISONS):
            yield _Page(url, language)


def _others(site: Path, pages: list[_Page]) -> Iterator[str]:
    """The paths of what pages need besides themselves: tables beside them, the open data, icons, licences.

    Beside the home pages lies what serves programs, the search and servers.
    """
    folders = [site / page.url for page in pages if page.url != page.language.folder]
    for folder in (*folders, site / "data", site / "assets"):
        for path in sorted(folder.glob("*.*")):
            if path.suffix not in _MADE and path.is_file():
                yield path.relative_to(site).as_posix()


def copy_pages(site: Path, release: Release, books: Books, templates: Templates) -> dict[str, bytes]:
    """The files of a release's copy by their paths in it, made from the `site`, which was built for its address.

    In pages and Markdown `SITE` stands in its place, since the site may move; data keep it, whose check sums are known.

    Raises jinja2.TemplateError when the template of a notice is broken.
    """
    pages = list(_pages(site))
    beside = set(_others(site, pages))
    sheets = {name: next((site / STYLES).glob(f"{name}.*.css")).relative_to(site).as_posix() for name in _SHEETS}
    kept = {*beside, *sheets.values(), *(page.url + name for page in pages for name in ("index.html", "index.md"))}
    copier = _Copier(release, books, templates, kept, sheets[_OF_COPIES])
    files = {path: (site / path).read_bytes() for path in sorted(beside - {DATA + ARCHIVE})}
    for path in sheets.values():
        files[path] = follow_system((site / path).read_text(encoding="utf-8")).encode()
    for page in pages:
        html, markdown = (
            (site / page.url / name).read_text(encoding="utf-8").replace(release.address, SITE)
            for name in ("index.html", "index.md")
        )
        files[f"{page.url}index.html"] = copier.copy_html(html, page).encode()
        files[f"{page.url}index.md"] = copier.copy_markdown(markdown, page).encode()
    return files


@dataclass(frozen=True)
class _Copier:
    """Makes the copies of the pages of a release. `sheet` is the path of the style of what they say of themselves."""

    release: Release
    books: Books
    templates: Templates
    kept: Container[str]
    sheet: str

    def copy_html(self, html: str, page: _Page) -> str:
        """A page without scripts, which says that it is a copy and leads to the latest."""
        tree = LexborHTMLParser(html)
        _remove(tree.css(_GONE))
        _remove([node for node in tree.css("head > meta, head > link") if not _is_kept_in_head(node)])
        for node in tree.css("body [href], body [src], body [action], link:not([rel=canonical])"):
            for name in ("href", "src", "action"):
                if link := node.attributes.get(name):
                    node.attrs[name] = lead(link, page.url, self.kept)
        tree.css("html")[0].attrs["data-theme"] = "auto"  # the window's own parts follow the system too
        root = root_from(page.url)
        values = {
            "version": self.release.version,
            "day": self.release.day,
            "latest": f"{root}../../{page.url}",
            "address": f"{SITE}{snapshot_url(self.release.version)}{page.url}",
            "sheet": root + self.sheet,
        }
        head, mark, notice = (
            self.templates.render(self.books[page.language], f"kept/{name}.html", **values).strip()
            for name in ("head", "mark", "notice")
        )
        text = _BLANK.sub("\n", tree.html or "")
        text = text.replace("</title>", f" · {self.release.version}</title>", 1).replace(
            "</head>", f"{head}\n</head>", 1
        )
        text = _TITLE.sub(lambda title: f"{title[0]}\n{mark}", text, count=1)
        text = _DATA.sub(f"{SITE}{snapshot_url(self.release.version)}data/", text)
        return text.replace("</header>", f"</header>\n{notice}", 1)

    def copy_markdown(self, text: str, page: _Page) -> str:
        """A page's Markdown, whose links lead as those of its copy do; above it stands where that is."""
        facts = _FRONT_MATTER.match(text)
        above, body = (facts[0], text[facts.end() :]) if facts else ("", text)
        own = SITE + snapshot_url(self.release.version)
        body = body.replace(f"{SITE}data/", f"{own}data/")

        def lead_on(link: re.Match[str]) -> str:
            return link[0] if link[0].startswith(own) else lead(link[0], page.url, self.kept)

        return above.replace(SITE, own) + _ADDRESS.sub(lead_on, body)


def _is_kept_in_head(node: LexborNode) -> bool:
    said = node.attributes
    if node.tag == "meta":
        return "charset" in said or said.get("name") in _HEAD
    return said.get("rel") in _LINKS or said.get("type") == "text/markdown"


def _remove(nodes: list[LexborNode]) -> None:
    """Remove nodes, some of which may stand within others: what is gone already must not be touched."""
    ids = {node.mem_id for node in nodes}
    for node in [node for node in nodes if not any(above.mem_id in ids for above in _ancestors(node))]:
        node.decompose()


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node
