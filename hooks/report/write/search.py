"""The records that the search reads: one compact index for each edition, and what is asked for only when needed.

What is typed and what is found are normalised and split by one function, in the browser
(``search/engine.js``); here are only texts. A text is its own best index: postings would weigh more than
what they stand for. Rows are written as columns, and records name one another by their numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from rjieba import Jieba

from report.model.chinese import HAN
from report.model.languages import ORIGINAL, Language
from report.model.pages import Page
from report.model.records import Case, Law, Metric, Organisation, Section, Term, TranslatedList
from report.read.markdown import plain_text
from report.relate.book import Book, Books

Json = dict[str, Any]
Named = Metric | Term | Law | Organisation
CARDS = 10  # entries of which the cards are in one file
SEARCHED = frozenset({"prose", "view"})  # an editor’s note is found too, but behind what the report says
_HAN = re.compile(rf"[{HAN}]")
_HANS = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[a-z][a-z'’]+")
_ABBREVIATION = re.compile(r"[A-Z0-9][A-Z0-9&-]{1,5}")


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


def readings(texts: Iterable[str]) -> dict[str, str]:
    """The Han characters of texts by their most usual reading in pinyin, without tones (``zhi: 之只知…``)."""
    signs = sorted(set(_HAN.findall("".join(texts))))
    found: dict[str, str] = {}
    for sign, reading in zip(signs, lazy_pinyin(signs, style=Style.NORMAL, v_to_u=False), strict=True):
        found[reading] = found.get(reading, "") + sign
    return dict(sorted(found.items()))


@lru_cache(1)
def _splitter() -> Jieba:
    return Jieba()


def lacking(phrases: Iterable[str], text: str) -> list[str]:
    """The words of phrases that a text has not: each once, Chinese ones by the dictionary’s boundaries.

    A single character says too little to be kept.
    """
    known = text.casefold()
    found: dict[str, None] = {}
    for phrase in phrases:
        for run in _HANS.findall(phrase):
            found |= dict.fromkeys(word for word in _splitter().cut(run) if len(word) > 1)
        found |= dict.fromkeys(_LATIN.findall(phrase.casefold()))
    return [word for word in found if word not in known]


@dataclass(frozen=True, eq=False)
class _Index:
    """One edition, as the search needs it."""

    book: Book

    @property
    def language(self) -> Language:
        return self.book.language

    @cached_property
    def sections(self) -> dict[str, int]:
        """The number of each section by its id."""
        return {key: number for number, key in enumerate(self.book.report.sections)}

    @cached_property
    def named(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """What has a name and a place to itself, by the page on which it has it."""
        records = self.book.report.records
        return (
            ("statistics", records.metrics),
            ("terms", records.terms),
            ("laws", records.laws),
            ("organisations", records.organisations),
        )

    @cached_property
    def entries(self) -> dict[str, int]:
        """The number of each entry by its id; cases come last."""
        keys = [entry.id for _, entries in self.named for entry in entries]
        return {key: number for number, key in enumerate([*keys, *(case.id for case in self.cases)])}

    @property
    def cases(self) -> tuple[Case, ...]:
        return self.book.report.records.cases

    @cached_property
    def text(self) -> str:
        """All that the edition says, in small letters."""
        parts = [self.book.text_of_section[key] for key in self.sections]
        parts += [self.book.local(section) for section in self.book.report.sections.values()]
        return "\n".join(parts).casefold()

    def is_used(self, word: str) -> bool:
        """Whether readers of this edition may type a word before all others.

        Words of the other script are in the other edition’s index, which is fetched when one is typed. Abbreviations
        and what the text itself has are typed in either.
        """
        own = bool(_HAN.search(word)) is not self.language.spaced
        return own or bool(_ABBREVIATION.fullmatch(word)) or (len(word) > 2 and word.casefold() in self.text)

    def names(self, entry: Named) -> list[str]:
        """What readers of this edition may call an entry, besides its title."""
        title = self.book.local(entry.name)
        return [name for name in _all_names(entry) if name != title and self.is_used(name)]

    def told(self, page: Page, section: str) -> list[int]:
        """The entries that a section marks."""
        report = self.book.report
        told: dict[str, None] = {}
        for mark in page.marks:
            if mark.section == section:
                metric = report.statistics[mark.target].metric if mark.scheme == "stat" else ""
                told[metric or mark.target] = None
                if mark.scheme == "case":
                    told |= dict.fromkeys(report.cases[mark.target].organisations)
        return [self.entries[key] for key in told]

    def paragraphs(self, page: Page, section: Section) -> list[str | list[str]]:
        """The text of a section; a table as a list, its head first."""
        if section.is_empty:
            return [self.book.words["no_text"]]
        found: list[str | list[str]] = []
        for block in page.blocks:
            text = plain_text(block.text)
            if block.section != section.id or block.kind not in SEARCHED or not text:
                continue
            if block.head == block.text:
                found.append([text])
            elif block.head and isinstance(found[-1], list):
                found[-1].append(text)
            else:
                found.append(text)
        return found

    def section_columns(self) -> Json:
        """The sections, in the order of the outline, and the chapters that hold them."""
        book, records = self.book, self.book.report.records
        rows: list[Json] = []
        for number, chapter in enumerate(records.outline):
            page = book.pages[chapter.page]
            for section in chapter.sections:
                text = self.paragraphs(page, section)
                headings = [
                    plain_text(h.title) for h in page.headings if h.level > 2 and _section_of(page, h.id) == section.id
                ]
                keywords = records.keywords.get(section.id, TranslatedList()).in_language(self.language)
                # Names stand beside those of entries, which come next: gzip looks back no farther than 32 kB.
                rows.append(
                    {
                        "chapter": number,
                        "told": self.told(page, section.id),
                        "number": section.number,
                        "text": text,
                        "title": book.local(section),
                        "headings": headings,
                        "keywords": list(keywords),
                        "id": section.id,
                    }
                )
        return _columns(rows)

    def entry_columns(self) -> Json:
        """All that has a name; of cases, the section of each and its organisations."""
        rows: list[Json] = [
            {**_named(entry.id, self.book.local(entry.name)), "names": self.names(entry)}
            for _, entries in self.named
            for entry in entries
        ]
        rows += [{**_named(case.id, self.book.local(case.title)), "names": []} for case in self.cases]
        return _columns(rows)

    def case_columns(self) -> Json:
        """Where each case stands, and whose it is."""
        mentions = self.book.report.mentions
        rows = [
            {
                "section": self.sections[next(iter(mentions[self.language, case.id]))],
                "told": [self.entries[key] for key in case.organisations],
            }
            for case in self.cases
        ]
        return _columns(rows)

    def figure_columns(self) -> Json:
        """The figures, each with what is measured, whom it is about, and what speaks against it."""
        report = self.book.report
        rows: list[Json] = []
        for item in self.book.figures.values():
            owners = report.with_parents(item.subject.organisation)
            told = [self.entries[key] for key in (item.metric.id, *owners, *(case.id for case in item.cases))]
            rows.append(
                {
                    "id": item.statistic.id,
                    "about": item.about,
                    "figure": item.text,
                    "against": self.book.contradictions.get(item.statistic.id) or None,
                    "stated": item.stated if item.stated != item.text else None,
                    "doubted": 1 if "doubted" in item.doubts else None,
                    "section": self.sections[item.section.id],
                    "told": told,
                }
            )
        return _columns(rows)

    def notes(self) -> Json:
        """The editor's notes by id, and the ids of those of each section that has any."""
        notes: dict[str, str] = {}
        noted: dict[str, list[str]] = {}
        for page in self.book.pages.values():
            named = {line.place: line.id for line in page.notes}
            for block in page.blocks:
                if block.kind == "editor" and block.section in self.sections:
                    identifier = named.get(block.place, f"{block.place.line}-{page.name}")
                    # What is written of a note once is enough to find it; where it can be checked is not searched.
                    note = self.book.report.notes.get(identifier)
                    notes[identifier] = self.book.local(note) if note else plain_text(block.text)
                    noted.setdefault(block.section, []).append(identifier)
        return {"notes": notes, "noted": noted}

    def first(self) -> Json:
        """What a first search reads."""
        report = self.book.report
        synonyms = [
            {part: [word for word in getattr(entry, part) if self.is_used(word)] for part in ("means", "words")}
            for entry in sorted(report.records.synonyms, key=lambda entry: entry.means)
        ]
        # In this order of tables, and each table in its order of columns, gzip finds most that is alike.
        return {
            "sections": self.section_columns(),
            "entries": self.entry_columns(),
            "synonyms": _columns(synonyms),
            "pages": [[page, len(entries)] for page, entries in self.named],
            "folder": self.language.folder,
            "chapters": [[self.book.pages[c.page].url, c.title(self.language)] for c in report.records.outline],
            "figures": self.figure_columns(),
            "cases": self.case_columns(),
        }

    def cards(self) -> list[tuple[str, str]]:
        """What a card shows of each entry: its definition, or what happened, and its name in the other language."""
        local, others = self.book.local, self.language.others
        shown = [
            (
                plain_text(local(entry.definition)) if isinstance(entry, Metric | Term) else "",
                entry.name.in_language(others[0]),
            )
            for _, entries in self.named
            for entry in entries
        ]
        return shown + [(plain_text(local(one.summary)), one.title.in_language(others[0])) for one in self.cases]

    def asked(self) -> list[str]:
        """By section, the words in which readers ask for it that its text has not."""
        phrases, found = self.book.report.records.phrases, []
        columns = self.section_columns()
        for number, key in enumerate(columns["id"]):
            said = "\n".join(str(columns[name][number]) for name in ("title", "headings", "keywords", "text"))
            found.append(" ".join(lacking(phrases.get(key, TranslatedList()).in_language(self.language), said)))
        return found

    def more(self) -> Json:
        """What is searched where the texts do not have what was asked: readers' words, notes, definitions, cases."""
        return {"asked": self.asked(), **self.notes(), "text": [text for text, _ in self.cards()]}


