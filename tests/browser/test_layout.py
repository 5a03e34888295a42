"""Layout, as a browser shows it: measure, boxes, orientation, the reader's choices, paper."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from browsing import Opener, escape, it_fits, set_width, wait_until
from helpers import CHAPTERS, loaded_files

KINDS = [
    "", "en/", "03-innovation-models/", "en/08-success-cases/", "statistics/", "en/cases/", "organisations/",
    "cases/mother-and-baby-communities-brand/", "en/statistics/conversion-rate/", "organisations/alibaba/",
    "en/contradictions/",
    "bilingual/08-success-cases/", "en/search/", "en/12-strategic-recommendations/",
]  # fmt: skip


def test_the_browser_asks_for_no_more_than_that(open_page: Opener, site: Path, address: str) -> None:
    page = open_page("08-success-cases/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.reload(wait_until="networkidle")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(300)
    assert sorted({*asked} - {"08-success-cases/"}) == sorted(
        file for file in loaded_files(site, "08-success-cases") if "favicon" not in file or file in asked
    )


# The letters of each paragraph's first line, where it has more than one.
MEASURE = """() => [...document.querySelectorAll("article p:not([class])")].flatMap((p) => {
  if (p.closest(".admonition, li, dd, td")) return []
  const { lineHeight, fontSize } = getComputedStyle(p)
  const range = document.createRange()
  const texts = document.createTreeWalker(p, NodeFilter.SHOW_TEXT)
  let letters = 0, top = null
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at++) {
      range.setStart(texts.currentNode, at)
      range.setEnd(texts.currentNode, at + 1)
      const box = range.getClientRects()[0]
      if (!box) continue
      top ??= box.top
      if (box.top > top + 10) return [{ letters, leading: parseFloat(lineHeight) / parseFloat(fontSize) }]
      letters++
    }
  }
  return []
})"""


@pytest.mark.parametrize(("folder", "least", "most"), [("", 34, 42), ("en/", 60, 75)])
def test_the_measure_is_that_of_a_book(open_page: Opener, folder: str, least: int, most: int) -> None:
    lines = open_page(f"{folder}10-industry-and-society/").evaluate(MEASURE)
    assert len(lines) > 5
    letters = sorted(line["letters"] for line in lines)
    assert least <= letters[len(letters) // 2] <= most, letters
    assert {round(line["leading"], 2) for line in lines} == ({1.65} if folder else {1.75})


SHIFT = """() => new Promise((resolve) => {
  const shifts = []
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      shifts.push([value, ...sources.map(({ node }) => (node?.outerHTML ?? node?.data ?? "").slice(0, 120))])
    }
  }).observe({ type: "layout-shift", buffered: true })
  setTimeout(() => resolve(shifts), 600)
})"""


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_shifts_while_a_page_loads(open_page: Opener, path: str, width: int) -> None:
    shifts = open_page(path, width=width).evaluate(SHIFT)
    if (
        shifts
    ):  # on a machine that is busy a page may be painted in the middle of a row; what the page does, it does again
        shifts = open_page(path, width=width).evaluate(SHIFT)
    assert shifts == []


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {"left": found["x"], "right": found["x"] + found["width"], "top": found["y"], "width": found["width"]}


VIEWS = [
    ("", 390, "light"), ("en/", 1440, "dark"), ("03-innovation-models/", 390, "dark"),
    ("03-innovation-models/", 1440, "light"), ("en/03-innovation-models/", 834, "light"),
    ("en/08-success-cases/", 390, "light"), ("statistics/", 390, "dark"), ("en/statistics/", 1440, "light"),
    ("cases/", 834, "dark"), ("bilingual/03-innovation-models/", 1440, "dark"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "width", "scheme"), VIEWS)
def test_boxes_and_colours_of_a_view(open_page: Opener, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, color_scheme=scheme)
    header, article, title = box(page, ".md-header"), box(page, "article"), box(page, "article h1")
    assert (header["left"], header["top"], header["width"]) == (0, 0, width)
    assert article["left"] >= 0 and article["right"] <= width
    assert title["top"] >= header["top"] + 40
    menu, contents = page.locator(".md-sidebar--primary"), page.locator(".md-sidebar--secondary")
    if width >= 1220:
        assert box(page, ".md-sidebar--primary")["right"] <= article["left"] + 1
    else:
        assert (menu.bounding_box() or {"x": -1000.0})["x"] < 0  # out of view until it is asked for
    if width >= 1220 and not path.startswith("bilingual/"):
        assert article["right"] <= box(page, ".md-sidebar--secondary")["left"] + 1
    elif width < 960:
        expect(contents).not_to_be_visible()
    # Headings are set in the face for titles, in ink; the page is paper.
    family, ink, paper = page.evaluate("""() => {
      const title = getComputedStyle(document.querySelector("article h1"))
      return [title.fontFamily, title.color, getComputedStyle(document.body).backgroundColor]
    }""")
    english = path.startswith("en/")
    assert ("Charter" in family) == english and ("Songti SC" in family) == (not english)
    inks = {"light": "rgb(32, 39, 43)", "dark": "rgb(230, 232, 232)"}
    cover = "rgb(253, 252, 249)"  # on the band of the home page
    assert ink == (cover if path in ("", "en/") else inks[scheme])
    assert paper == {"light": "rgb(255, 254, 252)", "dark": "rgb(22, 28, 31)"}[scheme]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_report_at_a_glance(open_page: Opener, site: Path, folder: str) -> None:
    page = open_page(folder)
    entries = page.locator("article .map > li")
    expect(entries).to_have_count(len(CHAPTERS))
    statistics = json.loads((site / "data/statistics.json").read_text(encoding="utf-8"))["statistics"]
    language = "en" if folder else "zh"
    counted = {name: sum(f"{name}/" in entry["url"][language] for entry in statistics) for name in CHAPTERS}
    for entry, name in zip(entries.all(), CHAPTERS, strict=True):
        assert f"{name}/#" in str(entry.locator("a").first.get_attribute("href"))
        said = re.search(r"(\d+) (?:个数字|figures?)", entry.locator("small").inner_text())
        assert (int(said[1]) if said else 0) == counted[name]
    assert page.locator(".counts dd").first.inner_text() == str(len(statistics))


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_chapter_says_where_it_stands_and_how_long_it_is(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}03-innovation-models/")
    crumbs = page.get_by_role("navigation", name="Breadcrumbs" if folder else "位置")
    expect(crumbs.locator("a")).to_have_text(["Home", "Chapters"] if folder else ["首页", "章节"])
    assert re.match(r"\d+ min\b" if folder else r"约 \d+ 分钟", page.locator("article .editions").first.inner_text())
    crumbs.locator("a").last.click()
    assert page.url.endswith(f"/{folder}#contents")
    following = page.locator(".md-footer__link--next")
    expect(following).to_contain_text("Main points" if folder else "要点")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_notes_stand_in_the_margin_where_there_is_one(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}08-success-cases/", width=1440)
    notes, beside = (
        page.locator("article > .admonition.editor, article > .admonition.view"),
        box(page, "article > p:not([class])"),
    )
    assert notes.count() > 3
    for note in notes.all():
        place = note.bounding_box()
        assert place is not None
        assert place["x"] > beside["right"]
        assert place["x"] + place["width"] <= box(page, "article")["right"] + 1
    # Where there is none they stand in the text, as wide as it.
    set_width(page, 1280)
    assert box(page, "article > .admonition.editor")["left"] == box(page, "article > p:not([class])")["left"]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_tables_of_a_chapter_have_two_widths_at_most(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}08-success-cases/", width=1440)
    widths = {round(table.bounding_box()["width"]) for table in page.locator("article .citable table").all()}  # type: ignore[index]
    assert 1 <= len(widths) <= 2


def test_progress_and_the_way_back_to_the_top(open_page: Opener) -> None:
    page = open_page("08-success-cases/", width=390)
    up = page.locator("[data-top]")
    expect(up).to_be_hidden()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    wait_until(page, "getComputedStyle(document.querySelector('.progress')).transform === 'matrix(1, 0, 0, 1, 0, 0)'")
    expect(up).to_have_css("opacity", "0")  # on the way down it would cover the text
    page.evaluate("scrollBy(0, -300)")
    expect(up).to_have_css("opacity", "1")
    page.evaluate("scrollBy(0, 200)")
    expect(up).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    up.focus()
    expect(up).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    wait_until(page, "scrollY === 0")
    expect(up).to_be_hidden()
    expect(page.locator("article h1")).to_be_focused()


def test_larger_text_keeps_the_place(open_page: Opener) -> None:
    page = open_page("08-success-cases/", width=390)
    heading = page.locator("article h3").nth(6)
    heading.evaluate("(heading) => scrollBy(0, heading.getBoundingClientRect().top - 80)")
    before = heading.evaluate("(heading) => heading.getBoundingClientRect().top")
    page.keyboard.press("?")
    page.get_by_label("特大").check()
    assert abs(heading.evaluate("(heading) => heading.getBoundingClientRect().top") - before) < 60


def test_paper_is_light_in_the_dark_theme_too(open_page: Opener) -> None:
    page = open_page("05-implementation-paths/", color_scheme="dark")
    ink = """["body", ".admonition", ".admonition p:last-child", "table", "h1"].map((selector) => {
      const { color, backgroundColor } = getComputedStyle(document.querySelector(selector))
      return [color, backgroundColor]
    })"""
    dark = page.evaluate(ink)
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate(ink)
    assert dark != printed
    light = open_page("05-implementation-paths/", color_scheme="light")
    light.emulate_media(media="print")
    assert printed == light.evaluate(ink)


@pytest.mark.parametrize("width", [390, 2200, 2700])
def test_larger_text_is_larger_in_every_window(open_page: Opener, width: int) -> None:
    page = open_page("en/03-innovation-models/", width=width)
    sizes = [
        page.evaluate(
            """(size) => {
              document.documentElement.dataset.size = size
              return parseFloat(getComputedStyle(document.querySelector("article p")).fontSize)
            }""",
            size,
        )
        for size in ("standard", "large", "larger")
    ]
    assert sizes[0] * 1.1 < sizes[1] and sizes[1] * 1.1 < sizes[2]


# Where the mark of each heading stands below the line on which the heading's last letter does.
FALLEN_MARKS = """() => [...document.querySelectorAll("article :is(h1, h2, h3) > .headerlink")].filter((mark) => {
  const words = document.createTreeWalker(mark.parentElement, NodeFilter.SHOW_TEXT)
  let last = null
  while (words.nextNode()) if (!mark.contains(words.currentNode)) last = words.currentNode
  const range = document.createRange()
  range.setStart(last, last.data.trimEnd().length - 1)
  range.setEnd(last, last.data.trimEnd().length)
  return mark.getBoundingClientRect().top >= range.getBoundingClientRect().bottom
}).map((mark) => mark.parentElement.textContent)"""


@pytest.mark.parametrize("width", [320, 390, 834])
@pytest.mark.parametrize("path", ["en/08-success-cases/", "08-success-cases/", "en/cases/", "statistics/"])
def test_the_mark_of_a_heading_never_falls_onto_a_line_of_its_own(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.locator("article h2 > .headerlink").count() > 3
    assert page.evaluate(FALLEN_MARKS) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_titles_of_the_site_and_of_both_neighbours_are_shown_whole(open_page: Opener, folder: str, width: int) -> None:
    page = open_page(f"{folder}03-innovation-models/", width=width)
    titles = page.locator(".site-title, .md-footer__link .md-ellipsis")
    expect(titles).to_have_count(3)
    for title in titles.all():
        expect(title).to_be_visible()
        assert title.evaluate("(box) => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight + 1")


@pytest.mark.parametrize("width", [390, 1440])
def test_what_has_the_focus_is_never_behind_the_header(open_page: Opener, width: int) -> None:
    """WCAG 2.2, 2.4.11; going backwards is what brings the focus to the upper edge."""
    page = open_page("03-innovation-models/", width=width)
    page.locator("article a").last.focus()
    seen = 0
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        # Chromium loses its way where keys come faster than frames.
        covered = page.evaluate("""async () => {
          await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))
          const { activeElement } = document
          if (!activeElement.closest("article")) return null
          const edge = document.querySelector(".md-header").getBoundingClientRect().bottom
          return activeElement.getBoundingClientRect().top < edge && activeElement.outerHTML
        }""")
        seen += covered is not None
        assert not covered, covered
    assert seen > 40


@pytest.mark.parametrize("folder", ["", "en/"])
def test_text_size_is_remembered_without_a_flash(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}03-innovation-models/")
    size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    before = page.evaluate(size)
    page.locator("[data-settings-open]").click()
    page.get_by_label("Larger" if folder else "特大").check()
    escape(page)
    assert page.evaluate(size) == pytest.approx(before * 1.25)
    # On the next page the choice stands before anything is painted.
    page.add_init_script("""
      const size = () => document.documentElement.dataset.size
      addEventListener("DOMContentLoaded", () => (window.early = size()))
      new PerformanceObserver(() => (window.painted ??= size())).observe({ type: "paint", buffered: true })
    """)
    page.goto(page.url.replace("03-innovation-models", "04-technology-drivers"))
    wait_until(page, "window.painted")
    assert page.evaluate("[window.early, window.painted]") == ["larger", "larger"]
    assert page.evaluate(size) == pytest.approx(before * 1.25)
    assert page.context.cookies() == []


def test_keys_and_their_off_switch(open_page: Opener) -> None:
    page = open_page("03-innovation-models/")
    page.keyboard.press("?")
    dialog = page.locator("dialog[data-settings]")
    expect(dialog).to_be_visible()
    expect(dialog.locator("legend")).to_have_text(["外观", "字号", "快捷键"])
    escape(page)
    page.keyboard.press("j")
    wait_until(page, "location.hash === '#social-commerce'")
    page.keyboard.press("j")
    wait_until(page, "location.hash === '#content-commerce'")
    page.keyboard.press("k")
    wait_until(page, "location.hash === '#social-commerce'")
    with page.expect_navigation():
        page.keyboard.press("l")
    assert page.url.endswith("/en/03-innovation-models/#social-commerce")
    with page.expect_navigation():
        page.keyboard.press("b")
    assert "/en/bilingual/03-innovation-models/" in page.url
    page.keyboard.press("?")
    page.locator("dialog[data-settings] [data-keys]").uncheck()
    escape(page)
    page.reload()
    for key in ("?", "/", "j"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "en/03-innovation-models/",
        "statistics/",
        "en/cases/",
        "en/organisations/freshippo/",
        "bilingual/03-innovation-models/",
    ],
)
def test_everything_is_readable_without_scripts(open_page: Opener, path: str) -> None:
    with_scripts = open_page(path).locator("article").inner_text()
    page = open_page(path, java_script_enabled=False)
    text = page.locator("article").inner_text()
    words = {word for word in re.findall(r"\w+", with_scripts) if len(word) > 3}
    missing = words - set(re.findall(r"\w+", text))
    assert len(missing) <= 30, missing  # the words of filters and buttons, which need scripts
    expect(page.locator("[data-settings-open]")).to_be_hidden()
    expect(page.locator("[data-top]")).to_be_hidden()


@pytest.mark.parametrize(
    "path",
    [
        "03-innovation-models/",
        "en/statistics/",
        "cases/",
        "en/cases/freshippo-omnichannel-stores/",
        "bilingual/03-innovation-models/",
    ],
)
def test_on_paper(open_page: Opener, site: Path, path: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-footer", ".md-sidebar", ".crumbs", ".headerlink"):
        for element in page.locator(chrome).all():
            expect(element).not_to_be_visible()
    expect(page.locator("article h1").first).to_be_visible()
    avoided = page.evaluate(
        "[...document.querySelectorAll('article tr')].map((row) => getComputedStyle(row).breakInside)"
    )
    assert set(avoided) == {"avoid"}
    (sheet,) = (site / "assets/stylesheets").glob("site.*.css")
    assert "counter(page)" in sheet.read_text(encoding="utf-8")
    expect(page.locator(".imprint")).to_contain_text(f"https://example.org/{path}")
    # As wide as A4, by which a browser judges what the style sheet asks for; the margins take the text down to 673.
    if path == "cases/":
        set_width(page, 794)
        expect(page.locator(".matrix")).to_have_css("display", "block")
    # Whatever is wider than the paper makes the browser shrink all the rest.
    assert it_fits(page, 673) == []
