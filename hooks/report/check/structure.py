"""Checks on the shape of the report: outline, languages, ids, pages to fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from report.check.doubts import missing_notes
from report.model.interface import PLACEHOLDERS, WORDS, strange_braces
from report.model.languages import LANGUAGES, ORIGINAL, Language
from report.model.pages import Page
from report.model.problems import Place, Problem, did_you_mean
from report.model.records import Chapter, Record, Section
from report.model.report import Report
from report.model.site_pages import FILLED, QUOTING, marker
from report.model.tables import FIXED, described_fields
from report.model.values import ID_PATTERN
from report.read.markdown import plain_text


def _pages(report: Report, language: Language) -> dict[str, Page]:
    return {page.name: page for page in report.pages if page.language == language}


def check_outline(report: Report) -> list[Problem]:
    """Every chapter has its page in both languages, with the outline's headings, in its order."""
    problems: list[Problem] = []
    for language in LANGUAGES:
        pages = _pages(report, language)
        for chapter in report.records.outline:
            page = pages.get(chapter.page)
            if page is None:
                place = report.records.place(chapter, "page")
                file = f"docs/{language}/{chapter.page}.md"
                problems.append(Problem(place, f"no page {file}", "a page for each chapter", "write it"))
                continue
            expected = [(1, chapter.title(language), chapter.id)]
            expected += [(2, section.title(language), section.id) for section in chapter.sections]
            found = [heading for heading in page.headings if heading.level <= 2]
            for heading, (level, title, identifier) in zip(found, expected, strict=False):
                if (heading.level, heading.title, heading.id) != (level, title, identifier):
                    problems.append(
                        Problem(
                            heading.place,
                            f"the heading “{'#' * heading.level} {heading.title} {{ #{heading.id} }}”",
                            f"“{'#' * level} {title} {{ #{identifier} }}”",
                            "titles, ids and their order are those of docs/records/outline.yml",
                        )
                    )
            if len(found) != len(expected):
                place = found[-1].place if found else Place(page.file, 1)
                what = f"{len(found)} headings of chapter and sections"
                problems.append(Problem(place, what, str(len(expected)), "compare with docs/records/outline.yml"))
    return problems


def check_numbers(report: Report) -> list[Problem]:
    """Chapters and sections have numbers of their own, of which short addresses are made."""
    problems: list[Problem] = []
    seen: dict[str, Place] = {}
    for chapter in report.records.outline:
        entries: tuple[Chapter | Section, ...] = (chapter, *chapter.sections)
        for entry in entries:
            number, place = str(entry.number), report.records.place(entry, "number")
            if number.partition(".")[0] != str(chapter.number):
                expected = f"a number that begins with {chapter.number}."
                problems.append(Problem(place, f"“{number}” in chapter {chapter.number}", expected, "mend the number"))
            if number in seen:
                found, hint = f"the number “{number}” for the second time", f"it stands at {seen[number]} already"
                problems.append(Problem(place, found, "a number of its own", hint))
            seen.setdefault(number, place)
    return problems


def check_languages(report: Report) -> list[Problem]:
    """Both languages have the same pages, and on each the same ids and marks in the same sections."""
    problems: list[Problem] = []
    for page in report.pages:
        for other in page.language.others:
            twin = _pages(report, other).get(page.name)
            if twin is None:
                file = f"docs/{other}/{page.name}.md"
                place, found = Place(page.file, 1), "a page in one language only"
                problems.append(Problem(place, found, f"{file} as well", "write its counterpart"))
            else:
                problems += [*_compare(page, twin), *missing_notes(page, twin)]
    return problems


def _compare(page: Page, twin: Page) -> Iterator[Problem]:
    """What a page has and its counterpart in another language lacks."""
    ids = {entry.id for entry in twin.named}
    for entry in page.named:
        if entry.id and entry.id not in ids:
            found = f"the id “{entry.id}” in one language only"
            yield Problem(entry.place, found, f"it in {twin.file} too", "add its counterpart there")
    marks = {(mark.scheme, mark.target, mark.section) for mark in twin.marks}
    told: set[tuple[str, str, str]] = set()
    for mark in page.marks:
        key = (mark.scheme, mark.target, mark.section)
        if key not in marks and key not in told:
            what = f"{mark.scheme}:{mark.target} marked in one language only"
            yield Problem(mark.place, what, f"it in the same section of {twin.file}", "mark it there too")
        told.add(key)


