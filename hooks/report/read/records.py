"""The YAML files under ``docs/records``, read into typed records; every fault with its file and line."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from report.model.problems import Place, Problem, did_you_mean
from report.model.records import (
    Case,
    Change,
    Chapter,
    Document,
    Exemption,
    Label,
    Law,
    Metric,
    Note,
    Organisation,
    Record,
    Records,
    Release,
    SharedFigure,
    Statistic,
    Style,
    Subject,
    Synonym,
    Term,
    TranslatedList,
    Vocabulary,
)
from report.read import yamlfile
from report.read.files import is_hidden, read_text

R = TypeVar("R", bound=Record)
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
GUIDE = "the fields are listed in CONTRIBUTING.md"
FORMS = {
    "version": "three numbers, such as 1.0.0",
    "address": "https://… that ends in a slash",
    "sha256": "64 hexadecimal digits",
}
DERIVED = frozenset({"section", "figure", "organisation", "conflicts", "same_as", "sections", "tellings", "url"})


def _fields(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The field names that a model allows at a location inside it, as authors write them."""
    for step in location:
        field = next((f for name, f in model.model_fields.items() if (f.alias or name) == step), None)
        inner = field.annotation if field else None
        candidates = [inner, *getattr(inner, "__args__", ())]
        nested = next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None)
        if nested:
            model = nested
    return [field.alias or name for name, field in model.model_fields.items()]


def _explain(error: ErrorDetails, model: type[BaseModel], place: Place) -> Problem:
    """One of pydantic's errors in the words of this project."""
    location = tuple(step for step in error["loc"] if step not in ("int", "float"))  # the two kinds of number
    name = str(location[-1]) if location else ""
    value = error["input"]
    if isinstance(value, float) and not math.isfinite(value):  # told once, though it is neither of the two
        return Problem(place, f"“{value}” as {name}", "a finite number", "write digits, in base units")
    match error["type"]:
        case "missing":
            return Problem(place, f"no field “{name}”", f"the field “{name}”", GUIDE)
        case "extra_forbidden":
            known = _fields(model, location[:-1])
            found_by_build = "the build finds it from the records and the text; remove it"
            hint = found_by_build if name in DERIVED else did_you_mean(name, known, GUIDE)
            return Problem(place, f"unknown field “{name}”", f"one of {', '.join(known)}", hint)
        case "string_pattern_mismatch" if name in ("number", "page"):
            return Problem(place, f"“{value}” as {name}", "the form that outline.yml uses", GUIDE)
        case "string_pattern_mismatch" if name in FORMS:
            return Problem(place, f"“{value}” as {name}", FORMS[name], "make freeze writes it")
        case "string_pattern_mismatch":
            hint = "ids are English, semantic and written by hand"
            return Problem(place, f"“{value}” as an id", "lower-case words and digits joined by hyphens", hint)
        case "string_too_long":
            found, expected = f"{len(value)} characters as {name}", f"at most {error['ctx']['max_length']}"
            return Problem(place, found, expected, "it names files, and systems limit how long a path is")
        case "literal_error":
            expected = error["ctx"]["expected"].replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            return Problem(place, f"“{value}” as {name}", expected, did_you_mean(str(value), words, GUIDE))
        case "value_error":
            found, _, expected = str(error["ctx"]["error"]).partition("; expected ")
            return Problem(place, found, expected or "a text", GUIDE)
        case "int_type" | "float_type" | "int_from_float":
            return Problem(place, f"“{value}” as {name}", "a number", "write digits without quotes, in base units")
        case "less_than_equal" | "greater_than_equal":
            return Problem(place, f"{value} as {name}", "a year from 1990 to 2035", "check for a slip of the keyboard")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return Problem(place, f"“{value}” as {name}", "a day", "write it as 2025-12-31")
        case "too_short":
            return Problem(place, f"an empty list as {name}", "at least one entry", GUIDE)
        case _:
            shown = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, tuple) else f"“{value}”"
            expected = error["msg"].removeprefix("Input should be ")
            expected = expected.replace("tuple", "list").replace("dictionary", "mapping")
            return Problem(place, f"{shown} as {name or 'entry'}", expected, GUIDE)


