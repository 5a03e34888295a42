"""Blocks of finished HTML pass by the Markdown converter, which would read them tag by tag to change nothing."""

from __future__ import annotations

import re

_BLOCK = re.compile(
    r"""
    ^<(?:table|dl|div|form|ol|p|figure)\b (?![^>]*\bmarkdown=)  # an element that Markdown would leave as it is
    [^\n]* (?:\n(?!\n)[^\n]*)*                              # up to the next empty line
    """,
    re.MULTILINE | re.VERBOSE,
)
_ID = re.compile(r'\sid="([^"]+)"')
_PLACE = re.compile(r'<div class="stashed" id="stash-(\d+)">.*?</div>')


def stash_html(markdown: str) -> tuple[str, tuple[str, ...]]:
    """Take the blocks of HTML out of a generated page: one that begins a line, up to the next empty one.

    In the place of each stands a short one with the same ids, which links are checked against.
    """
    blocks: list[str] = []

    def take(match: re.Match[str]) -> str:
        blocks.append(match.group())
        ids = "".join(f'<i id="{identifier}"></i>' for identifier in _ID.findall(match.group()))
        return f'<div class="stashed" id="stash-{len(blocks) - 1}">{ids}</div>'

    return _BLOCK.sub(take, markdown), tuple(blocks)


def unstash_html(html: str, blocks: tuple[str, ...]) -> str:
    """Put the blocks back into the converted page."""
    return _PLACE.sub(lambda match: blocks[int(match[1])], html)
