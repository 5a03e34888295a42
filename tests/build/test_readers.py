"""Reader modes and clippers keep the whole of a page: the tools themselves, run over every chapter and kind of page.

They need Node, and are installed by `make check`; `test_other_tools.py` holds everywhere the rules that were found.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpers import CHAPTERS, ROOT

TOOLS = ROOT / "tests/tools/javascript"
ENTRIES = ("statistics/repeat-purchase-rate", "cases/shein-brazil-warehouse", "organisations/shein")
KINDS = (*CHAPTERS, "key-points", "about", "contradictions", "laws", "terms", *ENTRIES)
KEPT = ("marks", "headings", "cells", "callOuts", "sentences")

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (TOOLS / "node_modules/jsdom").is_dir()),
    reason="needs Node 20 and the tools that make check installs with it",
)


@cache
def read(site: Path, folder: str) -> dict[str, Any]:
    """What each tool loses of each page of an edition."""
    pages = [f"{folder}{kind}/" for kind in KINDS]
    run = subprocess.run(["node", "readers.mjs", site, *pages], cwd=TOOLS, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    assert list(found) == pages
    return found


@pytest.fixture(params=["", "en/"])
def told(request: pytest.FixtureRequest, site: Path) -> dict[str, Any]:
    return read(site, request.param)


@pytest.mark.parametrize("tool", ["readability", "defuddle"])
def test_nothing_of_a_page_is_lost(told: dict[str, Any], tool: str) -> None:
    lost: dict[tuple[str, str], list[str]] = {}
    for page, told_of in told.items():
        # Of the few words of fact at the head of an entry defuddle takes some for a byline.
        kept = KEPT[:-1] if tool == "defuddle" and page.strip("/").endswith(ENTRIES) else KEPT
        lost |= {(page, kind): told_of[tool][kind] for kind in kept if told_of[tool][kind]}
    assert lost == {}
    expected = [told_of["expected"] for told_of in told.values()]
    assert all(sum(one[kind] for one in expected) > 50 for kind in KEPT)


def test_author_day_site_and_language_are_found(told: dict[str, Any]) -> None:
    for page, told_of in told.items():
        called, english = told_of["called"], page.startswith("en/")
        publication = (
            "E-commerce Business Models 2025: a bilingual digest" if english else "2025 电商商业模式创新 · 双语导读"
        )
        assert called["siteName"] == publication
        assert called["lang"] == called["language"] == ("en" if english else "zh-Hans")
        assert str(called["date"]).startswith("20") and str(called["published"]).startswith("20"), page
        if page.strip("/").removeprefix("en/") in CHAPTERS:
            assert publication in called["byline"] and publication in called["author"]
