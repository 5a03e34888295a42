"""Which figures tell the same thing, and which contradict each other.

The rule: metric, subject and comparator are the same, the years are equal or one has none, and both
figures can be brought to one scale. Their intervals then either meet or the figures conflict.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import combinations

from report.model.records import SharedFigure, Statistic, Translated
from report.model.report import Report
from report.model.values import TO_MINUTES, Number

ABOUT = 0.05  # “about” allows for five per cent either way


@dataclass(frozen=True)
class Interval:
    """The values that a figure allows. An open end does not belong to it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether some value belongs to both."""
        return _reaches(self, other) and _reaches(other, self)

    def mapped(self, factor: float, offset: float) -> Interval:
        """The interval of ``offset + factor × value``."""
        if factor < 0:
            low, high = offset + factor * self.high, offset + factor * self.low
            return Interval(low, high, self.high_open, self.low_open)
        return Interval(offset + factor * self.low, offset + factor * self.high, self.low_open, self.high_open)


def _reaches(one: Interval, other: Interval) -> bool:
    """Whether the upper end of one lies at or above the lower end of the other."""
    if math.isclose(one.high, other.low, rel_tol=1e-9):
        return not (one.high_open or other.low_open)
    return one.high > other.low


def _around(value: Number, statistic: Statistic) -> Interval:
    qualifier = "up-to" if statistic.kind == "limit" else statistic.qualifier
    match qualifier:
        case "about":
            return Interval(value * (1 - ABOUT), value * (1 + ABOUT))
        case "over":
            return Interval(value, math.inf, low_open=True, high_open=True)
        case "under":
            return Interval(0, value, low_open=True, high_open=True)
        case "up-to":
            return Interval(0, value, low_open=True)
        case "order":
            return Interval(value, 10 * value, high_open=True)
        case "exact":
            return Interval(value, value)


def scale_and_intervals(statistic: Statistic) -> tuple[str, tuple[Interval, ...]]:
    """A figure on the scale on which it can be compared.

    A change in per cent and a change by a multiple become ratios (up 40 % → 1.4, up 2.3 times →
    3.3), as does a ratio itself; times become minutes, fractions per cent. Percentage points and
    changes in absolute units each have a scale of their own.
    """
    unit = statistic.unit
    if statistic.kind in ("change", "difference") and unit in ("percent", "multiple"):
        assert statistic.value is not None
        step = (0.01 if unit == "percent" else 1) * (1 if statistic.direction == "up" else -1)
        return "ratio", (_around(statistic.value, statistic).mapped(step, 1),)
    if statistic.kind == "ratio":
        assert statistic.value is not None
        return "ratio", (_around(statistic.value, statistic).mapped(0.01 if unit == "percent" else 1, 0),)
    factor, scale = 1.0, str(unit)
    if unit in TO_MINUTES:
        factor, scale = TO_MINUTES[unit], "minute"
    elif unit == "fraction":
        factor, scale = 100, "percent"
    if statistic.kind in ("change", "difference"):
        scale = f"{statistic.kind} {statistic.direction} {scale}"
    if statistic.low is not None and statistic.high is not None:
        return scale, (Interval(statistic.low, statistic.high).mapped(factor, 0),)
    values = (statistic.to, statistic.from_) if statistic.kind == "from-to" else (statistic.value,)
    return scale, tuple(_around(value, statistic).mapped(factor, 0) for value in values if value is not None)


def _comparable(one: Statistic, other: Statistic) -> bool:
    years_allow = one.year == other.year or one.year is None or other.year is None
    periods_allow = one.period == other.period or one.period is None or other.period is None
    return years_allow and periods_allow and scale_and_intervals(one)[0] == scale_and_intervals(other)[0]


def in_conflict(one: Statistic, other: Statistic) -> bool:
    """Whether two figures of one metric, subject and comparator cannot both hold.

    A pair from–to is compared by both ends with another pair, by its end with a level.
    """
    if not _comparable(one, other):
        return False
    pairs = zip(scale_and_intervals(one)[1], scale_and_intervals(other)[1], strict=False)
    return not all(mine.meets(theirs) for mine, theirs in pairs)


def tells_the_same(one: Statistic, other: Statistic) -> bool:
    """Whether two figures of one metric, subject and comparator are the same figure told twice."""
    return (
        _comparable(one, other)
        and one.kind == other.kind
        and scale_and_intervals(one)[1] == scale_and_intervals(other)[1]
    )


@dataclass(frozen=True, eq=False)
class Relations:
    """For each statistic's id: the ids of those that conflict with it and of those that tell the same.

    `comparisons` are those that an editor finds hard to reconcile with it, with the reason, from either side.
    `shared` are the figures with several owners that are no likely chance.
    """

    conflicts: dict[str, tuple[str, ...]]
    same_as: dict[str, tuple[str, ...]]
    comparisons: dict[str, tuple[tuple[str, Translated], ...]]
    shared: dict[str, SharedFigure]


def relate(report: Report) -> Relations:
    """Compare every figure of the report with every other of its metric, subject and comparator."""
    groups: dict[Hashable, list[Statistic]] = defaultdict(list)
    for statistic in report.statistics.values():
        groups[statistic.measures].append(statistic)
    conflicts: dict[str, list[str]] = defaultdict(list)
    same_as: dict[str, list[str]] = defaultdict(list)
    for group in groups.values():
        for one, other in combinations(group, 2):
            relation = conflicts if in_conflict(one, other) else same_as if tells_the_same(one, other) else None
            if relation is not None:
                relation[one.id].append(other.id)
                relation[other.id].append(one.id)
    comparisons: dict[str, list[tuple[str, Translated]]] = defaultdict(list)
    for statistic in report.statistics.values():
        for comparison in statistic.compare_with:
            comparisons[statistic.id].append((comparison.with_, comparison.why))
            comparisons[comparison.with_].append((statistic.id, comparison.why))
    return Relations(
        {key: tuple(ids) for key, ids in conflicts.items()},
        {key: tuple(ids) for key, ids in same_as.items()},
        {key: tuple(others) for key, others in comparisons.items()},
        {key: entry for entry in report.records.shared if entry.verdict == "doubtful" for key in entry.figures},
    )
