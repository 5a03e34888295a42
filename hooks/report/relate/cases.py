"""The case-study index: every case with who, how, with what and to what effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from report.model.interface import FAMILIES
from report.model.records import Case, Entry, Organisation
from report.model.report import Report
from report.read.notes import Remark, remark
from report.relate.edition import Edition
from report.relate.facets import (
    Choice,
    Facet,
    Values,
    chapter_choices,
    metric_choices,
    offered_facets,
    organisation_choices,
    section_choices,
    vocabulary_choices,
)
from report.relate.figures import Figure
from report.relate.mentions import Mention

MOST_RELATED = 4
NO_TECHNOLOGY = "none"


@dataclass(frozen=True)
class Telling:
    """A section that tells a case, with the figures of the case that it gives."""

    mention: Mention
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class CaseEntry:
    """A case as the index shows it in one language.

    `related` share a model or a technology; `opposites` share a model too, but ended the other way. `contrasts`
    were chosen by an editor, with what the comparison shows.
    """

    case: Case
    organisations: tuple[Organisation, ...]
    models: tuple[Entry, ...]
    technologies: tuple[Entry, ...]
    industry: Entry | None
    region: Entry | None
    figures: tuple[Figure, ...]
    tellings: tuple[Telling, ...]
    values: Values = field(repr=False)
    related: tuple[Case, ...] = ()
    opposites: tuple[Case, ...] = ()
    contrasts: tuple[tuple[Case, str], ...] = ()
    remark: Remark | None = None

    @property
    def main_figures(self) -> tuple[Figure, ...]:
        """The figures of the case, each once, however often the report tells it."""
        told: set[str] = set()
        chosen: list[Figure] = []
        for item in self.figures:
            if item.statistic.id not in told:
                chosen.append(item)
            told |= {item.statistic.id, *(other.statistic.id for other in item.same_as)}
        return tuple(chosen)


@dataclass(frozen=True)
class ModelGroup:
    """A business model with the cases whose main model it is."""

    id: str
    label: str
    entries: tuple[CaseEntry, ...]


@dataclass(frozen=True)
class Cell:
    """How many cases join a business model and a technology. `shade` runs from 0 (none) to 4 (most)."""

    technology: Entry | None
    count: int
    shade: int


@dataclass(frozen=True)
class Matrix:
    """Business models by technologies. The last technology is None: the report names none."""

    technologies: tuple[Entry | None, ...]
    rows: tuple[tuple[Entry, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class CaseIndex:
    """The whole index in one language."""

    models: tuple[ModelGroup, ...]
    facets: tuple[Facet, ...]
    matrix: Matrix
    counts: dict[str, int]


def _entries(report: Report, name: str) -> dict[str, Entry]:
    return {entry.id: entry for entry in getattr(report.records.vocabulary, name)}


def _values(report: Report, case: Case, figures: Sequence[Figure], told: Sequence[Mention]) -> Values:
    """The values of a case by facet; all are ids, the same in both languages."""
    organisations = [parent for key in case.organisations for parent in report.with_parents(key)]
    is_doubted = case.note is not None and report.notes[case.note].doubts
    return {
        "organisation": tuple(dict.fromkeys(organisations)),
        "model": case.models,
        "technology": case.technologies or (NO_TECHNOLOGY,),
        "industry": (case.industry or "none",),
        "region": (case.region or "none",),
        "metric": tuple(dict.fromkeys(item.metric.id for item in figures)),
        "chapter": tuple(dict.fromkeys(report.chapter_of_section[mention.section.id].id for mention in told)),
        "section": tuple(mention.section.id for mention in told),
        "outcome": (case.outcome,),
        "naming": ("unnamed" if case.anonymous else "named",),
        "flag": (
            *(["contradicted"] if any(item.conflicts for item in figures) else []),
            *(["doubted"] if is_doubted or any("doubted" in item.doubts for item in figures) else []),
        ),
    }


def facet_choices(edition: Edition) -> dict[str, tuple[Choice, ...]]:
    """Everything by which cases can be filtered, with labels."""
    labels = edition.words

    return {
        "organisation": organisation_choices(edition),
        "model": vocabulary_choices(edition, "model"),
        "technology": (*vocabulary_choices(edition, "technology"), Choice(NO_TECHNOLOGY, labels["no_technology"])),
        "metric": metric_choices(edition),
        "industry": (*vocabulary_choices(edition, "industry"), Choice("none", labels["no_region"])),
        "region": (*vocabulary_choices(edition, "region"), Choice("none", labels["no_region"])),
        "chapter": chapter_choices(edition),
        "section": section_choices(edition),
        "outcome": tuple(Choice(key, labels[f"outcome_{key}"]) for key in FAMILIES["outcome"]),
        "naming": tuple(Choice(key, labels[f"naming_{key}"]) for key in ("named", "unnamed")),
        "flag": tuple(Choice(key, labels[f"flag_{key}"]) for key in ("contradicted", "doubted")),
    }


def _entry(edition: Edition, case: Case, figures: Sequence[Figure]) -> CaseEntry:
    report, told = edition.report, edition.mentions(case.id)
    models, technologies = _entries(report, "models"), _entries(report, "technologies")
    return CaseEntry(
        case=case,
        organisations=tuple(report.organisations[key] for key in case.organisations),
        models=tuple(models[key] for key in case.models),
        technologies=tuple(technologies[key] for key in case.technologies),
        industry=_entries(report, "industries")[case.industry] if case.industry else None,
        region=_entries(report, "regions")[case.region] if case.region else None,
        figures=tuple(figures),
        tellings=tuple(
            Telling(mention, tuple(item for item in figures if item.section.id == mention.section.id))
            for mention in told
        ),
        values=_values(report, case, figures, told),
        remark=remark(report.records, report.notes[case.note], edition.language) if case.note else None,
    )


def _find_contrasts(edition: Edition) -> dict[str, list[tuple[Case, str]]]:
    """The pairs that editors chose, from either side: for a case's id, the other and what the comparison shows."""
    found: dict[str, list[tuple[Case, str]]] = {}
    for case in edition.report.records.cases:
        for contrast in case.contrasts:
            why = edition.local(contrast.why)
            found.setdefault(case.id, []).append((edition.report.cases[contrast.with_], why))
            found.setdefault(contrast.with_, []).append((case, why))
    return found


