"""Every chart by itself: a page to be embedded elsewhere, a picture of it, and the figures that it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from report.model.addresses import EMBED, root_from
from report.model.languages import ORIGINAL
from report.model.tables import Row
from report.relate.book import Books
from report.relate.charts import PlacedChart
from report.write.citations import FILES, NAMES, Version, cite_chart
from report.write.data import csv_columns, table_csv, table_schema
from report.write.templates import Templates

LABEL_WIDTH = 15.0  # of a line of a label in the picture, in widths of a Chinese character
LINE_HEIGHT, ROW_GAP, BAR = 19, 12, 14  # pixels of the picture


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in text)


def wrap(text: str, width: float = LABEL_WIDTH) -> tuple[str, ...]:
    """Break a label into lines no wider than `width` Chinese characters; Latin words stay whole."""
    words: list[str] = []
    for sign in text:
        latin = words and unicodedata.east_asian_width(sign) not in "WF" and sign != " "
        if latin and words[-1][-1] != " " and unicodedata.east_asian_width(words[-1][-1]) not in "WF":
            words[-1] += sign
        else:
            words.append(sign)
    lines = [""]
    for word in words:
        if lines[-1] and _width(lines[-1] + word) > width:
            lines.append("")
        lines[-1] += word
    return tuple(line.strip() for line in lines if line.strip())


def _csv(placed: PlacedChart, rows: tuple[Row, ...], columns: list[tuple[str, str, dict[str, object]]]) -> str:
    shown = {item.statistic.id for item in placed.figures}
    content = [row.model_dump(mode="json") for row in rows]
    return table_csv([row for row in content if row["id"] in shown], columns)


def embed_files(
    books: Books,
    templates: Templates,
    rows: tuple[Row, ...],
    versions: Mapping[str, Version],
    site_url: str,
) -> Iterator[tuple[str, str]]:
    """The page, the picture and the data of every chart in each language: a path from the site's root, and a text.

    `rows` are the figures of the open data; `versions` those of the pages where charts stand, by address.
    Raises jinja2.TemplateError when a template is broken.
    """
    columns = csv_columns(table_schema(books[ORIGINAL].report, "statistics"))
    for language, book in books.items():
        for placed in (placed for charts in book.charts.values() for placed in charts):
            folder = f"{language.folder}{EMBED}{placed.id}/"
            values = {
                "book": book,
                "site": site_url,
                "placed": placed,
                "root": root_from(folder),
                "place": urljoin(site_url, f"{language.folder}{placed.page}#{placed.id}"),
                "address": urljoin(site_url, folder),
                "citable": cite_chart(book, placed, urljoin(site_url, folder), versions[language.folder + placed.page]),
                "names": NAMES,
                "files": FILES,
                "wrap": wrap,
                "sizes": {"line": LINE_HEIGHT, "gap": ROW_GAP, "bar": BAR},
            }
            yield f"{folder}index.html", templates.render(book, "files/embed.html", **values)
            yield f"{folder}{placed.id}.svg", templates.render(book, "files/chart.svg", **values)
            yield f"{folder}{placed.id}.csv", _csv(placed, rows, columns)
