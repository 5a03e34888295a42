"""Whatever is done to the sources, there come problems or a site: no other exception, no hang, no broken file.

Mutations of the small site are read, checked and, if nothing is found, rendered whole in this process. The ordinary
run takes some, always the same; ``make fuzz`` ten thousand others (``CASES=``), and says how many came to what.
"""

from __future__ import annotations

import os
import random
import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError

from helpers import ROOT, within
from in_process import check_form, render
from report.check.all import read_and_check
from report.publish.ledger import read_ledger
from report.write.templates import explain

HERE = Path(__file__).parent
CASES = int(os.environ.get("FUZZ", "0"))
SLICE = 40  # of the ordinary run
KINDS = (".yml", ".md", ".txt")  # of files that are changed
OUTCOMES = ("refused", "accepted", "tracebacks", "hangs")
LIMIT = 5  # seconds of the processor for a case, against hangs; the slowest takes one

# What attackers and slips of the keyboard put where a text, a number or a list is expected.
TEXTS = (
    "", " ", "x", "0", "-", "#", "# x", "## x { #x }", "a\nb", "\n", "\t", "|", "a | b", "{", "}", "{x}", "{n}",
    "{{ x }}", "{% raw %}", "{metric:>99999999999}", "50% {", "%s %d", "<", "<b>",
    "</title></script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>", "&amp;", "&#106;", "<!--",
    "-->", "[x](javascript:alert(1))", "[x](http://[::1/)", "[x](stat:freshco-density)",
    "[3 倍](stat:freshco-density)", "[x](case:night-market)", "[x](law:nowhere)", "[x]", "](", "stat:", "[x](x.md)",
    "[x](#turnover)", "![x](x.png)", "```", "~~~", "/// view", "///", "    attrs: {id: x}", "note:x", "=1+1", "@x",
    "-3.9", "\u202e", "\u200b", "\ufeff", "\u2028", "\x85", "\x00", "\x0b", "\ud7ff", "\U0010ffff", "😀", "e\u0301",
    "字" * 3000, "a" * 3000, "a " * 1500, "[" * 500, "(" * 500, "\\" * 99, "'", '"', "`", "con", "../x", "/", "//x",
    "a" * 90, "A", "-a", "a--b", "freshco", "freshco-density", "night-market", "2025-02-30", "1e999", "０", "１２％",
    "3 倍", "30%", "1/0", "0/0", "10 亿元", "1,000,000,000,000,000,000,000", "一百二十", "(\\w|\\w)*!$", "(?a)(?u)x",
    "a{99999999999}",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, -3.9, 0.1, 1e308, 10**17, 10**400, 2025, 1e-320, float("inf"), float("nan"), [], {},
    [[]], [None], {"zh": "x"}, {"zh": "x", "en": "y"}, {"zh": ["x"], "en": ["y"]}, ["x", "x"], [{"id": "x"}],
    {"": ""},
)  # fmt: skip
LINES = (
    "- x", "x: y", "? x", "&a x: *a", "*a", "<<: *a", "!!int x", "!!binary x", "%YAML 1.1", "---", "...", "| x", ">",
    "[", "}", "- {id: x, zh: x, en: x}", "\ttab: x", "  deeper: x", "'", '"', "!x y", "a: &a [*a]", "0b_: 0x_",
    "=: =", "~: ~", "y: n", "<div markdown=1>", "<p>", "</p>", "<details>", "<table>", "| a | b |", "| --- | --- |",
    "/// editor", "/// table-caption", "# X { #x }", "## 1.1 Floor area { #floor-area }", "### X", "X\n===", "* * *",
    "1. x", "- x\n    - y", "> x", ": x", "[x]: y", "*[x]: y", "Text of 95%.", "<!-- report:data -->", "`<b>`", "$x$",
    "x<br>y", "<a id=x>", "{: #x }", "[x][y]", "<https://x>",
)  # fmt: skip
PLACES = (
    "docs/zh/x.md", "docs/en/01-stores.md", "docs/zh/sub/x.md", "docs/x.md", "docs/records/x.yml", "docs/zh/.x.md",
    "docs/records/statistics/04-appendix.yml", "docs/records/statistics/x.yml", "docs/assets/x.png", "docs/zh/X.md",
    "docs/en/x", "docs/records/ledger/published.txt", "docs/records/moved.yml", "docs/records/style.yml",
    "docs/records/keywords.yml",
)  # fmt: skip


