"""Style sheets and scripts as the site serves them: one of each, without what no page uses, named by their content.

A name that holds a hash of the content may be kept by browsers for ever. The modules stay what the
authors wrote; bundling only wraps each in a function, so that no two share a name.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

import lightningcss

from report.publish.built import parse

STYLES, SCRIPTS = "assets/stylesheets", "assets/scripts"
BUNDLE = f"{SCRIPTS}/reader.js"  # the modules that every page loads
SHEET = f"{STYLES}/site.css"  # names the others, in the order in which they hold
MEDIA = lightningcss.calc_parser_flags(custom_media=True)  # widths by name, as breakpoints.css has them
OLDEST = ["ios_saf 15", "safari 15", "chrome 96", "firefox 96"]  # older than these, a reader has the text alone
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)
_IMPORT = re.compile(r'^import (\{[^}]+\}) from "\./([\w-]+)\.js"$', re.MULTILINE)
_MODULE = re.compile(r'(?<=")\./([\w-]+)\.js(?=")')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_VALUE = re.compile(r"\[([\w-]+)=[\"']?([\w-]+)[\"']?\]")
_FAULT = re.compile(r"(.*) at (?:.*/)?([^/]+):(\d+):\d+$")
_DEFINED, _USED = re.compile(r"[{;](--[\w-]+):"), re.compile(r"var\((--[\w-]+)")


def bundle(modules: Mapping[str, str]) -> str:
    """Modules as one, by name without ``.js``, in the order in which they run; each may import those before it.

    Raises ValueError when one imports another that is not among those before it.
    """
    parts: list[str] = []
    for position, (name, source) in enumerate(modules.items()):
        before = list(modules)[:position]
        for _, imported in _IMPORT.findall(source):
            if imported not in before:
                raise ValueError(f"{name}.js imports {imported}.js, which does not stand before it in mkdocs.yml")
        exported = ", ".join(_EXPORT.findall(source))
        body = _IMPORT.sub(lambda match: f"const {match[1]} = {_variable(match[2])}", _EXPORT.sub("", source))
        parts.append(f"const {_variable(name)} = (() => {{\n{body.strip()}\nreturn {{ {exported} }}\n}})()\n")
    return "".join(parts)


def _variable(module: str) -> str:
    return f"module_{module.replace('-', '_')}"


def words_in_use(pages: Iterable[str], scripts: Iterable[str]) -> tuple[set[str], set[str]]:
    """What selectors may match: classes, ids and words of scripts; and the values of other attributes.

    A script may set any word that stands in it, so all of them count.
    """
    words: set[str] = set()
    values: set[str] = set()
    for tree in chain.from_iterable(map(parse, pages)):
        for inline in tree.css("script:not([src])"):
            words.update(_WORD.findall(inline.text()))
        for node in tree.css("*"):
            for name, value in node.attributes.items():
                if name in ("class", "id"):
                    words.update((value or "").split())
                else:
                    values.add(value or "")
    for script in scripts:
        words.update(_WORD.findall(script))
    return words, values


def join(sheet: Path) -> str:
    """A style sheet with all that it imports.

    Raises ValueError when one of them is broken or is not there.
    """
    try:
        return lightningcss.bundle_css(str(sheet), parser_flags=MEDIA, minify=False)
    except (OSError, ValueError) as error:
        raise ValueError(_FAULT.sub(_tell_place, str(error))) from error


def _tell_place(fault: re.Match[str]) -> str:
    return f"docs/{STYLES}/{fault[2]}:{int(fault[3]) + 1}: {fault[1]}"  # lightningcss counts lines from 0


def purge(css: str, words: set[str], values: set[str]) -> str:
    """A style sheet, minified, without the rules and custom properties that nothing uses.

    Raises ValueError when the style sheet is broken.
    """
    known = values | words  # a script may copy a value from one attribute to another

    def mark_value(match: re.Match[str]) -> str:
        return match.group() if match[2] in known else ".value-of-no-page"

    css = _VALUE.sub(mark_value, css.replace('@charset "UTF-8";', ""))
    unused = set(_NAME.findall(css)) - words
    css = lightningcss.process_stylesheet(css, unused_symbols=unused, parser_flags=MEDIA)
    # A property may be used by another alone that is unused itself.
    while dead := set(_DEFINED.findall(css)) - set(_USED.findall(css)) - unused:
        unused |= dead
        css = lightningcss.process_stylesheet(css, unused_symbols=dead, parser_flags=MEDIA)
    return lightningcss.process_stylesheet(css, browsers_list=OLDEST, parser_flags=MEDIA)


def finish_assets(site: Path, modules: Iterable[str]) -> None:
    """Replace the style sheets and scripts of the built `site` by those to serve, and name those in its pages.

    `modules` are the paths of those that every page loads, in order. Raises ValueError for a broken one.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    names = [Path(module).stem for module in modules]
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (site / SCRIPTS).glob("*.js")}
    words, values = words_in_use(pages.values(), sources.values())
    theme = [next((site / STYLES).glob(f"{name}.*.min.css")) for name in ("main", "palette")]
    sheets = {
        SHEET: purge("".join(path.read_text(encoding="utf-8") for path in theme) + join(site / SHEET), words, values),
        f"{STYLES}/plain.css": purge((site / STYLES / "plain.css").read_text(encoding="utf-8"), words, values),
    }
    scripts = {name: source for name, source in sources.items() if name not in names}
    scripts[Path(BUNDLE).stem] = bundle({name: sources[name] for name in names})
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
        """The file of a module, once those that it loads have theirs."""
        path = f"{SCRIPTS}/{name}.js"
        if path not in served:
            serve(path, _MODULE.sub(lambda match: f"./{serve_script(match[1])}", scripts[name]))
        return Path(served[path]).name

    for sheet, content in sheets.items():
        serve(sheet, content)
    for name in scripts:
        serve_script(name)
    written = re.compile("|".join(map(re.escape, served)))
    for path, text in pages.items():
        changed = written.sub(lambda match: served[match.group()], text)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
