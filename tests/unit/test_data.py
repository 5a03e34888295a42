"""Texts of the data that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from report.write.data import harmless, table_csv

STARTS = "=+-@\t\r＝＋－＠"


@given(st.text("'=+-@\t＝a1 ", max_size=8))
def test_no_text_is_a_formula_and_each_can_be_had_back(text: str) -> None:
    made = harmless(text)
    assert made[:1] not in STARTS or not made
    is_marked = made.startswith("'") and made.lstrip("'")[:1] in STARTS and made.lstrip("'") != ""
    assert (made[1:] if is_marked else made) == text


def test_numbers_stay_numbers() -> None:
    rows = [{"id": "a", "value": -3.9, "name": "-3.9", "many": ["=1", "2"], "none": None}]
    written = table_csv(rows, [(name, name, {}) for name in rows[0]])
    assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))[1] == ["a", "-3.9", "'-3.9", "'=1;2", ""]
