"""Pages on their way out: marks become links, and a marker becomes the generated part of its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

from report.check_structure import GENERATED
from report.comparison import Relations
from report.glossary import build_glossary, build_laws
from report.index import build_index
from report.marks import link_marks, link_marks_to_text
from report.model import Language, Report

TEMPLATES: dict[str, str] = {"statistics": "statistics.md", "cases": "cases.md"}


def _environment(report: Report, language: Language, templates: Path) -> jinja2.Environment:
    """Templates write Markdown, so nothing is escaped as HTML; Markdown does that."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["label"] = {key: text.in_language(language) for key, text in report.records.labels.items()}
    environment.filters["local"] = lambda text: text.in_language(language)
    environment.filters["prose"] = lambda text: link_marks_to_text(report, text.in_language(language), language)
    environment.filters["headline"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["cell"] = lambda text: text.replace("|", "\\|")
    return environment


def render_generated(report: Report, relations: Relations, name: str, language: Language, templates: Path) -> str:
    """The generated Markdown of a page, from its template.

    Raises jinja2.TemplateError when a template is broken.
    """
    builders: dict[str, Callable[[], dict[str, Any]]] = {
        "statistics": lambda: {
            "themes": build_glossary(report, relations, language),
            "terms": report.records.terms,
            "laws": build_laws(report, language),
        },
        "cases": lambda: {"models": build_index(report, language)},
    }
    template = _environment(report, language, templates).get_template(TEMPLATES[name])
    return template.render(language=language, **builders[name]())


def contradictions(report: Report, relations: Relations, language: Language) -> dict[str, str]:
    """For each statistic that others contradict: which they are, and in which sections they stand."""
    labels = report.records.labels

    def words(key: str) -> str:
        return labels[key].in_language(language)

    def told(identifier: str) -> str:
        _, mark = report.first_marks[language, identifier]
        return f"{mark.text}{words('open_bracket')}{report.sections[mark.section].number}{words('close_bracket')}"

    return {
        identifier: words("conflicts_with") + words("list_comma").join(told(other) for other in others)
        for identifier, others in relations.conflicts.items()
    }


def render_page(
    report: Report, relations: Relations, name: str, language: Language, markdown: str, templates: Path
) -> str:
    """A page's Markdown, without its front matter, ready for MkDocs."""
    marker = GENERATED.get(name)
    if marker and marker in markdown:
        return markdown.replace(marker, render_generated(report, relations, name, language, templates))
    return link_marks(markdown, contradictions(report, relations, language))
