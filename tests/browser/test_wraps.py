"""Where lines break on phones of any width: not within a Chinese word of a title, and no line begins with a dot."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from browsing import LINES, SPLIT_WORDS, Opener, set_width

WIDTHS = (320, 360, 375, 390, 412, 430)
DOTS = """() => {
  const faults = []
  const holders = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const blocks = new Set()
  for (let node = holders.nextNode(); node; node = holders.nextNode()) {
    const holder = node.parentElement.closest("p, li, td, th, dt, dd, h1, h2, h3, pre, summary, span, div")
    if (/[·・]/.test(node.data)) blocks.add(holder)
  }
  for (const block of blocks) {
    const all = signs(block, ".spoken")
    all.forEach((one, at) => {
      if (!/[·・]/.test(one.sign)) return
      const before = all.slice(0, at).reverse().find(({ sign }) => sign.trim())
      if (!before || breaks(before, one)) faults.push(block.textContent.trim().slice(0, 60))
    })
  }
  return faults
}"""
EDGES = """() => {
  const faults = []
  for (const title of document.querySelectorAll("article :is(h1, h2, h3), .site-title")) {
    for (const { sign, box } of signs(title, ".headerlink")) {
      if (box.left < 8 || box.right > innerWidth - 8) faults.push(`${sign} of ${title.textContent}`)
    }
  }
  const header = document.querySelector(".md-header").getBoundingClientRect()
  for (const { sign, box } of signs(document.querySelector(".site-title"))) {
    if (box.top < header.top + 2 || box.bottom > header.bottom - 2) faults.push(`${sign} of the header`)
  }
  return faults
}"""


KINDS = ("cases", "statistics", "organisations", "laws", "terms")


def _paths(site: Path, folder: str) -> list[str]:
    """Every page of an edition but those of entries, and of each kind of these the three with the longest titles."""

    def length(path: Path) -> int:
        title = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("article h1")
        return len(title.text()) if title else 0

    root = site / folder
    paths = [
        root / "index.html",
        *sorted(path for path in root.glob("*/index.html") if path.with_name("index.md").exists()),
    ]
    for kind in KINDS:
        paths += sorted(root.glob(f"{kind}/*/index.html"), key=length)[-3:]
    return [path.parent.relative_to(site).as_posix().removesuffix(".") + "/" for path in paths]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_titles_and_lines_break_where_they_may(site: Path, address: str, open_page: Opener, folder: str) -> None:
    faults: list[str] = []
    paths = _paths(site, folder)
    assert len(paths) > 20
    page = open_page(folder, width=390)
    for path in paths:
        page.goto(address + path.removeprefix("/"))
        for width in WIDTHS:
            set_width(page, width)
            for check in (SPLIT_WORDS, DOTS, EDGES):
                faults += [f"{path} at {width}: {fault}" for fault in page.evaluate(check.replace("{", "{" + LINES, 1))]
    assert not faults, "\n".join(faults)
