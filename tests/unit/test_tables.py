"""Tables, within reach of a keyboard and of a phone."""

from __future__ import annotations

from report.write.pages import focusable_tables, unfold_tables


def test_the_keyboard_reaches_a_table_in_which_nothing_else_can_be() -> None:
    bare, linked = "<table><td>1</td></table>", '<table><td><a href="#x">1</a></td></table>'
    reached = bare.replace("<table", '<table tabindex="0"')
    assert focusable_tables(bare + linked + bare) == reached + linked + reached
    full = bare.replace("<table", "<table data-full")
    assert focusable_tables(full) == full.replace("data-full", 'data-full tabindex="0"')
    assert focusable_tables('<table class="shares"><td>1</td></table>') == '<table class="shares"><td>1</td></table>'


def test_a_full_table_tells_each_cell_what_heads_its_column() -> None:
    def table(
        head: str, cells: tuple[str, str, str], mark: str = "", labels: tuple[str, str, str] = ("", "", "")
    ) -> str:
        row = "".join(f"<td{label}>{cell}</td>" for label, cell in zip(labels, cells, strict=True))
        head = f"<thead><tr><th>{head}</th><th>B</th><th>C</th></tr></thead>"
        return f"<table{mark}>{head}<tbody><tr>{row}</tr></tbody></table>"

    full, short = ("字" * 61, "<a>b</a>", "c"), ("a", "b" * 50, "c")
    labels = (' data-label="A &quot;1&quot;"', ' data-label="B"', ' data-label="C"')
    made = unfold_tables(table('A "<b>1</b>"', full) + table("A", short))
    assert made == table('A "<b>1</b>"', full, " data-full", labels) + table("A", short)
    narrow = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>" + "a" * 400 + "</td></tr></tbody></table>"
    assert unfold_tables(narrow) == narrow
