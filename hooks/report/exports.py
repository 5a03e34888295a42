"""The report as open data: what ``/data/*.json`` holds."""

from __future__ import annotations

from typing import Any

from report.comparison import Relations
from report.mentions import Mention, mentions
from report.model import LANGUAGES, Case, Language, Metric, Organisation, Report, Statistic, Subject
from report.pages import plain_text

Json = dict[str, Any]


def _bilingual(report: Report, page: str, anchor: str) -> Json:
    urls = {p.language: p.url for p in report.pages if p.name == page}
    return {language: f"{urls[language]}#{anchor}" for language in LANGUAGES}


def _subject(subject: Subject | None) -> Json | None:
    return {"zh": subject.zh, "en": subject.en} if subject else None


def _statistic(report: Report, relations: Relations, statistic: Statistic) -> Json:
    marks = {language: report.first_marks[language, statistic.id] for language in LANGUAGES}
    subject = report.subjects[statistic.subject]
    return {
        "id": statistic.id,
        "section": report.sections[marks["zh"][1].section].number,
        "metric": statistic.metric,
        "subject": {"id": subject.id, "zh": subject.zh, "en": subject.en},
        "organisation": subject.organisation,
        "anonymous": subject.anonymous,
        "comparator": _subject(report.subjects[statistic.comparator] if statistic.comparator else None),
        "figure": {language: mark.text for language, (_, mark) in marks.items()},
        "kind": statistic.kind,
        "forecast": statistic.forecast,
        "value": statistic.value,
        "from": statistic.from_,
        "to": statistic.to,
        "low": statistic.low,
        "high": statistic.high,
        "unit": statistic.unit,
        "qualifier": statistic.qualifier,
        "direction": statistic.direction,
        "year": statistic.year,
        "base_year": statistic.base_year,
        "source_named": statistic.source_named,
        "cases": list(statistic.cases),
        "same_as": list(relations.same_as.get(statistic.id, ())),
        "conflicts": list(relations.conflicts.get(statistic.id, ())),
        "url": {language: f"{page.url}#{statistic.id}" for language, (page, _) in marks.items()},
    }


def _case(report: Report, case: Case) -> Json:
    told: dict[Language, tuple[Mention, ...]] = {lang: mentions(report, case.id, lang) for lang in LANGUAGES}
    return {
        "id": case.id,
        "title": case.title.model_dump(),
        "organisations": list(case.organisations),
        "anonymous": case.anonymous,
        "sections": [telling.section.number for telling in told["zh"]],
        "tellings": [
            {
                "section": zh.section.number,
                "zh": zh.excerpt,
                "en": en.excerpt,
                "url": _bilingual(report, zh.page, zh.anchor),
            }
            for zh, en in zip(told["zh"], told["en"], strict=True)
        ],
        "models": list(case.models),
        "technologies": list(case.technologies),
        "industry": case.industry,
        "region": case.region,
        "year": case.year,
        "outcome": case.outcome,
        "summary": {language: plain_text(case.summary.in_language(language)) for language in LANGUAGES},
        "statistics": [s.id for s in report.statistics.values() if case.id in s.cases],
        "url": _bilingual(report, "cases", case.id),
    }


def _metric(report: Report, metric: Metric) -> Json:
    return {
        "id": metric.id,
        "name": metric.name.model_dump(),
        "aka": {language: list(metric.aka.in_language(language)) for language in LANGUAGES},
        "theme": metric.theme,
        "definition": metric.definition.model_dump(),
        "formula": metric.formula.model_dump() if metric.formula else None,
        "reading": metric.reading.model_dump() if metric.reading else None,
        "unit": metric.unit,
        "statistics": [s.id for s in report.statistics.values() if s.metric == metric.id],
        "url": _bilingual(report, "statistics", metric.id),
    }


def _organisation(report: Report, organisation: Organisation) -> Json:
    return {
        "id": organisation.id,
        "name": organisation.name.model_dump(),
        "aka": list(organisation.aka),
        "kind": organisation.kind,
        "parent": organisation.parent,
        "cases": [case.id for case in report.records.cases if organisation.id in case.organisations],
        "statistics": [
            s.id for s in report.statistics.values() if report.subjects[s.subject].organisation == organisation.id
        ],
    }


def export(report: Report, relations: Relations) -> dict[str, Json]:
    """The data files by name (``statistics`` → the content of ``/data/statistics.json``).

    Each is an object whose one key, the name, holds an array. Every field is always there, null or
    empty where there is nothing to say; numbers are in base units; addresses are relative to the
    site's root, without a leading slash.
    """
    return {
        "statistics": {"statistics": [_statistic(report, relations, s) for s in report.records.statistics]},
        "cases": {"cases": [_case(report, case) for case in report.records.cases]},
        "metrics": {"metrics": [_metric(report, metric) for metric in report.records.metrics]},
        "organisations": {"organisations": [_organisation(report, o) for o in report.records.organisations]},
    }
