"""What the site holds of others is published with their notices, as the packages that are installed have them."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pytest

from helpers import PAGES, loaded_files, read_page

THEME = ("mkdocs-material", "LICENSE")
PACKAGES = [THEME, ("opencc", "LICENSE"), ("pypinyin", "LICENSE.txt")]
ICONS = Path(str(files("material").joinpath("templates/.icons/material")))


def notice(package: str, name: str) -> str:
    """The text of a licence as it came with a package."""
    text = distribution(package).read_text(f"licenses/{name}")
    assert text
    return text.strip()


@pytest.mark.parametrize(("package", "name"), PACKAGES)
def test_the_licence_of_a_package_is_published_in_full(site: Path, package: str, name: str) -> None:
    assert notice(package, name) in (site / "assets/licences.txt").read_text(encoding="utf-8")


def test_the_icons_are_of_the_collection_whose_licence_is_published(site: Path) -> None:
    assert (ICONS / "LICENSE").read_text("utf-8").strip() in (site / "assets/licences.txt").read_text("utf-8")
    drawn = {
        path.attributes["d"] or ""
        for page in PAGES
        for path in read_page(site, "" if page == "index" else page).css('svg[viewBox="0 0 24 24"] path')
    }
    known = {d for icon in ICONS.glob("*.svg") for d in re.findall(r' d="([^"]+)"', icon.read_text("utf-8"))}
    assert len(drawn) > 4
    assert drawn <= known


def test_the_style_sheet_of_the_theme_keeps_its_notice_and_leads_to_the_licence(site: Path) -> None:
    (sheet,) = [site / file for file in loaded_files(site, "about") if "/site." in file]
    told = re.match(r"/\*! (.+?): (\S+) \*/", sheet.read_text(encoding="utf-8"))
    assert told
    years, holder = re.match(r"Copyright \(c\) (\S+) (.+) <", notice(*THEME)).groups()  # type: ignore[union-attr]
    assert f"© {years} {holder}" in told[1]
    assert (sheet.parent / told[2]).resolve() == (site / "assets/licences.txt").resolve()


@pytest.mark.parametrize("edition", ["", "en/"])
def test_the_page_about_the_site_leads_to_them(site: Path, edition: str) -> None:
    links = [link.attributes["href"] or "" for link in read_page(site, f"{edition}about").css("article a[href]")]
    (target,) = [link for link in links if link.endswith("licences.txt")]
    assert (site / edition / "about" / target).resolve() == (site / "assets/licences.txt").resolve()
