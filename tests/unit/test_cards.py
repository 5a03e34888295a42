"""The pictures for sharing: up to date, of the right size, and what they say."""

from __future__ import annotations

from pathlib import Path

from helpers import PAGES, ROOT, picture_problems, png_size
from report.model.languages import LANGUAGES
from report.write.cards import FOLDER, HEIGHT, ICON, ICON_SIZE, WIDTH, Card, Picture


def test_every_picture_is_up_to_date() -> None:
    assert picture_problems(ROOT) == []


def test_every_page_but_the_search_has_a_card_of_the_right_size(pictures: tuple[Picture, ...]) -> None:
    cards = {f"cards/{name}.{language}.png" for name in PAGES if name != "search" for language in LANGUAGES}
    assert {picture.file for picture in pictures} == {*cards, ICON}
    for picture in pictures:
        png = (ROOT / FOLDER / picture.file).read_bytes()
        assert png_size(png) == ((ICON_SIZE, ICON_SIZE) if picture.file == ICON else (WIDTH, HEIGHT))
        assert len(png) < (1_000 if picture.file == ICON else 40_000), picture.file


def test_a_title_that_changes_makes_its_card_stale(copied_docs: Path) -> None:
    for file in ("docs/zh/03-innovation-models.md", "docs/records/outline.yml"):
        text = (copied_docs / file).read_text(encoding="utf-8")
        assert "创新模式分类与特征" in text
        (copied_docs / file).write_text(text.replace("创新模式分类与特征", "创新模式与特征", 1), encoding="utf-8")
    assert picture_problems(copied_docs) == [
        "docs/assets/cards/03-innovation-models.zh.png:1: found a stale picture, "
        "expected one of the words that the page has now, hint: run make cards"
    ]


def test_a_picture_that_is_missing_painted_over_or_left_over_is_named(copied_docs: Path) -> None:
    cards = copied_docs / FOLDER / "cards"
    (cards / "about.en.png").unlink()
    (cards / "data.en.png").write_bytes((cards / "data.zh.png").read_bytes())
    (cards / "gone.en.png").write_bytes(b"")
    assert [problem.split(", expected")[0] for problem in picture_problems(copied_docs)] == [
        "docs/assets/cards/about.en.png:1: found no picture",
        "docs/assets/cards/data.en.png:1: found a picture that make cards did not draw",
        "docs/assets/cards/gone.en.png:1: found a picture that is left over",
    ]


def test_a_chinese_title_breaks_between_words_only() -> None:
    assert Card("", "创新模式的分类与特征", "", "").parts == ["创新模式的", "分类", "与特征"]
