"""The way on when MkDocs or Material ends: ProperDocs, MkDocs continued, makes the same site and tells the same.

What moving over takes stands in NOTES/stack.md, and is what `moved_over` does.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from helpers import ROOT, run_mkdocs

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def moved_over(folder: Path) -> None:
    (folder / "mkdocs.yml").rename(folder / "properdocs.yml")


def read_bytes(site: Path) -> dict[str, bytes]:
    """Every file of a site, without the name of what made its pages."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {name: GENERATOR.sub(b"", content) if name.endswith(".html") else content for name, content in files.items()}


def test_the_site_is_the_same_to_the_byte(tiny_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # the packed sitemap holds when it was made
    shutil.copytree(ROOT / "tests/golden/overlay", tiny_site, dirs_exist_ok=True)
    assert run_mkdocs(tiny_site, "build", "--site-dir", "mkdocs").returncode == 0
    moved_over(tiny_site)
    built = run_mkdocs(tiny_site, "build", "--site-dir", "properdocs", generator="properdocs")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    ours, theirs = read_bytes(tiny_site / "mkdocs"), read_bytes(tiny_site / "properdocs")
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if theirs[name] != ours[name]] == []
    assert b"ProperDocs" in (tiny_site / "properdocs/index.html").read_bytes()


FAULTS = {
    "that we find": (
        "60 to 30",
        "60 to 20",
        "ERROR   -  report: docs/en/01-stores.md:15: found “cut from 60 to 20 minutes”, which reads as 60 minute",
    ),
    "that it finds": (
        "/// editor",
        "[x](nowhere.md)\n\n/// editor",
        "WARNING -  Doc file 'en/01-stores.md' contains a link 'nowhere.md'",
    ),
}


@pytest.mark.parametrize(("find", "replacement", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_as_ever_and_nothing_else_is(
    tiny_site: Path, find: str, replacement: str, message: str
) -> None:
    page = tiny_site / "docs/en/01-stores.md"
    page.write_text(page.read_text(encoding="utf-8").replace(find, replacement, 1), encoding="utf-8")
    moved_over(tiny_site)
    built = run_mkdocs(tiny_site, "build", generator="properdocs")
    assert built.returncode == 1
    (told,) = built.stderr.splitlines()
    assert told.startswith(message)
