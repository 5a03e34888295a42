"""The archives of released versions under ``docs/records/releases``: each is the one that was released, and harmless.

An archive is a pull request's like any other file, so nothing of it is trusted: it may hold regular files of a few
kinds, by plain names below one folder, and not more of them than a copy of the site has.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import tarfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from report.model.problems import Place, Problem
from report.model.records import Records, Release
from report.model.snapshots import FOLDER, SUFFIX, Snapshot, archive_name
from report.read.files import is_hidden

LARGEST = 200_000_000  # bytes of all files of a copy; that of the first release has 20 million
MOST = 20_000  # files
BESIDE = 1536  # bytes that a file takes in an archive beside its content, at the most
MEMORY = 100_000_000  # bytes that unpacking may take; `xz -9` takes 65 million
# No “..”, no hidden file, nothing above the copy's folder; files that a page, its style or the data are made of.
_PATH = re.compile(
    r"(?:[A-Za-z0-9][\w.-]*/)*[A-Za-z0-9][\w.-]*\.(?:html|md|css|svg|png|txt|csv|json|sqlite|parquet)", re.ASCII
)


def unpack(archive: bytes, version: str, largest: int = LARGEST, most: int = MOST) -> dict[str, bytes]:
    """The files of a release's archive, by their paths below its one folder, which has the name of the version.

    Nothing is written. Raises ValueError for what is no such archive, or holds what no copy of the site does.
    """
    files: dict[str, bytes] = {}
    size = 0
    try:
        packed = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MEMORY)
        plain = packed.decompress(archive, largest + most * BESIDE + tarfile.RECORDSIZE)
        if not packed.eof:
            raise ValueError("an archive cut short" if packed.needs_input else f"more than {largest:,} bytes")
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
            for entry in tar:
                path = entry.name.removeprefix(f"{version}/")
                if not entry.isreg():
                    raise ValueError(f"“{entry.name}”, which is no file")
                if path == entry.name or not _PATH.fullmatch(path):
                    raise ValueError(f"a file named “{entry.name}”")
                if path in files:
                    raise ValueError(f"“{entry.name}” twice")
                size += entry.size
                if size > largest or len(files) == most:
                    raise ValueError(f"more than {largest:,} bytes or {most:,} files")
                content = tar.extractfile(entry)
                files[path] = content.read() if content else b""
    except (lzma.LZMAError, tarfile.TarError, EOFError) as error:
        raise ValueError(f"what is no archive ({error})") from error
    return files


@lru_cache(maxsize=16)  # a live server reads again what has not changed
def _unpacked(archive: bytes, version: str) -> Mapping[str, bytes]:
    return unpack(archive, version)


def read_snapshots(folder: Path, root: Path, records: Records) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """The copies of the releases that ``docs/records``, the `folder`, has; and what is wrong with their archives.

    `root` is the folder to which the file names in messages are relative.
    """
    snapshots: list[Snapshot] = []
    problems: list[Problem] = []
    for release in records.releases:
        made = _read_snapshot(folder / FOLDER / archive_name(release.version), root, records, release)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            snapshots.append(made)
    if "releases.yml" not in records.unparsed:
        problems += _find_strays(folder, root, records)
    return tuple(snapshots), problems


def _read_snapshot(path: Path, root: Path, records: Records, release: Release) -> Snapshot | Problem:
    file, place = path.relative_to(root).as_posix(), records.place(release, "sha256")
    hint = "take it from the history; what was released is never made anew"
    try:
        archive = path.read_bytes()
    except OSError as error:
        return Problem(place, f"no {file} ({error.strerror})", "the archive of each release", hint)
    digest = hashlib.sha256(archive).hexdigest()
    if digest != release.sha256:
        return Problem(place, f"{file} with the check sum {digest}", release.sha256, hint)
    try:
        return Snapshot(release, archive, _unpacked(archive, release.version))
    except ValueError as error:
        return Problem(Place(file, 1), str(error), "pages, style sheets and data of a release", hint)


def _find_strays(folder: Path, root: Path, records: Records) -> Iterator[Problem]:
    known = {archive_name(release.version) for release in records.releases}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name in known or is_hidden(path.relative_to(folder)):
            continue
        if path.name.removesuffix(SUFFIX) in records.unread:
            continue
        place, hint = Place(path.relative_to(root).as_posix(), 1), "make freeze writes both; remove what is none"
        yield Problem(place, f"the file “{path.name}”", "archives of the versions in releases.yml", hint)
