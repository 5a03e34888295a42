"""Style sheets and scripts as the site serves them: one of each, without what no page uses, named by their content.

A name that holds a hash of the content may be kept by browsers for ever. Every script that a page loads, or another
fetches on first use, is one file with all that it imports. Bundling wraps each module in a function, so that no two
share a name, and leaves its comments out; then it is minified.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import lightningcss
import minify_html

from report.model.problems import Problem
from report.publish.built import parse
from report.read.files import read_text

STYLES, SCRIPTS = "assets/stylesheets", "assets/scripts"
BUNDLE = f"{SCRIPTS}/reader.js"  # the modules that every page loads
SHEET = f"{STYLES}/site.css"  # names the others, in the order in which they hold
# Likewise, each for the pages that ask for it: those of records, the home page, chapters, charts alone, both languages,
# what opens above a page, versions and what is kept of them.
FURTHER = tuple(
    f"{STYLES}/{name}.css" for name in ("indexes", "home", "charts", "embed", "bilingual", "overlays", "versions")
)
MEDIA = lightningcss.calc_parser_flags(custom_media=True)  # widths by name, as breakpoints.css has them
# Its licence wants this line and its text kept: the file holds both (overrides/assets/licences.txt).
THEME_NOTICE = "/*! Material for MkDocs © 2016-2025 Martin Donath, MIT: ../licences.txt */\n"
OLDEST = ["ios_saf 15", "safari 15", "chrome 96", "firefox 96"]  # older than these, a reader has the text alone
# Comments and strings, in which “import” and “export” are words like others.
_QUOTED = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL)
_STATEMENT = re.compile(r"(?<![\w$.])(?:import(?!\.meta\b)|export)(?![\w$]|\s*:)")
_IMPORT = re.compile(r'import (\{\s*\w+(?:\s*,\s*\w+)*\s*,?\s*\}) from "(\.{1,2}/[\w/-]+)\.js"$', re.MULTILINE)
_LATER = re.compile(r'import\("(\.{1,2}/[\w./-]+)\.js"\)')
_EXPORT = re.compile(r"export (?=(?:async function|function|const|class) (\w+))")
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)  # on lines of its own
_FETCHED = re.compile(rf'import\("{SCRIPTS}/([\w/-]+)\.js"\)')  # a bundle's own spelling of what comes later
_NAMED = re.compile(rf"{SCRIPTS}/([\w-]+)\.js")
_PROBE = "\n;let  probe"  # stands behind a script; what can read that makes one space of two
_INDENT = re.compile(r"\n\s+")  # of templates: nothing to a reader, and a weight
_KEEPS_SPACE = re.compile(r"<(?:pre|textarea)\b")
_INLINE, _WHOLE = re.compile(r"<script>.*?</script>", re.DOTALL), re.compile(r".+", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
# Of what is added to pages last of all (redirects.py), and of copies of releases (freeze.py).
_LATER_WORDS = frozenset({"moved", "p", "kept", "kept-mark", "aside"})
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_VALUE = re.compile(r"\[([\w-]+)=[\"']?([\w-]+)[\"']?\]")
_SELECTOR = re.compile(r"(?:(?<=[{};])|^)[^{};@]+(?=\{)")
# Not the steps of an animation, nor the name of a language.
_TAG = re.compile(r"(?:(?<=[\s>+~,(])|^)(?<!lang\()(?!(?:from|to)\b)[a-z][a-z\d]*\b(?!-)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r",(?![^(]*\))")
_STEPS, _ANIMATION = re.compile(r"@keyframes ([\w-]+)"), re.compile(r"animation[\w-]*:([^;}]*)")
# Rules of the theme for what our pages have not, though their names stand in them: icons before the titles of call-outs
# and of what unfolds; keys, blocks of code and code in links; lists of a given type, and numbers at the third level.
_NOT_OURS = re.compile(
    r"(?<=[{}])(?:[^{}@]*(?:admonition-title:before|summary:(?:before|after))|\.md-typeset kbd"
    r"|[^{}@]*(?:a|:hover|:focus) code|\.md-typeset (?:[ou]l(?:\[type\]| ol ol)|pre>code)[^{}]*"
    r"|\[data-md-color-switching\][^{}]*)\{[^}]*\}"
)
_FAULT = re.compile(r"(.*) at (?:.*/)?([^/]+):(\d+):\d+$")
_DEFINED, _USED = re.compile(r"[{;](--[\w-]+):"), re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True)
class _Module:
    """A module as a function's body, and what it says of others: by their paths, with the places where it does."""

    body: str
    exported: tuple[str, ...]
    imported: Mapping[str, str]
    fetched: Mapping[str, str]


