"""Passages in the other language are tagged, so that each takes its own glyphs and is spoken in its own voice.

What stands on one line is kept there: words that a language names, and a dot with what is before it, since no line
begins with one (Requirements for Chinese Text Layout, 3.1.6).
"""

from __future__ import annotations

import re

from report.model.languages import Language

_DOT = re.compile(r"((?:[^\s&;<>]|&\w+;)?) ·")
# A tag, or an element that is left alone, to its first end; one that another of its kind follows has none.
_TOKEN = re.compile(r"(<(svg|script|style|code|template)\b[^<]*(?:<(?!/?\2\b)[^<]*)*</\2>|<[^<>]*>)")


def _keep_dot(dot: re.Match[str]) -> str:
    """A dot that stays with what is before it: by a space that does not break, if that is an element of its own.

    Elsewhere the space stays as it is, for who copies the text.
    """
    return f'<span class="whole">{dot[0]}</span>' if dot[1] else "\u00a0·"


def tag_runs(html: str, language: Language) -> str:
    """Wrap each run of another language in a ``span`` with its ``lang``, where its element has none yet.

    Words that stand on one line are wrapped too.
    """
    pattern, other, whole = language.foreign, language.foreign_tag, language.whole
    made: list[str] = []
    end, tagged = 0, False  # the end of the last tag, and whether it gives a language already

    def text(until: int) -> str:
        between = html[end:until]
        if whole:
            between = whole.sub(r'<span class="whole">\g<0></span>', between)
        if not tagged:
            between = pattern.sub(rf'<span lang="{other}">\g<0></span>', between)
        return between if between.strip() == "·" else _DOT.sub(_keep_dot, between)

    for tag in _TOKEN.finditer(html):
        made += [text(tag.start()), tag.group()]
        end, tagged = tag.end(), ' lang="' in tag.group()
    return "".join([*made, text(len(html))])
