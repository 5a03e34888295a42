"""What the pages say to machines in the words of schema.org (JSON-LD)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from report.dataset import LICENCE
from report.exports import TABLES
from report.model import LANGUAGES, Language, Metric, Report, Term
from report.pages import plain_text

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
        "description": report.records.labels["data_description"].in_language(language),
        "inLanguage": list(IN_LANGUAGE.values()),
        "license": LICENCE["path"],
        "version": version,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": report.records.labels["editors"].in_language(language)},
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
        "inLanguage": IN_LANGUAGE[language],
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


def structured_data(report: Report, name: str, language: Language, site: str, page: str, version: str) -> list[Json]:
    """The JSON-LD of a page by its name; most have none."""
    labels = report.records.labels
    match name:
        case "statistics":
            return [term_set(report, language, page, labels["statistics"].in_language(language))]
        case "cases":
            return [case_list(report, language, page, labels["cases"].in_language(language))]
        case "data":
            return [dataset(report, language, site, page, labels["data_title"].in_language(language), version)]
    return []
