"""Text files, with a word on where one is none."""

from __future__ import annotations

from pathlib import Path

from report.model.problems import Place, Problem


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a UTF-8 file, or a problem that names the line with other bytes. `file` is its name in messages."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"bytes that are not UTF-8 ({error.reason})"
        return Problem(Place(file, line), found, "a UTF-8 file", "save the file as UTF-8")
