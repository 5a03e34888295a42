"""Every test is run: none is passed over by the way in which pytest looks for them."""

from __future__ import annotations

import subprocess
import sys

from helpers import ROOT


def test_every_file_of_tests_is_found() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("*/test_*.py")}
    assert {line.split("::")[0] for line in found.splitlines() if "::" in line} == files
