"""Numbers as prose prints them, in Chinese and in English.

Used twice: to compare a mark's text with its record, and to find figures that nobody marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from report.model import TO_MINUTES, Direction, Language, Number, Qualifier, Statistic, Unit

CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
    "trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3, "hundred": 10**2,
}  # fmt: skip
UNITS_ZH: dict[str, Unit | None] = {
    "个百分点": "percentage-point", "百分点": "percentage-point", "%": "percent", "倍": "multiple",
    "元/人": "CNY-per-person", "美元": "USD", "元": "CNY", "分钟": "minute", "小时": "hour", "天": "day", "日": "day",
    "周": "week", "个月": "month", "年": "year", "公里": "km", "千米": "km", "吨": "tonne",
    "人次": None, "人": "person", "名": "person",
}  # fmt: skip
UNITS_EN: dict[str, Unit] = {
    "percentage point": "percentage-point", "percentage-point": "percentage-point", "percentage points":
    "percentage-point", "%": "percent", "per cent": "percent", "percent": "percent", "times": "multiple",
    "fold": "multiple", "minute": "minute", "minutes": "minute", "hour": "hour", "hours": "hour", "day": "day",
    "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
    "years": "year", "km": "km", "kilometre": "km", "kilometres": "km", "tonne": "tonne", "tonnes": "tonne",
    "people": "person", "person": "person",
}  # fmt: skip
WORDS_EN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a hundred": 100, "a thousand": 1000,
}  # fmt: skip
FRACTIONS_EN = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def _alternatives(words: Iterable[str]) -> str:
    # Longest first, so that “percentage points” is not read as “percent”.
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"(?<![A-Za-z\d.,]){_DIGITS}(?![A-Za-z\d])"  # digits glued to letters are names: 5G, C2M
_HAN = "[零〇一二两三四五六七八九十百千]+"
_MAGNITUDE_ZH = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!米)|百(?!分点)"  # 千米 and 百分点 are units
_UNIT_ZH = _alternatives(UNITS_ZH)
_HAN_UNITS = "倍|成|元|美元|分钟|小时|天|个月|周|年|公里|吨|个百分点"  # after a numeral in Han characters
_MAGNITUDE_EN = "trillion|billion|million|thousand"
_UNIT_EN = _alternatives(UNITS_EN)
_WORD_EN = _alternatives(WORDS_EN)

QUANTITY_ZH = re.compile(
    rf"""
      (?P<fraction>(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/])|{_HAN}分之{_HAN})     # 1/3, 三分之一
    | (?P<half>过半|半数|一半)
    | (?P<double>翻番|翻一番|翻倍)
    | (?P<number>{_NUMBER})\ ?(?P<magnitude>{_MAGNITUDE_ZH})?(?:多|余)?\ ?(?P<unit>{_UNIT_ZH})?
    | (?P<han>{_HAN})
      (?:(?P<han_magnitude>万亿|亿|万)(?P<han_after>{_UNIT_ZH})?|多?(?P<han_unit>{_HAN_UNITS}))
    | (?P<round>万亿|千亿|百亿|十亿|千万|百万|十万)(?P<round_unit>{_UNIT_ZH})?                # 百万条, 千万级
    | (?:超过|超|突破|过|逾|近|达|上|破|数)\ ?(?P<bare>{_MAGNITUDE_ZH})(?P<bare_unit>{_UNIT_ZH})?  # 突破万亿, 破万
    """,
    re.VERBOSE,
)
QUANTITY_EN = re.compile(
    rf"""
      (?P<fraction>(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/]))
    | \b(?P<share>(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth)s?)\b(?!-part|\ part)
    | \b(?P<half>half)\b
    | \b(?P<double>double[ds]?|doubling|twice|tripl(?:e[ds]?|ing))\b
    | (?P<currency>CNY|RMB|USD|US\$)\ ?(?P<money>{_DIGITS})(?:\ (?P<money_magnitude>{_MAGNITUDE_EN}))?
    | (?P<number>{_NUMBER})(?:[ -](?P<magnitude>{_MAGNITUDE_EN}))?(?:[ -]?(?P<unit>{_UNIT_EN})(?![A-Za-z]))?
    | \b(?P<word>{_WORD_EN})(?:[ -](?P<word_magnitude>{_MAGNITUDE_EN}|hundred))(?:[ -](?P<word_after>{_UNIT_EN})\b)?
    | \b(?P<plain_word>{_WORD_EN})(?:[ -]?(?P<word_unit>{_UNIT_EN})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_QUALIFIERS: dict[Language, dict[Qualifier, re.Pattern[str]]] = {
    "zh": {
        "up-to": re.compile(r"不超过|至多|最多|上限|最高不"),
        "over": re.compile(r"(?<!不)超|突破|逾|以上|[\d万亿百千]\s?[多余]|高于|大于|不止|至少|过半|破"),
        "under": re.compile(r"不足|低于|少于|不到|以下|以内"),
        "about": re.compile(r"约|近|左右|将近|接近"),
    },
    "en": {
        "up-to": re.compile(r"\bup to\b|\bat most\b|\bno more than\b|\bas much as\b|\bmaximum\b", re.IGNORECASE),
        "over": re.compile(
            r"\bover\b|(?<!no )\bmore than\b|\babove\b|\bexceed|\bpast\b|\bat least\b|\bor more\b", re.IGNORECASE
        ),
        "under": re.compile(r"\bunder\b|\bless than\b|\bbelow\b|\bfewer than\b", re.IGNORECASE),
        "about": re.compile(r"\babout\b|\baround\b|\broughly\b|\bnearly\b|\balmost\b|\bclose to\b", re.IGNORECASE),
    },
}  # fmt: skip
_DIRECTIONS: dict[Language, dict[Direction, re.Pattern[str]]] = {
    "zh": {
        "up": re.compile(r"提升|提高|增长|增加|增收|高出|上升|扩大|延长|攀升|上涨"),
        "down": re.compile(r"降低|减至|下降|缩短|压缩|减少|下滑|降至|降到|骤降|收窄|缩减"),
    },
    "en": {
        "up": re.compile(
            r"\bup\b(?! to)|\bhigher\b|\bris(?:es?|ing)\b|\brose\b|\bgr[oe]w|\bincreas|\bgain|\bextend", re.IGNORECASE
        ),
        "down": re.compile(
            r"\bdown\b|\blower\b|\bcut|\bfall(?:s|ing)?\b|\bfell\b|\breduc|\bshort|\bdrop|\bdecreas", re.IGNORECASE
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """A number in a text, in base units; `unit` is None where the text names none. Offsets into the text."""

    value: Number
    unit: Unit | None
    start: int
    end: int


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def _han(text: str) -> int:
    """The value of a Chinese numeral below ten thousand: 三十五 → 35, 两百 → 200."""
    total, digit = 0, 0
    for character in text:
        if character in CHINESE_POWERS:
            total += (digit or 1) * CHINESE_POWERS[character]
            digit = 0
        else:
            digit = CHINESE_DIGITS[character]
    return total + digit


def _times(number: str, magnitude: str | None) -> Number:
    return _plain(Decimal(number.replace(",", "")) * MAGNITUDES.get((magnitude or "").lower(), 1))


def _fraction(text: str) -> Number:
    if "分之" in text:
        below, above = (_han(part) for part in text.split("分之"))
    else:
        above, below = (int(part) for part in text.split("/"))
    return above / below if below else 0


def _read_zh(match: re.Match[str]) -> tuple[Number, Unit | None]:
    part = match.groupdict()
    if part["fraction"]:
        return _fraction(part["fraction"]), "fraction"
    if part["half"]:
        return 0.5, "fraction"
    if part["double"]:
        return 2, "multiple"
    if part["number"]:
        return _times(part["number"], part["magnitude"]), UNITS_ZH.get(part["unit"] or "")
    if part["round"]:
        return MAGNITUDES[part["round"]], UNITS_ZH.get(part["round_unit"] or "")
    if part["bare"]:
        return MAGNITUDES[part["bare"]], UNITS_ZH.get(part["bare_unit"] or "")
    value = _han(part["han"])
    if part["han_unit"] == "成":
        return value * 10, "percent"
    unit = part["han_unit"] or part["han_after"] or ""
    return value * MAGNITUDES.get(part["han_magnitude"] or "", 1), UNITS_ZH.get(unit)


def _read_en(match: re.Match[str]) -> tuple[Number, Unit | None]:
    part = match.groupdict()
    if part["fraction"]:
        return _fraction(part["fraction"]), "fraction"
    if part["share"]:
        above, below = re.split(r"[ -]", part["share"].lower())
        return {"a": 1, "one": 1, "two": 2, "three": 3}[above] / FRACTIONS_EN[below.rstrip("s")], "fraction"
    if part["half"]:
        return 0.5, "fraction"
    if part["double"]:
        return 3 if part["double"].lower().startswith("tripl") else 2, "multiple"
    if part["currency"]:
        currency: Unit = "USD" if part["currency"].upper().startswith("US") else "CNY"
        return _times(part["money"], part["money_magnitude"]), currency
    if part["number"]:
        return _times(part["number"], part["magnitude"]), UNITS_EN.get((part["unit"] or "").lower())
    word = (part["word"] or part["plain_word"]).lower()
    unit_word = (part["word_after"] or part["word_unit"] or "").lower()
    return WORDS_EN[word] * MAGNITUDES.get((part["word_magnitude"] or "").lower(), 1), UNITS_EN.get(unit_word)


_READERS: dict[Language, tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Number, Unit | None]]]] = {
    "zh": (QUANTITY_ZH, _read_zh),
    "en": (QUANTITY_EN, _read_en),
}
_PER_PERSON = re.compile(r" (?:per|a) (?:person|head|customer|user)\b")
_JOINS_RANGE = re.compile(r"\s?[-–—~～至到]\s?$")


def find_quantities(text: str, language: Language) -> list[Quantity]:
    """All quantities of a text in reading order.

    In “300–500 元/人” and “from 45 to 15 days” the first number borrows its unit from the one that
    follows; in a range it borrows the magnitude too (“2–3 million”).
    """
    pattern, read = _READERS[language]
    found: list[Quantity] = []
    magnitudes: list[int] = []
    for match in pattern.finditer(text):
        value, unit = read(match)
        found.append(Quantity(value, unit, match.start(), match.end()))
        groups = match.groupdict()
        word = groups.get("magnitude") or groups.get("money_magnitude") or ""
        magnitudes.append(MAGNITUDES.get(word.lower(), 1))
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        is_range = bool(_JOINS_RANGE.fullmatch(text[this.end : following.start]))
        if is_range and magnitudes[index] == 1 < magnitudes[index + 1]:
            this = replace(this, value=this.value * magnitudes[index + 1])
        if is_range and this.unit in ("CNY", "USD") and following.unit is None:
            found[index + 1] = replace(following, unit=this.unit)  # CNY 300–500
        elif this.unit is None:
            this = replace(this, unit=following.unit)
        found[index] = this
    for index, quantity in enumerate(found):
        if quantity.unit == "CNY" and _PER_PERSON.match(text, found[-1].end):
            found[index] = replace(quantity, unit="CNY-per-person")
    return found


def find_qualifiers(text: str, language: Language) -> set[Qualifier]:
    """The qualifiers that a text expresses in words; empty for a bare figure."""
    found: set[Qualifier] = {name for name, pattern in _QUALIFIERS[language].items() if pattern.search(text)}
    return found


def find_directions(text: str, language: Language) -> set[Direction]:
    """The directions of change that a text expresses in words."""
    found: set[Direction] = {name for name, pattern in _DIRECTIONS[language].items() if pattern.search(text)}
    return found


def _same_unit(printed: Unit | None, recorded: Unit) -> bool:
    if printed is None or printed == "person":
        return recorded in ("count", "person")
    return (
        printed == recorded or {printed, recorded} == {"percent", "fraction"} or {printed, recorded} <= set(TO_MINUTES)
    )


def _same_value(quantity: Quantity, value: Number, unit: Unit) -> bool:
    printed = quantity.value
    if quantity.unit == "fraction" and unit == "percent":
        printed *= 100
    if quantity.unit == "percent" and unit == "fraction":
        printed /= 100
    if quantity.unit != unit and quantity.unit in TO_MINUTES:
        printed *= TO_MINUTES[quantity.unit] / TO_MINUTES[unit]  # from 7 days to 48 hours, recorded in hours
    # A recurring fraction is recorded to four places: 1/3 → 0.3333.
    tolerance = 5e-5 if unit == "fraction" else 1e-9 * max(1, abs(value))
    return abs(printed - value) <= tolerance


def states(quantities: list[Quantity], statistic: Statistic) -> bool:
    """Whether the quantities printed in a mark are the record's numbers, in the record's order and unit."""
    numbers = statistic.numbers
    return len(quantities) == len(numbers) and all(
        _same_unit(quantity.unit, statistic.unit) and _same_value(quantity, number, statistic.unit)
        for quantity, number in zip(quantities, numbers, strict=True)
    )
