"""Capitals of English titles, as citeproc-js has them, which Zotero uses: its rules and its list of small words."""

from __future__ import annotations

import re

_SMALL = """
about above across afore after against al along alongside amid amidst among amongst anenst apropos apud around as aside
astride at athwart atop barring before behind below beneath beside besides between beyond but by circa despite down
during et except for forenenst from given in inside into lest like modulo near next notwithstanding of off on onto out
over per plus pro qua sans since than through thru throughout thruout till to toward towards under underneath until unto
up upon versus vs v via with within without or yet so and nor a an the de von van c ca
"""
_SMALL_WORDS = frozenset(_SMALL.split())
# Hyphens, quotation marks, brackets and stops end a word; an apostrophe or a stop within a name (JD.com) does not.
_WORD = re.compile(r"[^\s‘’“”\"'\-–—/.,;?!:\[\]()]+(?:[’'.]\w+)*")


def title_case(title: str) -> str:
    """The title with a capital for each word but small ones; first, last, and behind ``?``, ``!``, ``:`` for those too.

    What has a capital somewhere keeps its letters.
    """
    words = list(_WORD.finditer(title))
    parts: list[str] = []
    end = 0
    for word in words:
        before, written = title[end : word.start()], word.group()
        is_edge = word in (words[0], words[-1]) or re.search("[?!:]", before)
        # A lone letter is a part of a word (e-commerce) or none.
        is_small = written in _SMALL_WORDS or (len(written) == 1 and title[word.end() : word.end() + 1] != "-")
        parts += [before, written if is_small and not is_edge else _capitalise(written)]
        end = word.end()
    return "".join([*parts, title[end:]])


def _capitalise(word: str) -> str:
    return word[0].upper() + word[1:] if word == word.lower() else word
