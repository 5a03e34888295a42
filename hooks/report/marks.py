"""Marks in Markdown become ordinary links: a figure to the glossary, a case to the index."""

from __future__ import annotations

import re

from report.model import Language, Report
from report.pages import HEADING, ID, MARK

PAGES = {"stat": "statistics.md", "case": "cases.md"}
CLASSES = {"stat": "figure", "case": "case"}


def link_marks(markdown: str) -> str:
    """Turn the marks of a page into links to the glossary and the index.

    The first mark of a statistic on the page carries its id; the first mention of a case in a
    section carries ``<case id>--<section id>``.
    """
    seen: set[str] = set()
    section = ""

    def replace(match: re.Match[str]) -> str:
        scheme, target = match["scheme"], match["target"]
        anchor = target if scheme == "stat" else f"{target}--{section}"
        attributes = f".{CLASSES[scheme]}" if anchor in seen else f"#{anchor} .{CLASSES[scheme]}"
        seen.add(anchor)
        return f"[{match['text']}]({PAGES[scheme]}#{target}){{ {attributes} }}"

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
