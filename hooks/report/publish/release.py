"""A release: refused while something about it is unclear, then packed with its check sums.

``python -m report.publish.release --check ADDRESS`` says what stands against it, ``… SITE FOLDER FILE…`` packs the
built site and puts further files beside it.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from report.check.settings import check_site, read_version
from report.model.snapshots import FOLDER, archive_name
from report.read.history import why_unknown

RECORDS = Path("docs/records")
NOWHERE = "https://example.org/"  # of a build that nobody publishes
SUMS = "SHA256SUMS"


def refusals(project: Path, address: str) -> list[str]:
    """Everything that stands against a release of the `project`, to be published at `address`; nothing if it may go."""
    found = [str(problem) for problem in check_site(address)]
    if address == NOWHERE:
        found.append("SITE_URL is not set: pages, feed and references would name a site that is not there")
    version, _ = read_version(project)
    if version and not (project / RECORDS / FOLDER / archive_name(version)).is_file():
        found.append(f"no copy of {version} is kept: run make freeze, and commit what it writes")
    return [*found, *refusals_of_state(project)]


def refusals_of_state(project: Path) -> list[str]:
    """What stands against releasing the `project` as it is, wherever; before its copy is made, too."""
    version, problems = read_version(project)
    found = [str(problem) for problem in problems]
    if reason := why_unknown(project):
        return [*found, f"days of change are not known: {reason}"]  # without a history nothing more can be asked
    if _git(project, "status", "--porcelain"):
        found.append("files are not committed: what is released would be in no commit")
    changes = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    if version and not any(line.split()[:2] == ["##", version] for line in changes.splitlines()):
        found.append(f"CHANGELOG.md has no heading “## {version}”, which pyproject.toml calls the version")
    tagged = _git(project, "tag", "--list", f"v{version}", "--no-contains", "HEAD")
    if version and tagged:
        found.append(f"v{version} is released, and is another commit: choose the next version")
    return found


def pack(site: Path, folder: Path, others: list[Path]) -> list[Path]:
    """Put the `site` into one archive in `folder`, copies of `others` beside it, and the check sums of all.

    The same site gives the same bytes: owners and times are left out.
    """
    version, _ = read_version(Path())
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"digest-{version}.tar.gz"
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path in sorted(site.rglob("*")):
            tar.add(path, f"digest-{version}/{path.relative_to(site)}", recursive=False, filter=_plain)
    files = [archive, *(Path(shutil.copy(other, folder)) for other in others)]
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return [*files, folder / SUMS]


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() else 0o644
    return entry


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()


def main(arguments: list[str]) -> int:
    """Check or pack. 1 if a release is refused, 2 for arguments that are none."""
    if len(arguments) == 2 and arguments[0] == "--check":
        found = refusals(Path(), arguments[1])
        for reason in found:
            print(f"No release: {reason}", file=sys.stderr)
        return 1 if found else 0
    if len(arguments) < 2:
        print("usage: python -m report.publish.release --check ADDRESS | SITE FOLDER [FILE…]", file=sys.stderr)
        return 2
    site, folder, *others = map(Path, arguments)
    for file in pack(site, folder, others):
        print(f"Wrote {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
