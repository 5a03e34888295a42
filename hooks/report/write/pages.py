"""What is made for a page from templates: the generated part, its previews, its article beside the other language."""

from __future__ import annotations

from collections.abc import Mapping

from report.model.addresses import bilingual_url, page_url, root_from
from report.model.languages import Language
from report.model.site_pages import FILLED, marker
from report.relate.book import Book
from report.write.previews import build_previews
from report.write.side_by_side import side_by_side
from report.write.templates import Templates


def fill_page(book: Book, templates: Templates, name: str, *, plain: bool = False) -> str:
    """A page's Markdown as it was read, with each generated part in the place of its marker.

    A part is made from its template; from its plain one, if it has one, for programs. Raises
    jinja2.TemplateError when a template is broken.
    """
    text = book.pages[name].text
    root = root_from(page_url(name, book.language))
    for part in FILLED[name].parts if name in FILLED else ():
        names = [f"plain/{part}.md"] * plain + [f"pages/{part}.md"]
        made = templates.of(book).select_template(names).render(book=book, root=root)
        text = text.replace(marker(part), made)
    return text


def render_previews(book: Book, templates: Templates, name: str, html: str, version: str = "") -> str:
    """The cards of a chapter, for its text as HTML; empty when it needs none."""
    if name not in book.chapters:
        return ""
    return templates.render(
        book, "files/previews.html", book=book, version=version, **vars(build_previews(book, name, html))
    )


def render_side_by_side(
    books: Mapping[Language, Book],
    templates: Templates,
    page: str,
    language: Language,
    articles: Mapping[Language, str],
) -> str:
    """The article of a chapter's bilingual page for readers of a language, from its rendered text in each."""
    book, twin = books[language], books[language.others[0]]
    parts = side_by_side(page, language, articles)
    values = {"parts": parts, "page": page, "root": root_from(bilingual_url(page, language)), "twin": twin}
    return templates.render(book, "files/side-by-side.html", **values)
