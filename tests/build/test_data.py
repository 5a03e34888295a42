"""The open data, read back by the tools that its readers use."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest
from csvw import CSVW
from frictionless import Package

from helpers import SITE_URL, linked_data, read_json, read_page
from report.model.tables import CODES, ENTITIES, TABLES

Rows = list[dict[str, Any]]
HEADER = (
    "title", "version", "date", "licence", "licence_url", "verified", "notice", "source", "homepage",
)  # fmt: skip
JSON_ONLY = {"statistics": {"from", "to", "low", "high"}, "cases": {"tellings"}}
# Words that a query cannot use as names without quotation marks, in SQLite, DuckDB or the standard.
SQL = {"from", "to", "case", "group", "order", "table", "select", "where", "index", "references", "end", "limit", "all"}


@pytest.fixture(scope="module")
def package(site: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_json(site / "data" / "datapackage.json")
    return content


@pytest.fixture(scope="module")
def tables(package: dict[str, Any]) -> list[str]:
    """All tables of the package, those of links too."""
    return [resource["name"] for resource in package["resources"] if resource["format"] == "csv"]


def ask(query: str) -> duckdb.DuckDBPyRelation:
    """What DuckDB answers."""
    answer = duckdb.sql(query)
    assert answer is not None
    return answer


def read_csv(site: Path, table: str) -> list[dict[str, str]]:
    """The rows of a CSV as they stand in it."""
    return list(csv.DictReader(io.StringIO((site / f"data/{table}.csv").read_text("utf-8-sig"), newline="")))


def rows_of(site: Path, table: str) -> Rows:
    """The rows of a JSON."""
    rows: Rows = read_json(site / f"data/{table}.json")[table]
    return rows


@pytest.fixture(scope="module")
def database(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{site / 'data/digest.sqlite'}?mode=ro", uri=True)) as opened:
        yield opened


def test_the_data_package_validates(site: Path, tables: list[str]) -> None:
    report = Package(str(site / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == len(tables) + len(TABLES)


def test_readers_of_csv_on_the_web_accept_it(site: Path, tables: list[str]) -> None:
    read = CSVW(str(site / "data" / "csv-metadata.json"), validate=True)
    assert read.is_valid
    assert not read.warnings
    assert [table.local_name for table in read.tables] == [f"{name}.csv" for name in tables]
    first = next(iter(read.tables[0]))
    assert first["cases"] == rows_of(site, "statistics")[0]["cases"]  # a list, not its text


def test_the_package_says_what_it_is(package: dict[str, Any]) -> None:
    project, _, digest = package["version"].partition("+")
    assert project.count(".") == 2
    assert len(digest) == 8
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert package["homepage"] == package["id"] == f"{SITE_URL}en/data/"
    assert package["created"].endswith("T00:00:00Z")
    assert package["sources"]


@pytest.mark.parametrize("table", TABLES)
def test_the_json_fits_its_schema_and_a_mistake_does_not(site: Path, table: str) -> None:
    schema, content = read_json(site / "data" / f"{table}.schema.json"), read_json(site / "data" / f"{table}.json")
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(content)
    first = content[table][0]
    for wrong in ({**first, "id": 7}, {**first, "surplus": 1}, {k: v for k, v in first.items() if k != "id"}):
        assert not validator.is_valid({**content, table: [wrong]})


def test_the_schemas_know_the_values_of_the_code_lists(site: Path) -> None:
    for table, field in (
        ("statistics", "unit"),
        ("cases", "industry"),
        ("metrics", "theme"),
        ("organisations", "kind"),
    ):
        validator = jsonschema.Draft202012Validator(read_json(site / "data" / f"{table}.schema.json"))
        content = read_json(site / "data" / f"{table}.json")
        assert not validator.is_valid({**content, table: [{**content[table][0], field: "no-such-value"}]})
    models = jsonschema.Draft202012Validator(read_json(site / "data/cases.schema.json"))
    content = read_json(site / "data/cases.json")
    assert not models.is_valid({**content, "cases": [{**content["cases"][0], "models": ["no-such-value"]}]})


@pytest.mark.parametrize("table", TABLES)
def test_every_json_says_what_it_is(site: Path, table: str, package: dict[str, Any]) -> None:
    content = read_json(site / "data" / f"{table}.json")
    assert [*content] == [*HEADER, table]
    assert content["version"] == package["version"]
    assert (content["licence"], content["verified"]) == ("CC-BY-4.0", False)
    assert content["notice"]["en"] and content["notice"]["zh"]


@pytest.mark.parametrize("table", TABLES)
def test_the_csv_opens_in_a_spreadsheet_and_says_what_the_json_says(site: Path, table: str) -> None:
    assert (site / "data" / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows, entries = read_csv(site, table), rows_of(site, table)
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        # An apostrophe in front keeps a spreadsheet from taking a text for a formula or a date.
        said = {column: re.sub(r"^'(?=[-=+@]|\d+/\d+$)", "", cell) for column, cell in row.items()}
        for field, value in entry.items():
            if field in JSON_ONLY.get(table, ()):
                assert not [column for column in row if column == field or column.startswith(f"{field}_")]
            elif isinstance(value, list):
                assert said[field] == ";".join(value)
            elif isinstance(value, dict):
                for key, part in value.items():
                    assert said[f"{field}_{key}"] == (";".join(part) if isinstance(part, list) else part)
            elif value is None:
                assert said.get(field, "") == ""
            else:
                assert said[field] == (str(value).lower() if isinstance(value, bool) else str(value))


def test_no_cell_is_a_date_to_a_spreadsheet(site: Path) -> None:
    figures = [row["figure_en"] for row in read_csv(site, "statistics")]
    assert "'1/3" in figures
    for table in TABLES:
        for row in read_csv(site, table):
            assert not [cell for cell in row.values() if re.fullmatch(r"\d{1,4}[/-]\d{1,4}([/-]\d{1,4})?", cell)]


def test_columns_are_names_that_a_query_may_use(site: Path, tables: list[str], database: sqlite3.Connection) -> None:
    for table in tables:
        names = [*read_csv(site, table)[0]]
        assert not SQL & {*names, table}, table
        row = database.execute(f"SELECT {', '.join(names)} FROM {table} LIMIT 1").fetchone()
        assert len(row) == len(names)
        made = ask(f"SELECT {', '.join(names)} FROM '{site}/data/{table}.parquet' LIMIT 1")
        assert made.columns == names


def test_no_section_is_read_as_a_number(site: Path) -> None:
    figures = ask(f"FROM '{site}/data/statistics.parquet'")
    types = dict(zip(figures.columns, map(str, figures.types), strict=True))
    assert (types["section"], types["section_id"]) == ("VARCHAR", "VARCHAR")
    assert (types["value"], types["year"], types["forecast"]) == ("DOUBLE", "BIGINT", "BOOLEAN")
    guessed = ask(f"FROM '{site}/data/statistics.csv'")
    assert str(guessed.types[guessed.columns.index("section_id")]) == "VARCHAR"


def test_the_database_holds_every_row_and_keeps_its_keys(
    site: Path, tables: list[str], database: sqlite3.Connection, package: dict[str, Any]
) -> None:
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables:
        (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert count == len(read_csv(site, table)), table
    assert len(database.execute("PRAGMA foreign_key_list(statistics)").fetchall()) > 10
    told = dict(database.execute("SELECT * FROM about"))
    assert (told["version"], told["licence"]) == (package["version"], "CC-BY-4.0")


def test_parquet_says_what_the_csv_says(site: Path, tables: list[str], package: dict[str, Any]) -> None:
    for table in tables:
        file = f"{site}/data/{table}.parquet"
        read = ask(f"FROM '{file}'")
        rows = read_csv(site, table)
        assert read.columns == [*rows[0]]
        assert len(read.fetchall()) == len(rows)
    told = ask(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{site}/data/cases.parquet')")
    assert dict(told.fetchall())["version"] == package["version"]


def test_the_links_say_what_the_lists_say(site: Path) -> None:
    for table in ENTITIES:
        for row in rows_of(site, table):
            for field, value in row.items():
                links = site / f"data/{table}_{field.removesuffix('_ids')}{'s' if field.endswith('_ids') else ''}.csv"
                if not isinstance(value, list) or not links.exists():
                    continue
                with links.open(encoding="utf-8-sig", newline="") as file:
                    found = [cells[-1] for cells in csv.reader(file) if cells[0] == row["id"]]
                if field != "sections":  # their numbers; the links have their ids
                    assert found == value, (table, row["id"], field)
    assert (site / "data/statistics_cases.csv").exists()
    assert (site / "data/cases_technologies.csv").exists()


def test_every_figure_comes_with_its_sentence_and_its_doubts(site: Path) -> None:
    notes = {note["id"]: note for note in rows_of(site, "notes")}
    pairs = {figure for row in rows_of(site, "disagreements") for figure in row["statistics"]}
    for row in rows_of(site, "statistics"):
        for language, folder in (("zh", ""), ("en", "en/")):
            assert row["figure"][language] in row["context"][language], row["id"]
            assert row["permalink"][language] == SITE_URL + row["url"][language]
            assert row["short_link"][language] == f"{SITE_URL}{folder}f/{row['id']}/"
        assert row["note"] is not None or "doubted" not in row["doubts"]
        if row["note_id"]:
            assert row["note"] == notes[row["note_id"]]["text"]
            assert row["id"] in notes[row["note_id"]]["statistics"]
        assert bool(row["conflicts"]) == ("contradicted" in row["doubts"])
        if {"contradicted", "compared", "shared"} & {*row["doubts"]}:
            assert row["id"] in pairs


def test_short_links_lead_somewhere(site: Path) -> None:
    for table in ("statistics", "cases", "sections"):
        for row in rows_of(site, table)[:5]:
            for address in row["short_link"].values():
                assert (site / address.removeprefix(SITE_URL) / "index.html").exists(), address


def test_what_a_count_counts_is_said(site: Path) -> None:
    for row in rows_of(site, "statistics"):
        assert (row["counted"] is not None) == (row["unit"] in ("count", "per-10000-people"))


def test_the_archive_holds_every_other_file(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / "data/digest.zip") as archive:
        assert archive.testzip() is None
        packed = {entry.filename: entry for entry in archive.infolist()}
        for name in packed:
            assert archive.read(name) == (site / "data" / name).read_bytes()
    published = {path.name for path in (site / "data").iterdir() if path.suffix not in (".html", ".md", ".gz", ".br")}
    assert {*packed} == published - {"digest.zip"}


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / "data/digest.zip") as archive:
        archive.extractall(folder)
    return folder


def _snippet(site: Path, folder: str, tool: str) -> str:
    """A snippet as a reader copies it."""
    code = read_page(site, f"{folder}data").css_first(f"pre code.language-{tool}")
    assert code is not None
    return code.text()


def _averages(site: Path) -> dict[str, float]:
    """What the first question asks for, worked out from the JSON."""
    changes: dict[str, list[float]] = {}
    for row in rows_of(site, "statistics"):
        is_change = row["kind"] != "ratio" and row["relative_change"] is not None
        if row["metric"] == "repeat-purchase-rate" and is_change:
            changes.setdefault(row["naming"], []).append(row["relative_change"])
    return {naming: sum(numbers) / len(numbers) for naming, numbers in changes.items()}


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_the_snippet_for_duckdb_answers_as_printed(site: Path, unpacked: Path, folder: str, language: str) -> None:
    first, second, third = _snippet(site, folder, "sql").split(";")[:3]
    with duckdb.connect(config={"file_search_path": str(unpacked)}) as database:
        averages = {naming: average for naming, count, average in database.sql(first).fetchall() if count}
        assert averages == pytest.approx(_averages(site))
        names = {row["id"]: row["name"][language] for row in rows_of(site, "technologies")}
        failures = [row for row in rows_of(site, "cases") if row["outcome"] == "failure"]
        told = {(row["title"][language], names.get(one)) for row in failures for one in row["technologies"] or [None]}
        assert told and {*database.sql(second).fetchall()} == told
        doubted = [row for row in rows_of(site, "statistics") if "doubted" in row["doubts"]]
        assert doubted and database.sql(third).fetchall() == [
            (row["statement"][language], row["note"][language]) for row in doubted
        ]


@pytest.mark.parametrize(("folder", "language"), [("", "zh"), ("en/", "en")])
def test_the_snippet_for_pandas_answers_as_printed(site: Path, unpacked: Path, folder: str, language: str) -> None:
    code = _snippet(site, folder, "python")
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True, encoding="utf-8", check=True
    )
    said = run.stdout.splitlines()
    for naming, average in _averages(site).items():
        (line,) = [line for line in said if line.startswith(f"{naming} ")]
        assert float(line.split()[-1]) == pytest.approx(average)
    for row in rows_of(site, "cases"):
        is_told = any(row["title"][language] in line for line in said)
        assert is_told or row["outcome"] != "failure"
    for row in rows_of(site, "statistics"):
        if "doubted" in row["doubts"]:
            assert any(row["statement"][language] in line and row["note"][language] in line for line in said)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_page_of_the_data_names_every_field_and_every_value(site: Path, folder: str) -> None:
    page = read_page(site, f"{folder}data")
    language = "en" if folder else "zh"
    for name in TABLES:
        heading = page.css_first(f"#table-{name.replace('_', '-')}")
        assert heading is not None
        found = []
        part = heading.next
        while part is not None and part.tag not in ("h2", "h3"):
            found += part.css("table") if part.tag != "-text" else []
            part = part.next
        told = [cell.text() for cell in found[0].css("tbody td:first-child code")]
        if name in CODES:
            rows = rows_of(site, name)
            assert told == [row["id"] for row in rows]
            assert all(row["name"][language] in found[0].text() for row in rows)
        else:
            assert told == [*read_json(site / "data" / f"{name}.schema.json")["$defs"]["row"]["properties"]]
            assert all(cell.text(strip=True) for cell in found[0].css("tbody td:last-child"))
            assert len(found[1].css("tbody tr")) == min(10, len(rows_of(site, name)))


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_page_of_the_data_leads_to_every_file_and_says_its_size(site: Path, folder: str) -> None:
    page = read_page(site, f"{folder}data")
    linked = {str(link.attributes["href"]).rpartition("/")[2] for link in page.css("article a[download]")}
    files = {path.name: path for path in (site / "data").iterdir() if path.suffix not in (".html", ".md", ".gz", ".br")}
    assert linked == {*files}
    text = str(page.body and page.body.text())
    for name in ("digest.zip", "digest.sqlite", "statistics.csv", "cases.json", "units.parquet"):
        assert f"{max(1, round(files[name].stat().st_size / 1000)):,}\u00a0kB" in text
    assert f"{len(rows_of(site, 'statistics'))} " in text


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_glossary_is_a_set_of_defined_terms(site: Path, folder: str) -> None:
    terms, _ = linked_data(read_page(site, f"{folder}statistics"))
    assert terms["@type"] == "DefinedTermSet"
    metrics = {metric["id"]: metric for metric in read_json(site / "data" / "metrics.json")["metrics"]}
    language = "en" if folder else "zh"
    assert [(term["@id"], term["name"]) for term in terms["hasDefinedTerm"]] == [
        (SITE_URL + metric["url"][language], metric["name"][language]) for metric in metrics.values()
    ]
    for key, metric in metrics.items():
        term, _ = linked_data(read_page(site, f"{folder}statistics/{key}"))
        assert (term["termCode"], term["description"]) == (key, metric["definition"][language])


@pytest.mark.parametrize("folder", ["", "en/"])
def test_terms_are_a_set_of_their_own(site: Path, folder: str) -> None:
    page = read_page(site, f"{folder}terms")
    terms, _ = linked_data(page)
    assert terms["hasDefinedTerm"]
    for term in terms["hasDefinedTerm"]:
        address, _, anchor = term["@id"].partition("#")
        assert address == f"{SITE_URL}{folder}terms/"
        assert page.css_first(f"#{anchor}") is not None
        assert term["name"] and term["description"]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_data_are_a_dataset(site: Path, folder: str, package: dict[str, Any]) -> None:
    dataset, _ = linked_data(read_page(site, f"{folder}data"))
    assert dataset["@type"] == "Dataset"
    assert dataset["version"] == package["version"]
    assert dataset["identifier"] == f"{SITE_URL}{folder}data/"
    assert dataset["datePublished"] == package["created"][:10]
    assert re.fullmatch(r"20\d\d/20\d\d", dataset["temporalCoverage"])
    language = "en" if folder else "zh"
    names = [metric["name"][language] for metric in rows_of(site, "metrics")]
    assert [one["name"] for one in dataset["variableMeasured"]] == names
    files = {part["contentUrl"].removeprefix(SITE_URL): part for part in dataset["distribution"]}
    assert len(files) == 2 + 3 * len(ENTITIES)
    for file, part in files.items():
        assert part["contentSize"] == f"{(site / file).stat().st_size} B"


def test_empty_lists_are_null_in_every_form(site: Path, database: sqlite3.Connection) -> None:
    empty = sum(not row["doubts"] for row in rows_of(site, "statistics"))
    asked = "SELECT count(*) FROM {} WHERE doubts IS NULL"
    assert empty > 0
    assert database.execute(asked.format("statistics")).fetchone() == (empty,)
    with duckdb.connect() as parquet:
        assert parquet.sql(asked.format(f"'{site / 'data/statistics.parquet'}'")).fetchall() == [(empty,)]


def test_a_note_that_doubts_nothing_is_no_doubt(site: Path) -> None:
    doubting = {row["id"]: row["doubts"] for row in rows_of(site, "notes")}
    noted = [row for row in rows_of(site, "statistics") if row["note_id"]]
    assert {doubting[row["note_id"]] for row in noted} == {True, False}
    for row in noted:
        assert ("doubted" in row["doubts"]) is doubting[row["note_id"]], row["id"]


def test_the_unit_of_a_metric_is_that_of_its_levels(site: Path) -> None:
    kinds: dict[str, set[str]] = {}
    for row in rows_of(site, "statistics"):
        kinds.setdefault(row["metric"], set()).add(row["kind"])
    for row in rows_of(site, "metrics"):
        if kinds[row["id"]] <= {"change", "difference", "ratio"}:
            assert row["unit"] is None, row["id"]
