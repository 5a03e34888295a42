"""How long a chapter is said to take, for texts whose length is known."""

from __future__ import annotations

import pytest

from report.model import Language
from report.pages import parse_page
from report.reading_time import reading_minutes


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("en", "", 1),
        ("en", "word " * 238, 1),
        ("en", "word " * 3 * 238, 3),
        ("en", "word " * 350, 1),
        ("en", "word " * 364, 2),
        ("en", "don’t 3,000 1.5% (2024) " * 238, 4),
        ("en", "词" * 4000, 1),
        ("zh", "字" * 400, 1),
        ("zh", "字" * 3 * 400, 3),
        ("zh", "word " * 3 * 200, 3),
        ("zh", "字" * 400 + "word " * 200, 2),
        ("zh", "[字字](stat:a-long-address-that-nobody-reads) " * 400, 2),
    ],
)
def test_minutes(language: Language, text: str, minutes: int) -> None:
    page, problems = parse_page(language, "page", "page.md", f"---\ndescription: x\n---\n\n{text}\n")
    assert problems == []
    assert reading_minutes(page) == minutes
