"""The pictures for sharing: up to date, readable in every crop, and named by every page."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import ROOT, SITE_URL, Opener, run_mkdocs
from draw_cards import MissingFontError, draw, read_drawn, wanted_pictures
from report.check.all import read_and_check
from report.model.languages import LANGUAGES
from report.write.cards import (
    FOLDER,
    HEIGHT,
    ICON,
    ICON_SIZE,
    MANIFEST,
    WIDTH,
    Card,
    Picture,
    build_card,
    check_pictures,
)

PAGES = sorted(path.stem for path in (ROOT / "docs" / "zh").glob("*.md"))
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
HOSTILE = "\"Quotes\" & 'more' <b> x{{braces}} </script> </title> 😀 \u200fשלום\u200e"
IN_MARKDOWN = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
# Where all the text of a card has to stand: what is left by a square from the middle, and by 2:1.
LEFT, RIGHT = (WIDTH - HEIGHT) / 2, (WIDTH + HEIGHT) / 2
TOP, BOTTOM = (HEIGHT - WIDTH / 2) / 2, (HEIGHT + WIDTH / 2) / 2
BOXES = """() => ["h1", ".site", ".chapter", ".subtitle", ".counts"].flatMap((name) => {
  const element = document.querySelector(name)
  if (!element || !element.textContent) return []
  const range = document.createRange()
  range.selectNodeContents(element)
  const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
  return [{name, left: text.left, right: text.right, top: box.top, bottom: box.bottom}]
})"""


@pytest.fixture(scope="module")
def pictures() -> tuple[Picture, ...]:
    return wanted_pictures(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the pages, records and pictures of the real site."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    return tmp_path


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in check_pictures(wanted_pictures(root), *read_drawn(root))]


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_picture_is_up_to_date() -> None:
    assert problems_of(ROOT) == []


def test_every_page_but_the_search_has_a_card_of_the_right_size(pictures: tuple[Picture, ...]) -> None:
    cards = {f"cards/{name}.{language}.png" for name in PAGES if name != "search" for language in LANGUAGES}
    assert {picture.file for picture in pictures} == {*cards, ICON}
    for picture in pictures:
        png = (ROOT / FOLDER / picture.file).read_bytes()
        assert size_of(png) == ((ICON_SIZE, ICON_SIZE) if picture.file == ICON else (WIDTH, HEIGHT))
        assert len(png) < (1_000 if picture.file == ICON else 40_000), picture.file


def test_a_title_that_changes_makes_its_card_stale(copy: Path) -> None:
    for file in ("docs/zh/03-innovation-models.md", "docs/records/outline.yml"):
        text = (copy / file).read_text(encoding="utf-8")
        assert "创新模式分类与特征" in text
        (copy / file).write_text(text.replace("创新模式分类与特征", "创新模式与特征", 1), encoding="utf-8")
    assert problems_of(copy) == [
        "docs/assets/cards/03-innovation-models.zh.png:1: found a stale picture, "
        "expected one of the words that the page has now, hint: run make cards"
    ]


def test_a_picture_that_is_missing_painted_over_or_left_over_is_named(copy: Path) -> None:
    cards = copy / FOLDER / "cards"
    (cards / "about.en.png").unlink()
    (cards / "data.en.png").write_bytes((cards / "data.zh.png").read_bytes())
    (cards / "gone.en.png").write_bytes(b"")
    assert [problem.split(", expected")[0] for problem in problems_of(copy)] == [
        "docs/assets/cards/about.en.png:1: found no picture",
        "docs/assets/cards/data.en.png:1: found a picture that make cards did not draw",
        "docs/assets/cards/gone.en.png:1: found a picture that is left over",
    ]


def test_counts_are_those_of_the_records() -> None:
    report, _ = read_and_check(ROOT / "docs")
    cards = {(page.name, page.language): build_card(report, page) for page in report.pages}
    figures, cases = len(report.records.statistics), len(report.records.cases)
    assert cases > 1 < figures
    assert cards["index", "en"].counts == f"{figures} figures · {cases} cases"
    assert cards["cases", "zh"].counts == f"{cases} 个案例"
    told = yaml.safe_load((ROOT / "docs/records/statistics/01-overview.yml").read_text(encoding="utf-8"))
    assert cards["01-overview", "en"].counts.startswith(f"{len(told)} figures · ")
    assert cards["12-strategic-recommendations", "zh"].counts == ""


def test_a_chinese_title_breaks_between_words_only() -> None:
    assert Card("", "创新模式的分类与特征", "", "", "").parts == ["创新模式的", "分类", "与特征"]


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
    command = [sys.executable, str(ROOT / "tests" / "draw_cards.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_make_cards_draws_what_is_due_and_no_more(copy: Path) -> None:
    cards = copy / FOLDER / "cards"
    (cards / "about.en.png").unlink()
    (cards / "gone.en.png").write_bytes(b"")
    kept = (cards / "data.zh.png").stat().st_mtime_ns

    drawn = make_cards(copy)

    assert (drawn.returncode, drawn.stderr) == (0, "")
    pictures = len(json.loads((copy / MANIFEST).read_text(encoding="utf-8")))
    assert drawn.stdout == f"Drew 1 of {pictures} pictures; the others are up to date.\n"
    assert problems_of(copy) == []
    assert (cards / "data.zh.png").stat().st_mtime_ns == kept
    assert (copy / MANIFEST).read_text(encoding="utf-8").count('"html"') == pictures


def test_make_cards_says_which_font_to_install(copy: Path) -> None:
    template = (ROOT / "overrides/report/card.html").read_text(encoding="utf-8")
    (copy / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", copy / "overrides")
    missing = template.replace("Noto Sans CJK", "No Such Font").replace("NotoSansCJK", "NoSuchFont")
    (copy / "overrides/report/card.html").write_text(missing, encoding="utf-8")

    drawn = make_cards(copy)

    assert drawn.returncode == 1
    assert "install it (Debian and Ubuntu: fonts-noto-cjk), then run make cards again" in drawn.stderr
    assert "Traceback" not in drawn.stderr


def said(page: HTMLParser) -> dict[str, str]:
    """The properties of a page's head, each of which stands there once."""
    nodes = page.css('head meta[property^="og:"], head meta[name^="twitter:"]')
    pairs = [(n.attributes.get("property") or n.attributes["name"] or "", n.attributes["content"] or "") for n in nodes]
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_it_is(site: Path, name: str, language: str) -> None:
    path = ("" if language == "zh" else "en/") + ("" if name == "index" else f"{name}/")
    page = HTMLParser((site / path / "index.html").read_text(encoding="utf-8"))
    properties = said(page)
    heading = page.css_first("h1")
    assert heading is not None
    description, canonical = page.css_first("meta[name=description]"), page.css_first("link[rel=canonical]")
    assert description is not None and canonical is not None
    image = properties.pop("og:image", "")
    alt = properties.pop("og:image:alt", "")
    card = {"og:image:type": "image/png", "og:image:width": "1200", "og:image:height": "630"}
    assert properties == {
        "og:type": "website" if name == "index" else "article",
        "og:title": heading.text().removesuffix("¶").strip(),
        "og:description": description.attributes["content"],
        "og:url": SITE_URL + path,
        "og:site_name": page.css("title")[0].text().split(" - ")[-1],
        "og:locale": LOCALES[language],
        "og:locale:alternate": LOCALES["en" if language == "zh" else "zh"],
    } | ({} if name == "search" else {**card, "twitter:card": "summary_large_image"})
    assert image == ("" if name == "search" else f"{SITE_URL}assets/cards/{name}.{language}.png")
    if image:
        assert size_of((site / image.removeprefix(SITE_URL)).read_bytes()) == (WIDTH, HEIGHT)
        assert properties["og:title"].split(" ", 1)[-1].split(" · ")[0].split(": ")[0] in alt
    icon = page.css_first("link[rel=apple-touch-icon]")
    assert icon is not None
    assert size_of((site / path / str(icon.attributes["href"])).resolve().read_bytes()) == (ICON_SIZE, ICON_SIZE)


