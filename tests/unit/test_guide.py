"""The contributor's guide and the code agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

from helpers import ROOT
from report.model import records
from report.model.interface import PLACEHOLDER, PLACEHOLDERS, WORDS
from report.model.languages import LANGUAGES
from report.model.records import Prose, Record, Translated, TranslatedList
from report.model.values import Kind, Unit
from report.read.markdown import CALL_OUTS
from report.write.record_schemas import record_schemas

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Every kind of entry; what they share is none.
RECORDS = [
    kind
    for name, kind in vars(records).items()
    if isinstance(kind, type) and issubclass(kind, Record) and kind not in (Record, Translated, Prose, TranslatedList)
    if kind.__module__ == records.__name__ and not name.startswith("_")
]
LANGUAGE_CODES = {language.code for language in LANGUAGES}


def part(title: str) -> str:
    """The text below a heading of the guide, up to the next heading."""
    return re.split(rf"^#+ {title}$", GUIDE, flags=re.MULTILINE)[1].split("\n#")[0]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_in_the_guide_as_the_model_explains_it(record: type[Record]) -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", part(record.__name__), flags=re.MULTILINE))
    fields = {field.alias or name: field for name, field in record.model_fields.items() if name not in LANGUAGE_CODES}
    assert told == {name: " ".join(str(field.description).split()) for name, field in fields.items()}


def test_the_schemas_of_the_records_are_as_the_models_print_them() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/records/schemas").iterdir()}
    assert kept == record_schemas(), "run make schemas"


def test_the_words_of_the_interface_hold_what_the_code_says_that_they_may() -> None:
    words = yaml.safe_load((ROOT / "docs/records/interface.yml").read_text(encoding="utf-8"))
    held = {key: set(PLACEHOLDER.findall(" ".join(texts.values()))) for key, texts in words.items()}
    assert {key: names for key, names in held.items() if names} == {key: set(of) for key, of in PLACEHOLDERS.items()}


class _Loader(yaml.SafeLoader):
    """YAML as an editor reads it: a day is a text."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("path", sorted((ROOT / "docs/records").rglob("*.yml")), ids=lambda path: path.stem)
def test_an_editor_finds_the_schema_of_each_record_file_and_no_fault(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert named
    schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    assert [error.message for error in validator.iter_errors(content)] == []


def test_units_kinds_and_call_outs_are_in_the_guide() -> None:
    named = set(re.findall(r"`([\w-]+)`", part("Statistic")))
    assert {*get_args(Unit), *get_args(Kind)} <= named
    assert set(CALL_OUTS) == set(re.findall(r"^\| `/// (\w+)`", part("Call-outs and tables"), flags=re.MULTILINE))


@pytest.mark.parametrize("title", ["A chapter", "A language", "A report of one’s own"])
def test_files_commands_and_words_that_the_guide_names_are_there(title: str) -> None:
    words = yaml.safe_load((ROOT / "docs/records/interface.yml").read_text(encoding="utf-8"))
    places = [ROOT, ROOT / "docs/records", ROOT / "docs/zh", ROOT / "hooks/report/model", ROOT / "docs/assets"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"`([^`]+)`", part(title))
    files = [name for name in named if re.fullmatch(r"[\w./-]+(?:/[\w-]+|\.\w+)", name) and name != "theme.language"]
    assert [name for name in files if not any((place / name).exists() for place in places)] == []
    commands = [name.split()[1] for name in named if name.startswith("make ")]
    assert files
    assert commands
    assert [name for name in commands if f"\n{name}:" not in makefile] == []
    listed = re.search(r"in `interface.yml` \(([^)]+)\)", part(title))
    assert set(re.findall(r"`(\w+)`", listed[1]) if listed else ()) <= set(words)


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
