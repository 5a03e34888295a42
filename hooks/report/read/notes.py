"""Editor's notes in words: what a note says, and where that can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report.model.interface import fill
from report.model.languages import Language
from report.model.records import Document, Note, Records

SOURCES_PAGE = "sources"


@dataclass(frozen=True)
class Citation:
    """A document as a note cites it: the id of its entry on the page of sources, and what it is called there."""

    id: str
    label: str


@dataclass(frozen=True)
class Remark:
    """An editor's note in one language. `doubts`: it speaks against what the report says."""

    id: str
    text: str
    citations: tuple[Citation, ...]
    doubts: bool


def remark(records: Records, note: Note, language: Language) -> Remark:
    """A note as readers of a language get it. Documents that the records lack are left out; a check tells of them."""
    documents = {document.id: document for document in records.sources}
    cited = (documents[key] for key in note.sources if key in documents)
    words = {key: text.in_language(language) for key, text in records.labels.items()}
    return Remark(
        note.id,
        note.in_language(language),
        tuple(Citation(document.id, _name(document, words, language)) for document in cited),
        note.doubts,
    )


def _name(document: Document, words: Mapping[str, str], language: Language) -> str:
    """Publisher, title and year, as far as they were to be read. A site without the words for them has the first."""
    name = document.publisher.in_language(language)
    if document.title and "note_source" in words:
        name = fill(words["note_source"], {"publisher": name, "title": document.title.in_language(language)})
    if document.year and "open_bracket" in words:
        name += f"{words['open_bracket']}{document.year}{words['close_bracket']}"
    return name


def notes_as_markdown(records: Records, language: Language) -> dict[str, str]:
    """Every note as a paragraph, with links to the page of sources, by its id."""
    words = {key: text.in_language(language) for key, text in records.labels.items()}
    texts: dict[str, str] = {}
    for note in records.notes:
        said = remark(records, note, language)
        links = words.get("semicolon", "; ").join(f"[{c.label}]({SOURCES_PAGE}.md#{c.id})" for c in said.citations)
        cited = fill(words.get("note_cites", " ({sources})"), {"sources": links}) if links else ""
        texts[note.id] = said.text + cited
    return texts
