"""The report as open data: the rows of ``/data/*.json``, typed, so that their schema comes from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from report.model.languages import LANGUAGES
from report.model.records import (
    Bilingual,
    BilingualList,
    Case,
    Direction,
    Kind,
    Metric,
    Organisation,
    Outcome,
    Qualifier,
    Statistic,
    Subject,
    Unit,
)
from report.model.report import Report
from report.read.markdown import plain_text
from report.relate.conflicts import Relations
from report.relate.mentions import mentions

# An integer stays one when written; readers need not tell the two apart.
JsonNumber = Annotated[int | float, WithJsonSchema({"type": "number"})]


class Row(BaseModel):
    """What every object of the data shares: all fields always there, null or empty where there is nothing to say."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, serialize_by_alias=True)


class Pair(Row):
    """One text in both languages."""

    zh: str
    en: str


class Lists(Row):
    """A list of texts in each language."""

    zh: list[str]
    en: list[str]


class SubjectRow(Row):
    """Whom a figure is about."""

    id: str
    zh: str
    en: str


class TellingRow(Row):
    """A section that tells a case, the paragraph that does so first, and where it stands."""

    section: str
    zh: str
    en: str
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
    source_named: bool
    cases: list[str]
    same_as: list[str]
    conflicts: list[str]
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
    industry: str
    region: str | None
    year: int | None
    outcome: Outcome
    summary: Pair
    statistics: list[str]
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
    unit: Unit
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


TABLES: Mapping[str, type[Row]] = {
    "statistics": StatisticRow,
    "cases": CaseRow,
    "metrics": MetricRow,
    "organisations": OrganisationRow,
}


def field_names(table: str) -> list[str]:
    """The fields of a table as they are written, in order."""
    return [field.alias or name for name, field in TABLES[table].model_fields.items()]


def _pair(text: Bilingual | Subject) -> Pair:
    return Pair(zh=text.zh, en=text.en)


def _lists(texts: BilingualList) -> Lists:
    return Lists(zh=list(texts.zh), en=list(texts.en))


def _urls(report: Report, page: str, anchor: str) -> Pair:
    return Pair(**{p.language: f"{p.url}#{anchor}" for p in report.pages if p.name == page})


def _plain(text: Bilingual) -> Pair:
    return Pair(zh=plain_text(text.zh), en=plain_text(text.en))


def _statistic(report: Report, relations: Relations, statistic: Statistic) -> StatisticRow:
    marks = {language: report.first_marks[language, statistic.id] for language in LANGUAGES}
    subject = report.subjects[statistic.subject]
    return StatisticRow(
        id=statistic.id,
        section=report.sections[marks["zh"][1].section].number,
        metric=statistic.metric,
        subject=SubjectRow(id=subject.id, zh=subject.zh, en=subject.en),
        organisation=subject.organisation,
        anonymous=subject.anonymous,
        comparator=_pair(report.subjects[statistic.comparator]) if statistic.comparator else None,
        figure=Pair(**{language: mark.text for language, (_, mark) in marks.items()}),
        kind=statistic.kind,
        forecast=statistic.forecast,
        value=statistic.value,
        from_=statistic.from_,
        to=statistic.to,
        low=statistic.low,
        high=statistic.high,
        unit=statistic.unit,
        qualifier=statistic.qualifier,
        direction=statistic.direction,
        year=statistic.year,
        base_year=statistic.base_year,
        source_named=statistic.source_named,
        cases=list(statistic.cases),
        same_as=list(relations.same_as.get(statistic.id, ())),
        conflicts=list(relations.conflicts.get(statistic.id, ())),
        url=Pair(**{language: f"{page.url}#{statistic.id}" for language, (page, _) in marks.items()}),
    )


def _case(report: Report, case: Case) -> CaseRow:
    told = {language: mentions(report, case.id, language) for language in LANGUAGES}
    return CaseRow(
        id=case.id,
        title=_pair(case.title),
        organisations=list(case.organisations),
        anonymous=case.anonymous,
        sections=[telling.section.number for telling in told["zh"]],
        tellings=[
            TellingRow(section=zh.section.number, zh=zh.excerpt, en=en.excerpt, url=_urls(report, zh.page, zh.anchor))
            for zh, en in zip(told["zh"], told["en"], strict=True)
        ],
        models=list(case.models),
        technologies=list(case.technologies),
        industry=case.industry,
        region=case.region,
        year=case.year,
        outcome=case.outcome,
        summary=_plain(case.summary),
        statistics=list(report.statistics_of_case.get(case.id, ())),
        url=_urls(report, "cases", case.id),
    )


def _metric(report: Report, metric: Metric) -> MetricRow:
    return MetricRow(
        id=metric.id,
        name=_pair(metric.name),
        aka=_lists(metric.aka),
        theme=metric.theme,
        definition=_pair(metric.definition),
        formula=_pair(metric.formula) if metric.formula else None,
        reading=_pair(metric.reading) if metric.reading else None,
        unit=metric.unit,
        statistics=list(report.statistics_of_metric.get(metric.id, ())),
        url=_urls(report, "statistics", metric.id),
    )


def _organisation(report: Report, organisation: Organisation) -> OrganisationRow:
    return OrganisationRow(
        id=organisation.id,
        name=_pair(organisation.name),
        aka=list(organisation.aka),
        kind=organisation.kind,
        parent=organisation.parent,
        cases=[case.id for case in report.records.cases if organisation.id in case.organisations],
        statistics=[
            s.id for s in report.statistics.values() if report.subjects[s.subject].organisation == organisation.id
        ],
    )


def export(report: Report, relations: Relations) -> dict[str, tuple[Row, ...]]:
    """The rows of each table by its name.

    Numbers are in base units; addresses are relative to the site's root, without a leading slash.
    """
    rows: dict[str, Iterable[Row]] = {
        "statistics": (_statistic(report, relations, s) for s in report.records.statistics),
        "cases": (_case(report, case) for case in report.records.cases),
        "metrics": (_metric(report, metric) for metric in report.records.metrics),
        "organisations": (_organisation(report, o) for o in report.records.organisations),
    }
    return {name: tuple(made) for name, made in rows.items()}
