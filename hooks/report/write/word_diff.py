"""What changed between two states of a page, word by word: only the paragraphs that did, each with its section.

Compared is what a reader sees of the page's Markdown: links, emphasis and tables' bars are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from report.model.chinese import HAN
from report.read.markdown import plain_text

Cut = Callable[[str], list[str]]  # a run of Chinese characters into its words
_TOKEN = re.compile(rf"(?P<han>[{HAN}]+)|\d+(?:[.,]\d+)*%?|[^\W\d_{HAN}]+(?:[’'-][^\W\d_{HAN}]+)*|\s+|.", re.DOTALL)
_HEADING = re.compile(r"^#{1,6} (?P<title>.*?)(?: \{ ?#(?P<id>[a-z0-9-]+) ?\})?$")
_RULE = re.compile(r"^\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$")
_ANCHOR = re.compile(r'^(?:> )?<a id="[^"]*"></a>$')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>")
_ALIKE = 0.35  # of a paragraph and what came of it; less alike, they are two paragraphs
_AHEAD = 20  # paragraphs among which that is looked for


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that stayed, has gone or is new."""

    kind: Literal["same", "gone", "new"]
    text: str


Passage = tuple[Piece, ...]  # a paragraph that changed


@dataclass(frozen=True)
class Section:
    """The changed paragraphs of a section; `before` and `after` are its ids in either state, or empty."""

    title: str
    before: str
    after: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Line:
    """A paragraph, list item, table row or heading as it is read, and the section in which it stands."""

    text: str
    section: str
    title: str


def _lines(markdown: str) -> list[_Line]:
    lines: list[_Line] = []
    section = title = ""
    for line in _FRONT_MATTER.sub("", markdown).splitlines():
        heading = _HEADING.match(line)
        if heading:
            section, title = heading["id"] or section, plain_text(_TAG.sub("", heading["title"]))
        if _RULE.match(line) or _ANCHOR.match(line):
            continue
        text = plain_text(_TAG.sub("", heading["title"] if heading else line)).strip()
        if text:
            lines.append(_Line(text, section, title))
    return lines


def first_heading(markdown: str) -> str:
    """The title of a page, as it is read; empty when it has none."""
    heading = next(filter(None, map(_HEADING.match, markdown.splitlines())), None)
    return plain_text(_TAG.sub("", heading["title"])) if heading else ""


def tokens(text: str, cut: Cut) -> list[str]:
    """A text as words, numbers, spaces and signs; joined they are the text."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        found += cut(match[0]) if match["han"] else [match[0]]
    return found


def compare_words(before: str, after: str, cut: Cut) -> Passage:
    """One paragraph and what became of it. What has gone stands before what is new in its place.

    A space or a sign between two changes changes with them, so that one does not read single words in turns.
    """
    old, new = tokens(before, cut), tokens(after, cut)
    steps: list[tuple[str, str, str]] = []  # what stayed, what has gone, what is new
    for kind, *(i, j, k, m) in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        steps.append((gone, "", "") if kind == "equal" else ("", gone, come))
    for at in range(1, len(steps) - 1):
        between = steps[at][0]
        if len(between) == 1 and not between.isalnum():
            steps[at] = ("", between, between)
    return tuple(_pieces(steps))


def _pieces(steps: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    gone = new = ""
    for stayed, less, more in steps:
        gone, new = gone + less, new + more
        if stayed:
            yield from _change(gone, new)
            yield Piece("same", stayed)
            gone = new = ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def _pairs(before: Sequence[_Line], after: Sequence[_Line]) -> Iterator[tuple[_Line | None, _Line | None]]:
    """Which of some paragraphs became which, in order; None for what has no counterpart."""
    at = 0
    for old in before:
        near = range(at, min(at + _AHEAD, len(after)))
        found = next((n for n in near if _are_alike(old.text, after[n].text)), None)
        if found is None:
            yield old, None
            continue
        yield from ((None, new) for new in after[at:found])
        yield old, after[found]
        at = found + 1
    yield from ((None, new) for new in after[at:])


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def compare(before: str, after: str, cut: Cut) -> tuple[Section, ...]:
    """The sections of a page in which something changed, in the order of the text, from its Markdown in two states."""
    old, new = _lines(before), _lines(after)
    sections: list[Section] = []
    ids = ({line.section for line in old}, {line.section for line in new})
    matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
    for kind, *(i, j, k, m) in matcher.get_opcodes():
        for one, other in _pairs(old[i:j], new[k:m]) if kind != "equal" else ():
            line = other or one
            assert line is not None
            passage = compare_words(one.text if one else "", other.text if other else "", cut)
            own = line.section
            if sections and sections[-1].title == line.title and own in (sections[-1].before, sections[-1].after):
                last = sections.pop()
                sections.append(Section(last.title, last.before, last.after, (*last.passages, passage)))
            else:
                one_id, other_id = (own if own in known else "" for known in ids)
                sections.append(Section(line.title, one_id, other_id, (passage,)))
    return tuple(sections)
