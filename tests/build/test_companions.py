"""What stands beside the pages, read back by readers of each format: feed, sitemap, Markdown, linked data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import msgspec_schemaorg.models as schema_org
import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from lxml import etree
from markdown import Markdown
from rdflib import SDO, Graph, URIRef
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import PAGES, ROOT, SITE_URL, linked_data, live_files, make_tiny_site, run_mkdocs, stated
from report.read.history import last_changes

SCHEMAS = ROOT / "tests" / "schemas"
# In a heading Markdown takes what stands in braces for attributes.
AWKWARD_TITLE = "Ab “c” & 'd' > e ]]> 🛒 \u202eabc\u202c 社交"
AWKWARD = "Ab “c” & 'd' > e {f} {{ g }} {% h %} i} ]]> 🛒 \u202eabc\u202c 社交 | k"


def valid(path: Path, schema: str) -> Any:
    document = etree.parse(path)
    etree.RelaxNG(etree.parse(SCHEMAS / schema)).assertValid(document)
    return document


@pytest.fixture(scope="module")
def awkward_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose titles and texts hold everything that a format could trip over."""
    folder = tmp_path_factory.mktemp("awkward")
    make_tiny_site(folder)
    outline = folder / "docs/records/outline.yml"
    chapters = yaml.safe_load(outline.read_text(encoding="utf-8"))
    section = chapters[0]["sections"][0]
    for language in ("zh", "en"):
        page = folder / "docs" / language / f"{chapters[0]['page']}.md"
        text = page.read_text(encoding="utf-8")
        assert section[language] in text
        page.write_text(text.replace(section[language], AWKWARD_TITLE), encoding="utf-8")
        section[language] = AWKWARD_TITLE
    outline.write_text(yaml.safe_dump(chapters, allow_unicode=True), encoding="utf-8")
    both = {"zh": AWKWARD, "en": AWKWARD}
    change = {
        "id": "change-awkward", "day": "2025-06-07", "kind": "correction", "title": both, "was": both,
        "now": {language: f"{text}!" for language, text in both.items()}, "why": both,
        "places": [f"{chapters[0]['page']}/#{section['id']}"],
    }  # fmt: skip
    (folder / "docs/records/changes.yml").write_text(yaml.safe_dump([change], allow_unicode=True), encoding="utf-8")
    built = run_mkdocs(folder, "build", "--site-dir", str(folder / "site"))
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_feed_is_valid_and_read(site: Path, folder: str) -> None:
    valid(site / folder / "feed.xml", "atom.rng")
    feed = feedparser.parse((site / folder / "feed.xml").read_bytes())
    assert not feed.bozo
    changes = yaml.safe_load((ROOT / "docs/records/changes.yml").read_text(encoding="utf-8"))
    language = "en" if folder else "zh"
    assert [entry.title.split(":："[not folder], 1)[1].strip() for entry in feed.entries] == [
        change["title"][language] for change in changes
    ]
    page = HTMLParser((site / folder / "changes/index.html").read_text(encoding="utf-8"))
    shown = {node.attributes["id"]: node for node in page.css("article h2[id]")}
    for entry, change in zip(feed.entries, changes, strict=True):
        assert entry.link == f"{SITE_URL}{folder}changes/#{change['id']}"
        assert change["id"] in shown
        for field in ("was", "now", "why"):
            assert change[field][language] in page.text() and change[field][language] in entry.content[0].value
    assert feed.feed.links[0].href == f"{SITE_URL}{folder}feed.xml"


def test_a_broken_feed_or_sitemap_is_not_valid(site: Path, tmp_path: Path) -> None:
    for name, schema in (("feed.xml", "atom.rng"), ("sitemap.xml", "sitemap.rng")):
        text = (site / name).read_text(encoding="utf-8")
        broken = tmp_path / name
        broken.write_text(re.sub(r"<(updated|lastmod)>[^<]*</\1>", r"<\1>yesterday</\1>", text), encoding="utf-8")
        with pytest.raises(etree.DocumentInvalid):
            valid(broken, schema)


