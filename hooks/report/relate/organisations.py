"""Organisations, each with everything that the report tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from report.model.records import Case, Organisation
from report.read.notes import Remark, remark
from report.relate.edition import Edition
from report.relate.figures import Figure


@dataclass(frozen=True)
class Profile:
    """An organisation with its cases and figures, and the organisations above and below it."""

    organisation: Organisation
    kind: str
    parent: Organisation | None
    parts: tuple[Organisation, ...]
    remark: Remark | None
    cases: tuple[Case, ...]
    figures: tuple[Figure, ...]


def build_profiles(edition: Edition) -> tuple[Profile, ...]:
    """All organisations, those of which the report tells most first.

    A figure or a case of a part is also its parent's.
    """
    report, figures = edition.report, edition.figures.values()
    kinds = {kind.id: edition.local(kind) for kind in report.records.vocabulary.organisation_kinds}
    profiles = [
        Profile(
            organisation=organisation,
            kind=kinds[organisation.kind],
            parent=report.organisations[organisation.parent] if organisation.parent else None,
            parts=tuple(other for other in report.records.organisations if other.parent == organisation.id),
            remark=remark(report.records, report.notes[organisation.note], edition.language)
            if organisation.note
            else None,
            cases=tuple(
                case
                for case in report.records.cases
                if any(organisation.id in report.with_parents(key) for key in case.organisations)
            ),
            figures=tuple(
                item for item in figures if organisation.id in report.with_parents(item.subject.organisation)
            ),
        )
        for organisation in report.records.organisations
    ]
    return tuple(sorted(profiles, key=lambda profile: -len(profile.cases) - len(profile.figures)))
