"""The words of the interface that the code asks for by name; ``interface.yml`` has to have them."""

from __future__ import annotations

from typing import get_args

from report.model.tables import TABLES
from report.model.values import Direction, Kind, Naming, Outcome, Unit

FACETS = (
    "theme", "metric", "chapter", "section", "organisation", "naming", "kind", "direction", "unit", "year", "flag",
    "model", "technology", "industry", "region", "outcome",
)  # fmt: skip
SORTS = ("title", "organisation", "outcome", "metric", "value", "subject", "year", "section")  # columns
# Words of the interface that stand for a value: `<family>_<value>`.
FAMILIES: dict[str, tuple[str, ...]] = {
    "outcome": get_args(Outcome),
    "unit": get_args(Unit),
    "kind": get_args(Kind),
    "naming": get_args(Naming),
    "about": get_args(Naming),
    "direction": get_args(Direction),
    "flag": ("contradicted", "doubted", "compared", "shared", "forecast", "repeated"),
    "facet": FACETS,
    "table": tuple(TABLES),
    "sort": SORTS,
    "change": ("correction", "addition", "wording"),
    "cited": ("number", "parenthetical", "narrative", "note", "short"),
    "call_out": ("view", "editor", "gap"),
    "theme": ("auto", "light", "dark"),
    "size": ("standard", "large", "larger"),
    "key": ("search", "next", "previous", "language", "parallel", "help", "escape"),
}
# The words that Python code asks for; templates name theirs themselves.
WORDS = (
    "permalink", "on_this_page", "conflicts_with", "open_bracket", "close_bracket", "list_comma", "no_year",
    "no_technology", "no_region", "rounding", "years_unknown", "year_unknown_once",
    "apart", "apart_little", "apart_otherwise", "apart_in_account", "apart_in_owner", "colon",
    "data_title", "data_description", "editors", "home", "publication", "source_title",
    "cite_note", "cite_retrieved", "cite_version", "cite_reported", "cite_doubted", "figure_title",
    "cite_original_gbt7714", "cite_original_apa", "cite_original_chicago",
    "compared_with", "of_subject", "when_year", "when_compared", "when_base", "when_forecast",
    "note_source", "note_cites", "mistake_title", "mistake_body",
    "stated_up", "stated_down", "stated_higher", "stated_lower", "stated_ratio", "stated_risen", "stated_fallen",
    "card_chapter", "metric_description", "organisation_description", "terms", "statistics",
    *(f"{family}_{value}" for family, values in FAMILIES.items() for value in values),
)  # fmt: skip
