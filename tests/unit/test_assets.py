"""Scripts as one module, with a word on what cannot be read; the style sheet without what no page uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import ROOT
from report.publish.assets import bundle, check_syntax, in_order, join, minify, purge, words_in_use


@pytest.mark.parametrize(
    "statement",
    [
        "export { total }",
        "export { total } from './two.js'",
        "export * from './two.js'",
        "export let total = 0",
        "export var total = 0",
        "export default total",
        "export default function total() {}",
        "export const { a, b } = both",
        "export function* numbers() {}",
        "const a = 1; export { a }",
        "import { a } from './two.js'",
        'import { a } from "./two.js";',
        'import { a } from "two"',
        'import { a } from "https://example.org/two.js"',
        'import { a as b } from "./two.js"',
        'import a from "./two.js"',
        'import a, { b } from "./two.js"',
        'import * as two from "./two.js"',
        'import "./two.js"',
        "const two = await import('./two.js')",
        "const two = await import(`./two.js`)",
        "const two = await import(name)",
        'const two = await import("./two.js", {})',
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(statement: str) -> None:
    with pytest.raises(ValueError) as told:
        bundle({"two": "", "one": f"// a comment\nconst total = 1\n{statement}\n"})
    found = statement.partition("; ")[2] if statement.startswith("const a = 1") else statement
    found = found if found.startswith("export") else found[found.index("import") :]
    word = "export" if found.startswith("export") else "import"
    assert re.match(
        rf"docs/assets/scripts/one\.js:3: found {re.escape(found)}, expected .*{word}.*, hint: .+", str(told.value)
    )


@pytest.mark.parametrize(
    "text",
    [
        "// export { a }, as others do; import * too\n",
        "/** @typedef {import('./two.js').Two} Two */\n",
        'const words = "import it"\n',
        "const words = `export it`\n",
        "const root = new URL('../../', import.meta.url)\n",
        "const goods = { export: 1, import: 2 }\ngoods.export += goods.import\n",
        "const exported = important\n",
    ],
)
def test_the_same_words_elsewhere_are_left_alone(text: str) -> None:
    code = "" if text.startswith("/") else text.strip()
    assert bundle({"one": text}) == f"const module_one = (() => {{\n{code}\nreturn {{  }}\n}})()\n"


def test_modules_of_other_folders_and_those_fetched_later_keep_their_paths() -> None:
    modules = {
        "search/fold": "export const fold = 1\n",
        "store": "export async function keep() {}\n",
        "search/query": (
            'import {\n  fold,\n} from "./fold.js"\nimport { keep } from "../store.js"\n\n'
            'export class Query {}\nconst later = () => import("./more.js")\n'
        ),
    }
    made = bundle(modules, shown="search/query")
    assert "const {\n  fold,\n} = module_search_fold\nconst { keep } = module_store\n" in made
    assert 'import("assets/scripts/search/more.js")' in made
    assert made.endswith("export const { Query } = module_search_query\n")


def test_what_is_imported_comes_first_and_once() -> None:
    modules = {
        "a": 'import { c } from "./c.js"\nimport { b } from "./deep/b.js"\n',
        "c": "export const c = 1\n",
        "deep/b": 'import { c } from "../c.js"\nexport const b = c\n',
        "unused": "",
    }
    assert in_order(["a", "c"], modules) == ["c", "deep/b", "a"]


def test_an_import_of_nothing_and_one_in_a_circle_are_told_with_their_places() -> None:
    with pytest.raises(ValueError, match=r"docs/assets/scripts/a\.js:2: found an import of gone\.js, expected"):
        in_order(["a"], {"a": '// a\nimport { b } from "./gone.js"\n'})
    with pytest.raises(ValueError, match=r"docs/assets/scripts/a\.js:4: found an import of deep/gone\.js, expected"):
        in_order(["a"], {"a": 'import { b } from "./b.js"\n\n\nimport("./deep/gone.js")\n', "b": ""})
    circle = {"a": 'import { b } from "./b.js"\nexport const a = 1\n', "b": 'import { a } from "./a.js"\n'}
    with pytest.raises(ValueError, match=r"docs/assets/scripts/b\.js:1: found an import of a\.js, expected"):
        bundle({name: circle[name] for name in in_order(["a"], circle)})


def test_modules_become_one_and_keep_their_names_apart() -> None:
    modules = {
        "one": "const open = 1\nexport function double(x) {\n  return 2 * x\n}\nexport const same = (x) => x\n",
        "two-three": 'import { double, same } from "./one.js"\n\nconst open = same(double(2))\n',
    }
    assert bundle(modules).count("const open") == 2
    assert "const { double, same } = module_one" in bundle(modules)
    assert "return { double, same }" in bundle(modules)
    with pytest.raises(ValueError, match=r"two-three.js:1: found an import of one.js"):
        bundle(dict(reversed(modules.items())))


def test_what_no_page_uses_is_purged_and_the_rest_stays() -> None:
    css = (
        ":root{--a:1px;--b:var(--c);--c:2px;--d:3px} .used,.unused{margin:var(--a)} #gone{color:red} .by-script{top:0}"
        "video,.used>b{top:2px} .used p{top:4px}"
        "[dir=rtl] .used{top:1px} [data-size=large]{top:var(--d)} .used:not(.unused){left:0}"
    )
    words, values = words_in_use(['<p class="used"><input value="large">'], ['add("by-script")'])
    shown = purge(css, words, values)
    for kept in ("--a:1px", "--d:3px", ".used", ".by-script", "data-size", "4px"):
        assert kept in shown
    for dropped in ("--b", "--c", "#gone", "rtl", "video", ">b", "2px"):
        assert dropped not in shown


def test_a_script_loses_what_only_its_authors_need_and_nothing_else() -> None:
    script = (
        "const WAY = /<\\/script>|\\p{Script=Han}/u\n"
        "export const engine = {\n  // a comment\n  find: (text) => `${text}</${WAY.source}> 价`,\n}\n"
    )
    made = minify(script)
    assert len(made) < len(script) and "comment" not in made and "\n" not in made.strip()
    assert "engine" in made and "价" in made and "\\p{Script=Han}/u" in made
    assert minify(made) == made


@pytest.mark.parametrize("fault", ["const a = ;", "function ( {", "`${", 'const a = "', "return 1)"])
def test_a_script_that_is_no_javascript_is_told_with_its_file(fault: str) -> None:
    modules = {"one": "const a = b?.c ?? 1\n", "two": f"{fault}\n", "three": "class A { #b = 1 }\n"}
    with pytest.raises(ValueError, match=r"docs/assets/scripts/two\.js:1: found what is no JavaScript"):
        check_syntax(bundle(modules), modules)


def test_every_script_of_the_project_is_javascript() -> None:
    folder = ROOT / "docs/assets/scripts"
    paths = sorted(folder.rglob("*.js"))
    sources = {path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in paths}
    for name in sources:
        modules = {one: sources[one] for one in in_order([name], sources)}
        check_syntax(bundle(modules, shown=name), modules)


def test_a_script_or_a_style_sheet_that_is_not_there_is_told_with_a_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"mkdocs\.yml:1: found theme\.js under extra_javascript"):
        in_order(["theme"], {})
    with pytest.raises(ValueError, match=r"docs/assets/stylesheets/site\.css:1: "):
        join(tmp_path / "site.css")
