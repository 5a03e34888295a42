"""Links that never break: the ledger, redirects, short addresses, and the ways to copy and to follow a link."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import ROOT, SITE_URL, Opener, _Handler, run_mkdocs
from report.model.problems import Place
from report.publish import ledger as ledger_module
from report.publish.ledger import add_to_ledger, read_ledger
from report.publish.links import (
    THEME_IDS,
    Ledger,
    check_collisions,
    check_entries,
    check_links,
    check_moved,
    check_page_ids,
    current_addresses,
    list_short_addresses,
    read_built,
    redirects,
    renamed_ids,
    short_addresses,
)
from report.read.report import read_report
from test_reader import follow, in_view, path_of

CHAPTER = "03-innovation-models/"
NOW = {"new/", "new/#part", "new/#new-id", "new/#figure--part", "f/new-id/", "other/", "other/#part"}


def ledger(published: list[str], moved: dict[str, str]) -> Ledger:
    lines = {address: number for number, address in enumerate(published, 1)}
    entries = {old: (new, Place("docs/records/moved.yml", n)) for n, (old, new) in enumerate(moved.items(), 1)}
    return Ledger(lines, entries)


@pytest.mark.parametrize(
    ("address", "moved", "target"),
    [
        ("old/", {"old/": "new/"}, "new/"),
        ("old/#part", {"old/": "new/"}, "new/#part"),
        ("new/#old-id", {"old-id": "new-id"}, "new/#new-id"),
        ("old/#old-id", {"old/": "new/", "old-id": "new-id"}, "new/#new-id"),
        (
            "older/#oldest-id",
            {"older/": "old/", "old/": "new/", "oldest-id": "old-id", "old-id": "new-id"},
            "new/#new-id",
        ),
        ("f/old-id/", {"old-id": "new-id"}, "f/new-id/"),
        ("new/#old-figure--part", {"old-figure": "figure"}, "new/#figure--part"),
        ("new/#figure--old-part", {"old-part": "part"}, "new/#figure--part"),
        ("new/#gone", {"new/#gone": "other/#part"}, "other/#part"),
        ("old/#anything", {"old/": "other/#part"}, "other/#part"),
    ],
)
def test_an_address_of_earlier_days_resolves(address: str, moved: dict[str, str], target: str) -> None:
    targets, problems = redirects(ledger([address], moved), NOW)
    assert (targets, problems) == ({address: target}, [])


@pytest.mark.parametrize(
    ("address", "moved", "message"),
    [
        ("gone/", {}, "docs/records/published.txt:1: found “/gone/”, which the site no longer has, expected it, or"),
        ("a/", {"a/": "b/", "b/": "a/"}, "docs/records/moved.yml:1: found a loop, /a/ → /b/ → /a/, expected"),
        ("a/", {"a/": "nwe/"}, "docs/records/moved.yml:1: found “/nwe/”, which is nowhere, expected an address"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_a_problem(address: str, moved: dict[str, str], message: str) -> None:
    targets, problems = redirects(ledger([address], moved), NOW)
    assert targets == {}
    assert [str(problem)[: len(message)] for problem in problems] == [message]


@pytest.mark.parametrize(
    ("moved", "messages"),
    [
        ({"b/": "a/", "a/": "b/"}, ["1: found a loop, /b/ → /a/ → /b/, "]),
        ({"b": "a", "a": "b", "x": "a"}, ["1: found a loop, b → a → b, "]),
        ({"a": "a--b"}, ["1: found a loop, a--b → a--b--b → a--b--b--b → …, "]),
        ({"a/": "b/", "b/": "nwe/"}, ["2: found “/nwe/”, which is nowhere, "]),
        ({"a/#b": "new/#prt"}, ["1: found “/new/#prt”, which is nowhere, "]),
        ({"a": "new-di", "a/": "nwe/"}, ["1: found “new-di”, which is nowhere, ", "2: found “/nwe/”, which is "]),
        ({"a/": "new/", "a": "mid", "mid": "new-id", "b/": ""}, []),
        ({"a": "mid", "new/#mid": "new/#part"}, []),
        ({"a": "once"}, []),  # what became of a published id is asked of the ledger
    ],
)  # fmt: skip
def test_an_entry_leads_somewhere_though_the_ledger_needs_none(moved: dict[str, str], messages: list[str]) -> None:
    now = {*NOW, "", "new/#once"}
    problems = check_entries(ledger(["new/#once"], moved), now)
    heads = [f"docs/records/moved.yml:{message}" for message in messages]
    assert [str(problem)[: len(head)] for problem, head in zip(problems, heads, strict=True)] == heads


def test_a_fault_of_an_entry_is_told_once(tmp_path: Path) -> None:
    """Three published addresses need the same two entries."""
    _, problems = redirects(ledger(["a/", "a/#x", "b/"], {"b/": "a/", "a/": "b/"}), NOW)
    assert [str(problem.place) for problem in problems] == ["docs/records/moved.yml:1"]


def test_what_is_still_there_has_not_moved() -> None:
    (problem,) = check_moved(ledger([], {"new/": "other/"}), NOW)
    assert str(problem) == (
        "docs/records/moved.yml:1: found “/new/”, which is still there, expected an address that is gone, "
        "hint: remove the entry"
    )


def test_a_short_address_that_is_taken_is_a_problem(tiny_site: Path) -> None:
    outline = tiny_site / "docs" / "records" / "outline.yml"
    outline.write_text(outline.read_text(encoding="utf-8").replace('"1.2"', '"1.1"', 1), encoding="utf-8")
    report, _ = read_report(tiny_site / "docs")
    lines = outline.read_text(encoding="utf-8").splitlines()
    first, second = [number for number, line in enumerate(lines, 1) if '"1.1"' in line]
    file = "docs/records/outline.yml"
    assert [str(problem) for problem in check_collisions(list_short_addresses(report), ["c/freshco-stores/"])] == [
        f"{file}:{second}: found the short address “/s/1.1/”, expected one of its own, "
        f"hint: {file}:{first} has it already; change one of the two",
        "docs/records/cases.yml:1: found the short address “/c/freshco-stores/”, expected one of its own, "
        "hint: a page has it; rename the page",
    ]


def test_a_ledger_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    records = tmp_path / "docs" / "records"
    records.mkdir(parents=True)
    (records / "published.txt").write_text("# x\n/a/#b\nno address\n/a/#B\n/a/#b\n", encoding="utf-8")
    (records / "moved.yml").write_text("old-id: /a/\n/a/: 7\n/b/: new-id\n", encoding="utf-8")
    _, problems = read_ledger(tmp_path)
    assert [str(problem.place) for problem in problems] == [
        "docs/records/published.txt:3", "docs/records/published.txt:4", "docs/records/published.txt:5",
        "docs/records/moved.yml:1", "docs/records/moved.yml:2", "docs/records/moved.yml:3",
    ]  # fmt: skip
    (records / "moved.yml").write_text("a: [\n", encoding="utf-8")
    assert "broken YAML" in str(read_ledger(tmp_path)[1][-1])


def test_a_ledger_that_is_not_utf_8_says_where(tiny_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tiny_site / "docs" / "records"
    (records / "published.txt").write_bytes("/a/\n/b/\n/é/\n".encode("latin-1"))
    (records / "moved.yml").write_bytes("old-id: new-id # 改名\n".encode("gbk"))
    _, problems = read_ledger(tiny_site)
    assert [str(problem)[:57].partition(" bytes")[0] for problem in problems] == [
        "docs/records/published.txt:3: found", "docs/records/moved.yml:1: found",
    ]  # fmt: skip
    assert all("not UTF-8" in problem.found for problem in problems)
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode != 0
    assert "docs/records/published.txt:3" in built.stderr and "docs/records/moved.yml:1" in built.stderr
    assert "Traceback" not in built.stderr
    before = (records / "published.txt").read_bytes()
    assert ledger_module.main(tiny_site / "site", tiny_site) == 1
    assert "docs/records/published.txt:3" in capsys.readouterr().err
    assert (records / "published.txt").read_bytes() == before  # never written anew without what it could not read


def test_the_ledger_has_every_address_of_the_site(site: Path) -> None:
    """`make ledger` adds what is missing."""
    report, _ = read_report(ROOT / "docs")
    published, problems = read_ledger(ROOT)
    assert problems == []
    assert current_addresses(read_built(site), short_addresses(report)) - set(published.published) == set()


def test_both_editions_have_the_same_addresses(site: Path) -> None:
    pages = read_built(site)
    for url, page in pages.items():
        if page.path.endswith("index.html") and not url.startswith(("en/", "bilingual/")):
            assert pages[f"en/{url}"].anchors == page.anchors, url


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<article id="x"><a href="a/#there">1</a> <a href="a/#ther">2</a></article>', "utf-8"
    )
    (tmp_path / "a" / "index.html").write_text(
        '<p id="there"><a href="../b/">3</a> <a href="//else.where/">4</a>', "utf-8"
    )
    problems = check_links(tmp_path, read_built(tmp_path), SITE_URL)
    assert [str(problem) for problem in problems] == [
        "a/index.html:1: found a link to “../b/”, expected a page or a file of the site, hint: mend the link",
        "index.html:1: found a link to “a/#ther”, expected an id of a/index.html, hint: did you mean “there”?",
    ]


OWN = "https://example.org/digest/"


@pytest.mark.parametrize(
    ("file", "markup", "wrong"),
    [
        ("a/previews.html", '<a href="../a/#there">1</a> <a href="../b/">2</a>', ["../b/"]),
        ("404.html", f'<a href="/digest/a/#there">1</a> <a href="/digest/b/">2</a> <a href="{OWN}">', ["/digest/b/"]),
        ("404.html", '<a href="a/">shown at any address</a> <a href="#x" id="x">1</a>', ["a/"]),
        ("index.html", '<a href="/a/">outside the site</a> <a href="../">too</a>', ["/a/", "../"]),
        ("index.html", f'<link rel="canonical" href="{OWN}a/"><link rel="canonical" href="{OWN}b/">', [f"{OWN}b/"]),
        ("index.html", f"<link rel=alternate hreflang=en href={OWN}en/>", [f"{OWN}en/"]),
        ("index.html", f"<a title=\"a > b\" href='{OWN}a/#ther'>1</a>", [f"{OWN}a/#ther"]),
        ("index.html", '<form action="search/"></form>', ["search/"]),
        (
            "index.html",
            f'<script type="application/ld+json">{{"contentUrl": "{OWN}x.csv", "@id": "{OWN}a/#there"}}</script>',
            [f"{OWN}x.csv"],
        ),
        ("sitemap.xml", f"<url><loc>{OWN}a/</loc></url><url><loc>{OWN}b/</loc></url>", [f"{OWN}b/"]),
        ("sitemap.xml", f'<xhtml:link rel="alternate" href="{OWN}en/"/>', [f"{OWN}en/"]),
        ("index.html", '<a href="http://[">no address at all</a>', ["http://["]),
        ("index.html", f'<a href="{OWN}s/1/#x">leads on</a> <a href="https://example.org/b/">another site</a>', []),
        ("index.html", '<!-- <a href="b/"> --><script>"<a href=\'b/\'>"</script><script src="b.js">', ["b.js"]),
    ],
)  # fmt: skip
def test_links_are_followed_wherever_they_stand(tmp_path: Path, file: str, markup: str, wrong: list[str]) -> None:
    for name, text in {"index.html": "", "a/index.html": '<p id="there">', "s/1/index.html": "", file: markup}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    pages = read_built(tmp_path)
    del pages["s/1/"]  # a page that leads on is written after the others are read
    problems = check_links(tmp_path, pages, OWN)
    assert [problem.found for problem in problems] == [f"a link to “{link}”" for link in wrong]
    assert {problem.place.file for problem in problems} <= {file}


def test_ids_of_a_built_page(tmp_path: Path) -> None:
    """Once each, well-formed, and in both editions; the theme's own are let be."""
    same = '<input id="__drawer"><script>"<p id=\'x\'>"</script><!-- <p id="x"> -->'
    for folder, text in {
        "a": "<article><h1 id=\"one\">1</h1><p data-x='id=\"one\"' id='one'></article>",
        "en/a": '<article><h1 id="one">1</h1><svg id="Two_"></svg><p id="one---"></article>',
    }.items():
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text(same + text, encoding="utf-8")
    expected = "lower-case words and digits joined by hyphens, hint: such as social-commerce"
    both = "the same ids in both editions, hint: give it to the other edition too"
    assert [str(problem) for problem in check_page_ids(read_built(tmp_path))] == [
        "a/index.html:1: found the id “one” 2 times, expected each id once on a page, hint: rename all but one",
        f"en/a/index.html:1: found the id “Two_”, which a/index.html has not, expected {both}",
        f"en/a/index.html:1: found the id “one---”, which a/index.html has not, expected {both}",
        f"en/a/index.html:1: found the id “Two_”, expected {expected}",
        f"en/a/index.html:1: found the id “one---”, expected {expected}",
    ]


