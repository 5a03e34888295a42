"""The open data, read back by the tools that its readers use."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import SITE_URL, linked_data, read_json, read_page

TABLES = ("statistics", "cases", "metrics", "organisations", "sources")


@pytest.fixture(scope="module")
def package(site: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_json(site / "data" / "datapackage.json")
    return content


def test_the_data_package_validates(site: Path) -> None:
    report = Package(str(site / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == 2 * len(TABLES)


def test_the_package_has_a_version_and_a_licence(package: dict[str, Any]) -> None:
    project, _, digest = package["version"].partition("+")
    assert project.count(".") == 2
    assert len(digest) == 8
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]


@pytest.mark.parametrize("table", TABLES)
def test_the_json_fits_its_schema_and_a_mistake_does_not(site: Path, table: str) -> None:
    schema, content = read_json(site / "data" / f"{table}.schema.json"), read_json(site / "data" / f"{table}.json")
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(content)
    first = content[table][0]
    for wrong in ({**first, "id": 7}, {**first, "surplus": 1}, {k: v for k, v in first.items() if k != "id"}):
        assert not validator.is_valid({table: [wrong]})


@pytest.mark.parametrize("table", TABLES)
def test_the_csv_opens_in_a_spreadsheet_and_says_what_the_json_says(site: Path, table: str) -> None:
    raw = (site / "data" / f"{table}.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    entries = read_json(site / "data" / f"{table}.json")[table]
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        for field, value in entry.items():
            if field == "tellings":
                assert not [column for column in row if column.startswith("tellings")]
            elif isinstance(value, list):
                assert row[field] == ";".join(value)
            elif isinstance(value, dict):
                for key, part in value.items():
                    if f"{field}_{key}" in row:
                        assert row[f"{field}_{key}"] == (";".join(part) if isinstance(part, list) else part)
            elif value is None:
                assert row.get(field, "") == ""
            else:
                assert row[field] == (str(value).lower() if isinstance(value, bool) else str(value))
    if table == "statistics":
        assert {"subject_zh", "subject_en", "figure_zh", "figure_en", "comparator_zh", "url_en"} <= set(rows[0])


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_page_of_the_data_names_every_field_of_the_schemas(site: Path, folder: str) -> None:
    page = HTMLParser((site / folder / "data" / "index.html").read_text(encoding="utf-8"))
    tables = page.css("article table")
    assert len(tables) == len(TABLES)
    for name, table in zip(TABLES, tables, strict=True):
        fields = list(read_json(site / "data" / f"{name}.schema.json")["$defs"]["row"]["properties"])
        assert [cell.text() for cell in table.css("tbody td:first-child code")] == fields
        assert all(cell.text(strip=True) for cell in table.css("tbody td:last-child"))


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
    files = {part["contentUrl"].removeprefix(SITE_URL) for part in dataset["distribution"]}
    assert len(files) == 2 * len(TABLES)
    assert all((site / file).is_file() for file in files)
