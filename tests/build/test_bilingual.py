"""Both languages side by side: all of a chapter, and how its page is linked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers import CHAPTERS, OUTLINE, ROOT, SITE_URL, read_packed, read_page
from report.publish.built import current_addresses, read_built
from report.publish.ledger import read_ledger


@pytest.mark.parametrize("reader", ["", "en/"])
@pytest.mark.parametrize("chapter", OUTLINE, ids=CHAPTERS)
def test_a_chapter_has_all_of_both_languages(site: Path, chapter: dict[str, object], reader: str) -> None:
    name = str(chapter["page"])
    page = read_page(site, f"{reader}bilingual/{name}")
    line = page.css_first("article > .provenance")
    assert line is not None and ("unverified" if reader else "未经核实") in line.text()
    order = [node.attributes["data-folder"] or "" for node in page.css(".bilingual__row [data-folder]")]
    assert set(order[::2]) == {reader}
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    sections = [str(section["id"]) for section in chapter["sections"]]  # type: ignore[attr-defined]
    assert [node.attributes["id"] for node in page.css("article :is(h1, h2)[id]")] == [chapter["id"], *sections]
    other = "" if reader else "en/"
    assert page.css(f".bilingual [data-folder='{other}'] [id]") == []
    contents = [node.attributes["href"] for node in page.css("[data-contents] a")]
    assert contents == [f"#{section}" for section in sections]
    for language, folder in (("zh-Hans", ""), ("en", "en/")):
        article = read_page(site, f"{folder}{name}").css_first("article")
        assert article is not None
        for node in article.css(".headerlink, .editions, .crumbs, .imprint, .moved, .provenance, [data-page-tools]"):
            node.decompose()
        cells = page.css(f".bilingual__row:not(.bilingual__row--editions) > [lang={language}]")
        for node in page.css("article .headerlink"):
            node.decompose()
        shown = "".join(cell.text() for cell in cells)
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", article.text())
    own = {node.attributes["id"] for node in read_page(site, f"{reader}{name}").css("article [id]")}
    assert own == {node.attributes["id"] for node in page.css("article [id]")}


@pytest.mark.parametrize("reader", ["", "en/"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_bilingual_page_stays_out_of_search_and_leads_to_the_chapter(site: Path, name: str, reader: str) -> None:
    page = read_page(site, f"{reader}bilingual/{name}")
    other = "../../../" if reader else "../../en/"

    def hrefs(selector: str) -> list[str | None]:
        return [node.attributes["href"] for node in page.css(selector)]

    assert hrefs("link[rel=canonical]") == [f"{SITE_URL}{name}/"]
    assert page.css("meta[name=robots]") == []  # “noindex” would contradict the canonical address
    assert page.css("link[hreflang], script[type='application/ld+json']") == []
    at = CHAPTERS.index(name)
    neighbours = [f"../{other}/" for other in (*CHAPTERS[max(at - 1, 0) : at], *CHAPTERS[at + 1 : at + 2])]
    assert hrefs(".md-footer__link") == neighbours
    assert hrefs("[data-language-switch]") == [f"{other}bilingual/{name}/"]
    root = "../../../" if reader else "../../"
    own, its = (f"{root}{folder}{name}/" for folder in ((reader, "") if reader else ("", "en/")))
    assert hrefs(".bilingual__row--editions a")[:2] == [own, its]


def test_neither_the_sitemap_nor_the_search_knows_the_pages(site: Path) -> None:
    assert "bilingual" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    records = sorted((site / "search").glob("*.txt"))
    assert records
    for path in records:
        assert "bilingual/" not in json.dumps(read_packed(site, path.stem))


def test_the_addresses_are_published(site: Path) -> None:
    pages = {url: page for url, page in read_built(site).items() if url.startswith("bilingual/")}
    assert len(pages) == len(CHAPTERS)
    ledger, _ = read_ledger(ROOT)
    assert current_addresses(pages, ()) <= set(ledger.published)
