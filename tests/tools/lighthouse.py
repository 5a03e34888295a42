"""`make lighthouse`: Lighthouse's mobile audit of every kind of page in both languages, the median of five runs.

Needs Node, which fetches the pinned Lighthouse on first use. The site is built for the address at which it is served
here, with compression and lasting assets, as a web host would. Ends with 1 when a target is missed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers import ROOT, run_mkdocs
from serving import serve
from tools.browser import ARGUMENTS, find_browser

VERSION = "12.8.2"
NAMES = (
    "", "key-points/", "08-success-cases/", "statistics/", "cases/", "organisations/", "data/", "changes/", "about/",
    "search/",
    "cases/freshippo-omnichannel-stores/", "statistics/repeat-purchase-rate/", "organisations/freshippo/",
    "contradictions/", "terms/", "laws/",
)  # fmt: skip
PAGES = [f"{folder}{name}" for folder in ("", "en/") for name in NAMES]
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 5


def audit(url: str, browser: str) -> dict[str, int]:
    """The scores of one run, 0 to 100, by category. Raises CalledProcessError when Lighthouse cannot run."""
    flags = " ".join(("--headless=new", *ARGUMENTS))
    command = [
        "npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json", f"--chrome-flags={flags}",
        f"--only-categories={','.join(TARGETS)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    for name, audited in report["audits"].items():
        if audited["score"] == 0 and os.environ.get("DETAILS"):
            print(f"  {name}: {audited['title']}", file=sys.stderr)
    return {name: round(100 * category["score"]) for name, category in report["categories"].items()}


def main() -> int:
    """Build, serve, audit, print the table."""
    browser = find_browser()
    if not shutil.which("npx") or not browser:
        print("make lighthouse needs Node 18 or newer (npx) and a Chromium.", file=sys.stderr)
        return 2
    missed = 0
    with tempfile.TemporaryDirectory() as name, serve(Path(name)) as host:
        built = run_mkdocs(ROOT, "build", "--site-dir", name, site_url=host.address)
        if built.returncode:
            print(built.stderr, file=sys.stderr)
            return 2
        print(f"| Page | {' | '.join(TARGETS)} |")
        print(f"| --- | {' | '.join('---' for _ in TARGETS)} |", flush=True)
        for path in PAGES:
            runs = [audit(host.address + path, browser) for _ in range(RUNS)]
            medians = {category: round(statistics.median(run[category] for run in runs)) for category in TARGETS}
            missed += any(medians[category] < target for category, target in TARGETS.items())
            print(f"| /{path} | {' | '.join(str(medians[category]) for category in TARGETS)} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
