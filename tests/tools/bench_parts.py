"""What each part of the search is worth: the judged queries asked with all of it, and without one part after another.

A part that is fetched when it is needed is left out as if it could not be had. Called by `make bench`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from helpers import FRESH, NEGATIVES, OWN_WORDS, PLAIN, ROOT, SPELLINGS, run_mkdocs
from serving import serve
from tools.browser import ARGUMENTS, find_browser

LANGUAGES = ("zh", "en")
SETS = {"plain": PLAIN, "own words": OWN_WORDS, "fresh": FRESH, "spellings": SPELLINGS, "lacking": NEGATIVES}
# What is taken away, by how it is called in the table; `more` holds readers' words and the editor's notes.
WITHOUT: dict[str, tuple[str, ...]] = {
    "all of it": (),
    "without the other edition": ("other",),
    "without readers’ words": ("asked",),
    "without pinyin": ("pinyin",),
    "without Traditional characters": ("traditional",),
    "without slips, sounds and missing words": ("help",),
    "without a dictionary of the browser": ("segmenter",),
}
ASK = """async ([language, other, without, queries]) => {
  if (without.includes('segmenter')) delete Intl.Segmenter
  const [{ engine }, { help }] = await Promise.all(
    ['engine', 'strange'].map((name) => import(`/modules/search/${name}.js`)))
  const decoder = new TextDecoder('gb18030')
  const get = async (name) =>
    JSON.parse(decoder.decode(await (await fetch(`/search/${name}.txt`)).arrayBuffer()))
  const names = { other: `index.${other}`, more: `more.${language}`, traditional: 'traditional', pinyin: 'pinyin' }
  const files = { help: without.includes('help') ? null : help }
  for (const [name, file] of Object.entries(names)) files[name] = without.includes(name) ? null : await get(file)
  if (without.includes('asked')) files.more.asked = files.more.asked.map(() => '')
  const own = await get(`index.${language}`)
  const index = await engine.build(own)
  const found = []
  for (const query of queries) {
    let answer = engine.search(index, query)
    while (answer.lacks.length > 0) {
      for (const name of answer.lacks) await engine.extend(index, name, files[name])
      answer = engine.search(index, query)
    }
    const sections = answer.results.filter(({ kind }) => kind === 'sections').map(({ record }) => record.number)
    found.push([sections, answer.missing])
  }
  return found
}"""


def ask(page: Page, address: str, without: Iterable[str], queries: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The sections found first and the words said to be missing, by the id of each query."""
    found: dict[str, list[Any]] = {}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        page.goto(address)  # anew: what is taken away comes back
        own = [query for query in queries if query["lang"] == language]
        given = [language, other, list(without), [query["query"] for query in own]]
        found |= dict(zip([query["id"] for query in own], page.evaluate(ASK, given), strict=True))
    return found


def share_right(queries: list[dict[str, Any]], found: dict[str, list[Any]]) -> float:
    """The share of queries whose first section is right; of those that the report does not treat, that are told so."""

    def is_right(query: dict[str, Any]) -> bool:
        sections, missing = found[query["id"]]
        if "best" not in query:
            return bool(missing) or not sections
        return bool(sections) and sections[0] in query["best"]

    return sum(map(is_right, queries)) / len(queries)


def main() -> None:
    """Build, ask, print the table."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        built = run_mkdocs(ROOT, "build", "--site-dir", str(site), site_url="http://127.0.0.1/")
        assert built.returncode == 0, built.stderr
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        page = browser.new_page()
        scripts = ROOT / "docs/assets/scripts"
        page.route("**/modules/**", lambda route: route.fulfill(path=scripts / route.request.url.split("/modules/")[1]))
        print(f"| | {' | '.join(SETS)} | answerable, said to be missing |")
        print(f"| --- |{' --- |' * (len(SETS) + 1)}")
        with serve(site) as host:
            for label, without in WITHOUT.items():
                found = {name: ask(page, host.address, without, queries) for name, queries in SETS.items()}
                told = [missing for name in ("plain", "own words") for _, missing in found[name].values()]
                shares = [share_right(queries, found[name]) for name, queries in SETS.items()]
                shares.append(sum(map(bool, told)) / len(told))
                print(f"| {label} | {' | '.join(f'{share:.3f}' for share in shares)} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
