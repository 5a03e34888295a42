"""Numbers as prose prints them."""

from __future__ import annotations

import pytest

from report.check.quantities import find_directions, find_qualifiers, find_quantities, states
from report.model.languages import CHINESE, ENGLISH, Language
from report.model.records import Statistic
from report.model.values import Direction, Qualifier, Unit

READINGS: list[tuple[Language, str, list[tuple[float, Unit | None]]]] = [
    (CHINESE, "提升 40%", [(40, "percent")]),
    (CHINESE, "高出 15 个百分点", [(15, "percentage-point")]),
    (CHINESE, "提升 2.3 倍", [(2.3, "multiple")]),
    (CHINESE, "50 万亿元", [(50e12, "CNY")]),
    (CHINESE, "200 亿美元", [(20e9, "USD")]),
    (CHINESE, "超过 5000 万", [(50e6, None)]),
    (CHINESE, "突破万亿元", [(1e12, "CNY")]),
    (CHINESE, "月销破万", [(10_000, None)]),
    (CHINESE, "超百亿元", [(10e9, "CNY")]),
    (CHINESE, "300–500 元/人", [(300, "CNY-per-person"), (500, "CNY-per-person")]),
    (CHINESE, "从 30 天缩短至 7 天", [(30, "day"), (7, "day")]),
    (CHINESE, "7 天压缩至 48 小时", [(7, "day"), (48, "hour")]),
    (CHINESE, "三分之一", [(1 / 3, "fraction")]),
    (CHINESE, "1/5", [(0.2, "fraction")]),
    (CHINESE, "过半", [(0.5, "fraction")]),
    (CHINESE, "八成", [(80, "percent")]),
    (CHINESE, "三倍", [(3, "multiple")]),
    (CHINESE, "三十五天", [(35, "day")]),
    (CHINESE, "200 多个县", [(200, None)]),
    (CHINESE, "2 亿人次", [(2e8, None)]),
    (CHINESE, "百万条地址", [(1e6, None)]),
    (CHINESE, "流失超千万", [(10e6, None)]),
    (CHINESE, "5G 技术、C2M 模式和 Web3.0", []),
    (CHINESE, "千人千面，一家一户，三种做法", []),
    (ENGLISH, "40%", [(40, "percent")]),
    (ENGLISH, "15 percentage points", [(15, "percentage-point")]),
    (ENGLISH, "an increase of 2.3 times", [(2.3, "multiple")]),
    (ENGLISH, "CNY 50 trillion", [(50e12, "CNY")]),
    (ENGLISH, "over USD 20 billion", [(20e9, "USD")]),
    (ENGLISH, "CNY 300–500 per person", [(300, "CNY-per-person"), (500, "CNY-per-person")]),
    (ENGLISH, "50 million", [(50e6, None)]),
    (ENGLISH, "more than 3,000", [(3000, None)]),
    (ENGLISH, "from 45 to 15 days", [(45, "day"), (15, "day")]),
    (ENGLISH, "from 7 days to 48 hours", [(7, "day"), (48, "hour")]),
    (ENGLISH, "a 30-minute delivery", [(30, "minute")]),
    (ENGLISH, "a third of them", [(1 / 3, "fraction")]),
    (ENGLISH, "two-thirds", [(2 / 3, "fraction")]),
    (ENGLISH, "half of all orders", [(0.5, "fraction")]),
    (ENGLISH, "sales doubled", [(2, "multiple")]),
    (ENGLISH, "three times", [(3, "multiple")]),
    (ENGLISH, "10 million people", [(10e6, "person")]),
    (ENGLISH, "2–3 million", [(2e6, None), (3e6, None)]),
    (ENGLISH, "three ways, a third party and 5G", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), READINGS)
def test_quantities(language: Language, text: str, expected: list[tuple[float, Unit | None]]) -> None:
    found = [(quantity.value, quantity.unit) for quantity in find_quantities(text, language)]
    assert [unit for _, unit in found] == [unit for _, unit in expected]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in expected])


def test_offsets_point_at_the_number() -> None:
    text = "库存周转率提升 40%，成本下降"
    (quantity,) = find_quantities(text, CHINESE)
    assert text[quantity.start : quantity.end] == "40%"


QUALIFIERS: list[tuple[Language, str, set[Qualifier]]] = [
    (CHINESE, "超过 3000 家", {"over"}),
    (CHINESE, "30% 以上", {"over"}),
    (CHINESE, "200 多个", {"over"}),
    (CHINESE, "约 5 万", {"about"}),
    (CHINESE, "不足 10%", {"under"}),
    (CHINESE, "最高 4%", set()),
    (CHINESE, "不超过 4%", {"up-to"}),
    (CHINESE, "高出 40%", set()),
    (ENGLISH, "more than 3,000", {"over"}),
    (ENGLISH, "up by more than 50%", {"over"}),
    (ENGLISH, "up to 4%", {"up-to"}),
    (ENGLISH, "nearly 80%", {"about"}),
    (ENGLISH, "less than 10%", {"under"}),
    (ENGLISH, "up 40%", set()),
]


@pytest.mark.parametrize(("language", "text", "expected"), QUALIFIERS)
def test_qualifiers(language: Language, text: str, expected: set[Qualifier]) -> None:
    assert find_qualifiers(text, language) == expected


DIRECTIONS: list[tuple[Language, str, set[Direction]]] = [
    (CHINESE, "提升 40%", {"up"}),
    (CHINESE, "从 30 天缩短至 7 天", {"down"}),
    (CHINESE, "3 倍", set()),
    (ENGLISH, "up 40%", {"up"}),
    (ENGLISH, "up to 4%", set()),
    (ENGLISH, "down 20%", {"down"}),
    (ENGLISH, "28% higher", {"up"}),
    (ENGLISH, "cut from 60 to 30 minutes", {"down"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), DIRECTIONS)
def test_directions(language: Language, text: str, expected: set[Direction]) -> None:
    assert find_directions(text, language) == expected


def test_a_pair_in_two_units_of_time_is_recorded_in_one() -> None:
    fields = {"id": "a", "metric": "m", "subject": "s", "kind": "from-to", "direction": "down", "unit": "hour"}
    statistic = Statistic.model_validate({**fields, "from": 168, "to": 48})
    assert states(find_quantities("从 7 天缩短至 48 小时", CHINESE), statistic)
    assert states(find_quantities("from 7 days to 48 hours", ENGLISH), statistic)
    assert not states(find_quantities("from 7 days to 4 hours", ENGLISH), statistic)