class _Reader:
    """Reads the files of one folder; collects places and problems on the way."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self.places: dict[tuple[int, str], Place] = {}
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.unparsed: set[str] = set()

    def _parse(self, name: str) -> yamlfile.YamlFile:
        path = self.folder / name
        file = path.relative_to(self.root).as_posix()
        if not path.exists():
            return yamlfile.YamlFile(file, None, {})
        text = read_text(path, file)
        if isinstance(text, Problem):
            self.problems.append(text)
            self._give_up(name, path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")
            return yamlfile.YamlFile(file, None, {})
        data, problems = yamlfile.parse(file, text)
        self.problems += problems
        if problems and data.content is None:
            self._give_up(name, text)
        return data

    def _give_up(self, name: str, text: str) -> None:
        """Note that a file is of no use, so that what it would have said is not missed."""
        self.unparsed.add(name)
        self.unread.update(_WORD.findall(text))

    def _make(self, model: type[R], data: yamlfile.YamlFile, path: yamlfile.Path, value: yamlfile.Value) -> R | None:
        try:
            record = model.model_validate(value)
        except ValidationError as error:
            self.problems += [
                _explain(details, model, data.place((*path, *details["loc"]))) for details in error.errors()
            ]
            self.unread.update(_WORD.findall(str(value)), (step for step in path if isinstance(step, str)))
            return None
        self._remember(record, data, path)
        return record

    def _remember(self, record: Record, data: yamlfile.YamlFile, path: yamlfile.Path) -> None:
        """Note where a record, its fields and the records inside it stand."""
        self.places[id(record), ""] = data.place((*path, "id") if (*path, "id") in data.lines else path)
        for name, field in type(record).model_fields.items():
            written = field.alias or name
            here = (*path, written)
            if here not in data.lines:
                continue
            self.places[id(record), written] = data.place(here)
            value = getattr(record, name)
            if isinstance(value, Record):
                self._remember(value, data, here)
            elif isinstance(value, tuple):
                for index, item in enumerate(value):
                    if isinstance(item, Record):
                        self._remember(item, data, (*here, index))

    def entries(self, model: type[R], name: str) -> tuple[R, ...]:
        """The entries of a file that holds a list; a file that is missing or empty holds none."""
        data = self._parse(name)
        if data.content is None:
            return ()
        if not isinstance(data.content, tuple):
            found = "a mapping" if isinstance(data.content, dict) else "a single value"
            self.problems.append(Problem(Place(data.file, 1), found, "a list of entries", "start each entry with “- ”"))
            self._give_up(name, str(data.content))
            return ()
        made = (self._make(model, data, (index,), value) for index, value in enumerate(data.content))
        return tuple(record for record in made if record is not None)

    def mapping(self, name: str) -> tuple[yamlfile.YamlFile, Mapping[str, yamlfile.Value]]:
        """The content of a file that holds a mapping; a file that is missing or empty holds an empty one."""
        data = self._parse(name)
        if data.content is None or isinstance(data.content, dict):
            return data, data.content or {}
        self.problems.append(Problem(Place(data.file, 1), "no mapping", "a mapping of fields", GUIDE))
        self._give_up(name, str(data.content))
        return data, {}

    def vocabulary(self) -> Vocabulary:
        """The vocabulary; one fault in it does not hide the others."""
        data, content = self.mapping("vocabulary.yml")
        empty = dict.fromkeys(Vocabulary.model_fields, ())
        return self._make(Vocabulary, data, (), {**empty, **content}) or Vocabulary(**empty)

    def style(self) -> Style:
        """The rules of style; without a file there are none."""
        data, content = self.mapping("style.yml")
        return self._make(Style, data, (), dict(content)) or Style()

    def labels(self) -> dict[str, Label]:
        """The words of the interface, by key."""
        data, content = self.mapping("interface.yml")
        made = {key: self._make(Label, data, (key,), value) for key, value in content.items()}
        return {key: label for key, label in made.items() if label is not None}

    def meanings(self, name: str) -> dict[str, dict[str, Label]]:
        """What the fields or the values of the open data mean, by table and field or value."""
        data, content = self.mapping(name)
        tables: dict[str, dict[str, Label]] = {}
        for table, entries in content.items():
            if not isinstance(entries, dict):
                self.problems.append(Problem(data.place((table,)), "no mapping", "a mapping of fields", GUIDE))
                continue
            made = {key: self._make(Label, data, (table, key), value) for key, value in entries.items()}
            tables[table] = {key: label for key, label in made.items() if label is not None}
        return tables

    def words_of_sections(self, name: str) -> dict[str, TranslatedList]:
        """Words for the search, by the id of a section."""
        data, content = self.mapping(name)
        made = {key: self._make(TranslatedList, data, (key,), value) for key, value in content.items()}
        return {key: words for key, words in made.items() if words is not None}


def read_records(folder: Path, root: Path) -> tuple[Records, list[Problem]]:
    """Read ``docs/records``. Returns what could be read, and a problem for each thing that could not.

    `root` is the folder to which the file names in messages are relative.
    """
    reader = _Reader(folder, root)
    outline = reader.entries(Chapter, "outline.yml")
    statistics: list[Statistic] = []
    pages = [chapter.page for chapter in outline]
    for path in sorted(
        path for path in (folder / "statistics").glob("*.yml") if not is_hidden(path.relative_to(folder))
    ):
        if path.stem not in pages and path.stem not in reader.unread:
            place = Place(path.relative_to(root).as_posix(), 1)
            hint = did_you_mean(path.stem, pages, "statistics stand in one file per chapter, named like its page")
            reader.problems.append(Problem(place, f"the file “{path.name}”", "the name of a chapter's page", hint))
        statistics += reader.entries(Statistic, f"statistics/{path.name}")
    records = Records(
        outline=outline,
        vocabulary=reader.vocabulary(),
        metrics=reader.entries(Metric, "metrics.yml"),
        terms=reader.entries(Term, "terms.yml"),
        organisations=reader.entries(Organisation, "organisations.yml"),
        laws=reader.entries(Law, "laws.yml"),
        subjects=reader.entries(Subject, "subjects.yml"),
        cases=reader.entries(Case, "cases.yml"),
        statistics=tuple(statistics),
        exemptions=reader.entries(Exemption, "exemptions.yml"),
        changes=reader.entries(Change, "changes.yml"),
        releases=reader.entries(Release, "releases.yml"),
        notes=reader.entries(Note, "notes.yml"),
        sources=reader.entries(Document, "sources.yml"),
        shared=reader.entries(SharedFigure, "shared.yml"),
        style=reader.style(),
        synonyms=reader.entries(Synonym, "synonyms.yml"),
        keywords=reader.words_of_sections("keywords.yml"),
        phrases=reader.words_of_sections("phrases.yml"),
        labels=reader.labels(),
        fields=reader.meanings("fields.yml"),
        codes=reader.meanings("codes.yml"),
        unparsed=frozenset(reader.unparsed),
        unread=frozenset(reader.unread),
        places=reader.places,
    )
    return records, reader.problems
