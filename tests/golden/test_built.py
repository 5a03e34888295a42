"""All that the project writes into a site, held as it was last read and found good.

A strict build of the tiny site is compared with the files under ``built``. When a change is meant,
read its diff and accept it: ``ACCEPT=1 .venv/bin/python -m pytest tests/golden/test_built.py``.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from helpers import run_mkdocs

HERE = Path(__file__).parent
BUILT = HERE / "built"
BINARY = (".gz", ".zip", ".sqlite", ".parquet")  # what they hold is in the texts beside them, too
LONGEST = 40  # lines of a file's diff that are shown

_ASSET = re.compile(r"\.[0-9a-f]{8}(?=\.(?:css|js)\b)")  # changes with each change of a style or a script
_VERSION = re.compile(r"\b\d+\.\d+\.\d+\+[0-9a-f]{8}\b")  # of the open data
_ICON = re.compile(r'<svg xmlns="[^"]*" viewBox="0 0 24 24">.*?</svg>', re.DOTALL)  # the theme's
_HEAD = re.compile(r"<title>.*?</title>|<(?:meta|link)\b[^>]*>|<script type=.application/ld\+json.>.*?</script>", re.S)
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*)</script>')
_BLOCK = re.compile(r"><(?=(?:td|tr|th|li|p|ul|div|dl|dt|dd|h\d|table|thead|tbody|optgroup|option|section)\b)")
_FORMATS = re.compile(r"<dl>.*?</dl>", re.DOTALL)  # a citation in every style and format
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_LEADS_ON = re.compile(r'<title>(?P<title>.*?)</title>\n<link rel="canonical" href="(?P<canonical>.*?)">.*'
                       r'<a data-onward href="(?P<target>.*?)">', re.DOTALL)  # fmt: skip
_LEADS_BY_ID = re.compile(r'<li id="(.*?)"><a href="(.*?)">')


def _pretty(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1)


def _is_packed(path: Path) -> bool:
    """Whether a file is one of the search's, as ``report.write.search`` packs them."""
    return path.parent.name == "search" and path.suffix == ".txt"


def _head(html: str) -> Iterator[str]:
    """What a page says of itself: title, description, addresses, and JSON-LD."""
    for match in _HEAD.finditer(html[: html.index("</head>")]):
        linked_data = _JSON_LD.fullmatch(match.group())
        if linked_data:
            yield _pretty(linked_data[1])
        elif 'name="generator"' not in match.group():
            yield match.group()


def _page(html: str) -> str:
    """A page without the theme's frame: its head's own lines and its article; whole, where the theme has no part."""
    article = _ARTICLE.search(html)
    text = "\n".join([*_head(html), article.group()]) if article else html
    return _BLANK_LINES.sub("\n", _BLOCK.sub(">\n<", _ICON.sub("<svg/>", text)))


def _short_pages(texts: dict[str, str]) -> dict[str, str]:
    """Take out the short addresses, many and alike: a line for each remains, in one file of each edition."""
    lines: dict[str, list[str]] = {}
    for path in [path for path in texts if re.match(r"(?:en/)?[fcs]/", path)]:
        text = texts.pop(path)
        leads_on = _LEADS_ON.search(text)
        assert leads_on, f"{path} leads nowhere"
        edition = "en/short.txt" if path.startswith("en/") else "short.txt"
        lines.setdefault(edition, []).append(
            f"{path.removesuffix('index.html')}: {leads_on['target']} {leads_on['canonical']} "
            f"{leads_on['title']} {json.dumps(dict(_LEADS_BY_ID.findall(text)))}"
        )
    return {edition: "\n".join(found) + "\n" for edition, found in lines.items()}


def read_site(site: Path) -> dict[str, str]:
    """Every file that the project makes, by its path, without what differs by version or by machine."""
    texts = {
        path.relative_to(site).as_posix(): path.read_bytes().decode("gb18030" if _is_packed(path) else "utf-8")
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and path.relative_to(site).parts[0] != "assets"
        and path.suffix not in BINARY
        and not path.name.startswith("_headers")  # of the templates' scripts alone
    }
    texts |= _short_pages(texts)
    pages = {path: text for path, text in texts.items() if path.endswith("/index.md") or path == "index.md"}
    digests = re.findall(r"^version: ([0-9a-f]{8})$", "\n".join(pages.values()), re.MULTILINE)
    for path, text in texts.items():
        if path in pages:
            continue  # the one place that keeps the digest of what the page says
        text = re.sub("|".join(digests), "DIGEST", _VERSION.sub("VERSION", _ASSET.sub(".HASH", text)))
        if path.endswith("llms-full.txt"):  # all pages, one after another
            for name, page in pages.items():
                text = text.replace(re.sub("|".join(digests), "DIGEST", page), f"({name})\n")
        if path.endswith(".json") or _is_packed(Path(path)):
            text = _pretty(text) + "\n"
        if path.endswith(".html"):
            text = _page(text).strip() + "\n"
        if path.endswith("cite/index.html") and "01-stores/" not in path:
            text = _FORMATS.sub("<dl/>", text)  # one chapter’s will do
        texts[path] = text
    return texts


def read_golden() -> dict[str, str]:
    """The same as it was accepted."""
    return {p.relative_to(BUILT).as_posix(): p.read_bytes().decode() for p in BUILT.rglob("*") if p.is_file()}


def accept(texts: Mapping[str, str]) -> None:
    """Put what was built in place of what was accepted before."""
    shutil.rmtree(BUILT, ignore_errors=True)
    for path, text in texts.items():
        (BUILT / path).parent.mkdir(parents=True, exist_ok=True)
        (BUILT / path).write_bytes(text.encode())


def differences(golden: Mapping[str, str], built: Mapping[str, str]) -> list[str]:
    """Files that are missing, those that are new, and what differs in the others."""
    found = [f"{path} is missing" for path in sorted(golden.keys() - built.keys())]
    found += [f"{path} is new" for path in sorted(built.keys() - golden.keys())]
    for path in sorted(golden.keys() & built.keys()):
        old, new = golden[path].splitlines(), built[path].splitlines()
        if golden[path] != built[path]:
            diff = list(difflib.unified_diff(old, new, f"accepted/{path}", f"built/{path}", n=0, lineterm=""))
            more = [f"… {len(diff) - LONGEST} more lines"] if len(diff) > LONGEST else []
            found.append("\n".join(diff[:LONGEST] + more) or f"{path} differs in the ends of its lines")
    return found


def test_the_built_site_is_the_accepted_one(tiny_site: Path) -> None:
    shutil.copytree(HERE / "overlay", tiny_site, dirs_exist_ok=True)
    built = run_mkdocs(tiny_site, "build")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    texts = read_site(tiny_site / "site")
    if os.environ.get("ACCEPT"):
        accept(texts)
    found = differences(read_golden(), texts)
    if found:
        pytest.fail("\n\n".join([*found, "Is this meant? See the top of tests/golden/test_built.py."]), pytrace=False)


def test_a_difference_is_told_with_its_file() -> None:
    golden = {"gone.txt": "", "same.txt": "a\n", "other.txt": "a\nb\n", "ends.txt": "a\r\n"}
    built = {"same.txt": "a\n", "other.txt": "a\nc\n", "ends.txt": "a\n", "come.txt": ""}
    assert differences(golden, built) == [
        "gone.txt is missing",
        "come.txt is new",
        "ends.txt differs in the ends of its lines",
        "--- accepted/other.txt\n+++ built/other.txt\n@@ -2 +2 @@\n-b\n+c",
    ]
