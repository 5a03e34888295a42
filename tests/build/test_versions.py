"""A released version can be read again, whatever has changed since."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import SENTENCES
from helpers import SITE_URL, make_tiny_site, read_page, run_mkdocs
from releasing import call_version, change, commit, git, run_freeze

FOLDERS = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def built(released: Path) -> Path:
    return released / "site"


def kept(site: Path, version: str) -> list[Path]:
    return sorted((site / "v" / version).rglob("*.html"))


@pytest.mark.parametrize("language", FOLDERS)
def test_an_address_of_a_release_still_shows_that_release(built: Path, language: str) -> None:
    for version, sentence in zip(("v/1.0.0/", "v/1.1.0/", ""), SENTENCES, strict=True):
        said = read_page(built, f"{version}{FOLDERS[language]}03-outlook").css("article")[0].text()
        assert [other[language] in said for other in SENTENCES] == [other is sentence for other in SENTENCES]
        markdown = (built / version / FOLDERS[language] / "03-outlook/index.md").read_text(encoding="utf-8")
        assert sentence[language] in markdown


def test_a_copy_has_what_references_name_and_nothing_else(built: Path) -> None:
    copy = built / "v/1.0.0"
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    for name in ("index.html", "03-outlook/index.html", "cases/harbour-vans/index.html", "sources/index.html"):
        assert {name, f"en/{name}"} <= names
    assert {"data/statistics.json", "data/statistics.csv", "statistics/staff/figures.csv"} <= names
    assert not [name for name in names if re.search(r"search/|cite/|embed/|bilingual/|versions/|previews|\.js$", name)]
    assert (copy / "data/metrics.csv").read_bytes() == (built / "data/metrics.csv").read_bytes()
    data = {path.name for path in (copy / "data").iterdir()} - {"index.html", "index.md", "digest.zip"}
    with zipfile.ZipFile(copy / "data/digest.zip") as packed:  # made of the others when the site is built
        assert set(packed.namelist()) == data
        assert packed.read("metrics.csv") == (copy / "data/metrics.csv").read_bytes()
    for name in ("index.html", "index.md"):  # what a program is told to ask for is the version's own
        assert f"{SITE_URL}v/1.0.0/data/" in (copy / "data" / name).read_text(encoding="utf-8")


def test_a_copied_page_says_what_it_is_and_runs_nothing(built: Path) -> None:
    pages = [*kept(built, "1.0.0"), *kept(built, "1.1.0")]
    assert len(pages) > 60
    for path in pages:
        html = path.read_text(encoding="utf-8")
        page = HTMLParser(html)
        _, _, version, *rest = path.relative_to(built.parent).parts
        own = "/".join(rest).removesuffix("index.html")
        assert page.css("link[rel=canonical]")[0].attributes["href"] == SITE_URL + own
        assert page.css("meta[name=robots]")[0].attributes["content"] == "noindex"
        assert not page.css("script, template, dialog, button, [hidden], link[hreflang], [data-live]")
        assert not page.css("meta[name^=citation], meta[property]")
        notice = page.css(".kept")[0]
        assert version in notice.text()
        latest = str(notice.css("a")[0].attributes["href"])
        assert (path.parent / latest).resolve() == (built / own).resolve()
        assert page.css(".md-header .kept-mark")[0].attributes["href"] == latest
        assert version in page.css("title")[0].text()
        assert "site.invalid" not in html


def test_every_link_of_a_copy_stays_in_it_or_leads_to_the_latest_site(built: Path) -> None:
    for path in kept(built, "1.0.0"):
        page = HTMLParser(path.read_text(encoding="utf-8"))
        for node in page.css(".kept a, .kept-mark"):
            node.decompose()  # these lead to the latest page
        for node in page.css("body [href], link[rel=stylesheet]"):
            link, _, anchor = str(node.attributes["href"]).partition("#")
            if re.match(r"[a-z]+:", link):
                continue
            target = (path.parent / link.partition("?")[0]).resolve() if link else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, link)
            inside = target.is_relative_to(built / "v/1.0.0")
            own = target.relative_to(built / "v/1.0.0" if inside else built).as_posix()
            assert inside or not (built / "v/1.0.0" / own).exists(), "the copy has it"
            if inside and anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), (path, link, anchor)


def test_no_list_for_programs_names_a_copy(built: Path) -> None:
    for name in ("sitemap.xml", "feed.xml", "en/feed.xml", "llms.txt", "llms-full.txt", "en/llms-full.txt"):
        text = (built / name).read_text(encoding="utf-8")
        assert f"{SITE_URL}v/1" not in text.replace(f'<a href="{SITE_URL}v/1', ""), name
    index = b"".join(path.read_bytes() for path in (built / "search").rglob("*.txt"))
    assert "1.0.0" not in index.decode("gb18030")
    assert "Disallow" not in (built / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", FOLDERS)
def test_the_list_of_versions(released: Path, built: Path, language: str) -> None:
    page = read_page(built, f"{FOLDERS[language]}versions")
    assert [node.attributes["id"] for node in page.css("article h2")] == ["version-1-1-0", "version-1-0-0"]
    records = yaml.safe_load((released / "docs/records/releases.yml").read_text(encoding="utf-8"))
    for record in records:
        archive = (built / f"versions/{record['version']}.tar.xz").read_bytes()
        assert hashlib.sha256(archive).hexdigest() == record["sha256"]
        assert record["sha256"] in page.css("article")[0].text()
    links = {str(node.attributes["href"]) for node in page.css("article li a")}
    assert {"1.1.0/", "since-1.0.0/", "since-1.1.0/"} <= links


@pytest.mark.parametrize(
    ("name", "language", "gone", "new"),
    [
        ("1.1.0", "en", ["stores"], ["branches"]),
        ("since-1.1.0", "en", ["branches"], ["shops"]),
        ("since-1.0.0", "en", ["stores"], ["shops"]),
        ("1.1.0", "zh", ["门店"], ["分店"]),
        ("since-1.1.0", "zh", ["两个"], ["三个"]),
    ],
)
def test_what_changed_word_by_word(built: Path, name: str, language: str, gone: list[str], new: list[str]) -> None:
    page = read_page(built, f"{FOLDERS[language]}versions/{name}")
    section = page.css("#page-03-outlook")[0].parent
    assert section is not None
    for node in section.css(".spoken"):
        node.decompose()
    assert [node.text() for node in section.css("del")] == gone
    assert [node.text() for node in section.css("ins")] == new
    before, after = (str(node.attributes["href"]) for node in section.css("h3 a"))
    root = "../../" if language == "zh" else "../../../"
    old = "1.1.0" if name == "since-1.1.0" else "1.0.0"
    now = "" if name.startswith("since") else "v/1.1.0/"
    assert before == f"{root}v/{old}/{FOLDERS[language]}03-outlook/#next-year"
    assert after == f"{root}{now}{FOLDERS[language]}03-outlook/#next-year"
    assert page.css("meta[name=robots]")[0].attributes["content"] == "noindex"


def test_references_name_what_can_be_had_again(built: Path) -> None:
    """A page that is in a release as it stands is cited as of the newest such; one that has changed is not."""
    same = read_page(built, "en/01-stores/cite").css("[data-cite-entry=floor-area]")[0]
    assert "version = {1.1.0}" in same.text()
    assert "Version 1.1.0" in same.text()
    assert same.css(".cite__kept a")[0].attributes["href"] == f"{SITE_URL}v/1.1.0/en/01-stores/#floor-area"
    other = read_page(built, "en/03-outlook/cite").css("[data-cite-entry=next-year]")[0]
    assert re.search(r"version = \{[0-9a-f]{8}\}", other.text())
    assert other.css(".cite__kept")[0].text().startswith("No release has this page as it stands")
    assert not other.css(".cite__kept a")
    case = read_page(built, "cases/harbour-vans")
    assert case.css(".cite__kept a")[0].attributes["href"] == f"{SITE_URL}v/1.1.0/cases/harbour-vans/#harbour-vans"
    assert case.css(".provenance [data-live] a")[0].attributes["href"] == "../../v/1.1.0/cases/harbour-vans/"
    for address in ("v/1.1.0/cases/harbour-vans", "v/1.1.0/en/01-stores"):
        assert not read_page(built, address).css(".cite__kept, [data-cite-entry]")


def test_the_ledger_has_the_copies(released: Path) -> None:
    listed = (released / "docs/records/ledger/published.txt").read_text(encoding="utf-8").splitlines()
    assert {
        "/v/1.0.0/", "/v/1.1.0/", "/versions/#version-1-0-0", "/versions/1.1.0/", "/versions/since-1.0.0/",
    } <= set(listed)  # fmt: skip


def test_a_copy_that_is_kept_is_never_made_anew(released: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(released), str(folder)], check=True, capture_output=True)
    archive = folder / "docs/records/releases/1.1.0.tar.xz"
    before = archive.read_bytes()
    for arguments in ((), ("--check",)):
        refused = run_freeze(folder, *arguments)
        assert refused.returncode == 1
        assert "1.1.0 is kept with another content (03-outlook/index.html, 03-outlook/index.md, " in refused.stderr
        assert archive.read_bytes() == before
    change(folder, SENTENCES[2], SENTENCES[1])
    commit(folder)
    for arguments in ((), ("--check",)):
        assert run_freeze(folder, *arguments).returncode == 0
        assert archive.read_bytes() == before
    call_version(folder, "1.0.9")
    commit(folder)
    refused = run_freeze(folder)
    assert refused.stderr == "No release: 1.0.9 is no later than 1.1.0, which is kept: choose the next one\n"
    call_version(folder, "1.2.0")
    refused = run_freeze(folder)
    assert "files are not committed" in refused.stderr
    assert run_freeze(folder, "--nonsense").returncode == 2


def test_a_release_that_goes_is_missed(released: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    shutil.copytree(released, folder, symlinks=True)
    records = folder / "docs/records/releases.yml"
    first = records.read_text(encoding="utf-8").index("- version: 1.0.0")
    records.write_text(records.read_text(encoding="utf-8")[:first], encoding="utf-8")
    (folder / "docs/records/releases/1.0.0.tar.xz").unlink()
    built = run_mkdocs(folder, "build")
    assert built.returncode != 0
    assert "“/v/1.0.0/”" in built.stderr


def test_without_a_release_the_list_says_so(tiny_site: Path) -> None:
    assert run_mkdocs(tiny_site, "build").returncode == 0
    assert "There is no release yet." in read_page(tiny_site / "site", "en/versions").css("article")[0].text()
    assert not (tiny_site / "site/v").exists()


def test_a_broken_link_in_a_copy_stops_it(tmp_path: Path) -> None:
    folder = make_tiny_site(tmp_path)
    (folder / "pyproject.toml").unlink()
    git(folder, "init", "-q")
    call_version(folder, "1.0.0")
    page = folder / "docs/en/03-outlook.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")
    commit(folder)
    refused = run_freeze(folder)
    assert refused.returncode != 0
    assert "nowhere.md" in refused.stderr
    assert not (folder / "docs/records/releases").exists()
