"""`make bench`: search engines on the same pages and the same judged queries, in one run, in a real browser.

Compared: the theme's own search (lunr; on Chinese with jieba and the separator that it needs), Pagefind as it comes,
Pagefind over this site's records, and this site's search. Timings say how machines compare, not what is right;
no test asserts them.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from pagefind.index import IndexConfig, PagefindIndex
from playwright.sync_api import Browser, Page, sync_playwright
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from browsing import wait_until
from helpers import OUTLINE, QUERIES, ROOT, read_packed, run_mkdocs
from serving import serve
from tools.browser import ARGUMENTS, find_browser

LANGUAGES = (("zh", ""), ("en", "en/"))
Answer = Callable[[Page, str], list[str]]
HAN = re.compile(r"[\u3400-\u9fff]+")


def sections_by_anchor(site: Path) -> dict[tuple[str, str], str]:
    """The section of each id of a chapter, by folder and id."""
    numbers = {section["id"]: section["number"] for chapter in OUTLINE for section in chapter["sections"]}
    found = {}
    for path in sorted(site.glob("**/[01]*-*/index.html")):
        section = ""
        for node in HTMLParser(path.read_text(encoding="utf-8")).css("article [id]"):
            section = numbers.get(str(node.attributes["id"]), section)
            found[path.parent.relative_to(site).as_posix(), str(node.attributes["id"])] = section
    return found


def measure(name: str, folder: Path, prepare: Callable[[Page, str], None], answer: Answer, browser: Browser) -> None:
    """Ask every query, and print one line of the table."""
    known = sections_by_anchor(folder)
    right = recall = none = 0.0
    times: list[float] = []
    weight = 0
    with serve(folder) as host:
        for language, part in LANGUAGES:
            page = browser.new_page()
            page.goto(host.address + part)
            page.wait_for_load_state("networkidle")
            before = host.sent
            prepare(page, language)
            for query in (q for q in QUERIES if q["lang"] == language):
                start = time.perf_counter()
                links = [urlsplit(link) for link in answer(page, query["query"])]
                times.append(1000 * (time.perf_counter() - start))
                if weight == 0:
                    weight = host.sent - before
                found = [known.get((unquote(link.path).strip("/"), unquote(link.fragment)), "") for link in links]
                named = [section for section in found if section]
                right += bool(named) and named[0] in query["best"]
                recall += len({*query["relevant"]} & {*named[:10]}) / len(query["relevant"])
                none += not links
            page.close()
    size = len(QUERIES)
    print(
        f"| {name} | {right / size:.3f} | {recall / size:.3f} | {none / size:.3f} "
        f"| {weight / 1000:.0f} | {statistics.median(times):.0f} |",
        flush=True,
    )


def ours(page: Page, query: str) -> list[str]:
    page.locator("[data-site-search] input[type=search]").fill(query)
    wait_until(
        page,
        "q => { const l = document.querySelector('[data-search-results]');"
        " return l.dataset.query === q && l.getAttribute('aria-busy') === 'false' }",
        query,
    )
    return [str(link) for link in page.locator("[data-result] a").evaluate_all("l => l.map(a => a.href)")]


def material(page: Page, query: str) -> list[str]:
    field = page.locator(".md-search__input")
    field.click()
    field.fill(query)
    field.press("End")  # it listens for keys
    page.wait_for_timeout(350)
    return [str(link) for link in page.locator("a.md-search-result__link").evaluate_all("l => l.map(a => a.href)")]


def pagefind(split: bool) -> Answer:
    def answer(page: Page, query: str) -> list[str]:
        typed = bigrams(query) if split else query
        found: list[str] = page.evaluate(
            """async query => {
              const { results } = await window.pagefind.search(query)
              const pages = await Promise.all(results.slice(0, 10).map(result => result.data()))
              const parts = page => page.sub_results?.length ? page.sub_results : [page]
              return pages.flatMap(parts).map(part => part.url)
            }""",
            typed,
        )
        return found

    return answer


def load_pagefind(page: Page, language: str) -> None:
    page.evaluate(
        "async () => { window.pagefind = await import('/pagefind/pagefind.js'); await window.pagefind.init() }"
    )


def bigrams(text: str) -> str:
    """Runs of Han characters as overlapping pairs, set apart by spaces; what Pagefind cannot split by itself."""

    def pairs(match: re.Match[str]) -> str:
        run = match.group()
        return " " + " ".join(run[at : at + 2] for at in range(max(1, len(run) - 1))) + " "

    return HAN.sub(pairs, text.replace(" ", ""))


async def index_with_pagefind(site: Path, records: bool) -> None:
    async with PagefindIndex(config=IndexConfig(output_path=str(site / "pagefind"))) as index:
        if not records:
            await index.add_directory(str(site), glob="**/[01]*-*/index.html")
            return
        for language, _ in LANGUAGES:
            content = read_packed(site, f"index.{language}")
            columns = content["sections"]
            for number, title in enumerate(columns["title"]):
                page, _ = content["chapters"][columns["chapter"][number]]
                blocks = [[block] if isinstance(block, str) else block for block in columns["text"][number]]
                parts = (columns["headings"][number], columns["keywords"][number], *blocks)
                text = " ".join([title, *chain.from_iterable(parts)])
                await index.add_custom_record(
                    url=f"/{page}#{columns['id'][number]}",
                    content=bigrams(text) if language == "zh" else text,
                    language=language,
                    meta={"title": title},
                )


def build_ours(folder: Path) -> Path:
    built = run_mkdocs(ROOT, "build", "--site-dir", str(folder), site_url="http://127.0.0.1/")
    assert built.returncode == 0, built.stderr
    # Kept out of search engines by what they say of themselves; those that read HTML here do not look.
    for aside in (folder / "bilingual", *folder.glob("**/cite")):
        shutil.rmtree(aside)
    return folder


def build_stock(work: Path) -> Path:
    """The same rendered pages in the theme as it comes, with its own search."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", "")
    configuration = yaml.safe_load(text)
    for key in ("hooks", "extra_javascript", "watch", "validation", "strict"):
        configuration.pop(key, None)
    configuration["theme"] = {"name": "material", "font": False, "language": "zh"}
    configuration["site_url"] = "http://127.0.0.1/"
    configuration["docs_dir"] = str(ROOT / "docs")
    configuration["plugins"] = [
        {"search": {"lang": ["zh", "en"], "separator": "[\\s\\u200b\\u3000\\-、。，．？！；]+"}},
        {"i18n": {**configuration["plugins"][0]["i18n"], "reconfigure_search": False}},
    ]
    (work / "mkdocs.yml").write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(work / "site")]
    subprocess.run(command, cwd=work, check=True, capture_output=True)
    return work / "site"


def main() -> None:
    """Build, ask, print the table."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        site = build_ours(work / "ours")
        print("| Engine | first right | recall@10 | nothing found | first search, kB | ms a query |")
        print("| --- | --- | --- | --- | --- | --- |")

        def press(page: Page, language: str) -> None:
            page.keyboard.press("/")

        (work / "stock").mkdir()
        measure("Material’s own", build_stock(work / "stock"), lambda page, language: None, material, browser)
        for records in (False, True):
            # In a thread of its own: the browser's loop is running in this one.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, index_with_pagefind(site, records)).result()
            label = "Pagefind over our records" if records else "Pagefind as it comes"
            measure(label, site, load_pagefind, pagefind(split=records), browser)
        measure("ours", site, press, ours, browser)
        browser.close()


if __name__ == "__main__":
    main()
