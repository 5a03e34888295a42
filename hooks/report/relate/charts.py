"""Charts of figures that can be compared: of one kind, one scale, one comparator and one order of magnitude.

Positions are in per cent of the width from the first tick to the last, so that a template can draw at any width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from report.model.records import Statistic
from report.model.values import TO_MINUTES, Number, Unit
from report.relate.edition import Edition
from report.relate.figures import Figure

FEWEST = 3  # with fewer values a sentence says more than a picture; but for a pair, or where they do not agree
MOST_APART = 20  # times: what is shorter than this part of the longest bar could not be seen
MOST_TICKS = 5  # beyond nought
LARGEST_TICK = 100_000  # beyond it a number is too long for its tick


@dataclass(frozen=True)
class Bar:
    """One value, or a pair, from `start` to `end`."""

    figures: tuple[Figure, ...]  # the same figure wherever it is told
    start: float
    end: float
    open_end: bool  # the figure is “over” its number

    @property
    def first(self) -> Figure:
        """The figure where it is told first."""
        return self.figures[0]

    @property
    def doubt(self) -> Literal["contradicted", "doubted", ""]:
        """What has to be seen of it: that others contradict it, or that something else speaks against it."""
        if any(item.conflicts for item in self.figures):
            return "contradicted"
        return "doubted" if any(item.is_doubtful for item in self.figures) else ""


@dataclass(frozen=True)
class Chart:
    """A chart, sorted. `zero` is where nought lies, `ticks` are numbers of `unit` with their places.

    `falls`: the bars are falls, and drawn from nought to the right all the same. `of`: how many figures there are,
    drawn or not.
    """

    form: Literal["bars", "pairs"]
    kind: str
    unit: Unit
    bars: tuple[Bar, ...]
    zero: float
    ticks: tuple[tuple[float, Number], ...]
    falls: bool
    of: int

    @property
    def shown(self) -> int:
        """How many figures it shows."""
        return sum(len(bar.figures) for bar in self.bars)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The ids of the metrics of which it shows figures."""
        return tuple(dict.fromkeys(item.metric.id for bar in self.bars for item in bar.figures))

    @property
    def marks(self) -> frozenset[str]:
        """What its key has to explain."""
        doubts = {bar.doubt for bar in self.bars if bar.doubt}
        return frozenset(doubts | ({"open"} if any(bar.open_end for bar in self.bars) else set()))


def _scale(statistic: Statistic) -> str:
    """The scale of a figure's unit: all times have one."""
    return "time" if statistic.unit in TO_MINUTES else statistic.unit


def _kind(statistic: Statistic) -> str:
    """Limits are set, levels are found: they stay apart. A range is a level."""
    return {"range": "level"}.get(statistic.kind, statistic.kind)


def _ends(statistic: Statistic, unit: Unit) -> tuple[float, float]:
    """Where a figure's mark begins and ends, in `unit`; a change downwards lies below nought."""
    factor = TO_MINUTES[statistic.unit] / TO_MINUTES[unit] if unit in TO_MINUTES else 1.0
    if statistic.from_ is not None and statistic.to is not None:
        return statistic.from_ * factor, statistic.to * factor
    if statistic.low is not None and statistic.high is not None:
        return statistic.low * factor, statistic.high * factor
    assert statistic.value is not None  # the kinds that are left have one
    sign = -1 if statistic.kind in ("change", "difference") and statistic.direction == "down" else 1
    return 0.0, sign * statistic.value * factor


def _told_once(figures: Iterable[Figure]) -> list[tuple[Figure, ...]]:
    """Figures that tell the same are one entry of the chart."""
    groups: list[list[Figure]] = []
    for item in figures:
        same = {other.statistic.id for other in item.same_as}
        known = next((group for group in groups if same & {other.statistic.id for other in group}), None)
        if known is None:
            groups.append([item])
        else:
            known.append(item)
    return [tuple(group) for group in groups]


def _longest(entry: Sequence[Figure], unit: Unit) -> float:
    return max(map(abs, _ends(entry[0].statistic, unit)))


