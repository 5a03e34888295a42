"""What markup a text may have: plain ones none, prose Markdown without HTML, pages also HTML that runs nothing.

A published site can then be served under a strict Content-Security-Policy (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

SCHEMES = ("http", "https", "mailto", "stat", "case", "law", "record")  # to which links lead; others are relative

_PLAIN = re.compile(r"[<\"]|\]\(")
_TARGET = re.compile(
    r"""
      \]\(\s*(?P<inline><[^>\n]*>|[^)\n]*)               # [text](target)
    | ^[ ]{0,3}\[[^\]\n]*\]:\s*(?P<reference>[^\n]*)     # [text]: target
    | (?<![\w-])(?:href|src|action|formaction)\s*=\s*
      (?P<attribute>"[^"]*"|'[^']*'|[^\s>}]*)            # of HTML, and of lists of attributes
    | <(?P<automatic>[a-z][a-z0-9+.-]*:[^<>\s]*)>        # <target>
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_RUNS = re.compile(
    r"""
      <(?:script|base|iframe|frame|object|embed|applet|meta|link|style|form)\b
    | (?<![\w-])(?:on[a-z]{3,}|style|srcdoc)["']?\s*=    # in a tag, or a list of attributes
    | ^[ ]{4,}attrs:[^\n]*?(?<![\w-])(?:on[a-z]{3,}|style|srcdoc)["']?\s*:
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x1f]+")  # by browsers, within a scheme too (https://url.spec.whatwg.org/#url-parsing)


def _leads_astray(target: str) -> bool:
    """Whether a link, as it is written, has a scheme that is not ours, or cannot be read at all."""
    address = unescape(target).strip(" \t<>\"'")
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    try:
        urlsplit(address.partition(" ")[0])
    except ValueError:
        return True
    return scheme is not None and scheme[1].lower() not in SCHEMES


def strange_links(text: str) -> Iterator[tuple[int, str]]:
    """Each link whose address no browser should be given: where it stands, and the address."""
    for match in _TARGET.finditer(text):
        if _leads_astray(match[match.lastgroup or 0]):
            yield match.start(), match[match.lastgroup or 0]


def active_markup(text: str) -> Iterator[tuple[int, str]]:
    """What a page has that could run, embed or restyle something: where it stands, and its beginning."""
    for match in _RUNS.finditer(text):
        yield match.start(), match.group().strip()


def is_plain(text: str) -> str:
    """The text, if it is without markup; a validator of records. Raises ValueError otherwise."""
    if match := _PLAIN.search(text):
        found = text[match.start() : match.start() + 40]
        raise ValueError(f"markup, “{found}”; expected plain text, with quotation marks such as “ ”")
    return text


def is_prose(text: str) -> str:
    """The text, if it is Markdown without HTML, and its links lead to sites, mail or records; a validator of records.

    Raises ValueError otherwise.
    """
    if "<" in text:
        raise ValueError(f"HTML, “{text[text.index('<') :][:40]}”; expected Markdown")
    for _, address in strange_links(text):
        raise ValueError(f"a link to “{address}”; expected one of {', '.join(SCHEMES)}, or a page")
    return text
