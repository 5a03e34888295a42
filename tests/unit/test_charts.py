"""Charts: what is drawn together, and where."""

from __future__ import annotations

import pytest

from helpers import ROOT
from report.model.languages import CHINESE, Language
from report.model.report import Report
from report.read.report import read_report
from report.relate.charts import Chart, build_charts, build_section_charts
from report.relate.conflicts import relate
from report.relate.figures import build_figures
from report.write.embeds import wrap


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(ROOT / "docs")[0]


def charts_of(report: Report, metric: str, language: Language = CHINESE) -> tuple[Chart, ...]:
    figures = build_figures(report, relate(report), language).values()
    return build_charts(item for item in figures if item.metric.id == metric)


def test_per_cent_and_percentage_points_never_share_a_chart(report: Report) -> None:
    for metric in report.metrics:
        for chart in charts_of(report, metric):
            units = {item.statistic.unit for bar in chart.bars for item in bar.figures}
            times = {"minute", "hour", "day", "week", "month", "year"}
            assert len(units) == 1 or units <= times, metric
            kinds = {item.statistic.kind for bar in chart.bars for item in bar.figures}
            assert len(kinds) == 1 or kinds == {"level", "range"}
            assert len({item.comparator for bar in chart.bars for item in bar.figures}) == 1


def test_a_figure_told_twice_is_one_bar(report: Report) -> None:
    (chart,) = charts_of(report, "sales-per-unit-floor-area")
    assert [(bar.first.stated, [item.section.number for item in bar.figures]) for bar in chart.bars] == [
        ("5 倍", ["8.1", "11.3"]),
        ("3 倍", ["3.3", "8.5"]),
    ]
    assert {bar.doubt for bar in chart.bars} == {"contradicted"}
    assert (chart.shown, chart.of) == (4, 5)


def test_lengths_are_in_proportion(report: Report) -> None:
    (chart,) = charts_of(report, "sales-per-unit-floor-area")
    five, three = chart.bars
    assert three.start == five.start == chart.zero == 0
    assert three.end / five.end == pytest.approx(3 / 5)


def test_times_are_brought_to_one_scale(report: Report) -> None:
    pairs = next(chart for chart in charts_of(report, "delivery-time") if chart.form == "pairs")
    longest = max(bar.start for bar in pairs.bars)
    ends = {bar.figures[0].statistic.id: (bar.start / longest, bar.end / longest) for bar in pairs.bars}
    for bar in pairs.bars:
        statistic = bar.figures[0].statistic
        hours = {"hour": 1, "day": 24}[statistic.unit]
        assert statistic.from_ is not None and statistic.to is not None
        assert ends[statistic.id] == pytest.approx(
            (statistic.from_ * hours / 1080, statistic.to * hours / 1080), abs=1e-3
        )


def test_a_section_draws_its_pairs_and_what_compares_of_one_metric(report: Report) -> None:
    figures = build_figures(report, relate(report), CHINESE).values()
    (chart,) = build_section_charts(item for item in figures if item.section.number == "9.2")
    assert (chart.form, chart.unit, [bar.first.stated for bar in chart.bars]) == (
        "pairs", "day", ["从 7 天延长至 15 天", "从 7 天缩短至 48 小时"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短", ("短",)),
        ("一二三四五六七八九十", ("一二三四五六七八", "九十")),
        ("up to fifteen words", ("up to fifteen", "words")),
        ("unbreakable-and-long-word", ("unbreakable-and-long-word",)),
    ],
)
def test_labels_break_between_words(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 8) == lines
