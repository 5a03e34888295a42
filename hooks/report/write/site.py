"""One build of the site: its books, and everything that is written from them beside MkDocs' own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment

from report.model.addresses import COMPARISONS, EntryKind, bilingual_url, in_original
from report.model.languages import LANGUAGES, ORIGINAL, Language
from report.model.site_pages import SITE_PAGES, VERSIONS, group_of
from report.read.history import of_texts
from report.relate.book import Books
from report.write.beside import Companion, build_companions, companion_files
from report.write.cards import card_file
from report.write.comparisons import State, Text, comparison_files
from report.write.embeds import embed_files
from report.write.entries import DATA, DESCRIPTION, ID, TITLE, WAY, Entry, Frame, build_entries, entry_files
from report.write.linked_data import Described, linked_data
from report.write.open_data.package import OpenData, latest
from report.write.pages import render_side_by_side
from report.write.search import search_files
from report.write.sharing import share
from report.write.templates import Templates

ARTICLE = "<!-- both languages side by side -->"  # in the frame of a bilingual page


class Site:
    """What one build knows.

    The passes leave in it what only they can make: the rendered text of each chapter by language, the
    frame of its bilingual page in that language, its previews by their path.
    """

    environment: Environment  # of the theme, in this pass

    def __init__(
        self, books: Books, templates: Templates, url: str, changes: Mapping[str, date], project_version: str
    ) -> None:
        """Begin a build. `url` is the site's absolute address, `changes` the day of each source's last change.

        Raises jinja2.TemplateError when the template of a page is broken.
        """
        self.books, self.templates, self.url = books, templates, url
        self.data = OpenData(books, url, project_version, latest(of_texts(changes)))
        templates.share(data=self.data)
        self.companions: dict[tuple[Language, str], Companion] = build_companions(books, templates, changes, url)
        self.entries: dict[Language, tuple[Entry, ...]] = build_entries(books, templates, changes, url)
        self.entry_frames: dict[tuple[Language, EntryKind], Frame] = {}
        self.articles: dict[str, dict[Language, str]] = {name: {} for name in books[ORIGINAL].chapters}
        self.comparison_frames: dict[Language, Frame] = {}
        self.frames: dict[tuple[Language, str], str] = {}
        self.previews: dict[str, str] = {}

    def globals(self, language: Language) -> dict[str, Any]:
        """What every template of the theme knows."""
        return {
            "labels": self.books[language].report.words_by_code,
            "language": language,
            "languages": LANGUAGES,
            "site_pages": SITE_PAGES,
            "group_of": group_of,
            "changed": {(of.code, name): one.version.day for (of, name), one in self.companions.items()},
            "entries": [entry.page.url for entry in self.entries[ORIGINAL]],
        }

    def context(self, language: Language, name: str, url: str, address: str, pictures: Path) -> dict[str, Any]:
        """What the template of a page knows of it. `url` is relative to the site's root, `address` absolute."""
        book, companion = self.books[language], self.companions.get((language, name))
        own = in_original(url, language)
        described = companion and Described(book, name, self.url, address, companion.version, self.data)
        has_card = (pictures / card_file(name, language)).exists()
        return {
            "has_markdown": companion is not None,
            "version": companion and companion.version,
            "linked_data": linked_data(described) if described else [],
            "sharing": share(book, name, self.url, address, has_card=has_card),
            **self._editions(language, own),
        }

    def _editions(self, language: Language, own: str) -> dict[str, Any]:
        """Where a page stands in the other languages; `own` is its address without a language's folder."""
        alternates = [{"hreflang": one.tag, "href": urljoin(self.url, one.folder + own)} for one in LANGUAGES]
        return {
            "counterparts": [(one, one.folder + own) for one in language.others],
            "alternates": [*alternates, {"hreflang": "x-default", "href": urljoin(self.url, own)}],
        }

    def bilingual_context(self, name: str, of_chapter: dict[str, Any]) -> dict[str, Any]:
        """What the template knows of a chapter's bilingual page; `of_chapter` is what it knows of the chapter.

        Its language link leads to the same page for readers of the other language.
        """
        counterparts = [(other, bilingual_url(name, other)) for other, _ in of_chapter["counterparts"]]
        return {**of_chapter, "counterparts": counterparts, "alternates": [], "linked_data": [], "has_markdown": False}

    def entry_context(self, language: Language, kind: EntryKind, of_index: dict[str, Any]) -> dict[str, Any]:
        """What the template knows of an entry, with fields in place of what is the entry's own.

        `of_index` is what it knows of the entry's index, whose card serves its entries too.
        """
        own = f"{kind}/{ID}/"
        address = urljoin(self.url, language.folder + own)
        sharing = replace(of_index["sharing"], title=TITLE, description=DESCRIPTION, address=address)
        index = self.books[language].title_of(f"{kind}/")
        return {
            **of_index,
            **self._editions(language, own),
            "linked_data": [DATA, WAY],
            "sharing": sharing,
            "index": index,
        }

    def comparison_context(self, language: Language, of_versions: dict[str, Any]) -> dict[str, Any]:
        """What the template knows of a comparison of two versions; `of_versions` is what it knows of their list."""
        own = f"{COMPARISONS}{ID}/"
        address = urljoin(self.url, language.folder + own)
        sharing = replace(of_versions["sharing"], title=TITLE, description=DESCRIPTION, address=address)
        own_part = {"linked_data": [], "has_markdown": False, "version": None, "comparison": True, "sharing": sharing}
        return {**of_versions, **self._editions(language, own), **own_part}

    def _today(self) -> State:
        """What the site says now, as one says it that is kept of a release: all but the list of all versions."""
        texts: dict[Language, dict[str, Text]] = {language: {} for language in self.books}
        for (language, name), one in self.companions.items():
            if name != VERSIONS:
                url = in_original(one.page.url, language)
                texts[language][url] = Text(one.version.digest, one.content)
        for language, made in self.entries.items():
            texts[language] |= {entry.page.url: Text(entry.version.digest, entry.markdown) for entry in made}
        return State("", "", texts)

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Every file beside the pages: its path, relative to the site's root, and its text, or what it is in bytes.

        Raises jinja2.TemplateError when a template is broken.
        """
        yield from ((f"data/{name}", content) for name, content in self.data.files.items())
        yield from self.data.metric_files()
        yield from ((f"search/{name}", content) for name, content in search_files(self.books))
        yield from self.previews.items()
        for language, book in self.books.items():
            yield f"{language.folder}settings.html", self.templates.render(book, "files/settings.html")
            yield f"search/parts.{language.code}.html", self.templates.render(book, "files/search-parts.html")
        for (language, name), frame in self.frames.items():
            article = render_side_by_side(self.books, self.templates, name, language, self.articles[name])
            yield f"{bilingual_url(name, language)}index.html", frame.replace(ARTICLE, article)
        yield from entry_files(self.books, self.templates, self.entry_frames, self.entries, self.url)
        versions = {
            **{one.page.url: one.version for one in self.companions.values()},
            **{language.folder + one.page.url: one.version for language, made in self.entries.items() for one in made},
        }
        yield from embed_files(self.books, self.templates, self.data, versions, self.url)
        if self.books[ORIGINAL].report.snapshots:
            yield from comparison_files(self.books, self.templates, self.comparison_frames, self._today())
        yield from companion_files(self.books, self.templates, self.companions, self.url)
