"""The built site as files: every page in both languages, every link and fragment, every head."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from helpers import OUTLINE, PAGES, SITE_URL, read_data, stated

STATISTIC_FIELDS = [
    "id", "section", "section_id", "metric", "measure", "subject", "organisation", "anonymous", "naming",
    "comparator_id", "comparator", "figure", "statement", "context", "kind", "forecast", "value", "from", "to", "low",
    "high", "value_from", "value_to", "value_min", "value_max", "unit", "counted", "qualifier", "direction", "change",
    "relative_change", "normalised_unit", "normalised_value", "normalised_from", "normalised_to", "normalised_min",
    "normalised_max", "year", "base_year", "period", "source_named", "cases", "same_as", "conflicts", "compare_with",
    "recurs", "doubts", "note_id", "note", "note_sources", "url", "permalink", "short_link",
]  # fmt: skip
CASE_FIELDS = [
    "id", "title", "organisations", "anonymous", "sections", "section_ids", "tellings", "models", "technologies",
    "industry", "region", "year", "outcome", "summary", "statistics", "note_id", "note", "note_sources", "url",
    "permalink", "short_link",
]  # fmt: skip
METRIC_FIELDS = [
    "id", "name", "aka", "theme", "definition", "formula", "reading", "unit", "units", "counted", "statistics", "url",
    "permalink",
]  # fmt: skip
ALTERNATES = "head link[hreflang]"
# What leads on, references, charts by themselves, both languages, comparisons; copies of releases.
ASIDE = re.compile(r"v/|(?:en/)?(?:[sfc]/|embed/|[\w-]+/cite/|bilingual/|versions/.)")
ORGANISATION_FIELDS = [
    "id", "name", "aka", "kind", "parent", "cases", "statistics", "note_id", "note", "note_sources", "url", "permalink",
]  # fmt: skip
SOURCE_FIELDS = ["id", "publisher", "title", "year", "link", "says", "notes", "url", "permalink"]


@pytest.fixture(scope="session")
def built(site: Path) -> dict[str, HTMLParser]:
    """Every page by its address, relative to the site's root."""
    return {
        path.parent.relative_to(site).as_posix().removeprefix(".") + "/" * (path.parent != site): HTMLParser(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(site.rglob("index.html"))
    }


@pytest.fixture(scope="session")
def pages(built: dict[str, HTMLParser]) -> dict[str, HTMLParser]:
    """The pages that readers come for."""
    return {address: page for address, page in built.items() if not ASIDE.match(address)}


def ids(page: HTMLParser) -> set[str]:
    return {str(node.attributes["id"]) for node in page.css("[id]")}


def attribute(page: HTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    assert node is not None, f"no {selector}"
    return node.attributes[name] or ""


def test_both_languages_have_the_same_pages(site: Path, pages: dict[str, HTMLParser]) -> None:
    chinese = {address for address in pages if not address.startswith("en/")}
    assert {address.removeprefix("en/") for address in pages if address.startswith("en/")} == chinese
    names = (("cases", "cases"), ("metrics", "statistics"), ("organisations", "organisations"))
    entries = {f"{folder}/{entry['id']}/" for table, folder in names for entry in read_data(site, table)}
    assert entries <= chinese
    assert len(chinese) == len(PAGES) + len(entries)


def test_every_outline_id_stands_in_both_languages(pages: dict[str, HTMLParser]) -> None:
    for chapter in OUTLINE:
        wanted = {chapter["id"], *(section["id"] for section in chapter["sections"])}
        for folder in ("", "en/"):
            assert wanted <= ids(pages[f"{folder}{chapter['page']}/"])


def test_no_id_stands_twice_on_a_page(pages: dict[str, HTMLParser]) -> None:
    for address, page in pages.items():
        found = [node.attributes["id"] for node in page.css("[id]")]
        assert len(found) == len(set(found)), address


def test_head(pages: dict[str, HTMLParser]) -> None:
    descriptions: set[str] = set()
    titles: set[str] = set()
    for address, page in pages.items():
        chinese, english = SITE_URL + address.removeprefix("en/"), f"{SITE_URL}en/{address.removeprefix('en/')}"
        assert attribute(page, "html", "lang") == ("en" if address.startswith("en/") else "zh-Hans")
        assert attribute(page, "link[rel=canonical]", "href") == SITE_URL + address
        alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in page.css(ALTERNATES)}
        assert alternates == {"zh-Hans": chinese, "en": english, "x-default": chinese}
        descriptions.add(attribute(page, "meta[name=description]", "content"))
        titles.add(page.css("title")[0].text())
        assert "favicon.svg" in attribute(page, "link[rel=icon]", "href")
    assert "" not in descriptions
    assert len(descriptions) == len(titles) == len(pages)
    assert "E-commerce Business Models 2025: a bilingual digest" in titles


def test_every_internal_link_and_fragment_resolves(site: Path, built: dict[str, HTMLParser]) -> None:
    broken: list[str] = []
    for address, page in built.items():
        for node in page.css("[href], [src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            url = urlsplit(urljoin(SITE_URL + address, target))
            if url.scheme not in ("http", "https") or url.netloc != urlsplit(SITE_URL).netloc:
                continue
            path = unquote(url.path).lstrip("/")
            if not (site / path).exists() or (
                url.fragment and unquote(url.fragment) not in ids(built[posixpath.join(path, "") if path else ""])
            ):
                broken.append(f"{address}: {target}")
    assert broken == []


def test_nothing_is_loaded_from_another_host(site: Path, built: dict[str, HTMLParser]) -> None:
    loaded = re.compile(r"^(?:https?:)?//")
    for address, page in built.items():
        for node in page.css("script[src], img[src], link[rel=stylesheet], link[rel=icon], link[rel=preload]"):
            assert not loaded.match(node.attributes.get("src") or node.attributes.get("href") or ""), address
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style


def test_the_theme_s_script_bundle_is_not_loaded(pages: dict[str, HTMLParser]) -> None:
    for page in pages.values():
        assert not [node for node in page.css("script[src]") if "bundle" in str(node.attributes["src"])]
        assert page.css_first("#__config") is None


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("statistics", STATISTIC_FIELDS),
        ("cases", CASE_FIELDS),
        ("metrics", METRIC_FIELDS),
        ("organisations", ORGANISATION_FIELDS),
        ("sources", SOURCE_FIELDS),
    ],
)
def test_data_has_every_field_and_its_addresses_resolve(
    site: Path, pages: dict[str, HTMLParser], name: str, fields: list[str]
) -> None:
    entries = read_data(site, name)
    assert entries
    for entry in entries:
        assert list(entry) == fields
        for url in entry.get("url", {}).values():
            path, _, fragment = url.partition("#")
            assert not fragment or fragment in ids(pages[path]), url
            assert fragment or path in pages, url
        for telling in entry.get("tellings", []):
            for url in telling["url"].values():
                path, _, fragment = url.partition("#")
                assert fragment in ids(pages[path]), url


