"""The rows of the open data, from the report."""

from __future__ import annotations

from collections.abc import Iterable

from report.model.addresses import page_url
from report.model.languages import LANGUAGES, ORIGINAL
from report.model.records import Case, Metric, Organisation, Statistic, Translated, TranslatedList
from report.model.report import Report
from report.model.tables import (
    CaseRow,
    Lists,
    MetricRow,
    OrganisationRow,
    Pair,
    Row,
    StatisticRow,
    SubjectRow,
    TellingRow,
)
from report.read.markdown import plain_text
from report.relate.conflicts import Relations
from report.relate.mentions import list_mentions


def _pair(text: Translated) -> Pair:
    return Pair(**text.texts)


def _lists(texts: TranslatedList) -> Lists:
    return Lists(**{code: list(names) for code, names in texts.texts.items()})


def _urls(page: str, anchor: str) -> Pair:
    return Pair(**{language.code: f"{page_url(page, language)}#{anchor}" for language in LANGUAGES})


def _plain(text: Translated) -> Pair:
    return Pair(**{code: plain_text(marked) for code, marked in text.texts.items()})


def _statistic(report: Report, relations: Relations, statistic: Statistic) -> StatisticRow:
    marks = {language: report.first_marks[language, statistic.id][1] for language in LANGUAGES}
    page, mark = report.first_marks[ORIGINAL, statistic.id]
    subject = report.subjects[statistic.subject]
    return StatisticRow(
        id=statistic.id,
        section=report.sections[mark.section].number,
        metric=statistic.metric,
        subject=SubjectRow.model_validate({"id": subject.id, **subject.texts}),
        organisation=subject.organisation,
        anonymous=subject.anonymous,
        comparator=_pair(report.subjects[statistic.comparator]) if statistic.comparator else None,
        figure=Pair(**{language.code: mark.text for language, mark in marks.items()}),
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
        url=_urls(page.name, statistic.id),
    )


def _case(report: Report, case: Case) -> CaseRow:
    told = {language: list_mentions(report, case.id, language) for language in LANGUAGES}
    return CaseRow(
        id=case.id,
        title=_pair(case.title),
        organisations=list(case.organisations),
        anonymous=case.anonymous,
        sections=[telling.section.number for telling in told[ORIGINAL]],
        tellings=[
            TellingRow.model_validate(
                {
                    "section": telling.section.number,
                    "url": _urls(telling.page, telling.anchor),
                    **{language.code: mentions[number].excerpt for language, mentions in told.items()},
                }
            )
            for number, telling in enumerate(told[ORIGINAL])
        ],
        models=list(case.models),
        technologies=list(case.technologies),
        industry=case.industry,
        region=case.region,
        year=case.year,
        outcome=case.outcome,
        summary=_plain(case.summary),
        statistics=list(report.statistics_of_case.get(case.id, ())),
        url=_urls("cases", case.id),
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
        url=_urls("statistics", metric.id),
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
