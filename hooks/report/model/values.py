"""The values that a field of a record may take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Unit = Literal[
    "percent", "percentage-point", "multiple", "fraction", "CNY", "CNY-per-person", "USD", "minute", "hour", "day",
    "week", "month", "year", "count", "per-10000-people", "person", "tonne", "km",
]  # fmt: skip
Kind = Literal["level", "change", "difference", "range", "from-to", "ratio", "limit"]
Qualifier = Literal["exact", "about", "over", "under", "up-to", "order"]
Direction = Literal["up", "down", "none"]
Outcome = Literal["success", "failure", "mixed", "not-reported"]
Differs = Literal["figure", "account"]
Naming = Literal["named", "unnamed", "group"]
Source = Literal["full", "truncated", "heading-only", "outline-only"]
ID_PATTERN = r"^[a-z][a-z0-9]*(-{1,2}[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Number = int | float
LARGEST = 10**18  # no figure comes near it; beyond it floating-point numbers are no longer told apart

TO_MINUTES: dict[Unit, int] = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
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
