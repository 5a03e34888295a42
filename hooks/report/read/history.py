"""When a file last changed, as the repository's history has it: the same on every machine, whatever the clock says."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from report.model.languages import Language
from report.model.site_pages import VERSIONS

# What was published when.
_LEDGER, _RELEASES = "docs/records/ledger/", "docs/records/releases"
_COMMIT = "\x01"  # begins the line of a commit; no path has it


def last_changes(root: Path) -> dict[str, date]:
    """The day of the last commit (ISO 8601, the committer's own) of each file under `root`, by its path there.

    Nothing outside a repository or without git. In a shallow clone the oldest commit claims every
    file; what only that one claims is left out, since its true day is not known.
    """
    log = ("log", f"--format={_COMMIT}%H %cs", "--name-only", "--relative", "--no-renames", "--", ".")
    try:
        unknown = _edge(root)
        lines = _git(root, "-c", "core.quotePath=false", *log).splitlines()
    except (OSError, subprocess.CalledProcessError):
        return {}
    changes: dict[str, date] = {}
    day: date | None = None
    for line in lines:
        if line.startswith(_COMMIT):
            commit, _, written = line[1:].partition(" ")
            day = None if commit in unknown else date.fromisoformat(written)
        elif line and day:
            changes.setdefault(line, day)
    return changes


def of_texts(changes: Mapping[str, date]) -> dict[str, date]:
    """The same without the registers of what was published when: to release a text does not change it."""
    return {file: day for file, day in changes.items() if not file.startswith((_LEDGER, _RELEASES))}


def why_unknown(root: Path) -> str:
    """Why days of change are not known, or not all, and what to do about it; “” where they are."""
    try:
        if _edge(root):
            return "the clone is shallow; fetch the whole history: git fetch --unshallow"
        _git(root, "rev-parse", "--verify", "HEAD")
    except FileNotFoundError:
        return "git is not installed"
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip()
        if "dubious ownership" in said:
            return f"the repository belongs to another user; allow it: git config --global --add safe.directory {root}"
        return f"git says “{said.splitlines()[0] if said else error.returncode}”"
    return ""


def _edge(root: Path) -> set[str]:
    """The commits at which the history of a shallow clone ends."""
    edge = Path(_git(root, "rev-parse", "--path-format=absolute", "--git-path", "shallow").strip())
    return set(edge.read_text(encoding="ascii").split()) if edge.is_file() else set()


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def page_change(changes: Mapping[str, date], name: str, language: Language, generated: Iterable[str]) -> date | None:
    """The day on which a page's text or its records last changed; None if that is not known.

    A chapter depends on its own Markdown and the records of its figures; the `generated` pages on
    everything under ``docs/`` that is not another language's, nor a register of what was published.
    """
    if name in generated:
        others = tuple(f"docs/{other}/" for other in language.others)
        aside = (*others, _LEDGER) if name == VERSIONS else (*others, _LEDGER, _RELEASES)
        days = (day for file, day in changes.items() if file.startswith("docs/") and not file.startswith(aside))
    else:
        files = (f"docs/{language}/{name}.md", f"docs/records/statistics/{name}.yml")
        days = (changes[file] for file in files if file in changes)
    return max(days, default=None)
