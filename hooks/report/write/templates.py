"""The templates under ``overrides/report``: one way to find, compile and fill them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import jinja2

from report.model.addresses import record_address
from report.model.interface import fill
from report.model.problems import Place, Problem
from report.read.files import read_text
from report.read.markdown import plain_text
from report.relate.edition import Edition
from report.write.marks import link_marks_in_html, link_marks_to_text
from report.write.mistakes import NO_FORM, MistakeForm


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates compiled once for all languages: an environment knows only its own."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket if its template, as it is now, was compiled before."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a compiled template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class Templates:
    """The templates of a folder. Those whose names end in .html, .svg or .xml escape what they are given."""

    def __init__(self, folder: Path, form: MistakeForm = NO_FORM) -> None:
        """`folder` holds them; `form` is where readers report mistakes."""
        self.folder, self.form = folder, form
        self.compiled = CompiledTemplates()
        self.shared: dict[str, object] = {}
        self._of_editions: dict[Edition, jinja2.Environment] = {}

    def _environment(self) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folder),
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(("html", "xml", "svg")),
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=self.compiled,
        )

    def share(self, **values: object) -> None:
        """Give every template of every edition some further values. To be done before any is filled."""
        self.shared |= values

    @cached_property
    def plain(self) -> jinja2.Environment:
        """For what is in no language."""
        return self._environment()

    def of(self, edition: Edition) -> jinja2.Environment:
        """For an edition: with its words, and filters that speak its language."""
        if edition not in self._of_editions:
            self._of_editions[edition] = self._speak(edition)
        return self._of_editions[edition]

    def _speak(self, edition: Edition) -> jinja2.Environment:
        report, language = edition.report, edition.language
        made = self._environment()
        made.globals |= self.shared
        made.globals |= {"language": language, "label": edition.words, "report": report, "up": "../"}
        made.globals["mistake"] = self._report_of(edition) if self.form.address else None
        made.filters |= {
            "local": edition.local,
            "prose": lambda text: link_marks_to_text(report, edition.local(text), language),
            "plain": lambda text: plain_text(edition.local(text)),
            "linked": lambda text, up: link_marks_in_html(report, edition.local(text), language, up),
            "address": lambda identifier: record_address(report, identifier),
            "headline": lambda text: text[:1].upper() + text[1:],
            "counted": lambda number, one, several: fill(str(one if number == 1 else several), {"n": number}),
            "kilobytes": lambda size: f"{max(1, round(size / 1000)):,}\u00a0kB",
            "cell": lambda text: text.replace("|", "\\|"),
            "day": language.day.format,
            "title_of": edition.title_of,
            "source_link": lambda place: re.sub(r"^([^/#?]+)/", r"\1.md", place),
            "other_names": edition.other_names,
            "abroad": lambda text: text.in_language(language.others[0]),
        }
        return made

    def _report_of(self, edition: Edition) -> Callable[[str, str, str], str]:
        """From a place inside the edition, words of it and its version to the link that reports a mistake in them."""
        title, body = edition.words["mistake_title"], edition.words["mistake_body"]
        folder = edition.language.folder
        return lambda place, words, version: self.form.link(title, body, folder + place, words, version)

    def render(self, edition: Edition, name: str, **values: object) -> str:
        """A template filled for an edition. Raises jinja2.TemplateError when it is broken."""
        return self.of(edition).get_template(name).render(values)


def explain(error: Exception, folder: Path) -> Problem | None:
    """An error that a template has brought about, in the words of this project, with its line; None for any other.

    `folder` is the one of all templates, the theme's overrides. One that includes itself comes as a RecursionError.
    """
    if not isinstance(error, jinja2.TemplateError | RecursionError | UnicodeDecodeError):
        return None
    if isinstance(error, UnicodeDecodeError):
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        texts = (read_text(path, path.relative_to(folder.parent).as_posix()) for path in paths)
        return next((text for text in texts if isinstance(text, Problem)), None)
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None) or 1
    trace = error.__traceback__
    while trace is not None:
        code = Path(trace.tb_frame.f_code.co_filename)
        if code.is_relative_to(folder):
            file, line = str(code), trace.tb_lineno
        trace = trace.tb_next
    if file is None and not isinstance(error, jinja2.TemplateError):
        return None
    shown = Path(file).relative_to(folder.parent).as_posix() if file else folder.name
    found = f"{type(error).__name__} ({error})"
    return Problem(Place(shown, line), found, "a template that can be filled", "see what the line asks for")
