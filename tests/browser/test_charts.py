"""Charts as objects: where they stand, by themselves, in another site's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import Opener, accessibility_problems_in_both_themes, follow, it_fits, path_of, set_width
from serving import serve

CHART = "days-of-inventory-chart-1"
METRIC = "statistics/days-of-inventory/"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_chart_has_a_link_of_its_own_and_leads_to_its_page(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}08-success-cases/")
    chart = page.locator("figure.chart").first
    chart.hover()
    chart.locator(".headerlink").click()
    expect(page.locator(".share [data-share-copy=link]")).to_be_visible()
    assert path_of(page).endswith(f"#{chart.get_attribute('id')}")
    follow(chart.locator(".chart__note a"))
    assert path_of(page).startswith(f"/{folder}embed/")


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("width", [320, 1440])
def test_by_itself_it_has_its_source_its_files_its_code_and_a_reference(
    open_page: Opener, folder: str, width: int
) -> None:
    page = open_page(f"{folder}embed/{CHART}/", width=width)
    assert it_fits(page, width) == []
    assert page.locator(".chart__row:not(.chart__axis)").count() >= 2
    expect(page.locator(".chart__source a")).to_have_attribute("href", f"../../{METRIC}#{CHART}")
    for ending in ("svg", "csv"):
        with page.expect_download() as download:
            page.locator(f"a[href='{CHART}.{ending}']").click()
        assert download.value.suggested_filename == f"{CHART}.{ending}"
    with page.expect_download() as download:
        page.locator("[data-chart-png]").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    assert f"{folder}embed/{CHART}/" in page.locator("#embed-code").input_value()
    references = page.locator("[data-cite-text]")
    expect(references.first).to_contain_text(f"{folder}embed/{CHART}/")
    expect(page.locator("[data-cite-copy]").first).to_be_visible()
    assert accessibility_problems_in_both_themes(page) == []


def test_in_a_frame_of_another_site_it_is_the_chart_and_its_source_alone(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(f'<iframe src="{address}embed/{CHART}/"></iframe>', encoding="utf-8")
    with serve(tmp_path) as other, chromium.new_page() as page:
        page.goto(other.address)
        frame = page.frame_locator("iframe")
        expect(frame.locator(".chart")).to_be_visible()
        expect(frame.locator(".chart__source")).to_be_visible()
        expect(frame.locator("[data-embed-tools]")).to_be_hidden()


def test_the_label_stands_beside_its_bar_where_there_is_room(open_page: Opener) -> None:
    page = open_page(f"en/{METRIC}", width=1440)
    row = page.locator(".chart__row").first
    places = "(row) => [...row.children].map((part) => Math.round(part.getBoundingClientRect().left))"
    label, bar, value = row.evaluate(places)
    assert label < bar < value
    set_width(page, 390)
    label, bar, _ = row.evaluate(places)
    assert label == bar
