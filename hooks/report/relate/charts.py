"""Charts of figures that can be compared: of one metric, one kind, one scale and one comparator.

Positions are in per cent of the chart's width, so that a template can draw them at any width;
heights are in pixels, since text keeps its size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from report.model.records import Statistic
from report.model.values import TO_MINUTES, Number
from report.relate.figures import Figure

FEWEST = 3  # with fewer values a sentence says more than a picture
FEWEST_BARS = 2  # one figure told three times is no comparison
LINE_WIDTH = 23.0  # in widths of a Chinese character: what a line of 12 px holds on the narrowest phone
LINE_HEIGHT = 17
BAR_HEIGHT = 22
ROOM_BEYOND = 95.0  # of the width; the rest is for the open end of “over”


@dataclass(frozen=True)
class Bar:
    """One value, or a pair, with its label above. `top` is the first line's baseline."""

    figures: tuple[Figure, ...]  # the same figure wherever it is told
    value: str
    lines: tuple[str, ...]
    top: int
    start: float
    end: float
    open_end: bool  # the figure is “over” its number

    @property
    def middle(self) -> int:
        """The height at which the bar lies."""
        return self.top + LINE_HEIGHT * (len(self.lines) - 1) + 13


@dataclass(frozen=True)
class Chart:
    """A chart. `zero` is where nought lies."""

    form: Literal["bars", "pairs"]
    kind: str
    bars: tuple[Bar, ...]
    zero: float
    height: int


def _scale(statistic: Statistic) -> tuple[str, float]:
    """The name of the scale of a figure's unit, and the factor that leads to it: times are in minutes."""
    factor = TO_MINUTES.get(statistic.unit)
    return ("minute", factor) if factor else (statistic.unit, 1)


def _group(item: Figure) -> tuple[str, ...]:
    """Figures can be compared when these are equal. Limits are set, levels are found: they stay apart."""
    statistic = item.statistic
    kind = {"range": "level"}.get(statistic.kind, statistic.kind)
    return kind, _scale(statistic)[0], item.comparator


def _ends(statistic: Statistic) -> tuple[Number, Number]:
    """Where a figure's mark begins and ends on its scale; a change downwards lies below nought."""
    factor = _scale(statistic)[1]
    if statistic.from_ is not None and statistic.to is not None:
        return statistic.from_ * factor, statistic.to * factor
    if statistic.low is not None and statistic.high is not None:
        return statistic.low * factor, statistic.high * factor
    assert statistic.value is not None  # the kinds that are left have one
    sign = -1 if statistic.kind in ("change", "difference") and statistic.direction == "down" else 1
    return 0, sign * statistic.value * factor


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in text)


def wrap(text: str, width: float = LINE_WIDTH) -> tuple[str, ...]:
    """Break a label into lines no wider than `width` Chinese characters; Latin words stay whole."""
    words: list[str] = []
    for sign in text:
        latin = words and unicodedata.east_asian_width(sign) not in "WF" and sign != " "
        if latin and words[-1][-1] != " " and unicodedata.east_asian_width(words[-1][-1]) not in "WF":
            words[-1] += sign
        else:
            words.append(sign)
    lines = [""]
    for word in words:
        if lines[-1] and _width(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word
    return tuple(line.strip() for line in lines if line.strip())


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


def _chart(kind: str, entries: Sequence[tuple[Figure, ...]]) -> Chart:
    spans = [_ends(entry[0].statistic) for entry in entries]
    low, high = min(0, *(min(span) for span in spans)), max(0, *(max(span) for span in spans))

    def place(value: Number) -> float:
        return round((value - low) / (high - low) * ROOM_BEYOND, 2)

    bars: list[Bar] = []
    top = LINE_HEIGHT
    for entry, (start, end) in zip(entries, spans, strict=True):
        item = entry[0]
        sections = ",\u00a0".join(other.section.number for other in entry)  # not to be torn from its sign
        lines = wrap(f"{item.stated} · {item.subject_name} ·\u00a0{sections}")
        over = item.statistic.qualifier == "over"
        bars.append(Bar(entry, item.stated, lines, top, place(start), place(end), over))
        top += LINE_HEIGHT * len(lines) + BAR_HEIGHT
    return Chart("pairs" if kind == "from-to" else "bars", kind, tuple(bars), place(0), top - LINE_HEIGHT + 4)


def build_charts(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """A chart for each group of at least three comparable figures of one metric; what is told twice is drawn once."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for item in figures:
        groups.setdefault(_group(item), []).append(item)
    charts = []
    for (kind, *_), members in groups.items():
        entries = _told_once(members)
        if len(members) >= FEWEST and len(entries) >= FEWEST_BARS:
            charts.append(_chart(kind, entries))
    return tuple(charts)
