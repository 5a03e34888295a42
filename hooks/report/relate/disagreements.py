"""Where the report disagrees with itself: what contradicts, what is hard to reconcile, what several owners share."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from report.model.interface import fill
from report.model.languages import Language
from report.model.records import Statistic
from report.model.values import DisagreementKind
from report.relate.conflicts import scale_and_intervals
from report.relate.contexts import sentence
from report.relate.edition import Edition
from report.relate.figures import Figure

SMALL = 0.05  # values as near as this may be one, rounded in two ways


@dataclass(frozen=True)
class Side:
    """A figure of a disagreement, with its sentence or row in each language.

    `points` are its numbers in per cent of the width, on the scale that all figures share; none where there is none.
    """

    figure: Figure
    sentences: tuple[tuple[Language, str], ...]
    points: tuple[float, ...]


@dataclass(frozen=True)
class Disagreement:
    """Figures that do not go together, why that may be, and how much it matters, both in words."""

    kind: DisagreementKind
    id: str
    title: str
    sides: tuple[Side, ...]
    why: str
    weight: str


def _numbers(statistic: Statistic) -> tuple[float, ...]:
    """The figure's numbers on the scale on which it can be compared; of an open interval its end."""
    intervals = scale_and_intervals(statistic)[1]
    return tuple(end.low if math.isfinite(end.low) and end.low else end.high for end in intervals)


def why_differ(group: Sequence[Statistic]) -> str:
    """Why figures of one metric and subject may differ, as far as their records tell: an interface word's key."""
    numbers = [number for statistic in group for number in _numbers(statistic)]
    if max(numbers) - min(numbers) <= SMALL * max(map(abs, numbers)):
        return "rounding"
    return "year_unknown_once" if any(statistic.year for statistic in group) else "years_unknown"


def _sentences(edition: Edition, identifier: str) -> tuple[tuple[Language, str], ...]:
    """The sentence of a figure in each language, the edition's own first."""
    found = []
    for language in (edition.language, *edition.language.others):
        block, mark = edition.report.first_blocks[language, identifier]
        found.append((language, sentence(block.text, mark.start)))
    return tuple(found)


def _sides(edition: Edition, figures: Iterable[Figure]) -> tuple[Side, ...]:
    figures = tuple(figures)
    scales = {scale_and_intervals(item.statistic)[0] for item in figures}
    most = max((abs(number) for item in figures for number in _numbers(item.statistic)), default=0)

    def points(item: Figure) -> tuple[float, ...]:
        if len(scales) > 1 or not most:
            return ()
        return tuple(round(2 + 94 * number / most, 1) for number in _numbers(item.statistic) if number >= 0)

    return tuple(Side(item, _sentences(edition, item.statistic.id), points(item)) for item in figures)


def how_far_apart(statistics: Sequence[Statistic], words: Mapping[str, str]) -> str:
    """How far figures of one story are apart, in words; changes are taken as levels on a base of 1."""
    scales = {scale_and_intervals(statistic)[0] for statistic in statistics}
    if len(scales) > 1:
        return words["apart_otherwise"]
    numbers = [_numbers(statistic)[0] for statistic in statistics]
    low, high = min(numbers), max(numbers)
    if high - low <= SMALL * abs(high):
        return words["apart_little"]
    if low <= 0:
        return words["apart_otherwise"]
    is_level = scales != {"ratio"} or all(statistic.kind == "ratio" for statistic in statistics)
    return fill(words["apart" if is_level else "apart_changed"], {"factor": _times(high / low)})


def _times(factor: float) -> str:
    """A factor with two digits; halves go up, as readers round (1.25 is 1.3)."""
    number = Decimal(f"{factor:.12g}")
    return f"{number.quantize(Decimal(1).scaleb(number.adjusted() - 1), ROUND_HALF_UP).normalize():f}"


def _apart(figures: Iterable[Figure], edition: Edition) -> str:
    return how_far_apart([item.statistic for item in figures], edition.words)


def _contradictions(edition: Edition) -> Iterable[Disagreement]:
    groups: dict[Hashable, list[Figure]] = {}
    for item in edition.figures.values():
        if item.conflicts:
            groups.setdefault(item.statistic.measures, []).append(item)
    for group in groups.values():
        first = group[0]
        yield Disagreement(
            "contradictions",
            f"{first.metric.id}-of-{first.subject.id}",
            f"{first.measure}{edition.words['colon']}{first.subject_name}",
            _sides(edition, group),
            edition.words[why_differ([item.statistic for item in group])],
            _apart(group, edition),
        )


def _comparisons(edition: Edition) -> Iterable[Disagreement]:
    for one in edition.report.statistics.values():
        for comparison in one.compare_with:
            pair = [edition.figures[one.id], edition.figures[comparison.with_]]
            is_account = comparison.differs == "account"
            yield Disagreement(
                "hard-to-reconcile",
                f"{one.id}-and-{comparison.with_}",
                pair[0].measure,
                _sides(edition, pair),
                edition.local(comparison.why),
                edition.words["apart_in_account"] if is_account else _apart(pair, edition),
            )


def _owners(edition: Edition) -> Iterable[Disagreement]:
    for entry in edition.report.records.shared:
        if entry.verdict == "doubtful" and entry.why:
            figures = [edition.figures[key] for key in entry.figures]
            yield Disagreement(
                "several-owners",
                entry.id,
                figures[0].measure,
                _sides(edition, figures),
                edition.local(entry.why),
                edition.words["apart_in_owner"],
            )


def build_disagreements(edition: Edition) -> tuple[Disagreement, ...]:
    """Every disagreement: contradictions by the rule, what editors find hard to reconcile, and shared figures."""
    return (*_contradictions(edition), *_comparisons(edition), *_owners(edition))
