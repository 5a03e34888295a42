"""Errors of templates become messages with their line."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from report.write.templates import explain

FAULTS = {
    "one that includes itself": (b"\n{% include 'a.html' %}", "a.html:2: found RecursionError"),
    "a syntax error": (b"\n\n{% if %}", "a.html:3: found TemplateSyntaxError"),
    "a name that is not known": (b"{{ nowhere.there }}", "a.html:1: found UndefinedError"),
    "other bytes than UTF-8": (b"\n\xff", "a.html:2: found bytes that are not UTF-8"),
}


@pytest.mark.parametrize(("content", "told"), FAULTS.values(), ids=FAULTS)
def test_an_error_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    folder = tmp_path / "overrides"
    folder.mkdir()
    (folder / "a.html").write_bytes(content)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), undefined=jinja2.StrictUndefined)
    with pytest.raises((jinja2.TemplateError, RecursionError, UnicodeDecodeError)) as raised:
        environment.get_template("a.html").render()
    assert f"overrides/{told}" in str(explain(raised.value, folder))


def test_other_errors_are_none_of_a_template(tmp_path: Path) -> None:
    assert explain(ValueError("x"), tmp_path) is None
    assert explain(RecursionError("x"), tmp_path) is None
