"""What the pages say to machines in the words of schema.org (JSON-LD)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from report.model.languages import LANGUAGES, Language
from report.model.records import Chapter, Metric, Term
from report.model.report import Report
from report.read.markdown import plain_text
from report.write.citations import Edition
from report.write.data import LICENCE
from report.write.tables import TABLES

Json = dict[str, Any]
CONTEXT = "https://schema.org"
IN_LANGUAGE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}


def _term(entry: Metric | Term, page: str, language: Language) -> Json:
    return {
        "@type": "DefinedTerm",
        "@id": f"{page}#{entry.id}",
        "termCode": entry.id,
        "name": entry.name.in_language(language),
        "alternateName": [
            *(entry.name.in_language(other) for other in LANGUAGES if other != language),
            *entry.aka.in_language(language),
        ],
        "description": plain_text(entry.definition.in_language(language)),
        "inDefinedTermSet": page,
    }


def term_set(report: Report, language: Language, page: str, name: str) -> Json:
    """The glossary as a `DefinedTermSet <https://schema.org/DefinedTermSet>`_. `page` is its absolute address."""
    entries: tuple[Metric | Term, ...] = (*report.records.metrics, *report.records.terms)
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": page,
        "name": name,
        "inLanguage": IN_LANGUAGE[language],
        "license": LICENCE["path"],
        "hasDefinedTerm": [_term(entry, page, language) for entry in entries],
    }


def dataset(report: Report, language: Language, site: str, page: str, name: str, version: str) -> Json:
    """The open data as a `Dataset <https://schema.org/Dataset>`_. `site` and `page` are absolute addresses."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": page,
        "name": name,
        "description": report.words[language]["data_description"],
        "inLanguage": list(IN_LANGUAGE.values()),
        "license": LICENCE["path"],
        "version": version,
        "isAccessibleForFree": True,
        "creator": _editors(report, language),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{table}.{form}",
                "encodingFormat": media_type,
                "contentUrl": urljoin(site, f"data/{table}.{form}"),
            }
            for table in TABLES
            for form, media_type in MEDIA_TYPES.items()
        ],
    }


def case_list(report: Report, language: Language, page: str, name: str) -> Json:
    """The case-study index as an `ItemList <https://schema.org/ItemList>`_."""
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "@id": page,
        "name": name,
        "numberOfItems": len(report.records.cases),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "url": f"{page}#{case.id}",
                "name": case.title.in_language(language),
            }
            for position, case in enumerate(report.records.cases, 1)
        ],
    }


def _editors(report: Report, language: Language) -> Json:
    return {"@type": "Organization", "name": report.words[language]["editors"]}


def digest(report: Report, language: Language, home: str, version: str) -> Json:
    """The digest as a `Report <https://schema.org/Report>`_, with what it is based on. `home` is absolute."""
    words = report.words[language]
    return {
        "@context": CONTEXT,
        "@type": "Report",
        "@id": home,
        "url": home,
        "name": words["publication"],
        "inLanguage": IN_LANGUAGE[language],
        "author": _editors(report, language),
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "version": version,
        "isBasedOn": {
            "@type": "Report",
            "name": report.records.labels["source_title"].zh,
            "inLanguage": IN_LANGUAGE["zh"],
            "description": words["cite_note"],
        },
        "hasPart": [
            {
                "@type": "Chapter",
                "@id": f"{home}{chapter.page}/",
                "position": chapter.number,
                "name": chapter.title(language),
            }
            for chapter in report.records.outline
        ],
    }


def chapter(report: Report, entry: Chapter, language: Language, home: str, twin: str, edition: Edition) -> Json:
    """A chapter as a `Chapter <https://schema.org/Chapter>`_ with its sections; `twin` is its translation's address."""
    page = f"{home}{entry.page}/"
    translation = "workTranslation" if language == "zh" else "translationOfWork"
    return {
        "@context": CONTEXT,
        "@type": "Chapter",
        "@id": page,
        "url": page,
        "name": entry.title(language),
        "position": entry.number,
        "inLanguage": IN_LANGUAGE[language],
        "isPartOf": {
            "@type": "Report",
            "@id": home,
            "name": report.words[language]["publication"],
        },
        "author": _editors(report, language),
        "license": LICENCE["path"],
        "version": edition.digest,
        **({"dateModified": edition.day.isoformat()} if edition.day else {}),
        translation: {"@type": "Chapter", "@id": twin},
        "hasPart": [
            {
                "@type": "WebPageElement",
                "@id": f"{page}#{section.id}",
                "position": position,
                "name": section.title(language),
            }
            for position, section in enumerate(entry.sections, 1)
        ],
    }


def breadcrumbs(report: Report, language: Language, home: str, page: str, title: str) -> Json:
    """The way from the home page to a page as a `BreadcrumbList <https://schema.org/BreadcrumbList>`_."""
    steps = [(home, report.words[language]["home"]), (page, title)]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": address, "name": name}
            for position, (address, name) in enumerate(steps, 1)
        ],
    }


def structured_data(
    report: Report, name: str, language: Language, site: str, page: str, version: str, edition: Edition | None
) -> list[Json]:
    """The JSON-LD of a page by its name. `site` and `page` are absolute addresses, `version` is the open data's.

    A page without an edition (the search) has none.
    """
    if edition is None:
        return []
    words = report.words[language]
    home = urljoin(site, "" if language == "zh" else "en/")
    if name == "index":
        return [digest(report, language, home, edition.digest)]
    headings = next(other.headings for other in report.pages if (other.language, other.name) == (language, name))
    trail = breadcrumbs(report, language, home, page, headings[0].title if headings else name)
    twin = urljoin(site, f"{'en/' if language == 'zh' else ''}{name}/")
    chapters = {entry.page: entry for entry in report.records.outline}
    match name:
        case "statistics":
            own = term_set(report, language, page, words["statistics"])
        case "cases":
            own = case_list(report, language, page, words["cases"])
        case "data":
            own = dataset(report, language, site, page, words["data_title"], version)
        case _ if name in chapters:
            own = chapter(report, chapters[name], language, home, twin, edition)
        case _:
            return [trail]
    return [own, trail]