@dataclass(frozen=True)
class Neighbours:
    """The cases nearest to one: those like it, and those that share its model but ended the other way."""

    related: tuple[Case, ...]
    opposites: tuple[Case, ...]


_Kind = tuple[tuple[str, ...], tuple[str, ...], str | None, str]  # models, technologies, industry and outcome of a case
_OPPOSITE = {"success": "failure", "failure": "success"}


def _nearness(one: _Kind, other: _Kind) -> int:
    shared = 2 * len(set(one[0]).intersection(other[0])) + len(set(one[1]).intersection(other[1]))
    return shared + (one[2] is not None and one[2] == other[2]) if shared else 0


def find_neighbours(cases: Sequence[Case]) -> dict[str, Neighbours]:
    """The nearest of `cases` to each of them, by its id.

    Nearness counts shared models twice, shared technologies and the industry once; what shares
    neither model nor technology is no relation. Ties keep the records' order.
    """
    # Cases of one kind are equally near to all others, and there are far fewer kinds than cases.
    kinds: dict[_Kind, list[tuple[int, Case]]] = {}
    for position, case in enumerate(cases):
        kinds.setdefault((case.models, case.technologies, case.industry, case.outcome), []).append((position, case))
    found: dict[str, Neighbours] = {}
    for kind, members in kinds.items():
        near = sorted(
            (-score, position, case)
            for other, candidates in kinds.items()
            if (score := _nearness(kind, other))
            for position, case in candidates[: MOST_RELATED + 1]  # one of them may be the case itself
        )
        opposite = _OPPOSITE.get(kind[3])
        alike = [case for _, _, case in near if case.outcome != opposite]
        opposites = [case for _, _, case in near if case.outcome == opposite and set(kind[0]).intersection(case.models)]
        for _, member in members:
            others = [case for case in alike[: MOST_RELATED + 1] if case is not member]
            found[member.id] = Neighbours(tuple(others[:MOST_RELATED]), tuple(opposites[:MOST_RELATED]))
    return found


def shared_facets(report: Report, one: Case, other: Case) -> tuple[Entry, ...]:
    """The models, technologies and the industry that two cases have in common, in the order of `one`."""
    pairs = (("models", one.models, other.models), ("technologies", one.technologies, other.technologies))
    shared = [_entries(report, name)[key] for name, mine, theirs in pairs for key in mine if key in theirs]
    if one.industry and one.industry == other.industry:
        shared.append(_entries(report, "industries")[one.industry])
    return tuple(shared)


def build_case_entries(edition: Edition) -> dict[str, CaseEntry]:
    """All cases by id in the records' order, without their relations to one another."""
    by_case: dict[str, list[Figure]] = {case: [] for case in edition.report.cases}
    for item in edition.figures.values():
        for case in item.cases:
            by_case[case.id].append(item)
    return {key: _entry(edition, case, by_case[key]) for key, case in edition.report.cases.items()}


def _matrix(report: Report) -> Matrix:
    technologies: tuple[Entry | None, ...] = (*report.records.vocabulary.technologies, None)
    counts: Counter[tuple[str, str]] = Counter(
        (model, technology)
        for case in report.records.cases
        for model in case.models
        for technology in case.technologies or (NO_TECHNOLOGY,)
    )
    most = max((count for (_, technology), count in counts.items() if technology != NO_TECHNOLOGY), default=1)

    def cell(model: Entry, technology: Entry | None) -> Cell:
        count = counts[model.id, technology.id if technology else NO_TECHNOLOGY]
        return Cell(technology, count, min(4, -(-4 * count // most)))

    rows = ((model, tuple(cell(model, t) for t in technologies)) for model in report.records.vocabulary.models)
    return Matrix(technologies, tuple(rows))


def build_case_index(edition: Edition, plain: dict[str, CaseEntry]) -> CaseIndex:
    """The index: business models in the vocabulary's order, each with its cases in the records' order.

    `plain` are its entries by id, without their relations to one another.
    """
    report = edition.report
    grouped = [
        (model, [entry for entry in plain.values() if entry.case.models[0] == model.id])
        for model in report.records.vocabulary.models
    ]
    neighbours = find_neighbours(report.records.cases)
    contrasts = _find_contrasts(edition)
    full: dict[str, CaseEntry] = {}
    for case in report.records.cases:
        full[case.id] = replace(
            plain[case.id],
            related=neighbours[case.id].related,
            opposites=neighbours[case.id].opposites,
            contrasts=tuple(contrasts.get(case.id, ())),
        )
    outcomes: Counter[str] = Counter(case.outcome for case in report.records.cases)
    return CaseIndex(
        models=tuple(
            ModelGroup(model.id, edition.local(model), tuple(full[entry.case.id] for entry in entries))
            for model, entries in grouped
            if entries
        ),
        facets=offered_facets(facet_choices(edition), (entry.values for entry in plain.values())),
        matrix=_matrix(report),
        counts={
            "cases": len(report.records.cases),
            "named": sum(not case.anonymous for case in report.records.cases),
            "unnamed": sum(case.anonymous for case in report.records.cases),
            **{outcome: outcomes[outcome] for outcome in FAMILIES["outcome"]},
        },
    )
