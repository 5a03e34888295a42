"""Checks on the prose: every mark prints its record, every figure has a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from report.check.quantities import find_directions, find_qualifiers, find_quantities, states
from report.model.languages import Language
from report.model.pages import Block, Mark, Page
from report.model.patterns import compile_pattern
from report.model.problems import Problem, did_you_mean
from report.model.records import Statistic
from report.model.report import Report
from report.model.site_pages import QUOTING, SITE_PAGES
from report.read.markdown import plain_text

# Pages whose figures are the editors' own; the call-outs of the same kind are in EXEMPT_BLOCKS.
EXEMPT_PAGES = frozenset(name for name, page in SITE_PAGES.items() if page.own_figures)
COUNTED = frozenset({"prose", "view"})  # of a summary
EXEMPT_BLOCKS = frozenset({"editor", "gap"})
FILLER = "\ufffc"
_STAT_MARK = re.compile(r"\[[^\[\]]*\]\(stat:[^()]*\)")
# What Markdown does not show: where a link leads, attributes, comments, the number of a list’s item.
NOT_PROSE = re.compile(r"(?<=\])\([^()]*\)|\{:? ?[#.][^{}]*\}|<!--(?:(?!<!--|-->).)*-->|^\s*\d+\.\s")


def _check_printed(mark: Mark, statistic: Statistic, language: Language) -> list[Problem]:
    """The mark's text gives the record's number, qualifier and direction, and no other."""
    problems: list[Problem] = []

    def report(found: str, recorded: str, hint: str) -> None:
        expected = f"{recorded}, as “{statistic.id}” records"
        problems.append(Problem(mark.place, f"“{mark.text}”, which reads as {found}", expected, hint))

    quantities = find_quantities(mark.text, language)
    if not states(quantities, statistic):
        found = ", ".join(f"{q.value} {q.unit or ''}".strip() for q in quantities) or "no number"
        recorded = " → ".join(str(number) for number in statistic.numbers)
        report(
            found, f"{recorded} {statistic.unit}", "mend the text or the record; a mark holds one figure with its unit"
        )
    qualifiers = find_qualifiers(mark.text, language)
    if statistic.kind != "limit" and qualifiers != {statistic.qualifier} - {"exact"}:
        found = " and ".join(sorted(qualifiers)) or "exact"
        report(found, f"“{statistic.qualifier}”", "words such as 超过, 约, over, about belong inside the mark")
    directions = find_directions(mark.text, language)
    if directions and directions != {statistic.direction}:
        report(" and ".join(sorted(directions)), f"“{statistic.direction}”", "mend the words or the record’s direction")
    return problems


def _check_target(report: Report, mark: Mark) -> Problem | None:
    """The mark names a record that exists."""
    known = report.known(mark.scheme)
    if mark.target in known or mark.target in report.records.unread:
        return None
    what, where = {
        "stat": ("statistic", "statistics"),
        "case": ("case", "cases.yml"),
        "law": ("law", "laws.yml"),
    }[mark.scheme]
    hint = did_you_mean(mark.target, known, f"add a record to docs/records/{where}")
    return Problem(mark.place, f"unknown {what} “{mark.target}”", f"an id from docs/records/{where}", hint)


def _check_place(report: Report, page: Page, mark: Mark, first: Mark) -> Problem | None:
    """The mark stands in a section; a figure's in its record's chapter, and in one section only."""
    if not mark.section:
        hint = "move it below a heading of the outline"
        return Problem(mark.place, f"{mark.scheme}:{mark.target} outside any section", "a mark in a section", hint)
    if mark.scheme != "stat":
        return None
    file = report.records.place(report.statistics[mark.target]).file
    if not file.endswith(f"/{page.name}.yml"):
        expected = f"a record in docs/records/statistics/{page.name}.yml"
        return Problem(mark.place, f"“{mark.target}”, which {file} records", expected, "move the record")
    if mark.section != first.section:
        found = f"“{mark.target}” in the section “{mark.section}”"
        hint = "a figure told in two sections has a record in each; the build links them"
        return Problem(mark.place, found, f"the section “{first.section}”, as at {first.place}", hint)
    return None


def check_marks(report: Report) -> list[Problem]:
    """Every mark names a record, prints its number, and stands where the record belongs."""
    problems: list[Problem] = []
    first: dict[str, Mark] = {}
    on_pages = [(page.language, mark, page) for page in report.told for mark in page.marks]
    again = [(page.language, mark, None) for page in report.pages if page.name in QUOTING for mark in page.marks]
    in_records = [(language, mark, None) for _, language, block in report.texts for mark in block.marks]
    for language, mark, page in [*on_pages, *again, *in_records]:
        unknown = _check_target(report, mark)
        if unknown or mark.target in report.records.unread:
            problems += [unknown] if unknown else []
            continue
        if page is not None:
            misplaced = _check_place(report, page, mark, first.setdefault(mark.target, mark))
            problems += [misplaced] if misplaced else []
        if mark.scheme == "stat":
            problems += _check_printed(mark, report.statistics[mark.target], language)
    return problems


def check_lengths(report: Report) -> list[Problem]:
    """A section that has a text in the report is summed up in as many words as its language allows."""
    problems: list[Problem] = []
    lengths = {length.language: length for length in report.records.style.lengths}
    for page in report.pages:
        length = lengths.get(page.language.code)
        if length is None:
            continue
        for heading in page.headings:
            section = report.sections.get(heading.id)
            if section is None or section.is_empty:
                continue
            told = (b for b in page.blocks if b.section == section.id and b.kind in COUNTED)
            words = sum(len(plain_text(b.text).split()) for b in told if not b.text.lstrip().startswith("|"))
            if not length.least <= words <= length.most:
                found = f"a section of {words} words"
                hint = "tables, captions and editor’s notes do not count"
                problems.append(Problem(heading.place, found, f"from {length.least} to {length.most}", hint))
    return problems


def check_phrases(report: Report) -> list[Problem]:
    """Words that are not to be written stand in no text of a page or a record."""
    problems: list[Problem] = []
    blocks = [(language, block) for _, language, block in report.texts]
    blocks += [(page.language, block) for page in report.pages for block in page.blocks]
    for phrase in report.records.style.phrases:
        pattern = compile_pattern(phrase.pattern)
        for language, block in blocks:
            match = pattern.search(block.text) if language.code == phrase.language else None
            if match:
                hint = "see docs/records/style.yml"
                problems.append(Problem(block.place, f"“{match.group()}”", phrase.instead, hint))
    return problems


def _blank(match: re.Match[str]) -> str:
    return FILLER * len(match.group())


def _periods(report: Report, language: Language, block: Block) -> Iterator[str]:
    """The words for the spans of time of the figures that a block marks: they stand beside them without a mark."""
    for mark in block.marks:
        statistic = report.statistics.get(mark.target)
        if statistic and statistic.period:
            yield statistic.period.in_language(language)


def check_figures(report: Report) -> list[Problem]:
    """Every figure in prose is marked, or a rule in ``exemptions.yml`` says that it is none."""
    if "exemptions.yml" in report.records.unparsed:
        return []  # without the rules every year would count; the broken file is reported already
    rules = [(compile_pattern(rule.pattern), rule) for rule in report.records.exemptions]
    problems: list[Problem] = []
    used: Counter[str] = Counter()
    blocks: list[tuple[Language, Block]] = [(language, block) for _, language, block in report.texts]
    for page in report.pages:
        if page.name in EXEMPT_PAGES:
            continue
        blocks += [(page.language, block) for block in page.blocks if block.kind not in EXEMPT_BLOCKS]
        for heading in page.headings:
            title = re.sub(r"^\d+(\.\d+)?\s", "", heading.title)
            blocks.append((page.language, Block(title, "prose", "", heading.place, ())))
    for language, block in blocks:
        text = NOT_PROSE.sub(_blank, _STAT_MARK.sub(_blank, block.text))
        for period in _periods(report, language, block):
            text = text.replace(period, FILLER * len(period))
        spans = [(match.span(), rule) for pattern, rule in rules for match in pattern.finditer(text)]
        for quantity in find_quantities(text, language):
            covering = [rule for (start, end), rule in spans if start <= quantity.start and quantity.end <= end]
            if covering:
                used.update(rule.pattern for rule in covering)
                continue
            figure = text[quantity.start : quantity.end].strip()
            hint = "mark it as [figure](stat:id), or say in docs/records/exemptions.yml why it is no figure"
            problems.append(Problem(block.place, f"the unmarked figure “{figure}”", "a mark or an exemption", hint))
    for _, rule in rules:
        if not used[rule.pattern]:
            place = report.records.place(rule)
            problems.append(
                Problem(place, f"the unused exemption “{rule.pattern}”", "a text that needs it", "remove it")
            )
    return problems
