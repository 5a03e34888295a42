"""The events of MkDocs, and the only module that knows it. Each calls the report package and no more.

The i18n plugin builds the site once per language in one process, so every event runs once for each; the
report is read and checked before the first pass only.
"""

from __future__ import annotations

import gc
import logging
import socket
from copy import copy
from html import escape
from pathlib import Path
from typing import Any, Literal, cast

import mkdocs
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from report.check.all import read_and_check
from report.check.settings import check_form, check_port, check_site, read_version
from report.model.addresses import EntryKind, bilingual_url, page_url
from report.model.languages import ORIGINAL, Language, by_code
from report.model.problems import Problem
from report.model.site_pages import VERSIONS
from report.publish.assets import finish_assets
from report.publish.headers import write_headers
from report.publish.redirects import SCRIPT as REDIRECT
from report.publish.redirects import publish
from report.publish.snapshots import put_snapshots
from report.read.history import last_changes
from report.relate.book import Book, make_books
from report.write.comparisons import ANCHOR as COMPARISON
from report.write.entries import ARTICLE as ENTRY
from report.write.entries import DESCRIPTION, ID, KINDS, TITLE, Frame
from report.write.markdown import ReportExtension
from report.write.mistakes import MistakeForm
from report.write.pages import fill_page, render_previews
from report.write.site import ARTICLE, Site
from report.write.templates import Templates, explain

log = get_plugin_logger("report")


class _Build:
    """The site that is being built; replaced by the next build of a live server."""

    site: Site
    extension: ReportExtension
    templates = Path()  # the folder of all


def _language(config: MkDocsConfig) -> Language:
    # `theme.language` comes from the plugin's settings of the language being built.
    return by_code(config.theme["language"])


def _book(config: MkDocsConfig) -> Book:
    return _Build.site.books[_language(config)]


def _is_between_passes(config: MkDocsConfig) -> bool:
    """Whether no language is being built: before the first, and after the last."""
    return not cast(Any, config.plugins["i18n"]).building


