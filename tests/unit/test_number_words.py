"""Every word for a number, a magnitude or a unit is read as what it means; each stands here once more, written out."""

from __future__ import annotations

import pytest

from report.check.quantities import find_quantities
from report.model.languages import CHINESE, ENGLISH, Language
from report.model.values import Unit

NUMBERS: dict[Language, dict[str, float]] = {
    CHINESE: {
        "一倍": 1, "二倍": 2, "两倍": 2, "三倍": 3, "四倍": 4, "五倍": 5, "六倍": 6, "七倍": 7, "八倍": 8, "九倍": 9,
        "十倍": 10, "十二倍": 12, "九十倍": 90, "九十九倍": 99, "一百倍": 100, "一百零五倍": 105, "一百〇五倍": 105,
        "三百二十倍": 320, "一千倍": 1000, "两千三百四十五倍": 2345, "半数": 0.5, "一半": 0.5, "翻番": 2, "翻一番": 2,
        "翻倍": 2, "三成": 30, "1/4": 0.25, "十分之七": 0.7, "四分之三": 0.75,
    },
    ENGLISH: {
        "one day": 1, "two days": 2, "three days": 3, "four days": 4, "five days": 5, "six days": 6, "seven days": 7,
        "eight days": 8, "nine days": 9, "ten days": 10, "eleven days": 11, "twelve days": 12, "a hundred days": 100,
        "a thousand days": 1000, "two hundred days": 200, "three thousand days": 3000, "five million people": 5e6,
        "half": 0.5, "a third": 1 / 3, "one quarter": 0.25, "three quarters": 0.75, "two-fifths": 0.4,
        "a tenth": 0.1, "3/4": 0.75, "doubled": 2, "doubling": 2, "twice": 2, "tripled": 3, "tripling": 3,
        "1,234.5": 1234.5,
    },
}  # fmt: skip
MAGNITUDES: dict[Language, dict[str, int]] = {
    CHINESE: {
        "3 百": 300, "3 千": 3_000, "3 万": 30_000, "3 十万": 300_000, "3 百万": 3_000_000, "3 千万": 30_000_000,
        "3 亿": 300_000_000, "3 十亿": 3_000_000_000, "3 百亿": 30_000_000_000, "3 千亿": 300_000_000_000,
        "3 万亿": 3_000_000_000_000, "三万": 30_000, "三亿": 300_000_000, "三万亿": 3_000_000_000_000,
        "十万": 100_000, "百万": 1_000_000, "千万级": 10_000_000, "十亿": 1_000_000_000, "百亿": 10_000_000_000,
        "千亿": 100_000_000_000, "万亿": 1_000_000_000_000, "破百": 100, "超千": 1_000, "逾万": 10_000,
        "达亿": 100_000_000, "近百万": 1_000_000,
    },
    ENGLISH: {
        "3 thousand": 3_000, "3 million": 3_000_000, "3 billion": 3_000_000_000, "3 trillion": 3_000_000_000_000,
    },
}  # fmt: skip
UNITS: dict[Language, dict[str, Unit | None]] = {
    CHINESE: {
        "5 个百分点": "percentage-point", "5 百分点": "percentage-point", "5%": "percent", "5 倍": "multiple",
        "5 元/人": "CNY-per-person", "5 美元": "USD", "5 元": "CNY", "5 分钟": "minute", "5 小时": "hour",
        "5 天": "day", "5 日": "day", "5 周": "week", "5 个月": "month", "5 年": "year", "5 公里": "km",
        "5 千米": "km", "5 吨": "tonne",
        "5 人次": None, "5 人": "person", "5 名": "person", "5": None, "5 家": None, "五元": "CNY", "五美元": "USD",
        "五分钟": "minute", "五小时": "hour", "五天": "day", "五个月": "month", "五周": "week", "五年": "year",
        "五公里": "km", "五吨": "tonne", "五个百分点": "percentage-point",
    },
    ENGLISH: {
        "5 percentage points": "percentage-point", "5 percentage point": "percentage-point",
        "a 5 percentage-point rise": "percentage-point", "5%": "percent", "5 per cent": "percent",
        "5 percent": "percent",
        "5 times": "multiple", "5-fold": "multiple", "5 minutes": "minute", "a 5-minute walk": "minute",
        "5 hours": "hour", "a 5-hour day": "hour", "5 days": "day", "a 5-day week": "day", "5 weeks": "week",
        "a 5-week wait": "week", "5 months": "month", "a 5-month wait": "month", "5 years": "year",
        "a 5-year plan": "year",
        "5 km": "km", "5 kilometres": "km", "a 5-kilometre walk": "km", "5 tonnes": "tonne",
        "a 5-tonne lorry": "tonne",
        "5 people": "person", "CNY 5": "CNY", "RMB 5": "CNY", "USD 5": "USD", "US$5": "USD", "5": None, "5 shops": None,
        "CNY 5 per head": "CNY-per-person", "CNY 5 a customer": "CNY-per-person",
    },
}  # fmt: skip


