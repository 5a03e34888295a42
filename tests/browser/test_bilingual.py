"""Both languages side by side, as readers see them and get there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import Opener, follow, in_view, path_of

CHAPTER = "03-innovation-models"


def test_columns_keep_a_comfortable_measure(open_page: Opener) -> None:
    for width, least, most in ((1280, 26, 36), (1440, 30, 40), (1920, 30, 40)):
        page = open_page(f"bilingual/{CHAPTER}/", width=width)
        cell = page.locator(".bilingual__row--p > [lang=zh-Hans]").nth(1)
        characters = cell.evaluate("cell => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)")
        assert least <= characters <= most


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_section_to_both_languages_and_back(open_page: Opener, folder: str, scripts: bool) -> None:
    page = open_page(f"{folder}{CHAPTER}/", java_script_enabled=scripts)
    words = "Side by side" if folder else "中英对照"
    lines = page.locator(".editions").get_by_role("link", name=words, exact=True)
    expect(lines).to_have_count(1 + 3)
    assert lines.first.get_attribute("href") == f"{'../../en/' if folder else '../'}bilingual/{CHAPTER}/"
    follow(lines.nth(2))
    assert path_of(page) == f"/{folder}bilingual/{CHAPTER}/#content-commerce"
    if scripts:
        assert in_view(page, "content-commerce")
    follow(page.get_by_role("link", name="English only" if folder else "只看中文").nth(2))
    assert path_of(page) == f"/{folder}{CHAPTER}/#content-commerce"


def test_the_menu_of_a_mark_leads_there_too(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}/")
    page.locator("a.headerlink[href='#visible-products']").click()
    follow(page.locator(".share").get_by_role("link", name="Side by side"))
    assert path_of(page) == f"/en/bilingual/{CHAPTER}/#visible-products"
    page.locator("a.headerlink[href='#visible-products']").click()
    expect(page.locator(".share a:visible")).to_have_count(1)  # the menu is fetched when first asked for
    follow(page.locator(".share a:visible"))
    assert path_of(page) == f"/bilingual/{CHAPTER}/#visible-products"


def test_switching_the_language_swaps_the_columns_and_keeps_the_section(open_page: Opener) -> None:
    page = open_page(f"en/bilingual/{CHAPTER}/#content-commerce")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    follow(page.locator("[data-language-switch]"))
    assert path_of(page) == f"/bilingual/{CHAPTER}/#content-commerce"
    assert in_view(page, "content-commerce")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_previews_speak_the_language_of_their_column(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}bilingual/{CHAPTER}/")
    for language, words in (("zh-Hans", "数字说明"), ("en", "About this figure")):
        page.locator(f".bilingual [lang={language}] a.figure").first.hover()
        expect(page.locator("#preview")).to_have_attribute("aria-label", words)


def test_a_link_to_a_bilingual_page_asks_for_no_cards(open_page: Opener) -> None:
    page = open_page(f"{CHAPTER}/")
    page.locator("p.editions a[href*='bilingual/'][href*='#']").first.hover()
    page.wait_for_timeout(400)  # longer than a card waits; a request for one would fail the test
    expect(page.locator("#preview")).to_have_count(0)


def test_on_paper_the_languages_stand_side_by_side(open_page: Opener) -> None:
    page = open_page(f"bilingual/{CHAPTER}/", width=720)
    page.emulate_media(media="print")
    chinese, english = page.locator(".bilingual__row--h2").first.locator("> *").all()
    one, other = chinese.bounding_box(), english.bounding_box()
    assert one and other and one["x"] + one["width"] < other["x"]
