"""The tags of built HTML and their attributes, for what looks at whole sites: links, ids and style sheets.

Pages have most of their tags in common, so each distinct one is taken apart once in a build.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

# Up to the bracket that ends it, which is none within a value.
_TAG = re.compile(r"""<[A-Za-z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")


def find_tags(markup: str) -> list[str]:
    """Every opening tag, as it is written, in the order of the text."""
    return _TAG.findall(markup)


@lru_cache(maxsize=200_000)
def attributes(tag: str) -> tuple[tuple[str, str], ...]:
    """The attributes of a tag with their values; “” for one without."""
    return tuple(
        (name.lower(), html.unescape(double or single or bare))
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    )
