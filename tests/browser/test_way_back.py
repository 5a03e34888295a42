"""The way back through the history: what is open above a page closes first, and no step of it is in vain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browsing import Opener, escape, wait_until

CHAPTER = "04-technology-drivers/"
HOME = "about/"  # where the reader comes from


def _search(page: Page) -> None:
    page.locator("[data-search-open]").click()


def _settings(page: Page) -> None:
    page.locator("[data-settings-open]").click()


def _menu(page: Page) -> None:
    page.locator("[data-menu-button]").click()


def _references(page: Page) -> None:
    page.locator("article a[data-cite]").first.click()


def _filters(page: Page) -> None:
    page.locator("[data-filters-open]").click()


def _card(page: Page) -> None:
    page.locator("article a.figure").first.tap()


OVERLAYS: list[tuple[str, Callable[[Page], None], str]] = [
    (CHAPTER, _search, "dialog.search-dialog"),
    (CHAPTER, _settings, "dialog.settings"),
    (CHAPTER, _references, "dialog.cite-dialog"),
    (CHAPTER, _card, ".preview"),
    (CHAPTER, _menu, "#site-menu"),
    ("cases/", _filters, "dialog.filters__sheet"),
]


def _arrive(open_page: Opener, path: str) -> Page:
    """A phone that has come to a page from another."""
    page = open_page(HOME, width=390, has_touch=True)
    page.goto(f"{page.url.removesuffix(HOME)}{path}")
    return page


def _entered(page: Page) -> None:
    wait_until(page, "history.state?.overlay")


@pytest.mark.parametrize(("path", "show", "what"), OVERLAYS, ids=lambda value: getattr(value, "__name__", None))
def test_back_closes_what_is_open_and_then_leaves(
    open_page: Opener, path: str, show: Callable[[Page], None], what: str
) -> None:
    page = _arrive(open_page, path)
    show(page)
    expect(page.locator(what)).to_be_visible()
    _entered(page)
    page.go_back()
    expect(page.locator(what)).not_to_be_visible()
    assert f"/{path}" in page.url
    page.go_back()
    page.wait_for_url(f"**/{HOME}")


@pytest.mark.parametrize(("path", "show", "what"), OVERLAYS, ids=lambda value: getattr(value, "__name__", None))
def test_what_was_closed_otherwise_leaves_nothing_in_the_history(
    open_page: Opener, path: str, show: Callable[[Page], None], what: str
) -> None:
    page = _arrive(open_page, path)
    for _ in range(2):  # also one right after the other
        show(page)
        expect(page.locator(what)).to_be_visible()
        _entered(page)
        escape(page)
        expect(page.locator(what)).not_to_be_visible()
    page.go_back()
    page.wait_for_url(f"**/{HOME}")


def test_from_a_result_the_way_back_is_to_the_results(open_page: Opener) -> None:
    page = _arrive(open_page, CHAPTER)
    _search(page)
    page.locator("#search-field").fill("复购率")
    result = page.locator("[data-result] a").first
    expect(result).to_be_visible()
    _entered(page)
    result.click()
    page.wait_for_url(lambda url: f"/{CHAPTER}" not in url)
    page.go_back()
    expect(page.locator("dialog.search-dialog")).to_be_visible()
    expect(page.locator("#search-field")).to_have_value("复购率")
    expect(result).to_be_visible()
    page.go_back()
    expect(page.locator("dialog.search-dialog")).not_to_be_visible()
    page.go_back()
    page.wait_for_url(f"**/{HOME}")


def test_a_link_of_the_menu_or_of_a_card_stands_in_the_history_once(open_page: Opener) -> None:
    page = _arrive(open_page, CHAPTER)
    _menu(page)
    _entered(page)
    page.locator("#site-menu .md-nav__link").last.click()
    page.wait_for_url(f"**/{HOME}")
    page.go_back()
    page.wait_for_url(f"**/{CHAPTER}*")
    _card(page)
    _entered(page)
    page.locator(".preview__title a").click()
    page.wait_for_url("**/statistics/**")
    page.go_back()
    page.wait_for_url(f"**/{CHAPTER}*")
    expect(page.locator(".preview")).to_have_count(0)


def test_choices_outlive_the_sheet_that_the_way_back_closes(open_page: Opener) -> None:
    page = _arrive(open_page, "cases/")
    _filters(page)
    _entered(page)
    sheet = page.locator("dialog.filters__sheet")
    facet = sheet.locator("details").first
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()
    facet.locator("input").first.check()
    page.go_back()
    expect(sheet).not_to_be_visible()
    assert "?" in page.url
    expect(page.locator("[data-chips] button").first).to_be_visible()


def test_closing_a_card_leaves_the_page_where_it_is(open_page: Opener) -> None:
    page = _arrive(open_page, CHAPTER)
    figure = page.locator("article a.figure").nth(3)
    figure.evaluate("(mark) => scrollTo(0, mark.getBoundingClientRect().bottom + scrollY - innerHeight + 4)")
    figure.tap()
    expect(page.locator(".preview[aria-label]")).to_be_visible()
    _entered(page)
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    page.locator("[data-preview-close]").tap()
    wait_until(page, "!history.state?.overlay")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == pytest.approx(before, abs=1)


def test_who_goes_on_by_the_tab_key_while_a_card_leaves_the_history_sees_where(open_page: Opener) -> None:
    page = _arrive(open_page, CHAPTER)
    _card(page)
    expect(page.locator(".preview[aria-label]")).to_be_visible()
    _entered(page)
    page.evaluate("""() => {
      const links = [...document.querySelectorAll("article a")]
      links.at(-1).focus()  // closes the card
      setTimeout(() => links.at(Math.floor(links.length / 2)).focus())  // before the history has gone back
    }""")
    wait_until(page, "!history.state?.overlay")
    page.wait_for_timeout(200)
    assert page.evaluate("""() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect()
      return document.activeElement.localName === "a" && top > 0 && bottom < innerHeight
    }""")