def cases(
    table: dict[Language, dict[str, float]] | dict[Language, dict[str, int]],
) -> list[tuple[Language, str, float]]:
    return [(language, text, value) for language, texts in table.items() for text, value in texts.items()]


@pytest.mark.parametrize(("language", "text", "value"), [*cases(NUMBERS), *cases(MAGNITUDES)])
def test_number(language: Language, text: str, value: float) -> None:
    assert [quantity.value for quantity in find_quantities(text, language)] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("language", "text", "unit"), [(language, *entry) for language, texts in UNITS.items() for entry in texts.items()]
)
def test_unit(language: Language, text: str, unit: Unit | None) -> None:
    (quantity,) = find_quantities(text, language)
    assert (quantity.value, quantity.unit) == (5, unit)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (CHINESE, "300–500 万元", [(3_000_000, "CNY"), (5_000_000, "CNY")]),
        (CHINESE, "3 万–5 万元", [(30_000, "CNY"), (50_000, "CNY")]),
        (CHINESE, "3 百万至 5 千万元", [(3_000_000, "CNY"), (50_000_000, "CNY")]),
        (CHINESE, "3 天，5 小时", [(3, "day"), (5, "hour")]),
        (CHINESE, "3 万千米", [(30_000, "km")]),
        (CHINESE, "百万元", [(1_000_000, "CNY")]),
        (CHINESE, "万亿元", [(1_000_000_000_000, "CNY")]),
        (CHINESE, "突破万元", [(10_000, "CNY")]),
        (ENGLISH, "3, 4 and 5 days", [(3, "day"), (4, "day"), (5, "day")]),
        (ENGLISH, "3, 4 days and 5 hours", [(3, "day"), (4, "day"), (5, "hour")]),
        (ENGLISH, "2–3 million and 5", [(2_000_000, None), (3_000_000, None), (5, None)]),
        (ENGLISH, "CNY 3–5 million", [(3_000_000, "CNY"), (5_000_000, "CNY")]),
        (ENGLISH, "USD 3–5", [(3, "USD"), (5, "USD")]),
        (ENGLISH, "CNY 3–5 and 7", [(3, "CNY"), (5, "CNY"), (7, None)]),
        (ENGLISH, "CNY 300, 5 days", [(300, "CNY"), (5, "day")]),
        (ENGLISH, "CNY 300 and 500", [(300, "CNY"), (500, None)]),
        (ENGLISH, "300 and CNY 500", [(300, "CNY"), (500, "CNY")]),
    ],
)
def test_what_one_number_lends_another(
    language: Language, text: str, expected: list[tuple[float, Unit | None]]
) -> None:
    assert [(quantity.value, quantity.unit) for quantity in find_quantities(text, language)] == expected
