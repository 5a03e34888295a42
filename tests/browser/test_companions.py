"""A page as Markdown, as readers take it along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import Opener


@pytest.mark.parametrize("folder", ["", "en/"])
def test_copying_a_page_as_markdown(open_page: Opener, site: Path, folder: str) -> None:
    page = open_page(f"{folder}03-innovation-models/", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copy-page]")
    words = button.inner_text()
    button.click()
    expect(button).not_to_have_text(words)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (site / folder / "03-innovation-models/index.md").read_text(encoding="utf-8")
