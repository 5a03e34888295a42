"""How many readers can the recipe serve? Asks a server on this machine, for a bounded time, and prints a table.

Three runs against Caddy with `deploy/Caddyfile`: one small file over and over, which is what server and client can do
at all; all pages; all pages while one edition after another takes their place. Needs wrk (Debian: package wrk).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report.publish.exchange import exchange

ROOT = Path(__file__).resolve().parents[2]
SECONDS, CONNECTIONS = 10, 50
PUBLISHES = 0.5  # seconds from one edition to the next; nobody publishes as often
SMALL = "robots.txt"


def ask(address: str, paths: list[str], folder: Path) -> tuple[float, float, int]:
    """Answers a second, the 99th percentile of their time in milliseconds, and how many were wrong or none."""
    file = folder / "paths"
    file.write_text("".join(f"/{path}\n" for path in paths), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(Path(__file__).with_name("load.lua"))]
    said = subprocess.run([*command, address, "--", str(file)], capture_output=True, text=True, check=True).stdout
    numbers = next(line.split()[1:] for line in said.splitlines() if line.startswith("result"))
    requests, duration, slow, wrong = map(int, numbers)
    return requests / duration * 1e6, slow / 1000, wrong


@contextmanager
def publishing(site: Path) -> Iterator[list[int]]:
    """Two editions of the site change places until the block ends; how often, is counted."""
    other, stop, count = site.with_name("other"), threading.Event(), [0]
    shutil.copytree(site, other)

    def publish() -> None:
        while not stop.wait(PUBLISHES):
            exchange(other, site)
            count[0] += 1

    thread = threading.Thread(target=publish)
    thread.start()
    yield count
    stop.set()
    thread.join()


def main() -> int:
    """Print the table. 1 if an answer was wrong, 2 if there is nothing to ask with."""
    if not shutil.which("wrk"):
        print("found no wrk; install it (Debian and Ubuntu: apt-get install wrk)", file=sys.stderr)
        return 2
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        shutil.copytree(ROOT / "site", site)
        pages = sorted(path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html"))
        pages = ["" if page == "./" else page for page in pages]
        settings = {"ADDRESS": f"http://:{port}", "BIND": "127.0.0.1", "ROOT": str(site)}
        caddy = [str(Path(sys.executable).with_name("caddy")), "run", "--config", str(ROOT / "deploy/Caddyfile")]
        server = subprocess.Popen(caddy, env={**os.environ, **settings})
        try:
            time.sleep(2)
            address = f"http://127.0.0.1:{port}/"
            print(
                f"| {CONNECTIONS} connections, {SECONDS} s | answers/s | p99, ms | wrong or none |\n|---|---|---|---|"
            )
            failures = 0
            for said, paths in (("one small file", [SMALL]), (f"all {len(pages)} pages", pages)):
                rate, slow, wrong = ask(address, paths, folder)
                failures += wrong
                print(f"| {said} | {rate:,.0f} | {slow:.1f} | {wrong} |", flush=True)
            with publishing(site) as count:
                rate, slow, wrong = ask(address, pages, folder)
            failures += wrong
            print(f"| all pages, {count[0]} editions published meanwhile | {rate:,.0f} | {slow:.1f} | {wrong} |")
        finally:
            server.terminate()
            server.wait()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
