"""The site in Firefox and in WebKit: what readers do, and what either of them once showed wrong."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from pypdf import PageObject, PdfReader

from browsing import LINES, SPLIT_WORDS
from engines import PHONE, Firefox, Opener, WebKit

CHAPTER = "03-innovation-models/"
WIDTHS = pytest.mark.parametrize("width", [PHONE, 1440])
FOLDERS = pytest.mark.parametrize("folder", ["", "en/"])
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SHOWN = (
    "[...document.querySelectorAll('[data-list] [data-item]')].filter((item) => item.getClientRects().length).length"
)
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def in_view(anchor: str) -> str:
    """An expression: the element stands below the header, and its top in the window."""
    return f"""(() => {{
      const top = document.getElementById('{anchor}').getBoundingClientRect().top
      const header = document.querySelector('.md-header').getBoundingClientRect().bottom
      return top >= header - 1 && top < innerHeight
    }})()"""


@WIDTHS
@pytest.mark.parametrize(
    "path",
    [
        "",
        "en/",
        f"en/{CHAPTER}",
        "statistics/",
        "en/cases/",
        "bilingual/01-overview/",
        "en/statistics/days-of-inventory/",
    ],
)
def test_a_page_fits_its_window_in_both_themes(open_engine: Opener, path: str, width: int) -> None:
    engine = open_engine(path, width=width)
    assert not engine.see(OVERFLOWS)
    light = engine.see(BACKGROUND)
    engine.run("() => localStorage.setItem('digest-theme', 'dark')")
    engine.leave(lambda: engine.see("void setTimeout(() => location.reload())"))
    assert engine.see(BACKGROUND) != light
    assert not engine.see(OVERFLOWS)


@WIDTHS
def test_an_address_leads_to_its_section_and_the_language_switch_keeps_it(open_engine: Opener, width: int) -> None:
    engine = open_engine(f"{CHAPTER}#ecosystem-synergy", width=width)
    engine.wait(in_view("ecosystem-synergy"))
    engine.leave(lambda: engine.click("[data-language-switch]"))
    assert engine.path == f"/en/{CHAPTER}#ecosystem-synergy"
    engine.wait(in_view("ecosystem-synergy"))


@FOLDERS
def test_from_a_figure_to_its_metric_and_back(open_engine: Opener, folder: str) -> None:
    engine = open_engine(f"{folder}08-success-cases/")
    figure = "#freshippo-floor-sales-2024 + a"
    engine.leave(lambda: engine.click(figure))
    assert engine.path == f"/{folder}statistics/sales-per-unit-floor-area/#freshippo-floor-sales-2024"
    engine.wait(in_view("freshippo-floor-sales-2024"))
    engine.back()
    engine.wait(f"location.pathname.endsWith('08-success-cases/') && {in_view('freshippo-floor-sales-2024')}")


def test_filters_follow_the_address_and_the_history(open_engine: Opener) -> None:
    engine = open_engine("en/cases/?outcome=failure")
    failures = engine.see(SHOWN)
    engine = open_engine("en/cases/")
    whole = engine.see(SHOWN)
    assert 0 < failures < whole
    engine.click("[data-filters-open]")
    engine.click("details[data-facet=outcome] summary")
    engine.click("label:has(input[name=outcome][value=failure])")
    engine.click("[data-filters-done]")
    engine.wait(
        "location.search === '?outcome=failure' && !history.state?.overlay && !document.querySelector('dialog[open]')"
    )
    assert engine.see(SHOWN) == failures
    engine.back()
    engine.wait("location.search === ''")
    assert engine.see(SHOWN) == whole
    engine.forward()
    engine.wait("location.search === '?outcome=failure'")
    assert engine.see(SHOWN) == failures


@WIDTHS
@pytest.mark.parametrize(
    ("folder", "query", "first"),
    [("", "社交电商占比", "01-overview/"), ("en/", "social commerce share", "01-overview/"), ("", "AI推荐", "")],
)
def test_searching_by_typing(open_engine: Opener, folder: str, query: str, first: str, width: int) -> None:
    engine = open_engine(f"{folder}about/", width=width)
    engine.click("[data-search-open]")  # WebKit’s history passes over what no click has made
    engine.wait("document.activeElement.matches('[data-site-search] input[type=search]')")
    engine.press(*query)
    engine.wait(
        f"document.querySelector('[data-search-results]').dataset.query === '{query}'"
        " && document.querySelector('[data-search-results]').getAttribute('aria-busy') === 'false'"
    )
    links = engine.see("[...document.querySelectorAll('[data-result] a')].map((link) => link.getAttribute('href'))")
    assert links and all(first in link for link in links[:1])
    engine.press("ArrowDown")
    chosen = engine.see("document.activeElement.href")
    engine.leave(lambda: engine.click(f"a[href='{chosen}']"))
    assert engine.see("location.origin + location.pathname") == re.split("[?#]", chosen)[0] and "about/" not in chosen
    engine.back()
    engine.wait(f"document.querySelector('[data-site-search] input[type=search]')?.value === '{query}'")


def test_a_word_of_the_filters_is_there_for_who_comes_back(open_engine: Opener) -> None:
    engine = open_engine("en/cases/?text=drone")
    engine.leave(lambda: engine.click("[data-item]:not([hidden]) a"))
    engine.back()
    engine.wait("location.pathname === '/en/cases/'")
    engine.run("() => new Promise((done) => setTimeout(done, 300))")  # WebKit empties it some moments later
    engine.wait("document.querySelector('input[name=text]').value === 'drone'")


@FOLDERS
def test_dialogs_open_keep_the_focus_and_give_it_back(open_engine: Opener, folder: str) -> None:
    engine = open_engine(f"{folder}{CHAPTER}")
    for button in ("[data-settings-open]", "article a[data-cite]"):
        engine.click(button)
        engine.wait("document.querySelector('dialog[open]') && history.state?.overlay")
        for _ in range(12):
            engine.press("Tab")
            assert engine.see(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog[open]')"
            )
        engine.press("Escape")
        engine.wait("!document.querySelector('dialog[open]') && !history.state?.overlay")
        assert engine.run("button => document.activeElement.matches(button)", button)


def test_the_theme_chosen_holds_on_the_next_page_and_after_back(open_engine: Opener) -> None:
    engine = open_engine(CHAPTER)
    light = engine.see(BACKGROUND)
    engine.leave(lambda: engine.click(".md-footer a"))
    engine.click("[data-settings-open]")
    engine.wait("document.querySelector('dialog[open]')")
    engine.click("dialog[open] label:has(input[value=dark])")
    engine.press("Escape")
    engine.wait("!document.querySelector('dialog[open]') && !history.state?.overlay")
    dark = engine.see(BACKGROUND)
    assert dark != light
    engine.back()
    engine.wait(f"location.pathname === '/{CHAPTER}' && {BACKGROUND} === '{dark}'")


@WIDTHS
def test_both_languages_side_by_side(open_engine: Opener, width: int) -> None:
    engine = open_engine(f"bilingual/{CHAPTER}#content-commerce", width=width)
    engine.wait(in_view("content-commerce"))
    one, other = engine.see(
        "[...document.querySelector('.bilingual__row--h2').children].map((cell) => cell.getBoundingClientRect())"
    )
    beside = one["right"] <= other["left"]
    assert beside if width > PHONE else one["bottom"] <= other["top"] + 1


def test_the_menu_of_a_phone(open_engine: Opener) -> None:
    engine = open_engine(CHAPTER, width=PHONE)
    engine.click("[data-menu-button]")
    engine.wait(
        "document.querySelector('#site-menu').checkVisibility({visibilityProperty: true}) && history.state?.overlay"
    )
    assert engine.see("document.activeElement.getAttribute('aria-current')") == "page"
    for _ in range(5):
        engine.press("Tab")
        assert not engine.see("document.activeElement.closest('article')")
    engine.press("Escape")
    engine.wait(
        "!document.querySelector('#site-menu').checkVisibility({visibilityProperty: true}) && !history.state?.overlay"
    )
    assert engine.see("document.activeElement.matches('[data-menu-button]')")
    engine.click("[data-menu-button]")
    engine.wait("document.querySelector('#site-menu').checkVisibility({visibilityProperty: true})")
    engine.click("#site-menu a[href='#content-commerce']")
    engine.wait(in_view("content-commerce"))
    assert engine.path == f"/{CHAPTER}#content-commerce"
    assert not engine.see("history.state?.overlay")


@FOLDERS
def test_a_card_opens_below_the_mouse_and_closes_by_a_key(open_engine: Opener, folder: str) -> None:
    engine = open_engine(f"{folder}01-overview/")
    engine.point("article p a.figure")
    engine.wait("document.querySelector('#preview')?.innerText.length > 10")
    engine.press("Escape")
    engine.wait("!document.querySelector('#preview')")


def test_keys_lead_from_section_to_section(open_engine: Opener) -> None:
    engine = open_engine(CHAPTER)
    for key, section in (("j", "social-commerce"), ("j", "content-commerce"), ("k", "social-commerce")):
        engine.press(key)
        engine.wait(in_view(section))
        assert engine.path.endswith(f"#{section}")
    engine.press("/")
    engine.wait("document.activeElement.matches('[data-site-search] input[type=search]')")


def test_reloading_keeps_the_place(open_engine: Opener) -> None:
    engine = open_engine("cases/#freshippo-omnichannel-stores")
    engine.wait(in_view("freshippo-omnichannel-stores"))
    engine.see("void setTimeout(() => scrollBy(0, 2000))")
    engine.wait("scrollY > 2000")
    before = engine.see("scrollY")
    engine.leave(lambda: engine.see("void setTimeout(() => location.reload(), 300)"))
    engine.wait(f"Math.abs(scrollY - {before}) < 200")


def test_chinese_punctuation_is_full_width(open_engine: Opener) -> None:
    """Firefox sets it to half an em where the feature “kern” is asked for."""
    engine = open_engine(CHAPTER)
    size, width = engine.see("""(() => {
      const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT)
      let node = walker.nextNode()
      while (!/[一-鿿]，[一-鿿]/.test(node.data)) node = walker.nextNode()
      const range = document.createRange()
      range.setStart(node, node.data.indexOf('，'))
      range.setEnd(node, node.data.indexOf('，') + 1)
      return [parseFloat(getComputedStyle(node.parentElement).fontSize), range.getBoundingClientRect().width]
    })()""")
    assert width == pytest.approx(size, rel=0.02)


@FOLDERS
def test_heads_of_the_matrix_stand_upright_beside_each_other(open_engine: Opener, folder: str) -> None:
    """WebKit lays vertical text out as if it were horizontal, unless it cannot wrap (its pull request 63079)."""
    engine = open_engine(f"{folder}cases/")
    engine.see("void document.querySelector('details:has(.matrix)')?.setAttribute('open', '')")
    boxes = engine.see("""[...document.querySelectorAll('.matrix thead span')]
      .filter((head) => head.textContent.length > 2) // not “5G”
      .map((head) => {
      const box = head.getBoundingClientRect()
      return [box.left, box.right, box.width, box.height]
    })""")
    assert len(boxes) > 3
    assert all(height > width for _, _, width, height in boxes)
    assert all(right <= left + 1 for (_, right, *_), (left, *_) in pairwise(boxes))


@pytest.mark.parametrize("path", ["", "02-core-problems/", "11-challenges-and-responses/"])
def test_titles_do_not_break_within_a_word(open_engine: Opener, path: str) -> None:
    engine = open_engine(path, width=PHONE)
    assert engine.run(f"() => {{ {LINES} return ({SPLIT_WORDS})() }}") == []


def test_no_scroller_of_the_frame_is_a_stop_for_the_tab_key(firefox: Firefox, address: str) -> None:
    """Firefox makes whatever scrolls a stop."""
    firefox.open(f"{address}{CHAPTER}", 1440, 900)
    stops = []
    for _ in range(60):
        firefox.press("Tab")
        stops.append(firefox.see("document.activeElement.localName"))
    assert set(stops) <= {"a", "button", "summary", "input", "select"}, stops


def lowest_line(page: PageObject) -> str:
    """The words at the foot of a printed page, without spaces."""
    runs: list[tuple[float, str]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            runs.append((outer[1] * inner[4] + outer[3] * inner[5] + outer[5], text))

    page.extract_text(visitor_text=visit)
    foot = min(height for height, _ in runs)
    return re.sub(r"\s", "", "".join(text for height, text in runs if height < foot + 3))


# Without what the style sheet has for Firefox, a heading stands alone in each: before a text, a table, a long entry of
# a list. Chinese is printed in letters that cannot be read back.
@pytest.mark.parametrize(
    "path", ["01-overview", "04-technology-drivers", "02-core-problems", "11-challenges-and-responses"]
)
def test_on_paper_no_heading_stands_alone_at_the_foot(firefox: Firefox, address: str, path: str) -> None:
    """Firefox does not know `break-after: avoid`."""
    firefox.open(f"{address}en/{path}/", 1440, 900)
    found = firefox.see("[...document.querySelectorAll('article :is(h2, h3)')].map((heading) => heading.innerText)")
    headings = {re.sub(r"\s", "", heading) for heading in found}
    pages = PdfReader(io.BytesIO(firefox.print())).pages
    assert len(pages) > 2 and len(headings) > 5
    assert not {lowest_line(page) for page in pages} & headings


def test_chinese_lines_are_filled(webkit: WebKit, address_for_webkit: str) -> None:
    """WebKit evens out every line where `text-wrap: pretty` stands, which makes Chinese ragged."""
    webkit.open(f"{address_for_webkit}{CHAPTER}", PHONE, 844)
    assert webkit.see("getComputedStyle(document.querySelector('article p')).textWrapStyle") == "auto"