def _stop_on(problems: list[Problem]) -> None:
    for problem in problems:
        log.error("%s", problem)
    if problems:
        raise Abort(f"{len(problems)} problem(s); mend them and build again.")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Leave only warnings and errors on the screen; `mkdocs -q` would switch strict mode off."""
    logger = logging.getLogger(mkdocs.__name__)  # ProperDocs puts itself in MkDocs' place, its logger too
    logger.setLevel(logging.WARNING)
    gc.set_threshold(200_000, 20, 20)  # a build keeps nearly all that it makes, so looking for rubbish often is in vain
    if command == "serve":
        logger.getChild("livereload").setLevel(logging.INFO)  # where it serves, and that it reloads


@event_priority(-101)  # after the i18n plugin (-100), which sets the language of this pass
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before the first pass; stop before anything is written if there is a problem."""
    if _is_between_passes(config):
        _Build.templates = Path(config.theme.custom_dir or "")
        own, form = config.site_url or "", str(config.extra.get("report_url") or "")
        _stop_on([*check_site(own), *check_form(form), *check_port(config.dev_addr.port)])
        project = Path(config.config_file_path).parent
        version, wrong = read_version(project)
        report, problems = read_and_check(Path(config.docs_dir))
        _stop_on([*problems, *wrong])
        templates = Templates(_Build.templates / "report", MistakeForm(form, own))
        books = make_books(report)
        _Build.site = Site(books, templates, own, last_changes(project), version)
        _Build.extension = ReportExtension(templates)
        config.markdown_extensions.append(_Build.extension)  # type: ignore[arg-type] # an instance does as well
    words = _book(config).words
    contents = config.mdx_configs["toc"]  # the same object in all passes
    contents |= {"permalink_title": words["permalink"], "title": words["on_this_page"]}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the templates that the hooks fill out of the site: MkDocs publishes what stands beside a theme's."""
    for file in [file for file in files if file.src_uri.startswith("report/")]:
        files.remove(file)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give every template the words of the interface, by language."""
    site = _Build.site
    site.environment = env
    env.bytecode_cache = site.templates.compiled  # the theme's templates are the same in all passes
    env.trim_blocks = env.lstrip_blocks = True  # the theme's templates leave a line of blanks for each of theirs
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # Chinese as it stands in the text weighs less
    env.globals |= site.globals(_language(config))
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill the generated pages, and tell our extension of Markdown which page comes next."""
    companion = _Build.site.companions.get((_language(config), page.file.name))
    _Build.extension.turn_to(_book(config), page.file.name, companion.version.digest if companion else "")
    return fill_page(_book(config), _Build.site.templates, page.file.name)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Tell the templates where the page stands in the other languages, and what it says of itself to machines."""
    site, language, name = _Build.site, _language(config), page.file.name
    page.meta["description"] = escape(page.meta.get("description", ""))  # upstream's template does not
    pictures = Path(config.docs_dir) / "assets"
    context |= site.context(language, name, page.url, page.canonical_url or site.url, pictures)
    if name in site.articles:
        site.articles[name][language] = page.content or ""
        site.frames[language, name] = _bilingual_frame(context, page, config)
        context["bilingual"] = bilingual_url(name, language)
    if name in KINDS:
        kind = cast(EntryKind, name)
        site.entry_frames[language, kind] = _entry_frame(context, page, config, kind)
    if name == VERSIONS:
        site.comparison_frames[language] = _comparison_frame(context, page, config)
    return context


def _frame(context: dict[str, Any], index: Page, config: MkDocsConfig, anchor: str) -> Frame:
    """All of the pages below an index but what is their own. `anchor` is the id of their title."""
    page = copy(index)
    page.file = File.generated(config, f"{index.url.removeprefix('./')}{ID}.md", content="")
    page.title, page.content = TITLE, ENTRY
    page.canonical_url = f"{_Build.site.url}{page.url}"
    page.meta = {"description": DESCRIPTION, "hide": ["toc", "footer"]}
    page.toc = TableOfContents([AnchorLink(TITLE, anchor, 1)])
    page.previous_page = page.next_page = None
    return Frame(_Build.site.environment.get_template("main.html").render({**context, "page": page}))


def _comparison_frame(context: dict[str, Any], versions: Page, config: MkDocsConfig) -> Frame:
    return _frame(_Build.site.comparison_context(_language(config), context), versions, config, COMPARISON)


def _entry_frame(context: dict[str, Any], index: Page, config: MkDocsConfig, kind: EntryKind) -> Frame:
    return _frame(_Build.site.entry_context(_language(config), kind, context), index, config, ID)


def _bilingual_page(page: Page | None, config: MkDocsConfig) -> Page | None:
    """The bilingual page of a chapter, known only to the template that frames it; None for other pages."""
    if page is None or page.file.name not in _Build.site.articles:
        return None
    site, name = _Build.site, page.file.name
    twin = copy(page)  # title and contents are the chapter's
    twin.file = File.generated(config, f"{bilingual_url(name, _language(config)).rstrip('/')}.md", content="")
    twin.canonical_url = site.url + page_url(name, ORIGINAL)  # one for both languages
    return twin


def _bilingual_frame(context: dict[str, Any], chapter: Page, config: MkDocsConfig) -> str:
    """All of a bilingual page but its article; made in the pass of its reader's language."""
    page = cast(Page, _bilingual_page(chapter, config))
    page.meta = {**chapter.meta, "hide": ["toc"]}  # the menu lists the contents; two columns need the room
    page.previous_page = _bilingual_page(chapter.previous_page, config)
    page.next_page = _bilingual_page(chapter.next_page, config)
    frame = {**_Build.site.bilingual_context(chapter.file.name, context), "page": page}
    return _Build.site.environment.get_template("bilingual.html").render(frame | {"article_comes_here": ARTICLE})


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep the previews of a chapter; a script of the page fetches them when they are first wanted."""
    version = _Build.extension.version  # of the page that was converted last: this one
    cards = render_previews(_book(config), _Build.site.templates, page.file.name, page.content or "", version)
    if cards:
        _Build.site.previews[f"{page.url}previews.html"] = cards
    return output


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Say in a sentence that the port is taken, where MkDocs would end in a traceback."""
    host, port = config.dev_addr
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise Abort(f"Port {port} is in use; choose another: make serve PORT={port + 1}")
    return server


def on_build_error(error: Exception, **_: object) -> None:
    """The one place where an error of a template, the theme's or the report's, or of the disk becomes a message."""
    problem = explain(error, _Build.templates)
    if problem:
        _stop_on([problem])
    if isinstance(error, OSError) and error.strerror:
        raise Abort(f"{error.filename or 'the site'} cannot be written or read: {error.strerror}")


@event_priority(-110)  # after the i18n plugin (-100) has built every other language
def on_post_build(config: MkDocsConfig) -> None:
    """Once all languages are there: what stands beside the pages, the assets, short addresses and redirects."""
    if not _is_between_passes(config):
        return
    site, folder, project = _Build.site, Path(config.site_dir), Path(config.config_file_path).parent
    for name, content in site.files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        served = finish_assets(folder, [str(script) for script in config.extra_javascript], [REDIRECT])
    except ValueError as error:
        raise PluginError(f"style sheets and scripts: {error}") from error
    put_snapshots(folder, site.books[ORIGINAL].report.snapshots, site.url)
    _stop_on(publish(site.books, site.templates, folder, project, site.url, served[REDIRECT]))
    write_headers(folder, site.templates)
