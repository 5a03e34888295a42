"""English: its numbers, and what sets it apart in print."""

from __future__ import annotations

import re

from report.model.chinese import HAN
from report.model.grammar import DIGITS, MAGNITUDES, NUMBER, Grammar, alternatives, divide, times
from report.model.values import Number, Unit

# Chinese in English: with the punctuation that belongs to it, no more than twenty signs of it in a row.
FOREIGN = re.compile(rf"[{HAN}《〈](?:[《〈（、，。：；· 0-9]{{0,20}}[{HAN}》〉）])+|[{HAN}]")
WHOLE = re.compile(r"\b[Ee]-commerce\b")  # one word to its readers, though browsers break lines behind any hyphen
UNITS: dict[str, Unit] = {
    "percentage point": "percentage-point", "percentage-point": "percentage-point", "percentage points":
    "percentage-point", "%": "percent", "per cent": "percent", "percent": "percent", "times": "multiple",
    "fold": "multiple", "minute": "minute", "minutes": "minute", "hour": "hour", "hours": "hour", "day": "day",
    "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
    "years": "year", "km": "km", "kilometre": "km", "kilometres": "km", "tonne": "tonne", "tonnes": "tonne",
    "per 10,000 people": "per-10000-people", "people": "person", "person": "person",
}  # fmt: skip
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a hundred": 100, "a thousand": 1000,
}  # fmt: skip
FRACTIONS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MAGNITUDE = "trillion|billion|million|thousand"
_UNIT = alternatives(UNITS)
_WORD = alternatives(WORDS)

QUANTITY = re.compile(
    rf"""
      (?P<fraction>(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/]))
    | \b(?P<share>(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth)s?)\b(?!-part|\ part)
    | \b(?P<half>half)\b
    | \b(?P<double>double[ds]?|doubling|twice|tripl(?:e[ds]?|ing))\b
    | (?P<currency>CNY|RMB|USD|US\$)\ ?(?P<money>{DIGITS})(?:\ (?P<money_magnitude>{_MAGNITUDE}))?
    | \b(?P<order>tens|hundreds)\ of\ (?P<order_magnitude>thousand|million|billion)s\b
    | (?P<number>{NUMBER})(?:[ -](?P<magnitude>{_MAGNITUDE}))?(?:[ -]?(?P<unit>{_UNIT})(?![A-Za-z]))?
    | \b(?P<word>{_WORD})(?:[ -](?P<word_magnitude>{_MAGNITUDE}|hundred))(?:[ -](?P<word_after>{_UNIT})\b)?
    | \b(?P<plain_word>{_WORD})(?:[ -]?(?P<word_unit>{_UNIT})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _fraction(text: str) -> Number:
    above, below = (int(part) for part in text.split("/"))
    return divide(above, below)


def _read(match: re.Match[str]) -> tuple[Number, Unit | None]:
    part = match.groupdict()
    if part["fraction"]:
        return _fraction(part["fraction"]), "fraction"
    if part["share"]:
        above, below = re.split(r"[ -]", part["share"].lower())
        return {"a": 1, "one": 1, "two": 2, "three": 3}[above] / FRACTIONS[below.rstrip("s")], "fraction"
    if part["half"]:
        return 0.5, "fraction"
    if part["double"]:
        return 3 if part["double"].lower().startswith("tripl") else 2, "multiple"
    if part["currency"]:
        currency: Unit = "USD" if part["currency"].upper().startswith("US") else "CNY"
        return times(part["money"], part["money_magnitude"]), currency
    if part["order"]:
        return times({"tens": "10", "hundreds": "100"}[part["order"].lower()], part["order_magnitude"]), None
    if part["number"]:
        return times(part["number"], part["magnitude"]), UNITS.get((part["unit"] or "").lower())
    word = (part["word"] or part["plain_word"]).lower()
    unit_word = (part["word_after"] or part["word_unit"] or "").lower()
    return WORDS[word] * MAGNITUDES.get((part["word_magnitude"] or "").lower(), 1), UNITS.get(unit_word)


GRAMMAR = Grammar(
    quantity=QUANTITY,
    read=_read,
    qualifiers={
        "up-to": re.compile(r"\bup to\b|\bat most\b|\bno more than\b|\bas much as\b|\bmaximum\b", re.IGNORECASE),
        "over": re.compile(
            r"\bover\b|(?<!no )\bmore than\b|\babove\b|\bexceed|\bpast\b|\bat least\b|\bor more\b", re.IGNORECASE
        ),
        "under": re.compile(r"\bunder\b|\bless than\b|\bbelow\b|\bfewer than\b", re.IGNORECASE),
        "order": re.compile(
            r"\b(?:tens|hundreds) of (?:thousand|million|billion)s\b|\bon the order of\b", re.IGNORECASE
        ),
        "about": re.compile(r"\babout\b|\baround\b|\broughly\b|\bnearly\b|\balmost\b|\bclose to\b", re.IGNORECASE),
    },
    directions={
        "up": re.compile(
            r"\bup\b(?! to)|\bhigher\b|\bris(?:es?|ing)\b|\brose\b|\brisen\b|\bgr[oe]w|\bincreas|\bgain|\bextend"
            r"|\blarger\b|\blonger\b",
            re.IGNORECASE,
        ),
        "down": re.compile(
            r"\bdown\b|\blower\b|\bcut|\bfall(?:s|ing)?\b|\bfell\b|\bfallen\b|\bplung|\breduc|\bshort|\bsmaller\b|\bdrop|\bdecreas",
            re.IGNORECASE,
        ),
    },
    verb=re.compile(
        r"^(?:had |has |have )?(?:up|down|rose|risen|rise|fell|fallen|fall|grew|grown|cut|plunged|reduced|raised|lifted"
        r"|extended|shortened)(?: by)? (?=(?:from|by|over|more|about|less|under|up to|CNY|USD|\d))",
        re.IGNORECASE,
    ),
    inner_brackets=str.maketrans("()", "[]"),
)
