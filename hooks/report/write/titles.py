"""Where a Chinese title may go on in the next line: between words, not within one.

Chinese has no spaces, and a browser breaks a line between any two characters. Titles are kept whole by style sheet
(``word-break: keep-all``, CSS Text Module Level 3, 5.2) but for the places that are marked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from rjieba import Jieba

from report.model.chinese import HAN
from report.model.languages import ORIGINAL
from report.model.records import Metric, Term
from report.model.report import Report
from report.relate.edition import Edition

# Titles of fewer Chinese characters fit into a line of the narrowest phone, 320 pixels.
SHORTEST = {"h1": 7, "h2": 8, "h3": 13}
_LONGEST_NAME = 6  # a longer one is made of words between which it may break
_TITLE = re.compile(r"(?<=>)[^<]*(?=<)")
_HEADING = re.compile(r"<(h[1-3])\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1>")
_RUN = re.compile(rf"[{HAN}]+")
_CLINGING = frozenset("的了着过者性化率量数度型式们里上中下内外后前时")  # go with the word before


def _names(report: Report) -> Iterable[str]:
    """Every Chinese name and term of the records: words that no dictionary knows."""
    records, vocabulary = report.records, report.records.vocabulary
    for organisation in records.organisations:
        yield from (organisation.name.in_language(ORIGINAL), *organisation.aka)
    for named in chain[Term | Metric](records.terms, records.metrics):
        yield from (named.name.in_language(ORIGINAL), *named.aka.in_language(ORIGINAL))
    for choice in chain(vocabulary.technologies, vocabulary.models, vocabulary.themes):
        yield choice.in_language(ORIGINAL)


@lru_cache(maxsize=1)
def segmenter(report: Report) -> Jieba:
    """What cuts Chinese into words, the names and terms of the report among them."""
    made = Jieba()
    for name in _names(report):
        for word in _RUN.findall(name):
            if 1 < len(word) <= _LONGEST_NAME:
                made.add_word(word, None, None)
    return made


def _words(run: str, cutter: Jieba) -> list[str]:
    """A run of Chinese characters as the pieces that stay whole; a single character goes with a neighbour."""
    pieces: list[str] = []
    waiting = ""  # a single character that goes with the next word
    for word in cutter.cut(run):
        if word in _CLINGING and pieces and not waiting:
            pieces[-1] += word
        elif len(word) == 1:
            waiting += word
        else:
            pieces.append(waiting + word)
            waiting = ""
    if waiting and pieces:
        pieces[-1] += waiting
    elif waiting:
        pieces.append(waiting)
    return pieces


def mark_breaks(html: str, edition: Edition) -> str:
    """Mark with ``<wbr>`` where the titles of a text, ``h1`` to ``h3``, may break. English breaks at its spaces."""
    if edition.language is not ORIGINAL:
        return html
    cutter = segmenter(edition.report)

    def mark_run(run: re.Match[str]) -> str:
        return "<wbr>".join(_words(run[0], cutter)) if len(run[0]) > 2 else run[0]

    def mark_text(text: re.Match[str]) -> str:
        return _RUN.sub(mark_run, text[0])

    def mark_title(heading: re.Match[str]) -> str:
        length = sum(len(run) for text in _TITLE.findall(heading[0]) for run in _RUN.findall(text))
        return _TITLE.sub(mark_text, heading[0]) if length >= SHORTEST[heading[1]] else heading[0]

    return _HEADING.sub(mark_title, html)
