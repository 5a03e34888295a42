"""What is wrong with the sources: a place, what was found there, what was expected, and a hint."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 200  # characters of what was found that are shown


@dataclass(frozen=True)
class Place:
    """Where something stands in the sources: a file, relative to the project, and a line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """Something that must be mended before the site can be built."""

    place: Place
    found: str
    expected: str
    hint: str

    def __str__(self) -> str:
        """One line, even where what was found or expected has several; of what was found no more than anybody reads."""
        found, expected = (" ".join(text.split()) for text in (self.found, self.expected))
        found = f"{found[:LONGEST]}…" if len(found) > LONGEST else found
        return f"{self.place}: found {found}, expected {expected}, hint: {self.hint}"


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the nearest known word, or says `otherwise`."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean “{near[0]}”?" if near else otherwise
