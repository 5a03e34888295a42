"""The rows of the open data, from the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from report.model.addresses import page_url, record_address
from report.model.languages import LANGUAGES, ORIGINAL, Language
from report.model.records import (
    Case,
    Chapter,
    Document,
    Law,
    Metric,
    Note,
    Organisation,
    Section,
    Statistic,
    Subject,
    Term,
    Translated,
    TranslatedList,
)
from report.model.report import Report, grouped
from report.model.tables import (
    FIXED,
    VOCABULARIES,
    CaseRow,
    CodeRow,
    DisagreementRow,
    LawRow,
    Lists,
    MetricRow,
    NoteRow,
    OrganisationRow,
    Pair,
    Row,
    SectionRow,
    SourceRow,
    StatisticRow,
    SubjectRow,
    SubjectsRow,
    TellingRow,
    TermRow,
    UnitRow,
)
from report.model.values import COUNTING, NORMALISED, Unit
from report.read.markdown import plain_text
from report.relate.book import Books
from report.relate.contexts import context_of
from report.relate.disagreements import Disagreement
from report.relate.measures import bounds, direction, exact, normalise, relative_change, signed_change, tidy
from report.relate.mentions import list_mentions


def _pair(text: Translated) -> Pair:
    return Pair(**text.texts)


def _plain(text: Translated) -> Pair:
    return Pair(**{code: plain_text(marked) for code, marked in text.texts.items()})


def _maybe(text: Translated | None) -> Pair | None:
    return _plain(text) if text else None


def _each(made: Callable[[Language], str]) -> Pair:
    return Pair(**{language.code: made(language) for language in LANGUAGES})


def _of_each(told: tuple[Disagreement, ...], part: Callable[[Disagreement], str]) -> Pair:
    """A part of what is told in each language, in the order of the languages."""
    return Pair(**{language.code: plain_text(part(one)) for language, one in zip(LANGUAGES, told, strict=True)})


def _lists(texts: TranslatedList) -> Lists:
    return Lists(**{code: list(names) for code, names in texts.texts.items()})


class _Rows:
    """Makes the rows of one report; `site` is the site's absolute address."""

    def __init__(self, books: Books, site: str) -> None:
        self.books, self.site = books, site
        self.report: Report = books[ORIGINAL].report
        self.relations = books[ORIGINAL].relations
        self.records = self.report.records

    def _placed(self, address: Callable[[Language], str]) -> dict[str, Pair]:
        """An address below the site's root, and the same in full."""
        return {"url": _each(address), "permalink": _each(lambda language: urljoin(self.site, address(language)))}

    def _at(self, page: str, anchor: str) -> dict[str, Pair]:
        return self._placed(lambda language: f"{page_url(page, language)}#{anchor}")

    def _own(self, identifier: str) -> dict[str, Pair]:
        """The addresses of a record's own page or place."""
        return self._placed(lambda language: language.folder + record_address(self.report, identifier))

    def _short(self, address: str) -> dict[str, Pair]:
        return {"short_link": _each(lambda language: urljoin(self.site, language.folder + address))}

    def _note(self, identifier: str | None) -> dict[str, Any]:
        """An editor's note as the fields of a row."""
        note = self.report.notes[identifier] if identifier else None
        return {"note_id": identifier, "note": _maybe(note), "note_sources": list(note.sources) if note else []}

    def statistic(self, statistic: Statistic) -> StatisticRow:
        """The row of a figure."""
        report, relations = self.report, self.relations
        figures = {language: book.figures[statistic.id] for language, book in self.books.items()}
        page, mark = report.first_marks[ORIGINAL, statistic.id]
        subject, metric = report.subjects[statistic.subject], report.metrics[statistic.metric]
        within, normal = bounds(statistic), normalise(statistic)
        return StatisticRow(
            id=statistic.id,
            section=report.sections[mark.section].number,
            section_id=mark.section,
            metric=statistic.metric,
            measure=_pair(statistic.called or metric.name),
            subject=SubjectRow.model_validate({"id": subject.id, **subject.texts}),
            organisation=subject.organisation,
            anonymous=subject.anonymous,
            naming=subject.naming,
            comparator_id=statistic.comparator,
            comparator=_pair(report.subjects[statistic.comparator]) if statistic.comparator else None,
            figure=_each(lambda language: figures[language].text),
            statement=_each(lambda language: figures[language].full),
            context=_each(lambda language: context_of(report, statistic.id, language)),
            kind=statistic.kind,
            forecast=statistic.forecast,
            value=exact(statistic, statistic.value),
            from_=statistic.from_,
            to=statistic.to,
            low=statistic.low,
            high=statistic.high,
            value_from=statistic.from_,
            value_to=statistic.to,
            value_min=within.low,
            value_max=within.high,
            unit=statistic.unit,
            counted=_maybe(statistic.counted or metric.counted) if statistic.unit in COUNTING else None,
            qualifier=statistic.qualifier,
            direction=direction(statistic),
            change=signed_change(statistic),
            relative_change=relative_change(statistic),
            normalised_unit=normal.unit,
            normalised_value=normal.value,
            normalised_from=normal.from_,
            normalised_to=normal.to,
            normalised_min=normal.low,
            normalised_max=normal.high,
            year=statistic.year,
            base_year=statistic.base_year,
            period=_maybe(statistic.period),
            source_named=statistic.source_named,
            cases=list(statistic.cases),
            same_as=list(relations.same_as.get(statistic.id, ())),
            conflicts=list(relations.conflicts.get(statistic.id, ())),
            compare_with=[other for other, _ in relations.comparisons.get(statistic.id, ())],
            recurs=[other.statistic.id for other in figures[ORIGINAL].owners],
            doubts=list(figures[ORIGINAL].doubts),
            **self._note(statistic.note),
            **self._at(page.name, statistic.id),
            **self._short(f"f/{statistic.id}/"),
        )

    def _telling(self, case: Case) -> Iterator[TellingRow]:
        told = {language: list_mentions(self.report, case.id, language) for language in LANGUAGES}
        for number, telling in enumerate(told[ORIGINAL]):
            excerpts = {language.code: mentions[number].excerpt for language, mentions in told.items()}
            url = self._at(telling.page, telling.anchor)["url"]
            yield TellingRow.model_validate({"section": telling.section.number, "url": url, **excerpts})

    def case(self, case: Case) -> CaseRow:
        """The row of a case."""
        return CaseRow(
            id=case.id,
            title=_pair(case.title),
            organisations=list(case.organisations),
            anonymous=case.anonymous,
            sections=[self.report.sections[section].number for section in self._sections(case.id)],
            section_ids=self._sections(case.id),
            tellings=list(self._telling(case)),
            models=list(case.models),
            technologies=list(case.technologies),
            industry=case.industry,
            region=case.region,
            year=case.year,
            outcome=case.outcome,
            summary=_plain(case.summary),
            statistics=list(self.report.statistics_of_case.get(case.id, ())),
            **self._note(case.note),
            **self._own(case.id),
            **self._short(f"c/{case.id}/"),
        )

    def _sections(self, identifier: str) -> list[str]:
        """The ids of the sections that tell a case or cite a law."""
        return list(self.report.mentions.get((ORIGINAL, identifier), {}))

    @cached_property
    def _statistics_of(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The figures of each organisation, subject, section and note, by the table and the id in it."""
        subjects, marks, statistics = self.report.subjects, self.report.first_marks, self.records.statistics
        return {
            "organisations": grouped((subjects[s.subject].organisation or "", s.id) for s in statistics),
            "subjects": grouped((s.subject, s.id) for s in statistics),
            "sections": grouped((marks[ORIGINAL, s.id][1].section, s.id) for s in statistics),
            "notes": grouped((s.note or "", s.id) for s in statistics),
        }

    @cached_property
    def _cases_of(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The cases of each organisation, section and note, likewise."""
        cases = self.records.cases
        return {
            "organisations": grouped((organisation, case.id) for case in cases for organisation in case.organisations),
            "sections": grouped((section, case.id) for case in cases for section in self._sections(case.id)),
            "notes": grouped((case.note or "", case.id) for case in cases),
        }

    def _of(self, table: str, identifier: str) -> dict[str, list[str]]:
        """The figures and the cases of a row, as fields."""
        return {
            "statistics": list(self._statistics_of[table].get(identifier, ())),
            "cases": list(self._cases_of[table].get(identifier, ())),
        }

    def metric(self, metric: Metric) -> MetricRow:
        """The row of a measure."""
        units: tuple[Any, ...] = self.report.units.get(metric.id, ())
        is_measured = metric.id in self.report.measured_units
        return MetricRow(
            id=metric.id,
            name=_pair(metric.name),
            aka=_lists(metric.aka),
            theme=metric.theme,
            definition=_plain(metric.definition),
            formula=_maybe(metric.formula),
            reading=_maybe(metric.reading),
            unit=units[0] if is_measured and len(units) == 1 else None,
            units=list(units),
            counted=_maybe(metric.counted),
            statistics=list(self.report.statistics_of_metric.get(metric.id, ())),
            **self._own(metric.id),
        )

    def organisation(self, organisation: Organisation) -> OrganisationRow:
        """The row of an organisation."""
        return OrganisationRow(
            id=organisation.id,
            name=_pair(organisation.name),
            aka=list(organisation.aka),
            kind=organisation.kind,
            parent=organisation.parent,
            **self._of("organisations", organisation.id),
            **self._note(organisation.note),
            **self._own(organisation.id),
        )

    def subject(self, subject: Subject) -> SubjectsRow:
        """The row of a subject."""
        return SubjectsRow(
            id=subject.id,
            name=_pair(subject),
            organisation=subject.organisation,
            anonymous=subject.anonymous,
            naming=subject.naming,
            statistics=list(self._statistics_of["subjects"].get(subject.id, ())),
        )

    def section(self, chapter: Chapter, section: Section) -> SectionRow:
        """The row of a section."""
        return SectionRow(
            id=section.id,
            number=section.number,
            title=_pair(section),
            chapter=chapter.number,
            chapter_id=chapter.id,
            chapter_title=_pair(chapter),
            page=chapter.page,
            extent=section.source,
            **self._of("sections", section.id),
            **self._at(chapter.page, section.id),
            **self._short(f"s/{section.number}/"),
        )

    def law(self, law: Law) -> LawRow:
        """The row of a law."""
        sections = self._sections(law.id)
        return LawRow(id=law.id, name=_pair(law.name), aka=_lists(law.aka), section_ids=sections, **self._own(law.id))

    def term(self, term: Term) -> TermRow:
        """The row of a term."""
        names = {"name": _pair(term.name), "aka": _lists(term.aka)}
        return TermRow(id=term.id, **names, definition=_plain(term.definition), **self._own(term.id))

    def disagreements(self) -> Iterator[DisagreementRow]:
        """The rows of all places where the report disagrees with itself."""
        for told in zip(*(self.books[language].disagreements for language in LANGUAGES), strict=True):
            yield DisagreementRow(
                id=told[0].id,
                kind=told[0].kind,
                title=_of_each(told, lambda one: one.title),
                statistics=[side.figure.statistic.id for side in told[0].sides],
                why=_of_each(told, lambda one: one.why),
                weight=_of_each(told, lambda one: one.weight),
                **self._at("contradictions", told[0].id),
            )

    def note(self, note: Note) -> NoteRow:
        """The row of an editor's note."""
        return NoteRow(
            id=note.id,
            text=_plain(note),
            sources=list(note.sources),
            doubts=note.doubts,
            organisations=[one.id for one in self.records.organisations if one.note == note.id],
            **self._of("notes", note.id),
        )

    def source(self, document: Document) -> SourceRow:
        """The row of a document by which notes can be checked."""
        return SourceRow(
            id=document.id,
            publisher=_pair(document.publisher),
            title=_maybe(document.title),
            year=document.year,
            link=document.url,
            says=_plain(document.says),
            notes=[note.id for note in self.records.notes if document.id in note.sources],
            **self._at("sources", document.id),
        )

    def codes(self, table: str) -> Iterator[CodeRow]:
        """The rows of a code list."""
        meanings = self.records.codes.get(table, {})
        if table in VOCABULARIES:
            for entry in getattr(self.records.vocabulary, table):
                yield CodeRow(id=entry.id, name=_pair(entry), meaning=_maybe(meanings.get(entry.id)))
            return
        family, values = FIXED[table]
        for value in values:
            name = _pair(self.records.labels[f"{family}_{value}"])
            told: dict[str, Any] = {"id": value, "name": name, "meaning": _maybe(meanings.get(value))}
            if table == "units":
                yield self._unit(told)
            else:
                yield CodeRow(**told)

    def _unit(self, told: dict[str, Any]) -> UnitRow:
        unit: Unit = told["id"]
        normal, factor = NORMALISED.get(unit, (unit, 1))
        return UnitRow(**told, normalised_unit=normal, factor=tidy(factor))


def export(books: Books, site: str) -> dict[str, tuple[Row, ...]]:
    """The rows of each table by its name.

    Numbers are in base units; `site` is the site's absolute address, of which those in the rows are made.
    """
    made, records = _Rows(books, site), books[ORIGINAL].report.records
    rows: dict[str, Iterable[Row]] = {
        "statistics": map(made.statistic, records.statistics),
        "cases": map(made.case, records.cases),
        "metrics": map(made.metric, records.metrics),
        "organisations": map(made.organisation, records.organisations),
        "subjects": map(made.subject, made.report.subjects.values()),
        "sections": (made.section(chapter, section) for chapter in records.outline for section in chapter.sections),
        "laws": map(made.law, records.laws),
        "terms": map(made.term, records.terms),
        "disagreements": made.disagreements(),
        "notes": map(made.note, records.notes),
        "sources": map(made.source, records.sources),
        **{table: made.codes(table) for table in (*VOCABULARIES, *FIXED)},
    }
    return {name: tuple(entries) for name, entries in rows.items()}
