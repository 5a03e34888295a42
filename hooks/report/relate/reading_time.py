"""How long a chapter takes to read."""

from __future__ import annotations

import re

from report.model.languages import Language
from report.model.pages import Page
from report.read.markdown import plain_text

# Per minute: English words of non-fiction (Brysbaert 2019, a review of 190 studies); for Chinese
# characters the usual estimate of publishers, since studies count words.
PACE: dict[Language, int] = {"en": 238, "zh": 400}
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][\w’'.,%-]*")


def reading_minutes(page: Page) -> int:
    """Whole minutes, at least one. A Latin word or a number in a Chinese text takes as long as two characters."""
    text = " ".join(plain_text(block.text) for block in page.blocks)
    words = len(_WORD.findall(text))
    count = words if page.language == "en" else len(_HAN.findall(text)) + 2 * words
    return max(1, round(count / PACE[page.language]))
