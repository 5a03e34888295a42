"""The words of the interface for which templates ask: all are there, before anything is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from report.model.interface import WORDS
from report.model.problems import Place, Problem, did_you_mean
from report.model.report import Report
from report.read.files import is_hidden, read_text

_WORDS = {"label", "words"}  # how templates call the words of one language; those of all are `labels`
_ASSETS = "assets"  # below it stands what is published as it is
# Whatever `asked_words` finds in a template, and more. To read all templates as Jinja takes a tenth of a small build.
_PERHAPS_ASKED = re.compile(r"""\b(?:label|words|labels\[.{1,80}?\])\s*(?:\.\s*|\[\s*["'])(\w+)""")


def _holds_words(node: nodes.Node) -> bool:
    """Whether the value is all words of a language: ``label``, ``words``, ``twin.words``, ``labels[…]``."""
    if isinstance(node, nodes.Getitem):
        return isinstance(node.node, nodes.Name) and node.node.name == "labels"
    return (isinstance(node, nodes.Name) and node.name in _WORDS) or (
        isinstance(node, nodes.Getattr) and node.attr == "words"
    )


def asked_words(template: str) -> Iterator[tuple[str, int]]:
    """Each word of the interface that a template names, with its line; a broken template names none.

    A name that is put together (``label["kind_" ~ kind]``) belongs to a family, of which `model.interface` knows all.
    """
    try:
        tree = jinja2.Environment().parse(template)
    except jinja2.TemplateSyntaxError:  # is told when it is filled
        return
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        if isinstance(node, nodes.Getattr) and _holds_words(node.node):
            yield node.attr, node.lineno
        elif isinstance(node, nodes.Getitem) and _holds_words(node.node) and isinstance(node.arg, nodes.Const):
            yield str(node.arg.value), node.lineno


def check_templates(report: Report, folder: Path) -> list[Problem]:
    """No template in the folder or below it asks for a word of the interface that is not there."""
    if "interface.yml" in report.records.unparsed:
        return []
    known = {*report.records.labels, *report.records.unread, *WORDS}  # a lack of the last is told without templates
    problems = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_file() or is_hidden(name) or name.parts[0] == _ASSETS:
            continue
        file = path.relative_to(folder.parent).as_posix()
        text = read_text(path, file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        problems += [
            Problem(
                Place(file, line),
                f"the word “{key}”",
                "one of docs/records/interface.yml",
                did_you_mean(key, known, "add it there"),
            )
            for key, line in ([] if known.issuperset(_PERHAPS_ASKED.findall(text)) else asked_words(text))
            if key not in known
        ]
    return problems
