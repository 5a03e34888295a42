"""Links that never break, in a built site: ledger, addresses, ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import ROOT, run_mkdocs
from report.model.addresses import short_addresses
from report.publish import ledger as ledger_module
from report.publish.built import current_addresses, read_built
from report.publish.ledger import read_ledger
from report.publish.links import THEME_IDS
from report.publish.moves import PUBLISHED
from report.read.report import read_report

CHAPTER = "03-innovation-models/"


def test_a_ledger_that_is_not_utf_8_says_where(tiny_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tiny_site / "docs" / "records"
    (records / "ledger").mkdir()
    (records / "ledger/published.txt").write_bytes("/a/\n/b/\n/é/\n".encode("latin-1"))
    (records / "moved.yml").write_bytes("old-id: new-id # 改名\n".encode("gbk"))
    _, problems = read_ledger(tiny_site)
    assert [str(problem)[:57].partition(" bytes")[0] for problem in problems] == [
        "docs/records/ledger/published.txt:3: found", "docs/records/moved.yml:1: found",
    ]  # fmt: skip
    assert all("not UTF-8" in problem.found for problem in problems)
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode != 0
    assert "docs/records/ledger/published.txt:3" in built.stderr and "docs/records/moved.yml:1" in built.stderr
    assert "Traceback" not in built.stderr
    before = (records / "ledger/published.txt").read_bytes()
    assert ledger_module.main(tiny_site / "site", tiny_site) == 1
    assert "docs/records/ledger/published.txt:3" in capsys.readouterr().err
    assert (records / "ledger/published.txt").read_bytes() == before


def test_the_ledger_takes_what_is_new(tiny_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither what follows from other addresses, nor a short one on a line of its own."""
    built = tiny_site / "site"
    for name in ("01-stores/", "01-stores/cite/", "bilingual/01-stores/", "en/01-stores/", "about/", "s/1/"):
        (built / name).mkdir(parents=True)
        text = "" if name == "s/1/" else '<article><h1 id="stores">1</h1></article>'
        (built / name / "index.html").write_text(text, encoding="utf-8")
    path = tiny_site / PUBLISHED
    path.parent.mkdir()
    path.write_text("/01-stores/#stores old/\n/gone/\n", encoding="utf-8")
    said = [(ledger_module.main(built, tiny_site), capsys.readouterr().out) for _ in range(2)]
    assert said == [(0, f"4 new address(es) in {PUBLISHED}\n"), (0, f"0 new address(es) in {PUBLISHED}\n")]
    assert path.read_text(encoding="utf-8") == ledger_module.HEADER + (
        "/01-stores/\n/01-stores/#stores old/ s/1/\n/about/\n/about/#stores\n/gone/\n"
    )
    read, problems = read_ledger(tiny_site)
    assert problems == []
    assert sorted(read.published) == sorted(
        [
            "01-stores/", "01-stores/#stores", "01-stores/cite/", "about/", "about/#stores",
            "bilingual/01-stores/", "bilingual/01-stores/#stores", "gone/", "old/", "s/1/",
        ]
    )  # fmt: skip


def test_the_ledger_has_every_address_of_the_site(site: Path) -> None:
    """`make ledger` adds what is missing."""
    report, _ = read_report(ROOT / "docs")
    published, problems = read_ledger(ROOT)
    assert problems == []
    assert current_addresses(read_built(site), short_addresses(report)) - set(published.published) == set()


def test_both_editions_have_the_same_addresses(site: Path) -> None:
    pages = read_built(site)
    for url, page in pages.items():
        if page.path.endswith("index.html") and not url.startswith(("en/", "bilingual/")):
            assert pages[f"en/{url}"].anchors == page.anchors, url


def test_the_theme_has_no_other_ids_of_its_own_form(site: Path) -> None:
    """Those that are let be are those that are there."""
    ids = {identifier for page in read_built(site).values() for identifier in page.ids}
    assert {identifier for identifier in ids if identifier.startswith("_")} == THEME_IDS


def test_an_id_written_in_html_is_checked_by_the_build(tiny_site: Path) -> None:
    page = tiny_site / "docs" / "en" / "01-stores.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n<p id="stores">Again</p>\n<p id=Mine>Mine</p>\n', "utf-8")
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode != 0
    assert "en/01-stores/index.html:1: found the id “stores” 2 times" in built.stderr
    assert "en/01-stores/index.html:1: found the id “Mine”, expected lower-case" in built.stderr
    assert "en/01-stores/index.html:1: found the id “Mine”, which 01-stores/index.html has not" in built.stderr


def test_the_title_of_an_address_is_that_of_its_page_and_section(site: Path) -> None:
    page = read_built(site)[f"en/{CHAPTER}"]
    chapter = "3 Innovation models and their traits"
    assert page.title("") == page.title("innovation-models") == chapter
    assert page.title("social-commerce") == f"{chapter} · 3.1 Social commerce reshaped"
    table = page.title("social-commerce-figures-table")  # told by the heading above it
    assert table == page.title("social-commerce-figures") != chapter


def test_every_table_and_call_out_of_a_chapter_has_an_address(site: Path) -> None:
    for path in sorted(site.glob("**/[01]*-*/index.html")):
        page = HTMLParser(path.read_text(encoding="utf-8"))
        for node in page.css("article :is(table, .admonition):not(.bilingual__row > :last-child *)"):
            named = node.parent if node.tag == "table" else node
            assert named is not None and named.attributes.get("id"), path
            assert named.css_first(f"a.headerlink[href='#{named.attributes['id']}']") is not None
            if node.tag == "table":
                caption = named.css_first("figcaption")
                assert named.tag == "figure" and caption is not None and caption.text(strip=True), path


def test_a_short_address_reads_well_when_nothing_redirects(site: Path) -> None:
    for folder, title in (("", "3.1 社交电商模式重构"), ("en/", "3.1 Social commerce reshaped")):
        page = HTMLParser((site / folder / "s/3.1/index.html").read_text(encoding="utf-8"))
        link = page.css_first("body a")
        assert link is not None and link.text() == title
        assert link.attributes["href"] == f"../../{CHAPTER}#social-commerce"
