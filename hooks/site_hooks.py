"""The events of MkDocs, and the only module that knows it. Each calls the report package and no more.

The i18n plugin builds the site once per language in one process, so every event runs twice; the
report is read and checked before the first pass only.
"""

from __future__ import annotations

import json
import logging
import socket
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urljoin

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.checks import read_and_check
from report.comparison import Relations, relate
from report.exports import export
from report.model import LANGUAGES, Language, Problem, Report
from report.rendering import render_page

log = get_plugin_logger("report")
HREFLANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


class _Build:
    """What one build knows: set before its first pass, and replaced by the next build of a live server."""

    report: Report
    relations: Relations


def _language(config: MkDocsConfig) -> Language:
    # `theme.language` comes from the plugin's settings of the language being built.
    return "en" if config.theme["language"] == "en" else "zh"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Leave only warnings and errors on the screen; `mkdocs -q` would switch strict mode off."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    if command == "serve":
        logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)  # where it serves, and that it reloads


@event_priority(-101)  # after the i18n plugin (-100), which sets the language of this pass
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before the first pass; stop before anything is written if there is a problem."""
    if not cast(Any, config.plugins["i18n"]).building:
        report, problems = read_and_check(Path(config.docs_dir))
        _stop_on(problems)
        _Build.report, _Build.relations = report, relate(report)
    words = _Build.report.records.labels
    contents = config.mdx_configs["toc"]  # the same object in both passes
    contents["permalink_title"] = words["permalink"].in_language(_language(config))
    contents["title"] = words["on_this_page"].in_language(_language(config))
    return config


def _stop_on(problems: list[Problem]) -> None:
    for problem in problems:
        log.error("%s", problem)
    if problems:
        raise Abort(f"{len(problems)} problem(s); nothing was built, the last good site is untouched.")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give every template the words of the interface, by language."""
    words = _Build.report.records.labels
    env.globals["labels"] = {lang: {key: text.in_language(lang) for key, text in words.items()} for lang in LANGUAGES}
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn marks into links, and fill the generated pages."""
    name = Path(page.file.src_uri).stem
    templates = Path(config.theme.custom_dir or "") / "report"
    try:
        return render_page(_Build.report, _Build.relations, name, _language(config), markdown, templates)
    except TemplateError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Tell the templates where the page stands in the other language, and its absolute alternates."""
    base, language = config.site_url or "/", _language(config)
    chinese = page.url if language == "zh" else page.url.removeprefix("en/")
    chinese = "" if chinese == "./" else chinese
    english = f"en/{chinese}"
    context["counterpart"] = english if language == "zh" else chinese
    context["alternates"] = [
        {"hreflang": HREFLANG["zh"], "href": urljoin(base, chinese)},
        {"hreflang": HREFLANG["en"], "href": urljoin(base, english)},
        {"hreflang": "x-default", "href": urljoin(base, chinese)},
    ]
    return context


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Say in a sentence that the port is taken, where MkDocs would end in a traceback."""
    host, port = config.dev_addr
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise Abort(f"Port {port} is in use; choose another: make serve PORT={port + 1}")
    return server


@event_priority(-110)  # after the i18n plugin (-100) has built every other language
def on_post_build(config: MkDocsConfig) -> None:
    """Write the open data once both languages are there."""
    if cast(Any, config.plugins["i18n"]).building:
        return
    folder = Path(config.site_dir) / "data"
    folder.mkdir(exist_ok=True)
    for name, content in export(_Build.report, _Build.relations).items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
