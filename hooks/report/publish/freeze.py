"""The copy of a release, to be read for good: made once from the site as it is, and kept in the repository.

``python -m report.publish.freeze`` makes that of the version in ``pyproject.toml``; with ``--check`` it makes it again
and says whether it is the one that is kept. Both build the site once more, without an address for reports of mistakes,
and for that which the data of the copy name: ``SITE_URL`` when it is made, later the recorded one.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from report.check.all import read_and_check
from report.check.settings import check_site, read_version
from report.model.addresses import COMPARISONS, short_addresses
from report.model.records import Release
from report.model.report import Report
from report.model.snapshots import FOLDER, Snapshot, archive_name, snapshot_url
from report.publish.built import read_kept
from report.publish.kept_pages import copy_pages
from report.publish.ledger import add_to_ledger
from report.publish.links import check_links
from report.publish.release import NOWHERE, RECORDS, refusals_of_state
from report.publish.snapshots import put_snapshots
from report.read.snapshots import unpack
from report.relate.book import make_books
from report.write.comparisons import SINCE
from report.write.templates import Templates

_HEADER = """\
# yaml-language-server: $schema=schemas/releases.schema.json
# Every release of which a copy is kept (docs/records/releases), the newest first. `make freeze` writes it.
"""
_UNKNOWN = "0" * 64  # check sum of an archive that is yet to be made
_SHEET = re.compile(rb"\.[0-9a-f]{8}\.css\b")
# With the package that names their check sums.
_BY_MACHINE = (".css", ".sqlite", ".parquet", "datapackage.json")
_SHOWN = 10  # files that differ


def pack(files: Mapping[str, bytes], version: str) -> bytes:
    """The archive of a copy. The same files give the same bytes: owners and times are left out."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(f"{version}/{path}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return lzma.compress(raw.getvalue(), preset=9)


def differences(kept: Mapping[str, bytes], made: Mapping[str, bytes]) -> list[str]:
    """The files of two copies that are not the same, a few by name.

    Style sheets may differ: a rule is left out of them while no page of the site needs it, of the latest site too. So
    may what libraries of another machine write in other bytes; the same rows stand in JSON and CSV.
    """
    kept, made = _compared(kept), _compared(made)
    found = sorted(path for path in kept.keys() | made.keys() if kept.get(path) != made.get(path))
    more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return found[:_SHOWN] + more


def _compared(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: _SHEET.sub(b".css", content) for path, content in files.items() if not path.endswith(_BY_MACHINE)}


def write_releases(folder: Path, releases: Sequence[Release]) -> None:
    """Write ``releases.yml`` in the `folder` of the records."""
    entries = "".join(
        f'- version: {one.version}\n  day: {one.day.isoformat()}\n  address: {one.address}\n  sha256: "{one.sha256}"\n'
        for one in releases
    )
    (folder / "releases.yml").write_text(_HEADER + (entries or "[]\n"), encoding="utf-8")


def make_copy(project: Path, report: Report, release: Release) -> tuple[dict[str, bytes], list[str]]:
    """The files of the copy of the site as the `project` has it now, and what is wrong with their links.

    Raises subprocess.CalledProcessError when the site cannot be built, which MkDocs has told then.
    """
    settings = {**os.environ, "SITE_URL": release.address, "REPORT_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    with TemporaryDirectory() as name:
        site = Path(name) / "site"
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
        subprocess.run(command, cwd=project, env=settings, check=True)
        files = copy_pages(site, release, make_books(report), Templates(project / "overrides" / "report"))
        put_snapshots(site, [Snapshot(release, b"", files)], release.address)
        own = snapshot_url(release.version)
        pages = {url: page for url, page in read_kept(site).items() if url.startswith(own)}
        return files, [str(problem) for problem in check_links(site, pages, release.address)]


def freeze(project: Path) -> list[str]:
    """Make the copy of the version that the `project` has, unless it is kept already. What stands against it, if any.

    Raises subprocess.CalledProcessError when the site cannot be built.
    """
    report, problems = read_and_check(project / "docs")
    if found := [*map(str, problems), *refusals_of_state(project)]:
        return found
    version, _ = read_version(project)
    if any(one.version == version for one in report.records.releases):
        return check(project)
    address = os.environ.get("SITE_URL") or NOWHERE
    if wrong := check_site(address):
        return [str(problem) for problem in wrong]
    release = Release(version=version, day=_last_day(project), address=address, sha256=_UNKNOWN)
    if report.records.releases and report.records.releases[0].order >= release.order:
        return [f"{version} is no later than {report.records.releases[0].version}, which is kept: choose the next one"]
    files, found = make_copy(project, report, release)
    if found:
        return found
    archive = pack(files, version)
    try:
        unpack(archive, version)  # as each build will
    except ValueError as error:
        return [f"the copy cannot be read back: it would hold {error}"]
    target = project / RECORDS / FOLDER / archive_name(version)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(archive)
    made = release.model_copy(update={"sha256": hashlib.sha256(archive).hexdigest()})
    write_releases(project / RECORDS, [made, *report.records.releases])
    _register(project, report, made)
    return []


def check(project: Path) -> list[str]:
    """What stands against releasing the `project` with the copy that is kept of its version; nothing if they agree.

    Raises subprocess.CalledProcessError when the site cannot be built.
    """
    report, problems = read_and_check(project / "docs")
    version, _ = read_version(project)
    snapshot = next((one for one in report.snapshots if one.release.version == version), None)
    if problems or snapshot is None:
        return [str(problem) for problem in problems] or [f"no copy of {version} is kept: run make freeze"]
    files, found = make_copy(project, report, snapshot.release)
    changed = differences(snapshot.files, files)
    if changed:
        found.append(
            f"{version} is kept with another content ({', '.join(changed)}): choose the next version; if this one was "
            f"never published, remove its entry and its archive from {RECORDS}, then run make freeze again"
        )
    return found


def _register(project: Path, report: Report, release: Release) -> None:
    """Add what a release publishes to the ledger: its copy, its place in the list, what changed before and after it."""
    before = [f"{COMPARISONS}{release.version}/"] if report.records.releases else []
    since = f"{COMPARISONS}{SINCE}{release.version}/"
    addresses = {snapshot_url(release.version), f"{COMPARISONS}#{release.anchor}", *before, since}
    add_to_ledger(project, addresses, short_addresses(report))


def _last_day(project: Path) -> date:
    """The day of the last commit: no page of the copy can have changed later."""
    command = ["git", "-C", str(project), "log", "-1", "--format=%cs"]
    return date.fromisoformat(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def main(arguments: list[str]) -> int:
    """Make the copy, or check it. 1 if there is something against it, 2 for arguments that are none."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m report.publish.freeze [--check]", file=sys.stderr)
        return 2
    try:
        found = check(Path()) if arguments else freeze(Path())
    except subprocess.CalledProcessError as error:
        return error.returncode
    for reason in found:
        print(f"No release: {reason}", file=sys.stderr)
    if not found and not arguments:
        version, _ = read_version(Path())
        print(f"{version} is kept in {RECORDS}; commit it: git add docs/records && git commit")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
