"""Chinese typography: a space between Han and Latin, full-width punctuation. Prints what autocorrect would change."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from autocorrect_py import format as autocorrect

from report.model.languages import CHINESE
from report.model.problems import Place
from report.read.markdown import plain_text
from report.read.report import read_report

ROOT = Path(__file__).resolve().parents[2]


def _chinese_texts() -> Iterator[tuple[Place, str]]:
    report, _ = read_report(ROOT / "docs")
    for page in report.pages:
        if page.language is CHINESE:
            yield Place(page.file, 1), page.description
            yield from ((heading.place, heading.title) for heading in page.headings)
            yield from ((block.place, plain_text(block.text)) for block in page.blocks)
    for _, language, block in report.texts:
        if language is CHINESE:
            yield block.place, plain_text(block.text)
    for number, line in enumerate((ROOT / "README.zh.md").read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith(("    ", "```")):
            yield Place("README.zh.md", number), plain_text(line)


def main() -> int:
    """Print one line for each text that breaks the rules. Exit status 1 when there is one."""
    hint = "a space stands between Han and Latin; Chinese punctuation is full-width"
    wrong = [(place, text) for place, text in _chinese_texts() if autocorrect(text) != text]
    for place, text in wrong:
        print(f"{place}: found “{text}”, expected “{autocorrect(text)}”, hint: {hint}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
