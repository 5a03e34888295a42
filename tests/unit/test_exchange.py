"""A site takes the place of the one before whole or not at all, whatever happens to the build."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers import ROOT
from report.publish.exchange import exchange, main, put_in_place, recover

FILES = 40
# Puts editions in place, one after another, until it is killed.
LOOP = f"""
import itertools, sys
from pathlib import Path
from report.publish.exchange import put_in_place, recover
site = Path(sys.argv[1])
work = site.parent / ".build"
for number in itertools.count():
    recover(work, site)
    (work / "new").mkdir(parents=True)
    for file in range({FILES}):
        (work / "new" / f"{{file}}.html").write_text(str(number))
    put_in_place(work, site)
    print(number, flush=True)
"""


def _make(folder: Path, edition: str, *names: str) -> None:
    folder.mkdir(parents=True)
    for name in ("index.html", *names):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(edition, encoding="utf-8")


def _edition(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / ".build"


def test_the_edition_before_stays_and_comes_back(site: Path, work: Path) -> None:
    for edition in ("1", "2", "3"):
        _make(work / "new", edition)
        put_in_place(work, site)
        assert _edition(site) == edition
    assert _edition(work / "previous") == "2"
    assert main([str(site), "--rollback"]) == 0
    assert _edition(site) == "2"
    assert main([str(site), "--rollback"]) == 0
    assert _edition(site) == "3"


def test_hashed_files_stay_for_one_edition(site: Path, work: Path) -> None:
    for edition in ("1", "2", "3"):
        _make(work / "new", edition, f"assets/site.{edition * 8}.css", f"assets/{edition}.css")
        put_in_place(work, site)
    assert sorted(path.name for path in (site / "assets").iterdir()) == [
        "3.css",
        "site.22222222.css",
        "site.33333333.css",
    ]


def test_a_site_that_is_a_link_is_exchanged_where_it_leads(tmp_path: Path, site: Path) -> None:
    root = tmp_path / "www/root"
    _make(root, "1")
    site.symlink_to(root)
    _make(root.parent / ".build/new", "2")
    put_in_place(root.parent / ".build", site.resolve())
    assert site.is_symlink() and _edition(root) == "2"


def test_what_was_left_aside_is_put_back(site: Path, work: Path) -> None:
    _make(work / "aside", "1")
    _make(work / "new", "half")
    recover(work, site)
    assert _edition(site) == "1" and sorted(path.name for path in work.iterdir()) == []


def test_where_the_system_knows_no_exchange_it_takes_three_steps(
    site: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(site, "1")
    _make(work / "new", "2")
    monkeypatch.setattr("report.publish.exchange.ctypes.CDLL", lambda *_, **__: object())
    exchange(work / "new", site)
    assert (_edition(site), _edition(work / "new")) == ("2", "1")


def test_it_says_what_it_cannot_exchange(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(site), "--rollback"]) == 1
    assert "no edition before" in capsys.readouterr().err
    site.write_text("a file")
    assert main([str(site)]) == 1
    assert "it is no folder" in capsys.readouterr().err
    assert main(["/proc"]) == 1
    assert "mount point" in capsys.readouterr().err
    assert main([]) == 2


def test_a_site_is_whole_whenever_the_build_is_killed(site: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    chance = random.Random(24)
    for kill in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", LOOP, str(site)], env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            editions = 1 + kill % 5
            for _ in range(editions):
                process.stdout.readline()  # one more is in place
            time.sleep(chance.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
        said = {path.read_text() for path in site.iterdir()}
        assert len(said) == 1 and len(list(site.iterdir())) == FILES
        assert int(said.pop()) >= editions - 1  # they are counted from 0


def test_readers_never_miss_the_site(site: Path, work: Path) -> None:
    """While editions follow each other, a page that is asked for is there."""
    _make(site, "0")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    loop = LOOP.replace('f"{file}.html"', '("index.html" if file == 0 else f"{file}.html")')
    with subprocess.Popen(
        [sys.executable, "-c", loop, str(site)], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        seen: set[str] = set()
        end = time.monotonic() + 30
        while len(seen) < 20 and time.monotonic() < end:
            seen.add(_edition(site))
        process.kill()
    assert len(seen) > 3


def test_a_second_build_waits_and_says_so(site: Path, work: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _make(site, "1")
    _make(work / "previous", "0")
    hold = """import fcntl, sys, time
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print(1, flush=True)
time.sleep(0.5)
"""
    with subprocess.Popen([sys.executable, "-c", hold, str(work / "lock")], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        assert main([str(site), "--rollback"]) == 0
    assert "Another build is at work" in capfd.readouterr().err
    assert _edition(site) == "0"
