"""What readers do that fetches something first: how it is done, and by what they see that it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from searching import FIELD

CHAPTER = "03-innovation-models/"


@dataclass(frozen=True)
class Action:
    """What a reader does on the page of a path, and a selector of what is visible once it is done.

    `has_data` says that more than scripts is fetched for it.
    """

    path: str
    do: Callable[[Page], None]
    done: str
    has_data: bool = True


def _click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def _focus_figure(page: Page) -> None:
    page.locator("article a.figure").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def _search(query: str) -> Callable[[Page], None]:
    def search(page: Page) -> None:
        page.locator("[data-search-open]").click()
        page.locator(FIELD).fill(query)

    return search


def _take(selector: str) -> Callable[[Page], None]:
    def take(page: Page) -> None:
        page.locator(".filters__take summary").click()
        page.locator(selector).click()

    return take


ACTIONS = {
    "ways to copy a link": Action(CHAPTER, _click("article h2 .headerlink"), ".share [data-share-copy=link]", False),
    "references": Action(CHAPTER, _click("article a[data-cite]"), "dialog.cite-dialog [data-cite-copy]"),
    "a card by mouse": Action(
        CHAPTER, lambda page: page.locator("article a.figure").first.hover(), ".preview .preview__title"
    ),
    "a card by keyboard": Action(CHAPTER, _focus_figure, ".preview .preview__title"),
    "a card by touch": Action(
        CHAPTER, lambda page: page.locator("article a.figure").first.tap(), ".preview .preview__title"
    ),
    "the page's Markdown": Action(CHAPTER, _click("[data-copy-page]"), "[data-copy-page]:text('已复制')"),
    "settings": Action(CHAPTER, _click("[data-settings-open]"), "dialog.settings"),
    "search": Action(CHAPTER, _search("坪效"), "[data-search-results] [data-result]"),
    "search for what is mistyped": Action(CHAPTER, _search("xxqqzz"), "[data-search-missing]"),
    "search for what is mended": Action("en/01-overview/", _search("inventry"), "[data-search-mended]"),
    "filter by a name in the other language": Action(
        "cases/", lambda page: page.locator("[name=text]").type("Freshippo"), "tr[data-item]:visible"
    ),
    "a view's address": Action("cases/", _take("[data-copy-view]"), "[data-copy-view]:text('已复制')", False),
    "an entry's references": Action(
        "statistics/repeat-purchase-rate/", _click("details[data-cite-here] summary"), "[data-cite-copy]", False
    ),
}
