"""Readers who select and copy, who come back, who have several tabs, and whose browser did not get the script."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from actions import ACTIONS
from browsing import Opener, escape, intercept, wait_until
from helpers import ROOT
from searching import FIELD, RESULTS

CHAPTER = "en/01-overview/"
FIGURE = "article a.figure"
SELECTED = "String(getSelection()).replace(/\\s+/g, ' ').trim()"
# Whether a page has given up room for what scripts would show; after nine seconds every page has.
PLAIN = "!('scripts' in document.documentElement.dataset)"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"

# What is hard to tell from what is behind it: letters below 4.5 to 1, drawings of which neither the line nor the inside
# reaches 3 to 1.
FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]
  const seen = (colour) => (channels(colour)[3] ?? 1) > 0.5
  const light = (colour) => channels(colour).slice(0, 3).reduce((sum, channel, at) => {
    const part = channel / 255
    return sum + [0.2126, 0.7152, 0.0722][at] * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  }, 0.05)
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor
    return seen(colour) || !element.parentElement ? colour : behind(element.parentElement)
  }
  const contrast = (colour, ground) => {
    const [one, other] = [light(colour), light(ground)]
    return seen(colour) ? Math.max(one, other) / Math.min(one, other) : 0
  }
  return [...document.querySelectorAll("article *")].filter((element) => {
    const style = getComputedStyle(element)
    const ground = behind(element)
    if (!element.checkVisibility()) return false
    if (element.matches("svg text, svg tspan")) return contrast(style.fill, ground) < 4.5
    if (element instanceof SVGGeometryElement)
      return [style.fill, style.stroke].every((colour) => contrast(colour, ground) < 3)
    return [...element.childNodes].some((node) => node.data?.trim()) && contrast(style.color, ground) < 4.5
  }).map((element) => element.outerHTML.slice(0, 120))
}"""


def _paste(page: Page) -> str:
    """What is on the clipboard, by pasting it into a field."""
    page.evaluate("""() => {
      const field = document.createElement('textarea')
      field.id = 'pasted'
      ;(document.querySelector('dialog[open]') ?? document.body).append(field)
      field.focus()
    }""")
    page.keyboard.press("Control+v")
    return page.locator("#pasted").input_value()