def _entries(report: Report) -> Iterator[tuple[str, Record, str]]:
    """Everything that has an id: the kind in words, with its article; the record; the id."""
    records = report.records
    for chapter in records.outline:
        yield "a chapter", chapter, chapter.id
        for section in chapter.sections:
            yield "a section", section, section.id
    for kind, entries in (
        ("a metric", records.metrics), ("a term", records.terms), ("an organisation", records.organisations),
        ("a law", records.laws), ("a subject", records.subjects), ("a case", records.cases),
        ("a statistic", records.statistics), ("a change", records.changes),
        ("a note", records.notes), ("a source", records.sources), ("a shared figure", records.shared),
    ):  # fmt: skip
        for entry in entries:
            yield kind, entry, entry.id
    for name in type(records.vocabulary).model_fields:
        for entry in getattr(records.vocabulary, name):
            yield "a vocabulary entry", entry, entry.id


def check_ids(report: Report) -> list[Problem]:
    """One namespace: no id twice in the records; on pages every heading has an id, and only one has it."""
    problems: list[Problem] = []
    owners: dict[str, tuple[str, Place]] = {}
    for kind, record, identifier in _entries(report):
        place = report.records.place(record, "id")
        if identifier in owners:
            other_kind, other = owners[identifier]
            found = f"the id “{identifier}” of {kind} for the second time"
            problems.append(Problem(place, found, "an id of its own", f"{other_kind} has it at {other}"))
        owners.setdefault(identifier, (kind, place))
    outline = {chapter.id for chapter in report.records.outline} | set(report.sections)
    for page in report.pages:
        seen: dict[str, Place] = {}
        for heading in page.headings:
            if not heading.id:
                found = f"the heading “{heading.title}” without an id"
                hint = "write { #english-id } behind the title, the same in both languages"
                problems.append(Problem(heading.place, found, "an id", hint))
        for entry in page.named:
            identifier = entry.id
            if not identifier:
                continue
            if not re.match(ID_PATTERN, identifier):
                expected, hint = "lower-case words and digits joined by hyphens", "ids are English and written by hand"
                problems.append(Problem(entry.place, f"“{identifier}” as an id", expected, hint))
            if {"share", "sharing"} & set(identifier.split("-")):
                # https://github.com/mozilla/readability/issues/534
                expected, hint = "an id without this word", "reader modes throw away short parts that have it"
                problems.append(Problem(entry.place, f"“{identifier}” as an id", expected, hint))
            if identifier in seen:
                found = f"the id “{identifier}” for the second time on this page"
                hint = f"it stands at {seen[identifier]} already"
                problems.append(Problem(entry.place, found, "an id of its own", hint))
            elif identifier in owners and identifier not in outline:
                kind, owner = owners[identifier]
                found = f"the id “{identifier}”, which {kind} has"
                problems.append(Problem(entry.place, found, "an id of its own", f"see {owner}"))
            seen.setdefault(identifier, entry.place)
    return problems


def check_filled(report: Report) -> list[Problem]:
    """The pages of which the build makes a part are there in every language, with the marker of where it goes."""
    problems: list[Problem] = []
    for language in LANGUAGES if report.records.statistics else ():
        pages = _pages(report, language)
        for name, row in FILLED.items():
            for sign in map(marker, row.parts):
                hint = f"write {sign} on a line of its own where the generated part goes"
                if name not in pages:
                    place = Place(f"docs/{language}/{name}.md", 1)
                    problems.append(Problem(place, "no such page", "a page to fill", hint))
                elif sign not in pages[name].text.splitlines():
                    problems.append(Problem(Place(pages[name].file, 1), "no marker", sign, hint))
    return problems


def check_interface(report: Report) -> list[Problem]:
    """The words that the code asks for are there, and have nothing in braces that is not filled in."""
    place = Place("docs/records/interface.yml", 1)
    missing = [word for word in WORDS if word not in report.records.labels and word not in report.records.unread]
    # A template that asks a mapping for such a word gets the mapping's method of that name.
    taken = [word for word in report.records.labels if hasattr(dict, word)]
    return [
        *(Problem(place, f"no entry “{word}”", f"{word}: {{zh: …, en: …}}", "add it") for word in missing),
        *(
            Problem(place, f"an entry “{word}”", "a name that Python does not use", "call it otherwise")
            for word in taken
        ),
        *(
            Problem(
                report.records.place(label, language.code),
                f"“{brace}” in “{key}”",
                " or ".join(f"{{{name}}}" for name in PLACEHOLDERS.get(key, ())) or "a text without braces",
                "what is filled in stands in model/interface.py",
            )
            for key, label in report.records.labels.items()
            for language in LANGUAGES
            for brace in strange_braces(key, label.in_language(language))
        ),
    ]