def bundle(modules: Mapping[str, str], shown: str = "") -> str:
    """Modules as one, by path without ``.js``, in the order in which they run; each may import those before it.

    The one is `shown` as if it stood alone, with its exports. Raises ValueError, with file and line, for an import or
    an export that cannot be read here, and when one imports another that is not among those before it.
    """
    parts: list[str] = []
    before: set[str] = set()
    for name, source in modules.items():
        module = _read_module(name, source)
        for imported, place in module.imported.items():
            if imported not in before:
                raise ValueError(
                    f"{place} found an import of {imported}.js, expected only modules that run before it, "
                    "hint: two modules cannot import each other; what both need is a third"
                )
        exported = f"{{ {', '.join(module.exported)} }}"
        parts.append(f"const {_variable(name)} = (() => {{\n{module.body}\nreturn {exported}\n}})()\n")
        if name == shown and module.exported:
            parts.append(f"export const {exported} = {_variable(name)}\n")
        before.add(name)
    return "".join(parts)


def minify(script: str) -> str:
    """A module without what only its authors need: spaces, and words where signs will do."""
    opening, closing = '<script type="module">', "</script>"
    page = minify_html.minify(f"{opening}{script}{closing}", minify_js=True)
    return page[page.index(">") + 1 : -len(closing)]


def check_syntax(script: str, sources: Mapping[str, str]) -> None:
    """Raise ValueError when a bundle of modules, `sources` by path, is no JavaScript, with the file to be mended.

    The minifier leaves what it cannot read as it is, two spaces in a row too.
    """
    if _PROBE not in minify(script + _PROBE):
        return
    bodies = {name: f"(() => {{\n{_read_module(name, source).body}\n}})()" for name, source in sources.items()}
    broken = [name for name, body in bodies.items() if _PROBE in minify(body + _PROBE)] or list(sources)
    files = ", ".join(f"docs/{SCRIPTS}/{name}.js" for name in broken)
    raise ValueError(f"{files}:1: found what is no JavaScript, expected a module, hint: make check names the line")


def in_order(names: Iterable[str], modules: Mapping[str, str]) -> list[str]:
    """The paths of modules and of all that they import, each behind what it imports.

    Raises ValueError, with file and line, for an import of what is not there.
    """
    found: dict[str, None] = {}
    met: set[str] = set()

    def visit(name: str) -> None:
        if name in met:
            return
        met.add(name)
        if name not in modules:
            raise ValueError(
                f"mkdocs.yml:1: found {name}.js under extra_javascript, expected a module of docs/{SCRIPTS}, "
                "hint: is the file there?"
            )
        module = _read_module(name, modules[name])
        for other, place in {**module.imported, **module.fetched}.items():
            if other not in modules:
                raise ValueError(
                    f"{place} found an import of {other}.js, expected a module of docs/{SCRIPTS}, "
                    "hint: its path begins at the module that imports it"
                )
        for imported in module.imported:
            visit(imported)
        found[name] = None

    for name in names:
        visit(name)
    return list(found)


