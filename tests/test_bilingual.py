"""Both languages side by side: how two texts become rows, and the pages that show them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import ROOT, SITE_URL, Opener
from report.publish.ledger import read_ledger
from report.publish.links import current_addresses, read_built
from report.write.side_by_side import Block, Row, align, side_by_side, split_blocks
from test_reader import follow, in_view, path_of

OUTLINE = yaml.safe_load((ROOT / "docs" / "records" / "outline.yml").read_text(encoding="utf-8"))
CHAPTERS = [chapter["page"] for chapter in OUTLINE]
CHAPTER = "03-innovation-models"


def read(site: Path, address: str) -> HTMLParser:
    return HTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


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
    joined = [f"{row.chinese}|{row.english}".replace("\n", "+") for row in aligned]
    assert joined == rows
    assert [row.kind for row in aligned] == [
        "several" if "+" in row or row[-1] == "|" else row.split("|")[0] for row in rows
    ]


CHINESE = """<h1 id="one">1 章<a class="headerlink" href="#one">¶</a></h1>
<p class="editions"><a href="../bilingual/01-one/">中英对照</a></p>
<h2 id="part">1.1 节<a class="headerlink" href="#part">¶</a></h2>
<p>见<a href="../02-two/#x">二</a>、
<a href="#part">此</a>、<a class="figure" href="../statistics/#f" id="f">3 倍</a><br></p>
<p class="section-index">本节有<a href="../cases/?section=part#all">案例</a></p>
<p class="section-index editions"><a href="../en/01-one/#part" hreflang="en">English</a></p>"""
ENGLISH = """<h1 id="one">1 Chapter<a class="headerlink" href="#one">¶</a></h1>
<h2 id="part">1.1 Section<a class="headerlink" href="#part">¶</a></h2>
<p>See <a href="../02-two/#x">two</a>, <a href="../01-one/#part">this</a>, <a href="https://example.com/a#b">that</a>
<a class="figure" href="../statistics/#f" id="f">3 times</a>.</p>
<p class="section-index">Here: <a href="../cases/?section=part#all">cases</a></p>"""


def test_two_texts_become_one_page() -> None:
    head, part = side_by_side("01-one", CHINESE, ENGLISH)
    assert (head.id, part.id) == ("one", "part")
    assert head.rows == (
        Row("h1", '<h1 id="one">1 章<a class="headerlink" href="#one">¶</a></h1>', "<h1>1 Chapter</h1>"),
    )
    _, text, index = part.rows
    assert text.chinese == (
        '<p>见<a href="../../02-two/#x">二</a>、\n<a href="#part">此</a>、'
        '<a class="figure" href="../../statistics/#f" id="f">3 倍</a><br></p>'
    )
    assert text.english == (
        '<p>See <a href="../../en/02-two/#x">two</a>, <a href="#part">this</a>, '
        '<a href="https://example.com/a#b">that</a>\n'
        '<a class="figure" href="../../en/statistics/#f">3 times</a>.</p>'
    )
    assert index.kind == "index"
    assert '"../../en/cases/?section=part#all"' in index.english


def test_the_mark_of_a_table_goes_with_its_paragraph() -> None:
    table = '<div class="citable" id="t"><table></table><p><a class="headerlink" href="#t">¶</a></p></div>'
    (chinese,), (english,) = split_blocks(table, "01-one", "zh"), split_blocks(table, "01-one", "en")
    assert (chinese.html, chinese.meets) == (table, "t")
    assert (english.html, english.meets) == ('<div class="citable"><table></table></div>', "t")


def test_nothing_is_lost_of_a_text_with_more_sections() -> None:
    (part,) = side_by_side("01-one", CHINESE, ENGLISH + '<h2 id="more">1.2 More</h2>')
    (row,) = part.rows
    assert "1.1 节" in row.chinese
    assert "1.2 More" in row.english


@pytest.mark.parametrize("chapter", OUTLINE, ids=CHAPTERS)
def test_a_chapter_has_all_of_both_languages(site: Path, chapter: dict[str, object]) -> None:
    name = str(chapter["page"])
    page = read(site, f"bilingual/{name}")
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    sections = [str(section["id"]) for section in chapter["sections"]]  # type: ignore[attr-defined]
    assert [node.attributes["id"] for node in page.css("article :is(h1, h2)[id]")] == [chapter["id"], *sections]
    assert page.css("article [lang=en] [id]") == []
    contents = [node.attributes["href"] for node in page.css("[data-contents] a")]
    assert contents == [f"#{section}" for section in sections]
    for language, folder in (("zh-Hans", ""), ("en", "en/")):
        article = read(site, f"{folder}{name}").css_first("article")
        assert article is not None
        for node in article.css(".headerlink, .editions, .crumbs, .imprint, [data-page-tools]"):
            node.decompose()
        cells = page.css(f".bilingual__row:not(.bilingual__row--editions) > [lang={language}]")
        for node in page.css("article .headerlink"):
            node.decompose()
        shown = "".join(cell.text() for cell in cells)
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", article.text())
    own = {node.attributes["id"] for node in read(site, name).css("article [id]")}
    assert own == {node.attributes["id"] for node in page.css("article [id]")}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_bilingual_page_stays_out_of_search_and_leads_to_the_chapter(site: Path, name: str) -> None:
    page = read(site, f"bilingual/{name}")

    def hrefs(selector: str) -> list[str | None]:
        return [node.attributes["href"] for node in page.css(selector)]

    assert hrefs("link[rel=canonical]") == [f"{SITE_URL}{name}/"]
    assert [node.attributes["content"] for node in page.css("meta[name=robots]")] == ["noindex"]
    assert page.css("link[hreflang], script[type='application/ld+json']") == []
    at = CHAPTERS.index(name)
    neighbours = [f"../{other}/" for other in (*CHAPTERS[max(at - 1, 0) : at], *CHAPTERS[at + 1 : at + 2])]
    assert hrefs(".md-footer__link") == neighbours
    assert hrefs("[data-language-switch]") == [f"../../en/{name}/"]
    assert hrefs(".bilingual__row--editions a")[:2] == [f"../../{name}/", f"../../en/{name}/"]


def test_neither_the_sitemap_nor_the_search_knows_the_pages(site: Path) -> None:
    assert "bilingual" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    records = sorted((site / "search").glob("*.json"))
    assert records
    for path in records:
        assert "bilingual/" not in json.dumps(json.loads(path.read_text(encoding="utf-8")))
    assert not (site / "en" / "bilingual").exists()


def test_the_addresses_are_published(site: Path) -> None:
    pages = {url: page for url, page in read_built(site).items() if url.startswith("bilingual/")}
    assert len(pages) == len(CHAPTERS)
    ledger, _ = read_ledger(ROOT)
    assert current_addresses(pages, ()) <= set(ledger.published)


@pytest.mark.parametrize("name", CHAPTERS)
def test_columns_on_a_wide_screen_and_turns_on_a_phone(open_page: Opener, name: str) -> None:
    boxes = """rows => rows.map(row => [...row.children].map(cell => {
        const {left, right, top, bottom} = cell.getBoundingClientRect()
        return {left, right, top, bottom}
    }))"""
    page = open_page(f"bilingual/{name}/")
    for chinese, english in page.locator(".bilingual__row").evaluate_all(boxes):
        assert chinese["right"] < english["left"]
        assert abs(chinese["top"] - english["top"]) <= 4
    phone = open_page(f"bilingual/{name}/", width=390)
    rows = phone.locator(".bilingual__row:not(.bilingual__row--editions):not(:has(> :empty))")
    for chinese, english in rows.evaluate_all(boxes):
        assert chinese["bottom"] <= english["top"]
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 800})
        assert phone.evaluate("document.documentElement.scrollWidth") == width


def test_columns_keep_a_comfortable_measure(open_page: Opener) -> None:
    for width, least, most in ((1280, 26, 36), (1440, 30, 40), (1920, 30, 40)):
        page = open_page(f"bilingual/{CHAPTER}/", width=width)
        cell = page.locator(".bilingual__row--p > [lang=zh-Hans]").nth(1)
        characters = cell.evaluate("cell => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)")
        assert least <= characters <= most


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_section_to_both_languages_and_back(open_page: Opener, folder: str, scripts: bool) -> None:
    page = open_page(f"{folder}{CHAPTER}/", java_script_enabled=scripts)
    words = "Side by side" if folder else "中英对照"
    lines = page.locator("p.editions").get_by_role("link", name=words, exact=True)
    expect(lines).to_have_count(1 + 3)
    assert lines.first.get_attribute("href") == f"{'../../' if folder else '../'}bilingual/{CHAPTER}/"
    follow(lines.nth(2))
    assert path_of(page) == f"/bilingual/{CHAPTER}/#content-commerce"
    if scripts:
        assert in_view(page, "content-commerce")
    follow(page.get_by_role("link", name="English only" if folder else "只看中文").nth(2))
    assert path_of(page) == f"/{folder}{CHAPTER}/#content-commerce"


def test_the_menu_of_a_mark_leads_there_too(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}/")
    page.locator("a.headerlink[href='#visible-products']").click()
    follow(page.locator(".share").get_by_role("link", name="Side by side"))
    assert path_of(page) == f"/bilingual/{CHAPTER}/#visible-products"
    page.locator("a.headerlink[href='#visible-products']").click()
    assert page.locator(".share a:visible").count() == 1
    follow(page.locator(".share a:visible"))
    assert path_of(page) == f"/en/{CHAPTER}/#visible-products"


def test_previews_speak_the_language_of_their_column(open_page: Opener) -> None:
    page = open_page(f"bilingual/{CHAPTER}/")
    for language, words in (("zh-Hans", "数字说明"), ("en", "About this figure")):
        page.locator(f"[lang={language}] a.figure").first.hover()
        expect(page.locator("#preview")).to_have_attribute("aria-label", words)


def test_a_link_to_a_bilingual_page_asks_for_no_cards(open_page: Opener) -> None:
    page = open_page(f"{CHAPTER}/")
    page.locator("p.editions a[href*='bilingual/'][href*='#']").first.hover()
    page.wait_for_timeout(400)  # longer than a card waits; a request for one would fail the test
    expect(page.locator("#preview")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(open_page: Opener, scheme: str, width: int) -> None:
    page = open_page(f"bilingual/{CHAPTER}/", color_scheme=scheme, width=width)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_on_paper_the_languages_stand_side_by_side(open_page: Opener) -> None:
    page = open_page(f"bilingual/{CHAPTER}/", width=720)
    page.emulate_media(media="print")
    chinese, english = page.locator(".bilingual__row--h2").first.locator("> *").all()
    one, other = chinese.bounding_box(), english.bounding_box()
    assert one and other and one["x"] + one["width"] < other["x"]
