"""What must hold before the site may be built. Each check takes the report and returns its problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from report.check_prose import check_figures, check_marks
from report.check_records import check_claims, check_references, check_units, check_use
from report.check_structure import (
    check_changes,
    check_data_fields,
    check_generated,
    check_ids,
    check_interface,
    check_languages,
    check_outline,
    check_search_words,
)
from report.model import Problem, Report
from report.reading import read_report

CHECKS: tuple[Callable[[Report], list[Problem]], ...] = (
    check_outline,
    check_languages,
    check_ids,
    check_references,
    check_units,
    check_claims,
    check_use,
    check_marks,
    check_figures,
    check_generated,
    check_interface,
    check_data_fields,
    check_search_words,
    check_changes,
)


def read_and_check(docs: Path) -> tuple[Report, list[Problem]]:
    """Read a ``docs`` folder and check what it holds. All problems of both, by file and line."""
    report, problems = read_report(docs)
    all_problems = {*problems, *(problem for check in CHECKS for problem in check(report))}
    return report, sorted(all_problems, key=lambda problem: (problem.place.file, problem.place.line, str(problem)))
