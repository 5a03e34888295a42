"""Terms in prose become quiet links to their definitions, at the first mention in a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.model.languages import Language
from report.model.report import Report
from report.read.markdown import CALL_OUT, CALL_OUTS, HEADING

GLOSSARY = "statistics.md"
# What is no plain prose: a link with its attributes, code, attributes, a tag or a comment.
_PROTECTED = r"!?\[[^\[\]]*\]\([^()]*\)(?:\{[^{}]*\})?|`[^`]*`|\{[^{}]*\}|<[^<>]*>"
_PLAIN_WORD = re.compile(r"[a-z]+")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")
EDITORS_OWN = frozenset({"editor", "gap"})  # call-outs that are not the report's text


def names(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Every name that stands for a term or a metric, with the id of its entry.

    A term counts by all its names. A metric counts by its own name and by acronyms: others of its
    names, and names that are an ordinary English word (sales, fine), mean too many things in prose.
    """
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
        return re.compile(f"{_PROTECTED}|(?P<name>{'|'.join(map(re.escape, longest_first))})")
    spelt = [re.escape(name) if _ACRONYM.fullmatch(name) else f"(?i:{re.escape(name)})" for name in longest_first]
    # One look at what stands before for all names together, not for each.
    return re.compile(rf"{_PROTECTED}|(?<![\w-])(?P<name>(?:{'|'.join(spelt)})s?)(?![\w-])")


def link_terms(report: Report, language: Language, markdown: str) -> str:
    """Link the first mention of each term in each section of a page to its definition.

    Headings, links, code and what editors add of their own stay as they are.
    """
    known = dict(names(report, language))
    if not known:
        return markdown
    folded = {name.casefold(): identifier for name, identifier in known.items()}
    pattern = _pattern(known, language)
    seen: set[str] = set()
    in_code, skipped_call_out = False, False

    def replace(match: re.Match[str]) -> str:
        text = match["name"]
        if not text:
            return match.group()
        identifier = folded.get(text.casefold()) or folded[text.casefold().removesuffix("s")]
        if identifier in seen:
            return text
        seen.add(identifier)
        return f"[{text}]({GLOSSARY}#{identifier}){{ .term }}"

    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            in_code = not in_code
        heading, call_out = HEADING.match(line), CALL_OUT.match(line)
        if heading and len(heading["marks"]) <= 2:
            seen.clear()
        if call_out:
            skipped_call_out = CALL_OUTS.get(call_out["kind"]) in EDITORS_OWN
        elif line.strip() and not line.startswith("    "):
            skipped_call_out = False
        if not (in_code or heading or call_out or skipped_call_out):
            lines[number] = pattern.sub(replace, line)
    return "\n".join(lines)
