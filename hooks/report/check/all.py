"""What must hold before the site may be built. Each check takes the report and returns its problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from report.check.doubts import check_comparisons, check_notes, check_shared
from report.check.prose import check_figures, check_lengths, check_marks, check_phrases
from report.check.records import check_claims, check_counted, check_names, check_references, check_units, check_use
from report.check.releases import check_releases
from report.check.structure import (
    check_changes,
    check_data_fields,
    check_filled,
    check_ids,
    check_interface,
    check_languages,
    check_numbers,
    check_outline,
    check_search_words,
)
from report.check.templates import check_templates
from report.model.problems import Problem
from report.model.report import Report
from report.read.report import read_report

CHECKS: tuple[Callable[[Report], list[Problem]], ...] = (
    check_outline,
    check_numbers,
    check_languages,
    check_ids,
    check_references,
    check_units,
    check_counted,
    check_names,
    check_claims,
    check_use,
    check_marks,
    check_figures,
    check_lengths,
    check_phrases,
    check_notes,
    check_comparisons,
    check_shared,
    check_filled,
    check_interface,
    check_data_fields,
    check_search_words,
    check_changes,
    check_releases,
)


def _in_order(problem: Problem) -> tuple[str, int, str, str]:
    return problem.place.file, problem.place.line, problem.found, problem.expected


def read_and_check(docs: Path) -> tuple[Report, list[Problem]]:
    """Read a ``docs`` folder and check what it holds, and the templates beside it. All problems, by file and line."""
    report, problems = read_report(docs)
    all_problems = {*problems, *(problem for check in CHECKS for problem in check(report))}
    all_problems |= {*check_templates(report, docs.parent / "overrides")}
    return report, sorted(all_problems, key=_in_order)