def test_the_manifest_is_not_published(site: Path) -> None:
    assert not list(site.rglob(Path(MANIFEST).name))


def test_any_title_and_description_are_said_as_they_are(tiny_site: Path, chromium: Browser) -> None:
    file = tiny_site / "docs/en/data.md"
    text = file.read_text(encoding="utf-8")
    described = HOSTILE.replace("'", "''")
    text = text.replace("# Data {", f"# {IN_MARKDOWN} {{").replace("Data (en).", f"'{described}'", 1)
    file.write_text(text, encoding="utf-8")

    built = run_mkdocs(tiny_site, "build")

    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    page = HTMLParser((tiny_site / "site/en/data/index.html").read_text(encoding="utf-8"))
    properties = said(page)
    assert properties["og:title"] == properties["og:description"] == HOSTILE
    assert HOSTILE in properties["og:image:alt"]
    description = page.css_first("meta[name=description]")
    assert description is not None and description.attributes["content"] == HOSTILE
    plain = HTMLParser((tiny_site / "site/data/index.html").read_text(encoding="utf-8"))
    assert [node.tag for node in page.css("head > *")] == [node.tag for node in plain.css("head > *")]
    assert page.css("title")[0].text().startswith(f"{HOSTILE} - ")

    report, _ = read_and_check(tiny_site / "docs")
    card = build_card(report, next(p for p in report.pages if (p.name, p.language) == ("data", "en")))
    assert card.title == HOSTILE
    html = next(picture.html for picture in wanted_pictures(tiny_site) if picture.file == "cards/data.en.png")
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
