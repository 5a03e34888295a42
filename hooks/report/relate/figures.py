"""A statistic as readers see it in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from report.model.languages import Language
from report.model.records import Case, Metric, Section, Statistic, Subject
from report.model.report import Report
from report.relate.conflicts import Relations


@dataclass(frozen=True)
class Figure:
    """A statistic with what it refers to. `text` is the figure as printed, `page` the name of its page."""

    statistic: Statistic
    metric: Metric
    text: str
    subject: Subject
    subject_name: str
    comparator: str
    page: str
    section: Section
    cases: tuple[Case, ...]
    conflicts: tuple[Figure, ...] = ()
    same_as: tuple[Figure, ...] = ()


def figure(report: Report, statistic: Statistic, language: Language) -> Figure:
    """A statistic's own facts in one language, without its relations."""
    page, mark = report.first_marks[language, statistic.id]
    subject = report.subjects[statistic.subject]
    comparator = report.subjects[statistic.comparator] if statistic.comparator else None
    return Figure(
        statistic=statistic,
        metric=report.metrics[statistic.metric],
        text=mark.text,
        subject=subject,
        subject_name=subject.in_language(language),
        comparator=comparator.in_language(language) if comparator else "",
        page=page.name,
        section=report.sections[mark.section],
        cases=tuple(report.cases[case] for case in statistic.cases),
    )


def build_figures(report: Report, relations: Relations, language: Language) -> dict[str, Figure]:
    """Every figure of the report by id, with those that contradict it and those that tell it again."""
    plain = {key: figure(report, statistic, language) for key, statistic in report.statistics.items()}
    return {
        key: replace(
            item,
            conflicts=tuple(plain[other] for other in relations.conflicts.get(key, ())),
            same_as=tuple(plain[other] for other in relations.same_as.get(key, ())),
        )
        for key, item in plain.items()
    }


def tell_contradictions(figures: Mapping[str, Figure], words: Mapping[str, str]) -> dict[str, str]:
    """For each figure that others contradict: which they are, and in which sections they stand."""

    def told(other: Figure) -> str:
        return f"{other.text}{words['open_bracket']}{other.section.number}{words['close_bracket']}"

    return {
        key: words["conflicts_with"] + words["list_comma"].join(map(told, item.conflicts))
        for key, item in figures.items()
        if item.conflicts
    }