def _read_module(name: str, source: str) -> _Module:
    """What a module imports and exports, in the few forms that are read here; ValueError for any other."""
    bare = _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), source)
    body, at = "", 0
    exported: list[str] = []
    imported: dict[str, str] = {}
    fetched: dict[str, str] = {}
    for statement in _STATEMENT.finditer(bare):
        start = statement.start()
        place = f"docs/{SCRIPTS}/{name}.js:{source.count(chr(10), 0, start) + 1}:"
        alone = start == 0 or source[start - 1] == "\n"
        body += source[at:start]
        if later := _LATER.match(source, start):
            path = _resolve(name, later[1])
            fetched[path] = place
            body += f'import("{SCRIPTS}/{path}.js")'
            at = later.end()
        elif alone and (static := _IMPORT.match(source, start)):
            path = _resolve(name, static[2])
            imported[path] = place
            body += f"const {static[1]} = {_variable(path)}"
            at = static.end()
        elif alone and (own := _EXPORT.match(source, start)):
            exported.append(own[1])
            at = own.end()
        else:
            raise ValueError(f"{place} {_unread(source[start:].partition(chr(10))[0].strip(), statement[0])}")
    body = _COMMENT.sub("", body + source[at:]).strip()
    return _Module(body, tuple(exported), imported, fetched)


def _unread(found: str, word: str) -> str:
    expected, hint = {
        "import": (
            'import { name } from "./module.js" or import("./module.js")',
            "names as they are exported, double quotes, no semicolon",
        ),
        "export": (
            "export before a function, a class or a const of one name",
            "a module exports its names one by one, where they are made",
        ),
    }[word]
    return f"found {found}, expected {expected}, hint: {hint}"


def _resolve(importer: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), path))


def _variable(module: str) -> str:
    return f"module_{re.sub(r'[^A-Za-z0-9]', '_', module)}"


def words_in_use(pages: Iterable[str], scripts: Iterable[str]) -> tuple[set[str], set[str]]:
    """What selectors may match: tags, classes, ids and words of scripts; and the values of other attributes.

    A script may set any word that stands in one of its strings, so all of those count.
    """
    words: set[str] = set()
    values: set[str] = set()
    for tree in chain.from_iterable(map(parse, pages)):
        for inline in tree.css("script:not([src], [type='application/ld+json'])"):
            words.update(word for quoted in _QUOTED.findall(inline.text()) for word in _WORD.findall(quoted))
        for node in tree.css("*"):
            words.add(node.tag or "")
            for name, value in node.attributes.items():
                if name in ("class", "id"):
                    words.update((value or "").split())
                else:
                    values.add(value or "")
    for script in scripts:
        for quoted in _QUOTED.findall(script):
            words.update(_WORD.findall(quoted) if quoted[0] != "/" else ())
    return words, values


def join(sheet: Path) -> str:
    """A style sheet with all that it imports.

    Raises ValueError when one of them is broken or is not there.
    """
    try:
        return lightningcss.bundle_css(str(sheet), parser_flags=MEDIA, minify=False)
    except (OSError, ValueError) as error:
        told = _FAULT.sub(_tell_place, str(error))
        named = told if told != str(error) else f"docs/{STYLES}/{sheet.name}:1: {error}"
        raise ValueError(named) from error


def _tell_place(fault: re.Match[str]) -> str:
    return f"docs/{STYLES}/{fault[2]}:{int(fault[3]) + 1}: {fault[1]}"  # lightningcss counts lines from 0


def purge(css: str, words: set[str], values: set[str], others: str = "") -> str:
    """A style sheet, minified, without the rules and custom properties that nothing uses.

    `others` is what further sheets say, which may use its properties.
    Raises ValueError when the style sheet is broken.
    """
    known = values | words  # a script may copy a value from one attribute to another

    def mark_value(match: re.Match[str]) -> str:
        return match.group() if match[2] in known else ".value-of-no-page"

    def mark_tags(match: re.Match[str]) -> str:
        return _TAG.sub(lambda tag: tag[0] if tag[0] in words else ".tag-of-no-page", match[0])

    css = _SELECTOR.sub(mark_tags, _VALUE.sub(mark_value, css.replace('@charset "UTF-8";', "")))
    unused = set(_NAME.findall(css)) - words
    css = lightningcss.process_stylesheet(css, unused_symbols=unused, parser_flags=MEDIA)
    # A property may be used by another alone that is unused itself.
    while dead := _dead_names(css, others) - unused:
        unused |= dead
        css = lightningcss.process_stylesheet(css, unused_symbols=dead, parser_flags=MEDIA)
    css = lightningcss.process_stylesheet(css, browsers_list=OLDEST, parser_flags=MEDIA)
    return _SELECTOR.sub(lambda selectors: _used_alone(selectors[0]), css)