def test_every_figure_stands_in_the_text_and_in_the_glossary_of_both_languages(
    site: Path, pages: dict[str, HTMLParser]
) -> None:
    for statistic in read_data(site, "statistics"):
        for language, folder in (("zh", ""), ("en", "en/")):
            page, _, anchor = statistic["url"][language].partition("#")
            in_text = pages[page].css_first(f"#{anchor} + a.figure")
            assert in_text is not None
            assert in_text.text().replace("\xa0", " ") == statistic["figure"][language]
            for place in (f"{folder}statistics/", f"{folder}statistics/{statistic['metric']}/"):
                listed = pages[place].css_first(f"#{anchor} + a.figure")
                assert listed is not None and listed.text() == stated(statistic, language)
            # The two lead to each other.
            assert f"../statistics/{statistic['metric']}/#{anchor}" == in_text.attributes["href"]
            assert listed is not None and f"../../{page.removeprefix('en/')}#{anchor}" == listed.attributes["href"]


def test_contradictions_are_mutual_and_shown(site: Path, pages: dict[str, HTMLParser]) -> None:
    statistics = {statistic["id"]: statistic for statistic in read_data(site, "statistics")}
    pairs = {(key, other) for key, statistic in statistics.items() for other in statistic["conflicts"]}
    assert {(other, key) for key, other in pairs} == pairs
    assert ("freshippo-floor-sales-2024", "freshippo-floor-sales-synergy") in pairs
    for key, other in pairs:
        for folder in ("", "en/"):
            row = pages[f"{folder}statistics/{statistics[key]['metric']}/"].css_first(f"tr:has(#{key})")
            assert row is not None and row.css_first(f'a[href$="#{other}"]') is not None
            side = pages[f"{folder}contradictions/"].css_first(f'a[href$="#{key}"]')
            assert side is not None


def test_the_sitemap_names_every_page_with_its_alternates(site: Path, pages: dict[str, HTMLParser]) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = ElementTree.parse(site / "sitemap.xml").findall("s:url", names)
    assert sorted(str(entry.findtext("s:loc", None, names)) for entry in entries) == sorted(
        SITE_URL + url for url in pages if not url.endswith("search/")
    )
    for entry in entries:
        page = pages[str(entry.findtext("s:loc", None, names)).removeprefix(SITE_URL)]
        listed = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)}
        assert listed == {n.attributes["hreflang"]: n.attributes["href"] for n in page.css(ALTERNATES)}


