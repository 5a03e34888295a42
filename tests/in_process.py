"""All that is written for a site but the theme's frames, in this process: much faster than a build."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml
from lxml import etree
from markdown import Markdown
from markdown.extensions import Extension

from helpers import ROOT, SITE_URL
from report.model.addresses import page_url
from report.model.report import Report
from report.relate.book import make_books
from report.write.entries import KINDS, Frame
from report.write.markdown import ReportExtension
from report.write.pages import fill_page, render_previews
from report.write.site import ARTICLE, Site
from report.write.templates import CompiledTemplates, Templates

COMPILED = CompiledTemplates()


class _Configuration(yaml.SafeLoader):
    """MkDocs' configuration, without what its tags stand for."""


_Configuration.add_multi_constructor("!", lambda loader, suffix, node: None)
_LISTED = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Configuration)["markdown_extensions"]
NAMES = [
    "toc",
    "tables",
    "fenced_code",
    *(name for one in _LISTED for name in (one if isinstance(one, dict) else [one])),
]
OPTIONS = {name: options for one in _LISTED if isinstance(one, dict) for name, options in one.items()}


def render(report: Report) -> Iterator[tuple[str, str | bytes]]:
    """Every page's article, and every file beside the pages: its path and its text."""
    templates = Templates(ROOT / "overrides/report")
    templates.compiled = COMPILED
    books = make_books(report)
    site = Site(books, templates, SITE_URL, {}, "0.1.0")
    for language, book in books.items():
        extension = ReportExtension(templates)
        used: list[str | Extension] = [*NAMES, extension]
        converter = Markdown(extensions=used, extension_configs=OPTIONS)
        for kind in KINDS:
            site.entry_frames[language, kind] = Frame("")
        for name in book.pages:
            url = page_url(name, language)
            companion = site.companions.get((language, name))
            extension.turn_to(book, name, companion.version.digest if companion else "")
            html = converter.reset().convert(fill_page(book, templates, name))
            context = site.context(language, name, url, SITE_URL + url, ROOT / "docs/assets")
            yield f"{url}linked-data.json", json.dumps(context["linked_data"], allow_nan=False)
            yield f"{url}article.html", html
            if cards := render_previews(book, templates, name, html, extension.version):
                site.previews[f"{url}previews.html"] = cards
            if name in site.articles:
                site.articles[name][language] = html
                site.frames[language, name] = ARTICLE
    yield from site.files()


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def check_form(path: str, content: str | bytes) -> None:
    """A file is what the end of its name says. Raises an exception of its parser otherwise."""
    if Path(path).suffix in (".parquet", ".sqlite", ".zip"):
        return  # test_data.py reads these
    is_packed = path.startswith("search/") and path.endswith(".txt")  # as report.write.search does it
    text = content.decode("gb18030" if is_packed else "utf-8") if isinstance(content, bytes) else content
    if path.endswith(".json") or is_packed:
        json.loads(text, parse_constant=_refuse)
    elif Path(path).suffix in (".xml", ".svg"):
        etree.fromstring(text.encode())
    elif path.endswith(".csv"):
        head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        assert all(len(row) == len(head) for row in rows), path
    elif path.endswith(".html"):
        assert "\x00" not in text and not re.search(r"(?i)<(?:base|iframe)\b|\bjavascript:", text), path
