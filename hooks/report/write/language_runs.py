"""Passages in the other language are tagged, so that each takes its own glyphs and is spoken in its own voice."""

from __future__ import annotations

import re

from report.model.languages import Language

_TOKEN = re.compile(r"(<(svg|script|style|code|template)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_HAN = r"\u3400-\u9fff"
_RUNS: dict[Language, tuple[re.Pattern[str], str]] = {
    # Chinese in English: with the punctuation that belongs to it.
    "en": (re.compile(rf"[{_HAN}《〈][{_HAN}《》〈〉（）、，。：；· 0-9]*[{_HAN}》〉）]|[{_HAN}]"), "zh-Hans"),
    # English in Chinese: phrases; a word alone (“AI”, “GMV”) is a word of Chinese too.
    "zh": (re.compile(r"\b(?:\d+[a-z]+|[A-Za-z][A-Za-z’'.&;-]*)(?: [A-Za-z0-9][\w’'.&;-]*)+"), "en"),
}


# One word to its readers, though browsers break lines behind any hyphen.
_WHOLE = re.compile(r"\b[Ee]-commerce\b")


def tag_runs(html: str, language: Language) -> str:
    """Wrap each run of the other language in a ``span`` with its ``lang``, where its element has none yet.

    In English “e-commerce” is wrapped too, to be kept on one line.
    """
    pattern, other = _RUNS[language]
    made: list[str] = []
    end, tagged = 0, False  # the end of the last tag, and whether it gives a language already

    def text(until: int) -> str:
        between = html[end:until]
        if language == "en" and "-commerce" in between:
            between = _WHOLE.sub(r'<span class="whole">\g<0></span>', between)
        if tagged or (language == "en" and between.isascii()):  # most pieces; much faster than the pattern
            return between
        return pattern.sub(rf'<span lang="{other}">\g<0></span>', between)

    for tag in _TOKEN.finditer(html):
        made += [text(tag.start()), tag.group()]
        end, tagged = tag.end(), ' lang="' in tag.group()
    return "".join([*made, text(len(html))])
