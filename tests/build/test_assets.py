"""What a page loads: how much it weighs, how it is named, and what old browsers make of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from helpers import CHAPTERS, PAGES, loaded_files, read_page

BUDGET = 30_000  # bytes over the wire for a first visit to a chapter
START = 32_000  # to the home page or the main points


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_first_visit_is_light(site: Path, folder: str) -> None:
    weights: dict[str, int] = {}
    for chapter in CHAPTERS:
        files = [f"{folder}{chapter}/index.html", *loaded_files(site, f"{folder}{chapter}")]
        weights[chapter] = sum(len(gzip.compress((site / file).read_bytes(), 6)) for file in files)
        assert len(files) <= 5
    assert max(weights.values()) <= BUDGET, weights


@pytest.mark.parametrize("page", ["", "key-points", "en", "en/key-points"])
def test_the_first_screen_is_light(site: Path, page: str) -> None:
    files = [f"{page}/index.html".lstrip("/"), *loaded_files(site, page)]
    assert sum(len(gzip.compress((site / file).read_bytes(), 6)) for file in files) <= START
    assert len(files) <= 5


@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_page_has_what_the_style_sheet_leaves_out(site: Path, folder: str) -> None:
    """Rules of the theme that are dropped by hand, `_NOT_OURS` in ``report.publish.assets``.

    Blocks of code, which have a rule of our own, are on the page of the data.
    """
    left_out = "a code, kbd, ol[type], ul[type], :is(ol, ul) ol ol"
    for page in PAGES:
        found = read_page(site, folder if page == "index" else folder + page).css(left_out)
        assert [node.html for node in found] == [], page


def test_names_hold_a_hash_of_the_content_and_nothing_else_is_there(site: Path) -> None:
    named = [path.name for path in sorted((site / "assets").rglob("*")) if path.suffix in (".css", ".js")]
    assert all(re.fullmatch(r"[\w-]+\.[0-9a-f]{8}\.(?:css|js)", name) for name in named), named
    assert not list(site.rglob("*.map"))
    assert not (site / "assets/javascripts").exists()
    assert not list(site.rglob("*lunr*"))


def test_the_style_sheet_can_be_read_by_the_oldest_browser(site: Path) -> None:
    """Safari before 16.4 drops a whole block whose condition is written as a range."""
    for sheet in (site / "assets/stylesheets").glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"@media[^{]*[<>]=?", text), sheet
        assert "[dir=rtl]" not in text
