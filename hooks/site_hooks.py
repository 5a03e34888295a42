"""The events of MkDocs, and the only module that knows it. Each calls the report package and no more.

The i18n plugin builds the site once per language in one process, so every event runs twice; the
report is read and checked before the first pass only.
"""

from __future__ import annotations

import gc
import json
import logging
import socket
import tomllib
from copy import copy
from html import escape
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urljoin

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.check.all import read_and_check
from report.check.structure import GENERATED
from report.model.languages import Language
from report.model.problems import Problem
from report.model.report import Report
from report.publish.assets import finish_assets
from report.publish.redirects import publish
from report.read.history import last_changes
from report.relate.conflicts import Relations, relate
from report.write.beside import Companion, build_companions, companion_files
from report.write.cards import card_file
from report.write.data import data_files, data_version
from report.write.language_runs import tag_runs
from report.write.linked_data import structured_data
from report.write.pages import (
    COMPILED,
    focusable_tables,
    keep_parts,
    render_page,
    render_previews,
    render_side_by_side,
    unfold_tables,
)
from report.write.search import search_files
from report.write.sharing import share
from report.write.side_by_side import bilingual_url
from report.write.stash import stash_html, unstash_html
from report.write.tables import Row, export

log = get_plugin_logger("report")
ARTICLE = "<!-- both languages side by side -->"  # in the frame of a bilingual page
HREFLANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}


class _Build:
    """What one build knows: set before its first pass, and replaced by the next build of a live server."""

    report: Report
    relations: Relations
    rows: dict[str, tuple[Row, ...]]
    version: str
    companions: dict[tuple[Language, str], Companion]
    environment: Environment  # of this pass
    stashed: dict[str, tuple[str, ...]]  # finished HTML of the page that is being converted
    articles: dict[str, dict[Language, str]]  # the rendered text of each chapter
    frames: dict[str, str]  # what surrounds it on its bilingual page


def _language(config: MkDocsConfig) -> Language:
    # `theme.language` comes from the plugin's settings of the language being built.
    return "en" if config.theme["language"] == "en" else "zh"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Leave only warnings and errors on the screen; `mkdocs -q` would switch strict mode off."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    gc.set_threshold(200_000, 20, 20)  # a build keeps nearly all that it makes, so looking for rubbish often is in vain
    if command == "serve":
        logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)  # where it serves, and that it reloads


