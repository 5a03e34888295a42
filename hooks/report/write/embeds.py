"""Every chart by itself: a page to be embedded elsewhere, a picture of it, and the figures that it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from report.model.addresses import EMBED, root_from
from report.relate.book import Books
from report.write.citations import FILES, NAMES, Version, cite_chart
from report.write.open_data.package import OpenData
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


def embed_files(
    books: Books,
    templates: Templates,
    data: OpenData,
    versions: Mapping[str, Version],
    site_url: str,
) -> Iterator[tuple[str, str]]:
    """The page, the picture and the data of every chart in each language: a path from the site's root, and a text.

    `data` holds the figures; `versions` are those of the pages where charts stand, by address.
    Raises jinja2.TemplateError when a template is broken.
    """
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
            yield f"{folder}{placed.id}.csv", data.csv_of_figures(item.statistic.id for item in placed.figures)
