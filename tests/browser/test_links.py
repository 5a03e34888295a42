"""Links that never break: redirects followed, and the ways to copy and to follow a link."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from browsing import Opener, accessibility_problems_in_both_themes, follow, in_view, path_of
from helpers import SITE_URL, run_mkdocs
from report.model.addresses import short_addresses
from report.publish.built import current_addresses, read_built
from report.publish.ledger import add_to_ledger
from report.read.report import read_report
from serving import serve

CHAPTER = "03-innovation-models/"


def test_after_a_rename_every_old_address_lands_on_the_right_spot(tiny_site: Path, chromium: Browser) -> None:
    """A chapter's file and an id are renamed: the build refuses until the ledger says where they went."""
    assert run_mkdocs(tiny_site, "build").returncode == 0
    report, _ = read_report(tiny_site / "docs")
    short = short_addresses(report)
    add_to_ledger(tiny_site, current_addresses(read_built(tiny_site / "site"), short), short)
    old = {"/earlier-name/#earlier-id", "/earlier-name/"}  # of a site that had other names altogether
    published = tiny_site / "docs/records/ledger/published.txt"
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
        "delivery-chart-1": "shipping-chart-1", "/embed/delivery-chart-1/": "/embed/shipping-chart-1/",
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
    with serve(tiny_site / "site") as host:
        address = host.address
        for folder in ("", "en/"):
            bilingual = {
                "bilingual/01-stores/": "bilingual/01-shops/",
                "bilingual/01-stores/#freshco-delivery": "bilingual/01-shops/#freshco-shipping",
            }
            for before, after in {
                **bilingual,
                "01-stores/": "01-shops/",
                "01-stores/?a=b#delivery": "01-shops/?a=b#shipping",
                "01-stores/#freshco-delivery": "01-shops/#freshco-shipping",
                "01-stores/#freshco-stores--delivery": "01-shops/#freshco-stores--shipping",
                "statistics/#freshco-delivery": "statistics/#freshco-shipping",
                "statistics/delivery-time/#freshco-delivery": "statistics/delivery-time/#freshco-shipping",
                "s/1.2/?a=b": "01-shops/?a=b#shipping",
                "s/1/": "01-shops/#stores",
                "f/freshco-delivery/": "statistics/delivery-time/#freshco-shipping",
                "s/1.2/?a=b#delivery": "01-shops/?a=b#shipping",
                "s/1/#freshco-delivery": "01-shops/#freshco-shipping",
                "s/1/#freshco-stores--delivery": "01-shops/#freshco-stores--shipping",
                "s/1.1/#floor-area": "01-shops/#floor-area",
                "c/freshco-stores/": "cases/freshco-stores/",
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
        "f/social-platforms-repeat-purchase/": "statistics/repeat-purchase-rate/#social-platforms-repeat-purchase",
        "c/shein-brazil-warehouse/": "cases/shein-brazil-warehouse/",
    }.items():
        page = open_page(folder + short)
        page.wait_for_url(f"**/{folder}{target}")
        assert in_view(page, target.partition("#")[2] or target.split("/")[1])
    head = HTMLParser((site / folder / "s/3.1/index.html").read_text(encoding="utf-8"))
    canonical = head.css_first("link[rel=canonical]")
    assert canonical is not None and canonical.attributes["href"] == f"{SITE_URL}{folder}{CHAPTER}"
    assert head.css_first("meta[name=robots]") is None  # “noindex” would contradict the canonical address
    addresses = [node.text or "" for node in ElementTree.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert addresses and not [address for address in addresses if re.search(r"/[sfc]/", address)]


@pytest.mark.parametrize(
    ("path", "mark", "short", "title"),
    [
        ("en/" + CHAPTER, "social-commerce", "en/s/3.1/", "3.1 Social commerce reshaped"),
        (CHAPTER, "innovation-models", "s/3/", "3 创新模式分类与特征"),
        (CHAPTER, "live-stream-as-store", "s/3.1/#live-stream-as-store", "直播成为卖场"),
        (
            CHAPTER,
            "social-commerce-figures-table",
            "s/3.1/#social-commerce-figures-table",
            "3.1 社交电商模式重构 · 社交电商的主要数字",
        ),
    ],
)
def test_copying_links(open_page: Opener, path: str, mark: str, short: str, title: str) -> None:
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
    assert copied[2] == f"[{title}]({address})"
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
    page.locator("#social-platforms-repeat-purchase + a").hover()
    page.locator("#preview summary").click()
    page.locator("#preview").get_by_role("button", name="Copy short link").click()
    expect(page.locator("#preview").get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/en/f/social-platforms-repeat-purchase/")
    page.locator("#preview").get_by_role("button", name="Copy Markdown link").click()
    expect(page.locator("#preview").get_by_role("button", name="Copied")).to_have_count(2)
    copied = page.evaluate("navigator.clipboard.readText()")
    statement = (
        "Repeat-purchase rate (leading social-commerce platforms, compared with traditional e-commerce): 40% higher"
    )
    assert copied.startswith(f"[{statement}](")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_internal_link_shows_how_its_section_begins(open_page: Opener, folder: str) -> None:
    page = open_page(folder)
    link = page.locator("article table a[href*='05-']").first
    link.hover()
    expect(page.locator("#preview .preview__definition")).not_to_be_empty()
    phone = open_page(folder, width=390, has_touch=True)
    target = phone.locator("article table a[href*='05-']").first
    target.tap()
    phone.wait_for_url(re.compile("/05-"))


@pytest.mark.parametrize(("folder", "words"), [("", "提到本节的地方"), ("en/", "Linked from")])
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


def test_axe_finds_nothing_in_the_menu_of_a_mark(open_page: Opener) -> None:
    page = open_page(f"en/{CHAPTER}", width=390)
    page.locator("a.headerlink[href='#social-commerce']").click()
    expect(page.locator(".share")).to_be_visible()
    assert accessibility_problems_in_both_themes(page) == []
    expect(page.locator(".share")).to_be_visible()
