"""The columns of the open data's tables, from the types of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from report.model.tables import TABLES, JsonOnly, To

ColumnType = Literal["string", "number", "integer", "boolean"]
Json = dict[str, Any]
_TYPES: dict[Any, ColumnType] = {str: "string", float: "number", int: "integer", bool: "boolean"}


@dataclass(frozen=True)
class Column:
    """A column: in CSV, SQLite and Parquet objects are laid flat, so that it stands at `path` of a row.

    The type of a list is that of its entries. `to` says of which table its ids are.
    """

    name: str
    path: tuple[str, ...]
    type: ColumnType
    is_list: bool
    to: To | None
    is_optional: bool

    @property
    def field(self) -> str:
        """The field of the row in which it stands."""
        return self.path[0]

    def value(self, row: Json) -> Any:
        """What a row has there; None where an object on the way is null."""
        value: Any = row
        for key in self.path:
            value = value[key] if value is not None else None
        return value


def _unwrapped(kind: Any) -> Any:
    """A type without null and without what annotates it; a number of either kind is a float."""
    if get_origin(kind) is Annotated:
        return _unwrapped(get_args(kind)[0])
    if get_origin(kind) not in (Union, UnionType):
        return kind
    parts = [part for part in get_args(kind) if part is not NoneType]
    return _unwrapped(parts[0]) if len(parts) == 1 else float


def _columns(model: type[BaseModel], path: tuple[str, ...] = (), *, optional: bool = False) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        if any(isinstance(mark, JsonOnly) for mark in field.metadata):
            continue
        here = (*path, field.alias or name)
        kind, may_be_null = _unwrapped(field.annotation), optional or NoneType in get_args(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _columns(kind, here, optional=may_be_null)
            continue
        is_list = get_origin(kind) is list
        entry = _unwrapped(get_args(kind)[0]) if is_list else kind
        to = next((mark for mark in field.metadata if isinstance(mark, To)), None)
        yield Column("_".join(here), here, _TYPES.get(entry, "string"), is_list, to, may_be_null)


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table, in the order of its fields; those that the JSON alone has are left out."""
    return tuple(_columns(TABLES[table]))
