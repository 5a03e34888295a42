"""Regular expressions that authors write in records, run by RE2: none can take longer than its text is long.

Python's own engine tries every way to match, which for some patterns of ten signs takes longer than anyone waits
(https://swtch.com/~rsc/regexp/regexp1.html). RE2 has neither looking around nor references back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, cast

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 2**16  # bytes; a pattern of ten thousand states would take ten thousand steps for each sign


class Match(Protocol):
    """What was found, as `re.Match` has it."""

    def group(self) -> str:
        """The text that was found."""

    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""


class Pattern(Protocol):
    """A pattern that can be looked for, as `re.Pattern` has it."""

    def search(self, text: str) -> Match | None:
        """The first place."""

    def finditer(self, text: str) -> Iterator[Match]:
        """Every place."""


def compile_pattern(pattern: str) -> Pattern:
    """A pattern, ready to be looked for; RE2's own cache keeps it. Raises ValueError, which says why it is none."""
    try:
        return cast(Pattern, re2.compile(pattern, _OPTIONS))
    except re2.error as error:
        reason: Any = error.args[0]
        reason = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
        raise ValueError(f"“{pattern}” ({reason}); expected a regular expression of RE2") from error


def is_pattern(text: str) -> str:
    """The text, if it is a pattern; a validator of records. Raises ValueError otherwise."""
    compile_pattern(text)
    return text
