"""The pages of what changed: from each release to the next, and from each release to what the site says today.

Compared is the pages' Markdown, which tells what they say and nothing of how they look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from report.model.addresses import COMPARISONS, root_from
from report.model.interface import fill
from report.model.languages import ORIGINAL, Language
from report.model.report import Report
from report.model.site_pages import Group, group_of
from report.model.snapshots import Snapshot
from report.relate.book import Book, Books
from report.write.entries import Frame
from report.write.language_runs import tag_runs
from report.write.templates import Templates
from report.write.titles import mark_breaks, segmenter
from report.write.word_diff import Section, compare, first_heading

ANCHOR = "comparison"  # the id of a comparison’s title
SINCE = "since-"  # begins the name of a comparison with what the site says today
_GROUPS: tuple[Group, ...] = ("start", "chapters", "site", "indexes")  # in which order changes are told


@dataclass(frozen=True)
class Text:
    """A page's Markdown, and the digest of what it says."""

    digest: str
    markdown: str


@dataclass(frozen=True)
class State:
    """The texts of the site at some time, by language and by the page's address in the edition.

    `url` is where it is read, from the site's root; today's state has no `version` and no address of its own.
    """

    version: str
    url: str
    texts: Mapping[Language, Mapping[str, Text]]


@dataclass(frozen=True)
class PageChange:
    """A page that changed in some language: which of the two states have it, and what changed in this language."""

    url: str
    title: str
    before: bool
    after: bool
    sections: tuple[Section, ...]

    @property
    def id(self) -> str:
        """Its address on the page of the comparison."""
        return f"page-{self.url.strip('/').replace('/', '--') or 'index'}"


def state_of(snapshot: Snapshot) -> State:
    """A release as a state."""
    texts: dict[Language, dict[str, Text]] = {language: {} for language in (ORIGINAL, *ORIGINAL.others)}
    for path, digest in snapshot.digests.items():
        language = next((one for one in ORIGINAL.others if path.startswith(one.folder)), ORIGINAL)
        url = path.removeprefix(language.folder).removesuffix("index.md")
        texts[language][url] = Text(digest, snapshot.files[path].decode())
    return State(snapshot.release.version, snapshot.url, texts)


def page_changes(before: State, after: State, language: Language, report: Report) -> tuple[PageChange, ...]:
    """Every page that changed from one state to the other in any language: chapters before entries."""
    old, new, cut = before.texts[language], after.texts[language], segmenter(report).cut
    changes: list[PageChange] = []
    for url in sorted(_changed(before, after), key=_order):
        one, other = old.get(url), new.get(url)
        differ = one and other and one.digest != other.digest
        sections = compare(one.markdown, other.markdown, cut) if one and other and differ else ()
        changes.append(PageChange(url, _title(other or one, url), one is not None, other is not None, sections))
    return tuple(changes)


def _changed(before: State, after: State) -> set[str]:
    changed: set[str] = set()
    for language, old in before.texts.items():
        new = after.texts[language]
        changed |= old.keys() ^ new.keys()
        changed |= {url for url in old.keys() & new.keys() if old[url].digest != new[url].digest}
    return changed


def _order(url: str) -> tuple[int, str]:
    name, _, entry = url.partition("/")
    return (len(_GROUPS) if entry else _GROUPS.index(group_of(name or "index"))), url


def _title(text: Text | None, url: str) -> str:
    """What a page is called: its first heading; its address where it has none, or is not there in this language."""
    return (text and first_heading(text.markdown)) or url


def comparison_files(
    books: Books, templates: Templates, frames: Mapping[Language, Frame], today: State
) -> Iterator[tuple[str, str]]:
    """Every comparison in each language: its path, relative to the site's root, and its text.

    Raises jinja2.TemplateError when a template is broken.
    """
    states = [state_of(snapshot) for snapshot in books[ORIGINAL].report.snapshots]
    pairs = [(newer.version, older, newer) for newer, older in pairwise(states)]
    pairs += [(SINCE + state.version, state, today) for state in states]
    for language, book in books.items():
        for name, before, after in pairs:
            path = f"{language.folder}{COMPARISONS}{name}/index.html"
            yield path, _comparison(book, templates, frames[language], name, before, after)


def _comparison(book: Book, templates: Templates, frame: Frame, name: str, before: State, after: State) -> str:
    words = book.words
    pattern = words["changed_versions" if after.version else "changed_today"]
    title = fill(pattern, {"before": before.version, "after": after.version})
    values = {
        "title": title,
        "anchor": ANCHOR,
        "before": before,
        "after": after,
        "changes": page_changes(before, after, book.language, book.report),
        "root": root_from(f"{book.language.folder}{COMPARISONS}{name}/"),
    }
    article = templates.render(book, "files/comparison.html", **values)
    return frame.fill(
        {
            "id": name,
            "title": escape(title),
            "description": escape(fill(words["changed_description"], {"title": title})),
            "article": mark_breaks(tag_runs(article, book.language), book),
        }
    )
