"""Where marks lead: figures to their metrics, cases and laws to their own places; figures in records to the text."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from report.model.addresses import RECORD, record_address
from report.model.languages import Language
from report.model.report import Report
from report.read.markdown import MARK

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
        return f"[{match['text']}]({RECORD}{target}){{ .{CLASSES[scheme]} }}"

    return MARK.sub(replace, text)


def link_marks_in_html(report: Report, text: str, language: Language, root: str) -> Markup:
    """A record's text as HTML, with the same links. `root` leads from the page to the edition's root."""
    html, end = Markup(), 0
    for match in MARK.finditer(text):
        scheme, target = match["scheme"], match["target"]
        if scheme == "stat":
            page, _ = report.first_marks[language, target]
            address = f"{page.name}/#{target}"
        else:
            address = record_address(report, target)
        link = Markup('<a class="{}" href="{}">{}</a>').format(CLASSES[scheme], root + address, match["text"])
        html += escape(text[end : match.start()]) + link
        end = match.end()
    return html + escape(text[end:])
