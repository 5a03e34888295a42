"""Pages on their way out: marks and terms become links, and a marker becomes the generated part of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from report.check.structure import GENERATED, SORTS
from report.model.languages import LANGUAGES, Language
from report.model.records import Case
from report.model.report import Report
from report.read.markdown import ANCHOR, HEADING, ID, plain_text
from report.relate.backlinks import build_backlinks
from report.relate.cases import build_index
from report.relate.chapters import build_map
from report.relate.conflicts import Relations
from report.relate.glossary import build_glossary, build_laws
from report.relate.organisations import build_profiles
from report.relate.reading_time import reading_minutes
from report.write.marks import link_marks, link_marks_to_text
from report.write.previews import build_previews
from report.write.side_by_side import bilingual_url, side_by_side
from report.write.terms import link_terms

HTML_TEMPLATES = frozenset({"previews.html", "side-by-side.html", "cite.html", "feed.html"})
TEMPLATES: dict[str, str] = {name: f"{name}.md" for name in GENERATED}


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates compiled once for both languages: an environment knows only its own."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket if its template, as it is now, was compiled before."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a compiled template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


@lru_cache(maxsize=len(LANGUAGES))
def environment(report: Report, language: Language, templates: Path) -> jinja2.Environment:
    """Templates of Markdown write it as it is, and escape what they put into HTML; those of HTML escape everything."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=lambda name: name in HTML_TEMPLATES,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
    )
    made.globals["language"] = language
    made.globals["label"] = report.words[language]
    made.filters["local"] = lambda text: text.in_language(language)
    made.filters["prose"] = lambda text: link_marks_to_text(report, text.in_language(language), language)
    made.filters["plain"] = lambda text: plain_text(text.in_language(language))
    made.filters["headline"] = lambda text: text[:1].upper() + text[1:]
    made.filters["cell"] = lambda text: text.replace("|", "\\|")
    made.filters["day"] = lambda day: written_day(day, language)
    made.filters["title_of"] = lambda place: title_of(report, place, language)
    made.filters["source_link"] = lambda place: re.sub(r"^([^/#?]+)/", r"\1.md", place)
    return made


