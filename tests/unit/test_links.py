"""Links that never break: the ledger, redirects and short addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import SITE_URL
from report.model.addresses import list_short_addresses
from report.model.problems import Place
from report.publish.built import read_built
from report.publish.ledger import add_to_ledger, read_ledger
from report.publish.links import check_links, check_page_ids
from report.publish.moves import PUBLISHED, Ledger, check_collisions, check_entries, check_moved, redirects, renamed_ids
from report.read.report import read_report

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
        ("gone/", {}, f"{PUBLISHED}:1: found “/gone/”, which the site no longer has, expected it, or"),
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
    (records / "ledger").mkdir(parents=True)
    (records / "ledger/published.txt").write_text("# x\n/a/#b\nno address\n/a/#B\n/a/#b\n", encoding="utf-8")
    (records / "moved.yml").write_text("old-id: /a/\n/a/: 7\n/b/: new-id\n/No address: /a/\n", encoding="utf-8")
    _, problems = read_ledger(tmp_path)
    assert [str(problem.place) for problem in problems] == [
        f"{PUBLISHED}:3", f"{PUBLISHED}:4", f"{PUBLISHED}:5",
        *(f"docs/records/moved.yml:{line}" for line in (1, 2, 3, 4)),
    ]  # fmt: skip
    (records / "moved.yml").write_text("a: [\n", encoding="utf-8")
    assert "broken YAML" in str(read_ledger(tmp_path)[1][-1])


def test_new_addresses_are_added_with_the_short_ones_that_stand_for_them(tmp_path: Path) -> None:
    published = tmp_path / PUBLISHED
    addresses = {"a/", "a/#x", "a/cite/", "bilingual/a/", "bilingual/a/#x", "s/1/", "s/1.1/"}
    assert add_to_ledger(tmp_path, addresses, {"s/1/": "a/", "s/1.1/": "a/#x"}) == 2
    lines = published.read_text(encoding="utf-8").splitlines()
    assert lines[3:] == ["/a/ s/1/", "/a/#x s/1.1/"]  # what follows from them is not listed
    assert all(line.startswith("# ") for line in lines[:3])
    ledger, problems = read_ledger(tmp_path)
    assert (dict(ledger.published), problems) == ({
        "a/": 4, "s/1/": 4, "bilingual/a/": 4, "a/cite/": 4, "a/#x": 5, "s/1.1/": 5, "bilingual/a/#x": 5,
    }, [])  # fmt: skip

    # A line that gets another short address counts too; what is gone stays.
    assert add_to_ledger(tmp_path, {"b/"}, {"s/2.1/": "a/#x"}) == 2
    assert published.read_text(encoding="utf-8").splitlines()[3:] == ["/a/ s/1/", "/a/#x s/1.1/ s/2.1/", "/b/"]
    assert add_to_ledger(tmp_path, {"b/"}, {}) == 0


def test_what_moved_is_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "docs/records").mkdir(parents=True)
    (tmp_path / "docs/records/moved.yml").write_text("- a\n", encoding="utf-8")
    (problem,) = read_ledger(tmp_path)[1]
    assert (problem.place.line, problem.found) == (1, "no mapping")
    (tmp_path / "docs/records/moved.yml").write_text("/: /a/\nb: c\n", encoding="utf-8")
    ledger, problems = read_ledger(tmp_path)
    assert ({old: new for old, (new, _) in ledger.moved.items()}, problems) == ({"": "a/", "b": "c"}, [])


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


def test_ids_behind_a_short_address_are_those_of_its_page() -> None:
    gone = {
        "old/": "new/", "old/#a": "new/#b", "all/#a": "all/#b", "all/#c": "all/#d", "old/#stays": "all/#stays",
        "all/#e": "all/#f", "old/#e": "new/#f",
    }  # fmt: skip
    assert renamed_ids(gone, "new/", {"new/#stays"}) == {"a": "new/#b", "c": "all/#d", "e": "new/#f"}
