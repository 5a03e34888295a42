"""One figure, several owners: the same value of the same measure, told of different subjects.

A report that measured each of them would seldom find it, so such figures say something about how the
others were made. The build finds candidates; an editor decides each in ``shared.yml``.

How unlikely chance is, is weighed in digits: those that a number has beyond the first, since 60 % is a common
figure and 2.3 is not; one more for a pair of numbers, for each further figure that the same subjects share, and
where the report has no other value of the measure; one less where the value is common in the report, whatever it
measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from report.model.records import Statistic
from report.model.report import Report
from report.model.values import TO_MINUTES, Number

WEIGHTY = 0  # from here on an editor has to decide
COMMON = 4  # so many different owners of a value, of whatever measure, make it a common one

_Value = tuple[str, str, str, tuple[float, ...]]  # kind, unit, direction, numbers


@dataclass(frozen=True)
class Candidate:
    """Figures of several owners that are one value of one measure. `weight` says how unlikely chance is."""

    figures: tuple[str, ...]
    weight: int


def _value(statistic: Statistic) -> _Value:
    factor = TO_MINUTES.get(statistic.unit, 1)
    unit = "minute" if statistic.unit in TO_MINUTES else statistic.unit
    direction = "none" if statistic.kind == "level" else statistic.direction
    return statistic.kind, unit, direction, tuple(float(number) * factor for number in statistic.numbers)


def _further_digits(number: Number) -> int:
    """The significant digits of a number beyond its first: none for 60 or 3, one for 2.3 or 180."""
    return len(f"{number:.6g}".replace(".", "").strip("0").split("e")[0]) - 1 if number else 0


def find_candidates(report: Report) -> tuple[Candidate, ...]:
    """Every figure with several owners, the least likely first.

    Owners are different subjects; one of several that belong to one organisation counts with it. Figures of
    different measures meet only where they are pairs of numbers, from one to another.
    """

    def owner(statistic: Statistic) -> str:
        return report.subjects[statistic.subject].organisation or statistic.subject

    values: dict[_Value, list[Statistic]] = defaultdict(list)
    for statistic in report.statistics.values():
        if statistic.subject in report.subjects:
            values[_value(statistic)].append(statistic)
    groups: list[list[Statistic]] = []
    for (kind, *_), members in values.items():
        measures: dict[str, list[Statistic]] = defaultdict(list)
        for statistic in members:
            measures["" if kind == "from-to" else statistic.metric].append(statistic)
        groups += [group for group in measures.values() if len({owner(one) for one in group}) > 1]
    together: dict[frozenset[str], int] = defaultdict(int)  # how many figures two owners share
    for group in groups:
        for pair in _pairs(owner(one) for one in group):
            together[pair] += 1
    found = []
    for group in groups:
        first = group[0]
        weight = sum(map(_further_digits, first.numbers)) + len(first.numbers) - 1
        weight += max(together[pair] for pair in _pairs(owner(one) for one in group)) - 1
        weight += {one.id for one in group} == set(report.statistics_of_metric[first.metric])
        weight -= len({owner(one) for one in values[_value(first)]}) >= COMMON
        found.append(Candidate(tuple(one.id for one in group), weight))
    return tuple(sorted(found, key=lambda candidate: -candidate.weight))


def _pairs(owners: Iterable[str]) -> list[frozenset[str]]:
    return [frozenset(pair) for pair in combinations(sorted(set(owners)), 2)]
