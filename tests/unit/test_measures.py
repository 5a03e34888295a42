"""A figure's numbers as an analyst needs them."""

from __future__ import annotations

import math
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.model.records import Statistic
from report.model.values import NORMALISED, TO_MINUTES, Unit
from report.relate.measures import bounds, direction, normalise, relative_change, signed_change


def figure(kind: str, unit: str, **fields: Any) -> Statistic:
    """A figure of some kind and unit."""
    own = {"id": "x", "metric": "m", "subject": "s", "kind": kind, "unit": unit}
    own |= {"comparator": "c"} if kind in ("difference", "ratio") else {}
    return Statistic.model_validate(own | fields)


@pytest.mark.parametrize(
    ("statistic", "low", "high"),
    [
        (figure("level", "percent", value=40), 40, 40),
        (figure("level", "percent", value=40, qualifier="over"), 40, None),
        (figure("level", "percent", value=40, qualifier="under"), None, 40),
        (figure("limit", "percent", value=40, qualifier="up-to"), None, 40),
        (figure("limit", "day", value=7), None, None),  # a ceiling or a floor, as its sentence has it
        (figure("ratio", "fraction", value=0.3333), pytest.approx(1 / 3), pytest.approx(1 / 3)),
        (figure("level", "percent", value=40, qualifier="about"), None, None),
        (figure("level", "count", value=10**6, qualifier="order"), None, None),
        (figure("range", "CNY", low=300, high=500), 300, 500),
        (figure("from-to", "day", **{"from": 45, "to": 7}, direction="down"), None, None),
        (figure("change", "percent", value=30, direction="down"), 30, 30),  # printed numbers have no sign
    ],
)
def test_bounds_are_what_the_report_says_and_no_more(
    statistic: Statistic, low: float | None, high: float | None
) -> None:
    assert (bounds(statistic).low, bounds(statistic).high) == (low, high)


@pytest.mark.parametrize(
    ("statistic", "change", "relative"),
    [
        (figure("change", "percent", value=30, direction="down"), -30, -0.3),
        (figure("change", "percent", value=8.5, direction="up"), 8.5, 0.085),
        (figure("change", "multiple", value=2.8, direction="up"), 2.8, 2.8),
        (figure("difference", "percent", value=60, direction="down"), -60, -0.6),
        (figure("difference", "percentage-point", value=15, direction="up"), 15, None),
        (figure("change", "day", value=17, direction="down"), -17, None),
        (figure("ratio", "multiple", value=3), None, 2),
        (figure("ratio", "fraction", value=0.2), None, -0.8),
        (figure("from-to", "hour", **{"from": 168, "to": 42}, direction="down"), None, -0.75),
        (figure("level", "percent", value=65, direction="up"), None, None),
        (figure("range", "CNY", low=300, high=500), None, None),
    ],
)
def test_changes_have_their_sign(statistic: Statistic, change: float | None, relative: float | None) -> None:
    assert (signed_change(statistic), relative_change(statistic)) == (change, relative)


@pytest.mark.parametrize(
    ("statistic", "told"),
    [
        (figure("ratio", "multiple", value=3), "up"),
        (figure("ratio", "fraction", value=0.2), "down"),
        (figure("ratio", "multiple", value=1), "none"),
        (figure("change", "percent", value=30, direction="down"), "down"),
        (figure("level", "percent", value=30), "none"),
    ],
)
def test_a_ratio_tells_its_direction_by_its_number(statistic: Statistic, told: str) -> None:
    assert direction(statistic) == told


def test_one_third_is_a_third_and_not_its_digits() -> None:
    third = normalise(figure("ratio", "fraction", value=0.3333))
    assert third.value == pytest.approx(1 / 3, abs=1e-11)


def test_bounds_change_places_with_the_sign() -> None:
    fell = normalise(figure("change", "percent", value=60, direction="down", qualifier="over"))
    assert (fell.value, fell.low, fell.high) == (-0.6, None, -0.6)  # by more than 60%: below −0.6
    rose = normalise(figure("change", "percent", value=60, direction="up", qualifier="over"))
    assert (rose.value, rose.low, rose.high) == (0.6, 0.6, None)


@given(st.sampled_from(sorted(TO_MINUTES)), st.integers(1, 10**6))
def test_times_are_days_whatever_they_were(unit: Unit, number: int) -> None:
    made = normalise(figure("level", unit, value=number))
    assert made.unit == "day"
    assert made.value is not None and math.isclose(made.value * 1440, number * TO_MINUTES[unit], rel_tol=1e-9)


@pytest.mark.parametrize("unit", get_args(Unit))
def test_a_normalised_unit_stays_as_it_is(unit: Unit) -> None:
    normal, _ = NORMALISED.get(unit, (unit, 1))
    assert NORMALISED.get(normal, (normal, 1)) == (normal, 1)
