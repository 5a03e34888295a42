"""How long a chapter is said to take, for texts whose length is known."""

from __future__ import annotations

import pytest

from report.model.languages import CHINESE, ENGLISH, Language
from report.read.markdown import parse_page
from report.relate.chapters import reading_minutes


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        (ENGLISH, "", 1),
        (ENGLISH, "word " * 238, 1),
        (ENGLISH, "word " * 3 * 238, 3),
        (ENGLISH, "word " * 350, 1),
        (ENGLISH, "word " * 364, 2),
        (ENGLISH, "don’t 3,000 1.5% (2024)\n\n" * 238, 4),
        (ENGLISH, "词" * 4000, 1),
        (CHINESE, "字" * 400, 1),
        (CHINESE, "字" * 3 * 400, 3),
        (CHINESE, "word " * 3 * 200, 3),
        (CHINESE, "字" * 400 + "word " * 200, 2),
        (CHINESE, "[字字](stat:a-long-address-that-nobody-reads)\n\n" * 400, 2),
    ],
)
def test_minutes(language: Language, text: str, minutes: int) -> None:
    page, problems = parse_page(language, "page", "page.md", f"---\ndescription: x\n---\n\n{text}\n", {})
    assert problems == []
    assert reading_minutes(page) == minutes
