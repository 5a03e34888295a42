"""The style sheets: each is served, and the layout changes at widths that have a name, no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report.publish.assets import join, purge

SHEETS = Path(__file__).resolve().parents[2] / "docs" / "assets" / "stylesheets"
LISTS = ("site.css", "indexes.css", "overlays.css")  # of the others
ALONE = ("home.css", "bilingual.css", "embed.css", "versions.css")  # each for pages that ask for it
NAMED = (SHEETS / "breakpoints.css").read_text(encoding="utf-8")


def ours() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(SHEETS.glob("*.css"))}


def test_every_sheet_is_joined_once() -> None:
    lists = [(SHEETS / name).read_text(encoding="utf-8") for name in LISTS]
    listed = [name for text in lists for name in re.findall(r'@import "([\w-]+\.css)";', text)]
    # The names of widths make no rule by themselves, so all begin with them.
    parts = set(ours()) - {*LISTS, *ALONE, "breakpoints.css"}
    assert sorted([*parts, *["breakpoints.css"] * len(LISTS)]) == sorted(listed)


def test_no_sheet_has_a_width_of_its_own() -> None:
    assert [
        f"{name}: {query}"
        for name, text in ours().items()
        if name != "breakpoints.css"
        for query in re.findall(r"@media[^{]*", text)
        if re.search(r"width|height", query)
    ] == []


def test_every_size_of_letters_is_of_the_one_scale() -> None:
    own = r"(?:max\([^()]*, )?var\(--size-[a-z]+\)(?:, 85%\))?|inherit|0\.62em"
    scale = re.compile(rf"(?:{own}|calc\([\d.]+% \* var\(--site-scale, 1\)\))$")
    assert [
        f"{name}: {size}"
        for name, text in ours().items()
        if name != "print.css"  # on paper, in points
        for size in re.findall(r"font-size: ([^;]+);", text)
        if not re.match(r"max\(16px, |max\(var|16px$", size) and not scale.match(size)
    ] == []


def test_every_named_width_is_used_and_every_used_one_is_named() -> None:
    named = set(re.findall(r"@custom-media (--[\w-]+)", NAMED))
    used = {
        name
        for text in ours().values()
        for query in re.findall(r"@media[^{]*", text)
        for name in re.findall(r"--[\w-]+", query)
    }
    assert used == named


def test_names_become_widths_that_any_browser_can_read(tmp_path: Path) -> None:
    (tmp_path / "widths.css").write_text("@custom-media --phone (max-width: 30em);", encoding="utf-8")
    (tmp_path / "site.css").write_text('@import "widths.css"; @import "more.css";', encoding="utf-8")
    (tmp_path / "more.css").write_text("@media print, (--phone) { a { top: 0 } }", encoding="utf-8")
    assert purge(join(tmp_path / "site.css"), {"a"}, set()) == "@media print,(max-width:30em){a{top:0}}"


@pytest.mark.parametrize(("text", "told"), [("a { top }", "more.css:1"), (None, "No such file")])
def test_a_broken_or_missing_sheet_is_told_by_name(tmp_path: Path, text: str | None, told: str) -> None:
    (tmp_path / "site.css").write_text('@import "more.css";', encoding="utf-8")
    if text:
        (tmp_path / "more.css").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        join(tmp_path / "site.css")


def test_chinese_emphasis_is_no_slant() -> None:
    shown = purge(join(SHEETS / "site.css"), {"md-typeset", "em"}, set())
    assert re.search(r"em:lang\(zh\)\{[^}]*font-style:normal[^}]*text-emphasis:dot", shown)
