"""The case-study index and the pages of entries, as readers use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import Opener, accessibility_problems_in_both_themes, escape, follow, in_view, on_phone, path_of
from helpers import read_data, read_page, stated


def shown(page: Page) -> list[str]:
    """The ids of the cases that the index shows, in their order."""
    return [str(key) for key in page.locator("tr[data-item]:visible").evaluate_all("l => l.map(row => row.id)")]


def choose(page: Page, facet: str, value: str) -> None:
    """Tick a value in the sheet of filters."""
    page.locator("[data-filters-open]").click()
    group = page.locator(f"details[data-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f"input[value='{value}']").check()
    page.locator("[data-filters-done]").click()


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
    """One address shows it, on a phone, without scrolling."""
    language = "en" if folder else "zh"
    figures = [s for s in read_data(site, "statistics") if s["metric"] == "days-of-inventory"]
    cases = {case["id"]: case for case in read_data(site, "cases")}
    page = on_phone(open_page, f"{folder}statistics/")
    choose(page, "metric", "days-of-inventory")
    assert path_of(page) == f"/{folder}statistics/?metric=days-of-inventory"
    page = on_phone(open_page, path_of(page)[1:])
    rows = page.locator("tr[data-item]:visible")
    assert rows.last.evaluate("(row) => row.getBoundingClientRect().bottom") < 844
    text = rows.evaluate_all("rows => rows.map(row => row.textContent).join()")
    assert all(stated(figure, language) in text for figure in figures)
    assert all(figure["subject"][language][1:] in text for figure in figures)
    # With which technology: the cases of the metric, in the wide table.
    wanted = {case for figure in figures for case in figure["cases"]}
    page = open_page(f"{folder}cases/?metric=days-of-inventory&view=table", width=1440)
    assert set(shown(page)) == wanted
    table = page.locator("table[data-list]:visible").evaluate_all("l => l.map(table => table.textContent).join()")
    labels = {"big-data": "大数据" if not folder else "Big data"}
    technologies = {technology for case in wanted for technology in cases[case]["technologies"]}
    assert technologies and all(labels[technology] in table for technology in technologies)


def test_counts_follow_the_selection_and_back_undoes_it(site: Path, open_page: Opener) -> None:
    cases = read_data(site, "cases")
    failures = [case for case in cases if case["outcome"] == "failure"]
    page = open_page("en/cases/")
    choose(page, "outcome", "failure")
    expect(page.locator("[data-filters-count]")).to_have_text(f"{len(failures)} of {len(cases)} cases")
    unnamed = sum(case["anonymous"] for case in failures)
    page.locator("[data-filters-open]").click()
    assert page.locator("label:has(input[name=naming][value=unnamed]) small").text_content() == str(unnamed)
    escape(page)
    choose(page, "naming", "unnamed")
    assert len(shown(page)) == unnamed
    page.go_back()
    assert len(shown(page)) == len(failures)
    page.go_back()
    assert len(shown(page)) == len(cases)
    assert path_of(page) == "/en/cases/"


def test_orders(site: Path, open_page: Opener) -> None:
    page = open_page("en/cases/?sort=title")
    titles = page.locator("tr[data-item] th").all_inner_texts()
    assert titles == page.evaluate(
        "titles => [...titles].sort(new Intl.Collator('en', { numeric: true }).compare)", titles
    )
    own = shown(open_page("en/cases/"))
    page = open_page("en/cases/?sort=section")
    first = {case["id"]: case["sections"][0] for case in read_data(site, "cases")}
    numbers = [tuple(int(part) for part in first[key].split(".")) for key in shown(page)]
    assert numbers == sorted(numbers)
    page.locator("select[name=sort]").select_option("")
    assert shown(page) == own


def test_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page("cases/", width=390)
    page.locator("input[name=text]").focus()
    page.keyboard.press("Tab")
    expect(page.locator("[data-filters-open]")).to_be_focused()
    page.keyboard.press("Enter")
    summary = page.locator("dialog details[data-facet=outcome] summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    escape(page)
    expect(page.locator("[data-filters-open]")).to_be_focused()
    assert path_of(page) == "/cases/?outcome=success"
    assert 0 < len(shown(page)) < page.locator("[data-item]").count()


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize(
    ("path", "own"),
    [("cases/?outcome=failure", "shein-brazil-warehouse"), ("statistics/?kind=limit", "repeat-purchase-rate"),
     ("statistics/?kind=limit", "freshippo-floor-sales-2024"), ("organisations/", "freshippo")],
)  # fmt: skip
def test_a_published_link_to_a_row_shows_it_whatever_is_filtered(
    open_page: Opener, folder: str, path: str, own: str
) -> None:
    page = open_page(f"{folder}{path}#{own}", width=390)
    assert in_view(page, own)
    assert path_of(page) == f"/{folder}{path.partition('?')[0]}#{own}"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_the_whole_list_stands(site: Path, open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}cases/?outcome=failure", java_script_enabled=False)
    expect(page.locator(".filters")).not_to_be_visible()
    assert len(shown(page)) == len(read_data(site, "cases"))
    follow(page.locator("#shein-brazil-warehouse th a"))
    assert path_of(page) == f"/{folder}cases/shein-brazil-warehouse/"


def test_an_entry_keeps_the_language_link_and_its_references(open_page: Opener) -> None:
    page = open_page("cases/shein-brazil-warehouse/", width=390)
    follow(page.locator("[data-language-switch]"))
    assert path_of(page) == "/en/cases/shein-brazil-warehouse/"
    page.locator("details[data-cite-here] > summary").click()
    apa = page.locator("[data-cite-text=APA]")
    expect(apa).to_contain_text("Retrieved")
    expect(apa).not_to_contain_text("date of access")
    expect(page.get_by_role("button", name="Copy · APA", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "path", ["en/cases/shein-brazil-warehouse/", "statistics/conversion-rate/", "organisations/jd/"]
)
def test_axe_finds_nothing_on_an_entry(open_page: Opener, path: str) -> None:
    page = open_page(path, width=390)
    assert accessibility_problems_in_both_themes(page) == []


@pytest.mark.parametrize("path", ["en/contradictions/", "laws/", "en/terms/"])
def test_axe_finds_nothing_on_the_pages_beside_them(open_page: Opener, path: str) -> None:
    page = open_page(path, width=390)
    assert accessibility_problems_in_both_themes(page) == []


def test_axe_finds_nothing_in_a_filtered_list(open_page: Opener) -> None:
    page = open_page("en/cases/?outcome=failure", width=390)
    assert shown(page)
    assert accessibility_problems_in_both_themes(page) == []
