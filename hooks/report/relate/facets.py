"""Facets of a generated page: the values by which its entries can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from report.model.records import Entry
from report.relate.edition import Edition


@dataclass(frozen=True)
class Choice:
    """A value that a facet may take."""

    id: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Facet:
    """A facet with those of its choices that some entry has, in the given order."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """The choices by the label of their group."""
        return tuple((label, tuple(choices)) for label, choices in groupby(self.choices, lambda choice: choice.group))


Values = Mapping[str, tuple[str, ...]]  # of one entry: its values by the facet's name


def offered_facets(choices: Mapping[str, Iterable[Choice]], entries: Iterable[Values]) -> tuple[Facet, ...]:
    """The facets in the order of `choices`, each with the choices that some entry has."""
    taken = {(name, value) for values in entries for name, ids in values.items() for value in ids}
    return tuple(
        Facet(name, tuple(choice for choice in offered if (name, choice.id) in taken))
        for name, offered in choices.items()
    )


VOCABULARIES = {"model": "models", "technology": "technologies", "industry": "industries", "region": "regions"}


def vocabulary_choices(edition: Edition, facet: str) -> tuple[Choice, ...]:
    """All values of the vocabulary of a facet."""
    entries: Iterable[Entry] = getattr(edition.report.records.vocabulary, VOCABULARIES[facet])
    return tuple(Choice(entry.id, edition.local(entry)) for entry in entries)


def metric_choices(edition: Edition) -> tuple[Choice, ...]:
    """All metrics by theme."""
    themes = {theme.id: theme.in_language(edition.language) for theme in edition.report.records.vocabulary.themes}
    return tuple(
        Choice(metric.id, metric.name.in_language(edition.language), label)
        for theme, label in themes.items()
        for metric in edition.report.records.metrics
        if metric.theme == theme
    )


def chapter_choices(edition: Edition) -> tuple[Choice, ...]:
    """All chapters."""
    return tuple(Choice(chapter.id, chapter.title(edition.language)) for chapter in edition.report.records.outline)


def section_choices(edition: Edition) -> tuple[Choice, ...]:
    """All sections by chapter."""
    return tuple(
        Choice(section.id, section.title(edition.language), chapter.title(edition.language))
        for chapter in edition.report.records.outline
        for section in chapter.sections
    )


def organisation_choices(edition: Edition) -> tuple[Choice, ...]:
    """All organisations."""
    return tuple(Choice(o.id, o.name.in_language(edition.language)) for o in edition.report.records.organisations)
