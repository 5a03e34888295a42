"""Texts of the data that a spreadsheet would run or change, and the tables of links."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from report.model.languages import LANGUAGES
from report.write.open_data.columns import Column, columns_of
from report.write.open_data.forms import csv_text, harmless
from report.write.open_data.tables import Table, link_tables

STARTS = "=+-@\t\r＝＋－＠"
DATE = re.compile(r"\d{1,4}[/-]\d{1,4}(?:[/-]\d{1,4})?")


@given(st.text("'=+-@\t＝a1 ", max_size=8) | st.from_regex(r"'{0,2}\d{1,4}[/-]\d{1,4}", fullmatch=True))
def test_no_text_is_a_formula_or_a_date_and_each_can_be_had_back(text: str) -> None:
    made = harmless(text)
    assert made[:1] not in STARTS or not made
    assert not DATE.fullmatch(made)
    rest = made.lstrip("'")
    is_marked = made.startswith("'") and rest != "" and (rest[0] in STARTS or DATE.fullmatch(rest) is not None)
    assert (made[1:] if is_marked else made) == text


def _column(name: str) -> Column:
    return Column(name, (name,), "string", is_list=False, to=None, is_optional=True)


def test_numbers_stay_numbers() -> None:
    rows = [{"id": "a", "value": -3.9, "name": "-3.9", "part": "1/5", "many": ["=1", "2"], "none": None}]
    written = csv_text([_column(name) for name in rows[0]], rows)
    assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))[1] == [
        "a", "-3.9", "'-3.9", "'1/5", "'=1;2", "",
    ]  # fmt: skip


def test_every_list_is_a_table_of_links_but_those_that_another_tells() -> None:
    row = {column.field: None for column in columns_of("cases")} | {
        "id": "a", "title": dict.fromkeys((one.code for one in LANGUAGES), "A"), "organisations": ["x", "y"],
        "section_ids": ["s"], "sections": ["1.1"], "statistics": ["f"], "models": [], "technologies": ["ai"],
        "note_sources": [],
    }  # fmt: skip
    made = {table.name: table for table in link_tables(Table("cases", columns_of("cases"), (row,)))}
    assert set(made) == {
        "cases_organisations", "cases_sections", "cases_models", "cases_technologies", "cases_note_sources",
    }  # fmt: skip
    assert made["cases_organisations"].rows == (
        {"case_id": "a", "organisation_id": "x"}, {"case_id": "a", "organisation_id": "y"},
    )  # fmt: skip
    assert made["cases_sections"].rows == ({"case_id": "a", "section_id": "s"},)
    assert [column.name for column in made["cases_technologies"].columns] == ["case_id", "technology_id"]


def test_other_names_have_their_language() -> None:
    names = {language.code: [f"{language.code}-1"] for language in LANGUAGES}
    row = {"id": "m", "aka": names, "statistics": [], "units": []}
    made = {table.name: table for table in link_tables(Table("metrics", columns_of("metrics"), (row,)))}
    assert made["metrics_aka"].rows == tuple(
        {"metric_id": "m", "language": language.code, "name": f"{language.code}-1"} for language in LANGUAGES
    )
