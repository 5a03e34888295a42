"""What the pages say of their own parts: a chapter below its title, a section at its end, a finding of its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from report.model.addresses import bilingual_url, page_url, root_from
from report.model.pages import Page, Scheme
from report.model.records import Case
from report.relate.book import Book
from report.relate.chapters import reading_minutes
from report.relate.figures import Figure
from report.write.templates import Templates


def _marked(page: Page, scheme: Scheme, section: str = "") -> list[str]:
    """What a page marks, or a section of it, each id once, in the order of the text."""
    marks = (mark for mark in page.marks if mark.scheme == scheme and section in ("", mark.section))
    return list(dict.fromkeys(mark.target for mark in marks))


def _cases(book: Book, page: Page, section: str = "") -> list[Case]:
    return [book.report.cases[key] for key in _marked(page, "case", section)]


def _ways(book: Book, name: str) -> dict[str, str]:
    """From a chapter: to the site's root, to its bilingual page, to itself in the next language."""
    root = root_from(book.pages[name].url)
    other = root + page_url(name, book.language.others[0])
    return {"root": root, "parallel": root + bilingual_url(name, book.language), "other": other}


def chapter_head(book: Book, templates: Templates, name: str) -> str:
    """How long a chapter takes to read, and what it tells."""
    page = book.pages[name]
    return templates.render(
        book,
        "parts/chapter.html",
        book=book,
        chapter=book.chapters[name].id,
        minutes=reading_minutes(page),
        figures=len(_marked(page, "stat")),
        cases=_cases(book, page),
        **_ways(book, name),
    )


def grounds(book: Book, templates: Templates, figures: Sequence[Figure]) -> str:
    """Where the figures of a finding stand, whom they are about, and what speaks against them."""
    sections = {item.section.id: item for item in figures}
    return templates.render(
        book,
        "parts/grounds.html",
        sections=tuple(sections.values()),
        figures=figures,
        naming=Counter(item.subject.naming for item in figures),
        doubts=Counter(doubt for item in figures for doubt in item.doubts),
    )


def section_end(book: Book, templates: Templates, name: str, section: str, version: str) -> str:
    """The figures and cases of a section, from where it is referred to, and where else it can be read."""
    page = book.pages[name]
    return templates.render(
        book,
        "parts/section.html",
        section=section,
        version=version,
        title=book.report.sections[section].title(book.language) if section in book.report.sections else name,
        page=name,
        charts=book.charts.get(section, ()),
        figures=len(_marked(page, "stat", section)),
        cases=_cases(book, page, section),
        backlinks=book.backlinks.get(section, ()),
        **_ways(book, name),
    )
