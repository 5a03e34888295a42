"""A figure's numbers as an analyst needs them: bounds, signed changes, and one unit for each dimension."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from report.model.records import Statistic
from report.model.values import NORMALISED, Direction, Number, Unit

_PARTS = 20  # the largest denominator of a fraction as reports print them


@dataclass(frozen=True)
class Bounds:
    """Between which values a number lies, as far as the report says; None where it gives no bound."""

    low: Number | None
    high: Number | None


@dataclass(frozen=True)
class Normalised:
    """A figure's numbers in the one unit of its dimension; those of changes and differences have their sign."""

    unit: Unit
    value: Number | None
    from_: Number | None
    to: Number | None
    low: Number | None
    high: Number | None


def bounds(statistic: Statistic) -> Bounds:
    """Between which values the printed number lies, in the printed unit and without a sign.

    “About” and an order of magnitude give no bound, a pair from–to is no interval, and of an exact limit the sentence
    alone tells whether it is a ceiling or a floor.
    """
    if statistic.kind == "range":
        return Bounds(statistic.low, statistic.high)
    value = exact(statistic, statistic.value)
    match statistic.qualifier:
        case "exact" if statistic.kind != "limit":
            return Bounds(value, value)
        case "over":
            return Bounds(value, None)
        case "under" | "up-to":
            return Bounds(None, value)
    return Bounds(None, None)


def _sign(statistic: Statistic) -> int:
    return -1 if statistic.kind in ("change", "difference") and statistic.direction == "down" else 1


def signed_change(statistic: Statistic) -> Number | None:
    """A change, or a difference from a comparator, with its sign and in the printed unit; None for other kinds."""
    if statistic.kind not in ("change", "difference") or statistic.value is None:
        return None
    return _sign(statistic) * statistic.value


def tidy(number: float) -> Number:
    """A number without the dust of binary fractions, whole where it is whole."""
    rounded = float(f"{number:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


def exact(statistic: Statistic, number: Number | None) -> Number | None:
    """A number of a figure as printed: a third, which records have as 0.3333, to twelve digits."""
    if number is None or statistic.unit != "fraction":
        return number
    return tidy(float(Fraction(number).limit_denominator(_PARTS)))


def _scaled(statistic: Statistic, number: Number | None) -> Number | None:
    number = exact(statistic, number)
    return None if number is None else tidy(number * NORMALISED.get(statistic.unit, (statistic.unit, 1))[1])


def normalise(statistic: Statistic) -> Normalised:
    """The figure in the one unit of its dimension: times in days, shares, parts and multiples as fractions of one.

    Money stays in its currency. Bounds change places where the sign is negative.
    """
    sign, within = _sign(statistic), bounds(statistic)

    def signed(number: Number | None) -> Number | None:
        scaled = _scaled(statistic, number)
        return None if scaled is None else sign * scaled

    low, high = signed(within.low), signed(within.high)
    return Normalised(
        unit=NORMALISED.get(statistic.unit, (statistic.unit, 1))[0],
        value=signed(statistic.value),
        from_=signed(statistic.from_),
        to=signed(statistic.to),
        low=high if sign < 0 else low,
        high=low if sign < 0 else high,
    )


def direction(statistic: Statistic) -> Direction:
    """Whether a figure rises or falls, or lies above or below its comparator, which a ratio tells by its number."""
    above = relative_change(statistic) if statistic.kind == "ratio" else None
    if statistic.direction != "none" or not above:
        return statistic.direction
    return "up" if above > 0 else "down"


def relative_change(statistic: Statistic) -> Number | None:
    """By what part of its base a figure lies above (below zero: below) that base; None where it does not tell.

    A change or difference in per cent or multiples says so itself (“up 2.3 times” is 2.3, read literally); for a pair
    from–to and for a ratio to a comparator it is worked out. Percentage points and absolute changes have no base.
    """
    own = normalise(statistic)
    if statistic.kind in ("change", "difference"):
        return own.value if own.unit == "fraction" else None
    if statistic.kind == "ratio" and own.value is not None:
        return tidy(own.value - 1)
    if own.from_ and own.to is not None:
        return tidy(own.to / own.from_ - 1)
    return None
