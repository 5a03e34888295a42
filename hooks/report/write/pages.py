"""Pages on their way out: marks and terms become links, and a marker becomes the generated part of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from report.model.addresses import bilingual_url, page_url, root_from
from report.model.languages import PAIR, Language
from report.model.records import Case
from report.model.site_pages import FILLED
from report.read.markdown import ANCHOR, HEADING, ID
from report.relate.book import Book
from report.relate.chapters import reading_minutes
from report.write.marks import link_marks
from report.write.previews import build_previews
from report.write.side_by_side import side_by_side
from report.write.templates import Templates
from report.write.terms import link_terms


def fill_page(book: Book, templates: Templates, name: str, *, plain: bool = False) -> str:
    """The generated Markdown of a page, from its template; from its plain one, if it has one, for programs.

    Raises jinja2.TemplateError when a template is broken.
    """
    names = [f"plain/{name}.md"] * plain + [f"pages/{name}.md"]
    root = root_from(page_url(name, book.language))
    return templates.of(book).select_template(names).render(book=book, root=root)


def _with_indexes(book: Book, templates: Templates, name: str, markdown: str) -> str:
    """A chapter's Markdown with a line on its cases below the title, and one at the end of each section."""
    page, report = book.pages[name], book.report
    marked_figures = {mark.target for mark in page.marks if mark.scheme == "stat"}
    figures = Counter(section for section, _ in {(m.section, m.target) for m in page.marks if m.scheme == "stat"})
    cases: dict[str, dict[str, Case]] = {}
    for mark in page.marks:
        if mark.scheme == "case":
            cases.setdefault(mark.section, {})[mark.target] = report.cases[mark.target]
    of_chapter = {key: case for told in cases.values() for key, case in told.items()}
    root = root_from(page.url)
    other = root + page_url(name, book.language.others[0])
    parallel = root + bilingual_url(name)
    lines: list[str] = []
    section = ""

    def insert(template: str, **values: object) -> None:
        text = templates.render(book, template, **values)
        lines.extend(["", text, ""] if text.strip() else [])

    def end_section() -> None:
        if section:
            told = tuple(cases.get(section, {}).values())
            links = book.backlinks.get(section, ())
            values = {"section": section, "figures": figures[section], "cases": told, "backlinks": links}
            insert("parts/section.md", **values, other=other, parallel=parallel)

    for line in markdown.split("\n"):
        heading = HEADING.match(line)
        level = len(heading["marks"]) if heading else 0
        if heading and level <= 2:
            end_section()
            identifier = ID.search(heading["attributes"] or "")
            section = identifier["id"] if identifier and level == 2 else ""
        lines.append(line)
        if level == 1:
            chapter = book.chapters[name]
            facts = {"chapter": chapter.id, "minutes": reading_minutes(page), "figures": len(marked_figures)}
            insert("parts/chapter.md", cases=tuple(of_chapter.values()), parallel=parallel, **facts)
    end_section()
    return "\n".join(lines)


def _block_end(lines: list[str], start: int) -> int:
    """The line behind the table or the call-out that begins at `start`."""
    end = start + 1
    if lines[start].startswith("|"):
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        return end
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith("    ")):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def frame_anchors(markdown: str, permalink: str) -> str:
    """Put tables and call-outs into a frame with the id that stands above them; Markdown has no other place for it.

    A link to the frame stands at its end; `permalink` is its title.
    """
    lines = markdown.split("\n")
    framed: list[str] = []
    at = 0
    while at < len(lines):
        anchor = ANCHOR.match(lines[at])
        if not anchor:
            framed.append(lines[at])
            at += 1
            continue
        start = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), at)
        end = _block_end(lines, start)
        framed += [f'<div class="citable" id="{anchor["id"]}" markdown="1">', "", *lines[start:end], ""]
        framed += [f'[¶](#{anchor["id"]}){{ .headerlink title="{permalink}" }}', "", "</div>", ""]
        at = end
    return "\n".join(framed)


def render_page(book: Book, templates: Templates, name: str, markdown: str) -> str:
    """A page's Markdown, without its front matter, ready for MkDocs."""
    linked = frame_anchors(link_marks(markdown, book.contradictions), book.words["permalink"])
    if name in FILLED and FILLED[name].marker in linked:
        return linked.replace(FILLED[name].marker, fill_page(book, templates, name))
    if name not in book.chapters:
        return linked
    return _with_indexes(book, templates, name, link_terms(book.report, book.language, linked))


_TABLE_WITHOUT_LINKS = re.compile(
    r"<table(?P<full> data-full)?(?=>(?:(?!</table>|<a\b|<button\b).)*</table>)", re.DOTALL
)


def focusable_tables(html: str) -> str:
    """Let the keyboard reach each table of a text in which nothing else can be: it may be too wide for its window.

    Safari does not by itself (WCAG 2.2, 2.1.1).
    """
    return _TABLE_WITHOUT_LINKS.sub(r'<table\g<full> tabindex="0"', html)


FULL = 360  # letters in a row times columns; a Han character counts two. A phone has some 42 letters a line
_TABLE = re.compile(r"<table>(?P<head>.*?</thead>)(?P<body>.*?)</table>", re.DOTALL)
_HEAD_CELL = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def _letters(html: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in _TAG.sub("", html))


def unfold_tables(html: str) -> str:
    """Mark the written tables that are too full for a phone, and let each of their cells say what heads its column.

    Those are tables of three columns or more with a row that would take some nine lines there. The style sheet
    shows them row by row where there is no room for columns.
    """

    def unfold(match: re.Match[str]) -> str:
        heads = [_TAG.sub("", head).replace('"', "&quot;") for head in _HEAD_CELL.findall(match["head"])]
        longest = max(map(_letters, _ROW.findall(match["body"])), default=0)
        if len(heads) < 3 or longest * len(heads) <= FULL:
            return match.group()

        def label_row(row: re.Match[str]) -> str:
            waiting = iter(heads)
            return re.sub(r"<td\b", lambda _: f'<td data-label="{next(waiting, "")}"', row.group())

        return f"<table data-full>{match['head']}{_ROW.sub(label_row, match['body'])}</table>"

    return _TABLE.sub(unfold, html)


_TITLE_OF_PARTS = re.compile(r"(<h1\b[^>]*>)([^<>]+?) · ([^<>]+)")


def keep_parts(html: str) -> str:
    """A title of two parts breaks between them rather than inside a Chinese word, which has no spaces to break at."""
    return _TITLE_OF_PARTS.sub(r'\1<span class="part">\2</span> · <span class="part">\3</span>', html, count=1)


def render_previews(book: Book, templates: Templates, name: str, markdown: str) -> str:
    """The cards of a chapter, for its page as :func:`render_page` returned it; empty when it needs none."""
    if name not in book.chapters:
        return ""
    return templates.render(book, "files/previews.html", **vars(build_previews(book, name, markdown)))


def render_side_by_side(
    books: Mapping[Language, Book], templates: Templates, page: str, articles: Mapping[Language, str]
) -> str:
    """The article of a chapter's bilingual page, from the chapter's rendered text in each language."""
    book, twin = (books[language] for language in PAIR)
    parts = side_by_side(page, articles[book.language], articles[twin.language])
    values = {"parts": parts, "page": page, "root": root_from(bilingual_url(page)), "twin": twin}
    return templates.render(book, "files/side-by-side.html", **values)
