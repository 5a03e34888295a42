"""References, as readers take them along."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, expect

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
    expect(dialog.locator("> section > dl > dt")).to_have_text(list(NAMES.values()))
    today = page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)")
    expect(dialog.locator("[data-cite-text='GB/T 7714']")).to_contain_text(f"[{today}]")
    copy, save = {"": ("复制", "存为文件"), "en/": ("Copy", "Save as file")}[folder]
    every = 6 + 5 + 3  # formats, citations in a text, the report itself
    expect(dialog.locator("button[data-cite-copy]")).to_have_text([copy] * every)
    expect(dialog.locator("button[data-cite-copy]:visible")).to_have_count(every - 3)
    expect(dialog.locator("button[data-cite-save]:visible")).to_have_text([save] * 3)
    button = dialog.locator("button[data-cite-copy]").first
    button.click()
    expect(button).to_have_text(str(button.get_attribute("data-done")))
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
    expect(dialog.locator("> section > dl > dt")).to_have_text(list(NAMES.values()))
    expect(dialog).to_contain_text("As reported by the source, unverified")
    page.keyboard.press("Escape")
    page = open_page("statistics/repeat-purchase-rate/")
    page.locator("a[data-cite][href$='#social-platforms-repeat-purchase']").click()
    expect(page.locator("dialog.cite-dialog")).to_contain_text("据报告所述，未经核实")


READ = """async () => {
  const [item] = await navigator.clipboard.read()
  const texts = item.types.map(async (type) => [type, await (await item.getType(type)).text()])
  return Object.fromEntries(await Promise.all(texts))
}"""
PLACES = {"": ("正文括注", "转引原报告"), "en/": ("In the text", "Cite the report itself")}


def copied_from(page: Page, name: str) -> dict[str, str]:
    """What a button of the dialog puts on the clipboard, by type."""
    button = page.locator(f"dialog.cite-dialog [data-cite-text='{name}'] + span [data-cite-copy]")
    button.click()
    expect(button).to_have_text(str(button.get_attribute("data-done")))
    copied: dict[str, str] = page.evaluate(READ)
    return copied


@pytest.mark.parametrize("interface", ["clipboard", "none"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_reference_is_copied_with_its_italics(open_page: Opener, folder: str, interface: str) -> None:
    """By the clipboard's own interface, and by the old way where there is none to write with."""
    page = open_page(f"{folder}{SECTION}", permissions=["clipboard-read", "clipboard-write"])
    if interface == "none":
        page.evaluate("navigator.clipboard.write = navigator.clipboard.writeText = undefined")
    page.locator("a[data-cite][href='cite/#industry-status-and-trends']").click()
    dialog = page.locator("dialog.cite-dialog")
    title = dialog.locator("[data-cite-text=APA] i")
    expect(title).to_have_css("font-style", "italic")
    expect(title).to_have_text(dialog.locator("h2").inner_text())
    copied = copied_from(page, "APA")
    assert f"<i>{title.inner_text()}</i>" in copied["text/html"]
    assert copied["text/plain"] == dialog.locator("[data-cite-text=APA]").inner_text()
    in_text, original = PLACES[folder]
    assert copied_from(page, f"APA · {in_text}")["text/plain"].startswith("(")
    assert set(copied_from(page, "BibTeX")) == {"text/plain"}
    dialog.locator("summary").filter(has_text=original).click()
    assert "2025年电子商务领域商业模式创新报告" in copied_from(page, f"APA · {original}")["text/plain"]


def test_copied_is_said_only_when_it_was(open_page: Opener) -> None:
    page = open_page(f"en/{SECTION}")
    page.evaluate(
        "navigator.clipboard.write = navigator.clipboard.writeText = undefined; document.execCommand = () => true"
    )
    asked: list[str] = []

    def dismiss(prompt: Dialog) -> None:
        asked.append(prompt.default_value)
        prompt.dismiss()

    page.on("dialog", dismiss)
    page.locator("a[data-cite][href='cite/#industry-status-and-trends']").click()
    button = page.locator("dialog.cite-dialog [data-cite-copy][aria-label$='· APA']")
    button.click()
    assert len(asked) == 1 and "Retrieved" in asked[0]
    expect(button).to_have_text("Copy")


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
