"""How a figure is written outside its sentence, which names become links, and what speaks against a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from helpers import ROOT
from report.check.quantities import find_qualifiers, find_quantities
from report.model.languages import CHINESE, ENGLISH, Language
from report.model.records import Statistic
from report.model.report import Report
from report.read.report import read_report
from report.relate.conflicts import relate
from report.relate.disagreements import how_far_apart, why_differ
from report.relate.figures import build_figures, state
from report.relate.shared import find_candidates
from report.write.terms import TermFinder

TINY = ROOT / "tests" / "golden" / "site" / "docs"


@pytest.fixture(scope="module")
def tiny() -> Report:
    return read_report(TINY)[0]


def statistic(**fields: Any) -> Statistic:
    defaults: dict[str, Any] = {
        "id": "a", "metric": "m", "subject": "s", "kind": "level", "unit": "percent", "value": 5,
    }  # fmt: skip
    return Statistic.model_validate({**defaults, **fields})


@pytest.mark.parametrize(
    ("language", "text", "fields", "expected"),
    [
        (ENGLISH, "by 35%", {"kind": "change", "direction": "up"}, "up by 35%"),
        (ENGLISH, "rose 35%", {"kind": "change", "direction": "up"}, "up 35%"),
        (ENGLISH, "Cut by 35%", {"kind": "change", "direction": "down"}, "down 35%"),
        (ENGLISH, "35%", {"kind": "change", "direction": "down"}, "down 35%"),
        (ENGLISH, "down 35%", {"kind": "change", "direction": "down"}, "down 35%"),
        (ENGLISH, "35%", {"kind": "difference", "comparator": "c", "direction": "up"}, "35% higher"),
        (ENGLISH, "300", {"direction": "up"}, "risen to 300"),
        (ENGLISH, "2.3 times", {"kind": "ratio", "comparator": "c", "unit": "multiple"}, "2.3 times as high"),
        (ENGLISH, "1/3", {"kind": "ratio", "comparator": "c", "unit": "fraction"}, "1/3"),
        (ENGLISH, "Over 300", {}, "over 300"),
        (CHINESE, "提升 35%", {"kind": "change", "direction": "up"}, "提升 35%"),
        (CHINESE, "35%", {"kind": "change", "direction": "down"}, "下降 35%"),
        (CHINESE, "35%", {"kind": "difference", "comparator": "c", "direction": "up"}, "高 35%"),
        (CHINESE, "2.3 倍", {"kind": "ratio", "comparator": "c", "unit": "multiple"}, "2.3 倍"),
        (CHINESE, "0.3%", {"direction": "down"}, "降至 0.3%"),
    ],
)  # fmt: skip
def test_a_figure_states_its_direction_once(
    tiny: Report, language: Language, text: str, fields: dict[str, Any], expected: str
) -> None:
    assert state(statistic(**fields), text, tiny.words[language], language) == expected


def test_a_figure_is_called_by_the_name_that_the_report_uses(tiny: Report) -> None:
    figure = build_figures(tiny, relate(tiny), ENGLISH)["harbour-sales"]
    assert figure.metric.name.in_language(ENGLISH) == "transaction value"
    assert figure.full.startswith("GMV (")


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [(CHINESE, "千万级", "order"), (CHINESE, "百万条", "order"), (ENGLISH, "tens of millions", "order"),
     (ENGLISH, "on the order of 1 million", "order"), (ENGLISH, "about 1 million", "about")],
)  # fmt: skip
def test_no_more_than_a_power_of_ten_is_read_as_that(language: Language, text: str, qualifier: str) -> None:
    assert find_qualifiers(text, language) == {qualifier}


@pytest.mark.parametrize(
    ("language", "text"), [(CHINESE, "每万人 2.5 个"), (ENGLISH, "2.5 per 10,000 people")]
)  # fmt: skip
def test_a_rate_per_ten_thousand_is_one_quantity(language: Language, text: str) -> None:
    (quantity,) = find_quantities(text, language)
    assert (quantity.value, quantity.unit) == (2.5, "per-10000-people")


def links(report: Report, text: str, language: Language = ENGLISH) -> list[str | None]:
    return [link.text for link in TermFinder(report, language).find(text)[1]]


def test_a_link_never_begins_inside_a_longer_name(tiny: Report) -> None:
    market, *_ = (metric for metric in tiny.records.metrics if metric.id == "market-share")
    longer = market.model_copy(update={
        "id": "local", "name": market.name.model_copy(update={"en": "local share"}),
        "aka": market.aka.model_copy(update={"en": ("market share in town", "slice of trade")}),
    })  # fmt: skip
    records = replace(tiny.records, metrics=(*tiny.records.metrics, longer))
    report = replace(tiny, records=records)
    assert links(report, "A market share in town is no market share.") == ["market share in town", "market share"]
    assert links(report, "A slice of trade") == []


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"value": 60}, {"value": 60.5}, "rounding"),
        ({"value": 40}, {"value": 60}, "years_unknown"),
        ({"value": 40, "year": 2024}, {"value": 60}, "year_unknown_once"),
        ({"value": 60, "qualifier": "over"}, {"value": 60, "year": 2024}, "rounding"),
    ],
)
def test_why_figures_may_differ(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    assert why_differ([statistic(**one), statistic(**other)]) == why


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"value": 40}, {"value": 50}, "apart 1.3"),  # 1.25: halves go up
        ({"value": 40}, {"value": 500}, "apart 13"),
        ({"value": 40}, {"value": 41}, "apart_little"),
        ({"value": 40}, {"kind": "change", "value": 50, "direction": "up"}, "apart_otherwise"),
        (
            {"kind": "change", "value": 60, "direction": "down"},
            {"kind": "change", "value": 50, "direction": "down"},
            "apart_changed 1.3",
        ),
    ],
)
def test_how_far_figures_are_apart(one: dict[str, Any], other: dict[str, Any], said: str) -> None:
    words = {"apart": "apart {factor}", "apart_changed": "apart_changed {factor}"}
    words |= {key: key for key in ("apart_little", "apart_otherwise")}
    assert how_far_apart([statistic(**one), statistic(**other)], words) == said


def weight(*records: dict[str, Any]) -> int | None:
    """How unlikely chance is for the first figure's group, in a report of these figures alone; None without one."""
    tiny = read_report(TINY)[0]
    made = [statistic(id=f"a{number}", **fields) for number, fields in enumerate(records)]
    report = replace(tiny, records=replace(tiny.records, statistics=tuple(made)))
    return next((found.weight for found in find_candidates(report) if "a0" in found.figures), None)


FRESHCO, QUAYSIDE = {"subject": "freshco", "metric": "staff"}, {"subject": "quayside", "metric": "staff"}


def test_how_unlikely_chance_is() -> None:
    more = {"subject": "freshco", "metric": "staff", "value": 7}
    round_number = weight({**FRESHCO, "value": 60}, {**QUAYSIDE, "value": 60}, more)
    assert round_number == 0
    assert weight({**FRESHCO, "value": 62}, {**QUAYSIDE, "value": 62}, more) == 1  # a digit more
    assert weight({**FRESHCO, "value": 60}, {**QUAYSIDE, "value": 60}) == 1  # the report has no other of the measure
    assert weight({**FRESHCO, "value": 60}, {**FRESHCO, "value": 60}) is None  # one owner
    again = ({**FRESHCO, "metric": "food-waste", "value": 3}, {**QUAYSIDE, "metric": "food-waste", "value": 3})
    assert weight({**FRESHCO, "value": 60}, {**QUAYSIDE, "value": 60}, more, *again) == 1  # two figures in common
