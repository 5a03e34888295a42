"""Links by which readers report a mistake: where a publisher takes reports, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from helpers import SITE_URL, read_page, run_mkdocs

FORM = "https://example.com/issues/new?labels=content"


def links(site: Path, address: str) -> list[dict[str, list[str]]]:
    """What the links to the form fill in on a page."""
    found = [node.attributes["href"] or "" for node in read_page(site, address).css("a[href]")]
    return [parse_qs(urlsplit(link).query) for link in found if link.startswith("https://example.com/")]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_sections_cases_figures_and_the_about_page_lead_to_the_form(
    tiny_site: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("REPORT_URL", FORM)
    built = run_mkdocs(tiny_site, "build")
    assert (built.returncode, built.stderr) == (0, "")
    site = tiny_site / "site"
    sections = links(site, f"{folder}01-stores")
    ids = [node.attributes["id"] for node in read_page(site, f"{folder}01-stores").css("article h2[id]")]
    assert len(sections) == len(ids)
    for fields, anchor in zip(sections, ids, strict=True):
        assert fields["labels"] == ["content"]
        assert f"{SITE_URL}{folder}01-stores/#{anchor}" in fields["body"][0]
    (case,) = links(site, f"{folder}cases/night-market")
    assert f"{SITE_URL}{folder}cases/night-market/" in case["body"][0]
    assert links(site, f"{folder}about")
    cards = (site / folder / "01-stores/previews.html").read_text(encoding="utf-8")
    assert cards.count("https://example.com/issues/new") >= cards.count('class="preview__number"')


def test_without_an_address_there_is_no_link_and_the_about_page_says_so(tiny_site: Path) -> None:
    assert run_mkdocs(tiny_site, "build").returncode == 0
    site = tiny_site / "site"
    assert links(site, "01-stores") == links(site, "about") == []
    assert "mailto:" not in (site / "01-stores/previews.html").read_text(encoding="utf-8")
    about = read_page(site, "en/about").css_first("article")
    assert about is not None
    assert "has set no address" in about.text()


def test_an_address_that_leads_nowhere_stops_the_build(tiny_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_URL", "editors")
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode == 1
    assert "mkdocs.yml:1: found REPORT_URL “editors”, expected https://… or mailto:…@…" in built.stderr
    assert not (tiny_site / "site").exists()
