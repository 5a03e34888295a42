"""What tests in a browser need beside a page."""

from __future__ import annotations

import time
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page

Opener = Callable[..., Page]
PATIENCE = 10  # seconds
THEMES = ("light", "dark")
# Colours change by and by; two frames on, all that is to change has begun to.
SETTLED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
}"""
WIDE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect()
  const shown = box.width && box.height && getComputedStyle(element).visibility !== "hidden"
  const scroller = element.parentElement.closest(".wide, pre, table, .md-sidebar")
  return shown && box.right > innerWidth + 1 && !scroller
}).map((element) => element.outerHTML.slice(0, 120))"""

# Of a text, in which line each sign stands; a sign that is not shown has no place.
LINES = """
const signs = (element, skipped) => {
  const found = []
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (skipped && node.parentElement.closest(skipped)) continue
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const box = range.getBoundingClientRect()
      if (box.height) found.push({ sign: node.data[at], box })
    }
  }
  return found
}
const breaks = (one, next) => next.box.top - one.box.top > one.box.height / 2
"""
SPLIT_WORDS = """() => {
  const words = new Intl.Segmenter("zh", { granularity: "word" })
  const faults = []
  for (const title of document.querySelectorAll("article :is(h1, h2, h3):lang(zh)")) {
    const all = signs(title, ".headerlink")
    const text = all.map(({ sign }) => sign).join("")
    // ICU reads 均可 in 人均/可支配收入.
    const start = (index) => index + /(?<=人)均可$/.test(text.slice(0, index + 2))
    const starts = new Set([...words.segment(text)].map(({ index }) => start(index)))
    for (let at = 1; at < all.length; at++) {
      const within = /\\p{Script=Han}{2}/u.test(text.slice(at - 1, at + 1)) && !starts.has(at)
      if (within && breaks(all[at - 1], all[at])) faults.push(`${text.slice(0, at)}/${text.slice(at)}`)
    }
  }
  return faults
}"""


def path_of(page: Page) -> str:
    """The page's path, query and fragment."""
    return str(page.evaluate("location.pathname + location.search + location.hash"))


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression, or a function of `arg`, holds in the page.

    Playwright's own `wait_for_function` evaluates text from within the page, which the site's policy forbids.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if page.evaluate(expression, arg):
                return
        except PlaywrightError as error:
            if "context was destroyed" not in error.message:  # the page is being left
                raise
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true within {PATIENCE} s: {expression}")


def follow(link: Locator) -> None:
    """Click a link and wait until the page it leads to is there.

    Its `load` is waited for, not a navigation: the address that follows the reader is one too,
    and comes from the page that is being left.
    """
    with link.page.expect_event("load"):
        link.click()


def intercept(page: Page) -> None:
    """Let what a page asks for pass through Playwright, before it is opened.

    Routes may come later then. A page that is open already hears of the first one by and by, so that on a busy machine
    its next request can pass it by.
    """
    page.route("**/no-such-address", lambda route: route.abort())


def escape(page: Page) -> None:
    """Close what is open above the page, and wait until its entry has gone from the history."""
    wait_until(page, "history.state?.overlay")  # what has just opened makes it by and by
    page.keyboard.press("Escape")
    wait_until(page, "!history.state?.overlay")


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


def accessibility_problems(page: Page, *rules: str) -> list[str]:
    """What axe finds by all of its rules, or by some."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    results = Axe().run(page, options=options)
    return [results.generate_report()] if results.violations_count else []


def accessibility_problems_in_both_themes(page: Page) -> list[str]:
    return [problem for theme in THEMES for problem in accessibility_problems(in_theme(page, theme))]


def in_theme(page: Page, theme: str) -> Page:
    """The page as a reader sees it whose system is set to a theme, once its colours have changed."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.evaluate(SETTLED)
    return page


def on_phone(open_page: Opener, path: str) -> Page:
    """Open a page on a phone of 390 × 844."""
    page = open_page(path, width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    return page


def set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def it_fits(page: Page, width: int) -> list[str]:
    """What stands out of a window of that width, if anything does."""
    set_width(page, width)
    taken = page.evaluate("document.documentElement.scrollWidth")
    return [] if taken <= width else [f"{taken} pixels wide in a window of {width}: {page.evaluate(WIDE)}"]
