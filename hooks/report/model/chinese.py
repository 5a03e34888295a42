"""Chinese: its numbers, and what sets it apart in print."""

from __future__ import annotations

import re

from report.model.grammar import MAGNITUDES, NUMBER, Grammar, alternatives, divide, times
from report.model.values import Number, Unit

HAN = r"\u3400-\u9fff"  # CJK ideographs, as a range of a pattern
DIGIT_SIGNS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# English in Chinese: phrases; a word alone (“AI”, “GMV”) is a word of Chinese too. No word has more than 60 letters.
FOREIGN = re.compile(r"\b(?:\d+[a-z]+|[A-Za-z][A-Za-z’'.&;-]{0,60})(?: [A-Za-z0-9][\w’'.&;-]*)+")
POWERS = {"十": 10, "百": 100, "千": 1000}
UNITS: dict[str, Unit | None] = {
    "个百分点": "percentage-point", "百分点": "percentage-point", "%": "percent", "倍": "multiple",
    "元/人": "CNY-per-person", "美元": "USD", "元": "CNY", "分钟": "minute", "小时": "hour", "天": "day", "日": "day",
    "周": "week", "个月": "month", "年": "year", "公里": "km", "千米": "km", "吨": "tonne",
    "人次": None, "人": "person", "名": "person",
}  # fmt: skip
_NUMERAL = "[零〇一二两三四五六七八九十百千]{1,20}"
_MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米)|百(?!分点)"  # 千米 and 百分点 are units
_UNIT = alternatives(UNITS)
_NUMERAL_UNITS = "倍|成|元|美元|分钟|小时|天|个月|周|年|公里|吨|个百分点"  # after a numeral in Han characters

QUANTITY = re.compile(
    rf"""
      (?P<fraction>(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/])|{_NUMERAL}分之{_NUMERAL})     # 1/3, 三分之一
    | 每万人\ ?(?P<each>{NUMBER})\ ?个?                                                   # 每万人 2.5 个
    | (?P<half>过半|半数|一半)
    | (?P<double>翻番|翻一番|翻倍)
    | (?P<number>{NUMBER})\ ?(?P<magnitude>{_MAGNITUDE})?(?:多|余)?\ ?(?P<unit>{_UNIT})?
    | (?P<han>{_NUMERAL})
      (?:(?P<han_magnitude>万亿|亿|万)(?P<han_after>{_UNIT})?|多?(?P<han_unit>{_NUMERAL_UNITS}))
    | (?P<round>万亿|千亿|百亿|十亿|千万|百万|十万)(?P<round_unit>{_UNIT})?                # 百万条, 千万级
    | (?:超过|超|突破|过|逾|近|达|上|破|数)\ ?(?P<bare>{_MAGNITUDE})(?P<bare_unit>{_UNIT})?  # 突破万亿, 破万
    """,
    re.VERBOSE,
)


def _numeral(text: str) -> int:
    """The value of a Chinese numeral below ten thousand: 三十五 → 35, 两百 → 200."""
    total, digit = 0, 0
    for character in text:
        if character in POWERS:
            total += (digit or 1) * POWERS[character]
            digit = 0
        else:
            digit = DIGIT_SIGNS[character]
    return total + digit


def _fraction(text: str) -> Number:
    if "分之" in text:
        below, above = (_numeral(part) for part in text.split("分之"))
    else:
        above, below = (int(part) for part in text.split("/"))
    return divide(above, below)


def _read(match: re.Match[str]) -> tuple[Number, Unit | None]:
    part = match.groupdict()
    if part["fraction"]:
        return _fraction(part["fraction"]), "fraction"
    if part["each"]:
        return times(part["each"], None), "per-10000-people"
    if part["half"]:
        return 0.5, "fraction"
    if part["double"]:
        return 2, "multiple"
    if part["number"]:
        return times(part["number"], part["magnitude"]), UNITS.get(part["unit"] or "")
    if part["round"]:
        return MAGNITUDES[part["round"]], UNITS.get(part["round_unit"] or "")
    if part["bare"]:
        return MAGNITUDES[part["bare"]], UNITS.get(part["bare_unit"] or "")
    value = _numeral(part["han"])
    if part["han_unit"] == "成":
        return value * 10, "percent"
    unit = part["han_unit"] or part["han_after"] or ""
    return value * MAGNITUDES.get(part["han_magnitude"] or "", 1), UNITS.get(unit)


GRAMMAR = Grammar(
    quantity=QUANTITY,
    read=_read,
    qualifiers={
        "up-to": re.compile(r"不超过|至多|最多|上限|最高不"),
        "over": re.compile(r"(?<!不)超|突破|逾|以上|[\d万亿百千]\s?[多余]|高于|大于|不止|至少|过半|破"),
        "under": re.compile(r"不足|低于|少于|不到|以下|以内"),
        "about": re.compile(r"约|近|左右|将近|接近"),
        "order": re.compile(r"^(?:上)?[百千]万|级"),
    },
    directions={
        "up": re.compile(r"提升|提高|增长|增加|增收|高出|上升|扩大|延长|攀升|上涨|升至|升到|高(?=\s?\d)"),
        "down": re.compile(r"降低|减至|下降|缩短|压缩|减少|下滑|降至|降到|骤降|收窄|缩减|低(?=\s?\d)"),
    },
    verb=re.compile(r"(?!)"),  # 提升 and 降低 say in a row what they say in a sentence
    inner_brackets=str.maketrans("（）", "〔〕"),
)
