"""The copy of a release as it is kept: every file to be read, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from report.model.records import Release

SNAPSHOTS = "v/"  # below the site’s root: the copy of each release, for all languages
FOLDER = "releases"  # below docs/records
SUFFIX = ".tar.xz"
_DIGEST = re.compile(rb"^version: '?([0-9a-f]{8})'?$", re.MULTILINE)  # in a page's front matter
_HEAD = 2000  # bytes, in which the front matter has it


def archive_name(version: str) -> str:
    """The name of a release's archive."""
    return version + SUFFIX


def snapshot_url(version: str) -> str:
    """The address of a release's copy, relative to the site's root."""
    return f"{SNAPSHOTS}{version}/"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A release with its archive, and what that holds: each file by its path below the copy's root.

    In pages and their Markdown `SITE` stands for the address of the site, wherever that will be.
    """

    release: Release
    archive: bytes = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def url(self) -> str:
        """The address of the copy, relative to the site's root."""
        return snapshot_url(self.release.version)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each page's text, by the path of its Markdown."""
        heads = {path: content[:_HEAD] for path, content in self.files.items() if path.endswith(".md")}
        return {path: found[1].decode() for path, head in heads.items() if (found := _DIGEST.search(head))}
