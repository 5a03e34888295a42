"""The pages of the site besides the chapters: one row each, and all that is told of them by name.

A page that the build fills has a marker where each generated part goes, and a template of the part's
name under ``overrides/report/pages``, which is given the book. A new one is one row here, its
template, its page in each language, and its line in the menu (``mkdocs.yml``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["start", "chapters", "indexes", "site"]
Schema = Literal["Report", "ItemList", "DefinedTermSet", "Dataset"]


@dataclass(frozen=True)
class SitePage:
    """A page that is no chapter.

    `group` is its part of the menu. `parts`: what the build makes of it. `filtered`: its entries have
    filters. `own_figures`: its numbers are the editors' own. `quotes`: it gives figures of the chapters
    again. `schema` is its kind in schema.org's words. `tool`: it has no text to read, share or cite.
    """

    name: str
    group: Group
    parts: tuple[str, ...] = ()
    filtered: bool = False
    own_figures: bool = False
    quotes: bool = False
    schema: Schema | None = None
    tool: bool = False


def marker(part: str) -> str:
    """What stands in a page's Markdown where a generated part goes."""
    return f"<!-- report:{part} -->"


_ALL = (
    SitePage("index", "start", parts=("picture", "index"), quotes=True, schema="Report"),
    SitePage("key-points", "start", quotes=True),
    SitePage("cases", "indexes", parts=("cases",), filtered=True, schema="ItemList"),
    SitePage("statistics", "indexes", parts=("statistics",), filtered=True, own_figures=True, schema="DefinedTermSet"),
    SitePage("organisations", "indexes", parts=("organisations",)),
    SitePage("contradictions", "indexes", parts=("contradictions",), own_figures=True),
    SitePage("terms", "indexes", parts=("terms",), own_figures=True, schema="DefinedTermSet"),
    SitePage("laws", "indexes", parts=("laws",)),
    SitePage(
        "data",
        "indexes",
        parts=("data-files", "data-questions", "data-tables", "data-codes", "data-links"),
        own_figures=True,
        schema="Dataset",
    ),
    SitePage("changes", "site", parts=("changes",)),
    SitePage("versions", "site", parts=("versions",), own_figures=True),
    SitePage("sources", "site", parts=("sources",), own_figures=True),
    SitePage("about", "site", parts=("report-a-mistake",), own_figures=True),
    SitePage("search", "site", tool=True),
)
SITE_PAGES = {page.name: page for page in _ALL}
FILLED = {page.name: page for page in _ALL if page.parts}
VERSIONS = "versions"  # tells of all releases, so it is part of none
QUOTING = tuple(page.name for page in _ALL if page.quotes)


def group_of(name: str) -> Group:
    """The part of the menu to which a page belongs; what has no row is a chapter."""
    return SITE_PAGES[name].group if name in SITE_PAGES else "chapters"
