"""Days of change, and links for those who read elsewhere."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from helpers import ROOT
from report.read.history import last_changes, why_unknown
from report.read.report import read_report
from report.write.page_markdown import absolute_links


def test_days_of_change_come_from_the_history(tmp_path: Path) -> None:
    def git(*arguments: str, day: str = "2024-01-01") -> None:
        environment = {
            "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
            "HOME": str(tmp_path),
        }
        names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(
            ["git", *names, *arguments], cwd=tmp_path / "a", check=True, capture_output=True, env=environment
        )

    assert last_changes(tmp_path) == {} and "not a git repository" in why_unknown(tmp_path)
    (tmp_path / "a" / "docs").mkdir(parents=True)
    git("init")
    for name, day in (("一.md", "2024-01-02"), ("two.md", "2024-02-03")):
        (tmp_path / "a" / "docs" / name).write_text("x", encoding="utf-8")
        git("add", ".")
        git("commit", "-m", name, day=day)
    assert last_changes(tmp_path / "a") == {"docs/一.md": date(2024, 1, 2), "docs/two.md": date(2024, 2, 3)}
    assert why_unknown(tmp_path / "a") == ""
    # A shallow clone: its one commit claims both files, and cannot know.
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path / 'a'}", str(tmp_path / "b")], check=True)
    assert last_changes(tmp_path / "b") == {} and "git fetch --unshallow" in why_unknown(tmp_path / "b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for path in (tmp_path, tmp_path / ".git"):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("HOME", str(tmp_path))  # where no owner is trusted
    assert "git config --global --add safe.directory" in why_unknown(tmp_path)


def test_a_machine_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert last_changes(tmp_path) == {} and why_unknown(tmp_path) == "git is not installed"


def test_links_become_absolute() -> None:
    text = '[a](02-b.md#c) [d](#e) [f](https://x.org/) [g](index.md) <a href="../data/x.json">h</a> [i](j.md?k=1#l "m")'
    home = "https://example.org/docs/en/"
    report = read_report(ROOT / "docs")[0]
    assert absolute_links(text, f"{home}01-x/", home, report) == (
        "[a](https://example.org/docs/en/02-b/#c) [d](https://example.org/docs/en/01-x/#e) [f](https://x.org/) "
        '[g](https://example.org/docs/en/) <a href="https://example.org/docs/en/data/x.json">h</a> '
        '[i](https://example.org/docs/en/j/?k=1#l "m")'
    )
