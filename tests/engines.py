"""Firefox and WebKit, driven as their readers use them: by what stands on the screen, the mouse and the keyboard.

Playwright’s own builds of both are no browsers that readers have, and it cannot drive the distribution’s. Selenium can:
Firefox by WebDriver BiDi, without a driver between them; WebKitGTK’s small browser by WebDriver. Both take the same
actions (https://www.w3.org/TR/webdriver2/#actions), so that only what differs is told twice here.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from selenium import webdriver
from selenium.common import WebDriverException
from selenium.webdriver.common.bidi.browser import Browser
from selenium.webdriver.common.bidi.browsing_context import BrowsingContext
from selenium.webdriver.common.bidi.input import Input
from selenium.webdriver.common.bidi.script import Script
from selenium.webdriver.common.bidi.session import Session
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import ReadTimeoutError

from tools.browser import find_firefox, find_webkit

PATIENCE = 20.0  # seconds that a condition may take
LEAVING = 0.2  # seconds in which a page that is being left may lose the answer to a question
PHONE = 390
_FIRST = """((selector) => [...document.querySelectorAll(selector)].find((element) =>
  element.getClientRects().length && element.checkVisibility({visibilityProperty: true})))"""
# Where to point, once nothing moves and the element is in the window, below the header or in it.
_POINT = f"""async (selector) => {{
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const shown = {_FIRST}(selector)
  const [box] = shown.getClientRects()
  const header = shown.closest('.md-header') ? 0 : document.querySelector('.md-header')?.getBoundingClientRect().bottom
  if (box.top < (header ?? 0) || box.bottom > innerHeight) shown.scrollIntoView({{block: 'center'}})
  const [at] = shown.getClientRects()
  return [Math.round(at.x + at.width / 2), Math.round(at.y + at.height / 2)]
}}"""
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowDown": "\ue015"}
# Pages are looked at once nothing of theirs is on its way any more, as a reader would.
# What a page does against its policy is kept for as long as its tab is open.
_LISTEN = """() => document.addEventListener("securitypolicyviolation", (event) => {
  const known = JSON.parse(sessionStorage.getItem("violations") ?? "[]")
  known.push(`${location.href}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
  sessionStorage.setItem("violations", JSON.stringify(known))
})"""
LOADED = "document.readyState === 'complete' && document.fonts.status === 'loaded'"

Json = Any  # what a script in a page returns


class Opener(Protocol):
    """Opens pages of the site."""

    def __call__(self, path: str, *, width: int = 1440) -> Engine: ...


def _call(function: str, arguments: tuple[Json, ...]) -> str:
    """What calls a function in a page, and promises its result as JSON."""
    called = f"({function})(...{json.dumps(arguments)})"
    return f"Promise.resolve({called}).then((value) => JSON.stringify(value) ?? 'null')"


class Engine(ABC):
    """One browser with one page. Every method ends with an error of its own, never in waiting for ever."""

    name: str

    @abstractmethod
    def open(self, address: str, width: int, height: int) -> None:
        """Open an address in a window of that size, in pixels of the style sheet, with nothing remembered."""

    @abstractmethod
    def run(self, function: str, *arguments: Json) -> Json:
        """What a function of the page’s language returns for these arguments, or what it promises."""

    @abstractmethod
    def perform(self, actions: list[dict[str, object]]) -> None:
        """Let the reader’s hands do something, as WebDriver spells it."""

    def see(self, expression: str) -> Json:
        """The value of an expression in the page."""
        return self.run(f"() => ({expression})")

    def wait(self, expression: str) -> None:
        """Wait until an expression holds in the page, which may be on its way to the next one."""
        end = time.monotonic() + PATIENCE
        last: object = None
        while time.monotonic() < end:
            try:
                if self.see(f"Boolean({expression})"):
                    return
                last = "it is not so"
            except WebDriverException as error:
                last = error.msg
            time.sleep(0.03)
        raise AssertionError(f"{self.name}: never came true within {PATIENCE} s: {expression} (last: {last})")

    def leave(self, act: Callable[[], object]) -> None:
        """Do something that leads to another page, and wait until it is there."""
        self.run("() => { window.before = true }")
        act()
        time.sleep(LEAVING)
        self.wait(f"!window.before && {LOADED}")

    @property
    def path(self) -> str:
        """The page’s path, query and fragment."""
        return str(self.see("location.pathname + location.search + location.hash"))

    def press(self, *keys: str) -> None:
        """Press keys one after another: names of `KEYS`, or characters."""
        typed = [KEYS.get(key, key) for key in keys]
        moves = [{"type": kind, "value": key} for key in typed for kind in ("keyDown", "keyUp")]
        self.perform([{"type": "key", "id": "keyboard", "actions": moves}])

    def _mouse(self, selector: str, *then: dict[str, object]) -> None:
        self.wait(f"{_FIRST}({json.dumps(selector)})")
        point = self.run(_POINT, selector)
        move: dict[str, object] = {"type": "pointerMove", "x": point[0], "y": point[1], "duration": 0}
        kind = {"pointerType": "mouse"}
        self.perform([{"type": "pointer", "id": "mouse", "parameters": kind, "actions": [move, *then]}])

    def point(self, selector: str) -> None:
        """Rest the mouse on the first shown element of a selector."""
        self._mouse(selector)

    def click(self, selector: str) -> None:
        """Click on the first shown element of a selector."""
        self._mouse(selector, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def back(self) -> None:
        """One step back in the history."""
        self.see("void setTimeout(() => history.back(), 50)")  # not at once: it may take the page away that answers
        time.sleep(LEAVING)

    def forward(self) -> None:
        """One step on in the history."""
        self.see("void setTimeout(() => history.forward(), 50)")
        time.sleep(LEAVING)


class Firefox(Engine):
    """Firefox by WebDriver BiDi, for each page a reader who remembers nothing."""

    name = "Firefox"

    def __init__(self, address: str) -> None:
        self._connection = WebSocketConnection(address, 30, 0.005)  # type: ignore[no-untyped-call]
        self._session = Session(self._connection)
        self._session.new(capabilities={})
        self._browser = Browser(self._connection)
        self._contexts = BrowsingContext(self._connection)
        self._script = Script(self._connection)
        self._input = Input(self._connection)
        self._script.add_preload_script(_LISTEN)
        self._violations: list[str] = []
        self._reader = self._tab = ""

    def open(self, address: str, width: int, height: int) -> None:
        if self._reader:
            self._gather()
            self._browser.remove_user_context(user_context=self._reader)  # with its tab and all it remembers
        self._reader = self._browser.create_user_context()
        self._tab = self._contexts.create(type="tab", user_context=self._reader)
        self._contexts.set_viewport(context=self._tab, viewport={"width": width, "height": height})
        self._contexts.navigate(context=self._tab, url=address, wait="complete")
        self.wait(LOADED)

    def run(self, function: str, *arguments: Json) -> Json:
        answer = self._script.evaluate(
            expression=_call(function, arguments), target={"context": self._tab}, await_promise=True
        )
        if answer["type"] != "success":
            raise WebDriverException(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def perform(self, actions: list[dict[str, object]]) -> None:
        self._input.perform_actions(context=self._tab, actions=actions)

    def _gather(self) -> None:
        self._violations += json.loads(self.run("() => sessionStorage.getItem('violations')") or "[]")

    def violations(self) -> list[str]:
        """What pages did against their policy since this was last asked."""
        self._gather()
        self.run("() => sessionStorage.removeItem('violations')")
        found, self._violations = self._violations, []
        return found

    def print(self) -> bytes:
        """The page on A4, as PDF."""
        margin = {"top": 1.5, "bottom": 1.5, "left": 1.5, "right": 1.5}
        page = {"width": 21.0, "height": 29.7}
        return base64.b64decode(self._contexts.print(context=self._tab, margin=margin, page=page))

    def close(self) -> None:
        self._session.end()  # type: ignore[no-untyped-call]
        self._connection.close()  # type: ignore[no-untyped-call]


class WebKit(Engine):
    """WebKitGTK’s small browser. Its window is never narrower than 447 pixels, so a phone is a frame in it."""

    name = "WebKit"

    def __init__(self, driver: webdriver.Remote) -> None:
        self._driver = driver

    def open(self, address: str, width: int, height: int) -> None:
        self._driver.switch_to.default_content()
        host = re.match(r"\w+://[^/]+/", address)
        assert host
        self._driver.get(f"{host[0]}robots.txt")  # a page of the same host that does nothing
        self._driver.execute_script("localStorage.clear(); sessionStorage.clear()")
        self._driver.set_window_rect(0, 0, max(width, 500), height)
        if width > PHONE:
            self._driver.get(address)
        else:
            self._driver.execute_script(
                """document.documentElement.innerHTML = '<body style="margin: 0"><iframe style="border: 0">'
                const frame = document.querySelector('iframe')
                frame.width = arguments[1]
                frame.height = arguments[2]
                frame.src = arguments[0]""",
                address,
                width,
                height,
            )
            self._driver.switch_to.frame(0)
        self.wait(f"location.href !== 'about:blank' && {LOADED}")

    def run(self, function: str, *arguments: Json) -> Json:
        try:
            return json.loads(self._driver.execute_script(f"return {_call(function, arguments)}"))
        except ReadTimeoutError as error:
            raise WebDriverException("WebKit’s driver lost the answer of a page that was left meanwhile") from error

    def perform(self, actions: list[dict[str, object]]) -> None:
        self._driver.execute(Command.W3C_ACTIONS, {"actions": actions})


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A headless Firefox until the block ends."""
    path = find_firefox()
    assert path
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile]
        log = Path(profile) / "log"
        with log.open("w") as errors, subprocess.Popen(command, stderr=errors, stdout=errors) as process:
            try:
                end = time.monotonic() + 60
                while not (found := re.search(r"BiDi listening on (ws://\S+)", log.read_text())):
                    assert time.monotonic() < end and process.poll() is None, (
                        f"Firefox did not start: {log.read_text()}"
                    )
                    time.sleep(0.05)
                engine = Firefox(f"{found[1]}/session")
                yield engine
                engine.close()
            finally:
                process.terminate()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """WebKit on a screen that nobody sees, until the block ends."""
    found = find_webkit()
    assert found
    driver, browser, screen = found
    reading, writing = os.pipe()
    command = [screen, "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as display:
        try:
            options = Options()
            options.binary_location = browser
            options.add_argument("--automation")
            number = os.read(reading, 20).decode().strip()
            service = Service(driver, log_output=subprocess.DEVNULL, env={**os.environ, "DISPLAY": f":{number}"})
            service.start()
            # Selenium’s own class for WebKitGTK would wait two minutes for an answer that got lost.
            answers = ClientConfig(remote_server_addr=service.service_url, timeout=8)
            window = webdriver.Remote(RemoteConnection(client_config=answers), options=options)
            window.set_script_timeout(PATIENCE)
            yield WebKit(window)
            window.quit()
            service.stop()
        finally:
            display.terminate()
            os.close(reading)
            os.close(writing)
