"""The case-study index: every case with who, how, with what and to what effect."""

from __future__ import annotations

from dataclasses import dataclass

from report.figures import Figure, figure
from report.mentions import Mention, mentions
from report.model import Case, Language, Organisation, Report


@dataclass(frozen=True)
class CaseEntry:
    """A case as the index shows it in one language."""

    case: Case
    organisations: tuple[Organisation, ...]
    models: tuple[str, ...]
    technologies: tuple[str, ...]
    industry: str
    region: str
    figures: tuple[Figure, ...]
    tellings: tuple[Mention, ...]


@dataclass(frozen=True)
class Model:
    """A business model with the cases whose first model it is."""

    id: str
    label: str
    entries: tuple[CaseEntry, ...]


def build_entries(report: Report, language: Language) -> tuple[CaseEntry, ...]:
    """All cases in the records' order."""
    vocabulary = report.records.vocabulary
    labels = {
        entry.id: entry.in_language(language)
        for name in ("models", "technologies", "industries", "regions")
        for entry in getattr(vocabulary, name)
    }
    return tuple(
        CaseEntry(
            case=case,
            organisations=tuple(report.organisations[key] for key in case.organisations),
            models=tuple(labels[key] for key in case.models),
            technologies=tuple(labels[key] for key in case.technologies),
            industry=labels[case.industry],
            region=labels[case.region] if case.region else "",
            figures=tuple(
                figure(report, statistic, language)
                for statistic in report.statistics.values()
                if case.id in statistic.cases
            ),
            tellings=mentions(report, case.id, language),
        )
        for case in report.records.cases
    )


def build_index(report: Report, language: Language) -> tuple[Model, ...]:
    """All business models in the vocabulary's order, each with its cases in the records' order."""
    entries = build_entries(report, language)
    return tuple(
        Model(model.id, model.in_language(language), chosen)
        for model in report.records.vocabulary.models
        if (chosen := tuple(entry for entry in entries if entry.case.models[0] == model.id))
    )
