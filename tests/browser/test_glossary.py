"""The statistics glossary and the previews of figures, as readers use them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browsing import Opener, accessibility_problems_in_both_themes, follow, in_view, path_of
from helpers import read_data

CHAPTER = "03-innovation-models/"
REPEAT = "repeat-purchase-rate"


def shown(page: Page) -> list[str]:
    """The ids of the figures that the glossary shows."""
    return [str(row) for row in page.locator("tr[data-item]:visible a.figure").evaluate_all("l => l.map(a => a.id)")]


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
    page.locator(".filters summary").click()
    page.locator("select[name=metric]").select_option(REPEAT)
    page.locator("select[name=naming]").select_option("named")
    assert path_of(page) == f"/{folder}statistics/?metric={REPEAT}&naming=named"
    assert shown(page) == wanted
    page.go_back()
    assert path_of(page) == f"/{folder}statistics/?metric={REPEAT}"
    assert len(shown(page)) > len(wanted)
    page.locator("input[name=text]").fill(text)
    assert len(shown(page)) > len(wanted)


@pytest.mark.parametrize("word", ["Hema", "盒马鲜生", "ｈｅｍａ"])
def test_the_text_filter_knows_every_name_of_an_organisation(site: Path, open_page: Opener, word: str) -> None:
    page = open_page("en/statistics/")
    page.locator("input[name=text]").fill(word)
    about = {s["id"] for s in read_data(site, "statistics") if s["organisation"] == "freshippo"}
    assert about and about <= set(shown(page))
    assert "text=" in path_of(page)


def test_counts_follow_the_selection_and_an_empty_result_says_so(open_page: Opener, site: Path) -> None:
    page = open_page("statistics/?year=2025")
    option = page.locator("select[name=year] option[value='2025']")
    total = option.inner_text()
    page.locator("input[name=text]").fill("没有这样的数字")
    assert shown(page) == []
    expect(page.locator("[data-filters-count]")).to_have_text("没有符合条件的数字")
    assert option.inner_text() != total
    page.get_by_role("button", name="清除筛选").click()
    assert path_of(page) == "/statistics/"
    expect(page.locator("[data-filters-count]")).to_contain_text(f"共 {len(read_data(site, 'statistics'))} 个数字")


def test_markup_in_the_address_is_text(open_page: Opener) -> None:
    page = open_page("statistics/?text=%3Cimg%20src%3Dx%3E&year=%22%3E&metric=nowhere")
    expect(page.locator("input[name=text]")).to_have_value("<img src=x>")
    expect(page.locator("select[name=metric]")).to_have_value("")
    assert page.locator("article img").count() == 0


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
    figure = page.locator("#social-platforms-repeat-purchase")
    figure.hover()
    expect(card(page)).to_contain_text(metric)
    expect(card(page)).to_contain_text(str(others_of_its_metric(site, "social-platforms-repeat-purchase")))
    page.mouse.move(2, 2)
    expect(card(page)).to_have_count(0)


def test_a_figure_by_keyboard(open_page: Opener, site: Path) -> None:
    page = open_page(f"en/{CHAPTER}")
    figure = page.locator("#social-platforms-repeat-purchase")
    page.keyboard.press("Tab")
    figure.focus()
    expect(figure).to_have_attribute("aria-expanded", "true")
    expect(figure).to_have_accessible_description(re.compile("Repeat-purchase rate.*buy", re.DOTALL))
    page.keyboard.press("ArrowDown")
    expect(card(page).locator("a").first).to_be_focused()
    for name in (
        f"{others_of_its_metric(site, 'social-platforms-repeat-purchase')} other figures for this metric",
        "Cite",
        "Copy link",
        "Copy short link",
        "Copy Markdown link",
        "Close",
    ):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_accessible_name(name)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(figure).to_be_focused()


def test_tab_passes_a_preview_by(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}")
    figure = page.locator("#social-platforms-repeat-purchase")
    page.keyboard.press("Tab")
    figure.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    assert figure.evaluate("""(figure) => {
      const links = [...document.querySelectorAll("article a")].filter((link) => !link.closest(".preview"))
      return links[links.indexOf(figure) + 1] === document.activeElement
    }""")


@pytest.mark.parametrize(
    "path", [f"{CHAPTER}#social-platforms-repeat-purchase", "statistics/#social-platforms-repeat-purchase"]
)
def test_who_arrives_at_a_figure_sees_it_and_no_card(open_page: Opener, path: str) -> None:
    page = open_page(path, width=390)
    page.wait_for_timeout(500)
    expect(card(page)).to_have_count(0)
    room = page.locator("#social-platforms-repeat-purchase").evaluate(
        "(figure) => figure.getBoundingClientRect().top - document.querySelector('.md-header').offsetHeight"
    )
    assert room > 60  # the line before, or the head of the table


def test_a_card_at_the_bottom_leaves_its_figure_in_view(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390, has_touch=True)
    figure = page.locator("#social-platforms-repeat-purchase")
    figure.evaluate("(figure) => scrollBy(0, figure.getBoundingClientRect().bottom - innerHeight + 10)")
    figure.tap()
    expect(card(page)).to_be_visible()
    page.wait_for_timeout(300)
    below = figure.evaluate("(figure) => figure.getBoundingClientRect().bottom")
    assert below <= card(page).evaluate("(card) => card.getBoundingClientRect().top")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_from_a_figure_to_its_metric_and_back_by_taps(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}", width=390, has_touch=True)
    page.locator("#social-platforms-repeat-purchase").tap()
    expect(card(page)).to_be_visible()
    with page.expect_navigation():
        card(page).locator("a").first.tap()
    assert path_of(page) == f"/{folder}statistics/#social-platforms-repeat-purchase"
    assert in_view(page, "social-platforms-repeat-purchase")
    with page.expect_navigation():
        page.locator("#social-platforms-repeat-purchase").tap()
    assert path_of(page) == f"/{folder}{CHAPTER}#social-platforms-repeat-purchase"


def test_a_second_tap_follows_and_a_tap_elsewhere_closes(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390, has_touch=True)
    figure = page.locator("#social-platforms-repeat-purchase")
    figure.tap()
    expect(card(page)).to_be_visible()
    page.locator("h1").tap()
    expect(card(page)).to_have_count(0)
    figure.tap()
    expect(card(page)).to_be_visible()
    with page.expect_navigation():
        figure.tap()
    assert path_of(page) == "/statistics/#social-platforms-repeat-purchase"


def test_copying_the_address_of_a_figure(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#social-platforms-repeat-purchase").hover()
    card(page).get_by_role("button", name="Copy link").click()
    expect(card(page).get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}#social-platforms-repeat-purchase"


@pytest.mark.parametrize("kind", ["case", "law", "term"])
def test_cases_laws_and_terms_have_previews(open_page: Opener, kind: str) -> None:
    page = open_page("09-policy-and-standards/")
    link = page.locator(f"article a.{kind}").first
    link.hover()
    expect(card(page).locator(".preview__title")).to_be_visible()


def test_previews_that_cannot_be_loaded_leave_the_link(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.route("**/previews.html", lambda route: route.fulfill(status=200, body="", content_type="text/html"))
    figure = page.locator("#social-platforms-repeat-purchase")
    figure.hover()
    page.wait_for_timeout(500)
    assert card(page).count() == 0
    follow(figure)
    assert path_of(page) == "/statistics/#social-platforms-repeat-purchase"


def test_axe_finds_nothing_in_a_filtered_glossary(open_page: Opener) -> None:
    page = open_page("en/statistics/?flag=contradicted", width=390)
    assert shown(page)
    assert accessibility_problems_in_both_themes(page) == []


def test_axe_finds_nothing_in_a_preview(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}")
    page.locator("#social-platforms-repeat-purchase").hover()
    expect(card(page)).to_be_visible()
    assert accessibility_problems_in_both_themes(page) == []
    expect(card(page)).to_be_visible()
