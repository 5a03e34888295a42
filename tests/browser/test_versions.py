"""A page of a release as readers see it: what it says of itself, that nothing runs, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import (
    THEMES,
    WIDE,
    Opener,
    accessibility_problems,
    accessibility_problems_in_both_themes,
    follow,
    in_theme,
    path_of,
)
from conftest import SENTENCES
from searching import open_search, search
from serving import Host, serve

WIDTHS = (360, 390, 1440)
FOLDERS = {"zh": "", "en": "en/"}
WCAG = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")  # without scripts the menu hangs on a checkbox in no landmark
NOTICES = {"zh": "按发布时的样子存档", "en": "kept as it was"}


@pytest.fixture(scope="module")
def host(released: Path) -> Iterator[Host]:
    with serve(released / "site") as host:
        yield host


@pytest.fixture
def address(host: Host) -> str:
    """In the place of the real site’s: `open_page` opens pages of the small one."""
    return host.address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", FOLDERS)
def test_a_page_of_a_release_can_be_read(open_page: Opener, language: str, width: int) -> None:
    page = open_page(f"v/1.0.0/{FOLDERS[language]}03-outlook/", width=width)
    assert SENTENCES[0][language] in page.locator("article").inner_text()
    assert NOTICES[language] in page.locator(".kept").inner_text()
    assert page.evaluate(WIDE) == []
    assert [found for theme in THEMES for found in accessibility_problems(in_theme(page, theme), *WCAG)] == []
    follow(page.locator(".kept a"))
    assert path_of(page) == f"/{FOLDERS[language]}03-outlook/"
    assert SENTENCES[2][language] in page.locator("article").inner_text()


def test_who_arrives_at_a_section_sees_which_version_it_is(open_page: Opener) -> None:
    page = open_page("v/1.0.0/en/02-trade/#people-and-goods", width=390)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    mark = page.locator(".kept-mark")
    assert mark.inner_text() == "Version 1.0.0"
    assert mark.evaluate("node => node.getBoundingClientRect().top") >= 0


def _requests(page: Page, address: str) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.reload()
    return asked


def test_nothing_runs_and_all_that_is_loaded_is_the_copy_s_own(open_page: Opener, address: str) -> None:
    page = open_page("v/1.0.0/en/cases/harbour-vans/")
    asked = _requests(page, address)
    assert len(asked) > 2
    assert all(name.startswith("v/1.0.0/") and not name.endswith(".js") for name in asked)
    assert page.locator("script").count() == 0
    follow(page.get_by_role("link", name="中文"))
    assert path_of(page) == "/v/1.0.0/cases/harbour-vans/"


def test_it_is_dark_where_the_system_is(open_page: Opener) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_page("v/1.0.0/", color_scheme=scheme).evaluate(paper) for scheme in ("light", "dark"))
    assert (light, dark) == ("rgb(255, 254, 252)", "rgb(22, 28, 31)")


def test_its_menu_opens_on_a_phone(open_page: Opener) -> None:
    page = open_page("v/1.0.0/en/03-outlook/", width=390)
    page.locator("[data-menu-label]").click()
    follow(page.locator("#site-menu").get_by_role("link", name="1 Stores"))
    assert path_of(page) == "/v/1.0.0/en/01-stores/"


@pytest.mark.parametrize("language", FOLDERS)
def test_the_search_finds_no_copy(open_page: Opener, language: str) -> None:
    page = open_page(f"{FOLDERS[language]}01-stores/")
    open_search(page)
    found = search(page, {"zh": "面包房的门店", "en": "stores of the bakery"}[language])
    assert found
    links = page.locator("[data-search-results] a").evaluate_all("links => links.map(link => link.href)")
    assert links and not [link for link in links if "/v/1." in link]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["versions/", "en/versions/", "versions/1.1.0/", "en/versions/since-1.0.0/"])
def test_lists_and_comparisons_fit_and_can_be_read_by_all(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.evaluate(WIDE) == []
    assert accessibility_problems_in_both_themes(page) == []


def test_a_change_shows_without_colours_and_is_told_in_words(open_page: Opener) -> None:
    page = open_page("en/versions/1.1.0/")
    style = "node => getComputedStyle(node).textDecorationLine"
    gone, new = page.locator("#page-03-outlook ~ p del"), page.locator("#page-03-outlook ~ p ins")
    assert gone.evaluate(style) == "line-through"
    assert new.evaluate(style) == "underline"
    assert gone.text_content() == "Removed: stores. End of change. "
    assert new.text_content() == "Added: branches. End of change. "
