"""Numbers as prose prints them."""

from __future__ import annotations

import pytest

from report.model import Direction, Language, Qualifier, Statistic, Unit
from report.quantities import find_directions, find_qualifiers, find_quantities, states

READINGS: list[tuple[Language, str, list[tuple[float, Unit | None]]]] = [
    ("zh", "提升 40%", [(40, "percent")]),
    ("zh", "高出 15 个百分点", [(15, "percentage-point")]),
    ("zh", "提升 2.3 倍", [(2.3, "multiple")]),
    ("zh", "50 万亿元", [(50e12, "CNY")]),
    ("zh", "200 亿美元", [(20e9, "USD")]),
    ("zh", "超过 5000 万", [(50e6, None)]),
    ("zh", "突破万亿元", [(1e12, "CNY")]),
    ("zh", "月销破万", [(10_000, None)]),
    ("zh", "超百亿元", [(10e9, "CNY")]),
    ("zh", "300–500 元/人", [(300, "CNY-per-person"), (500, "CNY-per-person")]),
    ("zh", "从 30 天缩短至 7 天", [(30, "day"), (7, "day")]),
    ("zh", "7 天压缩至 48 小时", [(7, "day"), (48, "hour")]),
    ("zh", "三分之一", [(1 / 3, "fraction")]),
    ("zh", "1/5", [(0.2, "fraction")]),
    ("zh", "过半", [(0.5, "fraction")]),
    ("zh", "八成", [(80, "percent")]),
    ("zh", "三倍", [(3, "multiple")]),
    ("zh", "三十五天", [(35, "day")]),
    ("zh", "200 多个县", [(200, None)]),
    ("zh", "2 亿人次", [(2e8, None)]),
    ("zh", "百万条地址", [(1e6, None)]),
    ("zh", "流失超千万", [(10e6, None)]),
    ("zh", "5G 技术、C2M 模式和 Web3.0", []),
    ("zh", "千人千面，一家一户，三种做法", []),
    ("en", "40%", [(40, "percent")]),
    ("en", "15 percentage points", [(15, "percentage-point")]),
    ("en", "an increase of 2.3 times", [(2.3, "multiple")]),
    ("en", "CNY 50 trillion", [(50e12, "CNY")]),
    ("en", "over USD 20 billion", [(20e9, "USD")]),
    ("en", "CNY 300–500 per person", [(300, "CNY-per-person"), (500, "CNY-per-person")]),
    ("en", "50 million", [(50e6, None)]),
    ("en", "more than 3,000", [(3000, None)]),
    ("en", "from 45 to 15 days", [(45, "day"), (15, "day")]),
    ("en", "from 7 days to 48 hours", [(7, "day"), (48, "hour")]),
    ("en", "a 30-minute delivery", [(30, "minute")]),
    ("en", "a third of them", [(1 / 3, "fraction")]),
    ("en", "two-thirds", [(2 / 3, "fraction")]),
    ("en", "half of all orders", [(0.5, "fraction")]),
    ("en", "sales doubled", [(2, "multiple")]),
    ("en", "three times", [(3, "multiple")]),
    ("en", "10 million people", [(10e6, "person")]),
    ("en", "2–3 million", [(2e6, None), (3e6, None)]),
    ("en", "three ways, a third party and 5G", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), READINGS)
def test_quantities(language: Language, text: str, expected: list[tuple[float, Unit | None]]) -> None:
    found = [(quantity.value, quantity.unit) for quantity in find_quantities(text, language)]
    assert [unit for _, unit in found] == [unit for _, unit in expected]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in expected])


def test_offsets_point_at_the_number() -> None:
    text = "库存周转率提升 40%，成本下降"
    (quantity,) = find_quantities(text, "zh")
    assert text[quantity.start : quantity.end] == "40%"


QUALIFIERS: list[tuple[Language, str, set[Qualifier]]] = [
    ("zh", "超过 3000 家", {"over"}),
    ("zh", "30% 以上", {"over"}),
    ("zh", "200 多个", {"over"}),
    ("zh", "约 5 万", {"about"}),
    ("zh", "不足 10%", {"under"}),
    ("zh", "最高 4%", set()),
    ("zh", "不超过 4%", {"up-to"}),
    ("zh", "高出 40%", set()),
    ("en", "more than 3,000", {"over"}),
    ("en", "up by more than 50%", {"over"}),
    ("en", "up to 4%", {"up-to"}),
    ("en", "nearly 80%", {"about"}),
    ("en", "less than 10%", {"under"}),
    ("en", "up 40%", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), QUALIFIERS)
def test_qualifiers(language: Language, text: str, expected: set[Qualifier]) -> None:
    assert find_qualifiers(text, language) == expected


DIRECTIONS: list[tuple[Language, str, set[Direction]]] = [
    ("zh", "提升 40%", {"up"}),
    ("zh", "从 30 天缩短至 7 天", {"down"}),
    ("zh", "3 倍", set()),
    ("en", "up 40%", {"up"}),
    ("en", "up to 4%", set()),
    ("en", "down 20%", {"down"}),
    ("en", "28% higher", {"up"}),
    ("en", "cut from 60 to 30 minutes", {"down"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), DIRECTIONS)
def test_directions(language: Language, text: str, expected: set[Direction]) -> None:
    assert find_directions(text, language) == expected


def test_a_pair_in_two_units_of_time_is_recorded_in_one() -> None:
    fields = {"id": "a", "metric": "m", "subject": "s", "kind": "from-to", "direction": "down", "unit": "hour"}
    statistic = Statistic.model_validate({**fields, "from": 168, "to": 48})
    assert states(find_quantities("从 7 天缩短至 48 小时", "zh"), statistic)
    assert states(find_quantities("from 7 days to 48 hours", "en"), statistic)
    assert not states(find_quantities("from 7 days to 4 hours", "en"), statistic)
