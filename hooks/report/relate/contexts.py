"""Where a figure stands in the text: its sentence, or its row with what heads each cell."""

from __future__ import annotations

import re

from report.model.languages import Language
from report.model.report import Report
from report.read.markdown import plain_text, row_cells

_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?]) (?=[A-Z“\[])")


def sentence(text: str, start: int) -> str:
    """The sentence of a block in which something starts, or the whole row of a table, as a reader sees it."""
    if text.startswith("|"):
        return plain_text(text)
    begin, end = 0, len(text)
    for match in _SENTENCE.finditer(text):
        if match.end() <= start:
            begin = match.end()
        else:
            end = match.start()
            break
    return plain_text(text[begin:end])


def context_of(report: Report, identifier: str, language: Language) -> str:
    """The sentence that first gives a figure, or its row of a table as “head: cell”, so that it is clear alone."""
    block, mark = report.first_blocks[language, identifier]
    if not block.head or block.head == block.text:
        return sentence(block.text, mark.start)
    words = report.words[language]
    cells = zip(row_cells(block.head), row_cells(block.text), strict=False)
    return words["semicolon"].join(f"{head}{words['colon']}{cell}" if head else cell for head, cell in cells if cell)
