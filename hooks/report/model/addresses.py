"""The addresses that the site gives out, and what they look like.

They are relative to the site's root, without a leading slash (``en/03-innovation-models/``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from report.model.languages import Language
from report.model.problems import Place
from report.model.report import Report

EntryKind = Literal["cases", "statistics", "organisations"]  # the index of each has a page for each of its entries
RECORD = "record:"  # a link to a record by its id, wherever that has its place
BILINGUAL = "bilingual/"  # in an edition, its chapters side by side with those of the other
EMBED = "embed/"  # below an edition's root: each chart by itself
COMPARISONS = "versions/"  # in an edition: what changed from one release to the next
REFERENCES = "cite/"  # below a chapter's address: how to cite it
ADDRESS = re.compile(r"^(?:[a-z0-9][a-z0-9.-]*/)*(?:#[a-z][a-z0-9]*(?:-{1,2}[a-z0-9]+)*)?$")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:|//)", re.IGNORECASE)  # a link that leaves the site
SITE = "https://site.invalid/"  # stands for the site's own address


def page_url(name: str, language: Language) -> str:
    """The address of a page."""
    return language.folder + ("" if name == "index" else f"{name}/")


def bilingual_url(page: str, language: Language) -> str:
    """The address of a chapter side by side, for readers of one language."""
    return f"{language.folder}{BILINGUAL}{page}/"


def record_address(report: Report, identifier: str) -> str:
    """Where a record has its page or its place, relative to an edition's root; ids of all kinds are distinct.

    A figure stands on its metric's page. Terms are what is none of the others.
    """
    if identifier in report.statistics:
        return f"statistics/{report.statistics[identifier].metric}/#{identifier}"
    pages: dict[EntryKind, Container[str]] = {
        "cases": report.cases, "statistics": report.metrics, "organisations": report.organisations,
    }  # fmt: skip
    for kind, known in pages.items():
        if identifier in known:
            return f"{kind}/{identifier}/"
    return f"{'laws' if identifier in report.laws else 'terms'}/#{identifier}"


def root_from(url: str) -> str:
    """The way from a page to the site's root: “” or “../” as often as it takes."""
    return "../" * url.count("/")


def in_original(url: str, language: Language) -> str:
    """A page's address as the original language has it: without the folder of its own."""
    plain = url.removeprefix(language.folder)
    return "" if plain == "./" else plain


@dataclass(frozen=True)
class ShortAddress:
    """A short address, the address that it stands for, and where the record of that stands."""

    address: str
    target: str
    place: Place


def list_short_addresses(report: Report) -> Iterator[ShortAddress]:
    """The short address of each chapter, section, figure and case."""
    records = report.records
    for chapter in records.outline:
        yield ShortAddress(f"s/{chapter.number}/", f"{chapter.page}/#{chapter.id}", records.place(chapter))
        for section in chapter.sections:
            yield ShortAddress(f"s/{section.number}/", f"{chapter.page}/#{section.id}", records.place(section))
    for statistic in records.statistics:
        yield ShortAddress(f"f/{statistic.id}/", record_address(report, statistic.id), records.place(statistic))
    for case in records.cases:
        yield ShortAddress(f"c/{case.id}/", record_address(report, case.id), records.place(case))


def short_addresses(report: Report) -> dict[str, str]:
    """Each short address and what it stands for."""
    return {short.address: short.target for short in list_short_addresses(report)}
