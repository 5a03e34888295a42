"""Everything under ``docs/``, read once into one immutable report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from report.model.languages import LANGUAGES, Language
from report.model.markup import SCHEMES, active_markup, strange_links
from report.model.pages import Block, Page
from report.model.problems import Place, Problem
from report.model.records import Record, Records, Translated
from report.model.report import Report
from report.model.values import LONGEST_ID, RESERVED
from report.read.files import check_printable, is_hidden, read_text
from report.read.markdown import parse_page, scan_marks
from report.read.notes import notes_as_markdown
from report.read.records import read_records
from report.read.snapshots import read_snapshots

ASSETS = "assets"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"  # of a page
ASSET_KINDS = (".css", ".js", ".svg", ".png")


def _read_pages(docs: Path, root: Path, records: Records) -> tuple[list[Page], list[Problem]]:
    pages: list[Page] = []
    problems: list[Problem] = []
    for language in LANGUAGES:
        notes = notes_as_markdown(records, language)
        for path in sorted((docs / language.code).rglob("*.md")):
            if is_hidden(path.relative_to(docs)):
                continue
            file = path.relative_to(root).as_posix()
            name = path.relative_to(docs / language.code).with_suffix("").as_posix()
            if "/" in name:
                hint = "move it up; what stands below an index, such as cases/, the build makes of the records"
                problems.append(Problem(Place(file, 1), "a page in a folder", f"it in docs/{language}", hint))
                continue
            if not re.fullmatch(NAME, name) or name in RESERVED or len(name) > LONGEST_ID:
                hint = "on some systems two names that differ by case are one, and some names are not to be had"
                expected = f"lower-case words and digits joined by hyphens, at most {LONGEST_ID} characters"
                problems.append(Problem(Place(file, 1), f"a page named “{name}”", expected, hint))
            text = read_text(path, file)
            if isinstance(text, Problem):
                problems.append(text)
                continue
            problems += [*check_printable(text, Place(file, 1)), *_check_markup(file, text)]
            page, wrong = parse_page(language, name, file, text, notes)
            pages.append(page)
            problems += wrong
    return pages, problems


def _check_markup(file: str, text: str) -> Iterator[Problem]:
    """A page runs nothing, and leads nowhere but to sites, mail and records; code that it shows is no exception."""
    for start, found in active_markup(text):
        place = Place(file, text.count("\n", 0, start) + 1)
        hint = "scripts, styles and what is embedded belong to the templates"
        yield Problem(place, f"“{found}”", "Markdown, or HTML that runs nothing", hint)
    for start, found in strange_links(text):
        place = Place(file, text.count("\n", 0, start) + 1)
        yield Problem(place, f"a link to “{found}”", f"one of {', '.join(SCHEMES)}, or a page", "mend the address")


def _find_strays(docs: Path, root: Path) -> list[Problem]:
    """What lies among the pages and is none: it would be published as it is. Records are not published."""
    languages = [language.code for language in LANGUAGES]
    problems = []
    for path in sorted(docs.rglob("*")):
        first, *_ = path.relative_to(docs).parts
        is_ours = first == "records" or (first in languages and path.suffix == ".md")
        is_asset = first == ASSETS and path.suffix in ASSET_KINDS
        if path.is_dir() or is_hidden(path.relative_to(docs)) or is_ours or is_asset:
            continue
        place = Place(path.relative_to(root).as_posix(), 1)
        hint = "all that lies here is published; move it out of docs, or delete it"
        expected = f"a page (.md) in a language’s folder, or an asset ({', '.join(ASSET_KINDS)}) in {ASSETS}"
        problems.append(Problem(place, f"the file “{path.name}”", expected, hint))
    return problems


def _read_texts(records: Records) -> tuple[list[tuple[Record, Language, Block]], list[Problem]]:
    """The prose inside records: summaries, definitions, readings; names and titles too."""
    texts: list[tuple[Record, Language, Block]] = []
    problems: list[Problem] = []
    holders: tuple[Record, ...] = (*records.metrics, *records.terms, *records.cases)
    for record in holders:
        for name in type(record).model_fields:
            value = getattr(record, name)
            if not isinstance(value, Translated):
                continue
            for language in LANGUAGES:
                text, place = value.in_language(language), records.place(value, language.code)
                marks, wrong = scan_marks(text, "", place)
                texts.append((record, language, Block(text, "prose", "", place, marks)))
                problems += wrong
    return texts, problems


def read_report(docs: Path) -> tuple[Report, list[Problem]]:
    """Read records and pages below a ``docs`` folder.

    Returns what could be read together with a problem for everything that could not; raises
    nothing for bad input. File names in messages are relative to the folder that holds ``docs``.
    """
    root = docs.parent
    records, problems = read_records(docs / "records", root)
    pages, page_problems = _read_pages(docs, root, records)
    texts, text_problems = _read_texts(records)
    snapshots, archive_problems = read_snapshots(docs / "records", root, records)
    problems += [*page_problems, *text_problems, *archive_problems, *_find_strays(docs, root)]
    return Report(records, tuple(pages), tuple(texts), snapshots), problems
