"""Passages in the other language are tagged, so that each takes its own glyphs and is spoken in its own voice."""

from __future__ import annotations

import re

from report.model.languages import Language

_TOKEN = re.compile(r"(<(svg|script|style|code|template)\b.*?</\2>|<[^>]*>)", re.DOTALL)


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
        if tagged:
            return between
        return pattern.sub(rf'<span lang="{other}">\g<0></span>', between)

    for tag in _TOKEN.finditer(html):
        made += [text(tag.start()), tag.group()]
        end, tagged = tag.end(), ' lang="' in tag.group()
    return "".join([*made, text(len(html))])
