"""What the site is made with, as a CycloneDX bill of materials, and under which licences.

``make sbom`` writes down the packages that a build needs; the tests hold the licences of all that `make test`
installs to the list in ``pyproject.toml``. cyclonedx-py reads the environment; which of it is needed is read from the
packages themselves, since its own graph takes the extras that nobody asked for too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
CLASSIFIER = "License :: OSI Approved :: "

Needs = dict[NormalizedName, set[NormalizedName]]


def needs(requirements: Iterable[str]) -> Needs:
    """Packages that these requirements ask for on this machine, with their extras, and what each of them asks for.

    Raises PackageNotFoundError for what is not installed: a bill that leaves a package out is worse than none.
    """
    found: Needs = {}
    asked: set[tuple[NormalizedName, str]] = set()

    def applies(requirement: Requirement, extra: str) -> bool:
        return requirement.marker is None or requirement.marker.evaluate({"extra": extra})

    def visit(requirement: Requirement) -> NormalizedName:
        name = canonicalize_name(requirement.name)
        further = [Requirement(text) for text in requires(requirement.name) or ()]
        own = found.setdefault(name, set())
        for extra in {"", *requirement.extras}:
            if (name, extra) not in asked:
                asked.add((name, extra))
                own |= {visit(one) for one in further if applies(one, extra)}
        return name

    for text in requirements:
        if applies(one := Requirement(text), ""):
            visit(one)
    return found


def read_environment() -> dict[str, Any]:
    """The bill of all that is installed beside the Python that runs, the same each time."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--no-validate"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), sys.executable]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    bill: dict[str, Any] = json.loads(printed)
    return bill


def only(bill: Mapping[str, Any], needed: Needs, direct: Collection[NormalizedName]) -> dict[str, Any]:
    """A bill with the packages that are needed alone; the project itself needs those that are `direct`.

    Links to their home pages are left out: the address of a package (purl) leads to them.
    """
    components = {
        canonicalize_name(component["name"]): {key: component[key] for key in component if key != "externalReferences"}
        for component in bill["components"]
    }
    refs = {name: components[name]["bom-ref"] for name in sorted(needed)}
    root = bill["metadata"]["component"]["bom-ref"]
    graph = {root: direct, **{refs[name]: needed[name] for name in refs}}
    return {
        **bill,
        "components": [components[name] for name in refs],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(refs[name] for name in names)} for ref, names in graph.items()
        ],
    }


def statements(component: Mapping[str, Any]) -> list[str]:
    """What a package says of its licence: expressions or ids of SPDX, and names."""
    said = [
        entry.get("expression") or entry["license"].get("id") or entry["license"]["name"]
        for entry in component.get("licenses", ())
    ]
    return [str(one).removeprefix(CLASSIFIER) for one in said]


def is_allowed(statement: str, allowed: Collection[str]) -> bool:
    """Whether one of the licences to choose from holds allowed parts alone (SPDX expressions without brackets)."""
    return any(all(part in allowed for part in choice.split(" AND ")) for choice in statement.split(" OR "))


def not_allowed(bill: Mapping[str, Any], allowed: Collection[str]) -> dict[str, list[str]]:
    """Packages that state no licence, or one that is not allowed, with all that they state."""
    return {
        component["name"]: said
        for component in bill["components"]
        for said in [statements(component)]
        if not said or not all(is_allowed(one, allowed) for one in said)
    }


def bill_of_materials(*extras: str) -> dict[str, Any]:
    """The bill of what the project needs to build the site, and of some of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(text for extra in extras for text in project["optional-dependencies"][extra])]
    return only(read_environment(), needs(asked), {canonicalize_name(Requirement(text).name) for text in asked})


if __name__ == "__main__":
    bill = json.dumps(bill_of_materials(), ensure_ascii=False, indent=2)
    Path(sys.argv[1]).write_text(bill + "\n", encoding="utf-8")
