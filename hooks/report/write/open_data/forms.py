"""The forms that a table of the open data takes: JSON, CSV, SQLite, Parquet, and one archive of all."""

from __future__ import annotations

import csv
import errno
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from pydantic_core import to_json

from report.write.open_data.columns import Column, ColumnType, Json
from report.write.open_data.tables import Table

SEPARATOR = ";"  # of the entries of a list
# What spreadsheets take for a formula, full-width signs too (https://owasp.org/www-community/attacks/CSV_Injection), or
# for a date (“1/5”).
_TAKEN = re.compile("'*(?:[=+\\-@\t\r＝＋－＠]|\\d{1,4}[/\\-]\\d{1,4}(?:[/\\-]\\d{1,4})?$)")
HARMLESS = (
    "Texts that begin with =, +, -, @, tab or carriage return, and those that look like a date (1/5), have an "
    "apostrophe in front; take off the first."
)
_SQL: Mapping[ColumnType, str] = {"string": "TEXT", "number": "REAL", "integer": "INTEGER", "boolean": "BOOLEAN"}
_DUCKDB: Mapping[ColumnType, str] = {
    "string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "boolean": "BOOLEAN",
}  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP archive knows


def json_text(content: Json) -> str:
    """An object as the text of a file. Python's own module takes much longer to indent."""
    return to_json(content, indent=1).decode() + "\n"


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula or takes for a date: one that could be has an apostrophe in front.

    So has one that begins with an apostrophe and goes on like that, so that taking off the first always gives the text.
    """
    return f"'{text}" if _TAKEN.match(text) else text


def _value(row: Json, column: Column) -> Any:
    value = column.value(row)
    return (SEPARATOR.join(value) or None) if isinstance(value, list) else value


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)  # a number stays one, below zero too


def cell_text(row: Json, column: Column) -> str:
    """What a cell says: the entries of a list joined, nothing for null."""
    return _as_text(_value(row, column))


def csv_text(columns: Iterable[Column], rows: Iterable[Json]) -> str:
    """A table as CSV (RFC 4180). It begins with a byte-order mark, without which Excel takes Chinese for Latin."""
    columns, out = tuple(columns), io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    for row in rows:
        values = (_value(row, column) for column in columns)
        writer.writerow([harmless(value) if isinstance(value, str) else _as_text(value) for value in values])
    return "\ufeff" + out.getvalue()


def _definition(table: Table, known: Mapping[str, Table]) -> str:
    """The statement that makes a table, with its keys. Names are of letters and underscores, and no words of SQL."""
    lines = [
        f"{column.name} {_SQL[column.type]}{'' if column.is_optional or column.is_list else ' NOT NULL'}"
        + (" UNIQUE" if column.name == "number" else "")  # of sections, to which others refer
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({column.name}) REFERENCES {column.to.table} ({column.to.key})"
        for column in table.columns
        if column.to and not column.is_list and column.to.table in known
    ]
    return f"CREATE TABLE {table.name} ({', '.join(lines)})"


def sqlite_bytes(tables: Mapping[str, Table], facts: Mapping[str, str | None]) -> bytes:
    """One SQLite database of all tables, and of what the data are (`facts`) in the table `about`."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE about (fact TEXT PRIMARY KEY, told TEXT)")
        database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
        for table in tables.values():
            database.execute(_definition(table, tables))
            marks = ", ".join("?" * len(table.columns))
            values = ([_value(row, column) for column in table.columns] for row in table.rows)
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)
        database.commit()
        return database.serialize()


def parquet_files(tables: Mapping[str, Table], facts: Mapping[str, str | None]) -> dict[str, bytes]:
    """Each table as a Parquet file, by its name, with `facts` as its metadata.

    Raises OSError where temporary files cannot be written.

    DuckDB reads the rows from CSV, which takes it a hundredth of the time of statements for each row.
    """
    told = ", ".join(f"{fact}: '{text.replace(chr(39), chr(39) * 2)}'" for fact, text in facts.items() if text)
    files: dict[str, bytes] = {}
    # One thread, so that the same rows give the same bytes.
    with TemporaryDirectory() as name, duckdb.connect(":memory:", config={"threads": 1}) as database:
        source, target = Path(name) / "rows.csv", Path(name) / "rows.parquet"
        for table in tables.values():
            with source.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerows([cell_text(row, column) for column in table.columns] for row in table.rows)
            types = ", ".join(f"{column.name}: '{_DUCKDB[column.type]}'" for column in table.columns)
            read = f"read_csv(?, header = false, auto_detect = false, nullstr = '', columns = {{{types}}})"
            form = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{told}}}"
            try:
                database.execute(f"COPY (FROM {read}) TO '{target}' ({form})", [str(source)])
            except duckdb.IOException as error:  # a full disk, as Python has it
                raise OSError(errno.EIO, str(error), str(target)) from error
            files[table.name] = target.read_bytes()
    return files


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """One archive of all files. The same files give the same bytes: their times are left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
