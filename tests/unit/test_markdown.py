"""What this project adds to Markdown: marks, terms, tables within reach of a keyboard and of a phone."""

from __future__ import annotations

import pytest
from markdown import Markdown
from markdown.extensions import Extension

from helpers import ROOT
from report.model.languages import CHINESE, ENGLISH, Language
from report.read.markdown import CALL_OUTS
from report.read.report import read_report
from report.relate.book import Books, make_books
from report.write.markdown import ReportExtension
from report.write.templates import Templates


@pytest.fixture(scope="module")
def books() -> Books:
    return make_books(read_report(ROOT / "tests/golden/site/docs")[0])


def convert(books: Books, text: str, *, name: str = "about", language: Language = ENGLISH) -> str:
    extension = ReportExtension(Templates(ROOT / "overrides/report"))
    extension.turn_to(books[language], name)
    blocks = {"pymdownx.blocks.admonition": {"types": list(CALL_OUTS)}}
    used: list[str | Extension] = ["attr_list", "fenced_code", "tables", *blocks, extension]
    return Markdown(extensions=used, extension_configs=blocks).convert(text)


def table(head: str, *cells: str) -> str:
    return f"| {head} | B | C |\n| --- | --- | --- |\n| {' | '.join(cells)} |\n"


def test_the_keyboard_reaches_a_table_in_which_nothing_else_can_be(books: Books) -> None:
    assert '<table tabindex="0">' in convert(books, table("A", "1", "2", "3"))
    assert "<table>" in convert(books, table("A", "[1](#x)", "2", "3"))


def test_a_full_table_tells_each_cell_what_heads_its_column(books: Books) -> None:
    full = convert(books, table('A "**1**"', "字" * 61, "[b](#b)", "c"))
    assert "<table data-full" in full
    assert [full.count(f'data-label="{label}"') for label in ("A &quot;1&quot;", "B", "C")] == [1, 1, 1]
    assert "data-" not in convert(books, table("A", "字" * 59, "b", "c"))  # 120 letters in each of 3 columns
    assert "data-full" in convert(books, table("A", "字" * 59, "b", "cc"))
    assert "data-" not in convert(books, f"| A | B |\n| --- | --- |\n| {'a' * 400} | b |\n")
    assert "data-" not in convert(books, f"| A |\n| --- |\n| {'a' * 400} |\n")


def test_marks_in_code_and_unknown_schemes_are_left_alone(books: Books) -> None:
    text = (
        "`[3 times](stat:freshco-density)` and [x](mailto:a@b.c)\n\n```\n# no heading\n[3](stat:freshco-density)\n```"
    )
    made = convert(books, text, name="01-stores")
    assert "statistics.md" not in made
    assert "<h1" not in made
    assert 'href="mailto:a@b.c"' in made


def test_the_first_mark_has_the_id_and_the_sign_of_contradiction(books: Books) -> None:
    text = "## 1.1 S { #floor-area }\n\n[3 times](stat:freshco-density), then [3 times](stat:freshco-density)."
    made = convert(books, text, name="01-stores")
    first, sign, then = made.partition('class="conflict"')
    assert sign
    assert first.count('id="freshco-density"') == 1
    assert 'id="freshco-density"' not in then
    assert "3\u00a0times</a>, then" not in made  # the sign stands between
    assert "≠</a>, then <a" in made


def test_a_case_has_an_id_for_each_section(books: Books) -> None:
    mark = "[Freshco](case:freshco-stores)"
    text = f"## 1.1 S {{ #floor-area }}\n\n{mark} {mark}\n\n## 1.2 D {{ #delivery }}\n\n{mark}"
    made = convert(books, text, name="01-stores")
    assert made.count('id="freshco-stores--floor-area"') == made.count('id="freshco-stores--delivery"') == 1


def test_terms_are_linked_once_a_section_and_not_in_what_editors_add(books: Books) -> None:
    (term,) = (term for term in books[ENGLISH].report.records.terms if term.id == "club-card")
    name = term.name.in_language(ENGLISH)
    note = f"/// editor\n    attrs: {{id: n}}\n\nA {name}.\n///\n\n"
    made = convert(books, f"# T {{ #t }}\n\n{note}A {name}, `{name}` and the {name}.", name="01-stores")
    assert made.count('class="term"') == 1
    assert made.index("editor") < made.index('class="term"')
    chapter = convert(books, f"# T {{ #t }}\n\nA {name}.\n\n## U {{ #u }}\n\nA {name}.", name="01-stores")
    assert chapter.count('class="term"') == 2


def test_a_call_out_without_a_title_is_called_what_its_kind_is(books: Books) -> None:
    text = "/// gap\n    attrs: {id: n}\n\nx\n///\n\n/// gap | Being written\n    attrs: {id: m}\n\nx\n///"
    for language, words in ((CHINESE, books[CHINESE].words), (ENGLISH, books[ENGLISH].words)):
        made = convert(books, text, language=language)
        assert f"{words['call_out_gap']}</p>\n<a" in made
        assert ">Being written<" in made