def _dead_names(css: str, others: str) -> set[str]:
    """Properties and animations that are defined and not used."""
    moving = set(_WORD.findall(" ".join(_ANIMATION.findall(css))))
    return set(_DEFINED.findall(css)) - set(_USED.findall(css + others)) | set(_STEPS.findall(css)) - moving


def _used_alone(selectors: str) -> str:
    """Of a list of selectors those that may match; all, where none may, which is no selector then but a property."""
    used = [one for one in _COMMA.split(selectors) if "-of-no-page" not in _IN_BRACKETS.sub("", one)]
    return ",".join(used) or selectors


def _read(path: Path, site: Path) -> str:
    text = read_text(path, f"docs/{path.relative_to(site).as_posix()}")
    if isinstance(text, Problem):
        raise ValueError(str(text))
    return text


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    """What files hold, one after the other: all pages of a large site would take more memory than all else."""
    return (path.read_text(encoding="utf-8") for path in paths)


def finish_assets(site: Path, scripts: Iterable[str], others: Iterable[str] = ()) -> Mapping[str, str]:
    """Replace the style sheets and scripts of the built `site` by those to serve, and name those in its pages.

    `scripts` are the paths of those that every page loads, in order; `others` those of scripts for pages that are yet
    to be written. Gives for each path that under which it is served. Raises ValueError for a broken one.
    """
    pages = sorted(site.rglob("*.html"))
    names = [Path(script).stem for script in scripts]
    sources = {
        path.relative_to(site / SCRIPTS).with_suffix("").as_posix(): _read(path, site)
        for path in sorted((site / SCRIPTS).rglob("*.js"))
    }
    words, values = words_in_use(_texts(pages), sources.values())
    words |= _LATER_WORDS
    further = {sheet: join(site / sheet) for sheet in FURTHER}
    theme = [next((site / STYLES).glob(f"{name}.*.min.css")) for name in ("main", "palette")]
    sheets = {
        SHEET: THEME_NOTICE
        + purge(
            _NOT_OURS.sub("", "".join(path.read_text(encoding="utf-8") for path in theme)) + join(site / SHEET),
            words,
            values,
            "".join(further.values()),
        ),
        **{sheet: purge(content, words, values) for sheet, content in further.items()},
    }
    for folder in ("assets/javascripts", SCRIPTS, STYLES, "assets/images"):
        shutil.rmtree(site / folder, ignore_errors=True)  # the theme's, and the sources of what follows

    served: dict[str, str] = {}

    def serve(path: str, content: str) -> None:
        stem, dot, ending = path.rpartition(".")
        served[path] = f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{dot}{ending}"
        target = site / served[path]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")

    def serve_script(name: str) -> str:
        """The file of a module with all that it imports, once those that it fetches later have theirs."""
        path = f"{SCRIPTS}/{name.replace('/', '-')}.js"
        if path not in served:
            first = names if path == BUNDLE else [name]
            modules = {one: sources[one] for one in in_order(first, sources)}
            script = bundle(modules, shown=name)
            check_syntax(script, modules)
            serve(path, minify(_FETCHED.sub(lambda later: f'import("./{serve_script(later[1])}")', script)))
        return Path(served[path]).name

    for sheet, content in sheets.items():
        serve(sheet, content)
    named = {name for page in chain(_texts(pages), others) for name in _NAMED.findall(page)}
    for name in sorted(named & {*sources, Path(BUNDLE).stem}):
        serve_script(name)
    written = re.compile("|".join(map(re.escape, served)))
    for path, text in zip(pages, _texts(pages), strict=True):
        changed = written.sub(lambda match: served[match.group()], text)
        where = _INLINE if _KEEPS_SPACE.search(changed) else _WHOLE  # a script is the same everywhere: one hash
        changed = where.sub(lambda part: _INDENT.sub("\n", part[0]), changed)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
    return served