def _by_magnitude(entries: list[tuple[Figure, ...]], unit: Unit) -> list[list[tuple[Figure, ...]]]:
    """The entries in groups, each of values that can be seen beside each other; the longest first."""
    groups: list[list[tuple[Figure, ...]]] = []
    for entry in sorted(entries, key=lambda entry: -_longest(entry, unit)):
        if groups and _longest(groups[-1][0], unit) <= MOST_APART * _longest(entry, unit):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from at most `low` to at least `high`, nought among them."""
    span = max(high, 0) - min(low, 0) or 1.0
    power = 10.0 ** math.floor(math.log10(span / MOST_TICKS))
    step = next(power * part for part in (1, 2, 5, 10) if span <= MOST_TICKS * power * part * (1 + 1e-9))
    first, last = math.floor(min(low, 0) / step + 1e-9), math.ceil(max(high, 0) / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _chart(kind: str, entries: Sequence[tuple[Figure, ...]], unit: Unit, of: int) -> Chart:
    spans = [_ends(entry[0].statistic, unit) for entry in entries]
    falls = all(end < 0 for _, end in spans)
    if falls:
        spans = [(start, -end) for start, end in spans]
    ticks = _ticks(min(map(min, spans)), max(map(max, spans)))
    low, high = ticks[0], ticks[-1]

    def place(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    rows = sorted(zip(spans, entries, strict=True), key=lambda row: -max(map(abs, row[0])))
    bars = tuple(
        Bar(entry, place(start), place(end), entry[0].statistic.qualifier == "over")
        for (start, end), entry in rows
    )  # fmt: skip
    shown = ticks if high <= LARGEST_TICK else [0.0]
    marks = tuple((place(number), int(number) if number == int(number) else number) for number in shown)
    return Chart("pairs" if kind == "from-to" else "bars", kind, unit, bars, place(0), marks, falls, of)


def _group(figures: Sequence[Figure], keys: Iterable[tuple[str, ...]], fewest_pairs: int, of: int) -> tuple[Chart, ...]:
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for item, key in zip(figures, keys, strict=True):
        groups.setdefault(key, []).append(item)
    charts: list[Chart] = []
    for members in groups.values():
        # Times are given in the longest unit that one of them has.
        unit = max((item.statistic.unit for item in members), key=lambda unit: TO_MINUTES.get(unit, 0))
        kind = _kind(members[0].statistic)
        for entries in _by_magnitude(_told_once(members), unit):
            disagree = any(item.conflicts for entry in entries for item in entry)
            fewest = fewest_pairs if kind == "from-to" else 2 if disagree else FEWEST
            if len(entries) >= fewest:
                charts.append(_chart(kind, entries, unit, of))
    return tuple(charts)


def build_charts(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """The charts of one metric: one for each group of figures that compare; what is told twice is drawn once."""
    items = tuple(figures)
    keys = [(_kind(item.statistic), _scale(item.statistic), item.comparator) for item in items]
    return _group(items, keys, 2, len(items))


def build_section_charts(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """The charts of a section: its pairs of before and after together, and figures of one metric that compare."""
    items = tuple(figures)

    def key(item: Figure) -> tuple[str, ...]:
        kind, scale = _kind(item.statistic), _scale(item.statistic)
        return (kind, scale) if kind == "from-to" else (kind, scale, item.comparator, item.metric.id)

    comparable = tuple(item for item in items if item.metric.comparable)
    return _group(comparable, map(key, comparable), 1, len(items))


@dataclass(frozen=True)
class PlacedChart:
    """A chart where it stands: its id, its page inside an edition, and what it shows in words."""

    id: str
    page: str
    name: str
    drawn: Chart

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it shows."""
        return tuple(item for bar in self.drawn.bars for item in bar.figures)


def _place(page: str, owner: str, charts: Iterable[Chart], comma: str) -> tuple[PlacedChart, ...]:
    placed: list[PlacedChart] = []
    for number, drawn in enumerate(charts, 1):
        names = dict.fromkeys(bar.first.measure for bar in drawn.bars)
        placed.append(PlacedChart(f"{owner}-chart-{number}", page, comma.join(names), drawn))
    return tuple(placed)


def place_charts(edition: Edition) -> dict[str, tuple[PlacedChart, ...]]:
    """The charts of each metric and of each section, by its id; nothing for those that have none."""
    report, comma = edition.report, edition.words["list_comma"]
    placed: dict[str, tuple[PlacedChart, ...]] = {}
    for metric in report.records.metrics:
        own = [edition.figures[key] for key in report.statistics_of_metric.get(metric.id, ())]
        if metric.comparable:
            placed[metric.id] = _place(f"statistics/{metric.id}/", metric.id, build_charts(own), comma)
    for section in report.sections.values():
        page = report.chapter_of_section[section.id].page
        own = [item for item in edition.figures_of_pages.get(page, ()) if item.section.id == section.id]
        placed[section.id] = _place(f"{page}/", section.id, build_section_charts(own), comma)
    return {owner: charts for owner, charts in placed.items() if charts}
