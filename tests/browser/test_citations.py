"""References, as readers take them along."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from browsing import Opener, escape
from helpers import read_bibtex
from report.write.citations import NAMES

SECTION = "01-overview/#industry-status-and-trends"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_citing_a_section_in_place(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{SECTION}", permissions=["clipboard-read", "clipboard-write"])
    link = page.locator("a[data-cite][href='cite/#industry-status-and-trends']")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.cite-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt")).to_have_text(list(NAMES.values()))
    today = page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)")
    expect(dialog.locator("[data-cite-text='GB/T 7714']")).to_contain_text(f"[{today}]")
    copy, save = {"": ("复制", "存为文件"), "en/": ("Copy", "Save as file")}[folder]
    expect(dialog.locator("button[data-cite-copy]")).to_have_text([copy] * 6)
    expect(dialog.locator("button[data-cite-save]:visible")).to_have_text([save] * 3)
    dialog.locator("button[data-cite-copy]").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert today in copied
    assert copied.endswith(f"/{folder}{SECTION}.")
    with page.expect_download() as download:
        dialog.locator("button[data-cite-save]:visible").first.click()
    assert download.value.suggested_filename == "industry-status-and-trends.bib"
    saved = read_bibtex(download.value.path().read_text(encoding="utf-8"))
    assert saved["urldate"] == today
    escape(page)
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_citing_a_figure_from_its_preview_and_from_the_glossary(open_page: Opener) -> None:
    page = open_page("en/03-innovation-models/")
    page.locator("#social-platforms-repeat-purchase + a").hover()
    page.locator(".preview summary").click()
    page.locator(".preview a[data-cite]").click()
    dialog = page.locator("dialog.cite-dialog")
    expect(dialog.locator("dt")).to_have_text(["GB/T 7714", "APA", "Chicago", "BibTeX", "CSL-JSON", "RIS"])
    expect(dialog).to_contain_text("As reported by the source, unverified")
    page.keyboard.press("Escape")
    page = open_page("statistics/repeat-purchase-rate/")
    page.locator("a[data-cite][href$='#social-platforms-repeat-purchase']").click()
    expect(page.locator("dialog.cite-dialog")).to_contain_text("据报告所述，未经核实")


def test_the_mark_of_a_heading_offers_its_reference(open_page: Opener) -> None:
    page = open_page("en/03-innovation-models/")
    page.locator("h2#social-commerce .headerlink").click()
    page.locator(".share a[data-cite]").click()
    expect(page.locator("dialog.cite-dialog h2")).to_have_text("3.1 Social commerce reshaped")


def test_references_without_scripts(open_page: Opener) -> None:
    page = open_page(f"en/{SECTION}", java_script_enabled=False)
    page.locator("a[data-cite][href='cite/#industry-status-and-trends']").click()
    assert urlsplit(page.url).path == "/en/01-overview/cite/"
    assert "[date of access]" in page.locator("[data-cite-entry='industry-status-and-trends']").inner_text()
    assert page.locator("button").count() == 0


@pytest.mark.parametrize("width", [320, 1440])
def test_the_page_of_references(open_page: Opener, width: int) -> None:
    page = open_page("03-innovation-models/cite/", width=width)
    expect(page.locator("button[data-cite-copy]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
