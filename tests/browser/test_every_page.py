"""One visit to each page, at all widths, with larger text and in both themes: every question, then every answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browsing import Opener, accessibility_problems, in_theme, it_fits, set_width
from helpers import CHAPTERS, PAGES

CITE = "03-innovation-models/cite/"
EDITIONS = ("", "en/")
NAMES = [*("" if name == "index" else f"{name}/" for name in PAGES), CITE]
EVERY_PAGE = [
    *(f"{folder}{name}" for folder in EDITIONS for name in NAMES),
    # Rows are made one way for all chapters; these have the widest tables, every kind of call-out, and no text.
    *(f"bilingual/{name}/" for name in ("01-overview", "03-innovation-models", "12-strategic-recommendations")),
    "en/bilingual/08-success-cases/",
]
# One of each kind: these are seen in both themes, in both editions.
SEEN_TWICE = {
    *(f"{folder}{name}" for folder in EDITIONS for name in ("", "key-points/", "cases/", "03-innovation-models/")),
    "bilingual/03-innovation-models/",
}
PHONE, SMALL_PHONE, LAPTOP, DESK = 390, 320, 1280, 1440
TWICE_AS_LARGE = {"standard": 32, "fixed": 26}  # a reader's own setting, twice the usual (WCAG 2.2, 1.4.4)

CUT_TABLES = """() => [...document.querySelectorAll("article table")].filter(
  (table) => table.scrollWidth > table.clientWidth
).map((table) => table.innerText)"""
# Row by row, the label of a cell comes from the head of its column.
UNLABELLED = """() => [...document.querySelectorAll("article table[data-full]")].flatMap((table) => {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent)
  return [...table.querySelectorAll("tbody tr")].flatMap((row) => [...row.cells].slice(1).filter((cell, at) =>
    getComputedStyle(cell, "::before").content !== `${JSON.stringify(heads[at + 1])} / ""`
  )).map((cell) => cell.textContent)
})"""
COLUMNS = """() => [...document.querySelectorAll(".bilingual__row")].filter(({ children: [chinese, english] }) => {
  const [one, other] = [chinese.getBoundingClientRect(), english.getBoundingClientRect()]
  return one.right >= other.left || Math.abs(one.top - other.top) > 4
}).map((row) => row.textContent)"""
TURNS = """() => [...document.querySelectorAll(
  ".bilingual__row:not(.bilingual__row--editions):not(:has(> :empty))"
)].filter(({ children: [chinese, english] }) =>
  chinese.getBoundingClientRect().bottom > english.getBoundingClientRect().top
).map((row) => row.textContent)"""


def its_title_is_shown(page: Page) -> list[str]:
    return [] if page.locator("h1").first.is_visible() else ["no title"]


def tables_fit_a_phone(page: Page) -> list[str]:
    set_width(page, PHONE)
    return [f"a table is cut: {table}" for table in page.evaluate(CUT_TABLES)]


def cells_are_labelled(page: Page) -> list[str]:
    set_width(page, PHONE)
    return [f"no head of its column beside: {cell}" for cell in page.evaluate(UNLABELLED)]


def languages_stand_side_by_side(page: Page) -> list[str]:
    set_width(page, DESK)
    return [f"no two columns: {row}" for row in page.evaluate(COLUMNS)]


def languages_take_turns_on_a_phone(page: Page) -> list[str]:
    set_width(page, PHONE)
    return [f"not below one another: {row}" for row in page.evaluate(TURNS)]


def axe_finds_nothing(page: Page, width: int, theme: str) -> list[str]:
    set_width(page, width)
    return accessibility_problems(in_theme(page, theme))


def larger_text_fits(page: Page) -> list[str]:
    """As for a reader who comes with this setting: the page is loaded with it."""
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": TWICE_AS_LARGE})
    set_width(page, SMALL_PHONE)
    page.reload()
    assert page.evaluate("matchMedia('(width: 10em)').matches")  # 320 / 32
    return [
        *it_fits(page, SMALL_PHONE),
        *accessibility_problems(page, "target-size", "scrollable-region-focusable"),
        *it_fits(page, LAPTOP),
    ]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_visit_finds_no_fault(open_page: Opener, path: str) -> None:
    page = open_page(path, width=SMALL_PHONE)
    name = path.removeprefix("en/").rstrip("/")
    problems = [*its_title_is_shown(page), *it_fits(page, SMALL_PHONE)]
    # Of two editions of a page one is seen on a phone by day, the other at a desk by night.
    by_day, by_night = path in SEEN_TWICE or not path.startswith("en/"), path in SEEN_TWICE or path.startswith("en/")
    if by_day:
        problems += axe_finds_nothing(page, SMALL_PHONE, "light")
    if name in CHAPTERS:
        problems += [*tables_fit_a_phone(page), *cells_are_labelled(page)]
    if "bilingual/" in path:
        problems += [*languages_take_turns_on_a_phone(page), *it_fits(page, PHONE)]
        problems += languages_stand_side_by_side(page)
    if by_night:
        problems += axe_finds_nothing(page, DESK, "dark")
    problems += larger_text_fits(page)
    assert problems == []


def test_what_a_visit_asks_about_is_there(open_page: Opener) -> None:
    """On a page without full tables or rows of two languages, the questions about them would find no fault either."""
    page = open_page("09-policy-and-standards/", width=PHONE)
    assert page.locator("article table[data-full] tbody td:nth-child(2)").count() > 3
    page = open_page("bilingual/03-innovation-models/")
    assert page.locator(".bilingual__row").count() > 20
