"""Small sites in; exact messages out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from report.checks import read_and_check

HERE = Path(__file__).parent / "golden"
SITE = HERE / "site"
FAULTS = sorted((HERE / "faults").glob("*.yml"))


def test_a_sound_site_has_no_problems() -> None:
    _, problems = read_and_check(SITE / "docs")
    assert problems == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_fault(fault: Path, tmp_path: Path) -> None:
    golden = yaml.safe_load(fault.read_text(encoding="utf-8"))
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    for edit in golden["edits"]:
        path = tmp_path / edit["file"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert edit["find"] in text, f"nothing to edit in {edit['file']}"
        path.write_text(text.replace(edit["find"], edit["replace"], 1), encoding="utf-8")
    _, problems = read_and_check(tmp_path / "docs")
    assert [str(problem) for problem in problems] == golden["problems"]
