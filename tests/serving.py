"""A plain web host for a folder, as tests, benches and audits need one: with the headers that the build has made."""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKED = (".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml")


def read_headers(folder: Path) -> list[tuple[str, dict[str, str]]]:
    """What `_headers` says, if it is there: patterns of paths, each with its headers."""
    file = folder / "_headers"
    rules: list[tuple[str, dict[str, str]]] = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        name, _, value = line.partition(":")
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith(" "):
            rules[-1][1][name.strip()] = value.strip()
    return rules


@functools.lru_cache(maxsize=1000)
def _read(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6) if path.suffix in PACKED else path.read_bytes()


class _Handler(SimpleHTTPRequestHandler):
    """Serves compressed, lets assets be kept, answers what is not there with the site's own page, and writes no log."""

    server: Host
    protocol_version = "HTTP/1.1"  # connections stay open, as they do where the site is published

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if not page.is_file() or (path.is_dir() and not self.path.partition("?")[0].endswith("/")):
            super().do_GET()  # sends on to the folder, or an error
            return
        self.send_page(200, page)

    def send_page(self, status: int, path: Path) -> None:
        content = _read(path, path.stat().st_mtime_ns)
        self.send_response(status)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        headers = {"Cache-Control": "no-cache"} if status == 200 else {}
        for pattern, more in self.server.headers:
            if fnmatchcase(self.path.partition("?")[0], pattern):
                headers |= more
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
            self.server.count(len(content))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code == 404 and page.is_file():
            self.send_page(code, page)
        else:
            super().send_error(code, message, explain)


class Host(ThreadingHTTPServer):
    """Serves one folder on a port of this machine, and counts the bytes that it sends."""

    def __init__(self, folder: Path, *, headers: bool = True) -> None:
        """Without `headers`, a page may do anything."""
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}/"
        self.headers = read_headers(folder) if headers else []
        self.sent = 0
        self._lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over browsers that have gone before they had all."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def count(self, size: int) -> None:
        with self._lock:
            self.sent += size


@contextmanager
def serve(folder: Path, *, headers: bool = True) -> Iterator[Host]:
    """Serve a folder until the block ends."""
    with Host(folder, headers=headers) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        try:
            yield host
        finally:
            host.shutdown()
