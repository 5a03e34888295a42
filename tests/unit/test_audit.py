"""What pip-audit reports is judged so that what could not be asked never passes for sound."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import audit

SOUND = {"name": "jinja2", "version": "3.1.6", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "Dependency not found: click (8.5.1)"}
FAULTY = {"name": "idna", "version": "3.6", "vulns": [{"id": "PYSEC-2024-60", "fix_versions": ["3.7"]}]}
UNMENDED = {"name": "py", "version": "1.11.0", "vulns": [{"id": "PYSEC-2022-42969", "fix_versions": []}]}


@pytest.mark.parametrize(
    ("packages", "status", "lines"),
    [
        ([SOUND], 0, ["x.lock: no fault is known of its 1 packages"]),
        (
            [SOUND, SKIPPED],
            75,
            ["x.lock: 1 of 2 packages could not be looked up, the first Dependency not found: click (8.5.1)"],
        ),
        ([], 75, ["x.lock: 0 of 0 packages could not be looked up"]),
        (
            [FAULTY, SKIPPED, UNMENDED],
            1,
            [
                "x.lock: found idna 3.6 with PYSEC-2024-60, expected no known fault, hint: mended in 3.7; make lock",
                "x.lock: found py 1.11.0 with PYSEC-2022-42969, expected no known fault, "
                "hint: no version mends it yet; is the fault one for this site?",
                "x.lock: 1 of 3 packages could not be looked up, the first Dependency not found: click (8.5.1)",
            ],
        ),
    ],
    ids=["sound", "skipped", "nothing", "faulty"],
)
def test_a_report_is_judged(packages: list[dict[str, Any]], status: int, lines: list[str]) -> None:
    assert audit.judge("x.lock", {"dependencies": packages}) == (status, lines)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, str]) -> None:
    left = list(answers)

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, *left.pop(0))

    monkeypatch.setattr(subprocess, "run", run)


def test_a_service_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, ("", "Traceback …\nConnectionError: no such host\n"))
    told = "x.lock: the packages could not be looked up: ConnectionError: no such host"
    assert audit.look_up(Path("x.lock")) == (75, [told])


def test_a_known_fault_weighs_more_than_what_could_not_be_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": []}]}]}'
    answering(monkeypatch, ("", ""), (faulty, ""))
    assert audit.main(["a.lock", "b.lock"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "a.lock: the packages could not be looked up: pip-audit said nothing"
