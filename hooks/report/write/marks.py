"""Where marks lead: figures and laws to the glossary, cases to the index; those in records to the text."""

from __future__ import annotations

import re

from report.model.languages import Language
from report.model.report import Report
from report.read.markdown import MARK

PAGES = {"stat": "statistics.md", "case": "cases.md", "law": "statistics.md"}
CLASSES = {"stat": "figure", "case": "case", "law": "law"}
_TORN = re.compile(r"(?<=\d) (?=\w)|(?<=CNY|USD) ")  # between a number and its unit, a currency and its number


def keep_together(figure: str) -> str:
    """A figure whose number and unit stand on one line: no-break spaces between them."""
    return _TORN.sub("\u00a0", figure)


def link_marks_to_text(report: Report, text: str, language: Language) -> str:
    """Turn the marks in a record's text into links to the places in the text where they stand."""

    def replace(match: re.Match[str]) -> str:
        scheme, target = match["scheme"], match["target"]
        if scheme == "stat":
            page, _ = report.first_marks[language, target]
            return f"[{match['text']}]({page.name}.md#{target}){{ .{CLASSES[scheme]} }}"
        return f"[{match['text']}]({PAGES[scheme]}#{target}){{ .{CLASSES[scheme]} }}"

    return MARK.sub(replace, text)
