"""The tables of the open data: the rows of ``/data/*.json``, typed, so that their schema comes from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from report.model.languages import LANGUAGES
from report.model.values import Direction, DisagreementKind, Doubt, Kind, Naming, Outcome, Qualifier, Source, Unit

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}


@dataclass(frozen=True)
class To:
    """What the values of a field are: the `key` of rows in another table.

    `told` where another field says the same: of a list there is then no table of links.
    """

    table: str
    key: str = "id"
    told: bool = False


class JsonOnly:
    """Marks a field that CSV, SQLite and Parquet do not have: they say it otherwise."""


NoteId = Annotated[str | None, To("notes")]
# An integer stays one when written; readers need not tell the two apart.
JsonNumber = Annotated[int | float, WithJsonSchema({"type": "number"})]


class Row(BaseModel):
    """What every object of the data shares: all fields always there, null or empty where there is nothing to say."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


_TEXT: dict[str, Any] = {language.code: (str, ...) for language in LANGUAGES}
_NAMES: dict[str, Any] = {language.code: (list[str], ...) for language in LANGUAGES}

if TYPE_CHECKING:
    _Texts = Row
    _Lists = Row
    _Named = Row
    _Told = Row
else:
    _Texts, _Lists = create_model("Texts", __base__=Row, **_TEXT), create_model("Lists", __base__=Row, **_NAMES)
    _Named = create_model("Named", __base__=Row, id=(Annotated[str, To("subjects")], ...), **_TEXT)
    _Told = create_model("Told", __base__=Row, section=(str, ...), **_TEXT)


class Pair(_Texts):
    """One text in each language."""


class Lists(_Lists):
    """A list of texts in each language."""


class SubjectRow(_Named):
    """Whom a figure is about: an id, and the name in each language."""


class TellingRow(_Told):
    """A section that tells a case, the paragraph that does so first, and where it stands."""

    url: Pair


class StatisticRow(Row):
    """A figure of the report.

    `from` and `to`, which are words of SQL, and `low` and `high` stand in the JSON as they did in version 0.
    """

    id: str
    section: Annotated[str, To("sections", key="number")]
    section_id: Annotated[str, To("sections")]
    metric: Annotated[str, To("metrics")]
    measure: Pair
    subject: SubjectRow
    organisation: Annotated[str | None, To("organisations")]
    anonymous: bool
    naming: Annotated[Naming, To("namings")]
    comparator_id: Annotated[str | None, To("subjects")]
    comparator: Pair | None
    figure: Pair
    statement: Pair
    context: Pair
    kind: Annotated[Kind, To("kinds")]
    forecast: bool
    value: JsonNumber | None
    from_: Annotated[JsonNumber | None, JsonOnly()] = Field(alias="from")
    to: Annotated[JsonNumber | None, JsonOnly()]
    low: Annotated[JsonNumber | None, JsonOnly()]
    high: Annotated[JsonNumber | None, JsonOnly()]
    value_from: JsonNumber | None
    value_to: JsonNumber | None
    value_min: JsonNumber | None
    value_max: JsonNumber | None
    unit: Annotated[Unit, To("units")]
    counted: Pair | None
    qualifier: Annotated[Qualifier, To("qualifiers")]
    direction: Annotated[Direction, To("directions")]
    change: JsonNumber | None
    relative_change: JsonNumber | None
    normalised_unit: Annotated[Unit, To("units")]
    normalised_value: JsonNumber | None
    normalised_from: JsonNumber | None
    normalised_to: JsonNumber | None
    normalised_min: JsonNumber | None
    normalised_max: JsonNumber | None
    year: int | None
    base_year: int | None
    period: Pair | None
    source_named: bool
    cases: Annotated[list[str], To("cases")]
    same_as: Annotated[list[str], To("statistics")]
    conflicts: Annotated[list[str], To("statistics")]
    compare_with: Annotated[list[str], To("statistics")]
    recurs: Annotated[list[str], To("statistics")]
    doubts: Annotated[list[Doubt], To("doubts")]
    note_id: NoteId
    note: Pair | None
    note_sources: Annotated[list[str], To("sources")]
    url: Pair
    permalink: Pair
    short_link: Pair


class CaseRow(Row):
    """A case of the report."""

    id: str
    title: Pair
    organisations: Annotated[list[str], To("organisations")]
    anonymous: bool
    sections: Annotated[list[str], To("sections", key="number", told=True)]
    section_ids: Annotated[list[str], To("sections")]
    tellings: Annotated[list[TellingRow], JsonOnly()]
    models: Annotated[list[str], To("models")]
    technologies: Annotated[list[str], To("technologies")]
    industry: Annotated[str | None, To("industries")]
    region: Annotated[str | None, To("regions")]
    year: int | None
    outcome: Annotated[Outcome, To("outcomes")]
    summary: Pair
    statistics: Annotated[list[str], To("statistics", told=True)]
    note_id: NoteId
    note: Pair | None
    note_sources: Annotated[list[str], To("sources")]
    url: Pair
    permalink: Pair
    short_link: Pair


