"""What changed between two states of a page: which paragraphs, in which section, and which words of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.write.word_diff import Passage, compare, compare_words, first_heading, tokens


def cut(run: str) -> list[str]:
    """Words of two characters: nothing of a dictionary."""
    return [run[at : at + 2] for at in range(0, len(run), 2)]


def shown(passage: Passage) -> str:
    """A changed paragraph as plain text: what has gone in [], what is new in {}."""
    signs = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in passage)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("up 40% in 2023", "up 45% in 2023", "up [40%]{45%} in 2023"),
        ("CNY 1,200.5 billion", "CNY 1,200.6 billion", "CNY [1,200.5]{1,200.6} billion"),
        ("the platform’s users", "the platforms’ users", "the [platform’s]{platforms’} users"),
        ("one two three four", "one 2 3 four", "one [two three]{2 3} four"),  # the space goes with both
        ("复购率高出40%。", "复购率高出45%。", "复购率高出[40%]{45%}。"),
        ("平台增长", "平台下降", "平台[增长]{下降}"),
        ("", "new", "{new}"),
        ("old", "", "[old]"),
    ],
)
def test_words(before: str, after: str, expected: str) -> None:
    assert shown(compare_words(before, after, cut)) == expected


@given(st.text("ab 1,，电商平台\n", max_size=30), st.text("ab 1,，电商平台\n", max_size=30))
def test_what_stayed_and_went_is_the_text_before_and_what_stayed_and_came_the_text_after(one: str, other: str) -> None:
    passage = compare_words(one, other, cut)
    assert "".join(piece.text for piece in passage if piece.kind != "new") == one
    assert "".join(piece.text for piece in passage if piece.kind != "gone") == other
    assert "".join(tokens(one, cut)) == one


PAGE = """---
version: 0a1b2c3d
---

# 3 Models {#models}

An opening.

## 3.1 Social {#social}

The [first](https://example.org/#a) paragraph says this and that of it.

Another one stays.

<a id="table"></a>

**Figures**

| Metric | Figure |
| --- | --- |
| Rate | [40%](https://example.org/f/a/) |

## 3.2 Content {#content}

> **Editor’s note**
> It is so.
"""


def changed(before: str, after: str) -> list[tuple[str, str, str, list[str]]]:
    sections = compare(before, after, cut)
    return [(one.title, one.before, one.after, [shown(passage) for passage in one.passages]) for one in sections]


def test_nothing_changed() -> None:
    assert compare(PAGE, PAGE.replace("0a1b2c3d", "ffffffff"), cut) == ()


def test_links_and_layout_do_not_count() -> None:
    other = PAGE.replace("https://example.org/#a", "../#b").replace("| --- | --- |", "|---|---|")
    assert compare(PAGE, other.replace("**Figures**", "Figures"), cut) == ()


def test_each_change_is_told_in_its_section() -> None:
    other = PAGE.replace("this and that", "this").replace("40%", "45%").replace("It is so.", "It is not so.")
    assert changed(PAGE, other) == [
        ("3.1 Social", "social", "social", ["The first paragraph says this [and that ]of it.", "Rate · [40%]{45%}"]),
        ("3.2 Content", "content", "content", ["It is {not }so."]),
    ]


def test_paragraphs_that_come_and_go() -> None:
    other = PAGE.replace("Another one stays.", "Wholly unlike: cheese 12.").replace(
        "## 3.2 Content {#content}", "## 3.2 Trade {#trade}\n\nNew words."
    )
    told = changed(PAGE, other)
    assert told[0] == ("3.1 Social", "social", "social", ["[Another one stays.]", "{Wholly unlike: cheese 12.}"])
    assert ("3.2 Trade", "", "trade", ["3.2 [Content]{Trade}", "{New words.}"]) in told


def test_a_page_is_called_by_its_first_heading() -> None:
    assert first_heading(PAGE) == "3 Models"
    assert first_heading("# A case { #a-case }\n") == "A case"
    assert first_heading("no heading") == ""
