"""The pages of single entries: every case, metric and organisation, in the order of its index."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from report.model.addresses import EntryKind
from report.model.interface import fill
from report.model.records import Case, Metric, Organisation, Section
from report.read.markdown import plain_text
from report.relate.cases import CaseEntry, CaseIndex
from report.relate.edition import Edition
from report.relate.glossary import Glossary, MetricEntry
from report.relate.organisations import Profile

LONGEST = 150  # of a description


@dataclass(frozen=True)
class Neighbour:
    """An entry before or behind another."""

    id: str
    title: str


@dataclass(frozen=True)
class EntryPage:
    """An entry with a page of its own. `told` is all that its index knows of it; `sections` are those that name it."""

    kind: EntryKind
    id: str
    title: str
    description: str
    told: CaseEntry | MetricEntry | Profile
    near: tuple[Neighbour, ...]
    sections: tuple[Section, ...]
    previous: Neighbour | None = None
    next: Neighbour | None = None

    @property
    def url(self) -> str:
        """Its address, relative to an edition's root."""
        return f"{self.kind}/{self.id}/"


def _shorten(text: str, most: int = LONGEST) -> str:
    """The beginning of a text, to the end of a word; `most` is its length, a Han character counting two."""
    lengths = list(accumulate(1 if sign.isascii() else 2 for sign in text))
    if not text or lengths[-1] <= most:
        return text
    cut = text[: bisect(lengths, most)]
    if text[len(cut)].isascii():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip("，、；, ;") + "…"


def _naming(organisation: Organisation, edition: Edition) -> Iterator[Section]:
    """The sections whose text has a name of an organisation."""
    names = [name for name in (*organisation.name.texts.values(), *organisation.aka) if name]
    for section in edition.report.sections.values():
        if any(name in edition.text_of_section[section.id] for name in names):
            yield section


def _case(edition: Edition, entry: CaseEntry) -> EntryPage:
    case: Case = entry.case
    return EntryPage(
        kind="cases",
        id=case.id,
        title=edition.local(case.title),
        description=_shorten(plain_text(edition.local(case.summary))),
        told=entry,
        near=(),
        sections=tuple(telling.mention.section for telling in entry.tellings),
    )


def _metric(edition: Edition, entry: MetricEntry, siblings: Sequence[MetricEntry]) -> EntryPage:
    metric: Metric = entry.metric
    name = edition.local(metric.name)
    return EntryPage(
        kind="statistics",
        id=metric.id,
        title=name[:1].upper() + name[1:],
        description=_shorten(
            fill(
                edition.words["metric_description"],
                {"definition": plain_text(edition.local(metric.definition)), "n": len(entry.figures)},
            )
        ),
        told=entry,
        near=tuple(
            Neighbour(other.metric.id, edition.local(other.metric.name)) for other in siblings if other is not entry
        ),
        sections=tuple(dict.fromkeys(item.section for item in entry.figures)),
    )


def _organisation(edition: Edition, profile: Profile) -> EntryPage:
    organisation = profile.organisation
    words = edition.words
    return EntryPage(
        kind="organisations",
        id=organisation.id,
        title=edition.local(organisation.name),
        description=fill(
            words["organisation_description"],
            {
                "name": edition.local(organisation.name),
                "kind": profile.kind,
                "cases": len(profile.cases),
                "figures": len(profile.figures),
            },
        ),
        told=profile,
        near=(),
        sections=tuple(_naming(organisation, edition)),
    )


def _in_a_row(pages: Sequence[EntryPage]) -> tuple[EntryPage, ...]:
    """The pages with what stands before and behind each."""
    ways = [Neighbour(page.id, page.title) for page in pages]
    row = [None, *ways, None]
    return tuple(
        replace(page, previous=before, next=behind) for page, before, behind in zip(pages, row, row[2:], strict=False)
    )


def build_entry_pages(
    edition: Edition, cases: CaseIndex, glossary: Glossary, profiles: Sequence[Profile]
) -> tuple[EntryPage, ...]:
    """A page for each entry of the three indexes, in their orders."""
    return (
        *_in_a_row([_case(edition, entry) for group in cases.models for entry in group.entries]),
        *_in_a_row([_metric(edition, entry, theme.entries) for theme in glossary.themes for entry in theme.entries]),
        *_in_a_row([_organisation(edition, profile) for profile in profiles]),
    )
