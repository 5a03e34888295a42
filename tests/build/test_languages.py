"""A language is data: the small site is built with a third one, added as a record, as pages and as texts alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers import ROOT, linked_data, make_tiny_site, read_data, read_packed, read_page, run_mkdocs

# English under another name, so that the words of the small site will do.
RECORD = """
FRENCH = replace(ENGLISH, code="fr", folder="fr/", tag="fr", open_graph="fr_FR")
LANGUAGES: tuple[Language, ...] = (CHINESE, ENGLISH, FRENCH)
"""


class _Loader(yaml.SafeLoader):
    """YAML that leaves days as they are written."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_french(value: Any) -> Any:
    """Every text in two languages has a third."""
    if isinstance(value, list):
        return [with_french(item) for item in value]
    if isinstance(value, dict):
        made = {key: with_french(item) for key, item in value.items()}
        return made | ({"fr": made["en"]} if "en" in made else {})
    return value


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in three languages, built."""
    folder = make_tiny_site(tmp_path_factory.mktemp("three"))
    (folder / "hooks").unlink()
    shutil.copytree(ROOT / "hooks", folder / "hooks")
    languages = folder / "hooks/report/model/languages.py"
    before, _, rest = languages.read_text(encoding="utf-8").partition("LANGUAGES: tuple")
    code = before + RECORD + rest.partition("\n")[2]
    languages.write_text(code.replace("import dataclass\n", "import dataclass, replace\n"), encoding="utf-8")
    shutil.copytree(folder / "docs/en", folder / "docs/fr")
    for path in (folder / "docs/records").rglob("*.yml"):
        content = with_french(yaml.load(path.read_text(encoding="utf-8"), _Loader))
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    third = "        - {locale: fr, name: Français, build: true, theme: {language: fr}}\n"
    before, mark, after = text.partition("\nhooks:\n")
    configuration.write_text(f"{before.rstrip()}\n{third}{mark}{after}", encoding="utf-8")
    built = run_mkdocs(folder, "build")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    return folder / "site"


def test_its_pages_stand_in_a_folder_of_its_own_and_name_the_others(three: Path) -> None:
    for folder, tag in (("", "zh-Hans"), ("en/", "en"), ("fr/", "fr")):
        page = read_page(three, f"{folder}01-stores")
        (html,) = page.css("html")
        assert html.attributes["lang"] == tag
        alternates = {node.attributes["hreflang"] for node in page.css("link[rel=alternate][hreflang]")}
        assert alternates >= {"zh-Hans", "en", "fr", "x-default"}
        assert {node.attributes["hreflang"] for node in page.css("[data-language-switch]")} == (
            {"zh-Hans", "en", "fr"} - {tag}
        )
        locales = {node.attributes["content"] for node in page.css('meta[property="og:locale:alternate"]')}
        assert len(locales) == 2
        assert linked_data(page)[0]["inLanguage"] == tag
    assert (three / "sitemap.xml").read_text(encoding="utf-8").count('hreflang="fr"') > 0


def test_its_texts_are_in_the_data_the_search_and_beside_the_pages(three: Path) -> None:
    for statistic in read_data(three, "statistics"):
        assert statistic["figure"]["fr"] == statistic["figure"]["en"]
        assert statistic["url"]["fr"].startswith("fr/")
        assert statistic["subject"]["fr"] == statistic["subject"]["en"]
    header = (three / "data/statistics.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert {"figure_fr", "subject_fr", "url_fr"} <= set(header)
    assert all(page.startswith("fr/") for page, _ in read_packed(three, "index.fr")["chapters"])
    for name in ("llms.txt", "feed.xml", "01-stores/index.md", "01-stores/cite/index.html", "s/1.1/index.html"):
        assert (three / "fr" / name).exists()