def written_day(day: date, language: Language) -> str:
    """A day as it is written in prose."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if language == "zh" else f"{day.day} {day:%B %Y}"


def title_of(report: Report, place: str, language: Language) -> str:
    """What an address inside an edition (``03-innovation-models/#social-commerce``) is called: its heading."""
    name, _, anchor = place.partition("/")
    anchor = anchor.removeprefix("#")
    page = next((page for page in report.pages if (page.name, page.language) == (name, language)), None)
    headings = page.headings if page else ()
    heading = next((heading for heading in headings if heading.id == anchor), headings[0] if headings else None)
    return heading.title if heading else place


def render_generated(
    report: Report, relations: Relations, name: str, language: Language, templates: Path, *, plain: bool = False
) -> str:
    """The generated Markdown of a page, from its template; from its plain one, if it has one, for programs.

    Raises jinja2.TemplateError when a template is broken.
    """
    builders: dict[str, Callable[[], dict[str, Any]]] = {
        "statistics": lambda: {
            "glossary": build_glossary(report, relations, language),
            "terms": report.records.terms,
            "laws": build_laws(report, language),
        },
        "cases": lambda: {"index": build_index(report, relations, language), "sorts": ("", *SORTS[1:])},
        "organisations": lambda: {"profiles": build_profiles(report, relations, language)},
        "data": lambda: {"tables": report.records.fields, "root": "../" if language == "zh" else "../../"},
        "index": lambda: {
            "chapters": build_map(report, language),
            "counts": build_glossary(report, relations, language).overview.counts,
        },
        "changes": lambda: {"changes": report.records.changes},
    }
    names = [f"plain/{TEMPLATES[name]}"] * plain + [TEMPLATES[name]]
    return environment(report, language, templates).select_template(names).render(**builders[name]())


@lru_cache(maxsize=len(LANGUAGES))
def contradictions(report: Report, relations: Relations, language: Language) -> dict[str, str]:
    """For each statistic that others contradict: which they are, and in which sections they stand."""
    words = report.words[language]

    def told(identifier: str) -> str:
        _, mark = report.first_marks[language, identifier]
        return f"{mark.text}{words['open_bracket']}{report.sections[mark.section].number}{words['close_bracket']}"

    return {
        identifier: words["conflicts_with"] + words["list_comma"].join(told(other) for other in others)
        for identifier, others in relations.conflicts.items()
    }


def _with_indexes(
    report: Report, relations: Relations, name: str, language: Language, markdown: str, templates: Path
) -> str:
    """A chapter's Markdown with a line on its cases below the title, and one at the end of each section."""
    made = environment(report, language, templates)
    page = next(page for page in report.pages if (page.name, page.language) == (name, language))
    marked_figures = {mark.target for mark in page.marks if mark.scheme == "stat"}
    figures = Counter(section for section, _ in {(m.section, m.target) for m in page.marks if m.scheme == "stat"})
    cases: dict[str, dict[str, Case]] = {}
    for mark in page.marks:
        if mark.scheme == "case":
            cases.setdefault(mark.section, {})[mark.target] = report.cases[mark.target]
    of_chapter = {key: case for told in cases.values() for key, case in told.items()}
    backlinks = build_backlinks(report, relations, language)
    other = f"../en/{name}/" if language == "zh" else f"../../{name}/"
    parallel = ("../" if language == "zh" else "../../") + bilingual_url(name)
    lines: list[str] = []
    section = ""

    def insert(template: str, **values: object) -> None:
        text = made.get_template(template).render(values)
        lines.extend(["", text, ""] if text.strip() else [])

    def end_section() -> None:
        if section:
            told = tuple(cases.get(section, {}).values())
            links = backlinks.get(section, ())
            values = {"section": section, "figures": figures[section], "cases": told, "backlinks": links}
            insert("section.md", **values, other=other, parallel=parallel)

    for line in markdown.split("\n"):
        heading = HEADING.match(line)
        level = len(heading["marks"]) if heading else 0
        if heading and level <= 2:
            end_section()
            identifier = ID.search(heading["attributes"] or "")
            section = identifier["id"] if identifier and level == 2 else ""
        lines.append(line)
        if level == 1:
            chapter = next(chapter for chapter in report.records.outline if chapter.page == name)
            facts = {"chapter": chapter.id, "minutes": reading_minutes(page), "figures": len(marked_figures)}
            insert("chapter.md", cases=tuple(of_chapter.values()), parallel=parallel, **facts)
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


def render_page(
    report: Report, relations: Relations, name: str, language: Language, markdown: str, templates: Path
) -> str:
    """A page's Markdown, without its front matter, ready for MkDocs."""
    permalink = report.words[language]["permalink"]
    linked = frame_anchors(link_marks(markdown, contradictions(report, relations, language)), permalink)
    marker = GENERATED.get(name)
    if marker and marker in linked:
        return linked.replace(marker, render_generated(report, relations, name, language, templates))
    if not any(chapter.page == name for chapter in report.records.outline):
        return linked
    return _with_indexes(report, relations, name, language, link_terms(report, language, linked), templates)


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


def render_previews(
    report: Report, relations: Relations, name: str, language: Language, markdown: str, templates: Path
) -> str:
    """The cards of a chapter, for its page as :func:`render_page` returned it; empty when it needs none."""
    if not any(chapter.page == name for chapter in report.records.outline):
        return ""
    previews = build_previews(report, relations, name, language, markdown)
    return environment(report, language, templates).get_template("previews.html").render(vars(previews))


def render_side_by_side(report: Report, page: str, articles: Mapping[Language, str], templates: Path) -> str:
    """The article of a chapter's bilingual page, from the chapter's rendered text in each language.

    Raises jinja2.TemplateError when the template is broken.
    """
    template = environment(report, "zh", templates).get_template("side-by-side.html")
    parts = side_by_side(page, articles["zh"], articles["en"])
    return template.render(parts=parts, page=page, root="../../", english_label=report.words["en"])