def _named(identifier: str, title: str) -> Json:
    """An id and a title; null for an id that is the title's own words, which ``search/index.js`` spells from it."""
    return {"id": None if re.sub(r"[^a-z0-9]+", "-", title.lower()) == identifier else identifier, "title": title}


def _section_of(page: Page, identifier: str) -> str:
    """The section under which a heading stands."""
    section = ""
    for heading in page.headings:
        if heading.level == 2:
            section = heading.id
        if heading.id == identifier:
            return section
    return section


def _columns(rows: list[Json]) -> Json:
    """Rows as columns, null where a row has none: packed they weigh a tenth less, since what is alike is together."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) for row in rows] for key in keys}


def _pack(content: object) -> bytes:
    """JSON in GB 18030: with two bytes for a Han character, not three, it weighs a tenth less with gzip."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("gb18030")


def search_files(books: Books) -> Iterator[tuple[str, bytes]]:
    """The files under ``/search/``, each with its name.

    A first search reads its edition's ``index``. Only when they are needed come the other edition's (for words of the
    other script), ``more`` (definitions, cases, notes), a few ``cards``, ``traditional`` and ``pinyin``. ``names.json``
    is for the filters of the indexes. Addresses are relative to the site's root.
    """
    texts: list[str] = []
    for language, book in books.items():
        index = _Index(book)
        first, cards = index.first(), index.cards()
        texts.append(str(first))
        yield f"index.{language}.txt", _pack(first)
        yield f"more.{language}.txt", _pack(index.more())
        for number, at in enumerate(range(0, len(cards), CARDS)):
            yield f"cards.{language}.{number}.txt", _pack(cards[at : at + CARDS])
    traditional, simplified = traditional_forms(texts)
    yield "traditional.txt", _pack({"traditional": traditional, "simplified": simplified})
    yield "pinyin.txt", _pack(readings(texts))
    records = books[ORIGINAL].report.records
    named: tuple[Metric | Organisation, ...] = (*records.metrics, *records.organisations)
    names = {entry.id: " ".join(_all_names(entry)) for entry in named}
    yield "names.json", json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()


def _all_names(entry: Named) -> Iterable[str]:
    """What an entry is called in any language, each name once."""
    aka = entry.aka if isinstance(entry, Organisation) else chain.from_iterable(entry.aka.texts.values())
    return dict.fromkeys((*entry.name.texts.values(), *aka))
