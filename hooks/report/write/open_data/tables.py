"""The open data as tables: those of records and code lists, and one of links for every list in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report.model.languages import LANGUAGES
from report.model.tables import CODES, Row, To
from report.write.open_data.columns import Column, Json, columns_of


@dataclass(frozen=True)
class Table:
    """A table with its rows as the JSON has them. `key` names the columns that no two rows share.

    `origin` is the table whose list a table of links lays out; empty for every other.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Json, ...]
    key: tuple[str, ...] = ("id",)
    origin: str = ""


def _singular(table: str) -> str:
    return table.removesuffix("ies") + "y" if table.endswith("ies") else table.removesuffix("s")


def _text(name: str, to: To | None = None) -> Column:
    return Column(name, (name,), "string", is_list=False, to=to, is_optional=False)


def _links(table: Table, column: Column, to: To) -> Table:
    """The links from a table's rows to those of another, by the ids of both."""
    own = f"{_singular(table.name)}_id"
    other = "other_id" if to.table == table.name else f"{_singular(to.table)}_id"
    rows = tuple({own: row["id"], other: target} for row in table.rows for target in column.value(row))
    name = f"{table.name}_{column.name.removesuffix('_ids')}"
    name = f"{name}s" if column.name.endswith("_ids") else name
    return Table(name, (_text(own, To(table.name)), _text(other, to)), rows, (own, other), table.name)


def _names(table: Table, field: str, columns: list[Column]) -> Table:
    """The other names of a table's rows, with their language where they have one."""
    own = f"{_singular(table.name)}_id"
    codes = [language.code for language in LANGUAGES]
    told = [(codes[codes.index(column.path[-1])] if len(column.path) > 1 else None, column) for column in columns]
    rows = tuple(
        {own: row["id"], **({"language": code} if code else {}), "name": name}
        for row in table.rows
        for code, column in told
        for name in column.value(row)
    )
    names = [own, *(["language"] if told[0][0] else []), "name"]
    made = tuple(_text(name, To(table.name) if name == own else None) for name in names)
    return Table(f"{table.name}_{field}", made, rows, tuple(names), table.name)


def link_tables(table: Table) -> Iterator[Table]:
    """A table of links for each list of a table but those that another field tells."""
    names: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.is_list and column.to is None:
            names.setdefault(column.field, []).append(column)
        elif column.is_list and column.to and not column.to.told:
            yield _links(table, column, column.to)
    for field, columns in names.items():
        yield _names(table, field, columns)


def make_tables(rows: Mapping[str, tuple[Row, ...]]) -> dict[str, Table]:
    """All tables by name: those of `rows`, then those of links."""
    plain = [
        Table(name, columns_of(name), tuple(row.model_dump(mode="json") for row in made)) for name, made in rows.items()
    ]
    linked = [links for table in plain if table.name not in CODES for links in link_tables(table)]
    return {table.name: table for table in (*plain, *linked)}
