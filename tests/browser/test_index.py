"""The case-study index and the organisations, as readers use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import Opener, accessibility_problems_in_both_themes, follow, in_view, path_of
from helpers import read_data, read_page, stated


def shown(page: Page) -> list[str]:
    """The ids of the cases that the index shows, as cards or in the table, in their order."""
    if page.locator("[data-table]").is_visible():
        rows = page.locator("[data-row]:visible")
        return [str(key) for key in rows.evaluate_all("l => l.map(row => row.dataset.row)")]
    cards = page.locator("[data-item]:visible")
    return [str(key) for key in cards.evaluate_all("l => l.map(card => card.dataset.item)")]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_matrix_counts_cases_and_leads_to_them(site: Path, open_page: Opener, folder: str) -> None:
    cases = read_data(site, "cases")
    matrix = read_page(site, f"{folder}cases").css(".matrix td a")
    assert len(matrix) > 20
    for link in matrix:
        href = str(link.attributes["href"])
        model, technology = (part.split("=")[1] for part in href[1:].split("#")[0].split("&"))
        both = [
            c
            for c in cases
            if model in c["models"]
            and (technology in c["technologies"] or (technology == "none" and not c["technologies"]))
        ]
        assert link.text().split()[-1] == str(len(both)), href
    page = open_page(f"{folder}cases/", width=390)
    follow(page.locator(".matrix a[href*='model=content&technology=ar']"))
    assert set(shown(page)) == {c["id"] for c in cases if "content" in c["models"] and "ar" in c["technologies"]}


@pytest.mark.parametrize("folder", ["", "en/"])
def test_who_cut_days_of_inventory_with_what_and_by_how_much(site: Path, open_page: Opener, folder: str) -> None:
    wanted = {c for s in read_data(site, "statistics") if s["metric"] == "days-of-inventory" for c in s["cases"]}
    page = open_page(f"{folder}cases/", width=390)
    page.locator(".filters summary").click()
    page.locator("select[name=metric]").select_option("days-of-inventory")
    page.locator("select[name=view]").select_option("table")
    assert path_of(page) == f"/{folder}cases/?metric=days-of-inventory&view=table"
    assert set(shown(page)) == wanted
    again = open_page(path_of(page)[1:])
    assert set(shown(again)) == wanted
    figures = {
        stated(s, "en" if folder else "zh") for s in read_data(site, "statistics") if s["metric"] == "days-of-inventory"
    }
    table = again.locator("[data-table]").inner_text()
    assert all(figure in table for figure in figures)


def test_counts_follow_the_selection_and_back_undoes_it(site: Path, open_page: Opener) -> None:
    cases = read_data(site, "cases")
    failures = [case for case in cases if case["outcome"] == "failure"]
    page = open_page("en/cases/")
    page.locator(".filters summary").click()
    page.locator("select[name=outcome]").select_option("failure")
    expect(page.locator("[data-filters-count]")).to_have_text(f"{len(failures)} of {len(cases)} cases")
    unnamed = sum(case["anonymous"] for case in failures)
    expect(page.locator("select[name=naming] option[value=unnamed]")).to_have_text(
        f"About an unnamed organisation ({unnamed})"
    )
    page.locator("select[name=naming]").select_option("unnamed")
    assert len(shown(page)) == unnamed
    page.go_back()
    assert len(shown(page)) == len(failures)
    page.go_back()
    assert len(shown(page)) == len(cases)
    assert path_of(page) == "/en/cases/"


def test_orders(site: Path, open_page: Opener) -> None:
    page = open_page("en/cases/?sort=title&view=table")
    titles = page.locator("[data-row] th").all_inner_texts()
    assert titles == page.evaluate("titles => [...titles].sort((a, b) => a.localeCompare(b, 'en'))", titles)
    own = shown(open_page("en/cases/"))
    page = open_page("en/cases/?sort=section")
    first = {case["id"]: case["sections"][0] for case in read_data(site, "cases")}
    numbers = [tuple(int(part) for part in first[key].split(".")) for key in shown(page)]
    assert numbers == sorted(numbers)
    page.locator("select[name=sort]").select_option("")
    assert shown(page) == own


def test_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page("cases/")
    page.locator("input[name=text]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=organisation]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("select[name=organisation]").input_value()
    assert chosen and path_of(page) == f"/cases/?organisation={chosen}"
    assert 0 < len(shown(page)) < page.locator("[data-item]").count()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_link_to_a_case_shows_it_whatever_is_filtered(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}cases/?outcome=failure#shein-brazil-warehouse")
    assert in_view(page, "shein-brazil-warehouse")
    assert path_of(page) == f"/{folder}cases/#shein-brazil-warehouse"


def test_copying_the_address_of_a_case(open_page: Opener) -> None:
    page = open_page("cases/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-item=shein-brazil-warehouse]").get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-item=shein-brazil-warehouse] button")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}#shein-brazil-warehouse"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_the_whole_list_stands(site: Path, open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}cases/?outcome=failure", java_script_enabled=False)
    expect(page.locator(".filters")).not_to_be_visible()
    expect(page.locator("[data-table]")).not_to_be_visible()
    assert len(shown(page)) == len(read_data(site, "cases"))
    contents = page.locator(".md-nav--secondary a[href='#shein-brazil-warehouse']")
    contents.click()
    assert in_view(page, "shein-brazil-warehouse")


def test_axe_finds_nothing_in_a_filtered_table(open_page: Opener) -> None:
    page = open_page("en/cases/?view=table&outcome=failure", width=390)
    assert shown(page)
    assert accessibility_problems_in_both_themes(page) == []
