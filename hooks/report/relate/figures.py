"""A statistic as readers see it in one language, and how it is written where it stands by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from report.model.chinese import HAN
from report.model.interface import fill
from report.model.languages import Language
from report.model.records import Case, Metric, Section, SharedFigure, Statistic, Subject
from report.model.report import Report
from report.model.values import TO_MINUTES
from report.read.notes import Remark, remark
from report.relate.conflicts import Relations

_TIGHT = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
# The words for a direction where the printed figure leaves it to its sentence, by the figure's kind.
_DIRECTIONS = {
    "change": {"up": "stated_up", "down": "stated_down"},
    "difference": {"up": "stated_higher", "down": "stated_lower"},
    "level": {"up": "stated_risen", "down": "stated_fallen"},
    "ratio": {"up": "stated_risen", "down": "stated_fallen", "none": "stated_ratio"},
}


@dataclass(frozen=True)
class Related:
    """Another figure, and why an editor sets it beside this one."""

    figure: Figure
    why: str


@dataclass(frozen=True)
class Figure:
    """A statistic with what it refers to. `text` is the figure as its sentence prints it, `page` its page's name.

    Out of its sentence it is written by three parts: what is measured, `about` whom, against what and when, and
    `stated`, the figure with its direction. `full` joins them.
    """

    statistic: Statistic
    metric: Metric
    measure: str  # what is measured, by the name that the report uses here
    text: str
    stated: str
    when: str
    about: str
    full: str
    subject: Subject
    subject_name: str
    comparator: str
    page: str
    section: Section
    cases: tuple[Case, ...]
    remark: Remark | None
    conflicts: tuple[Figure, ...] = ()
    same_as: tuple[Figure, ...] = ()
    comparisons: tuple[Related, ...] = ()
    owners: tuple[Figure, ...] = ()  # the same figure of other subjects, where chance is an unlikely reason
    owners_why: str = ""

    @property
    def sort_key(self) -> str:
        """By what figures are ordered: the unit, times in minutes and parts in per cent, and the number in it."""
        unit, number = self.statistic.unit, float(self.statistic.numbers[-1])
        if unit in TO_MINUTES:
            return f"minute {number * TO_MINUTES[unit]:.10g}"
        return f"percent {number * 100:.10g}" if unit == "fraction" else f"{unit} {number:.10g}"

    @property
    def doubts(self) -> tuple[str, ...]:
        """What in the records speaks against it, by the names that the facet of doubts has."""
        against = {
            "contradicted": self.conflicts,
            "doubted": self.remark and self.remark.doubts,
            "compared": self.comparisons,
            "shared": self.owners,
        }
        return tuple(name for name, holds in against.items() if holds)

    @property
    def is_doubtful(self) -> bool:
        """Whether anything in the records speaks against it."""
        return bool(self.doubts)


def _spaced(text: str, language: Language) -> str:
    """A text put together from parts, with the space that Chinese typography has between Han and Latin."""
    return text if language.spaced else _TIGHT.sub(" ", text)


def state(statistic: Statistic, text: str, words: Mapping[str, str], language: Language) -> str:
    """A printed figure with its direction, which prose may leave to the sentence around it."""
    grammar = language.grammar
    said = grammar.verb.sub("", text)
    said = said[:1].lower() + said[1:] if said[1:2].islower() else said  # it may have opened its sentence
    told = any(pattern.search(said) for pattern in grammar.directions.values())
    form = None if told else _DIRECTIONS.get(statistic.kind, {}).get(statistic.direction)
    if form == "stated_ratio" and (statistic.unit != "multiple" or _last_end(said, language) != len(said)):
        form = None  # “1/3”, “less than half” and the like need no more words
    return said if form is None else _spaced(fill(words[form], {"figure": said}), language)


def _last_end(text: str, language: Language) -> int:
    """Where the last number of a text ends, with its unit; nought where a word such as “double” has the unit in it."""
    *_, last = (None, *language.grammar.quantity.finditer(text))
    return last.end() if last and not last.groupdict().get("double") else 0


def tell_when(statistic: Statistic, words: Mapping[str, str], language: Language) -> str:
    """The year or the years that a figure is tied to, and the span of time; empty where the report gives none."""
    if statistic.year and statistic.base_year:
        year = fill(words["when_compared"], {"year": statistic.year, "base": statistic.base_year})
    elif statistic.year:
        year = fill(words["when_forecast" if statistic.forecast else "when_year"], {"year": statistic.year})
    elif statistic.base_year:
        year = fill(words["when_base"], {"base": statistic.base_year})
    else:
        year = words["flag_forecast"].lower() if statistic.forecast else ""
    period = statistic.period.in_language(language) if statistic.period else ""
    return words["of_subject"].join(part for part in (year, period) if part)


def figure(report: Report, statistic: Statistic, language: Language) -> Figure:
    """A statistic's own facts in one language, without its relations."""
    page, mark = report.first_marks[language, statistic.id]
    words = report.words[language]
    metric, subject = report.metrics[statistic.metric], report.subjects[statistic.subject]
    subject_name = subject.in_language(language)
    comparator = report.subjects[statistic.comparator].in_language(language) if statistic.comparator else ""
    when = tell_when(statistic, words, language)
    against = words["compared_with"] + comparator if comparator else ""
    about = _spaced(subject_name + against + (words["of_subject"] + when if when else ""), language)
    stated = state(statistic, mark.text, words, language)
    inner = about.translate(language.grammar.inner_brackets)
    measure = (statistic.called or metric.name).in_language(language)
    measure = measure[:1].upper() + measure[1:]
    return Figure(
        statistic=statistic,
        metric=metric,
        measure=measure,
        text=mark.text,
        stated=stated,
        when=when,
        about=about,
        full=fill(words["figure_title"], {"metric": measure, "about": inner, "figure": stated}),
        subject=subject,
        subject_name=subject_name,
        comparator=comparator,
        page=page.name,
        section=report.sections[mark.section],
        cases=tuple(report.cases[case] for case in statistic.cases),
        remark=remark(report.records, report.notes[statistic.note], language) if statistic.note else None,
    )


def build_figures(report: Report, relations: Relations, language: Language) -> dict[str, Figure]:
    """Every figure of the report by id, with what contradicts it, tells it again or is hard to reconcile with it."""
    plain = {key: figure(report, statistic, language) for key, statistic in report.statistics.items()}

    def others(key: str) -> tuple[Figure, ...]:
        """The figures of other owners, each told once."""
        same = {key, *relations.same_as.get(key, ())}
        chosen: list[str] = []
        for other in relations.shared[key].figures if key in relations.shared else ():
            if other not in same:
                chosen.append(other)
                same |= {other, *relations.same_as.get(other, ())}
        return tuple(plain[other] for other in chosen)

    def why(shared: SharedFigure | None) -> str:
        return shared.why.in_language(language) if shared and shared.why else ""

    return {
        key: replace(
            item,
            conflicts=tuple(plain[other] for other in relations.conflicts.get(key, ())),
            same_as=tuple(plain[other] for other in relations.same_as.get(key, ())),
            comparisons=tuple(
                Related(plain[other], reason.in_language(language))
                for other, reason in relations.comparisons.get(key, ())
            ),
            owners=others(key),
            owners_why=why(relations.shared.get(key)),
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
