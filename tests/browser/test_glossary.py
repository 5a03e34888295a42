"""The statistics glossary and the previews of figures, as readers use them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import (
    Opener,
    accessibility_problems_in_both_themes,
    escape,
    follow,
    in_view,
    intercept,
    on_phone,
    path_of,
    wait_until,
)
from helpers import read_data

CHAPTER = "03-innovation-models/"
REPEAT = "repeat-purchase-rate"


def choose(page: Page, facet: str, value: str) -> None:
    """Tick a value in the sheet of filters."""
    if page.locator("dialog.filters__sheet[open]").count() == 0:
        page.locator("[data-filters-open]").click()
    group = page.locator(f"details[data-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f"input[value='{value}']").check()


def shown(page: Page) -> list[str]:
    """The ids of the figures that the glossary shows."""
    anchors = page.locator("tr[data-item]:visible td > span[id]")
    return [str(row) for row in anchors.evaluate_all("anchors => anchors.map((anchor) => anchor.id)")]


@pytest.mark.parametrize(("folder", "text"), [("", "复购率"), ("en/", "repeat-purchase")])
def test_named_subjects_of_one_metric_are_one_address(site: Path, open_page: Opener, folder: str, text: str) -> None:
    wanted = [
        s["id"]
        for s in read_data(site, "statistics")
        if s["metric"] == REPEAT and s["organisation"] and not s["anonymous"]
    ]
    assert wanted
    page = open_page(f"{folder}statistics/?metric={REPEAT}&naming=named")
    assert shown(page) == wanted
    expect(page.locator("[data-filters-count]")).to_contain_text(str(len(wanted)))
    page = open_page(f"{folder}statistics/", width=390)
    choose(page, "metric", REPEAT)
    choose(page, "naming", "named")
    assert path_of(page) == f"/{folder}statistics/?metric={REPEAT}&naming=named"
    assert shown(page) == wanted
    escape(page)
    page.go_back()  # what was chosen in the sheet is one step
    assert path_of(page) == f"/{folder}statistics/"
    assert len(shown(page)) > len(wanted)
    page.locator("input[name=text]").fill(text)
    assert len(shown(page)) > len(wanted)


@pytest.mark.parametrize("word", ["Hema", "盒马鲜生", "ｈｅｍａ"])
def test_the_text_filter_knows_every_name_of_an_organisation(site: Path, open_page: Opener, word: str) -> None:
    page = open_page("en/statistics/")
    with page.expect_response("**/names.json"):
        page.locator("input[name=text]").fill(word)
    about = {s["id"] for s in read_data(site, "statistics") if s["organisation"] == "freshippo"}
    wait_until(page, "() => document.querySelectorAll('tr[data-item]:not([hidden])').length > 5")
    assert about and about <= set(shown(page))
    assert "text=" in path_of(page)


@pytest.mark.parametrize(
    ("path", "typed", "same"),
    [
        ("statistics/", "復購率", "复购率"),
        ("statistics/", "复构率", "复购率"),
        ("en/statistics/", "repaet purchase", "repeat-purchase"),
        ("en/statistics/", "ＣＯＮＶＥＲＳＩＯＮ", "conversion"),
        ("cases/", "跨境電商", "跨境电商"),
        ("en/cases/", "wharehouse", "warehouse"),
        ("en/cases/", "Pindoudou", "Pinduoduo"),
    ],
)
def test_the_text_filter_forgives_what_the_search_forgives(open_page: Opener, path: str, typed: str, same: str) -> None:
    page = open_page(path)
    everything = page.locator("[data-item]:not([hidden])").count()
    items = []
    for text in (same, typed):
        page.locator("input[name=text]").fill(text)
        wait_until(page, "all => document.querySelectorAll('[data-item]:not([hidden])').length < all", arg=everything)
        wait_until(page, "document.querySelectorAll('[data-item]:not([hidden])').length > 0")
        links = page.locator("[data-item]:visible a:first-child")
        items.append(links.evaluate_all("links => links.map((link) => link.href)"))
        page.locator("input[name=text]").fill("")
        wait_until(page, "all => document.querySelectorAll('[data-item]:not([hidden])').length === all", arg=everything)
    assert items[0] == items[1] != []


def test_counts_follow_the_selection_and_an_empty_result_says_so(open_page: Opener, site: Path) -> None:
    page = open_page("statistics/?year=2024")
    page.locator("input[name=text]").fill("盒马")
    some = len(shown(page))
    assert some > 0
    page.locator("[data-filters-open]").click()
    number = page.locator("label:has(input[name=year][value='2024']) small")
    assert number.text_content() == str(some)
    escape(page)
    page.locator("input[name=text]").fill("没有这样的数字")
    assert shown(page) == []
    expect(page.locator("[data-filters-count]")).to_have_text("没有符合条件的数字")
    elsewhere = page.locator("[data-search-site]")
    expect(elsewhere).to_have_text("在全站搜索“没有这样的数字”")
    assert "/search/?q=" in str(elsewhere.get_attribute("href"))
    page.locator("[data-filters-open]").click()
    assert number.text_content() == "0"
    escape(page)
    page.get_by_role("button", name="清除筛选").click()
    assert path_of(page) == "/statistics/"
    expect(page.locator("[data-filters-count]")).to_contain_text(f"共 {len(read_data(site, 'statistics'))} 个数字")


def test_what_is_typed_while_the_closed_sheet_leaves_the_history_is_kept(open_page: Opener) -> None:
    page = open_page("statistics/?year=2024")
    page.locator("[data-filters-open]").click()
    wait_until(page, "history.state?.overlay")
    is_leaving = page.evaluate(
        """() => new Promise((typed) => {
          const sheet = document.querySelector("dialog.filters__sheet")
          const type = () => {
            const field = document.querySelector("input[name=text]")
            field.value = "盒马"
            field.dispatchEvent(new Event("input"))
            typed(history.state.overlay)
          }
          sheet.addEventListener("close", () => setTimeout(type), { once: true })
          sheet.close()
        })"""
    )
    assert is_leaving == "overlay"
    wait_until(page, "!history.state?.overlay")
    expect(page.locator("input[name=text]")).to_have_value("盒马")
    assert path_of(page) == f"/statistics/?text={quote('盒马')}&year=2024"
    assert 0 < len(shown(page)) < page.locator("[data-item]").count()


def test_markup_in_the_address_is_text(open_page: Opener) -> None:
    page = open_page("statistics/?text=%3Cimg%20src%3Dx%3E&year=%22%3E&metric=nowhere&colour=%3Cb%3E&sort=sideways")
    expect(page.locator("input[name=text]")).to_have_value("<img src=x>")
    expect(page.locator("[data-chips] button")).to_have_count(0)
    expect(page.locator("[data-filters-ignored]")).to_contain_text('year=">；metric=nowhere；colour=<b>')
    assert page.locator("article :is(img, b)").count() == 0


@pytest.mark.parametrize("query", [f"text={'9' * 10_000}", "text=%E0%A4%A", f"metric={REPEAT}&metric=%ZZ&flag=x"])
def test_a_hostile_address_breaks_nothing(open_page: Opener, query: str) -> None:
    page = open_page(f"statistics/?{query}")
    expect(page.locator("[data-filters-count]")).not_to_be_empty()
    if query.startswith("metric"):  # what is known holds
        assert shown(page) and page.locator("[data-chips] button").count() == 1


def test_the_language_link_keeps_the_filter(open_page: Opener) -> None:
    page = open_page(f"statistics/?metric={REPEAT}")
    before = shown(page)
    follow(page.locator("[data-language-switch]"))
    assert path_of(page).startswith(f"/en/statistics/?metric={REPEAT}")
    assert shown(page) == before


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_end_of_a_section_leads_to_its_figures(site: Path, open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}")
    follow(page.locator("h3 ~ .section-index").first.get_by_role("link").first)
    assert path_of(page) == f"/{folder}statistics/?section=social-commerce#all-figures"
    assert shown(page) and set(shown(page)) == {s["id"] for s in read_data(site, "statistics") if s["section"] == "3.1"}
    assert in_view(page, "all-figures")


def others_of_its_metric(site: Path, statistic: str) -> int:
    """How many other figures there are of the metric of a figure."""
    metrics = {entry["id"]: entry["metric"] for entry in read_data(site, "statistics")}
    return list(metrics.values()).count(metrics[statistic]) - 1


def card(page: Page) -> Any:
    return page.locator("#preview")


@pytest.mark.parametrize(("folder", "metric"), [("", "复购率"), ("en/", "Repeat-purchase rate")])
def test_hovering_over_a_figure_shows_what_it_is(open_page: Opener, site: Path, folder: str, metric: str) -> None:
    page = open_page(f"{folder}{CHAPTER}")
    figure = page.locator("#social-platforms-repeat-purchase + a")
    figure.hover()
    expect(card(page)).to_contain_text(metric)
    expect(card(page)).to_contain_text(str(others_of_its_metric(site, "social-platforms-repeat-purchase")))
    page.mouse.move(2, 2)
    expect(card(page)).to_have_count(0)


def test_a_figure_by_keyboard(open_page: Opener, site: Path) -> None:
    page = open_page(f"en/{CHAPTER}")
    figure = page.locator("#social-platforms-repeat-purchase + a")
    page.keyboard.press("Tab")
    figure.focus()
    expect(figure).to_have_attribute("aria-expanded", "true")
    expect(figure).to_have_accessible_description(re.compile("Repeat-purchase rate.*buy", re.DOTALL))
    page.keyboard.press("ArrowDown")
    expect(card(page).locator("a").first).to_be_focused()
    for name in (
        "Copy link",
        f"{others_of_its_metric(site, 'social-platforms-repeat-purchase')} other figures for this metric",
        "More",
        "Close",
    ):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_accessible_name(name)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(figure).to_be_focused()


def test_tab_passes_a_preview_by(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}")
    figure = page.locator("#social-platforms-repeat-purchase + a")
    page.keyboard.press("Tab")
    figure.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    assert figure.evaluate("""(figure) => {
      const links = [...document.querySelectorAll("article a")].filter((link) => !link.closest(".preview"))
      return links[links.indexOf(figure) + 1] === document.activeElement
    }""")


@pytest.mark.parametrize(
    "path",
    [
        f"{CHAPTER}#social-platforms-repeat-purchase",
        "statistics/#social-platforms-repeat-purchase",
        f"statistics/{REPEAT}/#social-platforms-repeat-purchase",
    ],
)
def test_who_arrives_at_a_figure_sees_it_and_no_card(open_page: Opener, path: str) -> None:
    page = open_page(path, width=390)
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)
    room = page.locator("#social-platforms-repeat-purchase + a").evaluate(
        "(figure) => figure.getBoundingClientRect().top - document.querySelector('.md-header').offsetHeight"
    )
    assert room > 60  # the line before, or the head of the table


def test_a_card_at_the_bottom_leaves_its_figure_in_view(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390, has_touch=True)
    figure = page.locator("#social-platforms-repeat-purchase + a")
    figure.evaluate("(figure) => scrollBy(0, figure.getBoundingClientRect().bottom - innerHeight + 10)")
    figure.tap()
    expect(card(page)).to_be_visible()
    page.wait_for_timeout(300)
    below = figure.evaluate("(figure) => figure.getBoundingClientRect().bottom")
    assert below <= card(page).evaluate("(card) => card.getBoundingClientRect().top")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_from_a_figure_to_its_metric_and_back_by_taps(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}", width=390, has_touch=True)
    page.locator("#social-platforms-repeat-purchase + a").tap()
    expect(card(page)).to_be_visible()
    card(page).locator("a").first.tap()
    page.wait_for_url(f"**/{folder}statistics/{REPEAT}/#social-platforms-repeat-purchase")
    assert in_view(page, "social-platforms-repeat-purchase")
    page.locator("#social-platforms-repeat-purchase + a").tap()
    page.wait_for_url(f"**/{folder}{CHAPTER}#social-platforms-repeat-purchase")


def test_a_second_tap_follows_and_a_tap_elsewhere_closes(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390, has_touch=True)
    figure = page.locator("#social-platforms-repeat-purchase + a")
    figure.tap()
    expect(card(page)).to_be_visible()
    page.locator("h1").tap()
    expect(card(page)).to_have_count(0)
    figure.tap()
    expect(card(page)).to_be_visible()
    figure.tap()
    page.wait_for_url(f"**/statistics/{REPEAT}/#social-platforms-repeat-purchase")


def test_copying_the_address_of_a_figure(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#social-platforms-repeat-purchase + a").hover()
    card(page).get_by_role("button", name="Copy link").click()
    expect(card(page).get_by_role("button", name="Copied")).to_be_visible()
    address = page.url.partition("#")[0]  # which follows the section meanwhile
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}#social-platforms-repeat-purchase"


@pytest.mark.parametrize("kind", ["case", "law", "term"])
def test_cases_laws_and_terms_have_previews(open_page: Opener, kind: str) -> None:
    page = open_page("09-policy-and-standards/")
    link = page.locator(f"article a.{kind}").first
    link.hover()
    expect(card(page).locator(".preview__title")).to_be_visible()


def test_previews_that_cannot_be_loaded_leave_the_link(open_page: Opener) -> None:
    page = open_page(CHAPTER, routed=True)
    page.route("**/previews.html", lambda route: route.fulfill(status=200, body="", content_type="text/html"))
    figure = page.locator("#social-platforms-repeat-purchase + a")
    figure.hover()
    expect(card(page)).to_have_text("没能载入，可能是网络断了。")
    follow(figure)
    assert path_of(page) == f"/statistics/{REPEAT}/#social-platforms-repeat-purchase"


def test_axe_finds_nothing_in_a_filtered_glossary(open_page: Opener) -> None:
    page = open_page("en/statistics/?flag=contradicted", width=390)
    assert shown(page)
    assert accessibility_problems_in_both_themes(page) == []
    page.locator("[data-filters-open]").click()
    page.locator("details[data-facet=naming] summary").click()
    assert accessibility_problems_in_both_themes(page) == []


def test_axe_finds_nothing_in_the_wide_table(open_page: Opener) -> None:
    page = open_page("en/statistics/?view=table&sort=-value", width=1440)
    expect(page.locator("[data-extra]").first).to_be_visible()
    assert accessibility_problems_in_both_themes(page) == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_address_with_a_filter_shows_its_answer_at_once(site: Path, open_page: Opener, folder: str) -> None:
    page = on_phone(open_page, f"{folder}cases/?metric=days-of-inventory")
    rows = page.locator("tr[data-item]:visible")
    assert rows.first.evaluate("(row) => row.getBoundingClientRect().bottom") < 844
    expect(page.locator("[data-chips] button")).to_have_count(1)
    page = on_phone(open_page, f"{folder}statistics/?metric=days-of-inventory#all-figures")
    last = page.locator("tr[data-item]:visible").last
    assert last.evaluate("(row) => row.getBoundingClientRect().bottom") < 844


@pytest.mark.parametrize("path", ["statistics/", "en/statistics/", "cases/", "en/cases/", "en/organisations/"])
def test_an_index_fits_in_a_hand(open_page: Opener, path: str) -> None:
    page = on_phone(open_page, path)
    assert page.evaluate("document.documentElement.scrollHeight") <= 16_000
    assert page.evaluate("document.querySelectorAll('*').length") <= 3_500


def test_several_values_of_a_facet_and_chips_to_take_them_off(site: Path, open_page: Opener) -> None:
    page = open_page("en/statistics/", width=390)
    choose(page, "organisation", "freshippo")
    choose(page, "organisation", "shein")
    page.locator("[data-filters-done]").click()
    assert path_of(page) == "/en/statistics/?organisation=freshippo&organisation=shein"
    wanted = [s["id"] for s in read_data(site, "statistics") if s["organisation"] in ("freshippo", "shein")]
    assert sorted(shown(page)) == sorted(wanted)
    chip = page.get_by_role("button", name="Remove filter: SHEIN")
    chip.focus()
    page.keyboard.press("Enter")
    assert path_of(page) == "/en/statistics/?organisation=freshippo"
    expect(page.get_by_role("button", name="Remove filter: Freshippo (Hema)")).to_be_focused()


def test_what_is_not_given_is_a_value_too(site: Path, open_page: Opener) -> None:
    """Rows leave it unsaid, so that the page weighs less."""
    wanted = [statistic["id"] for statistic in read_data(site, "statistics") if not statistic["year"]]
    assert sorted(shown(open_page("en/statistics/?year=none"))) == sorted(wanted) != []


def test_every_column_sorts(site: Path, open_page: Opener) -> None:
    statistics = {s["id"]: s for s in read_data(site, "statistics")}
    page = open_page(f"en/statistics/?metric={REPEAT}&naming=named&naming=unnamed", width=1440)
    own = shown(page)
    head = page.locator("th[data-sort=value]:visible")
    head.get_by_role("button").click()
    assert "sort=value" in path_of(page)
    expect(head).to_have_attribute("aria-sort", "ascending")
    keys = [(statistics[key]["unit"], statistics[key]["value"]) for key in shown(page)]
    assert keys == sorted(keys) and sorted(shown(page)) == sorted(own)
    head.get_by_role("button").click()
    assert [(statistics[key]["unit"], statistics[key]["value"]) for key in shown(page)] == keys[::-1]
    page = open_page("en/statistics/?sort=section", width=1440)
    numbers = [tuple(map(int, statistics[key]["section"].split("."))) for key in shown(page)]
    assert numbers == sorted(numbers)
    page.locator("select[name=sort]").select_option("")
    assert path_of(page) == "/en/statistics/"
    assert shown(page) != [] and page.locator("h2.list-group:visible").count() > 5


def test_taking_a_view_away(site: Path, open_page: Opener) -> None:
    page = open_page(
        f"en/statistics/?metric={REPEAT}&naming=named&sort=-value",
        width=1440, permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    wanted = shown(page)
    page.locator(".filters__take summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download these {len(wanted)} (CSV)").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == wanted
    assert all("unverified" in row["note_on_view"] and "Repeat-purchase rate" in row["note_on_view"] for row in rows)
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download these {len(wanted)} (JSON)").click()
    content = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [row["id"] for row in content["statistics"]] == wanted
    assert "unverified" in content["note"] and page.url in content["note"]
    page.evaluate("document.querySelector('tr[data-item]:not([hidden]) > td:last-child').textContent = '=1+1'")
    page.get_by_role("button", name="Copy as table").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    head, *lines, note = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert head.split("\t")[:2] == ["Metric", "Figure"] and len(lines) == len(wanted) and "unverified" in note
    assert [line.rpartition("\t")[2] for line in lines].count("'=1+1") == 1  # no formula for a spreadsheet
    page.emulate_media(media="print")
    expect(page.locator("[data-print-view]")).to_be_visible()
    expect(page.locator("[data-print-view]")).to_contain_text("unverified")


def test_downloads_that_cannot_be_had_say_so(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    intercept(page)
    page.goto(f"{address}statistics/")
    page.route("**/data/*", lambda route: route.fulfill(status=200, body="", content_type="text/csv"))
    page.locator(".filters__take summary").click()
    page.get_by_role("button", name=re.compile("CSV")).click()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("没能载入")
    expect(notice.get_by_role("link")).to_have_attribute("href", "../data/statistics.csv")  # all of them
    page.close()


def test_the_way_back_keeps_the_filters(open_page: Opener) -> None:
    page = open_page(f"en/statistics/?metric={REPEAT}&sort=-value")
    before = shown(page)
    follow(page.locator("tr[data-item]:visible th a").first)
    assert path_of(page) == f"/en/statistics/{REPEAT}/"
    follow(page.locator(".crumbs a[data-back]"))
    assert path_of(page) == f"/en/statistics/?metric={REPEAT}&sort=-value"
    assert shown(page) == before


def test_axe_finds_nothing_in_a_preview(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}")
    page.locator("#social-platforms-repeat-purchase + a").hover()
    expect(card(page)).to_be_visible()
    assert accessibility_problems_in_both_themes(page) == []
    expect(card(page)).to_be_visible()