def test_the_theme_has_no_other_ids_of_its_own_form(site: Path) -> None:
    """Those that are let be are those that are there."""
    ids = {identifier for page in read_built(site).values() for identifier in page.ids}
    assert {identifier for identifier in ids if identifier.startswith("_")} == THEME_IDS


def test_an_id_written_in_html_is_checked_by_the_build(tiny_site: Path) -> None:
    page = tiny_site / "docs" / "en" / "01-stores.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n<p id="stores">Again</p>\n<p id=Mine>Mine</p>\n', "utf-8")
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode != 0
    assert "en/01-stores/index.html:1: found the id “stores” 2 times" in built.stderr
    assert "en/01-stores/index.html:1: found the id “Mine”, expected lower-case" in built.stderr
    assert "en/01-stores/index.html:1: found the id “Mine”, which 01-stores/index.html has not" in built.stderr


def test_the_title_of_an_address_is_that_of_its_page_and_section(site: Path) -> None:
    page = read_built(site)[f"en/{CHAPTER}"]
    chapter = "3 Innovation models and their traits"
    assert page.title("") == page.title("innovation-models") == chapter
    assert page.title("social-commerce") == f"{chapter} · 3.1 Social commerce reshaped"
    table = page.title("social-commerce-figures-table")  # told by the heading above it
    assert table == page.title("social-commerce-figures") != chapter


