"""The files under ``/data/``: JSON, CSV and JSON Schema of each table, and the package that describes them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from report.model.languages import MACHINES
from report.model.report import Report
from report.model.tables import LICENCE, TABLES, Row

Json = dict[str, Any]
NAME = "ecommerce-business-models-2025"
# What a spreadsheet has no use for: paragraphs of the text, which are in the JSON.
NOT_IN_CSV = frozenset({"tellings"})
# What spreadsheets take for a formula, full-width signs too (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
HARMLESS = "Texts that begin with =, +, -, @, tab or carriage return have an apostrophe in front; take off the first."


def _text(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def table_json(name: str, rows: tuple[Row, ...]) -> Json:
    """The object of ``/data/<name>.json``: one key, the name, that holds an array."""
    return {name: [row.model_dump(mode="json") for row in rows]}


def table_schema(report: Report, name: str) -> Json:
    """The JSON Schema (2020-12) of ``/data/<name>.json``, with what each field means."""
    row = TABLES[name].model_json_schema(mode="serialization")
    definitions = row.pop("$defs", {})
    for schema in (row, *definitions.values()):
        schema.pop("title", None)
        for field in schema.get("properties", {}).values():
            field.pop("title", None)
    for field, schema in row["properties"].items():
        schema["description"] = report.records.fields[name][field].in_language(MACHINES)
    definitions["row"] = row
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "additionalProperties": False,
        "required": [name],
        "properties": {name: {"type": "array", "items": {"$ref": "#/$defs/row"}}},
        "$defs": definitions,
    }


def _columns(field: str, schema: Json, definitions: Json) -> Iterator[tuple[str, Json]]:
    """The columns that a field takes in the CSV, each with its part of the schema: objects are laid flat."""
    choices = [choice for choice in schema.get("anyOf", [schema]) if choice.get("type") != "null"]
    inner = definitions.get(choices[0].get("$ref", "").rpartition("/")[2])
    if inner is None:
        yield field, choices[0]
        return
    for key, part in inner["properties"].items():
        yield from _columns(f"{field}_{key}", part, definitions)


def csv_columns(schema: Json) -> list[tuple[str, str, Json]]:
    """Every column of a table's CSV: its name, the field that it comes from, its part of the schema."""
    definitions = schema["$defs"]
    return [
        (column, field, part)
        for field, described in definitions["row"]["properties"].items()
        if field not in NOT_IN_CSV
        for column, part in _columns(field, described, definitions)
    ]


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one that could be has an apostrophe in front.

    So has one that begins with an apostrophe and such a sign, so that taking off the first always gives the text.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(row: Json, column: str, field: str) -> str:
    value: Any = row[field]
    for key in column.removeprefix(field).strip("_").split("_") if column != field else ():
        value = value[key] if value is not None else None
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return harmless(";".join(value))
        case str():
            return harmless(value)
    return str(value)  # a number stays one, below zero too


def table_csv(rows: list[Json], columns: list[tuple[str, str, Json]]) -> str:
    """A table as CSV (RFC 4180). It begins with a byte-order mark, without which Excel takes Chinese for Latin."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column for column, _, _ in columns])
    writer.writerows([_cell(row, column, field) for column, field, _ in columns] for row in rows)
    return "\ufeff" + out.getvalue()


def _table_field(column: str, part: Json, description: str) -> Json:
    """A column in the words of Table Schema."""
    kind = part.get("type", "string")
    if kind == "array":
        return {"name": column, "type": "string", "description": f"{description} Joined with “;”."}
    field = {"name": column, "type": kind, "description": description}
    return field | ({"constraints": {"enum": part["enum"]}} if "enum" in part else {})


def data_package(report: Report, version: str, files: Mapping[str, str], schemas: Mapping[str, Json]) -> Json:
    """``datapackage.json`` (Data Package, version 1) for the CSV and JSON files of all tables."""
    words = report.words[MACHINES]
    resources: list[Json] = []
    for name, schema in schemas.items():
        fields = [
            _table_field(column, part, report.records.fields[name][field].in_language(MACHINES))
            for column, field, part in csv_columns(schema)
        ]
        for form, profile in (("csv", "tabular-data-resource"), ("json", "data-resource")):
            content = files[f"{name}.{form}"].encode()
            resource: Json = {
                "name": name if form == "csv" else f"{name}-json",
                "path": f"{name}.{form}",
                "profile": profile,
                "format": form,
                "mediatype": {"csv": "text/csv", "json": "application/json"}[form],
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            }
            if form == "csv":
                resource["description"] = HARMLESS
                keys = {"fields": fields, "primaryKey": "id", "missingValues": [""]}
                resource["schema"] = keys | _foreign_keys(name)
            resources.append(resource)
    return {
        "profile": "data-package",
        "name": NAME,
        "title": words["data_title"],
        "description": words["data_description"],
        "version": version,
        "licenses": [LICENCE],
        "contributors": [{"title": words["editors"], "role": "author"}],
        "keywords": ["e-commerce", "China", "statistics", "case studies"],
        "resources": resources,
    }


def _foreign_keys(name: str) -> Json:
    """Which columns name rows of other tables."""
    keys = {
        "statistics": [("metric", "metrics"), ("organisation", "organisations")],
        "organisations": [("parent", "")],
    }
    return {
        "foreignKeys": [
            {"fields": field, "reference": {"resource": table, "fields": "id"}} for field, table in keys.get(name, ())
        ]
    }


def data_version(project: str, rows: Mapping[str, tuple[Row, ...]]) -> str:
    """The project's version, with the first digits of a hash of all tables, so that no two editions share one."""
    content = _text({name: table_json(name, entries) for name, entries in rows.items()})
    return f"{project}+{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def metric_files(report: Report, rows: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """The figures of each metric as CSV, with the columns of ``/data/statistics.csv``; a path by the metric's page."""
    columns = csv_columns(table_schema(report, "statistics"))
    figures: dict[str, list[Json]] = {metric: [] for metric in report.metrics}
    for row in rows:
        content = row.model_dump(mode="json")
        figures[content["metric"]].append(content)
    for metric, own in figures.items():
        yield f"statistics/{metric}/figures.csv", table_csv(own, columns)


def data_files(report: Report, rows: Mapping[str, tuple[Row, ...]], version: str) -> dict[str, str]:
    """The text of every file under ``/data/``, by name."""
    schemas = {name: table_schema(report, name) for name in rows}
    files: dict[str, str] = {}
    for name, entries in rows.items():
        content = table_json(name, entries)
        files[f"{name}.json"] = _text(content)
        files[f"{name}.csv"] = table_csv(content[name], csv_columns(schemas[name]))
        files[f"{name}.schema.json"] = _text(schemas[name])
    return files | {"datapackage.json": _text(data_package(report, version, files, schemas))}
