"""How the search behaves. What it finds first is in test_search_quality.py."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from browsing import Opener, accessibility_problems_in_both_themes, follow, in_view, intercept, path_of, wait_until
from helpers import ROOT, read_data
from searching import ANSWER, FIELD, RESULTS, SETTLED, ask, open_search


@pytest.mark.parametrize(
    ("folder", "typed", "same"),
    [
        ("", "182億元", "182亿元"),
        ("", "１８２亿元", "182 亿元"),
        ("", "5g", "5G"),
        ("", "AR试妆", "AR 试妆"),
        ("", "GDPR罚款", "GDPR 罚款"),
        ("en/", "TikTokShop", "tiktok shop"),
        ("en/", "personalized", "personalised"),
        ("en/", "ＣＡＩＮＩＡＯ", "cainiao"),
    ],
)
def test_spellings_of_the_same_find_the_same_first(open_page: Opener, folder: str, typed: str, same: str) -> None:
    page = open_page(folder)
    open_search(page)
    assert ask(page, typed)[0] == ask(page, same)[0]


def test_a_term_of_the_other_language_is_explained(open_page: Opener) -> None:
    page = open_page("en/")
    open_search(page)
    ask(page, "复购率")
    expect(page.locator("[data-search-note]")).to_have_text("复购率 = repeat-purchase rate")


def test_a_result_says_where_it_stands_and_opens_there(open_page: Opener) -> None:
    page = open_page("")
    open_search(page)
    ask(page, "马太效应")
    first = page.locator(f"{RESULTS} [data-result]").first
    expect(first).to_contain_text("2 核心问题剖析")
    expect(first).to_contain_text("2.3")
    expect(first.locator("mark").first).to_have_text("马太效应")
    expect(page.locator("[role=status][data-search-status]")).to_contain_text("条结果")
    with page.expect_navigation():
        first.locator("a").click()
    page.wait_for_url("**/02-core-problems/#traffic-cost-vs-conversion")
    expect(page.locator("article mark").first).to_have_text("马太效应")
    assert in_view(page, "traffic-cost-vs-conversion")


def test_a_figure_is_found_and_leads_to_its_place(open_page: Opener) -> None:
    page = open_page("en/")
    open_search(page)
    addresses = [urlsplit(address) for address in ask(page, "18.2 billion")]
    assert addresses[0].path == "/en/09-policy-and-standards/"
    assert page.locator(f"{RESULTS} [data-kind]").all_inner_texts()[:2] == ["Sections", "Figures"]
    with page.expect_navigation():
        page.locator(f"{ANSWER} [data-figures] a").first.click()
    expect(page.locator("article a.figure mark")).not_to_have_count(0)


NAMED = {
    "a metric": ("", "坪效", "statistics/sales-per-unit-floor-area/", "sales per unit floor area", "盒马"),
    "an organisation": ("en/", "SHEIN", "en/organisations/shein/", "SHEIN", "SHEIN"),
    "a law": ("", "数据安全法", "laws/#data-security-law", "Data Security Law", ""),
    "a term": ("en/", "front warehouse", "en/terms/#front-warehouse", "前置仓", ""),
    "by its abbreviation": ("en/", "CAC", "en/statistics/customer-acquisition-cost/", "获客成本", "CNY"),
}


@pytest.mark.parametrize(("folder", "query", "link", "abroad", "about"), NAMED.values(), ids=NAMED)
def test_what_a_query_names_is_answered_first(
    open_page: Opener, folder: str, query: str, link: str, abroad: str, about: str
) -> None:
    page = open_page(folder, width=390)
    open_search(page)
    ask(page, query)
    card = page.locator(ANSWER).first
    assert str(card.locator("[data-title]").get_attribute("href")).endswith(f"/{link}")
    expect(card.locator("[data-abroad]")).to_have_text(abroad)
    expect(card.locator("[data-figures]")).to_contain_text(about)
    top, below = (page.locator(place).first.bounding_box() for place in (ANSWER, f"{RESULTS} [data-result]"))
    assert top and below and top["y"] + top["height"] <= below["y"]


def test_a_case_that_is_named_is_answered_by_what_happened(open_page: Opener, site: Path) -> None:
    case = next(case for case in read_data(site, "cases") if case["id"] == "shein-brazil-warehouse")
    page = open_page("en/")
    open_search(page)
    ask(page, case["title"]["en"])
    card = page.locator(ANSWER).first
    expect(card.locator("[data-title]")).to_have_text(case["title"]["en"])
    expect(card.locator("[data-definition]")).not_to_be_empty()


@pytest.mark.parametrize(
    ("folder", "query", "field", "entry"),
    [
        ("", "坪效", "metric", "sales-per-unit-floor-area"),
        ("en/", "repeat-purchase rate", "metric", "repeat-purchase-rate"),
        ("en/", "Freshippo", "organisation", "freshippo"),
    ],
)
def test_a_card_has_all_figures_or_says_how_many_there_are(
    open_page: Opener, site: Path, folder: str, query: str, field: str, entry: str
) -> None:
    page = open_page(folder)
    open_search(page)
    ask(page, query)
    card = page.locator(ANSWER).first
    own = [statistic for statistic in read_data(site, "statistics") if statistic[field] == entry]
    assert len(own) > 3
    ways = card.locator("[data-ways] a").all_inner_texts()
    figures = card.locator("[data-figures]").inner_text().replace("\xa0", " ")
    shown = [one for one in own if one["figure"]["en" if folder else "zh"] in figures]
    assert shown and (len(shown) == len(own) or any(str(len(own)) in way for way in ways))


def test_the_year_that_is_asked_for_stands_first(open_page: Opener) -> None:
    page = open_page("en/")
    open_search(page)
    first = page.locator(f"{ANSWER} [data-figures] li").first
    ask(page, "customer acquisition cost")
    expect(first).not_to_contain_text("2024")
    ask(page, "customer acquisition cost 2024")
    expect(first).to_contain_text("2024")


@pytest.mark.parametrize(
    ("query", "said"),
    [("sales per unit floor area", "Differs from 5 times (8.1)"), ("e-commerce transaction value", "Doubted")],
)
def test_a_figure_that_is_contradicted_or_doubted_says_so(open_page: Opener, query: str, said: str) -> None:
    page = open_page("en/")
    open_search(page)
    ask(page, query)
    expect(page.locator(f"{ANSWER} [data-doubt]:visible").first).to_contain_text(said)


@pytest.mark.parametrize(("query", "other"), [("30 分钟", "30%"), ("30%", "30 分钟")])
def test_a_query_that_is_one_figure_stops_where_its_unit_stops(open_page: Opener, query: str, other: str) -> None:
    page = open_page("")
    open_search(page)
    ask(page, query)
    figures = [text.replace("\xa0", " ") for text in page.locator(f"{ANSWER} [data-stated]").all_inner_texts()]
    assert figures and all(query in text and other not in text for text in figures)


def test_a_row_of_a_table_says_whom_it_is_about(open_page: Opener, site: Path) -> None:
    """A snippet is a row with the first of its head, or a paragraph; never the head by itself."""
    heads = {
        " · ".join(cell.text().strip() for cell in row.css("th"))
        for path in site.glob("[01]*-*/index.html")
        for row in HTMLParser(path.read_text(encoding="utf-8")).css("article thead tr")
    }
    page = open_page("")
    open_search(page)
    snippets = set()
    for query in ("企业", "案例", "措施", "指标", "模式"):
        ask(page, query)
        snippets |= set(page.locator(f"{RESULTS} [data-snippet]").all_inner_texts())
    assert len(heads) > 5 and len(snippets) > 20
    assert not heads & {snippet.strip("…") for snippet in snippets}


def test_the_status_counts_by_kind(open_page: Opener) -> None:
    page = open_page("en/")
    open_search(page)
    ask(page, "Freshippo")
    said = page.locator("[data-search-status]").inner_text()
    all_, *kinds = [int(number) for number in re.findall(r"\d+", said)]
    assert len(kinds) >= 3 and sum(kinds) == all_
    assert "Sections" in said and "Figures" in said
    for group in page.locator(f"{RESULTS} > div").all():
        told = re.findall(r"\d+", group.locator("[data-number]").inner_text())
        assert not told or int(told[0]) == group.locator("li").count()


@pytest.mark.parametrize(("folder", "query", "word"), [("", "房贷利率", "房贷"), ("en/", "mortgage rates", "mortgage")])
def test_what_the_report_lacks_is_named(open_page: Opener, folder: str, query: str, word: str) -> None:
    page = open_page(folder, width=390)
    open_search(page)
    links = ask(page, query)
    expect(page.locator("[data-search-missing]")).to_contain_text(word)
    assert len(links) <= 3
    assert accessibility_problems_in_both_themes(page) == []
    ask(page, "坪效")
    expect(page.locator("[data-search-missing]")).not_to_be_visible()


@pytest.mark.parametrize(
    ("folder", "typed", "taken"), [("", "前值仓", "前置仓"), ("en/", "repeet purchase", "repeat purchase")]
)
def test_a_corrected_word_is_said_and_can_be_taken_back(open_page: Opener, folder: str, typed: str, taken: str) -> None:
    page = open_page(folder)
    open_search(page)
    ask(page, typed)
    mended = page.locator("[data-search-mended]")
    expect(mended).to_contain_text(taken)
    page.locator("[data-search-literal]").click()
    expect(mended).not_to_be_visible()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator("[data-search-missing]")).to_be_visible()
    ask(page, "GMV")
    ask(page, typed)  # whoever types it anew has not said so
    expect(mended).to_be_visible()


def test_the_reading_of_pinyin_is_shown(open_page: Opener) -> None:
    page = open_page("")
    open_search(page)
    ask(page, "zhibo")
    expect(page.locator("[data-search-note]")).to_have_text("zhibo = 直播")


def test_examples_are_there_until_something_is_typed(open_page: Opener) -> None:
    page = open_page("en/", width=390)
    open_search(page)
    examples = page.locator("[data-search-examples]")
    buttons = examples.get_by_role("button")
    expect(examples).to_be_visible()
    assert buttons.count() >= 3
    for text in buttons.all_inner_texts():
        assert ask(page, text), text
        expect(examples).not_to_be_visible()
    page.locator(FIELD).fill("")
    buttons.first.click()
    expect(page.locator(f"{RESULTS} [data-result]").first).to_be_visible()
    assert urlsplit(page.url).path == "/en/"


def test_the_search_key_of_a_phone_shows_the_list_and_opens_nothing(open_page: Opener) -> None:
    page = open_page("", width=390, has_touch=True, is_mobile=True)
    page.locator("[data-search-open]").tap()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("GMV")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).not_to_be_focused()  # the keyboard goes away
    wait_until(page, SETTLED, arg="GMV")
    expect(page.locator(f"{RESULTS} [data-result]").first).to_be_visible()
    assert urlsplit(page.url).path == "/"
    page.locator("dialog[open]").evaluate("dialog => dialog.scrollTo(0, dialog.scrollHeight)")
    expect(page.locator(FIELD)).to_be_in_viewport()  # the field stays


def test_it_says_at_once_that_it_is_loading(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    intercept(page)
    page.goto(address)
    waiting: list[Route] = []
    page.route("**/search/index.zh.txt", lambda route: waiting.append(route))
    open_search(page)
    page.locator(FIELD).fill("GMV")
    expect(page.locator("[data-search-status]")).to_have_text("正在载入搜索……")
    waiting[0].continue_()
    wait_until(page, SETTLED, arg="GMV")
    expect(page.locator("[data-search-status]")).to_contain_text("条结果")
    page.close()


def test_what_is_shown_stays_until_all_of_the_next_is_there(chromium: Browser, address: str) -> None:
    """Results are put in the place of others once for each query, never a second time under the finger."""
    page = chromium.new_page()
    intercept(page)
    page.goto(address)
    open_search(page)
    ask(page, "GMV")
    before = page.locator(RESULTS).inner_html()
    waiting: list[Route] = []
    page.route("**/search/more.zh.txt", lambda route: waiting.append(route))
    page.evaluate("""() => {
      window.changes = 0
      const list = document.querySelector('[data-search-results]')
      new MutationObserver(() => window.changes++).observe(list, {childList: true})
    }""")
    page.locator(FIELD).fill("网上买东西老是退货怎么办")
    page.wait_for_timeout(300)
    assert waiting
    assert page.locator(RESULTS).inner_html() == before
    waiting[0].continue_()
    wait_until(page, SETTLED, arg="网上买东西老是退货怎么办")
    assert page.evaluate("window.changes") == 1
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_back_from_a_result_leads_to_the_list_where_it_was_left(open_page: Opener, width: int) -> None:
    page = open_page("12-strategic-recommendations/", width=width)
    open_search(page)
    ask(page, "直播")
    link = page.locator(f"{RESULTS} > div:first-child [data-result] a").last
    link.scroll_into_view_if_needed()
    top = page.locator("dialog[open]").evaluate("dialog => dialog.scrollTop")
    assert top > 100
    follow(link)
    page.go_back()
    wait_until(page, SETTLED, arg="直播")
    expect(page.locator(FIELD)).to_have_value("直播")
    wait_until(page, "top => Math.abs(document.querySelector('dialog[open]').scrollTop - top) < 3", arg=top)


@pytest.mark.parametrize("width", [390, 1440])
def test_all_results_of_a_kind_are_a_key_away_and_there_when_the_reader_comes_back(
    open_page: Opener, width: int
) -> None:
    page = open_page("12-strategic-recommendations/", width=width)
    open_search(page)
    ask(page, "直播")
    group = page.locator(f"{RESULTS} [data-group=sections]")
    results = group.locator("[data-result] a")
    shown, total = map(int, re.findall(r"\d+", group.locator("[data-number]").inner_text()))
    assert results.count() == shown < total
    button = group.get_by_role("button", name=f"列出全部 {total} 条")
    button.press("Enter")
    expect(results).to_have_count(total)
    expect(results.nth(shown)).to_be_focused()
    expect(button).to_be_hidden()
    assert group.locator("[data-number]").inner_text() == ""
    assert len({link.get_attribute("href") for link in results.all()}) == total
    last = results.last
    last.scroll_into_view_if_needed()
    top = page.locator("dialog[open]").evaluate("dialog => dialog.scrollTop")
    follow(last)
    page.go_back()
    expect(results).to_have_count(total)
    wait_until(page, "top => Math.abs(document.querySelector('dialog[open]').scrollTop - top) < 3", arg=top)
    ask(page, "平台")
    expect(results).to_have_count(shown)


def test_on_a_wide_screen_the_header_shows_a_field(open_page: Opener) -> None:
    page = open_page("en/")
    opener = page.locator("[data-search-open]").first
    box = opener.bounding_box()
    assert box is not None and box["width"] >= 120
    opener.click()
    expect(page.locator(FIELD)).to_be_focused()
    assert page.locator("dialog[open] :is(button, [role=button])[data-close]:visible").count() <= 1


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_it_escape_closes_it_and_the_focus_returns(open_page: Opener, keys: str) -> None:
    page = open_page("03-innovation-models/")
    link = page.locator("article a.figure").first
    link.focus()
    page.keyboard.press("Escape")
    page.keyboard.press(keys)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("盒马")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(open_page: Opener) -> None:
    page = open_page("statistics/")
    page.locator("input[name=text]").focus()
    page.keyboard.type("/")
    expect(page.locator("input[name=text]")).to_have_value("/")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_arrows_and_enter_choose(open_page: Opener) -> None:
    page = open_page("")
    open_search(page)
    addresses = ask(page, "坪效")
    links = page.locator(f"{ANSWER} a, {RESULTS} [data-result] a")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == urlsplit(addresses[0]).path


def test_enter_before_the_index_is_there_waits_for_it(open_page: Opener) -> None:
    page = open_page("")
    open_search(page)
    page.locator(FIELD).fill("元宇宙")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/01-overview/#goals-and-core-value")


def test_nothing_fires_inside_a_composition(open_page: Opener) -> None:
    page = open_page("")
    open_search(page)
    ask(page, "盒马")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zhi'bo", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(200)
    expect(page.locator(RESULTS)).to_have_attribute("data-query", "盒马")
    session.send("Input.insertText", {"text": "直播"})
    expect(page.locator(RESULTS)).to_have_attribute("data-query", "盒马直播")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_search_is_an_address(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}search/?q=GDPR", width=390)
    wait_until(page, SETTLED, arg="GDPR")
    assert page.locator("search[data-site-search]").count() == 1
    expect(page.locator(f"{RESULTS} [data-result]").first).to_be_visible()
    page.locator(FIELD).fill("SHEIN")
    wait_until(page, SETTLED, arg="SHEIN")
    assert path_of(page) == f"/{folder}search/?q=SHEIN"
    with page.expect_navigation():
        page.locator("[data-language-switch]").click()
    wait_until(page, SETTLED, arg="SHEIN")


def test_an_empty_result_offers_terms_and_the_indexes(open_page: Opener) -> None:
    page = open_page("en/")
    open_search(page)
    assert ask(page, "zzrepeat-purchaserate") == []
    expect(page.locator("[data-search-status]")).to_have_text("Nothing found")
    empty = page.locator(RESULTS)
    expect(empty.get_by_role("link", name="repeat-purchase rate")).to_be_visible()
    expect(empty.get_by_role("link", name="Statistics glossary")).to_be_visible()


@pytest.mark.parametrize(("folder", "query"), [("", "盒马"), ("en/", "Freshippo")])
def test_nothing_is_fetched_before_the_first_use_and_little_then(
    open_page: Opener, site: Path, folder: str, query: str
) -> None:
    page = open_page(folder)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page.wait_for_timeout(500)
    before = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    assert not [path for path in before if "search" in path and "/assets/scripts/search." not in path]
    open_search(page)
    ask(page, query)
    # What any dialog has besides, whichever is opened first, is not the search's.
    shared = ("/assets/stylesheets/overlays.", "/assets/favicon.", "/assets/scripts/way-back.")
    fetched = [path for path in fetched if not path.startswith(shared)]
    weight = sum(len(gzip.compress((site / path.lstrip("/")).read_bytes(), 6)) for path in fetched)
    assert any("/search/index." in path for path in fetched)
    assert weight <= 60_000, (weight, fetched)


HOSTILE = {
    "long": "盒马" * 5000,
    "markup": "<img src=x onerror=alert(1)>",
    "regular expression": "(((([[[\\d+*?{^$|",
    "control": "盒\x00马\x07\u200b",
    "right to left": "\u202e盒马\u202c",
    "lone surrogate": "盒\ud800马",
    "spaces": "  \t  ",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_any_input_is_harmless(open_page: Opener, query: str) -> None:
    page = open_page("")
    open_search(page)
    page.evaluate(
        """([codes]) => {
          const field = document.querySelector('[data-site-search] input[type=search]')
          field.value = String.fromCharCode(...codes.slice(0, 10000))
          field.dispatchEvent(new InputEvent('input', {bubbles: true}))
        }""",
        [[int.from_bytes(pair, "little") for pair in _units(query)]],
    )
    wait_until(page, "document.querySelector('[data-search-results]').getAttribute('aria-busy') === 'false'")
    assert page.locator(f"{RESULTS} img").count() == 0
    assert ask(page, "坪效")


def _units(text: str) -> list[bytes]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


@pytest.mark.parametrize("broken", ["**/search/index.zh.txt", "**/search-panel.*.js"])
def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(
    chromium: Browser, address: str, broken: str
) -> None:
    page = chromium.new_page()
    intercept(page)
    page.goto(address)
    gone = True

    def answer(route: Route) -> None:
        if gone:
            route.fulfill(status=404, body="")
        else:
            route.continue_()

    page.route(broken, answer)
    open_search(page)
    page.locator(FIELD).fill("坪效")
    failed = page.locator("[data-search-failed]")
    expect(failed).to_be_visible()
    expect(failed.get_by_role("link", name="案例索引")).to_be_visible()
    gone = False
    failed.get_by_role("button", name="重试").click()
    wait_until(page, SETTLED, arg="坪效")
    expect(page.locator(f"{RESULTS} [data-result]").first).to_be_visible()
    page.close()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_the_button_leads_to_the_indexes(open_page: Opener, folder: str) -> None:
    page = open_page(folder, java_script_enabled=False, width=390)
    with page.expect_navigation():
        page.locator("[data-search-open]").click()
    assert path_of(page) == f"/{folder}search/"
    expect(page.locator("article a[href$='statistics/']").first).to_be_visible()
    expect(page.locator("noscript")).not_to_have_count(0)


def test_on_a_phone_the_first_results_stand_above_the_keyboard(open_page: Opener) -> None:
    page = open_page("", width=390)
    page.locator("[data-search-open]").click()
    expect(page.locator(FIELD)).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 420})  # what a keyboard leaves
    for query, first in (("坪效", f"{ANSWER} li"), ("流量成本", f"{RESULTS} [data-result]")):
        ask(page, query)
        box = page.locator(first).first.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 420, query


@pytest.mark.parametrize("folder", ["", "en/"])
def test_axe_finds_nothing_in_results(open_page: Opener, folder: str) -> None:
    page = open_page(folder, width=390)
    open_search(page)
    ask(page, "GMV")
    assert accessibility_problems_in_both_themes(page) == []
    page = open_page(f"{folder}search/?q=GMV")
    wait_until(page, SETTLED, arg="GMV")
    assert accessibility_problems_in_both_themes(page) == []


@pytest.fixture(scope="module")
def engine(chromium: Browser, address: str) -> Page:
    page = chromium.new_page()
    intercept(page)
    page.goto(address)
    scripts = ROOT / "docs/assets/scripts"
    page.route("**/modules/**", lambda route: route.fulfill(path=scripts / route.request.url.partition("/modules/")[2]))
    page.evaluate("""async () => {
      const modules = await Promise.all(["fold", "index", "query"].map((name) => import(`/modules/search/${name}.js`)))
      window.engine = Object.assign({}, ...modules)
    }""")
    return page


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), data=st.data())
def test_what_is_indexed_is_found_by_its_own_words(engine: Page, text: str, data: st.DataObject) -> None:
    """Index and query split any text alike: a record is found by every word of its own."""
    words = [word for word in text.split() if any(sign.isalnum() for sign in word)]
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    found = engine.evaluate(
        """async ([text, word]) => {
          const columns = (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, [value]]))
          const none = {headings: [], keywords: [], told: [], chapter: 0}
          const sections = columns({...none, id: 'one', number: '1.1', title: 't', text: [text]})
          const file = {folder: '', chapters: [['u/', 'c']], sections, pages: [], entries: {}, cases: {}, figures: {}}
          const split = text => engine.tokens(engine.fold(text).folded).length
          const index = await engine.build({...file, synonyms: {}})
          if (split(word) === 0) return true
          let answer = engine.search(index, word)
          while (answer.lacks.length > 0) {
            for (const name of answer.lacks) await engine.extend(index, name, null)
            answer = engine.search(index, word)
          }
          return answer.results.length > 0
        }""",
        [text, word],
    )
    assert found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_folding_keeps_the_places(engine: Page, text: str) -> None:
    """Every folded character knows where it stood; places never run backwards nor past the end."""
    places = engine.evaluate("text => engine.fold(text).places", text.encode("utf-16", "replace").decode("utf-16"))
    assert places == sorted(places)


def test_one_wrong_letter_is_near(engine: Page) -> None:
    cases = defaultdict(list)
    for one, other in (
        ("twin", "twin"),
        ("twin", "twn"),
        ("twin", "twain"),
        ("twin", "twon"),
        ("twin", "wtin"),
        ("twin", "tone"),
        ("a", "abc"),
    ):
        cases[engine.evaluate("([a, b]) => engine.near(a, b)", [one, other])].append((one, other))
    assert cases[False] == [("twin", "tone"), ("a", "abc")]


def test_what_was_found_is_marked_across_a_word_that_is_kept_whole(open_page: Opener) -> None:
    page = open_page("en/04-technology-drivers/?mark=e-commerce%20service#instant-retail-5g")
    expect(page.locator("mark").first).to_have_text("e-commerce service")


def test_no_single_letter_is_marked(open_page: Opener) -> None:
    page = open_page("en/search/")
    ask(page, "e-commerce platforms")
    hrefs = page.locator(f"{RESULTS} [data-result] a").evaluate_all("links => links.map((link) => link.search)")
    marks = [mark for href in hrefs for mark in unquote(href.partition("mark=")[2]).split("|")]
    assert len(marks) > 5 and not [mark for mark in marks if len(mark) == 1 and mark.isascii()]
