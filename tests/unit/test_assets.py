"""Scripts as one module, and the style sheet without what no page uses."""

from __future__ import annotations

import pytest

from report.publish.assets import bundle, purge, words_in_use


def test_modules_become_one_and_keep_their_names_apart() -> None:
    modules = {
        "one": "const open = 1\nexport function double(x) {\n  return 2 * x\n}\nexport const same = (x) => x\n",
        "two-three": 'import { double, same } from "./one.js"\n\nconst open = same(double(2))\n',
    }
    assert bundle(modules).count("const open") == 2
    assert "const { double, same } = module_one" in bundle(modules)
    assert "return { double, same }" in bundle(modules)
    with pytest.raises(ValueError, match=r"two-three.js imports one.js"):
        bundle(dict(reversed(modules.items())))


def test_what_no_page_uses_is_purged_and_the_rest_stays() -> None:
    css = (
        ":root{--a:1px;--b:var(--c);--c:2px;--d:3px} .used,.unused{margin:var(--a)} #gone{color:red} .by-script{top:0}"
        "[dir=rtl] .used{top:1px} [data-size=large]{top:var(--d)} .used:not(.unused){left:0}"
    )
    words, values = words_in_use(['<p class="used"><input value="large">'], ['add("by-script")'])
    shown = purge(css, words, values)
    for kept in ("--a:1px", "--d:3px", ".used", ".by-script", "data-size"):
        assert kept in shown
    for dropped in ("--b", "--c", "#gone", "rtl"):
        assert dropped not in shown
