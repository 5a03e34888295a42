"""What this project adds to the Markdown converter: one extension, at work on the tree of a page.

Marks and terms become links, tables and call-outs can be linked to, full tables unfold on a phone,
passages of another language are told. Written Markdown knows nothing of it, and code is left alone by
nature, since its text is in no paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from report.model.addresses import RECORD, record_address, root_from
from report.model.site_pages import QUOTING
from report.relate.book import Book
from report.relate.figures import Figure
from report.write.chapter_parts import chapter_head, grounds, section_end
from report.write.language_runs import tag_runs
from report.write.marks import CLASSES, keep_together
from report.write.templates import Templates
from report.write.terms import TermFinder
from report.write.titles import mark_breaks

_SUBTITLE = re.compile("( · |: )")
FINDINGS = "key-points"  # below each of whose headings of the third level stands a finding
FULL = 360  # letters in a row times columns; a Han character counts two. A phone has some 42 letters a line
_MARK = re.compile(r"^(?P<scheme>stat|case|law):(?P<target>\S+)$")
_EDITORS_OWN = frozenset({"editor", "gap"})  # call-outs that are not the report's text
_NO_TERMS = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "figcaption", "summary"})


class ReportExtension(Extension):
    """The extension. Before a page is converted it is told which page of which book that is."""

    def __init__(self, templates: Templates) -> None:
        """Give it the templates of what it puts into chapters."""
        super().__init__()
        self.templates = templates
        self.name = self.version = ""
        self.book: Book

    def turn_to(self, book: Book, name: str, version: str = "") -> None:
        """The page that is converted next, and which version of it."""
        self.book, self.name, self.version = book, name, version

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Take part after inline Markdown and attributes (8), before contents (5) and the check of links (0)."""
        md.treeprocessors.register(_Tree(md, self), "report", 7)
        md.treeprocessors.register(_Permalinks(md, self), "report-permalinks", 4)
        md.treeprocessors.register(_Records(md, self), "report-records", -1)  # MkDocs knows nothing of pages of entries
        # After what was set aside as HTML is back (30), and signs are unescaped (10).
        md.postprocessors.register(_Runs(md, self), "report-runs", 5)


class _Runs(Postprocessor):
    """Tells passages of another language, and where titles may break, in what templates wrote too."""

    def __init__(self, md: Markdown, extension: ReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, text: str) -> str:
        book = self.extension.book
        return mark_breaks(tag_runs(text, book.language), book)


