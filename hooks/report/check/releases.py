"""Checks on the releases that are kept."""

from __future__ import annotations

from itertools import pairwise

from report.model.problems import Problem
from report.model.report import Report


def check_releases(report: Report) -> list[Problem]:
    """The list of releases begins with the newest, in version and in day, and has each once."""
    problems: list[Problem] = []
    for later, earlier in pairwise(report.records.releases):
        if earlier.order >= later.order:
            place = report.records.place(earlier, "version")
            found = f"{earlier.version} below {later.version}"
            problems.append(Problem(place, found, "the newest first, each once", "make freeze puts it in its place"))
        if earlier.day > later.day:
            place = report.records.place(earlier, "day")
            found = f"{earlier.day} below {later.day}"
            problems.append(Problem(place, found, "a day that is no later", "check for a slip of the keyboard"))
    return problems
