"""What tests of releases do to a small project that is a repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from helpers import ROOT


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "all")


def call_version(folder: Path, version: str) -> None:
    """Give the project a version, and the change log a heading for it."""
    (folder / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n## {version}\n", encoding="utf-8")


def change(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Change words of the outlook in each language."""
    for language, words in before.items():
        page = folder / f"docs/{language}/03-outlook.md"
        text = page.read_text(encoding="utf-8")
        assert words in text
        page.write_text(text.replace(words, after[language], 1), encoding="utf-8")


def run_freeze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run what `make freeze` runs, and `make release` with ``--check``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "report.publish.freeze", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
