"""The open data says what the records and the pages say, read here by other means than the site's own.

Nothing of the project's code is imported: an error in its models or in its export would otherwise
stand on both sides of the comparison.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Row = dict[str, Any]
NUMBERS = ("value", "from", "to", "low", "high")
_HEADING = re.compile(r"^## (?P<number>\d+\.\d) ", re.MULTILINE)
_MARK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<scheme>stat|case):(?P<id>[a-z0-9-]+)\)")


@cache  # the tests only read the rows, and some ask for them once a row
def _rows(file: Path) -> list[Row]:
    found: list[Row] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


class Source:
    """The records and the pages of a site as they are written."""

    def __init__(self, docs: Path) -> None:
        self.docs = docs

    def records(self, name: str) -> list[Row]:
        return _rows(self.docs / "records" / f"{name}.yml")

    def statistics(self) -> list[tuple[str, Row]]:
        """All statistics, each with the name of its page."""
        files = sorted((self.docs / "records" / "statistics").glob("*.yml"))
        return [(file.stem, row) for file in files for row in _rows(file)]

    def subjects(self) -> dict[str, Row]:
        """Whom a figure may be about: subjects, and organisations by themselves."""
        own = {row["id"]: {**row["name"], "organisation": row["id"]} for row in self.records("organisations")}
        return own | {row["id"]: row for row in self.records("subjects")}

    def marks(self, language: str) -> Iterator[tuple[str, str, str, str, str]]:
        """Page, number of the section, scheme, id and text of every mark, in reading order."""
        for file in sorted((self.docs / language).glob("[0-9]*.md")):
            _, *sections = _HEADING.split(file.read_text(encoding="utf-8"))
            for number, text in zip(sections[::2], sections[1::2], strict=True):
                for mark in _MARK.finditer(text):
                    yield file.stem, number, mark["scheme"], mark["id"], mark["text"]


@pytest.fixture(scope="module", params=["the tiny site", "the real site"])
def both(request: pytest.FixtureRequest) -> tuple[Source, Path]:
    """A site's source, and the folder of its open data. The tiny site's is that which test_built holds."""
    if request.param == "the tiny site":
        return Source(HERE / "site" / "docs"), HERE / "built" / "data"
    return Source(ROOT / "docs"), request.getfixturevalue("site") / "data"


def published(data: Path, table: str) -> list[Row]:
    rows: list[Row] = json.loads((data / f"{table}.json").read_text(encoding="utf-8"))[table]
    return rows


def assert_same(found: list[Row], expected: list[Row]) -> None:
    """Compare row by row, in those fields that are expected, so that a failure names one row."""
    assert [row["id"] for row in found] == [row["id"] for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert {field: one[field] for field in other} == other


def names(row: Row) -> Row:
    return {"zh": row["zh"], "en": row["en"]}


def lists(row: Row) -> Row:
    return {language: row.get("aka", {}).get(language, []) for language in ("zh", "en")}


def noted(source: Source, row: Row) -> Row:
    """The editor's note of a row, as the data have it."""
    note = {note["id"]: note for note in source.records("notes")}.get(row.get("note", ""))
    return {"note": names(note) if note else None, "note_sources": note.get("sources", []) if note else []}


def printed(row: Row, number: str) -> Any:
    """A number as printed: of a third, records have four digits."""
    value = row.get(number)
    return pytest.approx(value, abs=5e-5) if row["unit"] == "fraction" and value is not None else value


def told_by_ratio(row: Row) -> str:
    """The direction of a figure for which its record has none: above its comparator, or below."""
    if row["kind"] != "ratio" or row["value"] == 1:
        return "none"
    return "up" if row["value"] > (100 if row["unit"] == "percent" else 1) else "down"


