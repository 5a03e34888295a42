"""The pages of the site besides the chapters: one row each, and all that is told of them by name.

A page that the build fills has the marker of its row where the generated part goes, and a template of
its name under ``overrides/report/pages``, which is given the book. A new one is one row here, its
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

    `group` is its part of the menu. `filled`: the build makes a part of it. `filtered`: its entries have
    filters. `own_figures`: its numbers are the editors' own. `schema` is its kind in schema.org's words.
    `tool`: it has no text to read, share or cite.
    """

    name: str
    group: Group
    filled: bool = False
    filtered: bool = False
    own_figures: bool = False
    schema: Schema | None = None
    tool: bool = False

    @property
    def marker(self) -> str:
        """What stands in the page's Markdown where the generated part goes."""
        return f"<!-- report:{self.name} -->"


_ALL = (
    SitePage("index", "start", filled=True, schema="Report"),
    SitePage("cases", "indexes", filled=True, filtered=True, schema="ItemList"),
    SitePage("statistics", "indexes", filled=True, filtered=True, own_figures=True, schema="DefinedTermSet"),
    SitePage("organisations", "indexes", filled=True),
    SitePage("contradictions", "indexes", filled=True, own_figures=True),
    SitePage("terms", "indexes", filled=True, own_figures=True, schema="DefinedTermSet"),
    SitePage("laws", "indexes", filled=True),
    SitePage("data", "indexes", filled=True, own_figures=True, schema="Dataset"),
    SitePage("changes", "site", filled=True),
    SitePage("sources", "site", filled=True, own_figures=True),
    SitePage("about", "site", own_figures=True),
    SitePage("search", "site", tool=True),
)
SITE_PAGES = {page.name: page for page in _ALL}
FILLED = {page.name: page for page in _ALL if page.filled}


def group_of(name: str) -> Group:
    """The part of the menu to which a page belongs; what has no row is a chapter."""
    return SITE_PAGES[name].group if name in SITE_PAGES else "chapters"
