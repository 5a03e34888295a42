"""Find browsers and a Chinese font, or install them. Run before the tests, which never do without.

Firefox and WebKit come from the distribution. Where it cannot be asked for them, it is said which was not tried; under
`CI=true` that is a failure. There nginx is installed as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# A shell without windows has the same engine, and opens a page in a third of the time.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# A headless browser that talks to nobody but the page's own server.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _downloads() -> list[Path]:
    """The browsers that Playwright has downloaded, or would, the shell first."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        whole = Path(playwright.chromium.executable_path)
    home = next((folder for folder in whole.parents if folder.name.startswith("chromium-")), whole.parent)
    shells = home.parent.glob(f"{home.name.replace('chromium', 'chromium_headless_shell')}/*/*headless*shell*")
    return [*sorted(shells), whole]


def find_browser() -> str | None:
    """The path of a Chromium: one that is installed, or one that Playwright has downloaded; a shell before others."""
    installed = next((path for name in (*SHELLS, *NAMES) if (path := shutil.which(name))), None)
    if installed:
        return installed
    return next((str(path) for path in _downloads() if path.exists()), None)


def find_firefox() -> str | None:
    """The path of a Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_webkit() -> tuple[str, str, str] | None:
    """The paths of WebKitGTK’s driver, of its small browser, and of a screen for it that nobody sees."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"), None)
    return (driver, str(browser), screen) if driver and browser and screen else None


def has_chinese_font() -> bool:
    """Whether some installed font covers Chinese."""
    if not shutil.which("fc-list"):
        return sys.platform != "linux"  # macOS and Windows ship Chinese fonts
    return bool(subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True).stdout.strip())


def _can_use_apt() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def _apt(*packages: str) -> None:
    print(f"Installing {', '.join(packages)} from the distribution’s packages …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], env=environment, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)


def main() -> int:
    """Install what is missing. Exit status 1, with a word on what to do, when something still is."""
    if _can_use_apt():
        missing = [
            package
            for package, there in (
                ("chromium-headless-shell", any(map(shutil.which, SHELLS))),
                ("firefox-esr", find_firefox()),
                ("webkit2gtk-driver", find_webkit()),
                ("xvfb", shutil.which("Xvfb")),
                ("fontconfig", shutil.which("fc-list")),
            )
            if not there
        ]
        if os.environ.get("CI") == "true" and not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
            missing += ["nginx-light", "libnginx-mod-http-brotli-static"]  # elsewhere it might begin to serve a machine
        if missing:
            _apt(*missing)
        if not has_chinese_font():
            _apt("fonts-noto-cjk")
    if not find_browser():
        print("Downloading Playwright’s own Chromium …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium", "--only-shell"], check=False)
    problems = []
    if not find_browser():
        problems.append("found no Chromium and could not install one; install it by hand, then run make again")
    if not has_chinese_font():
        problems.append("found no Chinese font; install one (Debian and Ubuntu: fonts-noto-cjk), then run make again")
    for engine, there in (("Firefox", find_firefox()), ("WebKit", find_webkit())):
        if not there and os.environ.get("CI") == "true":
            problems.append(f"found no {engine} and could not install one")
        elif not there:
            print(f"tests: found no {engine} and could not install one; it is NOT TRIED", file=sys.stderr)
    for problem in problems:
        print(f"tests: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
