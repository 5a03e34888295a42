"""What stands beside the pages: their Markdown and references, the feed, and what guides programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from report.check.structure import GENERATED
from report.model.languages import LANGUAGES, Language
from report.model.pages import Page
from report.model.report import Report
from report.publish.redirects import FOLDERS
from report.read.history import page_change
from report.relate.conflicts import Relations
from report.write.citations import NAMES, Edition, build_citations
from report.write.page_markdown import in_reading_order, markdown_path, plain_markdown, with_front_matter
from report.write.pages import environment, render_generated
from report.write.tables import TABLES

FILES: Mapping[str, str] = {"bibtex": "bib", "csl": "json", "ris": "ris"}  # formats for programs, with their endings


@dataclass(frozen=True)
class Companion:
    """A page with its Markdown and the edition that this is."""

    page: Page
    content: str
    edition: Edition


def build_companions(
    report: Report, relations: Relations, changes: Mapping[str, date], site_url: str, templates: Path
) -> dict[tuple[Language, str], Companion]:
    """Every page but the search's as Markdown, by language and name, in reading order.

    `changes` holds the day of the last change of each source file. Raises jinja2.TemplateError when
    a template is broken.
    """
    companions: dict[tuple[Language, str], Companion] = {}
    for language in LANGUAGES:
        for page in in_reading_order(report, language):
            body, marker = page.text, GENERATED.get(page.name)
            if marker and marker in body:
                made = render_generated(report, relations, page.name, language, templates, plain=True)
                body = body.replace(marker, made)
            content = plain_markdown(report, page, body, site_url)
            # The site's own address is no part of what a page says.
            said = content.replace(site_url, "")
            edition = Edition.of(page_change(changes, page.name, language, GENERATED), said)
            companions[language, page.name] = Companion(page, content, edition)
    return companions


def _full(companion: Companion, other: str, site_url: str) -> str:
    return with_front_matter(companion.page, companion.content, companion.edition, site_url, other)


def companion_files(
    report: Report,
    relations: Relations,
    companions: Mapping[tuple[Language, str], Companion],
    site_url: str,
    templates: Path,
) -> Iterator[tuple[str, str]]:
    """Every file beside the pages: its path, relative to the site's root, and its text.

    Raises jinja2.TemplateError when a template is broken.
    """
    chapters = {chapter.page: chapter for chapter in report.records.outline}
    for language in LANGUAGES:
        made = environment(report, language, templates)
        folder = FOLDERS[language]
        own = [companion for (of, _), companion in companions.items() if of == language]
        whole: list[str] = []
        for companion in own:
            page = companion.page
            twin = companions["en" if language == "zh" else "zh", page.name].page
            text = _full(companion, urljoin(site_url, markdown_path(twin.url)), site_url)
            whole.append(text)
            yield markdown_path(page.url), text
            if page.name in chapters:
                address = urljoin(site_url, page.url)
                citables = build_citations(report, relations, page.name, language, address, companion.edition)
                yield (
                    f"{page.url}cite/index.html",
                    made.get_template("cite.html").render(
                        title=chapters[page.name].title(language),
                        canonical=f"{address}cite/",
                        root="../" * (page.url.count("/") + 1),
                        citables=citables,
                        names=NAMES,
                        files=FILES,
                    ),
                )
        values = {"site": site_url, "folder": folder}
        entries = [
            {
                "name": companion.page.name,
                "title": companion.page.headings[0].title,
                "description": companion.page.description,
                "markdown": urljoin(site_url, markdown_path(companion.page.url)),
            }
            for companion in own
            if companion.page.headings
        ]
        yield (
            f"{folder}llms.txt",
            made.get_template("plain/llms.md").render(
                values,
                home=companions[language, "index"].page,
                chapters=[entry for entry in entries if entry["name"] in chapters],
                others=[entry for entry in entries if entry["name"] not in chapters],
                tables=TABLES,
                other_folder=FOLDERS["en" if language == "zh" else "zh"],
            ),
        )
        yield f"{folder}llms-full.txt", "\n".join(whole)
        yield f"{folder}feed.xml", made.get_template("feed.html").render(values, changes=report.records.changes)
    yield "robots.txt", environment(report, "zh", templates).get_template("robots.md").render(site=site_url)