def test_the_sitemap_dates_pages_by_their_content(site: Path) -> None:
    document = valid(site / "sitemap.xml", "sitemap.rng")
    dates = {
        url.findtext("{*}loc").removeprefix(SITE_URL): date.fromisoformat(url.findtext("{*}lastmod"))
        for url in document.getroot()
    }
    changes = last_changes(ROOT)
    for language, folder in (("zh", ""), ("en", "en/")):
        name = "03-innovation-models"
        files = (f"docs/{language}/{name}.md", f"docs/records/statistics/{name}.yml")
        assert dates[f"{folder}{name}/"] == max(changes[file] for file in files)
    assert "search/" not in dates
    assert not any(url.endswith("/cite/") for url in dates)


def test_robots(site: Path) -> None:
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {SITE_URL}sitemap.xml"]


def markdown_files(site: Path) -> Iterator[tuple[Path, dict[str, Any], str]]:
    for path in live_files(site, "index.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        yield path, yaml.safe_load(front), body


def test_every_page_has_its_markdown(site: Path) -> None:
    seen = 0
    for path, front, body in markdown_files(site):
        page = HTMLParser((path.parent / "index.html").read_text(encoding="utf-8"))
        assert page.css("link[type='text/markdown']")[0].attributes["href"] == "index.md"
        folder = path.parent.relative_to(site).as_posix()
        address = SITE_URL + (f"{folder}/" if folder != "." else "")
        assert (front["url"], front["language"]) == (address, page.css("html")[0].attributes["lang"])
        assert (site / front["translation"].removeprefix(SITE_URL)).is_file()
        for leftover in ("stat:", "case:", "law:", "<!-- report", "!!! ", "{{", "{%", " .figure", "None"):
            assert leftover not in body, (path, leftover)
        # A reader of Markdown finds the page's own headings, with their ids.
        made = HTMLParser(Markdown(extensions=["attr_list", "tables"]).convert(body))
        read = [(node.attributes["id"], node.text().strip()) for node in made.css("h1[id], h2[id]")]
        shown = [(node.attributes["id"], node.text().strip()) for node in page.css("article :is(h1, h2)[id]")]
        assert read == [entry for entry in shown if entry in read]
        assert len(read) >= 1
        for link in made.css("a[href]"):
            target = urlsplit(str(link.attributes["href"]))
            assert target.scheme in ("http", "https"), (path, link.attributes["href"])
            if target.netloc == urlsplit(SITE_URL).netloc:
                local = site / target.path.lstrip("/")
                assert (local / "index.html").is_file() or local.is_file(), target
        seen += 1
    assert seen == len(live_files(site, "index.html")) - seen_elsewhere(site)


def seen_elsewhere(site: Path) -> int:
    """Pages without Markdown: those that lead on, the references, charts by themselves, the search, comparisons."""
    others = re.compile(r"^(?:en/)?(?:[sfc]/.*|embed/.*|search/|[\w-]+/cite/|bilingual/.*|versions/.+/)index\.html$")
    return sum(bool(others.match(path.relative_to(site).as_posix())) for path in live_files(site, "index.html"))


def test_markdown_holds_every_figure_and_its_address(site: Path) -> None:
    statistics = json.loads((site / "data/statistics.json").read_text(encoding="utf-8"))["statistics"]
    for language, folder in (("zh", ""), ("en", "en/")):
        whole = (site / folder / "llms-full.txt").read_text(encoding="utf-8")
        glossary = (site / folder / "statistics/index.md").read_text(encoding="utf-8")
        for statistic in statistics:
            figure, url = statistic["figure"][language], statistic["url"][language]
            assert f"[{figure}]({SITE_URL}{folder}statistics/{statistic['metric']}/#{statistic['id']})" in whole
            page = (site / folder / f"statistics/{statistic['metric']}/index.md").read_text(encoding="utf-8")
            assert f"[{stated(statistic, language)}]({SITE_URL}{url})" in page
            assert f"[{stated(statistic, language)}]({SITE_URL}{url})" in glossary
            assert statistic["note"] is None or statistic["note"][language] in glossary


@pytest.mark.parametrize("folder", ["", "en/"])
def test_llms_names_every_page(site: Path, folder: str) -> None:
    text = (site / folder / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# \S.*\n\n> \S", text)  # the form that llmstxt.org proposes: a title, a quoted summary
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert all((site / link.removeprefix(SITE_URL)).is_file() for link in links)
    assert sum(link.endswith("index.md") for link in links) == len(PAGES) - 1  # all but the search
    whole = (site / folder / "llms-full.txt").read_text(encoding="utf-8")
    for path, _, body in markdown_files(site):
        address = path.relative_to(site).as_posix()
        if len(address.removeprefix("en/").split("/")) < 3:  # entries have pages of their own; their indexes are here
            assert (body.strip() in whole) == (address.startswith("en/") == bool(folder)), path


def check_vocabulary(node: dict[str, Any]) -> None:
    """Every property belongs to the type, by schema.org's own table of types."""
    kind = getattr(schema_org, node["@type"])
    for key, value in node.items():
        if not key.startswith("@"):
            assert key in kind.__struct_fields__, f"{node['@type']} has no {key}"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict) and "@type" in child:
                check_vocabulary(child)


# The library's own reader of JSON-LD uses a class that it deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_linked_data_in_the_words_of_schema_org(site: Path) -> None:
    kinds: set[str] = set()
    for path in sorted(site.glob("**/index.html")):
        for content in linked_data(HTMLParser(path.read_text(encoding="utf-8"))):
            check_vocabulary(content)
            assert content.pop("@context") == "https://schema.org"
            # The published context maps every word to the vocabulary; nothing is fetched for it.
            text = json.dumps({"@context": {"@vocab": str(SDO)}, **content})
            graph = Graph().parse(data=text, format="json-ld")
            assert len(graph) > 0
            kinds |= {
                str(kind) for kind in graph.objects(None, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
            }
    wanted = {"Report", "Chapter", "BreadcrumbList", "DefinedTerm", "DefinedTermSet", "Dataset", "ItemList"}
    assert {str(SDO[kind]) for kind in wanted} <= kinds


def test_a_property_of_another_type_is_noticed() -> None:
    with pytest.raises(AssertionError, match="Chapter has no distribution"):
        check_vocabulary({"@type": "Chapter", "name": "x", "distribution": []})


def test_awkward_texts_come_out_whole(awkward_site: Path) -> None:
    for folder in ("", "en/"):
        feed = feedparser.parse((awkward_site / folder / "feed.xml").read_bytes())
        assert not feed.bozo
        assert etree.parse(awkward_site / folder / "feed.xml").findtext("{*}entry/{*}title").endswith(AWKWARD)
        (chapter,) = (awkward_site / folder).glob("01-*/index.html")
        content = linked_data(HTMLParser(chapter.read_text(encoding="utf-8")))
        assert content[0]["hasPart"][0]["name"].endswith(AWKWARD_TITLE)
        assert AWKWARD_TITLE in (chapter.parent / "index.md").read_text(encoding="utf-8")
        whole = (awkward_site / folder / "llms-full.txt").read_text(encoding="utf-8")
        assert AWKWARD_TITLE in whole
        assert AWKWARD in whole
        cite = HTMLParser((chapter.parent / "cite/index.html").read_text(encoding="utf-8"))
        section = cite.css("[data-cite-entry]")[1]
        assert section.css("h2")[0].text().endswith(AWKWARD_TITLE)
        texts = {node.attributes["data-cite-text"]: node.text() for node in section.css("[data-cite-text]")}
        for name in ("GB/T 7714", "APA"):
            assert AWKWARD_TITLE in texts[name]
        assert not parse_string(texts["BibTeX"]).failed_blocks
        assert rispy.loads(texts["RIS"])[0]["title"].endswith(AWKWARD_TITLE)
        assert json.loads(texts["CSL-JSON"])[0]["title"].endswith(AWKWARD_TITLE)
