"""Which figures conflict, and which tell the same."""

from __future__ import annotations

from typing import Any

import pytest

from report.model.records import Statistic
from report.relate.conflicts import in_conflict, scale_and_intervals, tells_the_same


def statistic(**fields: Any) -> Statistic:
    defaults: dict[str, Any] = {"id": "a", "metric": "m", "subject": "s", "kind": "level", "unit": "percent"}
    return Statistic.model_validate({**defaults, **fields})


TIMES = {"kind": "ratio", "unit": "multiple", "comparator": "c"}
CHANGE = {"kind": "change", "direction": "up"}
POINTS = {**CHANGE, "value": 15, "unit": "percentage-point"}
RANGE = {"kind": "range", "low": 300, "high": 500, "unit": "CNY"}
PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("three times and five times", {**TIMES, "value": 3}, {**TIMES, "value": 5}, True),
    ("up 40 and over 50 per cent", {**CHANGE, "value": 40}, {**CHANGE, "value": 50, "qualifier": "over"}, True),
    ("up 60 and over 50 per cent", {**CHANGE, "value": 60}, {**CHANGE, "value": 50, "qualifier": "over"}, False),
    ("over 50 excludes 50 itself", {**CHANGE, "value": 50}, {**CHANGE, "value": 50, "qualifier": "over"}, True),
    ("about allows five per cent", {"value": 100}, {"value": 104, "qualifier": "about"}, False),
    ("about allows no more", {"value": 100}, {"value": 110, "qualifier": "about"}, True),
    ("two lower bounds", {"value": 10, "qualifier": "over"}, {"value": 20, "qualifier": "over"}, False),
    ("under and over apart", {"value": 10, "qualifier": "under"}, {"value": 20, "qualifier": "over"}, True),
    ("up-to includes its bound", {"value": 10, "qualifier": "up-to"}, {"value": 10}, False),
    ("different years", {"value": 10, "year": 2023}, {"value": 20, "year": 2024}, False),
    ("one without a year", {"value": 10, "year": 2023}, {"value": 20}, True),
    ("a half and 50 per cent", {"value": 0.5, "unit": "fraction"}, {"value": 50}, False),
    ("a half and 60 per cent", {"value": 0.5, "unit": "fraction"}, {"value": 60}, True),
    ("a day and 24 hours", {"value": 1, "unit": "day"}, {"value": 24, "unit": "hour"}, False),
    ("a day and 25 hours", {"value": 1, "unit": "day"}, {"value": 25, "unit": "hour"}, True),
    ("points and per cent do not compare", POINTS, {**CHANGE, "value": 40}, False),
    ("yuan and dollars do not compare", {"value": 1, "unit": "CNY"}, {"value": 2, "unit": "USD"}, False),
    ("up 2.3 times is no ratio of 2.3", {**CHANGE, "value": 2.3, "unit": "multiple"}, {**TIMES, "value": 2.3}, True),
    ("up 2.3 times is a ratio of 3.3", {**CHANGE, "value": 2.3, "unit": "multiple"}, {**TIMES, "value": 3.3}, False),
    ("up and down", {**CHANGE, "value": 40}, {**CHANGE, "value": 40, "direction": "down"}, True),
    (
        "two pairs with other ends",
        {"kind": "from-to", "from": 45, "to": 7, "unit": "day", "direction": "down"},
        {"kind": "from-to", "from": 45, "to": 15, "unit": "day", "direction": "down"},
        True,
    ),
    (
        "a pair and the level it ends at",
        {"kind": "from-to", "from": 45, "to": 7, "unit": "day", "direction": "down"},
        {"value": 7, "unit": "day"},
        False,
    ),
    ("a range and a level in it", RANGE, {"value": 400, "unit": "CNY"}, False),
    ("a range and a level outside", RANGE, {"value": 200, "unit": "CNY"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_conflict(one: dict[str, Any], other: dict[str, Any], expected: bool) -> None:
    assert in_conflict(statistic(**one), statistic(**other)) is expected
    assert in_conflict(statistic(**other), statistic(**one)) is expected


def test_the_same_figure_told_twice() -> None:
    assert tells_the_same(statistic(value=10_000, unit="count"), statistic(value=10_000, unit="count", year=2024))
    assert not tells_the_same(statistic(value=10), statistic(value=10, qualifier="over"))


def test_a_fall_in_per_cent_is_a_ratio_below_one() -> None:
    scale, (interval,) = scale_and_intervals(statistic(kind="change", direction="down", value=30, qualifier="over"))
    assert scale == "ratio"
    assert interval.high == pytest.approx(0.7)
    assert interval.high_open