@event_priority(-101)  # after the i18n plugin (-100), which sets the language of this pass
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before the first pass; stop before anything is written if there is a problem."""
    if not cast(Any, config.plugins["i18n"]).building:
        report, problems = read_and_check(Path(config.docs_dir))
        _stop_on(problems)
        _Build.report, _Build.relations = report, relate(report)
        _Build.rows = export(report, _Build.relations)
        _Build.version = data_version(_project_version(config), _Build.rows)
        changes, base = last_changes(Path(config.config_file_path).parent), config.site_url or "/"
        try:
            _Build.companions = build_companions(report, _Build.relations, changes, base, _templates(config))
        except TemplateError as error:
            raise PluginError(f"the Markdown of the pages: {error}") from error
        _Build.articles = {chapter.page: {} for chapter in report.records.outline}
        _Build.frames, _Build.stashed = {}, {}
    words = _Build.report.words[_language(config)]
    contents = config.mdx_configs["toc"]  # the same object in both passes
    contents["permalink_title"] = words["permalink"]
    contents["title"] = words["on_this_page"]
    return config


def _project_version(config: MkDocsConfig) -> str:
    project = Path(config.config_file_path).parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _templates(config: MkDocsConfig) -> Path:
    return Path(config.theme.custom_dir or "") / "report"


def _stop_on(problems: list[Problem]) -> None:
    for problem in problems:
        log.error("%s", problem)
    if problems:
        raise Abort(f"{len(problems)} problem(s); mend them and build again.")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give every template the words of the interface, by language."""
    _Build.environment = env
    env.bytecode_cache = COMPILED  # the theme's templates are the same in both passes
    env.globals["labels"] = _Build.report.words
    env.globals["changed"] = {key: companion.edition.day for key, companion in _Build.companions.items()}
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn marks into links, and fill the generated pages."""
    name = Path(page.file.src_uri).stem
    try:
        made = render_page(_Build.report, _Build.relations, name, _language(config), markdown, _templates(config))
    except TemplateError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
    if name not in GENERATED:
        return made
    made, _Build.stashed[page.file.src_uri] = stash_html(made)
    return made


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put back what passed by the converter; tag what is in the other language; make tables fit for any window."""
    whole = unstash_html(unfold_tables(html), _Build.stashed.pop(page.file.src_uri, ()))
    return focusable_tables(tag_runs(keep_parts(whole), _language(config)))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Tell the templates where the page stands in the other language, and what it says of itself to machines."""
    base, language = config.site_url or "/", _language(config)
    name = Path(page.file.src_uri).stem
    address = page.canonical_url or base
    companion = _Build.companions.get((language, name))
    edition = companion.edition if companion else None
    context["has_markdown"] = companion is not None
    context["structured_data"] = structured_data(_Build.report, name, language, base, address, _Build.version, edition)
    page.meta["description"] = escape(page.meta.get("description", ""))  # upstream's template does not
    has_card = (Path(config.docs_dir) / "assets" / card_file(name, language)).exists()
    context["sharing"] = share(_Build.report, name, language, base, address, has_card=has_card)
    chinese = page.url if language == "zh" else page.url.removeprefix("en/")
    chinese = "" if chinese == "./" else chinese
    english = f"en/{chinese}"
    context["counterpart"] = english if language == "zh" else chinese
    context["alternates"] = [
        {"hreflang": HREFLANG["zh"], "href": urljoin(base, chinese)},
        {"hreflang": HREFLANG["en"], "href": urljoin(base, english)},
        {"hreflang": "x-default", "href": urljoin(base, chinese)},
    ]
    if name in _Build.articles:
        _Build.articles[name][language] = page.content or ""
        if language == "zh":
            _Build.frames[name] = _bilingual_frame(context, page, config)
        context["bilingual"] = bilingual_url(name)
    return context


def _bilingual_page(page: Page | None, config: MkDocsConfig) -> Page | None:
    """The bilingual page of a chapter, known only to the template that frames it; None for other pages."""
    if page is None or page.file.name not in _Build.articles:
        return None
    twin = copy(page)  # title, contents and canonical address are the Chinese chapter's
    twin.file = File.generated(config, f"{bilingual_url(page.file.name).rstrip('/')}.md", content="")
    return twin


def _bilingual_frame(context: dict[str, Any], chapter: Page, config: MkDocsConfig) -> str:
    """All of a bilingual page but its article; made in the Chinese pass, while the theme speaks Chinese."""
    page = cast(Page, _bilingual_page(chapter, config))
    page.meta = {**chapter.meta, "hide": ["toc"]}  # the menu lists the contents; two columns need the room
    page.previous_page = _bilingual_page(chapter.previous_page, config)
    page.next_page = _bilingual_page(chapter.next_page, config)
    frame = {**context, "page": page, "alternates": [], "structured_data": [], "has_markdown": False}
    frame["article_comes_here"] = ARTICLE
    try:
        return _Build.environment.get_template("bilingual.html").render(frame)
    except TemplateError as error:
        raise PluginError(f"bilingual.html: {error}") from error


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the previews of a chapter beside it; a script of the page fetches them when they are first wanted."""
    name, markdown = Path(page.file.src_uri).stem, page.markdown or ""
    try:
        cards = render_previews(_Build.report, _Build.relations, name, _language(config), markdown, _templates(config))
    except TemplateError as error:
        raise PluginError(f"previews of {page.file.src_uri}: {error}") from error
    if cards:
        target = Path(page.file.abs_dest_path).parent / "previews.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(cards, encoding="utf-8")
    return output


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Say in a sentence that the port is taken, where MkDocs would end in a traceback."""
    host, port = config.dev_addr
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise Abort(f"Port {port} is in use; choose another: make serve PORT={port + 1}")
    return server


@event_priority(-110)  # after the i18n plugin (-100) has built every other language
def on_post_build(config: MkDocsConfig) -> None:
    """Once both languages are there: the open data, the records of the search, short addresses and redirects."""
    if cast(Any, config.plugins["i18n"]).building:
        return
    folder = Path(config.site_dir) / "data"
    folder.mkdir(exist_ok=True)
    for name, text in data_files(_Build.report, _Build.rows, _Build.version).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    folder = Path(config.site_dir) / "search"
    folder.mkdir(exist_ok=True)
    for name, content in search_files(_Build.report).items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / name).write_text(text, encoding="utf-8")
    _write_bilingual_pages(config)
    root, base = Path(config.config_file_path).parent, config.site_url or "/"
    try:
        files = companion_files(_Build.report, _Build.relations, _Build.companions, base, _templates(config))
        for name, text in files:
            target = Path(config.site_dir) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        finish_assets(Path(config.site_dir), [str(script) for script in config.extra_javascript])
        problems = publish(_Build.report, Path(config.site_dir), root, _templates(config), base)
    except TemplateError as error:
        raise PluginError(f"what stands beside the pages: {error}") from error
    except ValueError as error:
        raise PluginError(f"style sheets and scripts: {error}") from error
    _stop_on(problems)


def _write_bilingual_pages(config: MkDocsConfig) -> None:
    for name, frame in _Build.frames.items():
        try:
            article = render_side_by_side(_Build.report, name, _Build.articles[name], _templates(config))
        except TemplateError as error:
            raise PluginError(f"side-by-side.html: {error}") from error
        target = Path(config.site_dir) / bilingual_url(name) / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(frame.replace(ARTICLE, article), encoding="utf-8")
