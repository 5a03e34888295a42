"""`make bench`: what a cold strict build of both languages takes and makes, beside stock Material's of the same pages.

The content is taken once, ten and fifty times, with ids and records of its own each time. Stock Material, with its
search, jieba and no hooks, builds the pages as they are written, and those plus the generated ones, which the hooks
fill for ours, as finished Markdown: the same pages, those of cases, metrics and organisations too. Compare ratios, not
seconds, which are the processor's; no test asserts them.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers import ROOT, SITE_URL
from report.model.site_pages import FILLED
from report.read.report import read_report
from report.relate.book import make_books
from report.relate.shared import WEIGHTY, find_candidates
from report.write.citations import Version
from report.write.entries import render_entry
from report.write.open_data.package import OpenData
from report.write.pages import fill_page
from report.write.templates import Templates
from tools.bench_visit import search_ours, search_stock, visit

TIMES = {1: 5, 10: 3, 50: 1}  # how many times the content, and how many runs
WRITTEN, SAME, OURS = "stock, as written", "stock, the same pages", "ours"
COLUMNS = (
    "Content", "site", "pages", "build, s", "ours to it", "peak memory, MB", "files", "MB", "first visit, kB",
    "first search, kB", "until it answers, s",
)  # fmt: skip
# A small process in between: one that is started by a large one begins as large as that.
_MEASURED = """import resource, subprocess, sys
built = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(built.returncode)"""
_ID = re.compile(r"(?P<before>\{ #|attrs: \{id: )(?P<id>[^\s{}]+)")
_MARK = re.compile(r"\]\((?P<scheme>stat|case):(?P<id>[^()\s]+)\)")
_OWN = re.compile(r"\]\(#(?P<id>[^()\s]+)\)")


def _letters(number: int) -> str:
    """2 is “b”, 28 is “bb”: names of pages hold no digits behind their number."""
    first, second = divmod(number - 1, 26)
    return (chr(96 + first) if first else "") + chr(97 + second)


def _read(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / name).read_text(encoding="utf-8"))


def _write(folder: Path, name: str, content: Any) -> None:
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    (folder / name).write_text(text, encoding="utf-8")


def multiply(docs: Path, times: int) -> list[str]:
    """Repeat the chapters below `docs`, and their records, until they are there `times` over. Returns their names."""
    records = docs / "records"
    outline, cases = (_read(records, f"{name}.yml") for name in ("outline", "cases"))
    searched = {name: _read(records, f"{name}.yml") for name in ("keywords", "phrases")}
    subjects, organisations = _read(records, "subjects.yml"), _read(records, "organisations.yml")
    named = {entry["id"]: entry for entry in subjects}
    named |= {entry["id"]: {"id": entry["id"], **entry["name"], "organisation": entry["id"]} for entry in organisations}
    figures = {path.stem: _read(records, f"statistics/{path.name}") for path in (records / "statistics").glob("*.yml")}
    chapters, first_cases, last = list(outline), list(cases), len(outline)
    for copy in range(2, times + 1):
        mark = f"-x{copy}"
        for chapter in chapters:
            number = chapter["number"] + last * (copy - 1)
            name = f"{number:02}-{chapter['page'].partition('-')[2]}-{_letters(copy)}"
            sections = [
                {**section, "id": section["id"] + mark, "number": f"{number}.{section['number'].partition('.')[2]}"}
                for section in chapter["sections"]
            ]
            outline.append(
                {**chapter, "number": number, "page": name, "id": chapter["id"] + mark, "sections": sections}
            )
            for words in searched.values():
                words |= {s["id"] + mark: words[s["id"]] for s in chapter["sections"] if s["id"] in words}
            if chapter["page"] in figures:
                made = []
                for figure in figures[chapter["page"]]:
                    subject = named[figure["subject"]]
                    if subject["id"] + mark not in named:
                        words = {language: f"{subject[language]} {copy}" for language in ("zh", "en")}
                        named[subject["id"] + mark] = {**subject, **words, "id": subject["id"] + mark}
                        subjects.append(named[subject["id"] + mark])
                    told = {"cases": [case + mark for case in figure["cases"]]} if figure.get("cases") else {}
                    made.append({**figure, "id": figure["id"] + mark, "subject": subject["id"] + mark, **told})
                _write(records, f"statistics/{name}.yml", made)
            for language in ("zh", "en"):
                text = (docs / language / f"{chapter['page']}.md").read_text(encoding="utf-8")
                text = _ID.sub(rf"\g<before>\g<id>{mark}", text)
                text = _MARK.sub(rf"](\g<scheme>:\g<id>{mark})", text)
                text = _OWN.sub(rf"](#\g<id>{mark})", text)
                text = re.sub(rf"^(##?) {chapter['number']}(?=[. ])", rf"\g<1> {number}", text, flags=re.MULTILINE)
                (docs / language / f"{name}.md").write_text(text, encoding="utf-8")
        for case in first_cases:
            title = {language: f"{words} {copy}" for language, words in case["title"].items()}
            summary = {
                language: _MARK.sub(rf"](\g<scheme>:\g<id>{mark})", words)
                for language, words in case["summary"].items()
            }
            cases.append({**case, "id": case["id"] + mark, "title": title, "summary": summary})
    for name, content in {"outline": outline, "cases": cases, "subjects": subjects, **searched}.items():
        _write(records, f"{name}.yml", content)
    (records / "ledger/published.txt").write_text("", encoding="utf-8")  # of these pages none was published yet
    (records / "moved.yml").unlink()
    exemption = {"pattern": r"\d+$", "why": "the number of a copy, behind a title"}
    _write(records, "exemptions.yml", [*_read(records, "exemptions.yml"), *([exemption] if times > 1 else [])])
    return [chapter["page"] for chapter in outline]


def _decide(docs: Path) -> None:
    """Call it chance that the copies of a figure are alike, which an editor is to decide of every such figure."""
    report, _ = read_report(docs)
    alike = [found for found in find_candidates(report) if found.weight >= WEIGHTY]
    decided = [
        {"id": f"alike-{n}", "figures": list(found.figures), "verdict": "chance"} for n, found in enumerate(alike)
    ]
    _write(docs / "records", "shared.yml", decided)


def project(work: Path, times: int) -> None:
    """A copy of the project with its content taken `times` over."""
    shutil.copytree(ROOT / "docs", work / "docs")
    for name in ("hooks", "overrides", "pyproject.toml"):
        (work / name).symlink_to(ROOT / name)
    pages = multiply(work / "docs", times)
    if times > 1:
        _decide(work / "docs")
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    chapters = re.compile(r"(?:  - \d\d-[a-z-]+\.md\n)+")
    (work / "mkdocs.yml").write_text(
        chapters.sub("".join(f"  - {page}.md\n" for page in pages), configuration), "utf-8"
    )


def finish_pages(docs: Path) -> None:
    """Write what our build puts into the generated pages into their files."""
    report, problems = read_report(docs)
    if problems:
        raise RuntimeError(str(problems[0]))
    templates, books = Templates(ROOT / "overrides/report"), make_books(report)
    templates.share(data=OpenData(books, "https://example.org/", "0.0.0", None))
    for language, book in books.items():
        for page in book.entries:
            path = docs / language.code / f"{page.url.rstrip('/')}.md"
            path.parent.mkdir(exist_ok=True)
            article = render_entry(book, templates, page, "", Version(None, "0" * 8))
            facts = yaml.safe_dump({"title": page.title, "description": page.description}, allow_unicode=True)
            path.write_text(f"---\n{facts}---\n\n{article}\n", encoding="utf-8")
        for name in FILLED:
            path = docs / language.code / f"{name}.md"
            front = path.read_text(encoding="utf-8").removesuffix(book.pages[name].text)
            path.write_text(front + fill_page(book, templates, name), encoding="utf-8")


def stock(work: Path, docs: Path) -> None:
    """A project of Material as it comes, with its search in both languages, for the pages in `docs`."""
    work.mkdir()
    (work / "docs").symlink_to(docs)
    languages = [
        {"locale": "zh", "name": "zh", "default": True, "build": True},
        {"locale": "en", "name": "en", "build": True},
    ]
    configuration = {
        "site_name": "stock",
        "theme": {"name": "material", "language": "zh", "font": False},
        "exclude_docs": "/records/",
        "nav": [f"{path.stem}.md" for path in sorted((docs / "zh").glob("*.md"))],  # pages of entries are in no menu
        "not_in_nav": "/cases/\n/statistics/\n/organisations/\n",
        "plugins": [
            {"search": {"lang": ["zh", "en"], "separator": "[\\s\\u200b\\u3000\\-、。，．？！；]+"}},
            {"i18n": {"docs_structure": "folder", "languages": languages}},
        ],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "def_list",
            "md_in_html",
            "tables",
            {"toc": {"permalink": True}},
        ],
    }
    _write(work, "mkdocs.yml", configuration)


@dataclass(frozen=True)
class Built:
    """A site, and what it took to build it."""

    site: Path
    seconds: float  # of the processor: the machine's other work does not count
    memory: int  # bytes, of the largest process


def build(folder: Path, *options: str) -> Built:
    """A cold build, into a folder of its own: clearing an old one slows the next on some disks."""
    site = Path(tempfile.mkdtemp(dir=folder)) / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options]
    environment = {**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", _MEASURED, *command]
    built = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if built.returncode:
        raise RuntimeError(built.stderr[-2000:])
    seconds, memory = built.stdout.split()[-2:]
    return Built(site, float(seconds), int(memory) * (1 if sys.platform == "darwin" else 1024))


def row(times: int, name: str, pages: int, builds: list[Built], own: float) -> str:
    """A line of the table, with medians of several builds; `own` is how many seconds ours took."""
    took = statistics.median(built.seconds for built in builds)
    memory = statistics.median(built.memory for built in builds)
    site = builds[-1].site
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    cost = visit(site, search_ours if name == OURS else search_stock)
    cells = [
        f"×{times}", name, f"{pages:,}", f"{took:.1f}", f"{own / took:.2f}", f"{memory / 1e6:,.0f}", f"{len(sizes):,}",
        f"{sum(sizes) / 1e6:,.1f}", f"{cost.visit / 1e3:,.1f}", f"{cost.search / 1e3:,.1f}", f"{cost.wait:.1f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Build each several times, in turn, visit what was built, and print the table."""
    print(f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}", flush=True)
    for times, runs in TIMES.items():
        with tempfile.TemporaryDirectory() as name:
            folders = {label: Path(name) / f"{number}" for number, label in enumerate((WRITTEN, SAME, OURS))}
            folders[OURS].mkdir()
            project(folders[OURS], times)
            shutil.copytree(folders[OURS] / "docs", Path(name) / "docs")
            finish_pages(Path(name) / "docs")
            stock(folders[WRITTEN], folders[OURS] / "docs")
            stock(folders[SAME], Path(name) / "docs")
            builds: dict[str, list[Built]] = {label: [] for label in folders}
            for _ in range(runs):  # in turn, so that a busy minute slows all
                for label, folder in folders.items():
                    builds[label].append(build(folder, *(["--strict"] if label == OURS else [])))
            own = statistics.median(built.seconds for built in builds[OURS])
            for label, folder in folders.items():
                docs = folder / "docs" if label == WRITTEN else Path(name) / "docs"
                pages = len(list(docs.resolve().glob("*/**/*.md")))
                print(row(times, label, pages, builds[label], own), flush=True)


if __name__ == "__main__":
    try:
        subprocess.run([sys.executable, "-c", "import jieba"], check=True, capture_output=True)
        main()
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
