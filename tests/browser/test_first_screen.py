"""What a reader meets first: what a page is, what the report found, and where figures come from, on every way in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from browsing import (
    Opener,
    accessibility_problems_in_both_themes,
    follow,
    in_view,
    on_phone,
    path_of,
    scroll_to,
    wait_until,
)
from helpers import live_files, read_data, read_page

CHAPTER = "03-innovation-models/"
EDITIONS = ["", "en/"]


@pytest.mark.parametrize("folder", EDITIONS)
def test_below_its_title_every_page_says_whose_words_it_tells_and_how_sound_they_are(site: Path, folder: str) -> None:
    pages = [file for file in live_files(site, "index.html") if file.with_name("index.md").exists()]
    pages = [file for file in pages if bool(folder) == (file.relative_to(site).parts[0] == "en")]
    assert len(pages) > 200
    for file in pages:
        article = HTMLParser(file.read_text(encoding="utf-8")).css_first("article")
        assert article is not None
        if file.parent == site / folder:  # the home page says it at length
            continue
        line = article.css_first("h1 + .provenance")
        assert line is not None, file
        assert ("unverified" if folder else "未经核实") in line.text()
        assert re.search(r"[0-9a-f]{8}.*\d{4}-\d{2}-\d{2}", line.text())  # version and day
        link = line.css_first("a[href$='about/'], a[href='./']")
        assert link is not None, file


@pytest.mark.parametrize("path", [CHAPTER, "en/cases/cosmoplat-connected-appliances/"])
def test_that_line_is_on_the_first_screen_and_leads_on(open_page: Opener, path: str) -> None:
    page = on_phone(open_page, path)
    line = page.locator("h1 + .provenance")
    assert line.evaluate("(line) => line.getBoundingClientRect().bottom") < 844
    expect(page.locator(".md-footer .md-copyright a").first).to_have_attribute("href", re.compile("about/$"))
    follow(line.locator("a").last)
    assert path_of(page).endswith("/about/")


@pytest.mark.parametrize("folder", EDITIONS)
def test_who_arrives_at_a_section_from_elsewhere_is_told_once(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}#content-commerce", width=390)
    note = page.locator("[data-arrival]")
    expect(note).to_contain_text("unverified" if folder else "未经核实")
    assert in_view(page, "content-commerce")
    note.get_by_role("button").click()
    expect(note).to_be_hidden()
    page.reload()
    expect(page.locator("[data-arrival]")).to_be_hidden()


def test_who_begins_at_the_top_reads_the_line_and_gets_no_note(open_page: Opener) -> None:
    expect(on_phone(open_page, CHAPTER).locator("[data-arrival]")).to_be_hidden()


def test_the_address_follows_the_reader_and_adds_nothing_to_the_history(open_page: Opener) -> None:
    page = on_phone(open_page, CHAPTER)
    before = page.evaluate("history.length")
    for section in ("social-commerce", "content-commerce", "ecosystem-synergy"):
        scroll_to(page, section)
        wait_until(page, "(section) => location.hash === '#' + section", arg=section)
    assert page.evaluate("history.length") == before
    page.evaluate("scrollTo(0, 0)")
    wait_until(page, "location.hash === ''")


def test_a_figure_that_the_address_names_is_marked_and_not_ringed(open_page: Opener) -> None:
    page = open_page(f"{CHAPTER}#social-platforms-repeat-purchase", width=390)
    figure = page.locator("#social-platforms-repeat-purchase + a")
    outline = "(figure) => getComputedStyle(figure).outlineStyle"
    colour = "(figure) => getComputedStyle(figure).backgroundColor"
    assert figure.evaluate(colour) not in ("rgba(0, 0, 0, 0)", "rgb(255, 254, 252)")
    assert figure.evaluate(outline) == "none"
    # The keyboard goes on from there.
    wait_until(page, "scrollY > 0")
    page.wait_for_timeout(200)  # a browser begins there once it has come to rest
    page.keyboard.press("Tab")
    expect(figure).to_be_focused()
    assert figure.evaluate(outline) == "solid"


@pytest.mark.parametrize("folder", EDITIONS)
def test_the_home_page_shows_findings_before_anything_else(open_page: Opener, folder: str) -> None:
    page = on_phone(open_page, folder)
    findings = page.locator("#in-brief + ul > li")
    assert 4 <= findings.count() <= 6
    shown = [item.evaluate("(item) => item.getBoundingClientRect().bottom") for item in findings.all()]
    assert sum(bottom <= 844 for bottom in shown) >= (2 if folder else 3)
    size = findings.first.locator("a").evaluate("(number) => parseFloat(getComputedStyle(number).fontSize)")
    assert size >= 1.7 * page.locator("article > p").first.evaluate("(p) => parseFloat(getComputedStyle(p).fontSize)")
    address = findings.first.locator("a").get_attribute("href")
    follow(findings.first.locator("a"))
    assert address and path_of(page) == f"/{folder}{address}"
    assert in_view(page, address.partition("#")[2])


@pytest.mark.parametrize("folder", EDITIONS)
def test_the_picture_has_every_figure_and_a_table_that_says_the_same(
    site: Path, open_page: Opener, folder: str
) -> None:
    page = on_phone(open_page, folder)
    statistics = read_data(site, "statistics")
    dots = page.locator(".picture dl .dot")
    assert dots.count() == len(statistics)
    addresses = {link.get_attribute("href") for link in page.locator(".picture dd a").all()}
    assert addresses
    assert all(str(address).partition("#")[2] for address in addresses)
    counts = page.locator("#picture ~ details table tbody tr, .picture table tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent)))"
    )
    assert sum(row[0] for row in counts) == len(statistics)
    # A finger's width apart, and there in forced colours.
    page.emulate_media(forced_colors="active")
    border = "(dot) => getComputedStyle(dot, '::before').borderTopWidth"
    assert dots.first.evaluate(border) != "0px"


@pytest.mark.parametrize("folder", EDITIONS)
def test_main_points_have_figures_that_lead_to_the_text_and_grounds(site: Path, open_page: Opener, folder: str) -> None:
    article = read_page(site, f"{folder}key-points").css_first("article")
    assert article is not None
    grounds = article.css(".grounds")
    assert 12 <= len(grounds) <= 15
    chapters = {int(link.text().partition(".")[0]) for line in grounds for link in line.css("a")}
    assert chapters == set(range(1, 12))  # those that have a text
    page = on_phone(open_page, f"{folder}key-points/")
    figures = page.locator("article a.figure").all()
    assert len(figures) > 12
    for figure in figures[:3]:
        href = str(figure.get_attribute("href"))
        assert re.fullmatch(r"\.\./\d\d-[a-z-]+/#[a-z0-9-]+", href)
    assert accessibility_problems_in_both_themes(page) == []


@pytest.mark.parametrize("folder", EDITIONS)
def test_programs_are_shown_the_main_points_first(site: Path, folder: str) -> None:
    guide = (site / folder / "llms.txt").read_text(encoding="utf-8")
    first = re.search(r"^- \[[^]]+\]\(([^)]+)\)", guide, re.MULTILINE)
    assert first and first[1].endswith(f"/{folder}key-points/index.md")
