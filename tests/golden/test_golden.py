"""Small sites in; exact messages out; and no message that none of them brings about.

A file under ``faults`` holds edits to the sound tiny site and the problems that they must give; one
under ``built-faults`` does the same for the built site, whose problems the last step of a build finds.
"""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from helpers import run_mkdocs
from report.check.all import read_and_check
from report.model.problems import Problem
from report.model.records import Statistic
from report.publish.redirects import SCRIPT, publish
from report.read.report import read_report
from report.relate.book import make_books
from report.write.templates import Templates

HERE = Path(__file__).parent
HOOKS = HERE.parent.parent / "hooks" / "report"
TEMPLATES = HERE.parent.parent / "overrides" / "report"
SITE = HERE / "site"
FAULTS = sorted((HERE / "faults").glob("*.yml"))
BELOW = "https://example.org/digest/"  # a site that is not all of its host: a link can leave it
BUILT_FAULTS = sorted((HERE / "built-faults").glob("*.yml"))

ELSEWHERE = {
    "check/settings.py": "settings of who publishes, no source; test_settings.py breaks them",
    "write/templates.py": "test_strict_build.py breaks a template",
    "write/cards.py": "pictures are looked at by no build, only by test_cards.py, which reads every message",
}


def edit(folder: Path, edits: list[dict[str, Any]]) -> None:
    """Apply edits: in `file`, `find` becomes `replace`; a file that is not there is empty, one to `remove` goes.

    What is `made` stands in the place of a file: a folder, or a link to nothing.
    """
    for each in edits:
        path = folder / each["file"]
        if each.get("remove") or (each.get("made") and path.exists()):
            path.unlink()
        if each.get("made") == "folder":
            path.mkdir()
        if each.get("made") == "link":
            path.symlink_to("nowhere")
        if "find" not in each:
            continue
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert each["find"] in text, f"nothing to edit in {each['file']}"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.replace(each["find"], each["replace"], 1)
        path.write_text(text, encoding=each.get("encoding", "utf-8"))


def in_package(path: Path) -> str:
    """The path of a module inside the package."""
    return path.relative_to(HOOKS).as_posix() if path.is_relative_to(HOOKS) else path.name


@contextmanager
def watched() -> Iterator[set[tuple[str, int]]]:
    """The file and line of each place that makes a problem meanwhile."""
    places: set[tuple[str, int]] = set()

    make = Problem.__init__

    def note(problem: Problem, *arguments: Any) -> None:
        caller = sys._getframe(1)
        places.add((in_package(Path(caller.f_code.co_filename)), caller.f_lineno))
        make(problem, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", note)
        yield places


@dataclass(frozen=True)
class Outcome:
    """What came of a fault: problems in words, those that it should give, and the places in the code that made them."""

    problems: list[str]
    expected: list[str]
    places: set[tuple[str, int]]


@cache
def run(fault: Path) -> Outcome:
    """Bring about a fault of the sources."""
    golden = yaml.safe_load(fault.read_text(encoding="utf-8"))
    with TemporaryDirectory() as name, watched() as places:
        folder = Path(name)
        for source in (SITE, HERE / "overlay"):
            shutil.copytree(source, folder, dirs_exist_ok=True)
        edit(folder, golden["edits"])
        _, problems = read_and_check(folder / "docs")
    return Outcome([str(problem) for problem in problems], golden["problems"], places)


def run_built(project: Path) -> Mapping[str, Outcome]:
    """Bring about each fault of the built site, by its name; `project` is a tiny site, which is built once."""
    built = run_mkdocs(project, "build", site_url=BELOW)
    assert built.returncode == 0, built.stderr
    for short in "cfs":  # the last step makes these short addresses anew
        shutil.rmtree(project / "site" / short)
        shutil.rmtree(project / "site" / "en" / short)
    outcomes: dict[str, Outcome] = {}
    for fault in BUILT_FAULTS:
        golden = yaml.safe_load(fault.read_text(encoding="utf-8"))
        with TemporaryDirectory() as name, watched() as places:
            folder = Path(name)
            for part in ("docs", "site"):
                shutil.copytree(project / part, folder / part)
            edit(folder, golden["edits"])
            report, _ = read_report(folder / "docs")
            problems = publish(make_books(report), Templates(TEMPLATES), folder / "site", folder, BELOW, SCRIPT)
        outcomes[fault.stem] = Outcome([str(problem) for problem in problems], golden["problems"], places)
    return outcomes


def test_a_sound_site_has_no_problems() -> None:
    _, problems = read_and_check(SITE / "docs")
    assert problems == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_fault(fault: Path) -> None:
    outcome = run(fault)
    assert outcome.problems == outcome.expected


def test_faults_of_the_built_site(tiny_site: Path) -> None:
    outcomes = run_built(tiny_site)
    assert {name: outcome.problems for name, outcome in outcomes.items()} == {
        name: outcome.expected for name, outcome in outcomes.items()
    }


def problem_calls() -> Iterator[tuple[str, range]]:
    """Each place in the code that makes a problem: its file, and its lines."""
    for path in sorted(HOOKS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                yield in_package(path), range(node.lineno, (node.end_lineno or node.lineno) + 1)


def refusals() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each message of a validator of the records: its place, and what a problem says of it as found."""
    path = Path(inspect.getfile(Statistic))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            (message,) = node.exc.args
            parts = message.values if isinstance(message, ast.JoinedStr) else [message]
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in parts)
            found = re.escape(text.partition("; expected ")[0]).replace("\0", ".+")
            yield f"{path.name}:{node.lineno}", re.compile(f"found {found}, expected")


def test_every_message_is_brought_about_by_a_fault(tiny_site: Path) -> None:
    outcomes = [*map(run, FAULTS), *run_built(tiny_site).values()]
    made = {place for outcome in outcomes for place in outcome.places}
    said = "\n".join(problem for outcome in outcomes for problem in outcome.problems)
    unheard = [
        f"{file}:{lines.start}"
        for file, lines in problem_calls()
        if file not in ELSEWHERE and not any(name == file and line in lines for name, line in made)
    ]
    unheard += [place for place, message in refusals() if not message.search(said)]
    assert not unheard, "no fault brings about: " + ", ".join(unheard)
