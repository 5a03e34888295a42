"""Marks in Markdown become ordinary links: figures and laws to the glossary, cases to the index."""

from __future__ import annotations

import re
from collections.abc import Mapping

from report.model.languages import Language
from report.model.report import Report
from report.read.markdown import HEADING, ID, MARK

PAGES = {"stat": "statistics.md", "case": "cases.md", "law": "statistics.md"}
CLASSES = {"stat": "figure", "case": "case", "law": "law"}
_TORN = re.compile(r"(?<=\d) (?=\w)|(?<=CNY|USD) ")  # between a number and its unit, a currency and its number


def keep_together(figure: str) -> str:
    """A figure whose number and unit stand on one line: no-break spaces between them."""
    return _TORN.sub("\u00a0", figure)


def link_marks(markdown: str, contradictions: Mapping[str, str]) -> str:
    """Turn the marks of a page into links to the glossary and the index.

    The first mark of a statistic on the page carries its id; the first mention of a case or a law
    in a section carries ``<its id>--<section id>``. `contradictions` gives, for each statistic that
    another contradicts, the words that say so; a sign behind its first mark carries them.
    """
    seen: set[str] = set()
    section = ""

    def replace(match: re.Match[str]) -> str:
        scheme, target = match["scheme"], match["target"]
        anchor = target if scheme == "stat" else f"{target}--{section}"
        text = keep_together(match["text"]) if scheme == "stat" else match["text"]
        link = f"[{text}]({PAGES[scheme]}#{target})"
        if anchor in seen:
            return f"{link}{{ .{CLASSES[scheme]} }}"
        seen.add(anchor)
        link += f"{{ #{anchor} .{CLASSES[scheme]} }}"
        if scheme == "stat" and target in contradictions:
            words = contradictions[target]
            link += f'[≠]({PAGES[scheme]}#{target}){{ .conflict title="{words}" aria-label="{words}" }}'
        return link

    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        heading = HEADING.match(line)
        if heading and len(heading["marks"]) <= 2:
            identifier = ID.search(heading["attributes"] or "")
            section = identifier["id"] if identifier else ""
        lines[number] = MARK.sub(replace, line)
    return "\n".join(lines)


def link_marks_to_text(report: Report, text: str, language: Language) -> str:
    """Turn the marks in a record's text into links to the places in the text where they stand."""

    def replace(match: re.Match[str]) -> str:
        scheme, target = match["scheme"], match["target"]
        if scheme == "stat":
            page, _ = report.first_marks[language, target]
            return f"[{match['text']}]({page.name}.md#{target}){{ .{CLASSES[scheme]} }}"
        return f"[{match['text']}]({PAGES[scheme]}#{target}){{ .{CLASSES[scheme]} }}"

    return MARK.sub(replace, text)
