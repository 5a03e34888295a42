"""A built site takes the place of the one before, whole or not at all, and can give it back.

``python -m report.publish.exchange site`` builds, then exchanges; with ``--rollback`` it exchanges alone, and with
``--thorough`` it takes its time to compress. It works in ``.build`` beside the site, where the edition before stays.
If ``site`` is a link, what it leads to is exchanged.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report.check.settings import check_site
from report.publish.compress import QUICK, THOROUGH, compress
from report.read.history import why_unknown

# Files that have their content in their names: pages that are open still ask for those of their own edition.
HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+(?:\.gz|\.br)?$")
_HERE = -100  # AT_FDCWD of openat(2): paths are seen from the working folder
_SWAP = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)


def exchange(one: Path, other: Path) -> None:
    """Give two folders of one file system each other’s names.

    In one step on Linux and macOS. Elsewhere in three, of which `recover` mends what was cut short.

    Raises:
        OSError: they cannot be renamed, one of them being a mount point, for example.
    """
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, first, _HERE, second, _SWAP)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(first, second, _SWAP)
    else:
        failed = -1
        ctypes.set_errno(errno.ENOSYS)
    if not failed:
        return
    number = ctypes.get_errno()
    if number not in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):  # else the file system does not know it
        raise OSError(number, os.strerror(number), str(other))
    aside = one.with_name("aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def recover(work: Path, site: Path) -> None:
    """Put back a site that an exchange cut short has left aside, and clear what a build cut short has left."""
    for name in ("aside", "previous"):
        if not site.exists() and (work / name).is_dir():
            (work / name).rename(site)
    for name in ("new", "aside"):
        shutil.rmtree(work / name, ignore_errors=True)


def put_in_place(work: Path, site: Path) -> None:
    """Let ``new`` in the work folder be the site. The one before stays there as ``previous``.

    The hashed files of the edition before go along for one edition.

    Raises:
        OSError: it cannot be renamed.
    """
    new, previous, own = work / "new", work / "previous", work / "own.txt"
    names = sorted(_hashed(new))
    if not site.exists():
        new.rename(site)
    else:
        before = own.read_text(encoding="utf-8").splitlines() if own.exists() else _hashed(site)
        for name in before:
            if (site / name).is_file() and not (new / name).exists():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / name, new / name)
        exchange(new, site)
        shutil.rmtree(previous, ignore_errors=True)
        new.rename(previous)
    own.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def _hashed(site: Path) -> Iterator[str]:
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return (name for name in files if HASHED.search(name))


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """One build at a time: a second one says that it waits."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another build is at work in {work}; waiting for it …", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refusal(site: Path) -> str:
    if site.exists() and not site.is_dir():
        return "it is no folder; remove it, then build again"
    if site.is_mount():
        return "it is a mount point, which cannot be exchanged; let a folder within the mount be the site, by a link"
    return ""


def main(arguments: list[str]) -> int:
    """Build and put in place, or roll back. The status is that of the build; 1 if there is nothing to exchange."""
    named = [argument for argument in arguments if not argument.startswith("--")]
    options = set(arguments) - set(named)
    if len(named) != 1 or len(arguments) > 2 or not options <= {"--rollback", "--thorough"}:
        print("usage: python -m report.publish.exchange SITE [--rollback | --thorough]", file=sys.stderr)
        return 2
    site = Path(named[0]).resolve()
    work = site.parent / ".build"
    if "--rollback" not in options and "SITE_URL" in os.environ and (problems := check_site(os.environ["SITE_URL"])):
        print(*problems, sep="\n", file=sys.stderr)  # MkDocs ends in a traceback over some
        return 1
    if refusal := _refusal(site):
        print(f"{named[0]}: {refusal}", file=sys.stderr)
        return 1
    try:
        with _alone(work):
            recover(work, site)
            if "--rollback" in options:
                return _roll_back(work, site)
            command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(work / "new")]
            status = subprocess.run(command).returncode
            if status == 0:
                compress(work / "new", THOROUGH if "--thorough" in options else QUICK)
                put_in_place(work, site)
                if reason := why_unknown(Path()):
                    print(f"Warning: pages of this build do not say when they changed: {reason}", file=sys.stderr)
            else:
                shutil.rmtree(work / "new", ignore_errors=True)
            return status
    except OSError as error:
        print(f"{named[0]}: {error.strerror} ({error.filename}); the site stands as it was", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _roll_back(work: Path, site: Path) -> int:
    if not (work / "previous").is_dir() or not site.exists():
        print(f"There is no edition before in {work}; nothing was changed", file=sys.stderr)
        return 1
    exchange(work / "previous", site)
    (work / "own.txt").unlink(missing_ok=True)  # of the edition that has gone
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