class MetricRow(Row):
    """A measure and its definition."""

    id: str
    name: Pair
    aka: Lists
    theme: Annotated[str, To("themes")]
    definition: Pair
    formula: Pair | None
    reading: Pair | None
    unit: Annotated[Unit | None, To("units")]
    units: Annotated[list[Unit], To("units")]
    counted: Pair | None
    statistics: Annotated[list[str], To("statistics", told=True)]
    url: Pair
    permalink: Pair


class OrganisationRow(Row):
    """An organisation that the report names."""

    id: str
    name: Pair
    aka: list[str]
    kind: Annotated[str, To("organisation_kinds")]
    parent: Annotated[str | None, To("organisations")]
    cases: Annotated[list[str], To("cases", told=True)]
    statistics: Annotated[list[str], To("statistics", told=True)]
    note_id: NoteId
    note: Pair | None
    note_sources: Annotated[list[str], To("sources")]
    url: Pair
    permalink: Pair


class SubjectsRow(Row):
    """Whom or what figures are about, or are compared with; every organisation is a subject too."""

    id: str
    name: Pair
    organisation: Annotated[str | None, To("organisations")]
    anonymous: bool
    naming: Annotated[Naming, To("namings")]
    statistics: Annotated[list[str], To("statistics", told=True)]


class SectionRow(Row):
    """A section of the report."""

    id: str
    number: str
    title: Pair
    chapter: int
    chapter_id: str
    chapter_title: Pair
    page: str
    extent: Annotated[Source, To("extents")]
    statistics: Annotated[list[str], To("statistics", told=True)]
    cases: Annotated[list[str], To("cases", told=True)]
    url: Pair
    permalink: Pair
    short_link: Pair


class LawRow(Row):
    """A law, rule or standard that the report names."""

    id: str
    name: Pair
    aka: Lists
    section_ids: Annotated[list[str], To("sections")]
    url: Pair
    permalink: Pair


class TermRow(Row):
    """A term of the trade that the pages use."""

    id: str
    name: Pair
    aka: Lists
    definition: Pair
    url: Pair
    permalink: Pair


class NoteRow(Row):
    """An editor's note on what the report says."""

    id: str
    text: Pair
    sources: Annotated[list[str], To("sources")]
    doubts: bool
    statistics: Annotated[list[str], To("statistics", told=True)]
    cases: Annotated[list[str], To("cases", told=True)]
    organisations: Annotated[list[str], To("organisations", told=True)]


class SourceRow(Row):
    """A public document by which a note of the editors can be checked."""

    id: str
    publisher: Pair
    title: Pair | None
    year: int | None
    link: str | None
    says: Pair
    notes: Annotated[list[str], To("notes", told=True)]
    url: Pair
    permalink: Pair


class DisagreementRow(Row):
    """A place where the report disagrees with itself, or where that is likely."""

    id: str
    kind: Annotated[DisagreementKind, To("disagreement_kinds")]
    title: Pair
    statistics: Annotated[list[str], To("statistics")]
    why: Pair
    weight: Pair
    url: Pair
    permalink: Pair


class CodeRow(Row):
    """A value of a code list. What it means is given where its name alone does not tell."""

    id: str
    name: Pair
    meaning: Pair | None


class UnitRow(CodeRow):
    """A unit, and the one in which figures of its dimension can be compared: `factor` of it make one."""

    normalised_unit: Annotated[Unit, To("units")]
    factor: JsonNumber


ENTITIES: Mapping[str, type[Row]] = {
    "statistics": StatisticRow,
    "cases": CaseRow,
    "metrics": MetricRow,
    "organisations": OrganisationRow,
    "subjects": SubjectsRow,
    "sections": SectionRow,
    "laws": LawRow,
    "terms": TermRow,
    "disagreements": DisagreementRow,
    "notes": NoteRow,
    "sources": SourceRow,
}
# Lists of `vocabulary.yml`.
VOCABULARIES = ("themes", "models", "technologies", "industries", "regions", "organisation_kinds")
# Values that the project itself has fixed, with the family of interface words that names them.
FIXED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "units": ("unit", get_args(Unit)),
    "kinds": ("kind", get_args(Kind)),
    "qualifiers": ("qualifier", get_args(Qualifier)),
    "directions": ("direction", get_args(Direction)),
    "outcomes": ("outcome", get_args(Outcome)),
    "namings": ("naming", get_args(Naming)),
    "doubts": ("flag", get_args(Doubt)),
    "disagreement_kinds": ("disagreement", get_args(DisagreementKind)),
    "extents": ("extent", get_args(Source)),
}
CODES: Mapping[str, type[CodeRow]] = {
    **dict.fromkeys((*VOCABULARIES, *FIXED), CodeRow),
    "units": UnitRow,
}
TABLES: Mapping[str, type[Row]] = {**ENTITIES, **CODES}
# Under what `fields.yml` describes the fields of a table: those of all code lists together.
DESCRIBED: Mapping[str, str] = {name: "codes" if name in CODES else name for name in TABLES}


def field_names(table: str) -> list[str]:
    """The fields of a table as they are written, in order."""
    return [field.alias or name for name, field in TABLES[table].model_fields.items()]


def described_fields() -> set[tuple[str, str]]:
    """Each field that `fields.yml` describes, behind the table under which it does."""
    return {(DESCRIBED[table], field) for table in TABLES for field in field_names(table)}
