"""The values that a field of a record may take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

Unit = Literal[
    "percent", "percentage-point", "multiple", "fraction", "CNY", "CNY-per-person", "USD", "minute", "hour", "day",
    "week", "month", "year", "count", "per-10000-people", "person", "tonne", "km",
]  # fmt: skip
Kind = Literal["level", "change", "difference", "range", "from-to", "ratio", "limit"]
Qualifier = Literal["exact", "about", "over", "under", "up-to", "order"]
Direction = Literal["up", "down", "none"]
Outcome = Literal["success", "failure", "mixed", "not-reported"]
DisagreementKind = Literal["contradictions", "hard-to-reconcile", "several-owners"]  # ids of a page's parts, too
Doubt = Literal["contradicted", "doubted", "compared", "shared"]
Differs = Literal["figure", "account"]
Naming = Literal["named", "unnamed", "group"]
Source = Literal["full", "truncated", "heading-only", "outline-only"]
ID_PATTERN = r"^[a-z][a-z0-9]*(-{1,2}[a-z0-9]+)*$"
# An id names folders and files, twice in one path where a chart is embedded; Windows’ paths have 260 characters.
LONGEST_ID = 80
# Of devices, so that Windows makes no file of them (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
RESERVED = frozenset({"con", "prn", "aux", "nul"} | {f"{device}{n}" for device in ("com", "lpt") for n in range(10)})


def _can_be_a_file(name: str) -> str:
    if name in RESERVED:
        raise ValueError(f"“{name}”, which Windows keeps for a device; expected another name")
    return name


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=LONGEST_ID), AfterValidator(_can_be_a_file)]
# Characters of a paragraph, or a text of a record. For many a “[” the converter needs the square of their number.
LONGEST_TEXT = 4000
Number = int | float
LARGEST = 10**18  # no figure comes near it; beyond it floating-point numbers are no longer told apart

TO_MINUTES: dict[Unit, int] = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
# What a number is multiplied by in the open data, so that figures of one dimension have one unit. A month has 30 days
# there, a year 365; shares, parts and multiples are fractions of one.
NORMALISED: dict[Unit, tuple[Unit, float]] = {
    **{unit: ("day", minutes / TO_MINUTES["day"]) for unit, minutes in TO_MINUTES.items()},
    "percent": ("fraction", 0.01),
    "multiple": ("fraction", 1),
    "fraction": ("fraction", 1),
}
COUNTING: frozenset[Unit] = frozenset({"count", "per-10000-people"})  # units that do not say of what
CHANGE_UNITS: frozenset[Unit] = frozenset({"percent", "percentage-point", "multiple"})
CURRENCIES: frozenset[Unit] = frozenset({"CNY", "USD"})
RATIO_UNITS: frozenset[Unit] = frozenset({"percent", "multiple", "fraction"})
FIELDS_OF_KIND: dict[Kind, tuple[str, ...]] = {
    "level": ("value",),
    "change": ("value",),
    "difference": ("value",),
    "ratio": ("value",),
    "limit": ("value",),
    "range": ("low", "high"),
    "from-to": ("from", "to"),
}
