"""The contributor's guide and the code agree."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import yaml

from helpers import ROOT
from report.check.structure import WORDS
from report.model.records import Case, Exemption, Law, Metric, Organisation, Record, Statistic, Subject, Synonym, Term
from report.model.values import Kind, Unit
from report.read.markdown import CALL_OUTS

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECORDS: list[type[Record]] = [Statistic, Case, Metric, Term, Organisation, Law, Subject, Synonym, Exemption]


def part(title: str) -> str:
    """The text below a heading of the guide, up to the next heading."""
    return re.split(rf"^#+ {title}$", GUIDE, flags=re.MULTILINE)[1].split("\n#")[0]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_in_the_guide_and_no_other(record: type[Record]) -> None:
    text = part(record.__name__)
    fields = {field.alias or name for name, field in record.model_fields.items()}
    assert fields <= set(re.findall(r"`(\w+)`", text))
    assert set(re.findall(r"^\| `(\w+)` ", text, flags=re.MULTILINE)) in (fields, set())


def test_units_kinds_and_call_outs_are_in_the_guide() -> None:
    named = set(re.findall(r"`([\w-]+)`", part("Statistic")))
    assert {*get_args(Unit), *get_args(Kind)} <= named
    assert set(CALL_OUTS) == set(re.findall(r"^\| `/// (\w+)`", part("Call-outs and tables"), flags=re.MULTILINE))


def test_make_help_lists_every_command_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split())  # type: ignore[index]
    assert targets == set(re.findall(r"^([\w-]+):.*## ", makefile, flags=re.MULTILINE))


def test_every_word_of_the_interface_is_used() -> None:
    words = yaml.safe_load((ROOT / "docs/records/interface.yml").read_text(encoding="utf-8"))
    for path in (ROOT / "overrides").rglob("*.*"):
        asked = re.findall(r"\b(?:words|labels\.zh|labels\.en|label)\.(\w+)", path.read_text(encoding="utf-8"))
        assert set(asked) <= set(words), path
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides").rglob("*.*"))
    assert {key for key in words if key not in WORDS and not re.search(rf"\b{key}\b", text)} == set()
