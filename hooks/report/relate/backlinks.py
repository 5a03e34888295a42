"""From where each section is referred to: links in prose to it, or to something that stands in it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from report.model.pages import Page
from report.model.site_pages import QUOTING
from report.relate.edition import Edition

_NUMBER = re.compile(r"(?P<chapter>\d+)\.(?P<section>\d+)")
_LINK = re.compile(r"\]\((?:(?P<page>[\w-]+)\.md)?#(?P<id>[a-z][\w-]*)\)")


@dataclass(frozen=True)
class Backlink:
    """A place that refers to a section: the section in which it stands, or a page that has no sections."""

    title: str
    short: str
    target: str  # its address inside an edition


def _sections_of_ids(edition: Edition) -> dict[tuple[str, str], str]:
    """The section of each id that a page of the outline carries."""
    found: dict[tuple[str, str], str] = {}
    for page in edition.pages.values():
        section = ""
        for entry in page.named:
            section = entry.id if entry.id in edition.report.sections else section
            if section:
                found[page.name, entry.id] = section
        for mark in page.marks if page.name not in QUOTING else ():
            found[page.name, mark.target if mark.scheme == "stat" else f"{mark.target}--{mark.section}"] = mark.section
    return found


def _from(edition: Edition, page: Page, section: str) -> Backlink | None:
    entry = edition.report.sections.get(section)
    if entry:
        return Backlink(entry.title(edition.language), entry.number, f"{page.name}/#{section}")
    title = next((heading.title for heading in page.headings if heading.level == 1), "")
    return None if page.name in edition.chapters or not title else Backlink(title, title, f"{page.name}/")


def build_backlinks(edition: Edition) -> dict[str, tuple[Backlink, ...]]:
    """For each section's id, the places that refer to it, in the order of the pages: links, and figures told again."""
    sections = _sections_of_ids(edition)
    found: dict[str, dict[Backlink, None]] = {}

    def note(target: str, page: Page, section: str) -> None:
        origin = _from(edition, page, section)
        if origin and target and target != section:
            found.setdefault(target, {})[origin] = None

    for page in edition.report.told:
        for block in page.blocks if page.language is edition.language else ():
            for link in _LINK.finditer(block.text):
                note(sections.get((link["page"] or page.name, link["id"]), ""), page, block.section)
    for item in edition.figures.values():
        for other in item.same_as:
            note(item.section.id, edition.pages[other.page], other.section.id)

    def order(origin: Backlink) -> tuple[int, ...]:
        number = _NUMBER.fullmatch(origin.short)
        return (int(number["chapter"]), int(number["section"])) if number else (sys.maxsize,)

    return {target: tuple(sorted(origins, key=order)) for target, origins in found.items()}