def test_ids_behind_a_short_address_are_those_of_its_page() -> None:
    gone = {
        "old/": "new/", "old/#a": "new/#b", "all/#a": "all/#b", "all/#c": "all/#d", "old/#stays": "all/#stays",
        "all/#e": "all/#f", "old/#e": "new/#f",
    }  # fmt: skip
    assert renamed_ids(gone, "new/", {"new/#stays"}) == {"a": "new/#b", "c": "all/#d", "e": "new/#f"}


def test_every_table_and_call_out_of_a_chapter_has_an_address(site: Path) -> None:
    for path in sorted(site.glob("**/[01]*-*/index.html")):
        page = HTMLParser(path.read_text(encoding="utf-8"))
        for node in page.css("article :is(table, .admonition):not(.bilingual [lang=en] *)"):
            frame = node.parent if node.parent and "citable" in (node.parent.attributes.get("class") or "") else None
            assert frame is not None and frame.attributes["id"], path
            assert frame.css_first(f"a.headerlink[href='#{frame.attributes['id']}']") is not None


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_after_a_rename_every_old_address_lands_on_the_right_spot(tiny_site: Path, chromium: Browser) -> None:
    """A chapter's file and an id are renamed: the build refuses until the ledger says where they went."""
    assert run_mkdocs(tiny_site, "build").returncode == 0
    report, _ = read_report(tiny_site / "docs")
    add_to_ledger(tiny_site, current_addresses(read_built(tiny_site / "site"), short_addresses(report)))
    old = {"/earlier-name/#earlier-id", "/earlier-name/"}  # of a site that had other names altogether
    published = tiny_site / "docs" / "records" / "published.txt"
    published.write_text(published.read_text(encoding="utf-8") + "\n".join(sorted(old)) + "\n", encoding="utf-8")

    docs = tiny_site / "docs"
    for name in ("zh/01-stores.md", "en/01-stores.md", "records/statistics/01-stores.yml"):
        (docs / name).rename(docs / name.replace("stores", "shops"))
    for path in sorted(docs.rglob("*.*")):
        if path.is_file() and not path.is_symlink() and path.name != "published.txt":
            text = path.read_text(encoding="utf-8")
            text = text.replace("01-stores", "01-shops").replace("{ #delivery }", "{ #shipping }")
            text = text.replace("id: delivery,", "id: shipping,").replace("freshco-delivery", "freshco-shipping")
            path.write_text(text, encoding="utf-8")
    refused = run_mkdocs(tiny_site, "build")
    assert refused.returncode != 0
    assert "“/01-stores/#delivery”" in refused.stderr
    assert "Traceback" not in refused.stderr

    moved = {
        "/01-stores/": "/01-shops/", "delivery": "shipping", "freshco-delivery": "freshco-shipping",
        "/earlier-name/": "/01-shops/", "earlier-id": "floor-area",
    }  # fmt: skip
    lines = "".join(f"{one}: {other}\n" for one, other in moved.items())
    (docs / "records" / "moved.yml").write_text(lines, encoding="utf-8")
    built = run_mkdocs(tiny_site, "build")
    assert (built.returncode, built.stderr) == (0, "")

    for folder, title, part in (("", "1 门店", "1.2 配送"), ("en/", "1 Stores", "1.2 Delivery")):
        old_page = HTMLParser((tiny_site / "site" / folder / "01-stores" / "index.html").read_text(encoding="utf-8"))
        words = [node.text() for node in old_page.css("title, body p a, #delivery a")]
        assert words == [title, title, f"{title} · {part}"]

    page = chromium.new_page()
    with served(tiny_site / "site") as address:
        for folder in ("", "en/"):
            bilingual = {
                "bilingual/01-stores/": "bilingual/01-shops/",
                "bilingual/01-stores/#freshco-delivery": "bilingual/01-shops/#freshco-shipping",
            }
            for before, after in {
                **({} if folder else bilingual),
                "01-stores/": "01-shops/",
                "01-stores/?a=b#delivery": "01-shops/?a=b#shipping",
                "01-stores/#freshco-delivery": "01-shops/#freshco-shipping",
                "01-stores/#freshco-stores--delivery": "01-shops/#freshco-stores--shipping",
                "statistics/#freshco-delivery": "statistics/#freshco-shipping",
                "s/1.2/?a=b": "01-shops/?a=b#shipping",
                "s/1/": "01-shops/#stores",
                "f/freshco-delivery/": "01-shops/#freshco-shipping",
                "s/1.2/?a=b#delivery": "01-shops/?a=b#shipping",
                "s/1/#freshco-delivery": "01-shops/#freshco-shipping",
                "s/1/#freshco-stores--delivery": "01-shops/#freshco-stores--shipping",
                "s/1.1/#floor-area": "01-shops/#floor-area",
                "c/freshco-stores/": "cases/#freshco-stores",
                "earlier-name/#earlier-id": "01-shops/#floor-area",
                "earlier-name/": "01-shops/",
            }.items():
                page.goto(f"{address}{folder}{before}")
                page.wait_for_url(f"{address}{folder}{after}", timeout=5000)
                anchor = after.partition("#")[2]
                assert not anchor or page.locator(f"[id='{anchor}']").count() == 1, before
        silent = chromium.new_context(java_script_enabled=False).new_page()
        silent.goto(f"{address}en/statistics/#freshco-delivery")
        silent.locator("#freshco-delivery a").click()
        assert silent.url == f"{address}en/statistics/#freshco-shipping"
        silent.goto(f"{address}en/statistics/#freshco-delivery")
        note = silent.locator("#freshco-delivery a")
        assert note.inner_text().startswith("Statistics · ")
        silent.context.close()
    page.close()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_short_addresses(open_page: Opener, site: Path, folder: str) -> None:
    for short, target in {
        "s/3/": "03-innovation-models/#innovation-models",
        "s/3.1/?utm=x": "03-innovation-models/?utm=x#social-commerce",
        "s/3.1/#live-stream-as-store": "03-innovation-models/#live-stream-as-store",
        "f/social-platforms-repeat-purchase/": "03-innovation-models/#social-platforms-repeat-purchase",
        "c/shein-brazil-warehouse/": "cases/#shein-brazil-warehouse",
    }.items():
        page = open_page(folder + short)
        page.wait_for_url(f"**/{folder}{target}")
        assert in_view(page, target.partition("#")[2])
    head = HTMLParser((site / folder / "s/3.1/index.html").read_text(encoding="utf-8"))
    canonical = head.css_first("link[rel=canonical]")
    assert canonical is not None and canonical.attributes["href"] == f"{SITE_URL}{folder}{CHAPTER}"
    robots = head.css_first("meta[name=robots]")
    assert robots is not None and robots.attributes["content"] == "noindex"
    addresses = [node.text or "" for node in ElementTree.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert addresses and not [address for address in addresses if re.search(r"/[sfc]/", address)]


def test_a_short_address_reads_well_when_nothing_redirects(site: Path) -> None:
    for folder, title in (("", "3.1 社交电商模式重构"), ("en/", "3.1 Social commerce reshaped")):
        page = HTMLParser((site / folder / "s/3.1/index.html").read_text(encoding="utf-8"))
        link = page.css_first("body a")
        assert link is not None and link.text() == title
        assert link.attributes["href"] == f"../../{CHAPTER}#social-commerce"


@pytest.mark.parametrize(
    ("path", "mark", "short", "title"),
    [
        ("en/" + CHAPTER, "social-commerce", "en/s/3.1/", "3.1 Social commerce reshaped"),
        (CHAPTER, "innovation-models", "s/3/", "3 创新模式分类与特征"),
        (CHAPTER, "live-stream-as-store", "s/3.1/#live-stream-as-store", "直播成为卖场"),
        (CHAPTER, "social-commerce-figures-table", "s/3.1/#social-commerce-figures-table", "3.1 社交电商模式重构"),
        ("en/cases/", "shein-brazil-warehouse", "en/c/shein-brazil-warehouse/", None),
    ],
)
def test_copying_links(open_page: Opener, path: str, mark: str, short: str, title: str | None) -> None:
    page = open_page(path, permissions=["clipboard-read", "clipboard-write"], width=390)
    root = page.url.removesuffix(path)
    page.locator(f"a.headerlink[href='#{mark}']").focus()
    page.keyboard.press("Enter")
    assert page.url == f"{root}{path}#{mark}"
    copied = []
    for number in range(3):
        if number:
            page.keyboard.press("Tab")
        button = page.locator(".share button:focus")
        done = button.get_attribute("data-done")
        page.keyboard.press("Enter")
        expect(button).to_have_text(str(done))
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    address = f"{root}{path}#{mark}"
    assert copied[:2] == [address, root + short]
    assert copied[2] == f"[{title}]({address})" if title else copied[2].endswith(f"]({address})")
    page.keyboard.press("Tab")
    twin = page.locator(":focus")
    other = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
    with page.expect_navigation():
        twin.press("Enter")
    assert path_of(page) == f"/{other}#{mark}"
    page.go_back()


def test_escape_closes_the_menu_of_a_mark(open_page: Opener) -> None:
    page = open_page(CHAPTER)
    mark = page.locator("a.headerlink[href='#social-commerce']")
    mark.click()
    expect(page.locator(".share")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".share")).to_have_count(0)
    expect(mark).to_be_focused()


