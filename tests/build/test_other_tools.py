"""What reader modes, clippers, programs for references and search engines need of a page, on every page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
import trafilatura
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import CHAPTERS, SITE_URL, read_page

MARKS = ("figure", "case", "law", "term", "conflict")


@pytest.fixture(scope="module")
def whole(site: Path) -> dict[str, HTMLParser]:
    """Every HTML page of the site, those that lead on included, by its address."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): HTMLParser(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("index.html"))
    }


def test_no_id_is_on_the_link_of_a_mark(whole: dict[str, HTMLParser]) -> None:
    """Readability and defuddle throw away what has “share”, “social” or “trial” in its id, and the words with it."""
    marks = ", ".join(f"a.{name}[id]" for name in MARKS)
    assert {address for address, page in whole.items() if page.css(marks)} == set()
    anchors = whole["01-overview/"].css("span[id] + a:is(.figure, .case, .law)")
    assert len(anchors) > 10 and not any(anchor.prev.text() for anchor in anchors if anchor.prev)


def test_call_outs_are_notes_with_their_names(whole: dict[str, HTMLParser]) -> None:
    boxes = {address: page.css(".admonition") for address, page in whole.items()}
    assert sum(map(len, boxes.values())) > 100
    for address, own in boxes.items():
        names = [str(box.attributes.get("aria-label")) for box in own]
        assert len(set(names)) == len(names), address
        for box, name in zip(own, names, strict=True):
            title = box.css_first(".admonition-title")
            assert title is not None and (box.tag, box.attributes.get("role")) == ("section", "note")
            assert re.fullmatch(rf"{re.escape(title.text().strip())}(?: \d+)?", name)


def test_a_heading_is_called_by_its_title_alone(whole: dict[str, HTMLParser]) -> None:
    """The sign of its permalink is drawn: it is in no outline, no copy and no reader mode."""
    marks = [mark for page in whole.values() for mark in page.css("a.headerlink")]
    assert len(marks) > 300
    assert {(mark.text(), bool(mark.attributes.get("aria-label")), mark.attributes.get("title")) for mark in marks} == {
        ("", True, None)
    }
    headings = [mark.parent for mark in marks if mark.parent and re.fullmatch(r"h[1-3]", mark.parent.tag or "")]
    assert headings
    for heading in headings:
        assert heading.attributes.get("aria-label") == heading.text().strip()
    assert not [address for address, page in whole.items() if "¶" in (page.body.text() if page.body else "")]


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_trafilatura_keeps_all_but_short_tables_and_lists_of_links(site: Path, folder: str) -> None:
    """Archives and what language models read are made with it. It counts characters, of which Chinese has few."""
    always = "article :is(h2, h3, .admonition > p, article > p:not([class]))"
    mostly = "article :is(.citable figcaption, .citable td, article > ul > li, article > ol > li)"
    kept = 0
    for chapter in CHAPTERS:
        source = (site / folder / chapter / "index.html").read_text(encoding="utf-8")
        text = _bare(trafilatura.extract(source, include_tables=True) or "")
        page = HTMLParser(source)
        wanted = {kind: page.css(kind) for kind in (always, mostly)}
        lost = {kind: [one for one in wanted[kind] if _bare(one.text()) not in text] for kind in wanted}
        assert lost[always] == []
        for element in lost[mostly]:
            whole = element
            while whole.parent and whole.tag not in ("figure", "ul", "ol"):
                whole = whole.parent
            is_short = len(whole.text(strip=True)) < 120 and whole.css("a[href]")
            assert is_short or "social" in str(whole.attributes.get("id")), element.html
        kept += sum(len(wanted[kind]) - len(lost[kind]) for kind in wanted)
    assert kept > 800


def test_landmarks_are_few(whole: dict[str, HTMLParser]) -> None:
    for address, page in whole.items():
        navigation = page.css("nav, [role=navigation]")
        assert len(navigation) <= 6, address
        names = [node.attributes.get("aria-label") for node in navigation]
        assert all(names) and len(set(names)) == len(names), (address, names)


def test_nothing_that_stays_out_of_search_engines_names_another_page(whole: dict[str, HTMLParser]) -> None:
    kept_out = 0
    for address, page in whole.items():
        robots, canonical = page.css_first("meta[name=robots]"), page.css_first("link[rel=canonical]")
        if robots is None or address.startswith("v/"):  # copies of releases name the latest page: NOTES/versions.md
            continue
        kept_out += 1
        assert robots.attributes["content"] == "noindex"
        assert canonical is None or canonical.attributes["href"] == SITE_URL + address, address
    assert kept_out > 26
    assert all(whole[address].css("meta[name=robots]") for address in ("search/", "en/search/"))


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize(
    "page",
    ["", "key-points/", f"{CHAPTERS[0]}/", "statistics/", "statistics/repeat-purchase-rate/", "cases/", "terms/",
     "cases/shein-brazil-warehouse/", "organisations/shein/", f"{CHAPTERS[0]}/cite/"],
)  # fmt: skip
def test_programs_for_references_find_author_date_language_and_rights(site: Path, folder: str, page: str) -> None:
    read = read_page(site, f"{folder}{page}".rstrip("/"))
    told = {str(meta.attributes["name"]): str(meta.attributes["content"]) for meta in read.css("meta[name]")}
    author = "Editors of “E-commerce Business Models 2025" if folder else "《2025 电商商业模式创新"
    assert told["author"] == told["citation_author"] and told["author"].startswith(author)
    assert re.fullmatch(r"\d{4}/\d{2}/\d{2}", told["citation_publication_date"])
    assert told["citation_language"] == read.css("html")[0].attributes["lang"]
    assert told["DC.rights"] == "CC BY 4.0"
    own = urljoin(SITE_URL, f"{folder}{page}".removesuffix("cite/"))
    assert told["citation_public_url"] == own
    heading = read_page(site, f"{folder}{page}".removesuffix("cite/").rstrip("/")).css_first("h1")
    assert heading is not None and told["citation_title"] == re.sub(r"[\u200b\xad]", "", heading.text().strip())


def test_entries_of_the_feed_have_times_of_their_own(site: Path) -> None:
    for folder in ("", "en/"):
        feed = feedparser.parse((site / folder / "feed.xml").read_bytes())
        times = [entry.updated for entry in feed.entries]
        assert len(times) > 3 and len(set(times)) == len(times) and times == sorted(times, reverse=True)
        assert feed.feed.updated == times[0]
