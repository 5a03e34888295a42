"""The real site, served on a port of this machine and opened in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import engines
from browsing import Opener, intercept
from serving import serve
from tools.browser import ARGUMENTS, find_browser, find_firefox, find_webkit


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the served site, ending in a slash."""
    with serve(site) as host:
        yield host.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Its absence is a failure, never a skip."""
    path = find_browser()
    assert path, "no Chromium; run make test, which installs one"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Opener]:
    """Open pages of the site; at the end no request has failed or left the site, and no console spoke of an error."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(
        path: str, *, width: int = 1440, expect_status: int = 200, routed: bool = False, **options: object
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if routed:
            intercept(page)
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


def _refuse(name: str) -> None:
    """Say that a browser is not there: a failure where it must be, else a word on what was not tried."""
    words = f"{name} is not installed, and was not tried"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def firefox() -> Iterator[engines.Firefox]:
    """A headless Firefox."""
    if not find_firefox():
        _refuse("Firefox")
    with engines.firefox() as engine:
        yield engine


@pytest.fixture(autouse=True)
def _keep_to_the_policy(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test in Firefox does what the site’s policy forbids."""
    yield
    parameters = getattr(request.node, "callspec", None)
    if "firefox" in request.fixturenames or (parameters and parameters.params.get("open_engine") == "firefox"):
        engine: engines.Firefox = request.getfixturevalue("firefox")
        assert engine.violations() == []


@pytest.fixture(scope="session")
def webkit() -> Iterator[engines.WebKit]:
    """WebKit on a screen that nobody sees."""
    if not find_webkit():
        _refuse("WebKit")
    with engines.webkit() as engine:
        yield engine


@pytest.fixture(scope="session")
def address_for_webkit(site: Path) -> Iterator[str]:
    """The same for WebKit without the policy: its driver evaluates text within the page, and a phone is a frame."""
    with serve(site, headers=False) as host:
        yield host.address


@pytest.fixture(params=["firefox", "webkit"])
def open_engine(request: pytest.FixtureRequest) -> engines.Opener:
    """Open pages of the site in Firefox, then in WebKit."""
    engine: engines.Engine = request.getfixturevalue(request.param)
    address = request.getfixturevalue("address" if request.param == "firefox" else "address_for_webkit")

    def open_engine(path: str, *, width: int = 1440) -> engines.Engine:
        engine.open(f"{address}{path}", width, 844 if width == engines.PHONE else 900)
        return engine

    return open_engine
