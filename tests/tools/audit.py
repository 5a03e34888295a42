"""``make audit``: is a fault known of a package that the project locks?

pip-audit calls a package that its service does not know a skipped one, and ends well with nothing but these. Here
what could not be asked is no answer: 0 when each was looked up and none has a known fault, 1 when one has, and 75 when
any could not be looked up (EX_TEMPFAIL of sysexits.h: try again).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOUND, NOT_ASKED = 1, 75


def judge(lock: str, report: Mapping[str, Any]) -> tuple[int, list[str]]:
    """What to end with, and the lines to say, of pip-audit's report (its ``--format json``) on a lock file."""
    packages = report["dependencies"]
    skipped = [package for package in packages if "skip_reason" in package]
    lines = [
        f"{lock}: found {package['name']} {package['version']} with {fault['id']}, "
        f"expected no known fault, hint: {_remedy(fault)}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    status = FOUND if lines else 0
    if skipped or not packages:
        first = f", the first {skipped[0]['skip_reason']}" if skipped else ""
        lines.append(f"{lock}: {len(skipped)} of {len(packages)} packages could not be looked up{first}")
        status = status or NOT_ASKED
    return status, lines or [f"{lock}: no fault is known of its {len(packages)} packages"]


def _remedy(fault: Mapping[str, Any]) -> str:
    fixed = ", ".join(fault["fix_versions"])
    return f"mended in {fixed}; make lock" if fixed else "no version mends it yet; is the fault one for this site?"


def look_up(lock: Path) -> tuple[int, list[str]]:
    """Ask pip-audit's service about the packages of a lock file."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    command += ["--require-hashes", "--disable-pip", "--requirement", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        why = done.stderr.strip().rpartition("\n")[2] or "pip-audit said nothing"
        return NOT_ASKED, [f"{lock.name}: the packages could not be looked up: {why}"]
    return judge(lock.name, report)


def main(locks: list[str]) -> int:
    answers = [look_up(Path(lock)) for lock in locks]
    for status, lines in answers:
        print("\n".join(lines), file=sys.stderr if status else sys.stdout)
    statuses = {status for status, _ in answers}
    return FOUND if FOUND in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
