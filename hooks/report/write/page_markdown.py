"""The pages as plain Markdown for programs: no markup of ours, every link absolute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

import yaml

from report.model.addresses import RECORD, record_address
from report.model.languages import Language
from report.model.pages import Page
from report.model.report import Report
from report.model.site_pages import QUOTING, SITE_PAGES
from report.read.markdown import CALL_OUTS, CAPTION, MARK, Line, read_lines
from report.relate.book import Book
from report.write.citations import Version

_LINK = re.compile(r"(?P<before>!?\[[^\[\]]*\]\()(?P<target>[^()\s]+)(?P<after>(?: \"[^\"]*\")?\))")
_HREF = re.compile(r'(?P<before><a [^<>]*?href=")(?P<target>[^"]+)(?P<after>")')
_ATTRIBUTES = re.compile(r"\{ ?[.#:][^{}]*\}")
_ELSEWHERE = re.compile(r"^[a-z][a-z+.-]*:")
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the former where the library was built with it
_MARKDOWN_FILE = re.compile(r"^(?P<name>[\w-]+)\.md(?P<rest>.*)$")


def absolute_links(text: str, page_url: str, home: str, report: Report) -> str:
    """Make every link of a line absolute. `page_url` is the absolute address of its page, `home` of its edition."""

    def target(written: str) -> str:
        if written.startswith(RECORD):
            return urljoin(home, record_address(report, written.removeprefix(RECORD)))
        file = _MARKDOWN_FILE.match(written)
        if file:
            folder = "" if file["name"] == "index" else f"{file['name']}/"
            return urljoin(home, folder + file["rest"])
        return written if _ELSEWHERE.match(written) else urljoin(page_url, written)

    def replace(match: re.Match[str]) -> str:
        return match["before"] + target(match["target"]) + match["after"]

    return _HREF.sub(replace, _LINK.sub(replace, text))


def plain_markdown(edition: Book, page: Page, body: str, site_url: str) -> str:
    """The Markdown of a page without marks, blocks and attributes; ids stay where they can be linked to."""
    url = urljoin(site_url, page.url)
    home = urljoin(site_url, page.language.folder)
    before, after = edition.words["open_bracket"], edition.words["close_bracket"]
    verb = edition.words["conflicts_with"]
    signs = {key: f"{before}≠ {told.removeprefix(verb)}{after}" for key, told in edition.contradictions.items()}
    shared = urljoin(site_url, "assets/")  # of all languages: beside the folder of each, for those who write
    lines = [
        absolute_links(_link_marks(line.replace("](../assets/", f"]({shared}"), signs), url, home, edition.report)
        for line in _plain_lines(body, edition.words)
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _plain_lines(body: str, words: Mapping[str, str]) -> Iterator[str]:
    """Headings with their ids, call-outs as quotations, captions above their tables."""
    table: list[str] = []  # held back until its caption has come
    for line in read_lines(body.splitlines()):
        is_caption = line.block == CAPTION
        if table and not (is_caption or line.kind in ("row", "rule", "blank")):
            yield from (*table, "")
            table = []
        if line.kind in ("row", "rule"):
            table.append(_ATTRIBUTES.sub("", line.text))
        elif is_caption:
            yield from _plain_caption(line, table)
            table = [] if line.kind == "close" else table
        elif line.block in CALL_OUTS:
            yield from _plain_call_out(line, words)
        elif line.kind == "heading":
            yield f"{'#' * line.level} {line.title}{f' {{#{line.id}}}' if line.id else ''}"
        elif not (table and line.kind == "blank"):
            yield _ATTRIBUTES.sub("", line.text)
    yield from table


def _plain_caption(line: Line, table: Iterable[str]) -> Iterator[str]:
    if line.kind == "option" and line.id:
        yield from (f'<a id="{line.id}"></a>', "")
    elif line.kind == "text":
        yield from (f"**{line.text.strip()}**", "")
    elif line.kind == "close":
        yield from (*table, "")


def _plain_call_out(line: Line, words: Mapping[str, str]) -> Iterator[str]:
    if line.kind == "option" and line.id:
        yield from (f'<a id="{line.id}"></a>', "", f"> **{line.title or words[f'call_out_{line.call_out}']}**")
    elif line.kind == "close":
        yield ""
    elif line.kind not in ("open", "option"):
        yield f"> {line.text}".rstrip()


def _link_marks(line: str, signs: dict[str, str]) -> str:
    """Marks as links; behind the first of a figure that others contradict, what they say, taken out of `signs`."""

    def link(mark: re.Match[str]) -> str:
        told = signs.pop(mark["target"], "") if mark["scheme"] == "stat" else ""
        return f"[{mark['text']}]({RECORD}{mark['target']}){told}"

    return MARK.sub(link, line)


def front_matter(
    *, title: str, description: str, url: str, language: Language, translation: str, version: Version
) -> str:
    """What a page is, above its Markdown: title, absolute addresses, language and version."""
    facts = {
        "title": title,
        "description": description,
        "url": url,
        "language": language.tag,
        "translation": translation,
        "version": version.digest,
        **({"changed": version.day.isoformat()} if version.day else {}),
        "licence": "CC BY 4.0",
    }
    return f"---\n{yaml.dump(facts, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)}---\n\n"


def with_front_matter(page: Page, content: str, version: Version, site_url: str, other: str) -> str:
    """A page's Markdown below what it is."""
    facts = front_matter(
        title=page.headings[0].title if page.headings else page.name,
        description=page.description,
        url=urljoin(site_url, page.url),
        language=page.language,
        translation=other,
        version=version,
    )
    return facts + content


def absolute_markdown(text: str, page_url: str, home: str, report: Report) -> str:
    """Generated Markdown with absolute links and no superfluous blank lines; see :func:`absolute_links`."""
    lines = (
        absolute_links(line if line.startswith("#") else _ATTRIBUTES.sub("", line), page_url, home, report)
        for line in text.splitlines()
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def markdown_path(url: str) -> str:
    """Where the Markdown of a page stands, relative to the site's root."""
    return f"{url}index.md"


def in_reading_order(edition: Book) -> Iterable[Page]:
    """The pages of an edition that are to be read: the home page, the main points, the chapters, the others."""
    order = {name: place for place, name in enumerate((*QUOTING, *edition.chapters))}
    pages = (page for name, page in edition.pages.items() if name not in SITE_PAGES or not SITE_PAGES[name].tool)
    return sorted(pages, key=lambda page: (order.get(page.name, len(order)), page.name))
