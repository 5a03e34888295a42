"""Passages in the other language, told to those who read aloud."""

from __future__ import annotations

import pytest

from report.model.languages import CHINESE, ENGLISH, Language
from report.write.language_runs import tag_runs


@pytest.mark.parametrize(
    ("language", "html", "tagged"),
    [
        (ENGLISH, "<p>Haier (海尔).</p>", '<p>Haier (<span lang="zh-Hans">海尔</span>).</p>'),
        (ENGLISH, "<p>The 《数据安全法》.</p>", '<p>The <span lang="zh-Hans">《数据安全法》</span>.</p>'),
        (ENGLISH, '<a lang="zh-Hans">中文</a>', '<a lang="zh-Hans">中文</a>'),
        (ENGLISH, '<svg><text>中文</text></svg><i title="中">x</i>', '<svg><text>中文</text></svg><i title="中">x</i>'),
        (CHINESE, "用 AI 与 TikTok Shop 合作", '用 AI 与 <span lang="en">TikTok Shop</span> 合作'),
    ],
)  # fmt: skip
def test_passages_in_the_other_language_are_tagged(language: Language, html: str, tagged: str) -> None:
    assert tagged in tag_runs(html, language)
