"""The open data of one build: its tables, what they are, and every file under ``/data/``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urljoin

from pydantic_core import to_json

from report.model.addresses import page_url
from report.model.languages import LANGUAGES, MACHINES, ORIGINAL, Language
from report.model.report import Report
from report.model.tables import CODES, ENTITIES, LICENCE
from report.relate.book import Books
from report.write.open_data.columns import Json
from report.write.open_data.forms import cell_text, csv_text, json_text, parquet_files, sqlite_bytes, zip_bytes
from report.write.open_data.rows import export
from report.write.open_data.schemas import csv_metadata, data_package, json_schema
from report.write.open_data.tables import Table, make_tables

ROWS_SHOWN = 10  # of a table, on the page of the open data
# The columns that are shown there; of those in both languages the reader's.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "statistics": ("id", "metric", "subject", "figure", "kind", "value", "unit", "relative_change", "year"),
    "cases": ("id", "title", "models", "technologies", "outcome"),
    "metrics": ("id", "name", "theme", "unit", "statistics"),
    "organisations": ("id", "name", "kind", "cases"),
    "subjects": ("id", "name", "organisation", "naming"),
    "sections": ("id", "number", "title", "extent", "statistics"),
    "laws": ("id", "name", "section_ids"),
    "terms": ("id", "name", "definition"),
    "disagreements": ("id", "kind", "title", "statistics", "weight"),
    "notes": ("id", "text", "sources"),
    "sources": ("id", "publisher", "title", "year"),
}
DATABASE, ARCHIVE = "digest.sqlite", "digest.zip"


@dataclass(frozen=True)
class Preview:
    """The first rows of a table, with some of its columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class OpenData:
    """The open data. `site` is the site's absolute address, `project` the project's version.

    `day` is the last change of what they are made from; None where the history is not known.
    """

    books: Books
    site: str
    project: str
    day: date | None

    @property
    def _report(self) -> Report:
        return self.books[ORIGINAL].report

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every table by name: records, code lists, links."""
        return make_tables(export(self.books, self.site))

    @property
    def records(self) -> tuple[Table, ...]:
        """The tables of records."""
        return tuple(self.tables[name] for name in ENTITIES)

    @property
    def code_lists(self) -> tuple[Table, ...]:
        """The tables of code lists."""
        return tuple(self.tables[name] for name in CODES)

    @property
    def links(self) -> tuple[Table, ...]:
        """The tables of links."""
        return tuple(table for table in self.tables.values() if table.origin)

    @cached_property
    def version(self) -> str:
        """The project's version, with the first digits of a hash of all tables, so that no two editions share one.

        The site's own address is no part of what the data say.
        """
        content = to_json({name: table.rows for name, table in self.tables.items()})
        own = content.replace(self.site.encode(), b"")
        return f"{self.project}+{hashlib.sha256(own).hexdigest()[:8]}"

    @cached_property
    def header(self) -> Json:
        """What every JSON says of itself before its rows."""
        words, labels = self._report.words, self._report.records.labels
        each = {language.code: words[language] for language in LANGUAGES}
        return {
            "title": {code: own["data_title"] for code, own in each.items()},
            "version": self.version,
            "date": self.day.isoformat() if self.day else None,
            "licence": LICENCE["name"],
            "licence_url": LICENCE["path"],
            "verified": False,
            "notice": {code: own["provenance"] for code, own in each.items()},
            "source": labels["source_title"].texts,
            "homepage": {language.code: urljoin(self.site, page_url("data", language)) for language in LANGUAGES},
        }

    @property
    def _facts(self) -> dict[str, str | None]:
        """The header as flat texts, in the language for machines."""
        flat = {key: value[MACHINES.code] if isinstance(value, dict) else value for key, value in self.header.items()}
        return {key: "false" if value is False else value for key, value in flat.items()}

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its name, the archive of all others last."""
        report, tables = self._report, self.tables
        texts: dict[str, str] = {}
        for name, table in tables.items():
            if not table.origin:
                texts[f"{name}.json"] = json_text({**self.header, name: list(table.rows)})
                texts[f"{name}.schema.json"] = json_text(json_schema(report, tables, name, self.header))
            texts[f"{name}.csv"] = csv_text(table.columns, table.rows)
        files = {name: text.encode() for name, text in texts.items()}
        files |= {f"{name}.parquet": content for name, content in parquet_files(tables, self._facts).items()}
        files[DATABASE] = sqlite_bytes(tables, self._facts)
        files["datapackage.json"] = json_text(data_package(report, tables, files, self.header)).encode()
        files["csv-metadata.json"] = json_text(csv_metadata(report, tables, self.header)).encode()
        return files | {ARCHIVE: zip_bytes(files)}

    def preview(self, name: str, language: Language) -> Preview:
        """The first rows of a table of records as CSV has them, without its apostrophes."""
        table = self.tables[name]
        named = {column.name: column for column in table.columns}
        wanted = [named.get(f"{one}_{language.code}") or named[one] for one in SHOWN[name]]
        rows = tuple(tuple(cell_text(row, column) for column in wanted) for row in table.rows[:ROWS_SHOWN])
        return Preview(tuple(column.name for column in wanted), rows)

    @cached_property
    def _figure_places(self) -> dict[str, int]:
        return {row["id"]: place for place, row in enumerate(self.tables["statistics"].rows)}

    def csv_of_figures(self, identifiers: Iterable[str]) -> str:
        """The figures of some ids as CSV, in the order of the records, with the columns of ``statistics.csv``."""
        places = sorted(self._figure_places[identifier] for identifier in set(identifiers))
        table = self.tables["statistics"]
        return csv_text(table.columns, (table.rows[place] for place in places))

    def metric_files(self) -> Iterator[tuple[str, str]]:
        """The figures of each metric as CSV; a path by the metric's page."""
        for metric in self.tables["metrics"].rows:
            yield f"statistics/{metric['id']}/figures.csv", self.csv_of_figures(metric["statistics"])


def latest(changes: Mapping[str, date]) -> date | None:
    """The day of the last change of the sources of which the data are made: records, and the pages of the report."""
    made_from = tuple(f"docs/{folder}/" for folder in ("records", *(language.code for language in LANGUAGES)))
    return max((day for file, day in changes.items() if file.startswith(made_from)), default=None)
