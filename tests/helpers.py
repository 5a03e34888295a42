"""What tests of several folders need: the project, a run of MkDocs, and what a built site holds, read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from report.write.cards import check_pictures
from tools.draw_cards import read_drawn, wanted_pictures

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://example.org/"
OUTLINE: list[dict[str, Any]] = yaml.safe_load((ROOT / "docs/records/outline.yml").read_text(encoding="utf-8"))
CHAPTERS: list[str] = [chapter["page"] for chapter in OUTLINE]
PAGES = sorted(path.stem for path in (ROOT / "docs/zh").glob("*.md"))


def _judged(*names: str) -> list[dict[str, Any]]:
    """The judged queries of some files (``tests/search/README.md``)."""
    lines = [line for name in names for line in (ROOT / f"tests/search/{name}.jsonl").read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


QUERIES = _judged("development", "own", "second")
OWN_WORDS = [query for query in QUERIES if query["type"].startswith(("own-", "reader-"))]
PLAIN = [query for query in QUERIES if query not in OWN_WORDS]
HARD = _judged("third")
FRESH = _judged("fresh")
SPELLINGS = _judged("spellings")
NEGATIVES = _judged("negatives")
# A title that every format could trip over.
HOSTILE = "\"Quotes\" & 'more' <b> x{{braces}} </script> </title> 😀 \u200fשלום\u200e"
_TEX_NAMES = {f"\\{character}": character for character in "&%$#_"} | {
    r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
}  # fmt: skip
_TEX = re.compile("|".join(map(re.escape, _TEX_NAMES)))


def run_mkdocs(
    folder: Path, *arguments: str, site_url: str = SITE_URL, generator: str = "mkdocs"
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs, or another `generator` of its kind, in a folder as `make` does."""
    environment = {**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", generator, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, as from a shell, whether or not make runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def make_tiny_site(folder: Path) -> Path:
    """A small project of two languages around the real configuration, hooks and templates."""
    shutil.copytree(ROOT / "tests/golden/site/docs", folder / "docs")
    for name in ("hooks", "overrides", "docs/assets", "Makefile", "pyproject.toml", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, _, after = configuration.partition("\nnav:\n")
    (folder / "mkdocs.yml").write_text(before + after[after.index("\n\n") :], encoding="utf-8")
    return folder


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What takes more of the processor's time is stopped and told, not waited for. Raises TimeoutError.

    The machine's other work does not count: on a busy one nearly every case would take too long.
    """

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"not done within {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)  # once more where Python has swallowed the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def live_files(site: Path, name: str) -> list[Path]:
    """The files of a name in a built site, but those of the copies of releases, in which nothing changes any more."""
    return [path for path in sorted(site.rglob(name)) if path.relative_to(site).parts[0] != "v"]


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_packed(site: Path, name: str) -> Any:
    """A file of the search, as ``report.write.search`` packs it."""
    return json.loads((site / f"search/{name}.txt").read_bytes().decode("gb18030"))


def read_data(site: Path, name: str) -> list[dict[str, Any]]:
    """The entries of one table of the open data, below the header of its file."""
    content = read_json(site / "data" / f"{name}.json")
    assert next(reversed(content)) == name
    return list(content[name])


def stated(statistic: dict[str, Any], language: str) -> str:
    """A figure as it is written out of its sentence: the end of its full form."""
    return str(statistic["statement"][language]).rpartition("：" if language == "zh" else ": ")[2]


def read_page(site: Path, address: str) -> HTMLParser:
    return HTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def linked_data(page: HTMLParser) -> list[dict[str, Any]]:
    return [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]


def loaded_files(site: Path, address: str) -> list[str]:
    """What a page loads by itself: style sheets, scripts, icon; paths relative to the site's root."""
    named = [node.attributes.get("href") or node.attributes.get("src") for node in read_page(site, address).css(
        "link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=modulepreload], script[src], img[src]"
    )]  # fmt: skip
    return [re.sub(r"^(?:\.\./)+", "", str(name)).removeprefix("./") for name in named]


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of an entry, with TeX's own names of characters (source2e, ltoutenc) spelt out."""
    library = parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    assert isinstance(entry, Entry)
    return {field.key: _TEX.sub(lambda name: _TEX_NAMES[name.group()], str(field.value)) for field in entry.fields}


def png_size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def picture_problems(root: Path) -> list[str]:
    return [str(problem) for problem in check_pictures(wanted_pictures(root), *read_drawn(root))]
