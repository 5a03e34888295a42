"""Markdown pages as headings and blocks of prose with their marks, each with its line.

A deliberately small reading of Markdown: one line is one block, which the editorial rules ask for
(a line break inside a Chinese paragraph would show as a space). :func:`read_lines` says what each
line is; whatever else has to know that asks it. What a page becomes as HTML is for the converter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from report.model.languages import Language
from report.model.pages import Anchor, Block, BlockKind, Heading, Mark, NoteLine, Page, Scheme
from report.model.problems import Place, Problem
from report.model.values import LONGEST_TEXT
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
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*)$")
_ID = re.compile(r"#(?P<id>[^\s.#]+)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()]*\)(?:\{[^{}]*\})?")
_DECORATION = re.compile(r"\*\*|__|`|(?<!\w)\*|\*(?!\w)")
_LIST_OR_QUOTE = re.compile(r"^\s*(?:[-*+]|\d+\.|>|:)\s+")
_TABLE_RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
_PARAGRAPH = re.compile(r"^(?!\s*(?:[-*+] |\d+\. |> |\||#|///|<|: )).*\S")
# The blocks of PyMdown Extensions: a line that opens one, its options, a line that closes it.
_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^`]*$")  # of code; at the line's edge, as the converter has it
_OPEN = re.compile(r"^/{3,}\s*(?P<name>[\w-]+)(?:\s*\|\s*(?P<argument>.*))?$")
_CLOSE = re.compile(r"^/{3,}\s*$")
_OPTION_ID = re.compile(r"^ {4,}attrs:\s*\{.*?\bid:\s*[\"']?(?P<id>[^\s,}\"']+)")
_NOTE = re.compile(r"^note:(?P<id>\S+)\s*$")
_COMMENT = re.compile(r"^\s*<!--.*-->\s*$")
_NESTING = re.compile(r"^(?:[ \t]|[-*+>:]\s|\d{1,9}[.)]\s)*")
DEEPEST = 60  # characters before the words of a line: the converter calls itself for each list and quotation
EXAMPLES = "[text](stat:id), [text](case:id) or [text](law:id)"
CALL_OUTS: dict[str, BlockKind] = {"view": "view", "editor": "editor", "gap": "gap"}
CAPTION = "table-caption"

LineKind = Literal["blank", "heading", "text", "row", "rule", "code", "comment", "open", "option", "close"]


@dataclass(frozen=True)
class Line:
    """A line of Markdown and what it is. `block` names the innermost block of PyMdown in which it stands.

    `id` is a heading's, or the one that an option gives; `title` a heading's words, or the
    argument of a block with its options.
    """

    number: int
    text: str
    kind: LineKind
    block: str = ""
    level: int = 0
    title: str = ""
    id: str = ""

    @property
    def call_out(self) -> BlockKind:
        """The kind of call-out in which the line stands; “prose” outside of any."""
        return CALL_OUTS.get(self.block, "prose")


def read_lines(lines: Iterable[str], first: int = 1) -> Iterator[Line]:
    """Say of each line what it is. `first` is the number of the first one."""
    open_blocks: list[tuple[str, str]] = []  # each with its argument
    lines = list(lines)
    code, options = "", False  # the fence that ends the code
    for number, text in enumerate(lines, first):
        block, argument = open_blocks[-1] if open_blocks else ("", "")
        opened, heading = _OPEN.match(text.rstrip()), _HEADING.match(text.rstrip())
        fence = _FENCE.match(text)
        if code:
            yield Line(number, text, "code", block)
            code = "" if text.rstrip() == code else code
        elif fence and fence["fence"] in map(str.rstrip, lines[number - first + 1 :]):
            yield Line(number, text, "code", block)
            code = fence["fence"]
        elif _CLOSE.match(text):
            yield Line(number, text, "close", block)
            open_blocks = open_blocks[:-1]
        elif opened:
            open_blocks.append((opened["name"], opened["argument"] or ""))
            yield Line(number, text, "open", opened["name"], title=opened["argument"] or "")
        elif options and text.startswith("    "):
            given = _OPTION_ID.match(text)
            yield Line(number, text, "option", block, title=argument, id=given["id"] if given else "")
            continue
        elif not text.strip():
            yield Line(number, text, "blank", block)
        elif heading:
            title, attributes = _split_heading(heading["title"])
            given, level = _ID.search(attributes), len(heading["marks"])
            yield Line(number, text, "heading", block, level, title, given["id"] if given else "")
        elif _TABLE_RULE.match(text):
            yield Line(number, text, "rule", block)
        elif _COMMENT.match(text):
            yield Line(number, text, "comment", block)
        else:
            yield Line(number, text, "row" if text.startswith("|") else "text", block)
        options = bool(opened)


def _split_heading(text: str) -> tuple[str, str]:
    """The words of a heading, and its attributes: ``Title { #id }``."""
    title, brace, attributes = text.rpartition("{")
    if brace and attributes.endswith("}") and "}" not in attributes[:-1]:
        return title.rstrip(), attributes[:-1]
    return text, ""


def row_cells(row: str) -> list[str]:
    """The cells of a table's row as a reader sees them: no link targets, emphasis or bars."""
    text = _LIST_OR_QUOTE.sub("", MARK.sub(r"\g<text>", row))
    text = _DECORATION.sub("", _LINK.sub(r"\g<text>", text))
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def plain_text(markdown: str) -> str:
    """A block's text as a reader sees it: no link targets, emphasis, list signs or table bars."""
    return " · ".join(cell for cell in row_cells(markdown) if cell)


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
    for match in _BROKEN_MARK.finditer(MARK.sub(lambda mark: " " * len(mark[0]), text)):
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


def parse_page(
    language: Language, name: str, file: str, text: str, notes: Mapping[str, str]
) -> tuple[Page, list[Problem]]:
    """Read a page. `file` is its path for messages; `name` its file name without ``.md``.

    `notes` are the editor's notes by id, as Markdown: each stands where a line names it.
    """
    lines = text.splitlines()
    description, first, problems = _front_matter(file, lines)
    named = _find_notes(file, read_lines(lines[first:], first + 1))
    for note in named:
        lines[note.place.line - 1] = notes.get(note.id, "")
    read = tuple(read_lines(lines[first:], first + 1))
    headings = tuple(
        Heading(line.level, line.title, line.id, Place(file, line.number)) for line in read if line.kind == "heading"
    )
    anchors = tuple(Anchor(line.id, Place(file, line.number)) for line in read if line.kind == "option" and line.id)
    blocks, wrong = _read_blocks(file, read)
    problems += [*wrong, *_check_shape(file, read), *_check_ids(file, read)]
    body = "\n".join(lines[first:]).strip() + "\n"
    return Page(language, name, file, description, body, headings, anchors, tuple(blocks), named), problems


def _find_notes(file: str, lines: Iterable[Line]) -> tuple[NoteLine, ...]:
    """The lines of editors' call-outs that name a note."""
    return tuple(
        NoteLine(match["id"], Place(file, line.number))
        for line in lines
        if line.call_out == "editor" and line.kind == "text" and (match := _NOTE.match(line.text))
    )


def _read_blocks(file: str, lines: Iterable[Line]) -> tuple[list[Block], list[Problem]]:
    """The prose of a page, each line with the section in which it stands."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    section = head = ""
    for line in lines:
        place = Place(file, line.number)
        if line.kind == "heading":
            section = (line.id if line.level == 2 else "") if line.level <= 2 else section
            if MARK.search(line.text):
                problems.append(Problem(place, "a mark in a heading", "plain text", "mark it in the text below"))
        elif line.kind in ("text", "row"):
            marks, wrong = scan_marks(line.text, section, place)
            problems += wrong
            kind: BlockKind = "caption" if line.block == CAPTION else line.call_out
            head = (head or line.text) if line.kind == "row" else ""
            blocks.append(Block(line.text, kind, section, place, marks, head))
        if line.kind not in ("row", "rule"):
            head = ""
    return blocks, problems


def _check_shape(file: str, lines: Iterable[Line]) -> Iterator[Problem]:
    """Paragraphs of one line; blocks of a known kind, none in another, all of them closed; code too."""
    before, opened = None, None
    for line in lines:
        place = Place(file, line.number)
        if line.kind == "text" and _FENCE.match(line.text):
            hint = "without an end it is no code but text; close it with the same signs on a line of their own"
            yield Problem(place, f"code that is not closed, “{line.text.strip()}”", "its end", hint)
        if len(line.text) > LONGEST_TEXT:
            found = f"a line of {len(line.text)} characters"
            yield Problem(place, found, f"at most {LONGEST_TEXT}", "make several paragraphs of it")
        nesting = _NESTING.match(line.text)
        if line.kind != "code" and nesting and len(nesting[0]) > DEEPEST and line.text.strip():
            yield Problem(
                place, "lists or quotations that nest too deep", f"at most {DEEPEST // 4} levels", "flatten it"
            )
        if line.kind == "text" and before and before.kind == "text" and _is_paragraph(line) and _is_paragraph(before):
            hint = "join the lines; separate paragraphs by an empty line"
            yield Problem(place, "a paragraph of several lines", "one line per paragraph", hint)
        if line.kind == "open":
            if line.block not in CALL_OUTS and line.block != CAPTION:
                found, known = f"a block of unknown kind “{line.block}”", ", ".join((*CALL_OUTS, CAPTION))
                yield Problem(place, found, known, "see “Call-outs and tables” in CONTRIBUTING.md")
            if opened:
                hint = "close it with /// before the next begins"
                yield Problem(place, f"“{line.block}” inside “{opened.block}”", "one after the other", hint)
            opened = line
        elif line.kind == "close":
            if not opened:
                yield Problem(place, "/// where no block is open", "a line like /// view above it", "remove it")
            opened = None
        before = line
    if opened:
        hint = "close it with /// on a line of its own"
        yield Problem(Place(file, opened.number), f"“{opened.block}” that is not closed", "its end", hint)


def _is_paragraph(line: Line) -> bool:
    return bool(_PARAGRAPH.match(line.text))


def _check_ids(file: str, lines: Iterable[Line]) -> Iterator[Problem]:
    """Every call-out has an id, and every table a caption with one, right below it."""
    hint = "write “    attrs: {id: english-id}” below the line that opens it, the same in all languages"
    opened: Line | None = None  # without an id so far
    table: Line | None = None  # without a caption so far
    before = Line(0, "", "blank")
    for line in lines:
        if opened and line.kind != "option":
            what = "a caption" if opened.block == CAPTION else "a call-out"
            yield Problem(Place(file, opened.number), f"{what} without an id", "an id to link to", hint)
        opened = line if line.kind == "open" else None if line.kind != "option" or line.id else opened
        if line.kind in ("row", "rule"):
            table = line if before.kind not in ("row", "rule") else table
        elif line.kind == "open" and line.block == CAPTION:
            if not table:
                found, expected = "a caption below no table", "a table above it, with an empty line between"
                yield Problem(Place(file, line.number), found, expected, "move it")
            table = None
        elif table and line.kind != "blank":
            below = f"write below it: /// {CAPTION}, its id, the caption, ///"
            yield Problem(Place(file, table.number), "a table without a caption", "a caption with an id", below)
            table = None
        before = line
    if table:
        below = f"write below it: /// {CAPTION}, its id, the caption, ///"
        yield Problem(Place(file, table.number), "a table without a caption", "a caption with an id", below)
