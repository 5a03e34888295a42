"""The real site, built once, served on a port of this machine, and read in a real browser."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browser import ARGUMENTS, find_browser

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "https://example.org/"


def run_mkdocs(folder: Path, *arguments: str, site_url: str = SITE_URL) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a folder as `make` does."""
    environment = {**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built strictly, without a word of output."""
    folder = tmp_path_factory.mktemp("built") / "site"
    built = run_mkdocs(ROOT, "build", "--site-dir", str(folder))
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    return folder


class _Handler(SimpleHTTPRequestHandler):
    """Serves like a plain web host: the site's own 404 page, and no log."""

    def log_message(self, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.read_bytes())


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a headless Chromium with flags of one's own, once for each set. Its absence is a failure, never a skip."""
    path = find_browser()
    assert path, "no Chromium; run make test, which installs one"
    with sync_playwright() as playwright:

        @functools.cache
        def launch(*flags: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *flags])

        yield launch


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., Browser]) -> Browser:
    """A headless Chromium as it comes."""
    return launch()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(launch: Callable[..., Browser], address: str) -> Iterator[Opener]:
    """Open pages of the site; at the end no request has failed or left the site, and no console spoke of an error."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        path: str, *, width: int = 1440, expect_status: int = 200, flags: tuple[str, ...] = (), **options: object
    ) -> Page:
        context = launch(*flags).new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        expected = f"{address}{path.partition('#')[0]}"

        def check_request(url: str) -> None:
            if not url.startswith(address):
                wrong.append(f"{path}: a request to another host, {url}")

        def check_status(url: str, status: int) -> None:
            if status >= 400 and not (url == expected and status == expect_status):
                wrong.append(f"{path}: {status} for {url}")

        def check_failure(url: str, failure: str | None) -> None:
            if failure != "net::ERR_ABORTED":  # the reader has followed a link meanwhile
                wrong.append(f"{path}: {failure} for {url}")

        page.on("request", lambda request: check_request(request.url))
        page.on("response", lambda response: check_status(response.url, response.status))
        page.on("requestfailed", lambda request: check_failure(request.url, request.failure))
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        if expect_status == 200:
            page.on(
                "console", lambda message: wrong.append(f"{path}: {message.text}") if message.type == "error" else None
            )
        response = page.goto(f"{address}{path}")
        assert response is None or response.status == expect_status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def tiny_site(tmp_path: Path) -> Path:
    """A small project of two languages around the real configuration, hooks and templates."""
    shutil.copytree(ROOT / "tests" / "golden" / "site" / "docs", tmp_path / "docs")
    for name in ("hooks", "overrides", "docs/assets", "Makefile", "pyproject.toml", "requirements.lock"):
        (tmp_path / name).symlink_to(ROOT / name)
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, _, after = configuration.partition("\nnav:\n")
    rest = after[after.index("\n\n") :]
    (tmp_path / "mkdocs.yml").write_text(before + rest, encoding="utf-8")
    return tmp_path
