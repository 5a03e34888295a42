"""Text files, with a word on where one is none."""

from __future__ import annotations

import re
from pathlib import Path

from report.model.problems import Place, Problem

# What XML 1.0 (2.2) does not admit, and so no feed and no sitemap.
_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\x7f")


def check_printable(text: str, place: Place) -> list[Problem]:
    """A problem when a text that begins at `place` has a control character."""
    found = _CONTROL.search(text)
    if not found:
        return []
    line = place.line + text.count("\n", 0, found.start())
    what = f"a control character ({ord(found.group()):#x})"
    return [Problem(Place(place.file, line), what, "printable text", "delete it")]


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a UTF-8 file, or a problem that names the line with other bytes. `file` is its name in messages."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"bytes that are not UTF-8 ({error.reason})"
        return Problem(Place(file, line), found, "a UTF-8 file", "save the file as UTF-8")
    except OSError as error:
        found = f"what cannot be read ({error.strerror})"
        return Problem(
            Place(file, 1), found, "a UTF-8 file", "a folder, or a link to nothing, has this name; remove it"
        )


def is_hidden(path: Path) -> bool:
    """Whether a file, named from ``docs``, is one of an editor or a system, such as Emacs’ locks.

    MkDocs publishes none of them, and none is read.
    """
    return any(part.startswith(".") for part in path.parts)
