"""The pictures for sharing, named in the head of every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from helpers import HOSTILE, PAGES, SITE_URL, png_size, run_mkdocs
from report.model.addresses import page_url
from report.model.languages import CHINESE, LANGUAGES, Language
from report.write.cards import HEIGHT, ICON_SIZE, MANIFEST, WIDTH

LOCALES = {"zh": "zh_CN", "en": "en_GB"}


def said(page: HTMLParser) -> dict[str, str]:
    """The properties of a page's head, each of which stands there once."""
    nodes = page.css('head meta[property^="og:"], head meta[name^="twitter:"]')
    pairs = [(n.attributes.get("property") or n.attributes["name"] or "", n.attributes["content"] or "") for n in nodes]
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_it_is(site: Path, name: str, language: Language) -> None:
    path = page_url(name, language)
    page = HTMLParser((site / path / "index.html").read_text(encoding="utf-8"))
    properties = said(page)
    heading = page.css_first("h1")
    assert heading is not None
    description, canonical = page.css_first("meta[name=description]"), page.css_first("link[rel=canonical]")
    assert description is not None and canonical is not None
    image = properties.pop("og:image", "")
    alt = properties.pop("og:image:alt", "")
    card = {"og:image:type": "image/png", "og:image:width": "1200", "og:image:height": "630"}
    assert properties == {
        "og:type": "website" if name == "index" else "article",
        "og:title": heading.text().strip(),
        "og:description": description.attributes["content"],
        "og:url": SITE_URL + path,
        "og:site_name": page.css("title")[0].text().split(" - ")[-1],
        "og:locale": LOCALES[language.code],
        "og:locale:alternate": LOCALES["en" if language is CHINESE else "zh"],
    } | ({} if name == "search" else {**card, "twitter:card": "summary_large_image"})
    assert image == ("" if name == "search" else f"{SITE_URL}assets/cards/{name}.{language}.png")
    if image:
        assert png_size((site / image.removeprefix(SITE_URL)).read_bytes()) == (WIDTH, HEIGHT)
        assert properties["og:title"].split(" ", 1)[-1].split(" · ")[0].split(": ")[0] in alt
    icon = page.css_first("link[rel=apple-touch-icon]")
    assert icon is not None
    assert png_size((site / path / str(icon.attributes["href"])).resolve().read_bytes()) == (ICON_SIZE, ICON_SIZE)


def test_the_manifest_is_not_published(site: Path) -> None:
    assert not list(site.rglob(Path(MANIFEST).name))


def test_any_title_and_description_are_said_as_they_are(hostile_site: Path) -> None:
    built = run_mkdocs(hostile_site, "build")

    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    page = HTMLParser((hostile_site / "site/en/data/index.html").read_text(encoding="utf-8"))
    properties = said(page)
    assert properties["og:title"] == properties["og:description"] == HOSTILE
    assert HOSTILE in properties["og:image:alt"]
    description = page.css_first("meta[name=description]")
    assert description is not None and description.attributes["content"] == HOSTILE
    plain = HTMLParser((hostile_site / "site/data/index.html").read_text(encoding="utf-8"))
    assert [node.tag for node in page.css("head > *")] == [node.tag for node in plain.css("head > *")]
    assert page.css("title")[0].text().startswith(f"{HOSTILE} - ")
