"""Numbers as prose prints them, by the grammar of its language.

Used twice: to compare a mark's text with its record, and to find figures that nobody marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from report.model.grammar import MAGNITUDES
from report.model.languages import Language
from report.model.records import Statistic
from report.model.values import TO_MINUTES, Direction, Number, Qualifier, Unit


@dataclass(frozen=True)
class Quantity:
    """A number in a text, in base units; `unit` is None where the text names none. Offsets into the text."""

    value: Number
    unit: Unit | None
    start: int
    end: int


_PER_PERSON = re.compile(r" (?:per|a) (?:person|head|customer|user)\b")
_JOINS_RANGE = re.compile(r"\s?[-–—~～至到]\s?$")


def find_quantities(text: str, language: Language) -> list[Quantity]:
    """All quantities of a text in reading order.

    In “300–500 元/人” and “from 45 to 15 days” the first number borrows its unit from the one that
    follows; in a range it borrows the magnitude too (“2–3 million”).
    """
    grammar = language.grammar
    found: list[Quantity] = []
    magnitudes: list[int] = []
    for match in grammar.quantity.finditer(text):
        value, unit = grammar.read(match)
        found.append(Quantity(value, unit, match.start(), match.end()))
        groups = match.groupdict()
        word = groups.get("magnitude") or groups.get("money_magnitude") or ""
        magnitudes.append(MAGNITUDES.get(word.lower(), 1))
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        is_range = bool(_JOINS_RANGE.fullmatch(text[this.end : following.start]))
        if is_range and magnitudes[index] == 1 < magnitudes[index + 1]:
            this = replace(this, value=this.value * magnitudes[index + 1])
        if is_range and this.unit in ("CNY", "USD") and following.unit is None:
            found[index + 1] = replace(following, unit=this.unit)  # CNY 300–500
        elif this.unit is None:
            this = replace(this, unit=following.unit)
        found[index] = this
    for index, quantity in enumerate(found):
        if quantity.unit == "CNY" and _PER_PERSON.match(text, found[-1].end):
            found[index] = replace(quantity, unit="CNY-per-person")
    return found


def find_qualifiers(text: str, language: Language) -> set[Qualifier]:
    """The qualifiers that a text expresses in words; empty for a bare figure."""
    found: set[Qualifier] = {name for name, pattern in language.grammar.qualifiers.items() if pattern.search(text)}
    return found


def find_directions(text: str, language: Language) -> set[Direction]:
    """The directions of change that a text expresses in words."""
    found: set[Direction] = {name for name, pattern in language.grammar.directions.items() if pattern.search(text)}
    return found


def _same_unit(printed: Unit | None, recorded: Unit) -> bool:
    if printed is None or printed == "person":
        return recorded in ("count", "person")
    return (
        printed == recorded or {printed, recorded} == {"percent", "fraction"} or {printed, recorded} <= set(TO_MINUTES)
    )


def _same_value(quantity: Quantity, value: Number, unit: Unit) -> bool:
    printed = quantity.value
    if quantity.unit == "fraction" and unit == "percent":
        printed *= 100
    if quantity.unit == "percent" and unit == "fraction":
        printed /= 100
    if quantity.unit != unit and quantity.unit in TO_MINUTES:
        printed *= TO_MINUTES[quantity.unit] / TO_MINUTES[unit]  # from 7 days to 48 hours, recorded in hours
    # A recurring fraction is recorded to four places: 1/3 → 0.3333.
    tolerance = 5e-5 if unit == "fraction" else 1e-9 * max(1, abs(value))
    return abs(printed - value) <= tolerance


def states(quantities: list[Quantity], statistic: Statistic) -> bool:
    """Whether the quantities printed in a mark are the record's numbers, in the record's order and unit."""
    numbers = statistic.numbers
    return len(quantities) == len(numbers) and all(
        _same_unit(quantity.unit, statistic.unit) and _same_value(quantity, number, statistic.unit)
        for quantity, number in zip(quantities, numbers, strict=True)
    )