def _check_meanings(
    report: Report, file: str, described: Mapping[str, Iterable[str]], known: set[tuple[str, str]], what: str
) -> list[Problem]:
    """In a file of meanings everything that is `known` is described, and nothing else."""
    if file in report.records.unparsed or not report.records.statistics:
        return []
    place = Place(f"docs/records/{file}", 1)
    found = {(table, name) for table, names in described.items() for name in names}
    missing = [
        Problem(place, f"no entry “{name}” under “{table}”", f"{name}: {{zh: …, en: …}}", f"say what the {what} means")
        for table, name in sorted(known - found)
        if name not in report.records.unread
    ]
    surplus = [
        Problem(place, f"“{name}” under “{table}”", f"a {what} of the open data", "remove it")
        for table, name in sorted(found - known)
    ]
    return missing + surplus


def check_data_fields(report: Report) -> list[Problem]:
    """Every field of the open data is described, and nothing else; so is every value that the project has fixed."""
    values = {(table, value) for table, (_, ids) in FIXED.items() for value in ids}
    return [
        *_check_meanings(report, "fields.yml", report.records.fields, described_fields(), "field"),
        *_check_meanings(report, "codes.yml", report.records.codes, values, "value"),
    ]


def check_changes(report: Report) -> list[Problem]:
    """The list of changes begins with the newest, and names places that there are."""
    problems = [
        Problem(
            report.records.place(later, "day"), f"{later.day} below {earlier.day}", "the newest first", "move the entry"
        )
        for earlier, later in pairwise(report.records.changes)
        if later.day > earlier.day
    ]
    known = {f"{name}/" for name in _pages(report, ORIGINAL)}
    for name, page in _pages(report, ORIGINAL).items():
        ids = {entry.id for entry in page.named}
        if name not in QUOTING:
            ids |= {mark.target for mark in page.marks if mark.scheme == "stat"}
        known |= {f"{name}/#{identifier}" for identifier in ids}
    for change in report.records.changes:
        for written in change.places:
            if written not in known:
                hint = did_you_mean(written, known, "write it as 01-overview/#overview")
                place = report.records.place(change, "places")
                problems.append(Problem(place, f"“{written}” as a place", "a page of the site, or an id on it", hint))
    return problems


def check_search_words(report: Report) -> list[Problem]:
    """Further words for the search belong to a section, and what a reader's word stands for is in the text."""
    records = report.records
    problems: list[Problem] = []
    for name, words, hint in (
        ("keywords", records.keywords, "say by which words readers may look for it"),
        ("phrases", records.phrases, "say how readers may ask for it, in words that its text has not"),
    ):
        problems += [
            Problem(
                records.place(entry),
                f"“{key}”",
                "the id of a section",
                did_you_mean(key, report.sections, "see docs/records/outline.yml"),
            )
            for key, entry in words.items()
            if key not in report.sections and key not in records.unread
        ]
        place = Place(f"docs/records/{name}.yml", 1)
        problems += [
            Problem(place, f"no entry “{key}”", f"{key}: {{zh: […], en: […]}}", hint)
            for key, section in (report.sections if words else {}).items()
            if key not in words and key not in records.unread and (name == "keywords" or not section.is_empty)
        ]
    text = "\n".join(plain_text(block.text) for page in report.pages for block in page.blocks)
    names = "\n".join(name for metric in report.records.metrics for name in metric.name.texts.values())
    prose = f"{text}\n{names}".casefold().replace(" ", "")
    for synonym in report.records.synonyms:
        for word in synonym.means:
            if word.casefold().replace(" ", "") not in prose:
                found, expected = f"“{word}”, which no text has", "words of the text"
                problems.append(
                    Problem(report.records.place(synonym, "means"), found, expected, "see what the text calls it")
                )
    return problems
