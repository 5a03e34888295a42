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
from report.ledger import add_to_ledger, read_ledger
from report.links import (
    Ledger,
    check_collisions,
    check_links,
    check_moved,
    current_addresses,
    read_built,
    redirects,
    short_addresses,
)
from report.model import Place
from report.reading import read_report
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
        ("a/", {"a/": "b/", "b/": "a/"}, "docs/records/moved.yml:2: found a loop, /a/ → /b/ → /a/, expected"),
        ("a/", {"a/": "nwe/"}, "docs/records/moved.yml:1: found “/nwe/”, which is nowhere, expected an address"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_a_problem(address: str, moved: dict[str, str], message: str) -> None:
    targets, problems = redirects(ledger([address], moved), NOW)
    assert targets == {}
    assert [str(problem)[: len(message)] for problem in problems] == [message]


def test_what_is_still_there_has_not_moved() -> None:
    (problem,) = check_moved(ledger([], {"new/": "other/"}), NOW)
    assert str(problem) == (
        "docs/records/moved.yml:1: found “/new/”, which is still there, expected an address that is gone, "
        "hint: remove the entry"
    )


def test_a_short_address_that_is_a_page_is_a_problem() -> None:
    (problem,) = check_collisions(["s/1/", "s/2/"], ["s/2/"])
    assert "found the short address “/s/2/”" in str(problem)


def test_a_ledger_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    records = tmp_path / "docs" / "records"
    records.mkdir(parents=True)
    (records / "published.txt").write_text("# x\n/a/#b\nno address\n/a/#B\n/a/#b\n", encoding="utf-8")
    (records / "moved.yml").write_text("old-id: /a/\n/a/: 7\n", encoding="utf-8")
    _, problems = read_ledger(tmp_path)
    assert [str(problem.place) for problem in problems] == [
        "docs/records/published.txt:3", "docs/records/published.txt:4", "docs/records/published.txt:5",
        "docs/records/moved.yml:1", "docs/records/moved.yml:2",
    ]  # fmt: skip
    (records / "moved.yml").write_text("a: [\n", encoding="utf-8")
    assert "broken YAML" in str(read_ledger(tmp_path)[1][-1])


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
    problems = check_links(tmp_path, read_built(tmp_path))
    assert [str(problem) for problem in problems] == [
        "a/index.html:1: found a link to “../b/”, expected a page or a file of the site, hint: mend the link",
        "index.html:1: found a link to “a/#ther”, expected an id of a/index.html, hint: did you mean “there”?",
    ]


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
    page.locator("#preview").get_by_role("button", name="Copy as Markdown").click()
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


@pytest.mark.parametrize(("folder", "words"), [("", "提到本节的地方"), ("en/", "Referred to from")])
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
