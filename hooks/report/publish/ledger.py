"""The ledger of published addresses: ``published.txt``, one a line, and ``moved.yml``, where those that are gone went.

``python -m report.publish.ledger site`` adds the addresses of a built site that the ledger does not have yet.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from report.model.addresses import ADDRESS, short_addresses
from report.model.problems import Place, Problem
from report.model.values import ID_PATTERN
from report.publish.links import MOVED, PUBLISHED, Ledger, current_addresses, read_built
from report.read import yamlfile
from report.read.report import read_report, read_text

HEADER = "# Every address that was ever published; `make ledger` adds new ones. Never remove a line: see moved.yml.\n"


def read_ledger(root: Path) -> tuple[Ledger, list[Problem]]:
    """Read the ledger below the project's folder. A project without one has published nothing yet."""
    published, problems = _read_published(root / PUBLISHED)
    moved, more = _read_moved(root / MOVED)
    return Ledger(published, moved), problems + more


def _read_published(path: Path) -> tuple[dict[str, int], list[Problem]]:
    published: dict[str, int] = {}
    problems: list[Problem] = []
    if not path.exists():
        return {}, []
    text = read_text(path, PUBLISHED)
    if isinstance(text, Problem):
        return {}, [text]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        place = Place(PUBLISHED, number)
        if not line.startswith("/") or not ADDRESS.match(line[1:]):
            found, hint = f"“{line}”", "one address a line, such as /03-innovation-models/#social-commerce"
            problems.append(Problem(place, found, "an address that begins with “/”", hint))
            continue
        if line[1:] in published:
            found, hint = f"“{line}” for the second time", f"it stands on line {published[line[1:]]} already"
            problems.append(Problem(place, found, "each address once", hint))
        published.setdefault(line[1:], number)
    return published, problems


def _read_moved(path: Path) -> tuple[dict[str, tuple[str, Place]], list[Problem]]:
    moved: dict[str, tuple[str, Place]] = {}
    if not path.exists():
        return {}, []
    text = read_text(path, MOVED)
    if isinstance(text, Problem):
        return {}, [text]
    data, problems = yamlfile.parse(MOVED, text)
    if data.content is None:
        return {}, problems
    if not isinstance(data.content, dict):
        place = Place(MOVED, 1)
        return {}, [*problems, Problem(place, "no mapping", "old: new", "one entry a line, such as old-id: new-id")]
    for old, new in data.content.items():
        place = data.place((old,))
        if not isinstance(new, str) or _form(old) is None or _form(old) != _form(new):
            found, expected = f"“{old}: {new}”", "two ids, or two addresses that begin with “/”"
            problems.append(Problem(place, found, expected, "such as old-id: new-id, or /old/#id: /new/#id"))
            continue
        moved[old.removeprefix("/")] = (new.removeprefix("/"), place)
    return moved, problems


def _form(entry: str) -> str | None:
    if re.match(ID_PATTERN, entry):
        return "id"
    return "address" if entry.startswith("/") and ADDRESS.match(entry[1:]) else None


def add_to_ledger(root: Path, addresses: set[str]) -> int:
    """Add addresses to ``published.txt``, in alphabetical order. Returns how many were new.

    It writes the file anew, so what :func:`read_ledger` finds wrong in it must be mended before.
    """
    known, _ = _read_published(root / PUBLISHED)
    lines = sorted(f"/{address}" for address in {*known, *addresses})
    (root / PUBLISHED).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return len(addresses - set(known))


def main(site: Path, root: Path) -> int:
    """Add what a built site has. Exit status: 0, or 1 when the ledger cannot be read; then it stays as it is."""
    report, _ = read_report(root / "docs")
    _, problems = read_ledger(root)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    new = add_to_ledger(root, current_addresses(read_built(site), short_addresses(report)))
    print(f"{new} new address(es) in {PUBLISHED}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path()))
