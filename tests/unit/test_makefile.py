"""The environment that the Makefile makes for itself, and the one that it is handed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers import ROOT, make


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile beside an environment of its own and another one, both older than the lock file."""
    (tmp_path / "Makefile").symlink_to(ROOT / "Makefile")
    (tmp_path / "requirements.lock").touch()
    for name in (".venv", "handed"):
        program = tmp_path / name / "bin/python"
        program.parent.mkdir(parents=True)
        program.write_text('#!/bin/sh\nmkdir -p "$3"\n', encoding="utf-8")
        program.chmod(0o755)
        (tmp_path / name / ".ready").touch()
        os.utime(tmp_path / name / ".ready", (0, 0))
    return tmp_path


def contents(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_an_environment_that_is_handed_over_stays_as_it_is(project: Path) -> None:
    before = contents(project / "handed")
    for command in ("build", "clean"):
        assert make(project, command, f"VENV={project / 'handed'}").returncode == 0
    assert contents(project / "handed") == before
    assert not (project / "site").exists() and not (project / ".venv").exists()  # `clean` ran


def test_its_own_is_made_anew_when_the_lock_file_is_newer(project: Path) -> None:
    def is_due() -> bool:
        return make(project, "--question", ".venv/.ready").returncode == 1

    assert is_due()
    os.utime(project / ".venv/.ready")
    assert not is_due()
    makes = make(project, "--dry-run", "--what-if=requirements.lock", "build").stdout
    assert "rm -rf .venv &&" in makes and "-m venv .venv" in makes


def test_no_copy_is_kept_of_a_site_without_an_address(project: Path) -> None:
    refused = make(project, "freeze", f"VENV={project / 'handed'}", "SITE_URL=https://example.org/")
    assert refused.returncode == 2
    assert "No release: SITE_URL is not set" in refused.stderr
    assert not list((project / "handed").rglob("report.publish.freeze"))
