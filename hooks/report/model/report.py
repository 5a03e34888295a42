"""The whole report, as it was read: what everything else is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from report.model.languages import LANGUAGES, Language
from report.model.pages import Block, Mark, Page, Scheme
from report.model.records import (
    Case,
    Chapter,
    Document,
    Law,
    Metric,
    Note,
    Organisation,
    Record,
    Records,
    Section,
    Statistic,
    Subject,
)
from report.model.site_pages import QUOTING
from report.model.snapshots import Snapshot


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The second parts of pairs by the first, in their order."""
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


@dataclass(frozen=True, eq=False)  # one is like no other, so that what is built from it can be remembered
class Report:
    """The whole report: records and the pages of both languages."""

    records: Records
    pages: tuple[Page, ...]
    texts: tuple[tuple[Record, Language, Block], ...]  # the prose inside records
    snapshots: tuple[Snapshot, ...] = ()  # of the releases, the newest first

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by id, in the order of the outline."""
        return {section.id: section for chapter in self.records.outline for section in chapter.sections}

    @cached_property
    def chapter_of_section(self) -> dict[str, Chapter]:
        """The chapter of each section, by the section's id."""
        return {section.id: chapter for chapter in self.records.outline for section in chapter.sections}

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.records.metrics}

    @cached_property
    def statistics(self) -> dict[str, Statistic]:
        """Statistics by id, in the order of the chapters."""
        return {statistic.id: statistic for statistic in self.records.statistics}

    @cached_property
    def statistics_of_metric(self) -> dict[str, tuple[str, ...]]:
        """The ids of the statistics of each metric, by the metric's id."""
        return grouped((statistic.metric, statistic.id) for statistic in self.statistics.values())

    @cached_property
    def statistics_of_case(self) -> dict[str, tuple[str, ...]]:
        """The ids of the statistics that are results of each case, by the case's id."""
        return grouped((case, statistic.id) for statistic in self.statistics.values() for case in statistic.cases)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Cases by id."""
        return {case.id: case for case in self.records.cases}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {organisation.id: organisation for organisation in self.records.organisations}

    def with_parents(self, organisation: str | None) -> tuple[str, ...]:
        """The id of an organisation and of those to which it belongs, nearest first; nothing for none."""
        line: list[str] = []
        while organisation and organisation not in line:
            line.append(organisation)
            organisation = self.organisations[organisation].parent
        return tuple(line)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Whom a figure may be about, by id: the subjects, and every organisation as a subject of its own."""
        as_subjects = {
            o.id: Subject.model_validate({"id": o.id, "organisation": o.id, **o.name.texts})
            for o in self.records.organisations
        }
        return as_subjects | {subject.id: subject for subject in self.records.subjects}

    @cached_property
    def told(self) -> tuple[Page, ...]:
        """The pages on which figures, cases and laws are at home: all but those that give some of them again."""
        return tuple(page for page in self.pages if page.name not in QUOTING)

    @cached_property
    def first_marks(self) -> dict[tuple[Language, str], tuple[Page, Mark]]:
        """The first mark of each statistic on the pages of a language."""
        first: dict[tuple[Language, str], tuple[Page, Mark]] = {}
        for page in self.told:
            for mark in page.marks:
                if mark.scheme == "stat":
                    first.setdefault((page.language, mark.target), (page, mark))
        return first

    @cached_property
    def first_blocks(self) -> dict[tuple[Language, str], tuple[Block, Mark]]:
        """The paragraph or row in which each statistic is first marked on the pages of a language, and the mark."""
        first: dict[tuple[Language, str], tuple[Block, Mark]] = {}
        for page in self.told:
            for block in page.blocks:
                for mark in block.marks:
                    if mark.scheme == "stat":
                        first.setdefault((page.language, mark.target), (block, mark))
        return first

    @cached_property
    def laws(self) -> dict[str, Law]:
        """Laws by id."""
        return {law.id: law for law in self.records.laws}

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Editor's notes by id."""
        return {note.id: note for note in self.records.notes}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents in which notes can be checked, by id."""
        return {document.id: document for document in self.records.sources}

    @cached_property
    def units(self) -> dict[str, tuple[str, ...]]:
        """The units in which a metric's figures are given, in the order of the text, by the metric's id.

        Where some of them are levels, those of the levels alone: a change in per cent says nothing of the metric.
        """
        given = grouped((s.metric, s.unit) for s in self.statistics.values())
        return {key: tuple(dict.fromkeys(self.measured_units.get(key, units))) for key, units in given.items()}

    @cached_property
    def measured_units(self) -> dict[str, tuple[str, ...]]:
        """The unit of each of a metric's levels, ranges, pairs and limits, by the id of a metric that has any."""
        levels = [s for s in self.statistics.values() if s.kind in ("level", "range", "from-to", "limit")]
        return grouped((s.metric, s.unit) for s in levels)

    @cached_property
    def words(self) -> dict[Language, dict[str, str]]:
        """The words of the interface by language and key."""
        labels = self.records.labels.items()
        return {language: {key: text.in_language(language) for key, text in labels} for language in LANGUAGES}

    @property
    def words_by_code(self) -> dict[str, dict[str, str]]:
        """The same by the language's code, as templates ask for them."""
        return {language.code: words for language, words in self.words.items()}

    def kept_in(self, markdown: str, digest: str) -> Snapshot | None:
        """The newest release of which the page with this path of its Markdown has a text of this digest."""
        return next((one for one in self.snapshots if one.digests.get(markdown) == digest), None)

    def known(self, scheme: Scheme) -> Collection[str]:
        """The ids that marks of a scheme may name."""
        known: dict[Scheme, Collection[str]] = {"stat": self.statistics, "case": self.cases, "law": self.laws}
        return known[scheme]

    @cached_property
    def mentions(self) -> dict[tuple[Language, str], dict[str, tuple[Page, Block]]]:
        """For each case or law and language: the sections that name it, each with the block that does so first."""
        mentions: dict[tuple[Language, str], dict[str, tuple[Page, Block]]] = {}
        for page in self.told:
            for block in page.blocks:
                for mark in block.marks:
                    if mark.scheme != "stat":
                        mentions.setdefault((page.language, mark.target), {}).setdefault(block.section, (page, block))
        return mentions
