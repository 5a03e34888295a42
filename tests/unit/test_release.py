"""A release is refused while something about it is unclear; what is packed can be checked and is the same each time."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path

import pytest

from releasing import commit, git
from report.publish.release import main, pack, refusals

ADDRESS = "https://digest.example.com/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of version 1.0.0, committed and ready to be released."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.0.0"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0.0 (2026-01-01)\n", encoding="utf-8")
    archive = folder / "docs/records/releases/1.0.0.tar.xz"
    archive.parent.mkdir(parents=True)
    archive.write_bytes(b"x")
    git(folder, "init", "-q")
    commit(folder)
    return folder


def test_what_is_ready_may_go(project: Path) -> None:
    assert refusals(project, ADDRESS) == []
    git(project, "tag", "v1.0.0")
    assert refusals(project, ADDRESS) == []  # the very commit again


def test_everything_that_stands_against_it_is_told_at_once(project: Path) -> None:
    git(project, "tag", "v1.0.0")
    (project / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n", encoding="utf-8")
    commit(project)
    (project / "new.md").write_text("x", encoding="utf-8")
    (project / "docs/records/releases/1.0.0.tar.xz").unlink()
    found = refusals(project, "https://example.org/")
    for words in (
        "SITE_URL is not set",
        "not committed",
        "no heading “## 1.0.0”",
        "v1.0.0 is released",
        "no copy of 1.0.0",
    ):
        assert [reason for reason in found if words in reason], words
    assert len(found) == 5


def test_a_shallow_clone_is_no_release(project: Path, tmp_path: Path) -> None:
    (project / "more.md").write_text("x", encoding="utf-8")
    commit(project)
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{project}", str(tmp_path / "shallow")], check=True)
    (reason,) = refusals(tmp_path / "shallow", ADDRESS)
    assert "git fetch --unshallow" in reason


def test_what_is_refused_has_a_status(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["--check", ADDRESS]) == 0
    assert main(["--check", "ftp://x/"]) == 1
    assert capsys.readouterr().err.startswith("No release: mkdocs.yml:1: found SITE_URL “ftp://x/”")
    assert main([]) == 2


def test_the_same_site_is_packed_to_the_same_bytes(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    site, bill = tmp_path / "site", tmp_path / "sbom.cdx.json"
    (site / "a").mkdir(parents=True)
    (site / "a" / "index.html").write_text("一", encoding="utf-8")
    bill.write_text("{}", encoding="utf-8")
    archive, copied, sums = pack(site, tmp_path / "first", [bill])
    (site / "a" / "index.html").touch()
    again, *_ = pack(site, tmp_path / "second", [])
    assert archive.read_bytes() == again.read_bytes()
    for line in sums.read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() == digest
    assert copied.read_text(encoding="utf-8") == "{}"
    with tarfile.open(archive) as tar:
        assert tar.getnames() == ["digest-1.0.0/a", "digest-1.0.0/a/index.html"]
