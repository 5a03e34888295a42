"""What is done to the HTML of a page once Markdown has become HTML."""

from __future__ import annotations

from report.model.languages import Language
from report.write.language_runs import tag_runs
from report.write.pages import focusable_tables, keep_parts, unfold_tables


def finish_html(html: str, language: Language) -> str:
    """Tables that fit any window, titles that break between their parts, passages of another language tagged."""
    return focusable_tables(tag_runs(keep_parts(unfold_tables(html)), language))
