"""From where each section is referred to: links in prose to it, or to something that stands in it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache

from report.model.languages import LANGUAGES, Language
from report.model.pages import Page
from report.model.report import Report
from report.relate.conflicts import Relations

_NUMBER = re.compile(r"(?P<chapter>\d+)\.(?P<section>\d+)")
_LINK = re.compile(r"\]\((?:(?P<page>[\w-]+)\.md)?#(?P<id>[a-z][\w-]*)\)")


@dataclass(frozen=True)
class Backlink:
    """A place that refers to a section: the section in which it stands, or a page that has no sections."""

    title: str
    short: str
    target: str  # as Markdown links to it


def _sections_of_ids(report: Report, language: Language) -> dict[tuple[str, str], str]:
    """The section of each id that a page of the outline carries."""
    found: dict[tuple[str, str], str] = {}
    for page in report.pages:
        if page.language != language:
            continue
        section = ""
        for entry in page.named:
            section = entry.id if entry.id in report.sections else section
            if section:
                found[page.name, entry.id] = section
        for mark in page.marks:
            found[page.name, mark.target if mark.scheme == "stat" else f"{mark.target}--{mark.section}"] = mark.section
    return found


def _from(report: Report, page: Page, section: str, language: Language) -> Backlink | None:
    if section in report.sections:
        entry = report.sections[section]
        return Backlink(entry.title(language), entry.number, f"{page.name}.md#{section}")
    if page.name == "index":
        home = report.words[language]["home_page"]
        return Backlink(home, home, "index.md")
    title = next((heading.title for heading in page.headings if heading.level == 1), "")
    chapters = {chapter.page for chapter in report.records.outline}
    return None if page.name in chapters or not title else Backlink(title, title, f"{page.name}.md")


@lru_cache(maxsize=len(LANGUAGES))
def build_backlinks(report: Report, relations: Relations, language: Language) -> dict[str, tuple[Backlink, ...]]:
    """For each section's id, the places that refer to it, in the order of the pages: links, and figures told again."""
    sections = _sections_of_ids(report, language)
    found: dict[str, dict[Backlink, None]] = {}
    pages = {page.name: page for page in report.pages if page.language == language}

    def note(target: str, page: Page, section: str) -> None:
        origin = _from(report, page, section, language)
        if origin and target and target != section:
            found.setdefault(target, {})[origin] = None

    for page in pages.values():
        for block in page.blocks:
            for link in _LINK.finditer(block.text):
                note(sections.get((link["page"] or page.name, link["id"]), ""), page, block.section)
    for one, others in relations.same_as.items():
        _, mark = report.first_marks[language, one]
        for other in others:
            page, twin = report.first_marks[language, other]
            note(mark.section, page, twin.section)

    def order(origin: Backlink) -> tuple[int, ...]:
        number = _NUMBER.fullmatch(origin.short)
        return (int(number["chapter"]), int(number["section"])) if number else (sys.maxsize,)

    return {target: tuple(sorted(origins, key=order)) for target, origins in found.items()}
