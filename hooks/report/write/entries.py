"""The pages of single entries. The theme renders one frame for each index and language, filled here for each entry.

Files that arise during a build do not live with mkdocs-static-i18n 1.3.1, and a page of the theme takes some 10 ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urljoin

from jinja2.utils import htmlsafe_json_dumps

from report.model.addresses import EntryKind, root_from
from report.model.languages import Language
from report.model.site_pages import FILLED
from report.read.history import page_change
from report.relate.book import Book, Books
from report.relate.entries import EntryPage
from report.write.citations import FILES, NAMES, Version, cite_entry
from report.write.language_runs import tag_runs
from report.write.linked_data import describe_entry
from report.write.page_markdown import absolute_markdown, front_matter, markdown_path
from report.write.templates import Templates
from report.write.titles import mark_breaks

KINDS: Mapping[EntryKind, str] = {"cases": "case", "statistics": "metric", "organisations": "organisation"}
_FIELD = re.compile(r"__entry_([a-z]+)__")


def _field(name: str) -> str:
    return f"__entry_{name}__"


ID, TITLE, DESCRIPTION, DATA, WAY = map(_field, ("id", "title", "description", "data", "way"))
ARTICLE = f"<!-- <h1 {_field('article')} -->"  # the theme writes a title of its own where there is none


class Frame:
    """All of an entry's page but what is its own."""

    def __init__(self, html: str) -> None:
        """Take the page that the theme has rendered with the fields in their places."""
        html = html.replace(ARTICLE, _field("article")).replace(f'"{DATA}"', DATA).replace(f'"{WAY}"', WAY)
        self._parts = _FIELD.split(html)

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with the values of the fields, as HTML."""
        return "".join(values[part] if number % 2 else part for number, part in enumerate(self._parts))


Frames = Mapping[tuple[Language, EntryKind], Frame]


@dataclass(frozen=True)
class Entry:
    """An entry's page with its Markdown and the version that this is."""

    page: EntryPage
    markdown: str
    version: Version


def _plain(book: Book, templates: Templates, page: EntryPage, site_url: str) -> str:
    text = templates.render(book, f"plain/{KINDS[page.kind]}.md", entry=page, book=book)
    address = urljoin(site_url, book.language.folder + page.url)
    return absolute_markdown(text, address, urljoin(site_url, book.language.folder), book.report)


def build_entries(
    books: Books, templates: Templates, changes: Mapping[str, date], site_url: str
) -> dict[Language, tuple[Entry, ...]]:
    """Every entry of each language. Raises jinja2.TemplateError when a template is broken."""
    entries: dict[Language, tuple[Entry, ...]] = {}
    for language, book in books.items():
        day = page_change(changes, "cases", language, FILLED)  # every entry depends on all records
        made: list[Entry] = []
        for page in book.entries:
            text = _plain(book, templates, page, site_url)
            said, url = text.replace(site_url, ""), language.folder + page.url
            made.append(Entry(page, text, Version.of(day, said, url, book.report)))
        entries[language] = tuple(made)
    return entries


def render_entry(book: Book, templates: Templates, page: EntryPage, site_url: str, version: Version) -> str:
    """The article of an entry's page. `site_url` is the site’s absolute address."""
    address = urljoin(site_url, book.language.folder + page.url)
    article = templates.render(
        book,
        f"entries/{KINDS[page.kind]}.html",
        entry=page,
        book=book,
        up="../../",
        root=root_from(book.language.folder + page.url),
        version=version,
        site=site_url,
        citable=cite_entry(book, page, address, version),
        names=NAMES,
        files=FILES,
    )
    return mark_breaks(tag_runs(article, book.language), book)


def entry_files(
    books: Books, templates: Templates, frames: Frames, entries: Mapping[Language, tuple[Entry, ...]], site_url: str
) -> Iterator[tuple[str, str]]:
    """The page and the Markdown of every entry: its path, relative to the site's root, and its text.

    Raises jinja2.TemplateError when a template is broken.
    """
    for language, book in books.items():
        for entry in entries[language]:
            page, url = entry.page, language.folder + entry.page.url
            address = urljoin(site_url, url)
            described = describe_entry(book, page, site_url, address, entry.version)
            data, way = (htmlsafe_json_dumps(one, ensure_ascii=False) for one in described)
            fields = {
                "id": page.id,
                "title": escape(page.title),
                "description": escape(page.description),
                "data": data,
                "way": way,
                "article": render_entry(book, templates, page, site_url, entry.version),
            }
            yield f"{url}index.html", frames[language, page.kind].fill(fields)
            facts = front_matter(
                title=page.title,
                description=page.description,
                url=address,
                language=language,
                translation=urljoin(site_url, markdown_path(language.others[0].folder + page.url)),
                version=entry.version,
            )
            yield markdown_path(url), facts + entry.markdown
