"""Both languages side by side: how two texts become rows."""

from __future__ import annotations

import pytest

from report.model.languages import PAIR
from report.write.side_by_side import Block, Row, align, side_by_side, split_blocks


def blocks(text: str) -> list[Block]:
    """“h2#part p ul” as blocks; each one's HTML is its kind."""
    return [Block(kind, meets, kind) for kind, _, meets in (word.partition("#") for word in text.split())]


@pytest.mark.parametrize(
    ("chinese", "english", "rows"),
    [
        ("h2#a p ul p", "h2#a p ul p", ["h2|h2", "p|p", "ul|ul", "p|p"]),
        ("h2#a p p ul", "h2#a p ul", ["h2|h2", "p+p+ul|p+ul"]),
        ("h2#a p p h3#b p", "h2#a p h3#b p", ["h2|h2", "p+p|p", "h3|h3", "p|p"]),
        ("h2#a div#b p", "h2#a div#b", ["h2|h2", "div|div", "p|"]),
        ("h2#a p h3#b p", "h2#a p h3#c p", ["h2+p+h3+p|h2+p+h3+p"]),
        ("p p", "p p", ["p|p", "p|p"]),
        ("", "", []),
    ],
)
def test_rows_meet_at_ids_and_pair_what_has_the_same_sequence(chinese: str, english: str, rows: list[str]) -> None:
    aligned = align(blocks(chinese), blocks(english))
    joined = [f"{row.own}|{row.other}".replace("\n", "+") for row in aligned]
    assert joined == rows
    assert [row.kind for row in aligned] == [
        "several" if "+" in row or row[-1] == "|" else row.split("|")[0] for row in rows
    ]


CHINESE = """<h1 id="one">1 章<a class="headerlink" href="#one"></a></h1>
<p class="editions"><a href="../bilingual/01-one/">中英对照</a></p>
<h2 id="part">1.1 节<a class="headerlink" href="#part"></a></h2>
<p>见<a href="../02-two/#x">二</a>、
<a href="#part">此</a>、<a class="figure" href="../statistics/#f" id="f">3 倍</a><br></p>
<p class="section-index">本节有<a href="../cases/?section=part#all">案例</a></p>
<p class="section-index editions"><a href="../en/01-one/#part" hreflang="en">English</a></p>"""
ENGLISH = """<h1 id="one">1 Chapter<a class="headerlink" href="#one"></a></h1>
<h2 id="part">1.1 Section<a class="headerlink" href="#part"></a></h2>
<p>See <a href="../02-two/#x">two</a>, <a href="../01-one/#part">this</a>, <a href="https://example.com/a#b">that</a>
<a class="figure" href="../statistics/#f" id="f">3 times</a>.</p>
<p class="section-index">Here: <a href="../cases/?section=part#all">cases</a></p>"""

ZH, EN = PAIR
TEXTS = {ZH: CHINESE, EN: ENGLISH}


def test_for_english_readers_the_english_text_comes_first_and_has_the_ids() -> None:
    head, part = side_by_side("01-one", EN, TEXTS)
    assert head.rows[0].own == '<h1 id="one">1 Chapter<a class="headerlink" href="#one"></a></h1>'
    assert head.rows[0].other == "<h1>1 章</h1>"
    assert '<a href="../../02-two/#x">two</a>' in part.rows[1].own
    assert '<a class="figure" href="../../../statistics/#f">3 倍</a>' in part.rows[1].other


def test_two_texts_become_one_page() -> None:
    head, part = side_by_side("01-one", ZH, TEXTS)
    assert (head.id, part.id) == ("one", "part")
    assert head.rows == (
        Row("h1", '<h1 id="one">1 章<a class="headerlink" href="#one"></a></h1>', "<h1>1 Chapter</h1>"),
    )
    _, text, index = part.rows
    assert text.own == (
        '<p>见<a href="../../02-two/#x">二</a>、\n<a href="#part">此</a>、'
        '<a class="figure" href="../../statistics/#f" id="f">3 倍</a><br></p>'
    )
    assert text.other == (
        '<p>See <a href="../../en/02-two/#x">two</a>, <a href="#part">this</a>, '
        '<a href="https://example.com/a#b">that</a>\n'
        '<a class="figure" href="../../en/statistics/#f">3 times</a>.</p>'
    )
    assert index.kind == "index"
    assert '"../../en/cases/?section=part#all"' in index.other


def test_the_mark_of_a_table_goes_with_its_paragraph() -> None:
    table = '<div class="citable" id="t"><table></table><p><a class="headerlink" href="#t"></a></p></div>'
    (chinese,), (english,) = split_blocks(table, "01-one", ZH, ZH), split_blocks(table, "01-one", EN, ZH)
    assert (chinese.html, chinese.meets) == (table, "t")
    assert (english.html, english.meets) == ('<div class="citable"><table></table></div>', "t")


def test_nothing_is_lost_of_a_text_with_more_sections() -> None:
    (part,) = side_by_side("01-one", ZH, TEXTS | {EN: ENGLISH + '<h2 id="more">1.2 More</h2>'})
    (row,) = part.rows
    assert "1.1 节" in row.own
    assert "1.2 More" in row.other
