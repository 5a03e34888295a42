"""What markup a text may have, beyond what the faults of tests/golden show."""

from __future__ import annotations

import pytest

from report.model.markup import active_markup, is_plain, is_prose, strange_links


@pytest.mark.parametrize(
    "text",
    [
        "[x](page.md#id)", "[x](#a:b)", "[x](https://example.org/a:b \"a: [b]\")", "[x](mailto:a@b.c)", "[3](stat:a)",
        '<a href="../feed.xml" type="application/atom+xml">Atom</a>', "once = 1", "a style: none", "note: x",
        "<br>", "[x]: page.md", "| data: http | href: x |", "[x](page.md \"on: y\")", "[x](a/b:c.md)",
    ],
)  # fmt: skip
def test_what_pages_may_have_is_no_fault(text: str) -> None:
    assert list(strange_links(text)) == []
    assert [found for _, found in active_markup(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "[x](java\tscript:y)", "[x](\x01javascript:y)", "<a href=javascript:y>", "<a HREF = ' javascript:y'>",
        "![x](data:image/svg+xml,y)", "[x](&#106;avascript:y)", "[x](&#x6A;avascript&colon;y)", "<JavaScript:y>",
        "[x]{ href=javascript:y }", "[x][y]\n\n  [y]: javascript:z", "[x](\n javascript:y)",
    ],
)  # fmt: skip
def test_links_that_browsers_run_are_found(text: str) -> None:
    assert len(list(strange_links(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script src=x>", "<b/onclick=x>", "<b title='<' onclick = x>", "# T { #id onclick=x }", "<p style=x>",
        "/// view\n    attrs: {id: a, onclick: x}", '/// view\n    attrs: {"style": x}', "<iframe srcdoc=x>",
    ],
)  # fmt: skip
def test_what_runs_is_found(text: str) -> None:
    assert list(active_markup(text))


def test_prose_is_markdown_and_plain_text_is_plain() -> None:
    assert is_prose("**[3](stat:a)** and “x” > y & z") and is_plain("R&D ‘x’ > y")
    for text in ("<b>", "a <!-- b", "[x](javascript:y)"):
        with pytest.raises(ValueError, match="expected"):
            is_prose(text)
    for text in ("<", 'a "b"', "[x](y.md)"):
        with pytest.raises(ValueError, match="expected plain text"):
            is_plain(text)
