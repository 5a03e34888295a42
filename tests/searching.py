"""The search, as its readers use it: typing into the site's own field."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

FIELD = "[data-site-search] input[type=search]"
RESULTS = "[data-search-results]"
ANSWER = "[data-search-answer]"
SETTLED = """query => {
  const list = document.querySelector('[data-search-results]')
  return list.dataset.query === query && list.getAttribute('aria-busy') === 'false'
}"""
SHOWN = """() => [
  [...document.querySelectorAll('[data-search-results] [data-result] a')].map((link) => link.getAttribute('href')),
  document.querySelector('[data-search-missing]').checkVisibility(),
  document.querySelector('[data-search-answers]').childElementCount,
]"""


@dataclass(frozen=True)
class Shown:
    """What the panel shows of a query: the addresses of its results, in rank order, and more."""

    links: list[str]
    says_missing: bool
    cards: int


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()


def search(page: Page, query: str) -> Shown:
    """Type a query, and wait until the panel has settled."""
    page.locator(FIELD).fill(query)
    page.wait_for_function(SETTLED, arg=query)
    return Shown(*page.evaluate(SHOWN))


def ask(page: Page, query: str) -> list[str]:
    """Type a query and return the addresses of the results, in rank order."""
    return search(page, query).links
