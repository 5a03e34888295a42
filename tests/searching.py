"""The search, as its readers use it: typing into the site's own field."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from browsing import wait_until

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


# Types one query after another, as `search` does, without a way to and fro for each.
ASK_ALL = """async (queries) => {
  const field = document.querySelector('[data-site-search] input[type=search]')
  const settled = SETTLED
  const shown = SHOWN
  const found = []
  for (const query of queries) {
    field.value = query
    field.dispatchEvent(new InputEvent('input', {bubbles: true}))
    while (!settled(query)) await new Promise((go) => setTimeout(go))
    found.push(shown())
  }
  return found
}"""


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
    wait_until(page, SETTLED, arg=query)
    return Shown(*page.evaluate(SHOWN))


def search_all(page: Page, queries: list[str]) -> list[Shown]:
    """Type queries one after another; what the panel shows of each."""
    script = ASK_ALL.replace("SETTLED", SETTLED).replace("SHOWN", SHOWN)
    return [Shown(*shown) for shown in page.evaluate(script, queries)]


def ask(page: Page, query: str) -> list[str]:
    """Type a query and return the addresses of the results, in rank order."""
    return search(page, query).links
