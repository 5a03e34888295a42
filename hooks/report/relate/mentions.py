"""Where a case is told or a law is cited."""

from __future__ import annotations

from dataclasses import dataclass

from report.model.languages import Language
from report.model.records import Section
from report.model.report import Report
from report.read.markdown import plain_text


@dataclass(frozen=True)
class Mention:
    """A section that names a case or a law: the paragraph that does so first, and where that stands."""

    section: Section
    page: str
    anchor: str
    excerpt: str


def list_mentions(report: Report, identifier: str, language: Language) -> tuple[Mention, ...]:
    """All mentions of a case or a law in the order of the text."""
    return tuple(
        Mention(report.sections[section], page.name, f"{identifier}--{section}", plain_text(block.text))
        for section, (page, block) in report.mentions[language, identifier].items()
    )
