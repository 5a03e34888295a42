"""`make cards`: draw the pictures that are missing or stale with Chromium, remove those that are left over.

A picture that is up to date stays as it is, so that another machine's fonts do not change it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import jinja2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from report.check.all import read_and_check
from report.relate.book import make_books
from report.write.cards import FOLDER, MANIFEST, Drawn, Picture, build_pictures, check_pictures, digest
from report.write.templates import Templates
from tools.browser import ARGUMENTS, find_browser

DRAWING = (*ARGUMENTS, "--font-render-hinting=none", "--force-color-profile=srgb")
COLOURS = 16


class MissingFontError(Exception):
    """A font in which the cards are set is not on this machine."""


def encode_png(screenshot: bytes) -> bytes:
    """A picture with a palette of 16 colours, a quarter of the size: cards are flat colours and text."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw(browser: Browser, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, bytes]]:
    """Each picture with the content of its PNG file."""
    page = browser.new_page()
    for picture in pictures:
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        page.set_content(picture.html)
        if page.evaluate("window.drawing"):
            raise MissingFontError
        yield picture, encode_png(page.screenshot())
    page.close()


def read_drawn(root: Path) -> tuple[dict[str, Drawn], dict[str, bytes]]:
    """The manifest, and the files that are there, by their path below ``docs/assets``."""
    manifest, folder = root / MANIFEST, root / FOLDER
    entries = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}
    files = (path for path in [*folder.glob("*.png"), *folder.glob("cards/*")] if path.is_file())
    return (
        {file: Drawn(**entry) for file, entry in entries.items()},
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in files},
    )


def wanted_pictures(root: Path) -> tuple[Picture, ...]:
    """The pictures as the site should have them now. Raises SystemExit when it is not sound."""
    report, problems = read_and_check(root / "docs")
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    favicon = (root / FOLDER / "favicon.svg").read_text(encoding="utf-8")
    try:
        return build_pictures(make_books(report), Templates(root / "overrides/report"), favicon)
    except jinja2.TemplateError as error:
        raise SystemExit(f"cards: a template is broken: {error}") from error


def main(root: Path) -> int:
    """Bring the pictures up to date, and say how many were drawn."""
    pictures = wanted_pictures(root)
    drawn, files = read_drawn(root)
    faulty = {problem.place.file.removeprefix(f"{FOLDER}/") for problem in check_pictures(pictures, drawn, files)}
    due = [picture for picture in pictures if picture.file in faulty]
    for file in faulty - {picture.file for picture in pictures}:
        (root / FOLDER / file).unlink(missing_ok=True)
    for folder in (root / FOLDER / "cards", (root / MANIFEST).parent):
        folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(DRAWING))
        try:
            for picture, png in draw(browser, due):
                (root / FOLDER / picture.file).write_bytes(png)
                drawn[picture.file] = Drawn(html=picture.source, png=digest(png))
        except MissingFontError:
            print(
                "cards: found no Noto Sans CJK SC, in which the cards are set; install it (Debian and Ubuntu: "
                "fonts-noto-cjk), then run make cards again",
                file=sys.stderr,
            )
            return 1
        finally:
            browser.close()
    entries = {picture.file: asdict(drawn[picture.file]) for picture in pictures}
    (root / MANIFEST).write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"Drew {len(due)} of {len(pictures)} pictures; the others are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path().resolve()))
