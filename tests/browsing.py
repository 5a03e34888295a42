"""What tests in a browser need beside a page."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

Opener = Callable[..., Page]


def path_of(page: Page) -> str:
    """The page's path, query and fragment."""
    return str(page.evaluate("location.pathname + location.search + location.hash"))


def follow(link: Locator) -> None:
    """Click a link and wait until the page it leads to is there."""
    with link.page.expect_navigation():
        link.click()


def scroll_to(page: Page, anchor: str) -> None:
    page.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", anchor)
    page.wait_for_timeout(100)  # one frame for the scroll event


def in_view(page: Page, anchor: str) -> bool:
    """Whether an element stands below the header and inside the window."""
    return bool(
        page.evaluate(
            """id => {
              const box = document.getElementById(id).getBoundingClientRect()
              const top = document.querySelector('.md-header').getBoundingClientRect().bottom
              return box.top >= top - 1 && box.bottom <= innerHeight
            }""",
            anchor,
        )
    )
