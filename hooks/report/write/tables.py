"""The rows of the open data, from the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from report.model.addresses import page_url, record_address
from report.model.languages import LANGUAGES, ORIGINAL
from report.model.records import Case, Document, Metric, Organisation, Statistic, Translated, TranslatedList
from report.model.report import Report
from report.model.tables import (
    CaseRow,
    Lists,
    MetricRow,
    OrganisationRow,
    Pair,
    Row,
    SourceRow,
    StatisticRow,
    SubjectRow,
    TellingRow,
)
from report.read.markdown import plain_text
from report.relate.book import Books
from report.relate.mentions import list_mentions


def _pair(text: Translated) -> Pair:
    return Pair(**text.texts)


def _lists(texts: TranslatedList) -> Lists:
    return Lists(**{code: list(names) for code, names in texts.texts.items()})


def _urls(page: str, anchor: str) -> Pair:
    return Pair(**{language.code: f"{page_url(page, language)}#{anchor}" for language in LANGUAGES})


def _own_page(report: Report, identifier: str) -> Pair:
    return Pair(**{language.code: language.folder + record_address(report, identifier) for language in LANGUAGES})


def _plain(text: Translated) -> Pair:
    return Pair(**{code: plain_text(marked) for code, marked in text.texts.items()})


def _note(report: Report, note: str | None) -> dict[str, Any]:
    """An editor's note as the fields of a row."""
    if note is None:
        return {"note": None, "note_sources": []}
    return {"note": _pair(report.notes[note]), "note_sources": list(report.notes[note].sources)}


def _statistic(books: Books, statistic: Statistic) -> StatisticRow:
    report, relations = books[ORIGINAL].report, books[ORIGINAL].relations
    figures = {language: books[language].figures[statistic.id] for language in LANGUAGES}
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
        figure=Pair(**{language.code: item.text for language, item in figures.items()}),
        statement=Pair(**{language.code: item.full for language, item in figures.items()}),
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
        period=_pair(statistic.period) if statistic.period else None,
        source_named=statistic.source_named,
        cases=list(statistic.cases),
        same_as=list(relations.same_as.get(statistic.id, ())),
        conflicts=list(relations.conflicts.get(statistic.id, ())),
        hard_to_reconcile=[other for other, _ in relations.comparisons.get(statistic.id, ())],
        same_for_other_subjects=[other.statistic.id for other in figures[ORIGINAL].owners],
        **_note(report, statistic.note),
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
        **_note(report, case.note),
        url=_own_page(report, case.id),
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
        units=list(report.units.get(metric.id, ())),
        statistics=list(report.statistics_of_metric.get(metric.id, ())),
        url=_own_page(report, metric.id),
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
        **_note(report, organisation.note),
    )


def _source(document: Document) -> SourceRow:
    return SourceRow(
        id=document.id,
        publisher=_pair(document.publisher),
        title=_pair(document.title) if document.title else None,
        year=document.year,
        link=document.url,
        says=_pair(document.says),
    )


def export(books: Books) -> dict[str, tuple[Row, ...]]:
    """The rows of each table by its name.

    Numbers are in base units; addresses are relative to the site's root, without a leading slash.
    """
    report = books[ORIGINAL].report
    rows: dict[str, Iterable[Row]] = {
        "statistics": (_statistic(books, s) for s in report.records.statistics),
        "cases": (_case(report, case) for case in report.records.cases),
        "metrics": (_metric(report, metric) for metric in report.records.metrics),
        "organisations": (_organisation(report, o) for o in report.records.organisations),
        "sources": (_source(document) for document in report.records.sources),
    }
    return {name: tuple(made) for name, made in rows.items()}
