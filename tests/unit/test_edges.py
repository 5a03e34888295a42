"""Edges at which a slip of the code would go unseen elsewhere; `make mutants` found them."""

from __future__ import annotations

from typing import Any

import pytest

from report.check.quantities import find_quantities, states
from report.model.languages import CHINESE, ENGLISH, Language
from report.model.records import Case, Metric, Prose, Section, Statistic, Subject, Translated
from report.relate.cases import find_neighbours
from report.relate.charts import Chart, build_charts
from report.relate.conflicts import in_conflict
from report.relate.figures import Figure
from report.write.embeds import wrap

TEXTS = {"zh": "x", "en": "x"}
BOTH = Translated.model_validate(TEXTS)
SAID = Prose.model_validate(TEXTS)
METRIC = Metric(id="m", name=BOTH, theme="t", definition=SAID)
SUBJECT = Subject.model_validate({"id": "s", **TEXTS})
FALL = {"kind": "change", "direction": "down"}
RATIO = {"kind": "ratio", "comparator": "c"}
SECTION = Section.model_validate({"number": "1.1", "id": "one", "source": "full", **TEXTS})


def statistic(**fields: Any) -> Statistic:
    defaults: dict[str, Any] = {"id": "a", "metric": "m", "subject": "s", "kind": "level", "unit": "percent"}
    return Statistic.model_validate({**defaults, **fields})


def figure(**fields: Any) -> Figure:
    made = statistic(**fields)
    return Figure(
        statistic=made, metric=METRIC, measure="x", text="x", stated="x", when="", about="x", full="x", subject=SUBJECT,
        subject_name="x", comparator=made.comparator or "", page="page", section=SECTION, cases=(), remark=None,
    )  # fmt: skip


def chart(*records: dict[str, Any]) -> Chart:
    """The one chart of figures with these fields."""
    figures = [figure(id=f"a{position}", **record) for position, record in enumerate(records)]
    (made,) = build_charts(figures)
    return made


def spans(made: Chart) -> list[tuple[float, float]]:
    return [(bar.start, bar.end) for bar in made.bars]


def test_small_values_fill_a_chart_too() -> None:
    made = chart(*({"value": value, "unit": "fraction"} for value in (0.1, 0.2, 0.4)))
    assert (made.zero, spans(made)) == (0, [(0, 100), (0, 50), (0, 25)])
    assert [number for _, number in made.ticks] == [0, 0.1, 0.2, 0.3, 0.4]


def test_a_chart_of_falls_begins_at_nought_too_and_says_what_it_is() -> None:
    made = chart(*({"kind": "change", "direction": "down", "value": value} for value in (0.1, 0.2, 0.4)))
    assert (made.falls, made.zero, spans(made)) == (True, 0, [(0, 100), (0, 50), (0, 25)])


def test_ranges_are_brought_to_one_scale() -> None:
    hours = {"kind": "range", "low": 1, "high": 2, "unit": "hour"}
    made = chart(hours, {"value": 240, "unit": "minute"}, {"value": 60, "unit": "minute"})
    assert (made.unit, spans(made)) == ("hour", [(0, 100), (25, 50), (0, 25)])


def test_what_could_not_be_seen_beside_the_longest_stays_apart() -> None:
    minutes = [{"value": value, "unit": "minute"} for value in (1, 2, 3, 100, 200, 300)]
    charts = build_charts([figure(id=f"a{position}", **record) for position, record in enumerate(minutes)])
    assert [chart.shown for chart in charts] == [3, 3]
    assert [chart.of for chart in charts] == [6, 6]


