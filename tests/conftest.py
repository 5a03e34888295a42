"""Sites to look at: the real one, built once, and a tiny one to change."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import cast

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from helpers import HOSTILE, ROOT, make_tiny_site, read_json, run_mkdocs
from releasing import call_version, change, commit, git, run_freeze
from report.write.cards import Picture
from tools.draw_cards import wanted_pictures

# Tests that share what is costly to make run in one process of several: by file, the name of what they share.
SHARED = {
    "tests/browser/test_engines.py": "other engines",
    "tests/browser/test_search_quality.py": "answers to all judged queries",
    "tests/browser/test_versions.py": "releases",
    "tests/build/test_versions.py": "releases",
    "tests/build/test_data.py": "data",
    "tests/build/test_languages.py": "a language more",
    "tests/build/test_readers.py": "what reader modes keep",
    "tests/build/test_servers.py": "servers",
}


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give each process a test at a time, and first of all those that share something, to one of them.

    The groups of xdist 3.8 (`--dist loadgroup`) are none under pytest 9, where a test keeps its name.
    """
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda name: SHARED.get(name.partition("::")[0], name)
    return cast(object, scheduler)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built strictly, without a word of output, by whichever worker comes first."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # that of the whole run
    result = folder / "build.json"
    with (folder / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            built = run_mkdocs(ROOT, "build", "--site-dir", str(folder / "site"))
            result.write_text(json.dumps([built.returncode, built.stdout, built.stderr]), encoding="utf-8")
    returncode, output, errors = read_json(result)
    assert (returncode, output, errors) == (0, "", ""), output + errors
    return folder / "site"


@pytest.fixture
def tiny_site(tmp_path: Path) -> Path:
    """A small project of two languages around the real configuration, hooks and templates."""
    return make_tiny_site(tmp_path)


@pytest.fixture
def copied_docs(tmp_path: Path) -> Path:
    """A copy of the pages, records and pictures of the real site."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    return tmp_path


@pytest.fixture(scope="session")
def pictures() -> tuple[Picture, ...]:
    """The pictures for sharing that the real site should have."""
    return wanted_pictures(ROOT)


@pytest.fixture
def hostile_site(tiny_site: Path) -> Path:
    """A tiny site of whose pages one has a title and a description that every format could trip over."""
    file = tiny_site / "docs/en/data.md"
    in_markdown = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    in_yaml = HOSTILE.replace("'", "''")
    text = file.read_text(encoding="utf-8")
    text = text.replace("# Data {", f"# {in_markdown} {{").replace("Data (en).", f"'{in_yaml}'", 1)
    file.write_text(text, encoding="utf-8")
    return tiny_site


# A sentence of the outlook in two releases, and as it was changed after them.
SENTENCES = (
    {"zh": "面包房的门店在两个冬天里", "en": "The stores of the bakery"},
    {"zh": "面包房的分店在两个冬天里", "en": "The branches of the bakery"},
    {"zh": "面包房的分店在三个冬天里", "en": "The shops of the bakery"},
)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny project with two releases, 1.0.0 and 1.1.0, whose text has changed since; its site is built."""
    folder = make_tiny_site(tmp_path_factory.mktemp("released"))
    (folder / "pyproject.toml").unlink()
    (folder / ".gitignore").write_text("/site/\n", encoding="utf-8")
    git(folder, "init", "-q")
    for version, before, after in (("1.0.0", 0, 0), ("1.1.0", 0, 1), ("", 1, 2)):
        change(folder, SENTENCES[before], SENTENCES[after])
        if version:
            call_version(folder, version)
        commit(folder)
        if version:
            made = run_freeze(folder)
            assert (made.returncode, made.stderr) == (0, ""), made.stderr
            commit(folder)
    built = run_mkdocs(folder, "build")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    return folder
