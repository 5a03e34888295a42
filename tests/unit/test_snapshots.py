"""The copy of a release: what is in it, that nothing runs in it, where its links lead, and what an archive may hold."""

from __future__ import annotations

import io
import lzma
import tarfile
from datetime import date

import pytest

from report.model.records import Release
from report.model.snapshots import Snapshot
from report.publish.freeze import differences, pack
from report.publish.kept_pages import follow_system, lead
from report.read.snapshots import unpack
from report.write.citations import Version

KEPT = {"index.html", "en/index.html", "01-a/index.html", "en/01-a/index.html", "data/a.json", "assets/a.css"}
RELEASE = Release(version="1.0.0", day=date(2026, 1, 2), address="https://example.org/", sha256="0" * 64)


@pytest.mark.parametrize(
    ("link", "url", "expected"),
    [
        ("#b", "01-a/", "#b"),
        ("../01-a/#b", "02-c/", "../01-a/#b"),  # in the copy: as it was
        ("../?q#b", "01-a/", "../?q#b"),
        ("../../01-a/", "en/01-a/", "../../01-a/"),
        ("../data/a.json", "01-a/", "../data/a.json"),
        ("../bilingual/01-a/#b", "01-a/", "../../../bilingual/01-a/#b"),  # not in it: to the latest site
        ("../versions/", "01-a/", "../../../versions/"),
        ("search/?q=b", "en/", "../../../en/search/?q=b"),
        ("https://site.invalid/en/01-a/#b", "01-a/", "../en/01-a/#b"),
        ("https://site.invalid/", "", "./"),
        ("https://site.invalid/f/b/", "en/01-a/", "../../../../f/b/"),
        ("https://example.com/", "01-a/", "https://example.com/"),
        ("mailto:a@example.com", "01-a/", "mailto:a@example.com"),
    ],
)
def test_a_link_stays_in_the_copy_or_leads_to_the_latest(link: str, url: str, expected: str) -> None:
    assert lead(link, url, KEPT) == expected


def test_a_copy_is_dark_where_the_system_is() -> None:
    sheet = "a{b:c}@media screen{[data-md-color-scheme=slate][x=y]{--ink:white}}d{e:f}"
    assert follow_system(sheet) == (
        "a{b:c}@media screen{[data-md-color-scheme=slate][x=y]{--ink:white}"
        "@media screen and (prefers-color-scheme:dark){[data-md-color-scheme=default][x=y]{--ink:white}}}d{e:f}"
    )


def test_the_same_files_are_the_same_archive_and_are_read_back() -> None:
    files = {"b/index.html": "二".encode(), "a.json": b"{}"}
    archive = pack(files, "1.0.0")
    assert archive == pack(dict(reversed(files.items())), "1.0.0")
    assert unpack(archive, "1.0.0") == files


def _archive(*entries: tarfile.TarInfo) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for entry in entries:
            tar.addfile(entry, io.BytesIO(b"x" * entry.size))
    return lzma.compress(raw.getvalue())


def _entry(name: str, kind: bytes = tarfile.REGTYPE, size: int = 1, target: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.linkname = kind, size, target
    return entry


@pytest.mark.parametrize(
    ("archive", "found"),
    [
        (b"", "an archive cut short"),
        (b"PK\x03\x04" * 9, "what is no archive"),
        (lzma.compress(b"x" * 9999), "what is no archive"),
        (pack({"a.html": b"x" * 900}, "1.0.0")[:-9], "an archive cut short"),
        (_archive(_entry("1.0.0/../a.html")), "a file named “1.0.0/../a.html”"),
        (_archive(_entry("1.0.0//etc/a.html")), "a file named “1.0.0//etc/a.html”"),
        (_archive(_entry("/1.0.0/a.html")), "a file named “/1.0.0/a.html”"),
        (_archive(_entry("2.0.0/a.html")), "a file named “2.0.0/a.html”"),
        (_archive(_entry("1.0.0/.htaccess")), "a file named “1.0.0/.htaccess”"),
        (_archive(_entry("1.0.0/a.js")), "a file named “1.0.0/a.js”"),
        (_archive(_entry("1.0.0/a.html", tarfile.SYMTYPE, 0, "/etc/passwd")), "“1.0.0/a.html”, which is no file"),
        (_archive(_entry("1.0.0/a.html", tarfile.LNKTYPE, 0, "b")), "“1.0.0/a.html”, which is no file"),
        (_archive(_entry("1.0.0/a", tarfile.DIRTYPE, 0)), "“1.0.0/a”, which is no file"),
        (_archive(_entry("1.0.0/a.html"), _entry("1.0.0/a.html")), "“1.0.0/a.html” twice"),
        (_archive(_entry("1.0.0/a.html", size=2000)), "more than 1,000 bytes or 3 files"),
        (_archive(*(_entry(f"1.0.0/{name}.html") for name in "abcd")), "more than 1,000 bytes or 3 files"),
        (_archive(_entry("1.0.0/a.html", size=90_000)), "more than 1,000 bytes"),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(archive: bytes, found: str) -> None:
    with pytest.raises(ValueError, match=f"^{found}"):
        unpack(archive, "1.0.0", largest=1000, most=3)


def test_copies_differ_by_what_they_say_and_not_by_their_styles() -> None:
    kept = {"a.html": b'<link href="site.0123abcd.css">one', "site.0123abcd.css": b"a{}", "b.html": b""}
    made = {"a.html": b'<link href="site.99999999.css">one', "site.99999999.css": b"b{}", "b.html": b""}
    assert differences(kept, made) == []
    assert differences(kept, made | {"a.html": b"two", "c.html": b""}) == ["a.html", "c.html"]
    many = {f"{number:02}.html": b"" for number in range(12)}
    assert differences({}, many)[-2:] == ["09.html", "… and 2 more"]


def test_the_digest_of_a_page_is_read_from_its_markdown() -> None:
    files = {
        "a/index.md": b"---\ntitle: A\nversion: 0a1b2c3d\n---\n\nversion: ffffffff\n",
        "b/index.md": b"---\nversion: '01234567'\n---\n",
        "c/index.html": b"version: 0a1b2c3d",
    }
    assert Snapshot(RELEASE, b"", files).digests == {"a/index.md": "0a1b2c3d", "b/index.md": "01234567"}


def test_a_reference_names_the_release_from_which_a_page_can_be_had_again() -> None:
    assert Version(None, "0a1b2c3d").name == "0a1b2c3d"
    assert Version(None, "0a1b2c3d", "1.0.0", "v/1.0.0/a/").name == "1.0.0"
