"""The tables of the open data: the rows of ``/data/*.json``, typed, so that their schema comes from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from report.model.languages import LANGUAGES
from report.model.values import Direction, Kind, Outcome, Qualifier, Unit

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
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
    _Named = create_model("Named", __base__=Row, id=(str, ...), **_TEXT)
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
    """A figure of the report."""

    id: str
    section: str
    metric: str
    subject: SubjectRow
    organisation: str | None
    anonymous: bool
    comparator: Pair | None
    figure: Pair
    statement: Pair
    kind: Kind
    forecast: bool
    value: JsonNumber | None
    from_: JsonNumber | None = Field(alias="from")
    to: JsonNumber | None
    low: JsonNumber | None
    high: JsonNumber | None
    unit: Unit
    qualifier: Qualifier
    direction: Direction
    year: int | None
    base_year: int | None
    period: Pair | None
    source_named: bool
    cases: list[str]
    same_as: list[str]
    conflicts: list[str]
    hard_to_reconcile: list[str]
    same_for_other_subjects: list[str]
    note: Pair | None
    note_sources: list[str]
    url: Pair


class CaseRow(Row):
    """A case of the report."""

    id: str
    title: Pair
    organisations: list[str]
    anonymous: bool
    sections: list[str]
    tellings: list[TellingRow]
    models: list[str]
    technologies: list[str]
    industry: str | None
    region: str | None
    year: int | None
    outcome: Outcome
    summary: Pair
    statistics: list[str]
    note: Pair | None
    note_sources: list[str]
    url: Pair


class MetricRow(Row):
    """A measure and its definition."""

    id: str
    name: Pair
    aka: Lists
    theme: str
    definition: Pair
    formula: Pair | None
    reading: Pair | None
    units: list[Unit]
    statistics: list[str]
    url: Pair


class OrganisationRow(Row):
    """An organisation that the report names."""

    id: str
    name: Pair
    aka: list[str]
    kind: str
    parent: str | None
    cases: list[str]
    statistics: list[str]
    note: Pair | None
    note_sources: list[str]


class SourceRow(Row):
    """A public document by which a note of the editors can be checked."""

    id: str
    publisher: Pair
    title: Pair | None
    year: int | None
    link: str | None
    says: Pair


TABLES: Mapping[str, type[Row]] = {
    "statistics": StatisticRow,
    "cases": CaseRow,
    "metrics": MetricRow,
    "organisations": OrganisationRow,
    "sources": SourceRow,
}


def field_names(table: str) -> list[str]:
    """The fields of a table as they are written, in order."""
    return [field.alias or name for name, field in TABLES[table].model_fields.items()]
