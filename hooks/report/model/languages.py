"""The languages of the site: everything in which one differs from another stands here, once.

A further language is one more record in `LANGUAGES`; the type checker says what a record lacks, and
the checks of the sources say what its pages and texts lack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from report.model import chinese, english
from report.model.grammar import Grammar


@dataclass(frozen=True, eq=False, repr=False)  # each is itself: that is all that comparing two has to tell
class Language:
    """A language and what depends on it.

    Formats of days are those of `str.format`, the day being ``{0}``. `foreign` finds passages of another
    language in a text of this one; `whole` finds words that stand on one line.
    """

    code: str  # the name of its folder under docs/, of its fields in records, and of the theme's locale
    folder: str  # of its pages in addresses; empty for the first language
    tag: str  # BCP 47, for `lang` and `hreflang`
    open_graph: str  # https://ogp.me/#optional
    csl: str  # locale of the Citation Style Language
    csl_day: str  # how that writes a day in full
    csl_months: bool  # whether citeproc-py 0.11 writes its months right
    biblatex: str  # `langid`
    day: str  # in prose
    spaced: bool  # words stand between spaces
    pace: int  # words a minute that a reader takes in; characters where words are not spaced
    lead: int  # characters of a section's beginning that a preview shows
    foreign: re.Pattern[str]
    foreign_tag: str
    whole: re.Pattern[str] | None
    grammar: Grammar

    @property
    def others(self) -> tuple[Language, ...]:
        """All other languages."""
        return tuple(language for language in LANGUAGES if language is not self)

    def __str__(self) -> str:
        return self.code

    __repr__ = __str__


# Paces: English words of non-fiction (Brysbaert 2019, a review of 190 studies); for Chinese characters the usual
# estimate of publishers, since studies count words.
CHINESE = Language(
    code="zh",
    folder="",
    tag="zh-Hans",
    open_graph="zh_CN",
    csl="zh-CN",
    csl_day="{0.year}年{0.month}月{0.day}日",
    csl_months=False,
    biblatex="chinese",
    day="{0.year} 年 {0.month} 月 {0.day} 日",
    spaced=False,
    pace=400,
    lead=120,
    foreign=chinese.FOREIGN,
    foreign_tag="en",
    whole=None,
    grammar=chinese.GRAMMAR,
)
ENGLISH = Language(
    code="en",
    folder="en/",
    tag="en",
    open_graph="en_GB",
    csl="en-US",
    csl_day="{0:%B} {0.day}, {0.year}",
    csl_months=True,
    biblatex="english",
    day="{0.day} {0:%B} {0.year}",
    spaced=True,
    pace=238,
    lead=240,
    foreign=english.FOREIGN,
    foreign_tag="zh-Hans",
    whole=english.WHOLE,
    grammar=english.GRAMMAR,
)
LANGUAGES: tuple[Language, ...] = (CHINESE, ENGLISH)
ORIGINAL = LANGUAGES[0]  # the report's own; its pages have no folder in addresses
MACHINES = ENGLISH  # in which descriptions for programs are written
PAIR = (LANGUAGES[0], LANGUAGES[1])  # read side by side


def by_code(code: str) -> Language:
    """The language of a code; the original for any other word."""
    return next((language for language in LANGUAGES if language.code == code), ORIGINAL)
