"""What describes the tables to programs: JSON Schema, Data Package (Table Schema), and CSV on the Web."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from report.model.languages import LANGUAGES, MACHINES
from report.model.report import Report
from report.model.tables import CODES, DESCRIBED, LICENCE, TABLES
from report.write.open_data.columns import Column, Json
from report.write.open_data.forms import HARMLESS, SEPARATOR
from report.write.open_data.tables import Table

NAME = "ecommerce-business-models-2025"
KEYWORDS = ("e-commerce", "China", "statistics", "case studies", "电子商务", "统计数字", "案例")
_CSVW_TYPES = {"string": "string", "number": "double", "integer": "integer", "boolean": "boolean"}


def meaning(report: Report, table: Table, column: Column) -> str:
    """What a column means, in the language for machines: by its field, or by what a link leads to."""
    words = report.words[MACHINES]
    if not table.origin:
        return report.records.fields[DESCRIBED[table.name]][column.field].in_language(MACHINES)
    return words["link_id"] if column.to else words[f"link_{column.name}"]


def _codes(tables: Mapping[str, Table], column: Column) -> list[str]:
    """All values that a column may take, where a code list has them."""
    to = column.to
    return [row["id"] for row in tables[to.table].rows] if to and to.table in CODES else []


def _with_codes(schema: Json, codes: list[str]) -> None:
    """Let a part of a JSON Schema allow the values of a code list alone, in a list or beside null, too."""
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if part.get("type") == "string":
            part["enum"] = codes


def json_schema(report: Report, tables: Mapping[str, Table], name: str, header: Json) -> Json:
    """The JSON Schema (2020-12) of ``/data/<name>.json``, with what each field means. `header` is a header of one."""
    row = TABLES[name].model_json_schema(mode="serialization")
    definitions = row.pop("$defs", {})
    for schema in (row, *definitions.values()):
        schema.pop("title", None)
        for field in schema.get("properties", {}).values():
            field.pop("title", None)
    for field, schema in row["properties"].items():
        schema["description"] = report.records.fields[DESCRIBED[name]][field].in_language(MACHINES)
    for column in tables[name].columns:
        codes = _codes(tables, column)
        if codes and len(column.path) == 1:
            _with_codes(row["properties"][column.field], codes)
    definitions["row"] = row
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "additionalProperties": False,
        "required": [*header, name],
        "properties": {
            **{key: {"type": _json_type(value)} for key, value in header.items()},
            name: {"type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        "$defs": definitions,
    }


def _json_type(value: Any) -> Any:
    match value:
        case bool():
            return "boolean"
        case dict():
            return "object"
        case str():
            return "string"
    return ["string", "null"]  # a day, where the history is not known


def _table_field(report: Report, tables: Mapping[str, Table], table: Table, column: Column) -> Json:
    """A column in the words of Table Schema."""
    described = meaning(report, table, column)
    if column.is_list:
        return {"name": column.name, "type": "string", "description": f"{described} Joined with “{SEPARATOR}”."}
    constraints: Json = {} if column.is_optional else {"required": True}
    codes = _codes(tables, column)
    constraints |= {"enum": codes} if codes else {}
    field = {"name": column.name, "type": column.type, "description": described}
    return field | ({"constraints": constraints} if constraints else {})


def _table_schema(report: Report, tables: Mapping[str, Table], table: Table) -> Json:
    keys = [
        {"fields": column.name, "reference": {"resource": _resource(table, column), "fields": column.to.key}}
        for column in table.columns
        if column.to and not column.is_list
    ]
    return {
        "fields": [_table_field(report, tables, table, column) for column in table.columns],
        "primaryKey": list(table.key) if len(table.key) > 1 else table.key[0],
        "missingValues": [""],
        "foreignKeys": keys,
    }


def _resource(table: Table, column: Column) -> str:
    """The table to which a column leads; in Table Schema a table itself is the empty name."""
    assert column.to
    return "" if column.to.table == table.name else column.to.table


def data_package(report: Report, tables: Mapping[str, Table], files: Mapping[str, bytes], facts: Json) -> Json:
    """``datapackage.json`` (Data Package, version 1) for the CSV and JSON files of all tables."""
    words = report.words[MACHINES]
    resources: list[Json] = []
    for table in tables.values():
        forms = {"csv": ("tabular-data-resource", "text/csv"), "json": ("data-resource", "application/json")}
        for form, (profile, media_type) in forms.items():
            content = files.get(f"{table.name}.{form}")
            if content is None:
                continue
            resource: Json = {
                "name": table.name if form == "csv" else f"{table.name}-json",
                "path": f"{table.name}.{form}",
                "profile": profile,
                "format": form,
                "mediatype": media_type,
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            }
            if form == "csv":
                resource |= {"description": HARMLESS, "schema": _table_schema(report, tables, table)}
            resources.append(resource)
    created = {"created": f"{facts['date']}T00:00:00Z"} if facts["date"] else {}
    return {
        "profile": "data-package",
        "name": NAME,
        "id": facts["homepage"]["en"],
        "homepage": facts["homepage"]["en"],
        "title": words["data_title"],
        "description": words["data_description"],
        "version": facts["version"],
        **created,
        "licenses": [LICENCE],
        "contributors": [{"title": words["editors"], "role": "author"}],
        "sources": [{"title": report.records.labels["source_title"].in_language(language)} for language in LANGUAGES],
        "keywords": list(KEYWORDS),
        "resources": resources,
    }


def csv_metadata(report: Report, tables: Mapping[str, Table], facts: Json) -> Json:
    """``csv-metadata.json`` (W3C, Metadata Vocabulary for Tabular Data) for the CSV files, lists as lists."""
    words = report.words[MACHINES]

    def column(table: Table, one: Column) -> Json:
        described: Json = {"name": one.name, "titles": one.name, "dc:description": meaning(report, table, one)}
        described |= {"datatype": _CSVW_TYPES[one.type]}
        described |= {} if one.is_optional or one.is_list else {"required": True}
        return described | ({"separator": SEPARATOR} if one.is_list else {})

    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": MACHINES.tag}],
        "dc:title": words["data_title"],
        "dc:description": f"{words['data_description']} {HARMLESS}",
        "dc:license": {"@id": LICENCE["path"]},
        "dc:identifier": facts["homepage"]["en"],
        "schema:version": facts["version"],
        "tables": [
            {
                "url": f"{table.name}.csv",
                "tableSchema": {
                    "columns": [column(table, one) for one in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {
                            "columnReference": [one.name],
                            "reference": {"resource": f"{one.to.table}.csv", "columnReference": [one.to.key]},
                        }
                        for one in table.columns
                        if one.to and one.to.key == "id" and not one.is_optional  # strict readers want no gaps
                    ],
                },
            }
            for table in tables.values()
        ],
    }
