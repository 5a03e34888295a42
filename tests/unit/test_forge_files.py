"""Files that only GitHub, GitLab or Renovate read are what those read, by the schemas that check-jsonschema carries."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

# The first pattern that fits a file says which schema it is held to.
SCHEMAS = {
    ".github/workflows/*.y*ml": "github-workflows",
    ".github/actions/*/action.y*ml": "github-actions",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ".github/ISSUE_TEMPLATE/*.y*ml": "github-issue-forms",
    ".github/dependabot.y*ml": "dependabot",
    ".gitlab-ci.yml": "gitlab-ci",
    "renovate.json": "renovate",
}
FILES = sorted(
    path.relative_to(ROOT)
    for pattern in (".github/**/*.y*ml", ".github/**/*.json*", ".gitlab-ci.y*ml", "renovate.json*")
    for path in ROOT.glob(pattern)
)


def schema_of(file: Path) -> str:
    """The schema of a file of a forge; empty where none is known."""
    return next((schema for pattern, schema in SCHEMAS.items() if file.match(pattern)), "")


def check(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    if schema == "gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]  # its tags, such as !reference
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_schema_of_every_file_is_known() -> None:
    assert [file for file in FILES if not schema_of(file)] == []


@pytest.mark.parametrize("schema", sorted({schema_of(file) for file in FILES} - {""}))
def test_the_files_of_a_kind_are_valid(schema: str) -> None:
    done = check(schema, *(file for file in FILES if schema_of(file) == schema))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_faulty_file_is_found(tmp_path: Path) -> None:
    form = (ROOT / ".github/ISSUE_TEMPLATE/1-mistake.yml").read_text(encoding="utf-8")
    (tmp_path / "form.yml").write_text(form.replace("type: input", "type: inputs", 1), encoding="utf-8")
    done = check("github-issue-forms", tmp_path / "form.yml")
    assert done.returncode == 1
    assert "inputs" in done.stdout


def test_the_forms_are_in_both_languages() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    told = re.compile(r"^[ -]*(?:name|description|title|label|value): (.+)$", re.MULTILINE)
    for file in FILES:
        if schema_of(file) == "github-issue-forms":
            for words in told.findall((ROOT / file).read_text(encoding="utf-8")):
                before, _, after = words.partition(" / ")
                assert chinese.search(before), (file, words)
                assert after and not chinese.search(after), (file, words)
