"""Errors of templates become messages with their line."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from helpers import ROOT
from report.model.languages import ENGLISH
from report.read.report import read_report
from report.relate.book import make_books
from report.write.templates import Templates, explain

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


def test_a_missing_word_is_told_with_its_line_through_a_filter_too(tmp_path: Path) -> None:
    book = make_books(read_report(ROOT / "tests/golden/site/docs")[0])[ENGLISH]
    (tmp_path / "a.html").write_text("\n{{ 2 | counted(label.nowhere, label.nowhere) }}", encoding="utf-8")
    with pytest.raises(jinja2.UndefinedError) as raised:
        Templates(tmp_path).render(book, "a.html")
    assert f"{tmp_path.name}/a.html:2: found UndefinedError" in str(explain(raised.value, tmp_path))
