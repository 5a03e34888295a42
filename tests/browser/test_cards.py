"""The pictures for sharing: how they are drawn, and readable in every crop."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Opener
from helpers import HOSTILE, ROOT, picture_problems
from report.check.all import read_and_check
from report.model.languages import ENGLISH
from report.relate.book import make_books
from report.write.cards import FOLDER, HEIGHT, ICON, MANIFEST, WIDTH, Picture, build_card
from tools.draw_cards import MissingFontError, draw, wanted_pictures

# Where all the text of a card has to stand: what is left by a square from the middle, and by 2:1.
LEFT, RIGHT = (WIDTH - HEIGHT) / 2, (WIDTH + HEIGHT) / 2
TOP, BOTTOM = (HEIGHT - WIDTH / 2) / 2, (HEIGHT + WIDTH / 2) / 2
BOXES = """() => ["h1", ".site", ".chapter"].flatMap((name) => {
  const element = document.querySelector(name)
  if (!element || !element.textContent) return []
  const range = document.createRange()
  range.selectNodeContents(element)
  const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
  return [{name, left: text.left, right: text.right, top: box.top, bottom: box.bottom}]
})"""


def test_all_text_survives_every_crop(chromium: Browser, pictures: tuple[Picture, ...]) -> None:
    long = "超长的标题 Donaudampfschifffahrtsgesellschaftskapitän " * 9
    longest = next(picture for picture in pictures if picture.file == "cards/06-risks-and-challenges.en.png")
    title = "Risks and challenges of business-model innovation"
    assert f'<h1 dir="auto">{title}<wbr>' in longest.html
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    for html in [*(picture.html for picture in pictures if picture.file != ICON), longest.html.replace(title, long)]:
        page.set_content(html)
        assert page.evaluate("window.drawing") == 0
        boxes = page.evaluate(BOXES)
        assert boxes
        for box in boxes:
            assert box["left"] >= LEFT + 15 and box["right"] <= RIGHT - 15, (box, page.title())
            assert box["top"] >= TOP + 15 and box["bottom"] <= BOTTOM - 15, (box, page.title())
        above = sorted(boxes, key=lambda box: float(box["top"]))
        assert all(one["bottom"] <= other["top"] for one, other in pairwise(above)), page.title()
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") >= 64
    page.close()


def test_a_drawing_is_the_same_every_time(chromium: Browser, pictures: tuple[Picture, ...]) -> None:
    some = [picture for picture in pictures if picture.file in ("cards/index.zh.png", "cards/about.en.png", ICON)]
    first, second = ([png for _, png in draw(chromium, some)] for _ in range(2))
    assert first == second
    assert len(set(first)) == 3


def test_a_missing_font_stops_the_drawing(chromium: Browser, pictures: tuple[Picture, ...]) -> None:
    html = pictures[0].html.replace("Noto Sans CJK", "No Such Font").replace("NotoSansCJK", "NoSuchFont")
    with pytest.raises(MissingFontError):
        list(draw(chromium, [Picture("x.png", html, WIDTH, HEIGHT)]))


def make_cards(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tests/tools/draw_cards.py")]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}:{ROOT / 'tests'}"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_make_cards_draws_what_is_due_and_no_more(copied_docs: Path) -> None:
    cards = copied_docs / FOLDER / "cards"
    (cards / "about.en.png").unlink()
    (cards / "gone.en.png").write_bytes(b"")
    kept = (cards / "data.zh.png").stat().st_mtime_ns

    drawn = make_cards(copied_docs)

    assert (drawn.returncode, drawn.stderr) == (0, "")
    pictures = len(json.loads((copied_docs / MANIFEST).read_text(encoding="utf-8")))
    assert drawn.stdout == f"Drew 1 of {pictures} pictures; the others are up to date.\n"
    assert picture_problems(copied_docs) == []
    assert (cards / "data.zh.png").stat().st_mtime_ns == kept
    assert (copied_docs / MANIFEST).read_text(encoding="utf-8").count('"html"') == pictures


def test_make_cards_says_which_font_to_install(copied_docs: Path) -> None:
    template = (ROOT / "overrides/report/files/card.html").read_text(encoding="utf-8")
    (copied_docs / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", copied_docs / "overrides")
    missing = template.replace("Noto Sans CJK", "No Such Font").replace("NotoSansCJK", "NoSuchFont")
    (copied_docs / "overrides/report/files/card.html").write_text(missing, encoding="utf-8")

    drawn = make_cards(copied_docs)

    assert drawn.returncode == 1
    assert "install it (Debian and Ubuntu: fonts-noto-cjk), then run make cards again" in drawn.stderr
    assert "Traceback" not in drawn.stderr


def test_any_title_is_drawn_as_it_is(hostile_site: Path, chromium: Browser) -> None:
    report, _ = read_and_check(hostile_site / "docs")
    book = make_books(report)[ENGLISH]
    card = build_card(book, book.pages["data"])
    assert card.title == HOSTILE
    html = next(picture.html for picture in wanted_pictures(hostile_site) if picture.file == "cards/data.en.png")
    view = chromium.new_page()
    view.set_content(html)
    assert view.evaluate("window.drawing") == 0
    assert view.locator("h1").text_content() == HOSTILE
    view.close()


def test_the_window_takes_the_colour_of_the_header(open_page: Opener) -> None:
    for scheme in ("light", "dark"):
        page = open_page("", color_scheme=scheme)
        colour = page.locator(f'meta[name="theme-color"][media*="{scheme}"]').get_attribute("content") or ""
        header = page.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor")
        assert header == f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_a_visit_fetches_no_picture_for_sharing(open_page: Opener) -> None:
    page = open_page("en/")
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert fetched
    assert [name for name in fetched if name.endswith(".png")] == []
