"""Checks on what the editors say against the report: notes, comparisons, figures with several owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.model.languages import ORIGINAL
from report.model.pages import Page
from report.model.problems import Problem, did_you_mean
from report.model.records import Comparison, Record, Statistic
from report.model.report import Report
from report.relate.conflicts import in_conflict, scale_and_intervals
from report.relate.shared import WEIGHTY, find_candidates


def check_notes(report: Report) -> list[Problem]:
    """Notes that pages and records name exist; each stands on a page, and on that of every figure that names it."""
    records = report.records
    problems: list[Problem] = []
    shown: dict[str, set[str]] = {}
    for page in report.pages:
        for line in page.notes:
            shown.setdefault(line.id, set()).add(page.name)
            if line.id not in report.notes and line.id not in records.unread:
                hint = did_you_mean(line.id, report.notes, "add it to docs/records/notes.yml first")
                problems.append(
                    Problem(line.place, f"unknown note “{line.id}”", "an id from docs/records/notes.yml", hint)
                )
    for note in records.notes:
        if note.id not in shown:
            found, hint = f"the note “{note.id}” on no page", "write note:<id> in a call-out of the kind “editor”"
            problems.append(Problem(records.place(note), found, "its place beside the text", hint))
        problems += _unknown(report, note, "sources", note.sources, report.documents, "sources.yml")
    holders: tuple[Record, ...] = (*records.statistics, *records.cases, *records.organisations)
    for record in holders:
        note_id = getattr(record, "note", None)
        problems += _unknown(report, record, "note", [note_id] if note_id else [], report.notes, "notes.yml")
    for statistic in records.statistics:
        home = report.first_marks.get((ORIGINAL, statistic.id))
        if statistic.note in report.notes and home and home[0].name not in shown.get(statistic.note, set()):
            found = f"the note “{statistic.note}”, which {home[0].file} does not show"
            hint = "readers of the text are to find it too"
            expected = f"note:{statistic.note} in a call-out there"
            problems.append(Problem(records.place(statistic, "note"), found, expected, hint))
    cited = {source for note in records.notes for source in note.sources}
    for document in records.sources:
        if document.id not in cited:
            found, hint = f"the unused id “{document.id}”", "use it or remove it"
            problems.append(Problem(records.place(document), found, "its use by a note", hint))
    return problems


def _unknown(
    report: Report, record: Record, field: str, ids: Iterable[str], known: Iterable[str], file: str
) -> Iterator[Problem]:
    known = set(known)
    for identifier in ids:
        if identifier not in known and identifier not in report.records.unread:
            hint = did_you_mean(identifier, known, f"add it to docs/records/{file} first")
            place = report.records.place(record, field)
            yield Problem(place, f"unknown {field} “{identifier}”", f"an id from docs/records/{file}", hint)


def missing_notes(page: Page, twin: Page) -> Iterator[Problem]:
    """The notes that a page shows and its counterpart in another language does not."""
    for line in page.notes:
        if line.id not in {other.id for other in twin.notes}:
            found = f"the note “{line.id}” in one language only"
            yield Problem(line.place, found, f"it in {twin.file} too", "write it there as well")


def _fault(one: Statistic, other: Statistic, comparison: Comparison) -> tuple[str, str, str] | None:
    """What is wrong with a comparison: found, expected, hint."""
    alike = one.measures == other.measures
    if alike and in_conflict(one, other):
        return f"“{other.id}”, which contradicts it by the rule", "no entry", "the build finds it by itself; remove it"
    same = one.kind == other.kind and scale_and_intervals(one) == scale_and_intervals(other)
    if same and comparison.differs == "figure":
        return "the same figure as “differs: figure”", "differs: account", "say what differs if not the figure"
    if not same and comparison.differs == "account":
        return "another figure as “differs: account”", "differs: figure", "the figures differ too"
    return None


def check_comparisons(report: Report) -> list[Problem]:
    """What is hard to reconcile exists, differs as it says, is declared once, and is no contradiction by the rule."""
    problems: list[Problem] = []
    declared: set[frozenset[str]] = set()
    for statistic in report.statistics.values():
        for comparison in statistic.compare_with:
            other = report.statistics.get(comparison.with_)
            pair = frozenset((statistic.id, comparison.with_))
            if other is None:
                problems += _unknown(report, comparison, "with", [comparison.with_], report.statistics, "statistics")
                continue
            fault = _fault(statistic, other, comparison)
            if len(pair) == 1 or pair in declared:
                fault = ("a comparison with itself", "another figure", "remove it")
                if pair in declared:
                    fault = (f"“{other.id}” for the second time", "one entry for the two", "either figure will do")
            declared.add(pair)
            if fault:
                problems.append(Problem(report.records.place(comparison, "with"), *fault))
    for case in report.records.cases:
        for contrast in case.contrasts:
            problems += _unknown(report, contrast, "with", [contrast.with_], report.cases, "cases.yml")
    return problems


def check_shared(report: Report) -> list[Problem]:
    """Every figure with several owners is decided by an editor, and nothing else is."""
    problems: list[Problem] = []
    candidates = {frozenset(candidate.figures): candidate for candidate in find_candidates(report)}
    decided = {frozenset(entry.figures): entry for entry in report.records.shared}
    for figures, candidate in candidates.items():
        if candidate.weight >= WEIGHTY and figures not in decided and not figures & report.records.unread:
            first = report.statistics[candidate.figures[0]]
            found = f"one figure with several owners, {', '.join(candidate.figures)}"
            hint = "add them to docs/records/shared.yml, as doubtful with the reason, or as chance"
            problems.append(Problem(report.records.place(first), found, "an editor's decision", hint))
    for figures, entry in decided.items():
        if figures not in candidates and not figures & report.records.unread:
            place = report.records.place(entry, "figures")
            expected = "all figures of one value that several subjects share, and no others"
            problems.append(Problem(place, f"{', '.join(entry.figures)} together", expected, "mend the list"))
    return problems
