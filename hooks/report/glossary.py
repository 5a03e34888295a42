"""The statistics glossary: every metric by theme, with every figure that the report gives for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from report.comparison import Relations
from report.mentions import Mention, mentions
from report.model import Language, Law, Metric, Report, Section, Statistic


@dataclass(frozen=True)
class Figure:
    """A statistic as the glossary shows it in one language."""

    statistic: Statistic
    metric: Metric
    text: str
    subject: str
    anonymous: bool
    comparator: str
    page: str
    section: Section
    conflicts: tuple[Figure, ...] = ()
    same_as: tuple[Figure, ...] = ()


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


def build_laws(report: Report, language: Language) -> tuple[LawEntry, ...]:
    """All laws in the records' order."""
    return tuple(LawEntry(law, mentions(report, law.id, language)) for law in report.records.laws)


def figure(report: Report, statistic: Statistic, language: Language) -> Figure:
    """A statistic's own facts in one language, without its relations."""
    page, mark = report.first_marks[language, statistic.id]
    subject = report.subjects[statistic.subject]
    comparator = report.subjects[statistic.comparator] if statistic.comparator else None
    return Figure(
        statistic=statistic,
        metric=report.metrics[statistic.metric],
        text=mark.text,
        subject=subject.zh if language == "zh" else subject.en,
        anonymous=subject.anonymous,
        comparator=(comparator.zh if language == "zh" else comparator.en) if comparator else "",
        page=page.name,
        section=report.sections[mark.section],
    )


def build_glossary(report: Report, relations: Relations, language: Language) -> tuple[Theme, ...]:
    """All themes in the vocabulary's order, their metrics in the records' order."""
    plain = {key: figure(report, statistic, language) for key, statistic in report.statistics.items()}
    full = {
        key: replace(
            item,
            conflicts=tuple(plain[other] for other in relations.conflicts.get(key, ())),
            same_as=tuple(plain[other] for other in relations.same_as.get(key, ())),
        )
        for key, item in plain.items()
    }
    entries = [
        MetricEntry(metric, tuple(item for item in full.values() if item.statistic.metric == metric.id))
        for metric in report.records.metrics
    ]
    return tuple(
        Theme(theme.id, theme.in_language(language), tuple(e for e in entries if e.metric.theme == theme.id))
        for theme in report.records.vocabulary.themes
    )
