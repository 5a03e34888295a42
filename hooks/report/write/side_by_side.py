"""A chapter side by side in both languages: both rendered texts, cut into rows that say the same.

Headings, tables and call-outs have the same ids in both languages, so those are where the two meet;
between two of them paragraphs and lists are paired if both languages have the same sequence of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from report.model.addresses import ELSEWHERE, SITE, bilingual_url, page_url
from report.model.languages import Language

CHAPTER, SECTION = "h1", "h2"
INDEX = "section-index"  # the class of the lines at the end of a section
EDITIONS = "editions"  # the class of the lines that lead to the other language, or here


@dataclass(frozen=True)
class Block:
    """An outermost element of a text.

    `kind` is its tag, “index” for a line at the end of a section. `meets` is by what the other
    language has the same: its id, or the class of such a line; empty for running text.
    """

    kind: str
    meets: str
    html: str


@dataclass(frozen=True)
class Row:
    """What stands side by side, the reader's own language first.

    `kind` is the block's, if it is one in each language; else “several”.
    """

    kind: str
    own: str
    other: str


@dataclass(frozen=True)
class Part:
    """A chapter's head or one of its sections, from its heading on. `id` is the heading's."""

    id: str
    rows: tuple[Row, ...]


def _moved_link(link: str, page: str, language: Language, reader: Language) -> str:
    """A link of a chapter as its bilingual page writes it; one into the chapter itself stays on the page."""
    if ELSEWHERE.match(link):
        return link
    own = SITE + page_url(page, language)
    target = urlsplit(urljoin(own, link))
    if target.fragment and not target.query and target._replace(fragment="").geturl() == own:
        return f"#{target.fragment}"
    path = posixpath.relpath(target.path, f"/{bilingual_url(page, reader)}") + "/" * target.path.endswith("/")
    return target._replace(scheme="", netloc="", path=path).geturl()


def split_blocks(html: str, page: str, language: Language, reader: Language) -> list[Block]:
    """The outermost elements of a chapter's rendered text, fit for its bilingual page.

    Links are as seen from there. Lines that lead to the other language are left out. Each id may
    stand once, so the text that is not in the reader's own language has none, and no links to itself.

    Args:
        html: The text, without the article's own element.
        page: The chapter's name in addresses.
        language: The language of the text.
        reader: The language of those whom the page is for.
    """
    body = LexborHTMLParser(html).body
    blocks: list[Block] = []
    for node in body.iter() if body else ():
        classes = (node.attributes.get("class") or "").split()
        if EDITIONS in classes:
            continue
        meets = node.attributes.get("id") or (INDEX if INDEX in classes else "")
        for link in node.css("a[href]"):
            link.attrs["href"] = _moved_link(link.attributes["href"] or "", page, language, reader)
        if language is not reader:
            for mark in node.css("a.headerlink"):
                holder = mark.parent
                mark.decompose()
                if holder is not None and holder.tag == "p" and not holder.text(strip=True):
                    holder.decompose()
            for named in node.css("[id]"):
                if named.tag == "span" and not named.text():
                    named.decompose()  # an anchor, and nothing else
                else:
                    del named.attrs["id"]
        blocks.append(Block("index" if meets == INDEX else node.tag or "", meets, node.html or ""))
    return blocks


def _row(own: Sequence[Block], other: Sequence[Block]) -> Row:
    kind = own[0].kind if len(own) == len(other) == 1 else "several"
    return Row(kind, "\n".join(block.html for block in own), "\n".join(block.html for block in other))


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks, a new run at each that stands in both languages; the first run has none at its head."""
    runs: list[list[Block]] = [[]]
    for block in blocks:
        if block.meets:
            runs.append([])
        runs[-1].append(block)
    return runs


def align(own: Sequence[Block], other: Sequence[Block]) -> tuple[Row, ...]:
    """The rows of one section. Where the two do not correspond, all of it is one row."""
    if [block.meets for block in own if block.meets] != [block.meets for block in other if block.meets]:
        return (_row(own, other),)
    rows: list[Row] = []
    for ours, theirs in zip(_runs(own), _runs(other), strict=True):
        head = 1 if ours and ours[0].meets else 0
        if head:
            rows.append(_row(ours[:1], theirs[:1]))
        ours, theirs = ours[head:], theirs[head:]
        if [block.kind for block in ours] == [block.kind for block in theirs]:
            rows += [_row([one], [its]) for one, its in zip(ours, theirs, strict=True)]
        else:
            rows.append(_row(ours, theirs))
    return tuple(rows)


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    sections: list[list[Block]] = []
    for block in blocks:
        if block.kind in (CHAPTER, SECTION) or not sections:
            sections.append([])
        sections[-1].append(block)
    return sections


def side_by_side(page: str, reader: Language, texts: Mapping[Language, str]) -> tuple[Part, ...]:
    """A chapter's parts in rows for readers of a language, from its rendered text in each.

    The build's checks see to it that both languages have the same sections; should one have more,
    nothing of it is lost: the whole chapter is one part.
    """
    ours, theirs = (split_blocks(texts[one], page, one, reader) for one in (reader, reader.others[0]))
    pairs = list(zip(_sections(ours), _sections(theirs), strict=False))
    if [part[0].meets for part in _sections(ours)] != [part[0].meets for part in _sections(theirs)]:
        pairs = [(ours, theirs)]
    return tuple(Part(one[0].meets, align(one, other)) for one, other in pairs)
