"""What stands beside the pages: their Markdown and references, the feed, and what guides programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from report.model.addresses import REFERENCES, page_url, root_from
from report.model.languages import ORIGINAL, Language
from report.model.pages import Page
from report.model.site_pages import FILLED, QUOTING
from report.model.tables import TABLES
from report.read.history import page_change
from report.relate.book import Book, Books
from report.write.citations import FILES, NAMES, Version, build_citations
from report.write.page_markdown import in_reading_order, markdown_path, plain_markdown, with_front_matter
from report.write.pages import fill_page
from report.write.templates import Templates


@dataclass(frozen=True)
class Companion:
    """A page with its Markdown and the version that this is."""

    page: Page
    content: str
    version: Version


Companions = Mapping[tuple[Language, str], Companion]


def build_companions(
    books: Books, templates: Templates, changes: Mapping[str, date], site_url: str
) -> dict[tuple[Language, str], Companion]:
    """Every page that is to be read as Markdown, by language and name, in reading order.

    `changes` holds the day of the last change of each source file. Raises jinja2.TemplateError when
    a template is broken.
    """
    companions: dict[tuple[Language, str], Companion] = {}
    for language, book in books.items():
        for page in in_reading_order(book):
            body = fill_page(book, templates, page.name, plain=True)
            content = plain_markdown(book, page, body, site_url)
            # The site's own address is no part of what a page says.
            said = content.replace(site_url, "")
            day = page_change(changes, page.name, language, FILLED)
            version = Version.of(day, said, page.url, book.report)
            companions[language, page.name] = Companion(page, content, version)
    return companions


def _markdown(companion: Companion, companions: Companions, site_url: str) -> str:
    """A page's Markdown below what it is. Its translation is the page in the next language."""
    page = companion.page
    twin = companions[page.language.others[0], page.name].page
    other = urljoin(site_url, markdown_path(twin.url))
    return with_front_matter(page, companion.content, companion.version, site_url, other)


def _references(book: Book, templates: Templates, companion: Companion, site_url: str) -> str:
    """The page of a chapter's references."""
    page = companion.page
    address = urljoin(site_url, page.url)
    own = f"{page.url}{REFERENCES}"
    root, twin = root_from(own), book.language.others[0]
    return templates.render(
        book,
        "files/cite.html",
        title=book.chapters[page.name].title(book.language),
        canonical=urljoin(site_url, own),
        address=address,
        version=companion.version,
        site=site_url,
        root=root,
        other=f"{root}{twin.folder}{page_url(page.name, ORIGINAL)}{REFERENCES}",
        citables=build_citations(book, page.name, address, companion.version),
        names=NAMES,
        files=FILES,
    )


def _guide(book: Book, templates: Templates, own: list[Companion], site_url: str) -> str:
    """``llms.txt`` of an edition (https://llmstxt.org/)."""
    entries = {
        companion.page.name: {
            "title": companion.page.headings[0].title,
            "description": companion.page.description,
            "markdown": urljoin(site_url, markdown_path(companion.page.url)),
        }
        for companion in own
        if companion.page.headings
    }
    return templates.render(
        book,
        "files/llms.txt",
        site=site_url,
        home=book.pages["index"],
        first=[entries[name] for name in reversed(QUOTING) if name in entries],
        chapters=[entry for name, entry in entries.items() if name in book.chapters],
        others=[entry for name, entry in entries.items() if name not in book.chapters and name not in QUOTING],
        tables=TABLES,
    )


def companion_files(
    books: Books, templates: Templates, companions: Companions, site_url: str
) -> Iterator[tuple[str, str]]:
    """Every file beside the pages: its path, relative to the site's root, and its text.

    Raises jinja2.TemplateError when a template is broken.
    """
    for language, book in books.items():
        own = [companion for (of, _), companion in companions.items() if of is language]
        texts = {companion.page.url: _markdown(companion, companions, site_url) for companion in own}
        for companion in own:
            yield markdown_path(companion.page.url), texts[companion.page.url]
            if companion.page.name in book.chapters:
                path = f"{companion.page.url}{REFERENCES}index.html"
                yield path, _references(book, templates, companion, site_url)
        yield f"{language.folder}llms.txt", _guide(book, templates, own, site_url)
        yield f"{language.folder}llms-full.txt", "\n".join(texts.values())
        yield f"{language.folder}feed.xml", templates.render(book, "files/feed.xml", site=site_url)
    yield "robots.txt", templates.render(books[ORIGINAL], "files/robots.txt", site=site_url)
