"""What has become of addresses of earlier days: where each leads now, or that nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from report.model.addresses import BILINGUAL, REFERENCES, ShortAddress
from report.model.problems import Place, Problem, did_you_mean
from report.model.values import ID_PATTERN

PUBLISHED = "docs/records/ledger/published.txt"
MOVED = "docs/records/moved.yml"


@dataclass(frozen=True)
class Ledger:
    """What has been published, with the line of each address, and where what is gone has moved.

    A key of `moved` is a page (``old/``), an id wherever it stood (``old-id``), or one address
    (``page/#old-id``); the value is of the same form, or a whole address.
    """

    published: Mapping[str, int]
    moved: Mapping[str, tuple[str, Place]]

    def resolve(self, address: str, current: set[str]) -> str | Problem | None:
        """Where an address of earlier days leads now; None when nobody says, a problem when it leads nowhere."""
        way: dict[str, Place] = {}  # each address on it, and where the entry stands that leads on from there
        longest = 2 * len(self.moved)  # an address has up to two ids, and each may pass through every entry
        while address not in current:
            if address in way or len(way) > longest:
                return _loop(way, address)
            step = self._step(address)
            if step is None:
                return _dead_end(address, [*way.values()][-1], current) if way else None
            way[address] = step[1]
            address = step[0]
        return address

    def _step(self, address: str) -> tuple[str, Place] | None:
        if address in self.moved:
            return self.moved[address]
        if address.startswith(BILINGUAL):  # such a page goes with its chapter
            step = self._step(address.removeprefix(BILINGUAL))
            return (BILINGUAL + step[0], step[1]) if step else None
        chapter, references, rest = address.partition(REFERENCES)
        if references:  # so do its references
            step = self._step(chapter)
            return (step[0] + references + rest, step[1]) if step else None
        page, sign, anchor = address.partition("#")
        if page in self.moved:
            target, place = self.moved[page]
            return target + sign + anchor if "#" not in target else target, place
        # An id wherever it stood: in a fragment, beside a section's, or in a short address.
        parts = anchor.split("--") if anchor else page.strip("/").split("/")[-1:]
        for position, part in enumerate(parts):
            if part in self.moved:
                target, place = self.moved[part]
                renamed = "--".join([*parts[:position], target, *parts[position + 1 :]])
                return (f"{page}#{renamed}" if anchor else page.replace(f"/{part}/", f"/{renamed}/")), place
        return None


def _written(address: str) -> str:
    """An address or an id as `moved.yml` writes it; an id is at work here as the address “#id”."""
    return address[1:] if address.startswith("#") else f"/{address}"


def _loop(way: Mapping[str, Place], address: str) -> Problem:
    """The problem of a way that comes back to an address, or that only grows; a loop is told from its first entry."""
    steps = list(way)
    loop = steps[steps.index(address) :] if address in way else steps[:3]
    first = min(loop, key=lambda step: way[step].line)
    turned = [*loop[loop.index(first) :], *loop[: loop.index(first)]] if address in way else loop
    path = " → ".join([*map(_written, turned), _written(first) if address in way else "…"])
    return Problem(way[first], f"a loop, {path}", "a way that ends at an address of today", "mend one of them")


def _dead_end(address: str, place: Place, current: Iterable[str]) -> Problem:
    hint = did_you_mean(_written(address), map(_written, current), "say in turn where that has moved")
    return Problem(place, f"“{_written(address)}”, which is nowhere", "an address of today", hint)


def _ids(addresses: Iterable[str]) -> Iterator[str]:
    """The ids in addresses, as the addresses “#id”: those after “#”, their parts, and those in short addresses."""
    for address in addresses:
        page, _, anchor = address.partition("#")
        yield from (f"#{part}" for part in (anchor, *anchor.split("--"), *page.split("/")[1:2]) if part)


def check_entries(ledger: Ledger, current: set[str]) -> list[Problem]:
    """Every entry of `moved.yml` leads to an address or an id of today, whether or not the ledger needs it.

    An id may lead to one that was published or that an entry names in an address: what becomes of that is
    asked where it stands.
    """
    known = {*_ids(current), *_ids(ledger.published), *_ids(old for old in ledger.moved if "#" in old)}
    problems: dict[Problem, None] = {}  # one loop is found from each of its entries
    for old, (new, place) in ledger.moved.items():
        is_id = re.fullmatch(ID_PATTERN, old) is not None
        address, there = (f"#{new}", known) if is_id else (new, current)
        end = ledger.resolve(address, there)
        if end is None:
            end = _dead_end(address, place, there)
        if isinstance(end, Problem):
            problems[end] = None
    return list(problems)


def redirects(ledger: Ledger, current: set[str]) -> tuple[dict[str, str], list[Problem]]:
    """Where each address that is gone leads now, and a problem for each address and entry that leads nowhere."""
    targets: dict[str, str] = {}
    problems = check_entries(ledger, current)
    told = {problem.place for problem in problems}
    for address, line in ledger.published.items():
        if address in current:
            continue
        target = ledger.resolve(address, current)
        if target is None:
            near = did_you_mean(address, current, "a page of its own")
            hint = f"write in {MOVED} where it went, such as “/{address}: …”; {near}"
            expected = "it, or an entry of where it went; a published address is never dropped"
            problems.append(
                Problem(Place(PUBLISHED, line), f"“/{address}”, which the site no longer has", expected, hint)
            )
        elif isinstance(target, Problem):
            if target.place not in told and target not in problems:
                problems.append(target)
        else:
            targets[address] = target
    return targets, problems


def check_moved(ledger: Ledger, current: set[str]) -> list[Problem]:
    """Nothing is said to have moved that is still there."""
    return [
        Problem(place, f"“/{old}”, which is still there", "an address that is gone", "remove the entry")
        for old, (_, place) in ledger.moved.items()
        if old in current
    ]


def check_collisions(short: Iterable[ShortAddress], pages: Iterable[str]) -> list[Problem]:
    """No short address is that of a page, or of anything else."""
    taken = dict.fromkeys(pages, "a page has it; rename the page")
    problems: list[Problem] = []
    for entry in short:
        if entry.address in taken:
            found = f"the short address “/{entry.address}”"
            problems.append(Problem(entry.place, found, "one of its own", taken[entry.address]))
        taken.setdefault(entry.address, f"{entry.place} has it already; change one of the two")
    return problems


def by_page(targets: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The addresses that are gone, by page: for each page, its ids (“” for the page itself) and where they lead."""
    grouped: dict[str, dict[str, str]] = {}
    for address, target in targets.items():
        page, _, anchor = address.partition("#")
        grouped.setdefault(page, {})[anchor] = target
    yield from sorted(grouped.items())


def renamed_ids(targets: Mapping[str, str], page: str, current: set[str]) -> dict[str, str]:
    """Where the ids that are gone lead now, for an address that leads to `page` whatever that was called before.

    An id that has gone from several pages leads to `page` if one of them does, else where the first of them does.
    """
    renamed: dict[str, str] = {}
    for address, target in targets.items():
        anchor = address.partition("#")[2]
        if not anchor or f"{page}#{anchor}" in current:
            continue
        if anchor not in renamed or (target.startswith(f"{page}#") and not renamed[anchor].startswith(f"{page}#")):
            renamed[anchor] = target
    return renamed
