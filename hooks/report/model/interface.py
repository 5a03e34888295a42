"""The words of the interface that the code asks for by name; ``interface.yml`` has to have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from report.model.tables import TABLES
from report.model.values import Direction, DisagreementKind, Kind, Naming, Outcome, Qualifier, Source, Unit

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
    "qualifier": get_args(Qualifier),
    "extent": get_args(Source),
    "naming": get_args(Naming),
    "about": get_args(Naming),
    "direction": get_args(Direction),
    "flag": ("contradicted", "doubted", "compared", "shared", "forecast", "repeated"),
    "facet": FACETS,
    "disagreement": get_args(DisagreementKind),
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
    "apart", "apart_changed", "apart_little", "apart_otherwise", "apart_in_account", "apart_in_owner", "colon",
    "data_title", "data_description", "editors", "home", "publication", "source_title",
    "cite_note", "cite_retrieved", "cite_version", "cite_reported", "cite_doubted", "figure_title",
    "cite_original_gbt7714", "cite_original_apa", "cite_original_chicago",
    "compared_with", "of_subject", "when_year", "when_compared", "when_base", "when_forecast",
    "note_source", "note_cites", "mistake_title", "mistake_body",
    "stated_up", "stated_down", "stated_higher", "stated_lower", "stated_ratio", "stated_risen", "stated_fallen",
    "changed_versions", "changed_today", "changed_description",
    "provenance", "link_id", "link_language", "link_name",
    "card_chapter", "metric_description", "organisation_description", "terms", "statistics",
    *(f"{family}_{value}" for family, values in FAMILIES.items() for value in values),
)  # fmt: skip
# What a word may hold in braces: the names of what is filled in. No other brace stands in any word.
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    "note_source": ("publisher", "title"),
    "note_cites": ("sources",),
    **dict.fromkeys(
        ("stated_up", "stated_down", "stated_higher", "stated_lower", "stated_ratio", "stated_risen", "stated_fallen"),
        ("figure",),
    ),
    **dict.fromkeys(("when_year", "when_forecast"), ("year",)),
    "when_compared": ("year", "base"),
    "when_base": ("base",),
    "version_of": ("version",),
    "version_day": ("day",),
    "chart_of": ("name",),
    "chart_source": ("site",),
    "mistake_title": ("words",),
    "mistake_body": ("url", "version", "words"),
    "number_of": ("n", "what"),
    **dict.fromkeys(("chart_part", "shown_some_figures", "shown_some_cases", "result_shown"), ("n", "all")),
    **dict.fromkeys(
        (
            "n_figures", "n_figure", "n_cases", "n_case", "shown_all_figures", "shown_all_cases", "other_figure",
            "other_figures", "figure_of_metric", "figures_of_metric", "result_count", "answer_all_figures",
            "answer_cases", "card_chapter", "minutes", "show_n_figures", "show_n_cases", "download_csv",
            "download_json", "version_size", "changed_pages", "result_all",
        ),
        ("n",),
    ),
    "made_with": ("material",),
    "search_mended": ("taken",),
    "search_literal": ("typed",),
    "search_missing": ("words",),
    "search_site_for": ("q",),
    "cite_retrieved": ("day", "url"),
    "cite_version": ("version",),
    **dict.fromkeys(("kept_as", "kept_mark"), ("version",)),
    "kept_notice": ("day", "version"),
    "changed_versions": ("before", "after"),
    **dict.fromkeys(("changed_today", "version_changes"), ("before",)),
    "changed_description": ("title",),
    "cite_original_gbt7714": ("title", "cited"),
    **dict.fromkeys(("cite_original_apa", "cite_original_chicago"), ("title", "italic", "translation", "cited")),
    "cite_doubted": ("note",),
    "figure_title": ("metric", "about", "figure"),
    "metric_description": ("definition", "n"),
    "organisation_description": ("name", "kind", "cases", "figures"),
    **dict.fromkeys(("data_fields", "data_preview", "data_values", "data_row", "data_rows"), ("n",)),
    **dict.fromkeys(("apart", "apart_changed"), ("factor",)),
    "view_said": ("view", "day", "url"),
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(word: str, values: Mapping[str, object]) -> str:
    """A word of the interface with values in the place of their names; what has no value stays as it is written.

    The braces of `str.format` are a language of their own (widths, attributes); here they hold names and no more.
    """
    return PLACEHOLDER.sub(lambda name: str(values.get(name[1], name[0])), word)


def strange_braces(key: str, word: str) -> Iterator[str]:
    """What a word has in braces, or a brace by itself, for which nothing is filled in."""
    known = PLACEHOLDERS.get(key, ())
    bare = PLACEHOLDER.sub(lambda name: "" if name[1] in known else name[0], word)
    yield from re.findall(r"\{[^{}]*\}|[{}]", bare)
