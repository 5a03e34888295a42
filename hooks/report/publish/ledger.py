"""The ledger of published addresses: what was published, and ``moved.yml``, where those that are gone went.

``python -m report.publish.ledger site`` adds the addresses of a built site that the ledger does not have yet.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.model.addresses import ADDRESS, BILINGUAL, REFERENCES, short_addresses
from report.model.problems import Place, Problem
from report.model.values import ID_PATTERN, LONGEST_ID
from report.publish.built import current_addresses, read_built
from report.publish.moves import MOVED, PUBLISHED, Ledger
from report.publish.snapshots import kept_addresses
from report.read import yamlfile
from report.read.files import read_text
from report.read.report import read_report

HEADER = """# Every address that was ever published, with the short ones that stand for it. `make ledger` adds new ones.
# What follows from these is not listed: chapters side by side, and how to cite them.
# Never remove a line: see moved.yml.
"""


def read_ledger(root: Path) -> tuple[Ledger, list[Problem]]:
    """Read the ledger below the project's folder. A project without one has published nothing yet."""
    listed, problems = _read_published(root / PUBLISHED)
    moved, more = _read_moved(root / MOVED)
    return Ledger(_with_derived(listed), moved), problems + more


@dataclass(frozen=True)
class _Listed:
    """A line of the ledger: its number, and the short addresses that stand for what it lists."""

    line: int
    short: tuple[str, ...]


def _with_derived(listed: Mapping[str, _Listed]) -> dict[str, int]:
    """Every published address with the line from which it follows.

    Of a chapter, which is a page with short addresses of its own (``s/3/``), there is one side by side
    with the same ids, and a page of references.
    """
    chapters = {
        address.partition("#")[0]
        for address, entry in listed.items()
        if any(short.startswith("s/") for short in entry.short)
    }
    published = {address: entry.line for address, entry in listed.items()}
    for address, entry in listed.items():
        published |= dict.fromkeys(entry.short, entry.line)
        page, _, anchor = address.partition("#")
        if page in chapters:
            published[BILINGUAL + address] = entry.line
            if not anchor:
                published[page + REFERENCES] = entry.line
    return published


def _read_published(path: Path) -> tuple[dict[str, _Listed], list[Problem]]:
    listed: dict[str, _Listed] = {}
    problems: list[Problem] = []
    if not path.exists():
        if not path.parent.exists():
            return {}, []
        hint = "take it from the history, or let it be empty where nothing was published yet"
        return {}, [Problem(Place(PUBLISHED, 1), "no file in its folder", "every published address", hint)]
    text = read_text(path, PUBLISHED)
    if isinstance(text, Problem):
        return {}, [text]
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        place = Place(PUBLISHED, number)
        address, *short = line.split()
        if not address.startswith("/") or not all(map(ADDRESS.fullmatch, (address[1:], *short))):
            found, hint = f"“{line}”", "such as /03-innovation-models/#social-commerce s/3.1/"
            expected = "an address that begins with “/”, and the short ones that stand for it"
            problems.append(Problem(place, found, expected, hint))
            continue
        if address[1:] in listed:
            found, hint = f"“{address}” for the second time", f"it stands on line {listed[address[1:]].line} already"
            problems.append(Problem(place, found, "each address once", hint))
        listed.setdefault(address[1:], _Listed(number, tuple(short)))
    return listed, problems


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
    if any(len(part) > LONGEST_ID for part in re.split("[/#]", entry)):
        return None  # it could not be written
    if re.fullmatch(ID_PATTERN, entry):
        return "id"
    return "address" if entry.startswith("/") and ADDRESS.fullmatch(entry[1:]) else None


def add_to_ledger(root: Path, addresses: set[str], short: Mapping[str, str]) -> int:
    """Add addresses to the ledger, in alphabetical order. Returns how many lines are new or longer.

    `short` gives what each short address stands for. It writes the file anew, so what
    :func:`read_ledger` finds wrong in it must be mended before.
    """
    listed, _ = _read_published(root / PUBLISHED)
    known = {address: entry.short for address, entry in listed.items()}
    standing: dict[str, list[str]] = {}
    for address, target in short.items():
        standing.setdefault(target, []).append(address)
    own = {address for address in addresses - set(short) if not _is_derived(address)}
    lines = {
        # A short address stands on the line of what it stands for today; one that is gone stays where it was.
        address: tuple(
            dict.fromkeys(
                (*(one for one in known.get(address, ()) if short.get(one, address) == address),
                 *standing.get(address, ()))
            )
        )
        for address in sorted({*known, *own})
    }  # fmt: skip
    text = "".join(f"{' '.join((f'/{address}', *short))}\n" for address, short in lines.items())
    (root / PUBLISHED).parent.mkdir(parents=True, exist_ok=True)
    (root / PUBLISHED).write_text(HEADER + text, encoding="utf-8")
    return sum(known.get(address) != short for address, short in lines.items())


def _is_derived(address: str) -> bool:
    """Whether an address follows from others; see :func:`_with_derived`."""
    return address.startswith(BILINGUAL) or REFERENCES in address.partition("#")[0].partition("/")[2]


def main(site: Path, root: Path) -> int:
    """Add what a built site has. Exit status: 0, or 1 when the ledger cannot be read; then it stays as it is."""
    report, _ = read_report(root / "docs")
    _, problems = read_ledger(root)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    short = short_addresses(report)
    new = add_to_ledger(root, current_addresses(read_built(site), short) | kept_addresses(site), short)
    print(f"{new} new address(es) in {PUBLISHED}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "index.html").is_file():
        print("usage: python -m report.publish.ledger SITE, the folder of a built site", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(Path(sys.argv[1]), Path()))
