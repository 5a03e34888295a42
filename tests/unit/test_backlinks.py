"""From where a section is referred to: links to it, and links to what stands in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers import ROOT
from report.model.languages import ENGLISH
from report.read.report import read_report
from report.relate.book import make_books


@pytest.mark.parametrize(
    ("link", "section"),
    [
        ("01-stores.md#delivery", "delivery"),
        ("01-stores.md#freshco-delivery", "delivery"),  # a figure
        ("01-stores.md#freshco-stores--delivery", "delivery"),  # a case in one of its sections
        ("01-stores.md#delivery-table", "delivery"),
        ("01-stores.md#nowhere", ""),
        ("#next-year", ""),  # itself
    ],
)
def test_a_link_to_what_stands_in_a_section_is_one_to_the_section(tmp_path: Path, link: str, section: str) -> None:
    docs = shutil.copytree(ROOT / "tests/golden/site/docs", tmp_path / "docs")

    def origins() -> dict[str, set[str]]:
        found = make_books(read_report(docs)[0])[ENGLISH].backlinks
        return {target: {origin.short for origin in places} for target, places in found.items()}

    before = origins()
    page = docs / "en/03-outlook.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("kiosks;", f"kiosks, as [told]({link});"), encoding="utf-8")
    expected = {**before, section: before.get(section, set()) | {"3.1"}} if section else before
    assert origins() == expected