def test_two_figures_make_no_chart() -> None:
    assert build_charts([figure(value=1)] * 2) == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("约 5 万", ("约 5 万",)),
        ("一二三four five六", ("一二三", "four", "five六")),
        ("一二 three", ("一二", "three")),
        (" unbreakable", ("unbreakable",)),
        ("", ()),
    ],
)
def test_labels_of_both_scripts_break_between_them(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 4) == lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 5, "qualifier": "up-to"}, {"value": 0.5}),
        ({"value": 5, "qualifier": "under"}, {"value": 0.5}),
        ({"kind": "limit", "value": 5}, {"value": 0.5}),
        ({"kind": "change", "direction": "up", "value": 5, "unit": "minute"}, {"value": 60, "unit": "minute"}),
        (
            {"kind": "change", "direction": "up", "value": 5, "unit": "minute"},
            {"kind": "change", "direction": "down", "value": 6, "unit": "minute"},
        ),
        ({"kind": "range", "low": 1, "high": 3}, {"kind": "range", "low": 3, "high": 4}),
        ({"kind": "range", "low": 1, "high": 3}, {"value": 3}),
        ({"kind": "range", "low": 1, "high": 3}, {"value": 1}),
        ({**RATIO, "value": 150}, {**RATIO, "value": 1.5, "unit": "multiple"}),
        ({**FALL, "value": 20, "qualifier": "about"}, {**FALL, "value": 20.5}),
        ({"value": 100, "qualifier": "about"}, {"value": 95}),
        ({"value": 100, "qualifier": "about"}, {"value": 105}),
    ],
)
def test_no_conflict(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not in_conflict(statistic(**one), statistic(**other))
    assert not in_conflict(statistic(**other), statistic(**one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 5, "qualifier": "under"}, {"value": 5}),
        ({"value": 5, "qualifier": "up-to"}, {"value": 6}),
        ({"kind": "limit", "value": 5}, {"value": 6}),
        ({"value": 100, "qualifier": "about"}, {"value": 94.9}),
        ({"value": 100, "qualifier": "about"}, {"value": 105.1}),
        ({**RATIO, "value": 150}, {**RATIO, "value": 1.6, "unit": "multiple"}),
        ({"value": 1, "unit": "hour"}, {"value": 59, "unit": "minute"}),
        ({"value": 1, "unit": "week"}, {"value": 8, "unit": "day"}),
        ({"value": 1, "unit": "month"}, {"value": 31, "unit": "day"}),
        ({"value": 1, "unit": "year"}, {"value": 366, "unit": "day"}),
    ],
)
def test_conflict(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert in_conflict(statistic(**one), statistic(**other))
    assert in_conflict(statistic(**other), statistic(**one))


@pytest.mark.parametrize(
    ("language", "text", "record", "expected"),
    [
        (CHINESE, "50%", {"value": 0.5, "unit": "fraction"}, True),
        (CHINESE, "51%", {"value": 0.5, "unit": "fraction"}, False),
        (CHINESE, "1/2", {"value": 50}, True),
        (CHINESE, "1/3", {"value": 0.3333, "unit": "fraction"}, True),
        (CHINESE, "1/3", {"value": 0.333, "unit": "fraction"}, False),
        (CHINESE, "300,000,000 元", {"value": 300_000_000, "unit": "CNY"}, True),
        (CHINESE, "300,000,001 元", {"value": 300_000_000, "unit": "CNY"}, False),
        (CHINESE, "2.3 倍", {"value": 2.3, "unit": "multiple"}, True),
        (CHINESE, "2.31 倍", {"value": 2.3, "unit": "multiple"}, False),
        (ENGLISH, "100 people", {"value": 100, "unit": "count"}, True),
        (ENGLISH, "100 km", {"value": 100, "unit": "count"}, False),
        (ENGLISH, "100", {"value": 100, "unit": "km"}, False),
        (ENGLISH, "100 and 200", {"value": 100, "unit": "count"}, False),
    ],
)
def test_what_a_record_is_printed_as(language: Language, text: str, record: dict[str, Any], expected: bool) -> None:
    assert states(find_quantities(text, language), statistic(**record)) is expected


def test_a_part_of_nothing_is_nothing() -> None:
    assert [quantity.value for quantity in find_quantities("1/0", ENGLISH)] == [0]


def test_only_the_number_before_borrows_a_magnitude() -> None:
    found = find_quantities("5–7 shops, 2–3 million", ENGLISH)
    assert [quantity.value for quantity in found] == [5, 7, 2_000_000, 3_000_000]


def case(identifier: str, outcome: str = "success", model: str = "m", **fields: Any) -> Case:
    rest = {"title": BOTH, "summary": SAID, "anonymous": True, "industry": "i"}
    return Case.model_validate({"id": identifier, "outcome": outcome, "models": (model,), **rest, **fields})


def test_a_case_has_four_neighbours_at_most() -> None:
    alike, failed = [case(f"a{n}") for n in range(7)], [case(f"b{n}", "failure") for n in range(7)]
    found = find_neighbours([*alike, *failed, case("c", model="other")])
    assert [[other.id for other in each] for each in (found["a0"].related, found["a0"].opposites)] == [
        ["a1", "a2", "a3", "a4"],
        ["b0", "b1", "b2", "b3"],
    ]
    assert [other.id for other in found["a6"].related] == ["a0", "a1", "a2", "a3"]
    assert (found["c"].related, found["c"].opposites) == ((), ())


def test_a_shared_model_is_as_near_as_technology_and_industry_together() -> None:
    one = case("one", technologies=("t",))
    nearest = case("nearest", technologies=("t",), industry="other")
    both = case("both", model="other", technologies=("t",))
    model = case("model", industry="other")
    far = case("far", model="other", technologies=("t",), industry="other")
    found = find_neighbours([one, far, both, model, nearest])["one"]
    assert [other.id for other in found.related] == ["nearest", "both", "model", "far"]
