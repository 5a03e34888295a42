"""How a language writes numbers: what both languages share of it, and the form that each fills in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from report.model.values import Direction, Number, Qualifier, Unit

MAGNITUDES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
    "trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "hundred": 10**2,
}  # fmt: skip
DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
NUMBER = rf"(?<![A-Za-z\d.,]){DIGITS}(?![A-Za-z\d])"  # digits glued to letters are names: 5G, C2M


@dataclass(frozen=True)
class Grammar:
    """A language's quantities, and the words by which it qualifies them and tells their direction.

    `read` gives value and unit (None where the text names none) of a match of `quantity`. Its groups
    ``magnitude`` and ``money_magnitude``, where it has them, hold the word for the power of ten. `verb` is a verb
    of change at the head of a figure that only its sentence needs. `inner_brackets` translates brackets into those
    that stand inside others.
    """

    quantity: re.Pattern[str]
    read: Callable[[re.Match[str]], tuple[Number, Unit | None]]
    qualifiers: Mapping[Qualifier, re.Pattern[str]]
    directions: Mapping[Direction, re.Pattern[str]]
    verb: re.Pattern[str]
    inner_brackets: Mapping[int, int]


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first, so that “percentage points” is not read as “percent”."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def plain_number(value: Decimal) -> Number:
    """A whole number as such."""
    return int(value) if value == value.to_integral_value() else float(value)


def times(number: str, magnitude: str | None) -> Number:
    """A written number, with the word for its power of ten, if it has one."""
    return plain_number(Decimal(number.replace(",", "")) * MAGNITUDES.get((magnitude or "").lower(), 1))


def divide(above: int, below: int) -> Number:
    """A fraction; nought where there is nothing to divide by."""
    return above / below if below else 0
