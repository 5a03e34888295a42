"""The real site as its readers use it: in a browser, on a phone, by keyboard, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import Opener, accessibility_problems_in_both_themes, follow, in_view, path_of, scroll_to

CHAPTER = "03-innovation-models/"
LANGUAGE_LINK = "[data-language-switch]"


@pytest.mark.parametrize("width", [390, 1440])
def test_from_home_to_a_section_and_to_the_same_section_in_english(open_page: Opener, width: int) -> None:
    page = open_page("", width=width)
    follow(page.locator("article").get_by_role("link", name="3 创新模式分类与特征").first)
    assert path_of(page) == f"/{CHAPTER}#innovation-models"
    scroll_to(page, "ecosystem-synergy")
    follow(page.locator(LANGUAGE_LINK))
    assert path_of(page) == f"/en/{CHAPTER}#ecosystem-synergy"
    assert in_view(page, "ecosystem-synergy")
    assert page.locator("html").get_attribute("lang") == "en"
    follow(page.locator(LANGUAGE_LINK))
    assert path_of(page) == f"/{CHAPTER}#ecosystem-synergy"


@pytest.mark.parametrize(
    "fragment", ["content-commerce", "social-platforms-lifetime-value", "li-jiaqi-live-channel--content-commerce"]
)
def test_the_switch_keeps_exactly_the_id_of_the_address(open_page: Opener, fragment: str) -> None:
    page = open_page(f"{CHAPTER}?a=b#{fragment}")
    page.locator(LANGUAGE_LINK).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/**")
    assert path_of(page) == f"/en/{CHAPTER}?a=b#{fragment}"
    assert in_view(page, fragment)


def test_the_switch_follows_a_reader_who_has_scrolled_on(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}#social-commerce")
    scroll_to(page, "jd-health-one-stop")
    follow(page.locator(LANGUAGE_LINK))
    assert path_of(page) == f"/{CHAPTER}#jd-health-one-stop"


def test_the_switch_adds_nothing_at_the_top_of_a_page(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    follow(page.locator(LANGUAGE_LINK))
    assert path_of(page) == f"/en/{CHAPTER}"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_follow_a_figure_to_the_glossary_and_back(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}08-success-cases/")
    figure = page.locator("#freshippo-floor-sales-2024 + a")
    printed = figure.inner_text().replace("\xa0", " ")
    follow(figure)
    assert path_of(page) == f"/{folder}statistics/sales-per-unit-floor-area/#freshippo-floor-sales-2024"
    assert in_view(page, "freshippo-floor-sales-2024")
    row = page.locator("tr", has=page.locator("#freshippo-floor-sales-2024"))
    expect(row).to_contain_text("2024")
    told = row.locator("#freshippo-floor-sales-2024 + a")
    assert told.inner_text().startswith(printed)
    follow(told)
    assert path_of(page) == f"/{folder}08-success-cases/#freshippo-floor-sales-2024"
    assert in_view(page, "freshippo-floor-sales-2024")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_follow_a_case_to_the_index_and_back(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}08-success-cases/#shein-brazil-warehouse--cross-border-cases", width=390)
    follow(page.locator("#shein-brazil-warehouse--cross-border-cases + a"))
    assert path_of(page) == f"/{folder}cases/shein-brazil-warehouse/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("SHEIN")
    follow(page.locator("article a[href$='#shein-brazil-warehouse--cross-border-cases']"))
    assert path_of(page) == f"/{folder}08-success-cases/#shein-brazil-warehouse--cross-border-cases"
    assert in_view(page, "shein-brazil-warehouse--cross-border-cases")


def test_the_header_leads_to_both_indexes(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}", width=390)
    follow(page.get_by_role("link", name="Cases", exact=True))
    assert path_of(page) == "/en/cases/"
    follow(page.get_by_role("link", name="Figures", exact=True))
    assert path_of(page) == "/en/statistics/"


def test_the_menu_on_a_phone_by_keyboard(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390)
    button, menu = page.get_by_role("button", name="目录"), page.locator("#site-menu")
    expect(menu).not_to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu.locator("a[aria-current=page]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    menu.get_by_role("link", name="8 成功案例与最佳实践").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/08-success-cases/")


def test_the_menu_lists_the_sections_of_the_page_on_a_phone(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390)
    page.get_by_role("button", name="目录").click()
    page.locator("#site-menu").get_by_role("link", name="3.2 内容电商场景深化").click()
    expect(page.locator("#site-menu")).not_to_be_visible()
    assert path_of(page) == f"/{CHAPTER}#content-commerce"
    assert in_view(page, "content-commerce")


def test_a_closed_menu_takes_no_part_in_tabbing(open_page: Opener) -> None:
    page = open_page(CHAPTER, width=390)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('#site-menu') !== null")


def test_contents_follow_the_reader(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    current = page.locator(".md-nav--secondary [aria-current=true]")
    scroll_to(page, "content-commerce")
    expect(current).to_have_text("3.2 内容电商场景深化")
    scroll_to(page, "visible-products")
    expect(current).to_have_text("看得见的商品")


def test_the_theme_follows_the_system_until_a_reader_chooses(open_page: Opener) -> None:
    page = open_page(CHAPTER, color_scheme="dark")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.get_by_role("button", name="阅读设置与快捷键").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="跟随系统")).to_be_checked()
    page.get_by_role("radio", name="跟随系统").focus()
    page.keyboard.press("ArrowUp")  # round to the last
    expect(page.get_by_role("radio", name="深色")).to_be_checked()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_first_tab_stops_lead_to_the_text(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert path_of(page) == f"/{CHAPTER}#innovation-models"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_everything_reads_and_links(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}", width=390, java_script_enabled=False)
    expect(page.locator("#ecosystem-synergy")).to_be_visible()
    expect(page.locator(".md-header [data-settings-open]")).not_to_be_visible()
    page.locator("label[for=__drawer].md-header__button").click()
    expect(page.locator("#site-menu")).to_be_visible()
    follow(page.locator("#site-menu a[href$='statistics/']"))
    expect(page.locator("#repeat-purchase-rate")).to_be_visible()
    follow(page.locator(LANGUAGE_LINK))
    other = "en/" if folder == "" else ""
    assert page.url.endswith(f"/{other}statistics/")


@pytest.mark.parametrize(("folder", "title"), [("", "找不到这个页面"), ("en/", "Page not found")])
def test_a_broken_address_is_answered_in_its_own_language(open_page: Opener, folder: str, title: str) -> None:
    page = open_page(f"{folder}03-live-streaming/", expect_status=404, width=390)
    expect(page.locator("h1:visible")).to_have_text([title])
    assert page.title() == title
    assert page.evaluate("document.documentElement.lang") == ("en" if folder else "zh-Hans")
    assert accessibility_problems_in_both_themes(page) == []
    # What the address was after is there to be searched for.
    expect(page.locator("input[name=q]:visible")).to_have_value("live streaming")
    with page.expect_navigation():
        page.locator("input[name=q]:visible").press("Enter")
    assert path_of(page).startswith(f"/{folder}search/?q=live")
    expect(page.locator("[data-result] a").first).to_be_visible()


def test_without_scripts_a_broken_address_is_answered_in_both_languages(open_page: Opener) -> None:
    page = open_page("en/no/such/page/", expect_status=404, width=390, java_script_enabled=False)
    expect(page.locator("h1:visible")).to_have_text(["找不到这个页面", "Page not found"])
    follow(page.get_by_role("link", name="Statistics glossary"))
    assert path_of(page) == "/en/statistics/"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_scripts_the_keyboard_opens_the_menu(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}", width=390, java_script_enabled=False)
    link = page.locator("#site-menu").get_by_role("link", name="Statistics glossary" if folder else "指标与数字")
    expect(link).not_to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Menu" if folder else "目录")).to_be_focused()
    page.keyboard.press("Space")
    expect(link).to_be_visible()
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/{folder}statistics/")
