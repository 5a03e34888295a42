"""The statistics glossary: every metric by theme, with every figure that the report gives for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from report.model.interface import FAMILIES
from report.model.records import Chapter, Entry, Law, Metric
from report.model.report import Report
from report.relate.edition import Edition
from report.relate.facets import (
    Choice,
    Facet,
    Values,
    chapter_choices,
    metric_choices,
    offered_facets,
    organisation_choices,
    section_choices,
    vocabulary_choices,
)
from report.relate.figures import Figure
from report.relate.mentions import Mention


@dataclass(frozen=True)
class MetricEntry:
    """A metric with its figures, in the order of the text."""

    metric: Metric
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Theme:
    """A theme of the glossary with its metrics."""

    id: str
    label: str
    entries: tuple[MetricEntry, ...]


@dataclass(frozen=True)
class LawEntry:
    """A law with every section that names it."""

    law: Law
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Share:
    """A part of all figures: how many, and in per cent of the largest part."""

    id: str
    label: str
    count: int
    width: float


@dataclass(frozen=True)
class Overview:
    """All figures at a glance. `counts` holds plain numbers by name."""

    counts: dict[str, int]
    themes: tuple[Share, ...]
    chapters: tuple[Share, ...]


@dataclass(frozen=True)
class Glossary:
    """The whole glossary in one language."""

    overview: Overview
    facets: tuple[Facet, ...]
    themes: tuple[Theme, ...]
    values: dict[str, Values] = field(repr=False)  # for each statistic's id


def build_laws(edition: Edition) -> tuple[LawEntry, ...]:
    """All laws in the records' order."""
    return tuple(LawEntry(law, edition.mentions(law.id)) for law in edition.report.records.laws)


def facet_values(report: Report, item: Figure) -> Values:
    """The values of a figure by facet. All are ids, the same in both languages; a year that is not given is “none”."""
    statistic = item.statistic
    flags = {"forecast": statistic.forecast, "repeated": item.same_as}
    return {
        "theme": (item.metric.theme,),
        "metric": (item.metric.id,),
        "chapter": (report.chapter_of_section[item.section.id].id,),
        "section": (item.section.id,),
        "organisation": report.with_parents(item.subject.organisation),
        "naming": (item.subject.naming,),
        "kind": (statistic.kind,),
        "direction": (statistic.direction,),
        "unit": (statistic.unit,),
        "year": (str(statistic.year or "none"),),
        "flag": (*item.doubts, *(flag for flag, holds in flags.items() if holds)),
        "technology": tuple(dict.fromkeys(key for case in item.cases for key in case.technologies)),
        "industry": tuple(dict.fromkeys(case.industry for case in item.cases if case.industry)),
        "region": tuple(dict.fromkeys(case.region for case in item.cases if case.region)),
    }


def facet_choices(edition: Edition) -> dict[str, tuple[Choice, ...]]:
    """Everything by which figures can be filtered, with labels."""
    labels, report = edition.words, edition.report
    years = sorted({statistic.year for statistic in report.statistics.values() if statistic.year}, reverse=True)
    units = dict.fromkeys(statistic.unit for statistic in report.statistics.values())
    return {
        "metric": metric_choices(edition),
        "organisation": organisation_choices(edition),
        "theme": tuple(Choice(theme.id, edition.local(theme)) for theme in report.records.vocabulary.themes),
        "naming": tuple(Choice(key, labels[f"naming_{key}"]) for key in ("named", "unnamed", "group")),
        "kind": tuple(Choice(kind, labels[f"kind_{kind}"]) for kind in FAMILIES["kind"]),
        "direction": tuple(Choice(key, labels[f"direction_{key}"]) for key in FAMILIES["direction"]),
        "unit": tuple(Choice(unit, labels[f"unit_{unit}"]) for unit in units),
        "year": (*(Choice(str(year), str(year)) for year in years), Choice("none", labels["no_year"])),
        "flag": tuple(Choice(key, labels[f"flag_{key}"]) for key in FAMILIES["flag"]),
        **{name: vocabulary_choices(edition, name) for name in ("technology", "industry", "region")},
        "chapter": chapter_choices(edition),
        "section": section_choices(edition),
    }


def _shares(counted: Counter[str], labels: dict[str, str]) -> tuple[Share, ...]:
    most = max(counted.values(), default=1)
    return tuple(
        Share(key, label, counted[key], round(100 * counted[key] / most, 1))
        for key, label in labels.items()
        if counted[key]
    )


def _overview(edition: Edition) -> Overview:
    report, figures, language = edition.report, edition.figures, edition.language
    themes: dict[str, Entry] = {theme.id: theme for theme in report.records.vocabulary.themes}
    chapters: dict[str, Chapter] = {chapter.id: chapter for chapter in report.records.outline}
    naming = Counter(item.subject.naming for item in figures.values())
    statistics = [item.statistic for item in figures.values()]
    return Overview(
        counts={
            "figures": len(figures),
            "metrics": len(report.metrics),
            **{key: naming[key] for key in ("named", "unnamed", "group")},
            "dated": sum(statistic.year is not None for statistic in statistics),
            "sourced": sum(statistic.source_named for statistic in statistics),
            "forecast": sum(statistic.forecast for statistic in statistics),
            "contradicted": sum(bool(item.conflicts) for item in figures.values()),
            "doubted": sum("doubted" in item.doubts for item in figures.values()),
            "compared": sum(bool(item.comparisons) for item in figures.values()),
            "shared": sum(bool(item.owners) for item in figures.values()),
            "repeated": sum(bool(item.same_as) for item in figures.values()),
        },
        themes=_shares(
            Counter(item.metric.theme for item in figures.values()),
            {key: theme.in_language(language) for key, theme in themes.items()},
        ),
        chapters=_shares(
            Counter(report.chapter_of_section[item.section.id].id for item in figures.values()),
            {key: chapter.title(language) for key, chapter in chapters.items()},
        ),
    )


def build_glossary(edition: Edition) -> Glossary:
    """The glossary: themes in the vocabulary's order, their metrics in the records' order."""
    report, figures, language = edition.report, edition.figures, edition.language
    by_metric: dict[str, list[Figure]] = {metric.id: [] for metric in report.records.metrics}
    for item in figures.values():
        by_metric[item.metric.id].append(item)
    entries = [MetricEntry(metric, tuple(by_metric[metric.id])) for metric in report.records.metrics]
    values = {key: facet_values(report, item) for key, item in figures.items()}
    return Glossary(
        overview=_overview(edition),
        facets=offered_facets(facet_choices(edition), values.values()),
        themes=tuple(
            Theme(theme.id, theme.in_language(language), tuple(e for e in entries if e.metric.theme == theme.id))
            for theme in report.records.vocabulary.themes
        ),
        values=values,
    )
