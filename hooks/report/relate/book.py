"""All that follows from the report in one language, made once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from report.model.languages import LANGUAGES, Language
from report.model.records import Case, Entry
from report.model.report import Report
from report.relate.backlinks import Backlink, build_backlinks
from report.relate.cases import CaseEntry, CaseIndex, build_case_entries, build_case_index, shared_facets
from report.relate.chapters import MapEntry, build_map
from report.relate.charts import PlacedChart, place_charts
from report.relate.conflicts import relate
from report.relate.disagreements import Disagreement, build_disagreements
from report.relate.edition import Edition
from report.relate.entries import EntryPage, build_entry_pages
from report.relate.figures import tell_contradictions
from report.relate.glossary import Glossary, LawEntry, build_glossary, build_laws
from report.relate.organisations import Profile, build_profiles
from report.relate.picture import Row, build_picture
from report.relate.sources import SourceEntry, build_sources


class Book(Edition):
    """An edition with its indexes. Templates are given it."""

    @cached_property
    def contradictions(self) -> dict[str, str]:
        """For each figure that others contradict, the words that say so."""
        return tell_contradictions(self.figures, self.words)

    @cached_property
    def map(self) -> tuple[MapEntry, ...]:
        """The chapters at a glance."""
        return build_map(self)

    @cached_property
    def picture(self) -> tuple[Row, ...]:
        """Every figure as a dot, by chapter."""
        return build_picture(self)

    @cached_property
    def charts(self) -> dict[str, tuple[PlacedChart, ...]]:
        """The charts of metrics and sections, by the id of whose they are."""
        return place_charts(self)

    @cached_property
    def backlinks(self) -> dict[str, tuple[Backlink, ...]]:
        """From where each section is referred to."""
        return build_backlinks(self)

    @cached_property
    def laws(self) -> tuple[LawEntry, ...]:
        """The laws, with where they are cited."""
        return build_laws(self)

    @cached_property
    def glossary(self) -> Glossary:
        """The statistics glossary."""
        return build_glossary(self)

    @cached_property
    def case_entries(self) -> dict[str, CaseEntry]:
        """Each case by id, without its relations to others."""
        return build_case_entries(self)

    @cached_property
    def cases(self) -> CaseIndex:
        """The case-study index."""
        return build_case_index(self, self.case_entries)

    def shared_facets(self, one: Case, other: Case) -> tuple[Entry, ...]:
        """The models, technologies and the industry that two cases have in common: why one is related to the other."""
        return shared_facets(self.report, one, other)

    @cached_property
    def organisations(self) -> tuple[Profile, ...]:
        """The organisations."""
        return build_profiles(self)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where the report disagrees with itself."""
        return build_disagreements(self)

    @cached_property
    def disagreement_of(self) -> dict[str, str]:
        """For each figure that does not go together with others, the id of the first disagreement of which it is."""
        found: dict[str, str] = {}
        for entry in self.disagreements:
            for side in entry.sides:
                found.setdefault(side.figure.statistic.id, entry.id)
        return found

    @cached_property
    def entries(self) -> tuple[EntryPage, ...]:
        """The pages of single cases, metrics and organisations."""
        return build_entry_pages(self, self.cases, self.glossary, self.organisations)

    @cached_property
    def sources(self) -> tuple[SourceEntry, ...]:
        """The documents in which the editors' notes can be checked."""
        return build_sources(self)


Books = Mapping[Language, Book]


def make_books(report: Report) -> Books:
    """The report in every language."""
    relations = relate(report)
    return {language: Book(report, language, relations) for language in LANGUAGES}
