"""Terms in prose become quiet links to their definitions, at the first mention in a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from report.model.addresses import RECORD
from report.model.languages import Language
from report.model.report import Report

_PLAIN_WORD = re.compile(r"[a-z]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")


def names(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Every name that stands for a term or a metric, with the id of its entry.

    A term counts by all its names. A metric counts by its own name and by acronyms: others of its
    names, and names that are an ordinary English word (sales, fine), mean too many things in prose.
    Another name that holds such a name counts too, since a link never begins inside a longer word:
    “try-on conversion rate” is no “conversion rate”.
    """
    linked = dict(_plain_names(report, language))
    yield from linked.items()
    for metric in report.records.metrics:
        for other in metric.aka.in_language(language):
            if other not in linked and any(name.casefold() in other.casefold() for name in linked):
                yield other, metric.id


def _plain_names(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    for term in report.records.terms:
        yield from ((name, term.id) for name in (term.name.in_language(language), *term.aka.in_language(language)))
    for metric in report.records.metrics:
        name = metric.name.in_language(language)
        if not _PLAIN_WORD.fullmatch(name):
            yield name, metric.id
        yield from ((other, metric.id) for other in metric.aka.in_language(language) if _ACRONYM.fullmatch(other))


def _pattern(known: dict[str, str], language: Language) -> re.Pattern[str]:
    """Longest name first; English ones as whole words, singular or plural, acronyms as they are written."""
    longest_first = sorted(known, key=len, reverse=True)
    if not language.spaced:
        return re.compile("|".join(map(re.escape, longest_first)))
    spelt = [re.escape(name) if _ACRONYM.fullmatch(name) else f"(?i:{re.escape(name)})" for name in longest_first]
    # One look at what stands before for all names together, not for each.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spelt)})s?(?![\w-])")


class TermFinder:
    """Finds terms in running text: the first mention of each, until it is told to forget what it has seen."""

    def __init__(self, report: Report, language: Language) -> None:
        """Make ready for the names that a report's terms have in a language."""
        known = dict(names(report, language))
        self.knows_any = bool(known)
        self._known = {name.casefold(): identifier for name, identifier in known.items()}
        self._pattern = _pattern(known, language)
        self._seen: set[str] = set()

    def forget(self) -> None:
        """Begin a new section."""
        self._seen.clear()

    def find(self, text: str) -> tuple[str, list[Element]]:
        """A text up to its first term, and a link for each term with the text behind it as its tail."""
        links: list[Element] = []
        before, end = "", 0

        def put(words: str) -> None:
            nonlocal before
            if links:
                links[-1].tail = (links[-1].tail or "") + words
            else:
                before += words

        for match in self._pattern.finditer(text):
            name = match.group()
            identifier = self._known.get(name.casefold()) or self._known[name.casefold().removesuffix("s")]
            if identifier in self._seen:
                continue
            self._seen.add(identifier)
            put(text[end : match.start()])
            end = match.end()
            link = Element("a", {"class": "term", "href": f"{RECORD}{identifier}"})
            link.text = name
            links.append(link)
        put(text[end:])
        return before, links
