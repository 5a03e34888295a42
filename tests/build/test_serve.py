"""`make serve`: both languages on the chosen port, pages that reload, faults that are told and can be mended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

PATIENCE = 60  # seconds that a slow machine may take for one build


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, port: int, log: IO[str]) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    # What `make serve` runs, without make in between, so that it can be ended.
    environment |= {"SITE_URL": f"http://127.0.0.1:{port}/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, text=True)


@pytest.fixture
def served(tiny_site: Path) -> Iterator[tuple[Path, int, Path]]:
    """A served project: its folder, its port and its log."""
    port, log = free_port(), tiny_site / "serve.log"
    with log.open("w", encoding="utf-8") as stream:
        process = serve(tiny_site, port, stream)
        yield tiny_site, port, log
        process.terminate()
        process.wait(PATIENCE)


def wait_for(condition: str, read: object) -> None:
    assert callable(read)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition in read():
            return
        time.sleep(0.2)
    raise AssertionError(f"“{condition}” did not come; there is: {read()}")


def fetch(port: int, path: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as response:
            return str(response.read().decode())
    except OSError as error:
        return f"({error})"


def edit(path: Path, find: str, replacement: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, replacement, 1), encoding="utf-8")


def test_serves_both_languages_and_reloads(served: tuple[Path, int, Path]) -> None:
    folder, port, log = served
    page = folder / "docs" / "zh" / "01-stores.md"
    wait_for("1.1 Floor area", lambda: fetch(port, "en/01-stores/"))
    wait_for("1.1 坪效", lambda: fetch(port, "01-stores/"))
    edit(page, "再说一遍", "再讲一遍")
    wait_for("再讲一遍", lambda: fetch(port, "01-stores/"))
    edit(page, "[5 倍]", "[6 倍]")
    wait_for("docs/zh/01-stores.md:9: found “6 倍”", lambda: log.read_text(encoding="utf-8"))
    edit(page, "[6 倍]", "[5 倍]")
    edit(page, "再讲一遍", "又讲一遍")
    wait_for("又讲一遍", lambda: fetch(port, "01-stores/"))
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_a_port_in_use_is_told_in_a_sentence(tiny_site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        log = tiny_site / "serve.log"
        with log.open("w", encoding="utf-8") as stream:
            assert serve(tiny_site, port, stream).wait(PATIENCE) != 0
    assert f"Port {port} is in use; choose another: make serve PORT={port + 1}" in log.read_text(encoding="utf-8")
    assert "Traceback" not in log.read_text(encoding="utf-8")