def test_copying_in_a_dialog_copies_where_there_is_no_clipboard_interface(open_page: Opener) -> None:
    page = open_page(CHAPTER, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('before')")
    page.evaluate(NO_CLIPBOARD)
    page.locator("article h2 .headerlink").first.click()
    page.locator(".share [data-cite]").click()
    dialog = page.locator("dialog[open]")
    button = dialog.locator("button[data-done]").first
    button.click()
    expect(button).to_have_text(str(button.get_attribute("data-done")))
    assert _paste(page) not in ("", "before")


def test_it_never_says_copied_when_it_did_not(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.evaluate(NO_CLIPBOARD)
    page.evaluate("document.execCommand = () => true")  # as Chromium says of an empty selection
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.default_value)
        dialog.dismiss()

    page.on("dialog", answer)
    page.locator("article h2 .headerlink").first.click()
    button = page.locator("[data-share-copy=link]")
    words = button.inner_text()
    with page.expect_event("dialog"):  # what is to be copied by hand
        button.click()
    expect(button).to_have_text(words)
    assert len(asked) == 1 and asked[0].startswith("http")


def test_selecting_across_a_figure_opens_nothing(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    paragraph = page.locator("article p", has=page.locator("a.figure")).first
    paragraph.scroll_into_view_if_needed()
    box = paragraph.bounding_box()
    figure = paragraph.locator("a.figure").first.bounding_box()
    assert box and figure
    page.mouse.move(box["x"] + 1, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(figure["x"] + 4, figure["y"] + figure["height"] / 2, steps=4)
    page.wait_for_timeout(600)
    expect(page.locator(".preview")).to_have_count(0)
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 4, steps=4)
    page.mouse.up()
    assert page.evaluate(SELECTED) == paragraph.inner_text().replace("\xa0", " ")


def test_the_words_of_a_card_get_into_no_copy(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.locator(FIGURE).first.hover()
    card = page.locator(".preview:not([aria-busy])")
    expect(card).to_be_visible()
    words = card.locator(".preview__title").inner_text()
    page.keyboard.press("Control+a")
    assert words not in page.evaluate(SELECTED) and "¶" not in page.evaluate(SELECTED)


def test_a_heading_is_copied_as_its_title(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    heading = page.locator("article h2").first
    heading.click(click_count=3, position={"x": 20, "y": 30})
    assert page.evaluate(SELECTED) == heading.inner_text()
    assert page.get_by_role("heading", name=heading.inner_text(), exact=True).count() == 1


@pytest.mark.parametrize("path", [CHAPTER, "statistics/"])
def test_what_unfolds_shows_that_it_has_the_focus(open_page: Opener, path: str) -> None:
    page = open_page(path)
    summary = page.locator("article summary:visible").first
    summary.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    style, width = summary.evaluate("s => [getComputedStyle(s).outlineStyle, getComputedStyle(s).outlineWidth]")
    assert style == "solid" and float(width.removesuffix("px")) >= 1


def _choose(page: Page, label: str) -> None:
    page.locator("[data-settings-open]").click()
    page.get_by_label(label, exact=True).check()
    escape(page)


def test_another_tab_and_a_page_that_is_come_back_to_follow_the_reader(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="light")
    other, page = context.new_page(), context.new_page()
    other.goto(f"{address}{CHAPTER}")
    page.goto(f"{address}{CHAPTER}")
    page.goto(f"{address}en/02-core-problems/")
    _choose(page, "Dark")
    _choose(page, "Larger")
    for follower in (page, other):
        wait_until(follower, "document.body.dataset.mdColorScheme === 'slate'")
        wait_until(follower, "document.documentElement.dataset.size === 'larger'")
        bars = follower.locator("meta[name=theme-color]").evaluate_all("metas => metas.map((meta) => meta.content)")
        assert len(set(bars)) == 1 and bars[0] != "#fdfcf9"
        assert follower.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.go_back()
    wait_until(page, "document.body.dataset.mdColorScheme === 'slate'")
    # As a browser says it that kept the page as it was.
    page.evaluate("""() => {
      document.body.dataset.mdColorScheme = 'default'
      document.documentElement.dataset.theme = 'light'
      dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))
    }""")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


@pytest.mark.parametrize("path", [CHAPTER, "statistics/"])
def test_a_page_without_its_script_is_the_page_without_scripts(chromium: Browser, address: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.route("**/assets/scripts/*.js", lambda route: route.abort())
    page.goto(f"{address}{path}")
    wait_until(page, PLAIN)
    label = page.locator("[data-menu-label]")
    expect(label).to_be_visible()
    label.click()
    expect(page.locator("#site-menu")).to_be_visible()
    page.locator("#site-menu a[href$='02-core-problems/']").click()
    page.wait_for_url("**/02-core-problems/")
    page.close()


def test_while_its_script_is_on_its_way_a_page_has_its_menu(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    waiting: list[Route] = []
    page.route("**/reader.*.js", lambda route: waiting.append(route))
    page.goto(f"{address}{CHAPTER}", wait_until="commit")
    label, button = page.locator("[data-menu-label]"), page.locator("[data-menu-button]")
    expect(label).to_be_visible()
    place = label.bounding_box()
    waiting[0].continue_()
    expect(button).to_be_visible()
    expect(label).not_to_be_visible()
    assert place and button.bounding_box() == place  # nothing moves
    page.close()


def test_before_its_style_sheet_is_there_a_page_has_the_darkness_of_the_system(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{address}{CHAPTER}")
    seen = Image.open(io.BytesIO(page.screenshot())).convert("L")
    context.close()
    corner = seen.crop((seen.width - 9, seen.height - 9, seen.width, seen.height))
    assert max(corner.tobytes()) < 60


def test_a_page_saved_to_disk_can_be_read(chromium: Browser, site: Path, tmp_path: Path) -> None:
    html = (site / "en/01-overview/index.html").read_text(encoding="utf-8")
    sheet = next((site / "assets/stylesheets").glob("site.*.css"))
    html = html.replace(f"../../assets/stylesheets/{sheet.name}", sheet.as_uri())
    (tmp_path / "saved.html").write_text(html, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto((tmp_path / "saved.html").as_uri())
    wait_until(page, PLAIN)
    expect(page.locator("[data-menu-label]")).to_be_visible()
    page.close()


def test_all_shortcuts_can_be_given_back_to_the_browser(open_page: Opener) -> None:
    page = open_page("en/")
    page.locator("[data-settings-open]").click()
    page.locator("[data-keys]").uncheck()
    escape(page)
    for keys in ("Control+k", "/"):
        page.keyboard.press(keys)
        expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_page_that_was_translated_keeps_its_edition(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}01-overview/")
    page.evaluate("document.documentElement.lang = 'fr'")
    with page.expect_response(f"**/{folder}01-overview/previews.html"):
        page.locator(FIGURE).first.hover()
    card = page.locator(".preview:not([aria-busy])")
    expect(card).to_be_visible()
    assert f"/{folder}f/" in str(
        page.evaluate(
            """() => new URL(document.documentElement.dataset.folder +
            document.querySelector('.preview [data-copy-short]').dataset.copyShort, location.origin + '/').href"""
        )
    )


def test_a_card_is_no_stop_for_tab_where_it_scrolls(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    figure = page.locator(FIGURE).first
    figure.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".preview:not([aria-busy])")).to_be_visible()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('preview')")


def test_sidebars_scroll_nothing_where_all_is_seen_and_show_where_one_is(open_page: Opener) -> None:
    page = open_page("en/about/")
    page.set_viewport_size({"width": 1366, "height": 600})
    page.reload()
    current = page.locator(".md-nav--primary [aria-current=page]")
    expect(current).to_be_in_viewport(ratio=1)
    page = open_page("01-overview/")
    page.set_viewport_size({"width": 1440, "height": 1400})
    scrolling = page.locator(".md-sidebar__scrollwrap").evaluate_all(
        "all => all.filter((frame) => frame.scrollHeight > frame.clientHeight).length"
    )
    assert scrolling == 0


def test_reload_keeps_the_place_on_an_index(open_page: Opener) -> None:
    page = open_page("statistics/#repeat-purchase-rate")
    page.evaluate("scrollBy(0, 1500)")
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    page.reload()
    page.wait_for_timeout(500)
    assert abs(page.evaluate("scrollY") - before) < 50


@pytest.mark.parametrize(("system", "theme"), [("dark", "light"), ("light", "dark")])
@pytest.mark.parametrize(
    "path",
    ["en/", "en/01-overview/", "en/08-success-cases/", "en/statistics/", "en/statistics/gross-merchandise-volume/",
     "en/statistics/days-of-inventory/", "en/contradictions/"],
)  # fmt: skip
def test_the_colours_of_the_system_hold_whatever_theme_was_chosen(
    open_page: Opener, path: str, system: str, theme: str
) -> None:
    page = open_page(path, forced_colors="active", color_scheme=system)
    page.evaluate("theme => localStorage.setItem('digest-theme', theme)", theme)
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate(FAINT) == []


def _text(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


@pytest.mark.parametrize(
    "path",
    ["en/01-overview/", "09-policy-and-standards/", "en/statistics/", "en/statistics/days-of-inventory/", "en/cases/",
     "en/organisations/", "en/contradictions/"],
)  # fmt: skip
def test_unfolded_on_a_phone_a_table_is_a_table_to_who_listens(open_page: Opener, path: str) -> None:
    page = open_page(path, width=390)
    heads = page.locator("article table:not(.matrix) thead th").all_text_contents()
    labels = {str(cell.get_attribute("data-label")).strip() for cell in page.locator("article td[data-label]").all()}
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def under(node: dict[str, Any], *roles: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for child in (nodes[name] for name in node["childIds"] if name in nodes):
            found += [child] if not child["ignored"] and child["role"]["value"] in roles else under(child, *roles)
        return found

    tables = [table for table in under(tree[0], "table") if under(table, "columnheader")]
    assert [_text(head) for table in tables for head in under(table, "columnheader")] == heads
    for table in tables:
        rows = [under(row, "columnheader", "rowheader", "cell") for row in under(table, "row")]
        assert {len(row) for row in rows} == {len(rows[0])}  # each cell below the head of its own column
        assert all(_text(cell) for row in rows for cell in row if cell["role"]["value"] == "rowheader")
        cells = [cell for row in rows for cell in row if cell["role"]["value"] == "cell"]
        assert not labels & {_text(words) for cell in cells for words in under(cell, "StaticText")}  # not told twice


@pytest.mark.parametrize("path", ["en/", "08-success-cases/", "en/statistics/"])
def test_no_picture_without_a_name_is_told(open_page: Opener, path: str) -> None:
    page = open_page(path)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    assert not [node for node in nodes if not node["ignored"] and node["role"]["value"] == "image" and not _text(node)]


def test_each_dot_is_large_enough_to_hit(open_page: Opener) -> None:
    boxes = (
        open_page("en/").locator(".picture dd a").evaluate_all("all => all.map((dot) => dot.getBoundingClientRect())")
    )
    assert boxes and all(min(box["width"], box["height"]) >= 24 for box in boxes)


def test_choices_of_a_filter_are_a_group_with_its_name(open_page: Opener) -> None:
    page = open_page("en/cases/")
    page.locator("[data-filters-open]").click()
    page.locator("dialog details[data-facet=outcome] summary").click()
    assert page.get_by_role("group", name="Outcome", exact=True).get_by_role("checkbox").count() > 1


@pytest.mark.parametrize("name", ACTIONS)
def test_no_text_becomes_a_page_or_a_script(open_page: Opener, name: str) -> None:
    """Under Trusted Types without a single policy everything works as it does: nothing needs one."""
    page = open_page("about/", has_touch=True, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("""window.refused = []
      addEventListener('securitypolicyviolation', (event) => refused.push(`${event.violatedDirective} ${event.sample}`))
    """)

    def answer(route: Route) -> None:
        response = route.fetch()
        policy = "require-trusted-types-for 'script'; trusted-types 'none'"
        route.fulfill(response=response, headers=response.headers | {"content-security-policy": policy})

    page.route(lambda address: address.endswith("/"), answer)
    page.goto(f"{page.url.removesuffix('about/')}{ACTIONS[name].path}")
    ACTIONS[name].do(page)
    expect(page.locator(ACTIONS[name].done).first).to_be_visible()
    assert page.evaluate("refused") == []


def _cut(page: Page, network: str) -> None:
    """Let a page have nothing more, or scripts alone, or have a network answer that wants its reader to sign in."""

    def answer(route: Route) -> None:
        if network == "scripts alone" and route.request.resource_type == "script":
            route.continue_()
        elif network == "sign in":
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body="<h1>Sign in</h1>")
        else:
            route.abort()

    page.route("**/*", answer)


NOT_HAD = re.compile("网络|connection")
NEEDS_DATA = {name for name, action in ACTIONS.items() if action.has_data}


@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_word_of_the_notice_stands_over_what_is_beside_it(chromium: Browser, address: str, folder: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    intercept(page)
    page.goto(f"{address}{folder}03-innovation-models/")
    _cut(page, "gone")
    page.locator("article h2 .headerlink").first.click()
    notice = page.locator("[data-notice]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(NOT_HAD)
    assert notice.evaluate("all => [...all.children].filter((one) => one.scrollWidth > one.clientWidth).length") == 0
    page.close()


@pytest.mark.parametrize(
    ("name", "network"),
    [
        (name, network)
        for name in ACTIONS
        for network in ("gone", "scripts alone", "sign in")
        if network != "scripts alone" or name in NEEDS_DATA
    ],
)
def test_what_cannot_be_fetched_is_told_and_can_be_tried_again(
    chromium: Browser, address: str, name: str, network: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    intercept(page)
    page.goto(f"{address}{ACTIONS[name].path}")
    _cut(page, network)
    ACTIONS[name].do(page)
    told = page.locator("[data-notice]:visible, [data-search-failed]:visible, .preview:not([aria-busy])").first
    expect(told).to_contain_text(NOT_HAD)
    expect(told).to_be_in_viewport(ratio=1)
    page.unroute_all()
    retry = told.get_by_role("button", name=re.compile("重试|Try again"))
    if told.get_attribute("class") == "preview":  # of who only passes by: the link is there
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        ACTIONS[name].do(page)
    else:
        retry.focus()
        page.keyboard.press("Enter")
    expect(page.locator(ACTIONS[name].done).first).to_be_visible()
    expect(page.locator("[data-notice]")).to_be_hidden()
    assert faults == []
    context.close()


SLOW = {"settings": "**/settings.html", "references": "**/cite/"}  # what is fetched of each that may take long


@pytest.mark.parametrize("name", SLOW)
def test_what_is_asked_for_twice_on_a_slow_line_opens_once(open_page: Opener, name: str) -> None:
    page = open_page(ACTIONS[name].path, routed=True)
    waiting: list[Route] = []
    page.route(SLOW[name], lambda route: waiting.append(route))
    with page.expect_request(SLOW[name]):
        ACTIONS[name].do(page)
    ACTIONS[name].do(page)
    page.wait_for_timeout(500)
    assert len(waiting) == 1
    waiting[0].continue_()
    expect(page.locator(ACTIONS[name].done).first).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(1)
    escape(page)
    page.wait_for_timeout(500)
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("network", ["gone", "sign in"])
@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("cases/?outcome=success", "[data-download=json]"),
        ("en/statistics/", "[data-download=csv]"),
        ("embed/days-of-inventory-chart-1/", "[data-chart-png]"),
    ],
)
def test_a_download_that_cannot_be_had_is_told_and_can_be_tried_again(
    chromium: Browser, address: str, path: str, button: str, network: str
) -> None:
    with chromium.new_page() as page:
        intercept(page)
        page.goto(f"{address}{path}")
        taken = page.locator(".filters__take summary")
        if taken.count():
            taken.click()
        _cut(page, network)
        page.locator(button).click()
        notice = page.locator("[data-notice]")
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(NOT_HAD)
        page.unroute_all()
        with page.expect_download() as download:
            notice.get_by_role("button", name=re.compile("重试|Try again")).press("Enter")
        assert download.value.path().stat().st_size > 0
        expect(notice).to_be_hidden()


AREAS = {
    "digest-theme": "localStorage", "digest-size": "localStorage", "digest-keys": "localStorage",
    "digest-told": "sessionStorage", "digest-query": "sessionStorage", "digest-place": "sessionStorage",
    "digest-view:cases": "sessionStorage", "digest-view:statistics": "sessionStorage",
}  # fmt: skip
FOREIGN = ["huge", "null", "{", "[1", '"', "]", "%", "?model=nobody&%E0%A4%A", "x" * 300_000, "\0"]
SEEN = """() => [
  document.body.dataset.mdColorScheme, getComputedStyle(document.documentElement).colorScheme,
  getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.querySelector('.site-link')).display,
]"""


def test_the_table_of_what_is_kept_is_whole() -> None:
    sources = [*(ROOT / "docs/assets/scripts").rglob("*.js"), *(ROOT / "overrides").rglob("*.html")]
    kept = {key for path in sources for key in re.findall(r"[\"'`](digest-\w+)", path.read_text(encoding="utf-8"))}
    assert kept == {key.partition(":")[0] for key in AREAS}


@pytest.mark.parametrize("value", [*FOREIGN, None], ids=lambda value: "refused" if value is None else value[:9])
def test_what_others_left_in_the_browser_s_storage_is_passed_over(open_page: Opener, value: str | None) -> None:
    """Another site of the same host, an earlier edition, a browser that refuses: all is as on a first visit."""
    page = open_page(CHAPTER, width=390, color_scheme="dark")
    fresh = page.evaluate(SEEN)
    if value is None:
        page.add_init_script("""for (const area of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, area, {get() { throw new DOMException('', 'SecurityError') }})""")
    else:
        page.evaluate("([areas, value]) => Object.entries(areas).forEach(([key, area]) => window[area][key] = value)",
                      [AREAS, value])  # fmt: skip
    page.reload()
    assert page.evaluate(SEEN) == fresh
    page.locator("[data-settings-open]").click()
    expect(page.get_by_label("System", exact=True)).to_be_checked()
    expect(page.get_by_label("Standard", exact=True)).to_be_checked()
    page.get_by_label("Light", exact=True).check()
    assert page.evaluate(SEEN)[0] == "default"
    escape(page)
    page.locator("[data-search-open]").click()
    page.locator(FIELD).fill("GMV")
    expect(page.locator("[data-search-results] [data-result]").first).to_be_visible()
    home = page.url.removesuffix(CHAPTER)
    page.goto(f"{home}en/statistics/repeat-purchase-rate/")
    page.locator("a[data-back]").click()
    expect(page.locator("tr[data-item]:visible").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    ["", CHAPTER, "cases/", "statistics/", "search/", "bilingual/01-overview/", "01-overview/cite/", "s/3.1/",
     "embed/days-of-inventory-chart-1/", "statistics/repeat-purchase-rate/", "contradictions/"],
)  # fmt: skip
@pytest.mark.parametrize("part", ["#%", "#%E0%A4%A", "?q=%", "?text=%E0%A4%A&model=%&mark=%#%"])
def test_an_address_that_is_no_valid_encoding_is_an_address(open_page: Opener, path: str, part: str) -> None:
    page = open_page(f"{path}{part}")
    page.evaluate("location.hash = '#%E0%A4%A'")
    page.wait_for_timeout(300)  # addresses follow; whatever was thrown is told at the end
    expect(page.locator("h1, [role=link], a").first).to_be_attached()


@pytest.mark.parametrize("path", ["cases/?model=content", "statistics/?naming=named", "en/organisations/?kind=court"])
def test_filters_leave_the_foot_of_the_page(open_page: Opener, path: str) -> None:
    page = open_page(path)
    expect(page.locator("[data-page-tools] a")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".imprint")).to_be_visible()


@pytest.mark.parametrize(("path", "language"), [("nothing/", "zh-Hans"), ("en/nothing/", "en")])
def test_the_page_for_broken_addresses_speaks_one_language(open_page: Opener, path: str, language: str) -> None:
    page = open_page(path, expect_status=404)
    assert page.evaluate("document.documentElement.lang") == language
    page.evaluate("document.querySelectorAll('template').forEach((one) => one.replaceWith(one.content))")
    words = " ".join(page.locator("body :is(a, button, h1, p, label)").all_text_contents())
    names = page.locator("body [aria-label]:not(nav)").evaluate_all("all => all.map((one) => one.ariaLabel).join(' ')")
    own = page.evaluate("language => [...document.querySelectorAll(`[lang]:not(:lang(${language}))`)]"
                        ".map((one) => one.textContent).join(' ')", language)  # fmt: skip
    foreign = re.compile("[a-z]{4,}" if language == "zh-Hans" else "[\\u4e00-\\u9fff]", re.IGNORECASE)
    found = [word for word in foreign.findall(f"{words} {names}") if word not in own]
    assert found == []


def test_a_slow_search_says_so_while_its_reader_types(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    intercept(page)
    page.goto(f"{address}{CHAPTER}")
    waiting: list[Route] = []
    slow = True
    page.route(re.compile("/search|overlays"), lambda route: waiting.append(route) if slow else route.continue_())
    page.locator("[data-search-open]").click()
    page.locator(FIELD).fill("GMV")
    expect(page.locator("[data-search-status]")).to_have_text("Loading the search …", timeout=1_000)
    expect(page.locator("[data-search-status]")).to_have_attribute("role", "status")
    expect(page.locator(RESULTS)).to_have_attribute("aria-busy", "true", timeout=1_000)
    slow = False
    for route in waiting:
        route.continue_()
    expect(page.locator(RESULTS)).to_have_attribute("aria-busy", "false")
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_slow_card_says_so(chromium: Browser, address: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844})
    intercept(page)
    page.goto(f"{address}{CHAPTER}")
    waiting: list[Route] = []
    page.route("**/previews.html", lambda route: waiting.append(route))
    page.locator(FIGURE).first.hover()
    card = page.locator(".preview[aria-busy=true]")
    expect(card.get_by_role("status")).to_have_text("Loading …", timeout=2_000)
    waiting[0].continue_()
    expect(page.locator(".preview .preview__title")).to_be_visible()
    page.close()


@pytest.mark.parametrize("path", ["cases/", "search/", CHAPTER])
@pytest.mark.parametrize("fault", ["let = = 1", "throw new Error()", None])
def test_a_script_that_fails_leaves_the_page_without_scripts(
    chromium: Browser, address: str, path: str, fault: str | None
) -> None:
    """It cannot be read, throws at its start, or has gone; no room is kept for what it would have shown."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.route(
        re.compile(r"/(?:reader|filter)\.\w+\.js"),
        lambda route: route.fulfill(status=200 if fault else 404, content_type="text/javascript", body=fault or "gone"),
    )
    page.goto(f"{address}{path}")
    wait_until(page, PLAIN)
    page.locator("[data-menu-label]").click()
    expect(page.locator("#site-menu")).to_be_visible()
    heights = page.locator(".filters, article .search__results").evaluate_all(
        "all => all.map((one) => one.offsetHeight)"
    )
    assert sum(heights) == 0
    page.close()
