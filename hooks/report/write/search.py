"""The records that the search reads: sections, figures, cases and terms of one edition.

What is typed and what is found are normalised and split by one function, in the browser
(``search/engine.js``); here are only texts. Names and other names of what a section tells stand
beside its text in both languages, so that a term finds its sections from either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from opencc import OpenCC

from report.model.languages import ORIGINAL, Language
from report.model.pages import Page
from report.model.records import Metric, Term, Translated, TranslatedList
from report.model.report import Report
from report.read.markdown import plain_text
from report.relate.edition import Edition

Json = dict[str, Any]
SEARCHED = frozenset({"prose", "view"})  # an editor’s note is found too, but behind what the report says
WITHOUT_TEXT = frozenset(
    {"heading-only", "outline-only"}
)  # such a section leads to others, which are to be found first


@lru_cache
def _simplified() -> dict[str, str]:
    """Every Traditional character whose Simplified form differs."""
    convert = OpenCC("t2s").convert
    signs = (chr(code) for code in range(0x4E00, 0xA000))
    return {sign: simple for sign in signs if (simple := convert(sign)) != sign}


def traditional_forms(texts: Iterable[str]) -> tuple[str, str]:
    """Traditional characters, and at the same places their Simplified forms, as far as the texts use these."""
    used = set().union(*texts)
    pairs = [(sign, simple) for sign, simple in _simplified().items() if simple in used and sign not in used]
    return "".join(sign for sign, _ in pairs), "".join(simple for _, simple in pairs)


def _all_names(name: Translated, aka: TranslatedList | None = None) -> list[str]:
    others = [] if aka is None else [other for names in aka.texts.values() for other in names]
    return list(dict.fromkeys((*name.texts.values(), *others)))


def _told(report: Report, page: Page, section: str) -> list[str]:
    """The ids of the terms, organisations and cases that a section marks."""
    told: dict[str, None] = {}
    for mark in page.marks:
        if mark.section == section:
            metric = report.statistics[mark.target].metric if mark.scheme == "stat" else ""
            told[metric or mark.target] = None
            if mark.scheme == "case":
                told |= dict.fromkeys(report.cases[mark.target].organisations)
    return list(told)


def _sections(edition: Edition) -> list[Json]:
    report, language = edition.report, edition.language
    keywords = report.records.keywords
    sections: list[Json] = []
    for chapter in report.records.outline:
        page = edition.pages[chapter.page]
        for section in chapter.sections:
            text = [
                plain_text(block.text)
                for block in page.blocks
                if block.section == section.id and block.kind in SEARCHED
            ]
            if section.source in WITHOUT_TEXT:
                text = [edition.words["no_text"]]
            headings = [
                plain_text(h.title) for h in page.headings if h.level > 2 and _section_of(page, h.id) == section.id
            ]
            sections.append(
                {
                    "id": section.id,
                    "number": section.number,
                    "title": edition.local(section),
                    "chapter": chapter.title(language),
                    "page": page.url,
                    "headings": headings,
                    "text": [paragraph for paragraph in text if paragraph],
                    "keywords": list(keywords.get(section.id, TranslatedList()).in_language(language)),
                    "told": _told(report, page, section.id),
                }
            )
    return sections


def _notes(edition: Edition) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The editor's notes by id, and the ids of those of each section that has any."""
    notes: dict[str, str] = {}
    noted: dict[str, list[str]] = {}
    for page in edition.pages.values():
        named = {line.place: line.id for line in page.notes}
        for block in page.blocks:
            if block.kind == "editor" and block.section in edition.report.sections:
                identifier = named.get(block.place, f"{block.place.line}-{page.name}")
                # What is written of a note once is enough to find it; where it can be checked is not searched.
                note = edition.report.notes.get(identifier)
                notes[identifier] = edition.local(note) if note else plain_text(block.text)
                noted.setdefault(block.section, []).append(identifier)
    return notes, noted


def _section_of(page: Page, identifier: str) -> str:
    """The section under which a heading stands."""
    section = ""
    for heading in page.headings:
        if heading.level == 2:
            section = heading.id
        if heading.id == identifier:
            return section
    return section


def _figures(edition: Edition) -> list[Json]:
    entries: list[Json] = []
    for item in edition.figures.values():
        entry: Json = {
            "id": item.statistic.id,
            "section": item.section.id,
            "figure": item.text,
            "text": item.about,
            "told": [item.metric.id],
        }
        entry |= {"stated": item.stated} if item.stated != item.text else {}
        entries.append(entry | ({"note": item.remark.id} if item.remark else {}))
    return entries


def _cases(edition: Edition) -> list[Json]:
    return [
        {
            "id": case.id,
            "section": next(iter(edition.report.mentions[edition.language, case.id])),
            "title": edition.local(case.title),
            "text": plain_text(edition.local(case.summary)),
            "names": [case.title.in_language(other) for other in edition.language.others],
            "told": list(case.organisations),
        }
        for case in edition.report.records.cases
    ]


def _terms(edition: Edition) -> list[Json]:
    report = edition.report
    defined: tuple[Term | Metric, ...] = (*report.records.terms, *report.records.metrics)
    entries: list[Json] = [
        {
            "id": entry.id,
            "title": edition.local(entry.name),
            "text": plain_text(edition.local(entry.definition)),
            "names": _all_names(entry.name, entry.aka),
            **({"page": "terms"} if isinstance(entry, Term) else {}),
        }
        for entry in defined
    ]
    entries += [
        {
            "id": law.id,
            "title": edition.local(law.name),
            "text": "",
            "names": _all_names(law.name, law.aka),
            "page": "laws",
        }
        for law in report.records.laws
    ]
    entries += [
        {
            "id": organisation.id,
            "title": edition.local(organisation.name),
            "text": "",
            "names": [*_all_names(organisation.name), *organisation.aka],
            "page": "organisations",
        }
        for organisation in report.records.organisations
    ]
    return entries


def _columns(rows: list[Json]) -> Json:
    """Rows as columns, null where a row has none: packed they weigh a tenth less, since what is alike is together."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) for row in rows] for key in keys}


def search_files(editions: Mapping[Language, Edition]) -> dict[str, Json]:
    """The files under ``/search/``, by name: the sections of each edition, and its other entries.

    An edition's search reads both of its own and the sections of the other; ``names.json`` is for the filters of the
    indexes. Addresses are relative
    to the site's root, and written once: a figure's is its section's page and its id.
    """
    files: dict[str, Json] = {}
    report = editions[ORIGINAL].report
    synonyms = [{"words": list(entry.words), "means": list(entry.means)} for entry in report.records.synonyms]
    for language, edition in editions.items():
        files[f"sections.{language}.json"] = {"sections": _sections(edition)}
        notes, noted = _notes(edition)
        files[f"entries.{language}.json"] = {
            "folder": language.folder,
            "notes": notes,
            "noted": noted,
            "figures": _columns(_figures(edition)),
            "cases": _columns(_cases(edition)),
            "terms": _columns(_terms(edition)),
            "synonyms": _columns(synonyms),
        }
    named = {metric.id: _all_names(metric.name, metric.aka) for metric in report.records.metrics}
    named |= {one.id: [*_all_names(one.name), *one.aka] for one in report.records.organisations}
    files["names.json"] = {identifier: " ".join(names) for identifier, names in named.items()}
    traditional, simplified = traditional_forms([str(files)])
    for language in editions:
        files[f"entries.{language}.json"] |= {"traditional": traditional, "simplified": simplified}
    return files