def test_the_short_link_of_a_figure(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#social-platforms-repeat-purchase").hover()
    page.locator("#preview").get_by_role("button", name="Copy short link").click()
    expect(page.locator("#preview").get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/en/f/social-platforms-repeat-purchase/")
    page.locator("#preview").get_by_role("button", name="Copy Markdown link").click()
    expect(page.locator("#preview").get_by_role("button", name="Copied")).to_have_count(2)
    assert page.evaluate("navigator.clipboard.readText()").startswith("[Repeat-purchase rate · 40% higher](")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_internal_link_shows_how_its_section_begins(open_page: Opener, folder: str) -> None:
    page = open_page(folder)
    link = page.locator("article table a[href*='05-']").first
    link.hover()
    expect(page.locator("#preview .preview__definition")).not_to_be_empty()
    phone = open_page(folder, width=390, has_touch=True)
    target = phone.locator("article table a[href*='05-']").first
    with phone.expect_navigation():
        target.tap()
    assert "/05-" in phone.url


@pytest.mark.parametrize(("folder", "words"), [("", "提到本节的地方"), ("en/", "Referred to in")])
def test_a_section_says_who_refers_to_it(open_page: Opener, folder: str, words: str) -> None:
    page = open_page(f"{folder}{CHAPTER}")
    line = page.locator(".section-index", has_text=words).first
    link = line.get_by_role("link", name="12.2")
    follow(link)
    assert path_of(page) == f"/{folder}12-strategic-recommendations/#business-model-directions"
    assert page.locator(f"article a[href*='{CHAPTER}#']").count() > 0


@pytest.mark.parametrize("folder", ["", "en/"])
def test_without_javascript_each_section_leads_to_its_counterpart(open_page: Opener, folder: str) -> None:
    page = open_page(f"{folder}{CHAPTER}", java_script_enabled=False)
    other = "en/" if folder == "" else ""
    follow(page.locator("p.section-index > a[hreflang]").nth(1))
    assert path_of(page) == f"/{other}{CHAPTER}#content-commerce"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Opener, scheme: str) -> None:
    page = open_page(f"en/{CHAPTER}", color_scheme=scheme, width=390)
    page.locator("a.headerlink[href='#social-commerce']").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
