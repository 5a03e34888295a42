"""The case-study index: every case with who, how, with what and to what effect."""

from __future__ import annotations

from dataclasses import dataclass

from report.glossary import Figure, figure
from report.model import Case, Language, Organisation, Report, Section
from report.pages import plain_text


@dataclass(frozen=True)
class Telling:
    """A section's telling of a case: the paragraph that names it first, and where that stands."""

    section: Section
    page: str
    anchor: str
    excerpt: str


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
    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class Model:
    """A business model with the cases whose first model it is."""

    id: str
    label: str
    entries: tuple[CaseEntry, ...]


def tellings(report: Report, case: Case, language: Language) -> tuple[Telling, ...]:
    """All tellings of a case in the order of the text."""
    return tuple(
        Telling(report.sections[section], page.name, f"{case.id}--{section}", plain_text(block.text))
        for section, (page, block) in report.mentions[language, case.id].items()
    )


def build_index(report: Report, language: Language) -> tuple[Model, ...]:
    """All business models in the vocabulary's order, each with its cases in the records' order."""
    vocabulary = report.records.vocabulary
    labels = {
        entry.id: entry.in_language(language)
        for name in ("models", "technologies", "industries", "regions")
        for entry in getattr(vocabulary, name)
    }
    entries = [
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
            tellings=tellings(report, case, language),
        )
        for case in report.records.cases
    ]
    return tuple(
        Model(model.id, labels[model.id], chosen)
        for model in vocabulary.models
        if (chosen := tuple(entry for entry in entries if entry.case.models[0] == model.id))
    )
