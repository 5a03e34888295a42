"""What the pages say to machines in the words of schema.org (JSON-LD)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from report.model.addresses import page_url
from report.model.languages import LANGUAGES, ORIGINAL
from report.model.records import Metric, Term
from report.model.site_pages import SITE_PAGES, Schema
from report.model.tables import LICENCE, TABLES
from report.read.markdown import plain_text
from report.relate.edition import Edition
from report.write.citations import Version

Json = dict[str, Any]
CONTEXT = "https://schema.org"
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}


@dataclass(frozen=True)
class Described:
    """A page of an edition that is told of. `site` and `page` are absolute addresses; `data` is the data's version."""

    edition: Edition
    name: str
    site: str
    page: str
    version: Version
    data: str

    @property
    def home(self) -> str:
        """The absolute address of the edition."""
        return urljoin(self.site, self.edition.language.folder)

    @property
    def title(self) -> str:
        """The page's title; its name where it has none."""
        headings = self.edition.pages[self.name].headings
        return headings[0].title if headings else self.name

    def thing(self, kind: str, **properties: object) -> Json:
        """An object with a context of its own."""
        return {"@context": CONTEXT, "@type": kind, **properties}

    def free(self) -> Json:
        """In what language the page is, and on what terms."""
        return {"inLanguage": self.edition.language.tag, "license": LICENCE["path"]}

    def editors(self) -> Json:
        """Who made the digest."""
        return {"@type": "Organization", "name": self.edition.words["editors"]}


def _term(edition: Edition, entry: Metric | Term, page: str) -> Json:
    abroad = (entry.name.in_language(other) for other in edition.language.others)
    return {
        "@type": "DefinedTerm",
        "@id": f"{page}#{entry.id}",
        "termCode": entry.id,
        "name": edition.local(entry.name),
        "alternateName": [*abroad, *entry.aka.in_language(edition.language)],
        "description": plain_text(edition.local(entry.definition)),
        "inDefinedTermSet": page,
    }


def term_set(at: Described) -> Json:
    """The glossary as a `DefinedTermSet <https://schema.org/DefinedTermSet>`_."""
    entries: tuple[Metric | Term, ...] = (*at.edition.report.records.metrics, *at.edition.report.records.terms)
    terms = [_term(at.edition, entry, at.page) for entry in entries]
    name = at.edition.words["statistics"]
    return at.thing("DefinedTermSet", **{"@id": at.page}, name=name, **at.free(), hasDefinedTerm=terms)


def dataset(at: Described) -> Json:
    """The open data as a `Dataset <https://schema.org/Dataset>`_."""
    words = at.edition.words
    return at.thing(
        "Dataset",
        **{"@id": at.page},
        name=words["data_title"],
        description=words["data_description"],
        inLanguage=[language.tag for language in LANGUAGES],
        license=LICENCE["path"],
        version=at.data,
        isAccessibleForFree=True,
        creator=at.editors(),
        distribution=[
            {
                "@type": "DataDownload",
                "name": f"{table}.{form}",
                "encodingFormat": media_type,
                "contentUrl": urljoin(at.site, f"data/{table}.{form}"),
            }
            for table in TABLES
            for form, media_type in MEDIA_TYPES.items()
        ],
    )


def case_list(at: Described) -> Json:
    """The case-study index as an `ItemList <https://schema.org/ItemList>`_."""
    cases = at.edition.report.records.cases
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": f"{at.page}#{case.id}",
            "name": at.edition.local(case.title),
        }
        for position, case in enumerate(cases, 1)
    ]
    name = at.edition.words["cases"]
    return at.thing("ItemList", **{"@id": at.page}, name=name, numberOfItems=len(cases), itemListElement=items)


def digest(at: Described) -> Json:
    """The digest as a `Report <https://schema.org/Report>`_, with what it is based on."""
    report, words = at.edition.report, at.edition.words
    return at.thing(
        "Report",
        **{"@id": at.home},
        url=at.home,
        name=words["publication"],
        inLanguage=at.edition.language.tag,
        author=at.editors(),
        license=LICENCE["path"],
        isAccessibleForFree=True,
        version=at.version.digest,
        isBasedOn={
            "@type": "Report",
            "name": report.records.labels["source_title"].in_language(ORIGINAL),
            "inLanguage": ORIGINAL.tag,
            "description": words["cite_note"],
        },
        hasPart=[
            {
                "@type": "Chapter",
                "@id": f"{at.home}{chapter.page}/",
                "position": chapter.number,
                "name": chapter.title(at.edition.language),
            }
            for chapter in report.records.outline
        ],
    )


def _translations(at: Described) -> Json:
    """The chapter in the other languages: translations of the original, or what this is a translation of."""
    language = at.edition.language
    others = language.others if language is ORIGINAL else (ORIGINAL,)
    chapters = [{"@type": "Chapter", "@id": urljoin(at.site, page_url(at.name, other))} for other in others]
    return {"workTranslation" if language is ORIGINAL else "translationOfWork": chapters[0]}


def chapter(at: Described) -> Json:
    """A chapter as a `Chapter <https://schema.org/Chapter>`_ with its sections."""
    entry, language = at.edition.chapters[at.name], at.edition.language
    changed = {"dateModified": at.version.day.isoformat()} if at.version.day else {}
    return at.thing(
        "Chapter",
        **{"@id": at.page},
        url=at.page,
        name=entry.title(language),
        position=entry.number,
        inLanguage=language.tag,
        isPartOf={"@type": "Report", "@id": at.home, "name": at.edition.words["publication"]},
        author=at.editors(),
        license=LICENCE["path"],
        version=at.version.digest,
        **changed,
        **_translations(at),
        hasPart=[
            {
                "@type": "WebPageElement",
                "@id": f"{at.page}#{section.id}",
                "position": position,
                "name": section.title(language),
            }
            for position, section in enumerate(entry.sections, 1)
        ],
    )


def breadcrumbs(at: Described) -> Json:
    """The way from the home page to a page as a `BreadcrumbList <https://schema.org/BreadcrumbList>`_."""
    steps = [(at.home, at.edition.words["home"]), (at.page, at.title)]
    items = [
        {"@type": "ListItem", "position": position, "item": address, "name": name}
        for position, (address, name) in enumerate(steps, 1)
    ]
    return at.thing("BreadcrumbList", itemListElement=items)


BUILDERS: Mapping[Schema, Callable[[Described], Json]] = {
    "Dataset": dataset,
    "DefinedTermSet": term_set,
    "ItemList": case_list,
    "Report": digest,
}


def linked_data(at: Described) -> list[Json]:
    """The JSON-LD of a page."""
    if at.name in at.edition.chapters:
        return [chapter(at), breadcrumbs(at)]
    schema = SITE_PAGES[at.name].schema if at.name in SITE_PAGES else None
    own = [BUILDERS[schema](at)] if schema else []
    return own if at.name == "index" else [*own, breadcrumbs(at)]