# What browsers of 2021 (`OLDEST` in assets.py) lack: a form that stops the whole module, or a call that stops the rest.
TOO_NEW = {
    "a look-behind": (r"\(\?<[=!]", "/(?<=a)b/"),
    "a set of characters with flag v": (r"(?<!\"\.)/[dgimsuy]*v[dgimsuy]*(?=[.,;)\s])", "/[a--b]/gv.test(x)"),
    "a static block": (r"\bstatic\s*\{", "class A { static { } }"),
    "an import with attributes": (
        r"\bimport\b[^\n]*\b(?:with|assert)\s*[:{]",
        'import a from "a" with { type: "json" }',
    ),
    "at": (r"\.at\(", "list.at(-1)"),
    "a search from the end": (r"\.findLast(?:Index)?\(", "list.findLast(is)"),
    "a changed copy": (r"\.(?:toSorted|toReversed|toSpliced|with)\(", "list.toSorted()"),
    "a set of two sets": (r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf)\(", "a.union(b)"),
    "groups": (r"\b(?:Object|Map)\.groupBy\(", "Object.groupBy(list, by)"),
    "hasOwn": (r"\bObject\.hasOwn\(", "Object.hasOwn(a, b)"),
    "a deep copy": (r"\bstructuredClone\(", "structuredClone(a)"),
    "resolvers": (r"\bPromise\.(?:withResolvers|try)\(", "Promise.withResolvers()"),
    "words as the language has them": (r"\bIntl\.Segmenter\b", "new Intl.Segmenter()"),
    "an idle callback": (r"\brequestIdleCallback\(", "requestIdleCallback(f)"),
    "an element by what it holds": (r":has\(", 'document.querySelector("p:has(a)")'),
    "a popover": (r"\.(?:show|hide|toggle)Popover\(", "card.showPopover()"),
}


@pytest.mark.parametrize(("pattern", "example"), TOO_NEW.values(), ids=TOO_NEW)
def test_what_is_too_new_for_the_oldest_browser_is_noticed(pattern: str, example: str) -> None:
    assert re.search(pattern, example)


def test_scripts_use_nothing_that_the_oldest_browser_lacks(site: Path, pages: dict[str, HTMLParser]) -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (site / "assets/scripts").glob("*.js")}
    inline = {node.text() for page in pages.values() for node in page.css("script:not([src], [type$=json])")}
    assert scripts and inline
    found = [
        (name, what)
        for name, text in [*scripts.items(), *(("inline", text) for text in sorted(inline))]
        for what, (pattern, _) in TOO_NEW.items()
        if re.search(pattern, text)
    ]
    assert found == []


def has_alternative(picture: LexborNode) -> bool:
    """Whether a picture says what it shows, is hidden from those who listen, or stands in a control that has a name."""
    if picture.attributes.get("alt") or any(
        node.attributes.get("aria-hidden") == "true" for node in (picture, *ancestors(picture))
    ):
        return True
    if picture.attributes.get("role") == "img":
        return any(node.text(strip=True) for node in picture.css("title"))
    control = next((node for node in ancestors(picture) if node.tag in ("a", "button", "label")), None)
    if control is None:
        return False
    words = control.text(strip=True).replace(picture.text(strip=True), "")
    return bool(control.attributes.get("aria-label") or control.attributes.get("title") or words)


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node


@pytest.mark.parametrize(
    ("html", "alternative"),
    [
        ('<img src="a.png" alt="A">', True),
        ('<img src="a.png">', False),
        ("<div><svg></svg></div>", False),
        ('<p aria-hidden="true"><svg></svg></p>', True),
        ('<svg role="img"><title>A</title></svg>', True),
        ('<svg role="img"><title></title></svg>', False),
        ("<a><div><svg></svg></div><span>On</span></a>", True),
        ("<button><svg><title>A</title></svg></button>", False),
    ],
)
def test_a_picture_without_an_alternative_is_noticed(html: str, alternative: bool) -> None:
    (picture,) = HTMLParser(html).css("img, svg")
    assert has_alternative(picture) is alternative


def test_every_picture_has_a_text_alternative(built: dict[str, HTMLParser]) -> None:
    pictures = [(address, picture) for address, page in built.items() for picture in page.css("img, svg")]
    assert [(address, picture.html) for address, picture in pictures if not has_alternative(picture)] == []
