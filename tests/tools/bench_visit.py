"""What a first visit and a first search of a built site cost its reader. Used by `make bench`.

Both sites are served by the same server, which compresses texts with gzip and counts what it sends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from searching import FIELD, open_search
from serving import Host, serve
from tools.browser import ARGUMENTS, find_browser

CHAPTER = "08-success-cases/"  # the heaviest
WORD = "盒马"
PATIENCE = 900_000  # milliseconds: with fifty times the content stock needs minutes for its index


@dataclass(frozen=True)
class Cost:
    """Bytes of a first visit and further ones of the first search, and the seconds until that had a result."""

    visit: int
    search: int
    wait: float


def search_ours(page: Page, word: str) -> None:
    """Open the search of this site, type a word, and wait for a result."""
    open_search(page)
    page.locator(FIELD).fill(word)
    page.locator("[data-search-results] [data-result] a").first.wait_for()


def search_stock(page: Page, word: str) -> None:
    """Open the search of stock Material, type a word, and wait for a result."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill(word)
    field.press("End")  # it listens for keys
    page.locator("a.md-search-result__link").first.wait_for()


def _visit(browser: Browser, host: Host, search: Callable[[Page, str], None]) -> Cost:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        before = host.sent
        page.goto(host.address + CHAPTER, wait_until="networkidle")
        visited, start = host.sent, time.perf_counter()
        search(page, WORD)
        wait = time.perf_counter() - start
        page.wait_for_load_state("networkidle")
        return Cost(visited - before, host.sent - visited, wait)


def visit(site: Path, search: Callable[[Page, str], None]) -> Cost:
    """Visit a chapter with an empty cache, then search it; of two readers the second, for whom all is compressed."""
    chromium = find_browser()
    with serve(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        _visit(browser, host, search)
        cost = _visit(browser, host, search)
        browser.close()
    return cost
