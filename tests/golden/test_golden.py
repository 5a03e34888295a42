"""Small sites in; exact messages and exact pages out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from report.checks import read_and_check
from report.comparison import relate
from report.model import Language
from report.rendering import render_page

HERE = Path(__file__).parent
SITE = HERE / "site"
TEMPLATES = HERE.parent.parent / "overrides" / "report"
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


@pytest.mark.parametrize(
    "path", sorted((HERE / "pages").rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_page(path: Path) -> None:
    report, _ = read_and_check(SITE / "docs")
    language: Language = "zh" if path.parent.name == "zh" else "en"
    source = (SITE / "docs" / language / path.name).read_text(encoding="utf-8").split("---\n", 2)[2]
    rendered = render_page(report, relate(report), path.stem, language, source, TEMPLATES)
    assert rendered == path.read_text(encoding="utf-8")
