"""Markdown as it is read: what each line is, and what a page that is not whole is told."""

from __future__ import annotations

import pytest

from report.model.languages import ENGLISH
from report.model.problems import Place
from report.read.markdown import parse_page, read_lines, scan_marks

FRONT = "---\ndescription: A page.\n---\n"


def kinds(text: str) -> str:
    return " ".join(line.kind for line in read_lines(text.split("\n")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n# no heading\n```\ntext", "code code code text"),
        ("~~~\n```\n~~~\ntext", "code code code text"),
        ("```py\nx\n```  \n## Heading", "code code code heading"),
        ("```\n```\ntext", "code code text"),
        ("```\nnever closed", "text text"),
        ("```in a line``` of text", "text"),
        ("| a |\n| - |\n| b |", "row rule row"),
        ("/// view\n    attrs: {id: x}\n\ntext\n///\ntext", "open option blank text close text"),
        ("/// view\n    title: y\n    attrs: {id: x}\n\n    text", "open option option blank text"),
        ("text\n    attrs: {id: x}", "text text"),
        ("<!-- a comment -->", "comment"),
        ("<!-- a comment --> and text", "text"),
    ],
)
def test_what_each_line_is(text: str, expected: str) -> None:
    assert kinds(text) == expected


def test_lines_know_their_block_and_where_they_stand() -> None:
    lines = list(read_lines(["/// gap | Being written", "    attrs: {id: x}", "", "a", "///", "b"], 7))
    assert [line.number for line in lines] == [7, 8, 9, 10, 11, 12]
    assert [line.block for line in lines] == ["gap", "gap", "gap", "gap", "gap", ""]
    assert [line.call_out for line in lines][-2:] == ["gap", "prose"]
    assert (lines[1].id, lines[1].title) == ("x", "Being written")


def test_a_block_in_a_block_ends_by_itself() -> None:
    lines = list(read_lines(["/// gap | Outer", "/// view | Inner", "a", "///", "b", "///", "c"]))
    assert [(line.kind, line.block) for line in lines if line.kind == "text"] == [
        ("text", "view"),
        ("text", "gap"),
        ("text", ""),
    ]
    assert [line.title for line in lines if line.kind == "open"] == ["Outer", "Inner"]


def problems(text: str) -> list[str]:
    return [str(problem).partition(", expected")[0] for problem in parse_page(ENGLISH, "p", "p.md", text, {})[1]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{FRONT}\n/// view\n    type: y\n    attrs: {{id: x}}\n\na\n///\n", []),
        (f"{FRONT}\n/// view\n    attrs: {{id: x}}\n    type: y\n\na\n///\n", []),
        (f"{FRONT}\n/// view\n    type: y\n\na\n///\n", ["p.md:5: found a call-out without an id"]),
        (f"{FRONT}\na\nb\n", ["p.md:6: found a paragraph of several lines"]),
        (f"{FRONT}\na\n\nb\n", []),
        (f"{FRONT}\n- a\n- b\n", []),
        ("---\n\n# Never closed { #x }\n", ["p.md:1: found no front matter"]),
        ("# None { #x }\n", ["p.md:1: found no front matter"]),
    ],
)
def test_what_is_wrong_with_a_page(text: str, found: list[str]) -> None:
    assert problems(text) == found


def test_the_text_begins_below_the_front_matter() -> None:
    page, _ = parse_page(ENGLISH, "p", "p.md", f"{FRONT}# Title {{ #t }}\n\nA text.\n", {})
    assert page.text == "# Title { #t }\n\nA text.\n"
    assert [(block.text, block.place.line) for block in page.blocks] == [("A text.", 6)]
    assert [(heading.id, heading.place.line) for heading in page.headings] == [("t", 4)]


def test_a_broken_mark_right_behind_a_whole_one_is_found() -> None:
    marks, wrong = scan_marks("[3](stat:x)stat:y", "s", Place("p.md", 1))
    assert [mark.target for mark in marks] == ["x"]
    assert len(wrong) == 1
    assert scan_marks("[3](stat:x) [4](stat:y)", "s", Place("p.md", 1))[1] == []


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[a](stat:b c)", "[a](stat:b c)"),
        ("Words before [a](stat:b c)", "ore [a](stat:b c)"),
        ("[a](stat:b c), and as many words behind", "[a](stat:b c), and as many wo"),
    ],
)
def test_a_broken_mark_is_shown_with_what_stands_around_it(text: str, near: str) -> None:
    marks, (problem,) = scan_marks(text, "s", Place("p.md", 1))
    assert (marks, problem.found) == ((), f"a broken mark near “{near}”")
