"""Lines that no author means are read in a time that grows with their length and no faster.

The limit is there against hangs: each of these took minutes or for ever before its pattern was mended.
"""

from __future__ import annotations

import pytest

from helpers import within
from report.check.prose import NOT_PROSE
from report.check.quantities import find_directions, find_qualifiers, find_quantities
from report.model.languages import LANGUAGES, Language
from report.model.patterns import compile_pattern
from report.read.markdown import parse_page, plain_text
from report.write.language_runs import tag_runs

LIMIT = 10
LENGTH = 40_000
UNITS = (
    "a", "&amp;", "A&", "<", "《", " ", "# ", "#", "[", "](", "{#a", "{: .", "*", "`", "<!--", "| ", "1,", "1/", "1 ",
    "一", "三分之", "千", "/// ", "    attrs: {", "stat:", "[a](stat:", "[a](stat:a)",
    "<svg>", "<a ", "-->", "id: ", "'", "“", "。", "a. ", "a-", "\\",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_is_read(unit: str, language: Language) -> None:
    line = unit * (LENGTH // len(unit))
    with within(LIMIT):
        for text in (line, f"# {line}", f"# a{line}b", f"/// view | {line}", f"| {line}"):
            page, _ = parse_page(language, "page", "page.md", f"---\ndescription: x\n---\n\n{text}x\n", {})
            assert [heading.id for heading in page.headings] in ([], [""], ["a"])
            plain_text(text)
            NOT_PROSE.sub("", text)
            tag_runs(text, language)
        find_quantities(line, language)
        find_qualifiers(line, language)
        find_directions(line, language)


def test_a_pattern_of_the_records_ends() -> None:
    with within(LIMIT):
        assert compile_pattern(r"(\w|\w)*!$").search("a" * LENGTH) is None