class _Permalinks(Treeprocessor):
    """A link to itself for each table and call-out with an id, as headings have; behind the table of contents.

    Its sign is drawn by the style sheet: what is not text is neither copied nor read out with a title, nor does
    it get into outlines and reader modes. A heading is called by its title alone.
    """

    def __init__(self, md: Markdown, extension: ReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        words = self.extension.book.words["permalink"]
        titles = dict(_titles(getattr(self.md, "toc_tokens", [])))
        for heading in root.iter():
            link = next((child for child in heading if child.get("class") == "headerlink"), None)
            if link is not None:
                link.text = None
                del link.attrib["title"]
                link.set("aria-label", words)
                heading.set("aria-label", titles.get(heading.get("id") or "", ""))
                _keep_in_reader_modes(heading)
        for element in root.iter():
            classes = (element.get("class") or "").split()
            if element.get("id") and ("citable" in classes or "admonition" in classes):
                # Behind the paragraph of a title or caption, not in it: trafilatura drops short paragraphs with
                # links that have no words.
                holder = next((child for child in element if child.tag == "figcaption"), element)
                link = Element("a", {"class": "headerlink", "href": f"#{element.get('id')}", "aria-label": words})
                holder.insert(next((at for at, child in enumerate(holder, 1) if child.tag == "p"), 0), link)


def _titles(tokens: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The headings of a table of contents, by their ids, as plain text."""
    for token in tokens:
        yield token["id"], unescape(token["name"])
        yield from _titles(token["children"])


class _Records(Treeprocessor):
    """Links to records lead to their pages and places."""

    def __init__(self, md: Markdown, extension: ReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        book, name = self.extension.book, self.extension.name
        up = root_from("" if name == "index" else f"{name}/")
        for link in root.iter("a"):
            target = link.get("href") or ""
            if target.startswith(RECORD):
                link.set("href", up + record_address(book.report, target.removeprefix(RECORD)))


class _Tree(Treeprocessor):
    """All else. One walk in reading order, which knows in which section it is."""

    def __init__(self, md: Markdown, extension: ReportExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        book, name = self.extension.book, self.extension.name
        _name_call_outs(root, book.words)
        if name in QUOTING:
            _link_quotations(root, book)
        else:
            _link_marks(root, book)
        for table in root.iter("table"):
            _unfold(table)
            _make_focusable(table)
        for figure in root.iter("figure"):
            _keep_in_reader_modes(figure)
        for element in (*root.iter("ul"), *root.iter("ol")):
            # defuddle takes a short list of links for navigation; Readability does so if it is “content”.
            if element.find(".//a") is not None:
                element.set("class", f"{element.get('class') or ''} figured".strip())
        if name == "index":
            _keep_parts(root)
        if name in book.chapters:
            _link_terms(root, book)
            self._add_parts(root)
        if name == FINDINGS:
            self._add_grounds(root)

    def _add_parts(self, root: Element) -> None:
        """A chapter's line below its title, and one at the end of each section."""
        book, name, templates = self.extension.book, self.extension.name, self.extension.templates
        made: list[Element] = []
        section = ""

        def add(html: str) -> None:
            if html.strip():
                place = Element("p")
                place.text = self.md.htmlStash.store(html)
                made.append(place)

        for element in list(root):
            if element.tag in ("h1", "h2") and section:
                add(section_end(book, templates, name, section, self.extension.version))
            made.append(element)
            if element.tag == "h1":
                add(chapter_head(book, templates, name))
            if element.tag in ("h1", "h2"):
                section = (element.get("id") or "") if element.tag == "h2" else ""
        if section:
            add(section_end(book, templates, name, section, self.extension.version))
        root[:] = made

    def _add_grounds(self, root: Element) -> None:
        """Behind each finding a line on where its figures stand, and how sound they are."""
        book, templates = self.extension.book, self.extension.templates
        made: list[Element] = []
        told: dict[str, Figure] = {}
        inside = False

        def end() -> None:
            if inside and told:
                place = Element("p")
                place.text = self.md.htmlStash.store(grounds(book, templates, tuple(told.values())))
                made.append(place)

        for element in root:
            if element.tag in ("h1", "h2", "h3"):
                end()
                told, inside = {}, element.tag == "h3"
            for link in element.iter("a"):
                target = (link.get("href") or "").rpartition("#")[2]
                if link.get("class") == CLASSES["stat"]:
                    told[target] = book.figures[target]
            made.append(element)
        end()
        root[:] = made


def _keep_in_reader_modes(element: Element) -> None:
    """Say that an element is content, whatever words are in its id (mozilla/readability, issue 807)."""
    element.set("class", f"{element.get('class') or ''} content".strip())


def _in_sections(root: Element) -> Iterator[tuple[str, Element]]:
    """Every element with the id of the section in which it stands; “” before the first."""
    section = ""
    for element in root.iter():
        if element.tag in ("h1", "h2"):
            section = (element.get("id") or "") if element.tag == "h2" else ""
        yield section, element


def _name_call_outs(root: Element, words: dict[str, str]) -> None:
    """A call-out is a note by its title, with a number from the second on; one without is called what its kind is."""
    told: Counter[str] = Counter()
    for element in list(root.iter("div")):
        kind = (element.get("class") or "").removeprefix("admonition ")
        title = next((child for child in element if child.get("class") == "admonition-title"), None)
        if title is not None and title.text == kind.title():  # what the library makes of the kind
            title.text = words[f"call_out_{kind}"]
        if title is not None:
            # Reader modes drop a box of few words; they keep a section (mozilla/readability, issue 615).
            element.tag = "section"
            element.set("role", "note")
            name = "".join(title.itertext())
            told[name] += 1
            element.set("aria-label", name if told[name] == 1 else f"{name} {told[name]}")
            _keep_in_reader_modes(element)


def _link_marks(root: Element, book: Book) -> None:
    """Figures lead to their metrics, cases and laws to their own places.

    Before the first mark of a figure on the page stands an anchor with its id; before the first mention of
    a case or a law in a section one with ``<its id>--<section id>``. Reader modes throw away what has certain
    words in its id (mozilla/readability, issues 534 and 807): so the id is not the link's. Behind the first
    mark of a figure that others contradict a sign says so.
    """
    seen: set[str] = set()
    parents = {child: parent for parent in root.iter() for child in parent}
    for section, link in list(_in_sections(root)):
        mark = _MARK.match(link.get("href") or "") if link.tag == "a" else None
        if not mark:
            continue
        scheme, target = mark["scheme"], mark["target"]
        anchor = target if scheme == "stat" else f"{target}--{section}"
        if scheme == "stat":
            link.text = keep_together(link.text or "")
        link.set("href", f"{RECORD}{target}")
        link.set("class", CLASSES[scheme])
        if anchor in seen:
            continue
        seen.add(anchor)
        parent = parents[link]
        parent.insert(list(parent).index(link), Element("span", {"id": anchor}))
        if scheme == "stat" and target in book.contradictions:
            _insert_behind(parents[link], link, _sign(target, book.contradictions[target]))


def _link_quotations(root: Element, book: Book) -> None:
    """Marks that give what the chapters tell once more lead there; behind a contradicted figure a sign says so."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for link in list(root.iter("a")):
        mark = _MARK.match(link.get("href") or "")
        if not mark:
            continue
        scheme, target = mark["scheme"], mark["target"]
        link.set("class", CLASSES[scheme])
        if scheme != "stat":
            link.set("href", f"{RECORD}{target}")
            continue
        link.text = keep_together(link.text or "")
        page, _ = book.report.first_marks[book.language, target]
        link.set("href", f"{page.name}.md#{target}")
        if target in book.contradictions:
            _insert_behind(parents[link], link, _sign(target, book.contradictions[target]))


def _sign(target: str, words: str) -> Element:
    """The sign of contradiction."""
    sign = Element("a", {"aria-label": words, "class": "conflict", "href": f"{RECORD}{target}"})
    sign.text = "≠"
    return sign


def _insert_behind(parent: Element, element: Element, new: Element) -> None:
    """Put a new element right behind another, before the text that follows it."""
    new.tail, element.tail = element.tail, None
    parent.insert(list(parent).index(element) + 1, new)


def _link_terms(root: Element, book: Book) -> None:
    """The first mention of each term in each section leads to its definition.

    Headings, links, code, captions and what editors add of their own stay as they are.
    """
    finder = TermFinder(book.report, book.language)

    def walk(element: Element) -> None:
        if element.tag in ("h1", "h2"):
            finder.forget()
        if element.tag in _NO_TERMS or _EDITORS_OWN & set((element.get("class") or "").split()):
            return
        before, links = finder.find(element.text or "")
        children = list(element)
        element.text = before
        for link in reversed(links):
            element.insert(0, link)
        for child in children:
            walk(child)
            child.tail, links = finder.find(child.tail or "")
            for number, link in enumerate(links, list(element).index(child) + 1):
                element.insert(number, link)

    if finder.knows_any:
        walk(root)


def _letters(element: Element) -> int:
    return sum(1 if sign.isascii() else 2 for sign in "".join(element.itertext()))


def _unfold(table: Element) -> None:
    """Mark a table that is too full for a phone, and let each of its cells say what heads its column.

    That is one of three columns or more with a row that would take some nine lines there. The style sheet
    shows it row by row where there is no room for columns.
    """
    heads = ["".join(head.itertext()) for head in table.iter("th")]
    rows = list(table.iter("tr"))
    fullest = max(sum(map(_letters, row.iter("td"))) for row in rows)
    if len(heads) < 3 or fullest * len(heads) <= FULL:
        return
    table.set("data-full", "data-full")
    for row in rows:
        for head, cell in zip(heads, row.iter("td"), strict=False):
            cell.set("data-label", head)


def _make_focusable(table: Element) -> None:
    """Let the keyboard reach a table in which nothing else can be: it may be too wide for its window.

    Safari does not by itself (WCAG 2.2, 2.1.1).
    """
    if table.find(".//a") is None:
        table.set("tabindex", "0")


def _keep_parts(root: Element) -> None:
    """A title and its subtitle stand below each other on a cover; the sign between them is for who listens."""
    title = root.find("h1")
    parts = _SUBTITLE.split((title.text or "") if title is not None else "", maxsplit=1)
    if title is not None and len(parts) == 3 and not len(title):
        title.text = None
        for words, name in zip(parts, ("part", "spoken", "part"), strict=True):
            SubElement(title, "span", {"class": name}).text = words