def _nodes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a YAML tree: what holds it, and its key there."""
    for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, key
        yield from _nodes(node[key])


def _change_node(text: str, chance: random.Random) -> str:
    """A value, a key or an entry of a YAML file becomes another, goes, or stands twice."""
    tree = yaml.safe_load(text)
    holder, key = chance.choice(list(_nodes(tree)) or [([None], 0)])
    leaf = chance.choice(list(_nodes(tree)) or [([None], 0)])
    match chance.randrange(6):
        case 0 | 1:
            holder[key] = chance.choice(TEXTS)
        case 2:
            holder[key] = chance.choice(VALUES)
        case 3:
            del holder[key]
        case 4 if isinstance(holder, dict):
            holder[chance.choice((*TEXTS[:20], "id", "zh", "with", "value", "unit"))] = holder[key]
        case _:
            holder[key] = leaf[0][leaf[1]]
    try:
        return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    except RecursionError:  # it has been put into itself
        return "&a [*a]"


def _change_line(text: str, chance: random.Random) -> str:
    """A line comes, goes, stands twice, elsewhere or deeper, or has something else in it."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            lines.insert(at, chance.choice(LINES))
        case 1:
            del lines[at]
        case 2:
            lines.insert(at, lines[at])
        case 3:
            lines[at], lines[other] = lines[other], lines[at]
        case 4:
            lines[at] = "  " + lines[at]
        case 5:
            lines.insert(at, chance.choice(TEXTS))
        case _:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + chance.choice(TEXTS) + lines[at][cut:]
    return "\n".join(lines)


def _change_bytes(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((0, 1, 1, 2, 40)))
    content[at:end] = bytes(chance.randrange(256) for _ in range(chance.choice((0, 1, 1, 3))))
    path.write_bytes(content)


def _change_text(path: Path, chance: random.Random, change: Callable[[str, random.Random], str]) -> None:
    try:
        text = path.read_text(encoding="utf-8")
        path.write_text(change(text, chance), encoding="utf-8", errors="surrogatepass")
    except (yaml.YAMLError, UnicodeError, ValueError, OverflowError):
        pass  # an earlier edit has broken it already


def _move(folder: Path, path: Path, chance: random.Random) -> None:
    """A file goes, comes, stands elsewhere or in another's place, is a folder, or a link to nothing."""
    target = folder / chance.choice(PLACES)
    target.parent.mkdir(parents=True, exist_ok=True)
    is_free = not os.path.lexists(target)
    can_be_written = is_free or (target.is_file() and not target.samefile(path))
    match chance.randrange(5):
        case 0:
            path.unlink()
        case 1 if can_be_written:
            target.write_text(chance.choice((*TEXTS, *LINES)), encoding="utf-8", errors="surrogatepass")
        case 2 if can_be_written:
            shutil.copyfile(path, target)
        case 3 if is_free:
            target.symlink_to("nowhere")
        case _ if is_free:
            target.mkdir()


def mutate(folder: Path, seed: int) -> None:
    """One to three changes of the site in a folder."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        files = sorted(
            path for path in (folder / "docs").rglob("*") if path.is_file() and path.suffix in (".yml", ".md", ".txt")
        )
        path = chance.choice(files)
        match chance.randrange(10):
            case 0:
                _move(folder, path, chance)
            case 1:
                _change_bytes(path, chance)
            case 2 | 3 | 4 | 5 if path.suffix == ".yml":
                _change_text(path, chance, _change_node)
            case _:
                _change_text(path, chance, _change_line)


def try_out(folder: Path) -> str:
    """Read, check and, if nothing is found, render. Says what came of it; raises what should never come."""
    report, problems = read_and_check(folder / "docs")
    _, more = read_ledger(folder)
    for problem in [*problems, *more]:
        assert "\n" not in str(problem) and problem.place.line > 0, problem
    if problems or more:
        return "refused"
    try:
        for path, content in render(report):
            check_form(path, content)
    except TemplateError as error:  # a word of the interface is gone for which a template alone asks
        told = explain(error, ROOT / "overrides")
        assert told is not None and told.place.line > 0
        return "refused"
    return "accepted"


def test_mutations_of_the_sources_give_problems_or_a_site(capsys: pytest.CaptureFixture[str]) -> None:
    came: Counter[str] = Counter()
    causes: dict[str, tuple[int, str]] = {}  # the last lines of a traceback, the seed and the whole of it

    @settings(
        max_examples=CASES or SLICE, derandomize=not CASES, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(seed=st.integers(0, 2**64))
    def run(seed: int) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            for source in ("site", "overlay"):
                shutil.copytree(HERE / source, folder, dirs_exist_ok=True)
            mutate(folder, seed)
            try:
                with within(LIMIT):
                    came[try_out(folder)] += 1
            except Exception as error:
                came["hangs" if isinstance(error, TimeoutError) else "tracebacks"] += 1
                last = traceback.extract_tb(error.__traceback__)[-1]
                causes.setdefault(
                    f"{type(error).__name__} {last.filename}:{last.lineno}", (seed, traceback.format_exc())
                )

    run()
    if CASES:
        with capsys.disabled():
            print("", *(f"{came[name]:6} {name}" for name in OUTCOMES), sep="\n")
    assert set(came) == {"refused", "accepted"}, "\n\n".join(
        f"{cause}, seed {seed}\n{told}" for cause, (seed, told) in causes.items()
    )
