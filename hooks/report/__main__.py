"""``python -m report [docs]``: check the records and pages, print every problem, build nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from report.check.all import read_and_check


def main(arguments: list[str]) -> int:
    """Print the problems, one a line. Exit status: 0 for none, 1 for some, 2 for a folder that is not there."""
    docs = Path(arguments[0] if arguments else "docs").resolve()
    if not docs.is_dir():
        print(f"report: found no folder {docs}, expected the folder of the pages", file=sys.stderr)
        return 2
    _, problems = read_and_check(docs)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
