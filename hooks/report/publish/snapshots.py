"""The copies of releases, put into a built site: each below ``/v/<version>/``, its archive beside the comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from report.model.addresses import COMPARISONS, SITE
from report.model.snapshots import SNAPSHOTS, Snapshot, archive_name
from report.write.open_data.forms import zip_bytes
from report.write.open_data.package import ARCHIVE

DATA = "data/"
_WITH_ADDRESSES = (".html", ".md")


def put_snapshots(site: Path, snapshots: Iterable[Snapshot], site_url: str) -> None:
    """Write the copies into the built `site`, with its address in the place of the one that stands for it.

    The archive of a copy's data is made here, since it would hold nothing that the copy does not have.
    """
    stand_in, own = SITE.encode(), site_url.encode()
    for snapshot in snapshots:
        made: set[Path] = set()
        for path, content in snapshot.files.items():
            target = site / snapshot.url / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(content.replace(stand_in, own) if path.endswith(_WITH_ADDRESSES) else content)
        data = {path.removeprefix(DATA): content for path, content in snapshot.files.items() if _is_data(path)}
        if data:
            (site / snapshot.url / DATA / ARCHIVE).write_bytes(zip_bytes(data))
        target = site / COMPARISONS / archive_name(snapshot.release.version)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(snapshot.archive)


def _is_data(path: str) -> bool:
    """Whether a file of a copy is one of the open data, and not of the page that tells of them."""
    return path.startswith(DATA) and not path.endswith(_WITH_ADDRESSES)


def live_pages(site: Path) -> Iterator[Path]:
    """The HTML files of the built `site` that belong to no copy of a release, sorted."""
    kept = site / SNAPSHOTS
    return (path for path in sorted(site.rglob("*.html")) if not path.is_relative_to(kept))


def kept_pages(site: Path) -> list[Path]:
    """Those of the copies of releases, sorted."""
    return sorted((site / SNAPSHOTS).rglob("*.html"))


def kept_addresses(site: Path) -> set[str]:
    """The address of each copy in the built `site`. What is below it is held by the check sum of its archive."""
    folder = site / SNAPSHOTS
    return {f"{SNAPSHOTS}{path.name}/" for path in folder.iterdir()} if folder.is_dir() else set()
