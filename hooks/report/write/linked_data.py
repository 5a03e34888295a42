"""What the pages say to machines in the words of schema.org (JSON-LD)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from report.model.addresses import page_url, record_address
from report.model.languages import LANGUAGES, ORIGINAL
from report.model.records import Metric, Term
from report.model.site_pages import SITE_PAGES, Schema
from report.model.tables import LICENCE
from report.read.markdown import plain_text
from report.relate.cases import CaseEntry
from report.relate.edition import Edition
from report.relate.entries import EntryPage
from report.relate.glossary import MetricEntry
from report.relate.organisations import Profile
from report.write.citations import Version
from report.write.open_data.package import ARCHIVE, DATABASE, OpenData

Json = dict[str, Any]
CONTEXT = "https://schema.org"
MEDIA_TYPES = {
    "json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet",
}  # fmt: skip
WHOLE = {ARCHIVE: "application/zip", DATABASE: "application/vnd.sqlite3"}  # files that hold every table


@dataclass(frozen=True)
class Described:
    """A page of an edition that is told of. `site` and `page` are absolute addresses; `data` are the open data."""

    edition: Edition
    name: str
    site: str
    page: str
    version: Version
    data: OpenData

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


def _term(edition: Edition, entry: Metric | Term, address: str, page: str) -> Json:
    """A term by its own address, in the set on a page."""
    abroad = (entry.name.in_language(other) for other in edition.language.others)
    return {
        "@type": "DefinedTerm",
        "@id": address,
        "termCode": entry.id,
        "name": edition.local(entry.name),
        "alternateName": [*abroad, *entry.aka.in_language(edition.language)],
        "description": plain_text(edition.local(entry.definition)),
        "inDefinedTermSet": page,
    }


def term_set(at: Described) -> Json:
    """The metrics, or the terms, as a `DefinedTermSet <https://schema.org/DefinedTermSet>`_."""
    records = at.edition.report.records
    entries: tuple[Metric | Term, ...] = records.terms if at.name == "terms" else records.metrics
    places = [(entry, urljoin(at.home, record_address(at.edition.report, entry.id))) for entry in entries]
    terms = [
        # A metric's own page says the rest.
        _term(at.edition, entry, place, at.page)
        if isinstance(entry, Term)
        else {"@type": "DefinedTerm", "@id": place, "name": at.edition.local(entry.name)}
        for entry, place in places
    ]
    name = at.edition.words[at.name]
    return at.thing("DefinedTermSet", **{"@id": at.page}, name=name, **at.free(), hasDefinedTerm=terms)


def dataset(at: Described) -> Json:
    """The open data as a `Dataset <https://schema.org/Dataset>`_, in every form that they have."""
    words, report, data = at.edition.words, at.edition.report, at.data
    years = [s.year for s in report.records.statistics if s.year and not s.forecast]
    day = {"datePublished": data.day.isoformat(), "dateModified": data.day.isoformat()} if data.day else {}
    files = [
        *WHOLE.items(),
        *((f"{table.name}.{form}", media) for table in data.records for form, media in MEDIA_TYPES.items()),
    ]
    return at.thing(
        "Dataset",
        **{"@id": at.page},
        name=words["data_title"],
        description=words["data_description"],
        identifier=at.page,
        url=at.page,
        inLanguage=[language.tag for language in LANGUAGES],
        license=LICENCE["path"],
        version=data.version,
        **day,
        isAccessibleForFree=True,
        creator=at.editors(),
        isBasedOn={"@type": "Report", "name": report.records.labels["source_title"].in_language(ORIGINAL)},
        **({"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {}),
        spatialCoverage={"@type": "Country", "name": "China"},
        variableMeasured=[
            {"@type": "PropertyValue", "propertyID": metric.id, "name": at.edition.local(metric.name)}
            for metric in report.records.metrics
        ],
        distribution=[
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": media_type,
                "contentSize": f"{len(data.files[name])} B",
                "contentUrl": urljoin(at.site, f"data/{name}"),
            }
            for name, media_type in files
        ],
    )


def case_list(at: Described) -> Json:
    """The case-study index as an `ItemList <https://schema.org/ItemList>`_."""
    cases = at.edition.report.records.cases
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": f"{at.page}{case.id}/",
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
        version=at.version.name,
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
        version=at.version.name,
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


def _way(steps: Iterable[tuple[str, str]]) -> Json:
    items = [
        {"@type": "ListItem", "position": position, "item": address, "name": name}
        for position, (address, name) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def breadcrumbs(at: Described) -> Json:
    """The way from the home page to a page as a `BreadcrumbList <https://schema.org/BreadcrumbList>`_."""
    return _way([(at.home, at.edition.words["home"]), (at.page, at.title)])


def describe_entry(edition: Edition, page: EntryPage, site: str, address: str, version: Version) -> list[Json]:
    """The JSON-LD of an entry's page: what it tells of, and the way to it."""
    home = urljoin(site, edition.language.folder)
    index = urljoin(home, f"{page.kind}/")
    told: Json
    match page.told:
        case MetricEntry(metric=metric):
            told = _term(edition, metric, address, index)
        case Profile(organisation=organisation):
            names = edition.other_names(organisation)
            thing = {"@type": "Organization", "name": page.title, **({"alternateName": list(names)} if names else {})}
            told = {"@type": "ProfilePage", "@id": address, "mainEntity": thing}
        case CaseEntry(organisations=organisations):
            about = [{"@type": "Organization", "name": edition.local(one.name)} for one in organisations]
            told = {"@type": "Article", "@id": address, "headline": page.title, "abstract": page.description}
            told |= {"about": about} if about else {}
    told = {"@context": CONTEXT, **told}
    if told["@type"] != "DefinedTerm":
        told |= {"inLanguage": edition.language.tag, "license": LICENCE["path"], "version": version.name}
        told |= {"isPartOf": {"@type": "CollectionPage", "@id": index}}
        told |= {"dateModified": version.day.isoformat()} if version.day else {}
    steps = [(home, edition.words["home"]), (index, edition.title_of(f"{page.kind}/")), (address, page.title)]
    return [told, _way(steps)]


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