def test_statistics(both: tuple[Source, Path]) -> None:
    source, data = both
    subjects = source.subjects()
    metrics = {row["id"]: row["name"] for row in source.records("metrics")}
    assert_same(
        published(data, "statistics"),
        [
            {
                "id": row["id"],
                "metric": row["metric"],
                "subject": {"id": row["subject"], **names(subjects[row["subject"]])},
                "organisation": subjects[row["subject"]].get("organisation"),
                "anonymous": subjects[row["subject"]].get("anonymous", False),
                "comparator": names(subjects[row["comparator"]]) if "comparator" in row else None,
                "kind": row["kind"],
                "forecast": row.get("forecast", False),
                "measure": names(row.get("called", metrics[row["metric"]])),
                **{number: printed(row, number) for number in NUMBERS},
                "unit": row["unit"],
                "qualifier": row.get("qualifier", "exact"),
                "direction": row.get("direction", told_by_ratio(row)),
                "year": row.get("year"),
                "base_year": row.get("base_year"),
                "period": row.get("period"),
                "source_named": row.get("source_named", False),
                "cases": row.get("cases", []),
                **noted(source, row),
                "url": {"zh": f"{page}/#{row['id']}", "en": f"en/{page}/#{row['id']}"},
            }
            for page, row in source.statistics()
        ],
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_statement_says_all_that_the_record_does(both: tuple[Source, Path], language: str) -> None:
    """Metric, subject, comparator, years, span of time, direction and qualifier: out of its sentence, too."""
    source, data = both
    metrics = {row["id"]: row["name"] for row in source.records("metrics")}
    subjects = source.subjects()
    inner = str.maketrans("（）", "〔〕") if language == "zh" else str.maketrans("()", "[]")
    up = {"zh": r"[升增高涨延扩]", "en": r"\b(up|higher|ris\w+|grow\w*|from|extended|more)\b"}[language]
    down = {"zh": r"[降减低少缩压滑]", "en": r"\b(down|lower|fall\w*|from|less|cut)\b"}[language]
    over = {"zh": r"超|突破|以上|多", "en": r"over|more than"}[language]
    statements = {row["id"]: row["statement"][language] for row in published(data, "statistics")}
    for _, row in source.statistics():
        said = statements[row["id"]]
        measure = row.get("called", metrics[row["metric"]])[language]
        parts = [measure, subjects[row["subject"]][language].translate(inner)]
        parts += [subjects[row["comparator"]][language].translate(inner)] if "comparator" in row else []
        parts += [str(row[year]) for year in ("year", "base_year") if year in row]
        parts += [row["period"][language]] if "period" in row else []
        missing = [part for part in parts if part.replace(" ", "").lower() not in said.replace(" ", "").lower()]
        assert not missing, said
        figure = said.rpartition("：" if language == "zh" else ": ")[2]
        if row["kind"] in ("change", "difference"):
            assert re.search(up if row["direction"] == "up" else down, figure), said
        if row.get("qualifier") == "over":
            assert re.search(over, figure), said


def test_what_the_text_says_of_a_figure(both: tuple[Source, Path]) -> None:
    """Its section, and the figure as each language prints it first."""
    source, data = both
    first: dict[str, Row] = {row["id"]: {"id": row["id"], "figure": {}} for _, row in source.statistics()}
    for language in ("en", "zh"):
        for _, number, scheme, identifier, text in source.marks(language):
            if scheme == "stat" and language not in first[identifier]["figure"]:
                first[identifier]["figure"][language] = text
                assert first[identifier].setdefault("section", number) == number
    assert_same(published(data, "statistics"), list(first.values()))


def test_cases(both: tuple[Source, Path]) -> None:
    source, data = both
    told: dict[str, dict[str, str]] = {}
    for page, number, scheme, identifier, _ in source.marks("zh"):
        if scheme == "case":
            told.setdefault(identifier, {})[number] = page
    assert_same(
        published(data, "cases"),
        [
            {
                "id": row["id"],
                "title": row["title"],
                "organisations": row.get("organisations", []),
                "anonymous": row.get("anonymous", False),
                "sections": list(told[row["id"]]),
                "models": row["models"],
                "technologies": row.get("technologies", []),
                "industry": row.get("industry"),
                "region": row.get("region"),
                "year": row.get("year"),
                "outcome": row["outcome"],
                "summary": {language: _MARK.sub(r"\g<text>", text) for language, text in row["summary"].items()},
                "statistics": [
                    statistic["id"] for _, statistic in source.statistics() if row["id"] in statistic.get("cases", [])
                ],
                **noted(source, row),
                "url": {"zh": f"cases/{row['id']}/", "en": f"en/cases/{row['id']}/"},
            }
            for row in source.records("cases")
        ],
    )


def test_tellings_of_a_case(both: tuple[Source, Path]) -> None:
    """Each stands where the text marks the case in that section first, and holds the words of the mark."""
    source, data = both
    places: dict[str, dict[str, tuple[str, dict[str, str]]]] = {}
    for language in ("zh", "en"):
        for page, number, scheme, identifier, text in source.marks(language):
            if scheme == "case":
                places.setdefault(identifier, {}).setdefault(number, (page, {}))[1].setdefault(language, text)
    for row in published(data, "cases"):
        assert [telling["section"] for telling in row["tellings"]] == row["sections"] == list(places[row["id"]])
        for telling in row["tellings"]:
            page, words = places[row["id"]][telling["section"]]
            assert words["zh"] in telling["zh"] and words["en"] in telling["en"]
            assert telling["url"]["zh"].startswith(f"{page}/#{row['id']}--")
            assert telling["url"]["en"] == f"en/{telling['url']['zh']}"


def test_metrics(both: tuple[Source, Path]) -> None:
    source, data = both
    assert_same(
        published(data, "metrics"),
        [
            {
                "id": row["id"],
                "name": row["name"],
                "aka": lists(row),
                "theme": row["theme"],
                "definition": row["definition"],
                "formula": row.get("formula"),
                "reading": row.get("reading"),
                "statistics": [
                    statistic["id"] for _, statistic in source.statistics() if statistic["metric"] == row["id"]
                ],
                "url": {"zh": f"statistics/{row['id']}/", "en": f"en/statistics/{row['id']}/"},
            }
            for row in source.records("metrics")
        ],
    )


def test_organisations(both: tuple[Source, Path]) -> None:
    source, data = both
    subjects = source.subjects()
    assert_same(
        published(data, "organisations"),
        [
            {
                "id": row["id"],
                "name": row["name"],
                "aka": row.get("aka", []),
                "kind": row["kind"],
                "parent": row.get("parent"),
                "cases": [case["id"] for case in source.records("cases") if row["id"] in case.get("organisations", [])],
                "statistics": [
                    statistic["id"]
                    for _, statistic in source.statistics()
                    if subjects[statistic["subject"]].get("organisation") == row["id"]
                ],
                **noted(source, row),
            }
            for row in source.records("organisations")
        ],
    )


def test_units_are_those_of_the_levels_or_of_all_figures(both: tuple[Source, Path]) -> None:
    source, data = both
    for row in published(data, "metrics"):
        own = [statistic for _, statistic in source.statistics() if statistic["metric"] == row["id"]]
        levels = [s for s in own if s["kind"] in ("level", "range", "from-to", "limit")]
        assert row["units"] == list(dict.fromkeys(s["unit"] for s in levels or own))


def test_sources(both: tuple[Source, Path]) -> None:
    source, data = both
    assert_same(
        published(data, "sources"),
        [
            {
                "id": row["id"],
                "publisher": row["publisher"],
                "title": row.get("title"),
                "year": row.get("year"),
                "link": row.get("url"),
                "says": row["says"],
            }
            for row in source.records("sources")
        ],
    )


def test_what_is_hard_to_reconcile_is_told_from_both_sides(both: tuple[Source, Path]) -> None:
    source, data = both
    declared = {
        frozenset((row["id"], other["with"])) for _, row in source.statistics() for other in row.get("compare_with", [])
    }
    told = {(row["id"], other) for row in published(data, "statistics") for other in row["compare_with"]}
    assert declared and told == {(one, other) for pair in declared for one in pair for other in pair if one != other}


def test_figures_with_several_owners_are_those_that_editors_doubt(both: tuple[Source, Path]) -> None:
    source, data = both
    groups = [set(row["figures"]) for row in source.records("shared") if row["verdict"] == "doubtful"]
    rows = {row["id"]: row for row in published(data, "statistics")}
    assert {key for key, row in rows.items() if row["recurs"]} == set().union(*groups)
    for group in groups:
        for key in group:
            others = rows[key]["recurs"]
            assert set(others) <= group and rows[key]["subject"] not in [rows[other]["subject"] for other in others]


ADDRESSES = ("url", "permalink")
# What the data say besides what authors write; `tests/unit/test_measures.py` and `tests/build/test_data.py` hold it.
WORKED_OUT = (
    "section_id", "naming", "comparator_id", "context", "value_from", "value_to", "value_min", "value_max", "change",
    "relative_change", "normalised_unit", "normalised_value", "normalised_from", "normalised_to", "normalised_min",
    "normalised_max", "doubts", "note_id", "permalink", "short_link",
)  # fmt: skip


def test_no_field_goes_unread(both: tuple[Source, Path]) -> None:
    """Fields that an author may write and nobody reads here would be published unseen."""
    known = {
        "statistics": {
            "id", "metric", "measure", "subject", "comparator", "kind", "forecast", *NUMBERS, "unit", "qualifier",
            "direction", "year", "base_year", "period", "source_named", "cases", "note", "note_sources",
            "statement", "compare_with", "recurs",
            "organisation", "anonymous", "figure", "section", "url", "same_as", "conflicts", "counted", *WORKED_OUT,
        },
        "cases": {
            "id", "title", "organisations", "anonymous", "models", "technologies", "industry", "region", "year",
            "outcome", "summary", "sections", "tellings", "statistics", "note", "note_sources", "url",
            "section_ids", "note_id", *ADDRESSES, "short_link",
        },
        "metrics": {
            "id", "name", "aka", "theme", "definition", "formula", "reading", "units", "statistics", "unit", "counted",
            *ADDRESSES,
        },
        "organisations": {
            "id", "name", "aka", "kind", "parent", "cases", "statistics", "note", "note_sources", "note_id", *ADDRESSES,
        },
        "sources": {"id", "publisher", "title", "year", "link", "says", "notes", *ADDRESSES},
    }  # fmt: skip
    for table, fields in known.items():
        assert {field for row in published(both[1], table) for field in row} == fields


def test_relations_are_mutual(both: tuple[Source, Path]) -> None:
    rows = {row["id"]: row for row in published(both[1], "statistics")}
    for name in ("same_as", "conflicts"):
        pairs = {(row["id"], other) for row in rows.values() for other in row[name]}
        assert pairs and pairs == {(other, one) for one, other in pairs}
        for one, other in pairs:
            assert all(rows[one][field] == rows[other][field] for field in ("metric", "subject", "comparator"))
