"""Markdown pages as headings and blocks of prose with their marks, each with its line.

A deliberately small reading of Markdown: one line is one block, which the editorial rules ask for
(a line break inside a Chinese paragraph would show as a space).
"""

from __future__ import annotations

import re
from typing import cast

from report.model.languages import Language
from report.model.pages import Anchor, Block, BlockKind, Heading, Mark, Page, Scheme
from report.model.problems import Place, Problem
from report.read import yamlfile

MARK = re.compile(
    r"""
    \[(?P<text>[^\[\]]*)\]            # the printed text
    \(
    (?P<scheme>stat|case|law):        # a scheme of our own
    (?P<target>[^()\s]*)              # the record's id
    \)
    """,
    re.VERBOSE,
)
_BROKEN_MARK = re.compile(r"\b(?:stat|case|law):(?=[^\s/])")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)(?:\s*\{(?P<attributes>[^{}]*)\})?\s*$")
ID = re.compile(r"#(?P<id>[^\s.#]+)")
CALL_OUT = re.compile(r"^!!!\s+(?P<kind>[\w-]+)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()]*\)(?:\{[^{}]*\})?")
_DECORATION = re.compile(r"\*\*|__|`|(?<!\w)\*|\*(?!\w)")
ANCHOR = re.compile(r"^\{ #(?P<id>[^\s{}]+) \}\s*$")  # above a table or a call-out
_LIST_OR_QUOTE = re.compile(r"^\s*(?:[-*+]|\d+\.|>|:)\s+")
_TABLE_RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
_PARAGRAPH = re.compile(r"^(?!\s*(?:[-*+] |\d+\. |> |\||#|!!!|<|: )).*\S")
EXAMPLES = "[text](stat:id), [text](case:id) or [text](law:id)"
CALL_OUTS: dict[str, BlockKind] = {"view": "view", "editor": "editor", "gap": "gap"}


def plain_text(markdown: str) -> str:
    """A block's text as a reader sees it: no link targets, emphasis, list signs or table bars."""
    text = _LIST_OR_QUOTE.sub("", MARK.sub(r"\g<text>", markdown))
    text = _DECORATION.sub("", _LINK.sub(r"\g<text>", text))
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    return " · ".join(cell for cell in cells if cell)


def scan_marks(text: str, section: str, place: Place) -> tuple[tuple[Mark, ...], list[Problem]]:
    """The marks of one block. A mark that the pattern does not accept is a problem."""
    marks = tuple(
        Mark(
            cast(Scheme, match["scheme"]),
            match["target"], match["text"], section, place, match.start(), match.end(),
        )
        for match in MARK.finditer(text)
    )  # fmt: skip
    problems = [
        Problem(
            place,
            f"a mark without text, “{text[mark.start : mark.end]}”",
            EXAMPLES,
            "put the figure or the name between the brackets",
        )
        for mark in marks
        if not mark.text.strip()
    ]
    for match in _BROKEN_MARK.finditer(text):
        if not any(mark.start <= match.start() < mark.end for mark in marks):
            found = f"a broken mark near “{text[max(0, match.start() - 8) : match.end() + 20]}”"
            hint = "no brackets or parentheses inside a mark, no space before “(”"
            problems.append(Problem(place, found, EXAMPLES, hint))
    return marks, problems


def _front_matter(file: str, lines: list[str]) -> tuple[str, int, list[Problem]]:
    """The description, the number of lines that the front matter takes, and what is wrong with it."""
    end = next((i for i in range(1, len(lines)) if lines[i].rstrip() == "---"), 0) if lines[:1] == ["---"] else 0
    if not end:
        hint = "start the page with ---, description: …, ---"
        return "", 0, [Problem(Place(file, 1), "no front matter", "a description for search engines", hint)]
    # A blank first line stands for the opening rule, so that line numbers are the page's.
    data, problems = yamlfile.parse(file, "\n".join(["", *lines[1:end]]))
    content = data.content if isinstance(data.content, dict) else {}
    description = content.get("description")
    problems += [
        Problem(data.place((key,)), f"unknown field “{key}” in the front matter", "description", "remove it")
        for key in content
        if key != "description"
    ]
    if not isinstance(description, str) or not description.strip():
        if not problems:
            hint = "say in one sentence what the page holds"
            problems.append(Problem(Place(file, 1), "no description", "a description in the front matter", hint))
        description = ""
    return description, end + 1, problems


def parse_page(language: Language, name: str, file: str, text: str) -> tuple[Page, list[Problem]]:
    """Read a page. `file` is its path for messages; `name` its file name without ``.md``."""
    lines = text.splitlines()
    description, first, problems = _front_matter(file, lines)
    headings: list[Heading] = []
    blocks: list[Block] = []
    section, in_code = "", False
    kind: BlockKind = "prose"
    previous_was_paragraph = False
    anchors: list[Anchor] = []
    anchored, previous = False, ""
    for number, line in enumerate(lines[first:], first + 1):
        place = Place(file, number)
        begins = line.startswith("!!!") or (line.startswith("|") and not previous.startswith("|"))
        if begins and not in_code and not anchored:
            hint = "write { #english-id } and an empty line above it, the same in both languages"
            what = "a call-out" if line.startswith("!") else "a table"
            problems.append(Problem(place, f"{what} without an id", "an id to link to", hint))
        if anchored and line.strip() and not begins:
            hint = "it stands above a table or a call-out, with an empty line between"
            problems.append(
                Problem(anchors[-1].place, f"the id “{anchors[-1].id}” above neither", "a table or a call-out", hint)
            )
        anchored = anchored and not line.strip()
        previous = line
        anchor = ANCHOR.match(line)
        if anchor and not in_code:
            anchors.append(Anchor(anchor["id"], place))
            anchored, previous_was_paragraph = True, False
            continue
        if line.lstrip().startswith("```"):
            in_code = not in_code
        is_paragraph = not in_code and bool(_PARAGRAPH.match(line)) and not line.lstrip().startswith("```")
        if is_paragraph and previous_was_paragraph:
            hint = "join the lines; separate paragraphs by an empty line"
            problems.append(Problem(place, "a paragraph of several lines", "one line per paragraph", hint))
        previous_was_paragraph = is_paragraph
        if in_code or not line.strip() or _TABLE_RULE.match(line) or line.lstrip().startswith(("```", "<!--")):
            continue
        call_out = CALL_OUT.match(line)
        if call_out:
            kind = CALL_OUTS.get(call_out["kind"], "prose")
            if call_out["kind"] not in CALL_OUTS:
                found = f"a call-out of unknown kind “{call_out['kind']}”"
                problems.append(Problem(place, found, ", ".join(CALL_OUTS), "see “Call-outs” in CONTRIBUTING.md"))
            continue
        if not line.startswith("    "):
            kind = "prose"
        heading = HEADING.match(line)
        if heading:
            found_id = ID.search(heading["attributes"] or "")
            level, identifier = len(heading["marks"]), found_id["id"] if found_id else ""
            headings.append(Heading(level, heading["title"], identifier, place))
            if level <= 2:
                section = identifier if level == 2 else ""
            if MARK.search(line):
                problems.append(Problem(place, "a mark in a heading", "plain text", "mark it in the text below"))
            continue
        marks, wrong = scan_marks(line, section, place)
        problems += wrong
        blocks.append(Block(line, kind, section, place, marks))
    body = "\n".join(lines[first:]).strip() + "\n"
    return Page(language, name, file, description, body, tuple(headings), tuple(anchors), tuple(blocks)), problems
