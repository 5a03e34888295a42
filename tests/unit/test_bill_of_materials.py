"""The bill of materials: complete, valid, the same each time; and no licence that is not allowed."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from helpers import ROOT
from tools.bill_of_materials import bill_of_materials, needs, not_allowed, only

LICENCES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ecommerce-report-digest"][
    "licences"
]


def bill_of(**licences: list[dict[str, Any]]) -> dict[str, Any]:
    return {"components": [{"name": name, "licenses": stated} for name, stated in licences.items()]}


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return bill_of_materials()


def test_it_names_what_a_build_needs_and_nothing_of_the_tests(bill: dict[str, Any]) -> None:
    names = {component["name"].lower().replace("_", "-") for component in bill["components"]}
    assert names >= {"mkdocs", "mkdocs-material", "lightningcss", "pydantic", "pydantic-core", "markupsafe"}
    assert not names & {"pytest", "ruff", "playwright", "cyclonedx-bom", "pip"}
    refs = {component["bom-ref"] for component in bill["components"]}
    root = bill["metadata"]["component"]["bom-ref"]
    graph = {entry["ref"]: set(entry["dependsOn"]) for entry in bill["dependencies"]}
    assert graph.keys() == refs | {root}
    reached, to_follow = set(), {root}
    while to_follow:
        reached |= to_follow
        to_follow = set().union(*(graph[ref] for ref in to_follow)) - reached
    assert reached == refs | {root}


def test_it_is_valid_and_the_same_each_time(bill: dict[str, Any]) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None
    assert bill == bill_of_materials()


def test_every_licence_is_allowed_or_a_named_exception() -> None:
    found = not_allowed(bill_of_materials("dev"), LICENCES["allowed"])
    assert {name.lower(): said for name, said in found.items() if name.lower() not in LICENCES["exceptions"]} == {}
    assert {name.lower() for name in found} == LICENCES["exceptions"].keys(), "an exception that nothing needs"


def test_a_licence_that_is_not_allowed_is_found() -> None:
    bill = bill_of(
        sound=[{"license": {"id": "MIT"}}],
        silent=[],
        chosen=[{"expression": "GPL-3.0-only OR MIT"}],
        both=[{"expression": "GPL-3.0-only AND MIT"}],
        named=[{"license": {"name": "License :: OSI Approved :: BSD License"}}],
        contradicted=[{"license": {"id": "MIT"}}, {"license": {"name": "License :: Other/Proprietary License"}}],
    )
    assert not_allowed(bill, ["MIT", "BSD License"]) == {
        "silent": [],
        "both": ["GPL-3.0-only AND MIT"],
        "contradicted": ["MIT", "License :: Other/Proprietary License"],
    }


def test_extras_and_other_machines_ask_for_nothing_unless_they_are_meant() -> None:
    assert "pysocks" not in needs(["urllib3"])
    assert needs(["urllib3[socks]"])["urllib3"] >= {"pysocks"}  # type: ignore[index] # a name is a string
    assert needs(["no-such-package; sys_platform == 'no-such-system'"]) == {}
    with pytest.raises(PackageNotFoundError, match="no-such-package"):
        needs(["no-such-package"])


def test_a_bill_is_cut_to_what_is_needed() -> None:
    bill = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"name": name, "bom-ref": f"{name}==1", "externalReferences": [{"url": "https://example.org/"}]}
            for name in ("Up_Per", "lower", "other")
        ],
        "dependencies": [{"ref": "root"}],
    }
    cut = only(bill, needs([]) | {"up-per": {"lower"}, "lower": set()}, {"up-per"})  # type: ignore[arg-type]
    assert cut["components"] == [
        {"name": "lower", "bom-ref": "lower==1"},
        {"name": "Up_Per", "bom-ref": "Up_Per==1"},
    ]
    assert cut["dependencies"] == [
        {"ref": "root", "dependsOn": ["Up_Per==1"]},
        {"ref": "lower==1", "dependsOn": []},
        {"ref": "Up_Per==1", "dependsOn": ["lower==1"]},
    ]
