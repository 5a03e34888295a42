"""Checks on the records: what they name exists, what they define is used, units fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from report.model.languages import LANGUAGES, ORIGINAL, Language
from report.model.problems import Problem, did_you_mean
from report.model.records import Case, Entry, Record, Statistic
from report.model.report import Report
from report.model.values import CHANGE_UNITS, COUNTING, CURRENCIES, TO_MINUTES, Unit
from report.read.markdown import plain_text


def check_references(report: Report) -> list[Problem]:
    """Every id that a record names exists."""
    records, vocabulary = report.records, report.records.vocabulary
    problems: list[Problem] = []

    def check(record: Record, field: str, ids: Iterable[str | None], known: Collection[str], where: str) -> None:
        for identifier in ids:
            if identifier is not None and identifier not in known and identifier not in records.unread:
                hint = did_you_mean(identifier, known, f"add it to docs/records/{where} first")
                place, found = records.place(record, field), f"unknown {field} “{identifier}”"
                problems.append(Problem(place, found, f"an id from docs/records/{where}", hint))

    def ids(entries: Iterable[Entry]) -> list[str]:
        return [entry.id for entry in entries]

    for metric in records.metrics:
        check(metric, "theme", [metric.theme], ids(vocabulary.themes), "vocabulary.yml")
    for organisation in records.organisations:
        check(organisation, "kind", [organisation.kind], ids(vocabulary.organisation_kinds), "vocabulary.yml")
        check(organisation, "parent", [organisation.parent], report.organisations, "organisations.yml")
    for subject in records.subjects:
        check(subject, "organisation", [subject.organisation], report.organisations, "organisations.yml")
    for case in records.cases:
        check(case, "organisations", case.organisations, report.organisations, "organisations.yml")
        check(case, "models", case.models, ids(vocabulary.models), "vocabulary.yml")
        check(case, "technologies", case.technologies, ids(vocabulary.technologies), "vocabulary.yml")
        check(case, "industry", [case.industry], ids(vocabulary.industries), "vocabulary.yml")
        check(case, "region", [case.region], ids(vocabulary.regions), "vocabulary.yml")
    for statistic in records.statistics:
        check(statistic, "metric", [statistic.metric], report.metrics, "metrics.yml")
        check(statistic, "subject", [statistic.subject], report.subjects, "subjects.yml or organisations.yml")
        check(statistic, "comparator", [statistic.comparator], report.subjects, "subjects.yml or organisations.yml")
        check(statistic, "cases", statistic.cases, report.cases, "cases.yml")
    return problems


def check_units(report: Report) -> list[Problem]:
    """All figures of a metric measure one thing: units of one kind; a change or a difference may be relative."""
    kinds: tuple[frozenset[Unit], ...] = (frozenset(TO_MINUTES), frozenset({"percent", "fraction"}), CURRENCIES)

    def kind(statistic: Statistic) -> frozenset[Unit]:
        return next((units for units in kinds if statistic.unit in units), frozenset({statistic.unit}))

    problems: list[Problem] = []
    measured: dict[str, list[Statistic]] = {}
    for statistic in report.records.statistics:
        relative = statistic.kind in ("change", "difference") and statistic.unit in CHANGE_UNITS
        if not relative and statistic.kind != "ratio":
            measured.setdefault(statistic.metric, []).append(statistic)
    for metric, members in measured.items():
        (usual, _), *_ = Counter(map(kind, members)).most_common(1)
        model = next(member for member in members if kind(member) == usual)
        for statistic in members:
            if kind(statistic) != usual:
                place = report.records.place(statistic, "unit")
                found = f"unit “{statistic.unit}” for the metric “{metric}”"
                hint = "mend the unit, or choose another metric"
                problems.append(Problem(place, found, f"“{model.unit}”, as “{model.id}” has it", hint))
    return problems


def check_counted(report: Report) -> list[Problem]:
    """What a count counts is said, by the figure or by its metric; the unit does not tell."""
    problems: list[Problem] = []
    for statistic in report.records.statistics:
        metric = report.metrics.get(statistic.metric)
        if statistic.unit in COUNTING and metric and not (statistic.counted or metric.counted):
            place = report.records.place(statistic, "unit")
            found = f"unit “{statistic.unit}” without what it counts"
            hint = f"say it of the metric “{metric.id}”, or here where its figures count different things"
            problems.append(Problem(place, found, "counted: {zh: …, en: …}", hint))
    return problems


def check_names(report: Report) -> list[Problem]:
    """A figure is called by a name of its metric, in every language."""
    problems: list[Problem] = []
    for statistic in report.records.statistics:
        called, metric = statistic.called, report.metrics.get(statistic.metric)
        if called is None or metric is None:
            continue
        for language in LANGUAGES:
            name = called.in_language(language)
            known = [metric.name.in_language(language), *metric.aka.in_language(language)]
            if name not in known:
                place = report.records.place(statistic, "called")
                found = f"“{name}”, no name of the metric “{metric.id}”"
                hint = did_you_mean(name, known, f"add it to the metric’s aka ({language.code})")
                problems.append(Problem(place, found, "one of its other names", hint))
    return problems


def check_claims(report: Report) -> list[Problem]:
    """A figure belongs to a case that its own section tells; no two cases are the same."""
    problems: list[Problem] = []
    for statistic in report.records.statistics:
        told = report.first_marks.get((ORIGINAL, statistic.id))
        for case in statistic.cases:
            sections = {section for language in LANGUAGES for section in report.mentions.get((language, case), ())}
            if told and sections and told[1].section not in sections:
                place = report.records.place(statistic, "cases")
                found = f"the case “{case}”, which the section “{told[1].section}” does not tell"
                expected = f"a case that is told beside the figure; this one is in {', '.join(sorted(sections))}"
                problems.append(Problem(place, found, expected, "mark the case there too, or mend the list"))
    seen: dict[tuple[tuple[str, ...], str], str] = {}
    for record in report.records.cases:
        for title in record.title.texts.values():
            key = (tuple(sorted(record.organisations)), title)
            other = seen.setdefault(key, record.id)
            if other != record.id:
                found = f"“{title}” of the same organisations for the second time"
                hint = f"“{other}” has it already; merge the two, or say in the title what differs"
                place = report.records.place(record, "title")
                problems.append(Problem(place, found, "a title of its own", hint))
    return problems


def check_use(report: Report) -> list[Problem]:
    """Nothing is defined that nothing uses."""
    records, vocabulary = report.records, report.records.vocabulary
    problems: list[Problem] = []

    def check(entries: Iterable[Record], used: Iterable[str | None], by: str) -> None:
        used = set(used)
        for entry in entries:
            identifier = str(getattr(entry, "id", ""))
            if identifier not in used and identifier not in records.unread:
                place, found = records.place(entry), f"the unused id “{identifier}”"
                problems.append(Problem(place, found, f"its use by {by}", "use it or remove it"))

    cases, statistics = records.cases, records.statistics
    named = {identifier for statistic in statistics for identifier in (statistic.subject, statistic.comparator)}
    check(records.metrics, (s.metric for s in statistics), "a statistic")
    check(records.subjects, named, "a statistic")
    doers = {organisation for case in cases for organisation in case.organisations}
    wholes = {s.organisation for s in records.subjects} | {o.parent for o in records.organisations}
    check(records.organisations, named | doers | wholes, "a case, a statistic, a subject or another organisation")
    check(vocabulary.themes, (metric.theme for metric in records.metrics), "a metric")
    check(vocabulary.models, (m for case in cases for m in case.models), "a case")
    check(vocabulary.technologies, (t for case in cases for t in case.technologies), "a case")
    check(vocabulary.industries, (case.industry for case in cases), "a case")
    check(vocabulary.regions, (case.region for case in cases), "a case")
    check(vocabulary.organisation_kinds, (o.kind for o in records.organisations), "an organisation")
    marked = {mark.target for page in report.told for mark in page.marks}
    check(statistics, marked, "a mark on a page")
    check(cases, marked, "a mark on a page")
    check(records.laws, marked, "a mark on a page")
    for language in LANGUAGES:
        prose = "\n".join(_prose(report, language)).casefold()
        for entry in records.terms:
            names = (entry.name.in_language(language), *entry.aka.in_language(language))
            if not any(name.casefold() in prose for name in names):
                place = records.place(entry)
                found = f"the unused id “{entry.id}”"
                expected = f"“{names[0]}” or another of its names in the text of docs/{language}"
                problems.append(Problem(place, found, expected, "use it or remove it"))
    return problems


def _prose(report: Report, language: Language) -> Iterator[str]:
    for page in report.pages:
        if page.language == language:
            yield from (plain_text(block.text) for block in page.blocks)
    for record, text_language, block in report.texts:
        if text_language == language and isinstance(record, Case):
            yield plain_text(block.text)
