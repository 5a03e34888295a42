"""Strict builds of a tiny two-language site: a sound one says nothing, a faulty one leaves the last good site alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT, make, run_mkdocs


def make_build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `make build` with the environment that these tests run in."""
    return make(folder, "build", f"VENV={sys.prefix}", "SITE_URL=https://example.org/digest/")


def test_a_sound_site_builds_without_a_word(tiny_site: Path) -> None:
    built = run_mkdocs(tiny_site, "build")
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    assert (tiny_site / "site" / "en" / "01-stores" / "index.html").exists()
    assert (tiny_site / "site" / "data" / "statistics.json").exists()
    assert not (tiny_site / "site" / "records").exists()


def test_make_build_puts_the_site_under_the_path_of_its_address(tiny_site: Path) -> None:
    built = make_build(tiny_site)
    assert built.returncode == 0
    assert re.fullmatch("Warning: pages of this build do not say when .* not a git repository.*\n", built.stderr)
    assert built.stdout == "Built site/ for https://example.org/digest/\n"
    page = (tiny_site / "site" / "01-stores" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/digest/01-stores/">' in page
    assert 'hreflang="en" href="https://example.org/digest/en/01-stores/"' in page


FAULTS = {
    "a link to no page": ("docs/zh/01-stores.md", "/// editor", "[断链](nowhere.md)\n\n/// editor", "nowhere.md"),
    "a link to no section": ("docs/en/01-stores.md", "/// editor", "[x](index.md#nowhere)\n\n/// editor", "#nowhere"),
    "an unknown figure": ("docs/zh/01-stores.md", "stat:freshco-delivery", "stat:freshco", "docs/zh/01-stores.md:15:"),
    "a wrong number": ("docs/en/01-stores.md", "60 to 30", "60 to 20", "docs/en/01-stores.md:15: found"),
    "broken YAML": ("docs/records/metrics.yml", "theme: growth", "theme: x: y", "docs/records/metrics.yml:3: found"),
}  # fmt: skip


def test_a_fault_stops_the_build_and_leaves_the_good_site_alone(tiny_site: Path) -> None:
    def written() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in sorted((tiny_site / "site").rglob("*")) if path.is_file()}

    assert make_build(tiny_site).returncode == 0
    good = written()
    for name, (file, find, replacement, message) in FAULTS.items():
        source = tiny_site / file
        before = source.read_text(encoding="utf-8")
        assert find in before, name
        source.write_text(before.replace(find, replacement, 1), encoding="utf-8")
        built = make_build(tiny_site)
        source.write_text(before, encoding="utf-8")
        assert built.returncode != 0, name
        assert message in built.stderr, name
        assert "Traceback" not in built.stdout + built.stderr, name
        assert written() == good, name


def test_a_menu_that_names_a_page_that_is_gone_is_told(tiny_site: Path) -> None:
    with (tiny_site / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("\nnav:\n  - index.md\n  - 05-gone.md\n")
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode == 1
    assert "05-gone.md' is included in the 'nav' configuration" in built.stderr
    assert "Traceback" not in built.stderr


def test_our_own_problems_stop_mkdocs_before_it_clears_the_site(tiny_site: Path) -> None:
    assert run_mkdocs(tiny_site, "build").returncode == 0
    page = tiny_site / "docs" / "zh" / "01-stores.md"
    page.write_text(page.read_text(encoding="utf-8").replace("[3 倍]", "[4 倍]", 1), encoding="utf-8")
    assert run_mkdocs(tiny_site, "build").returncode != 0
    assert (tiny_site / "site" / "01-stores" / "index.html").exists()


def test_a_broken_template_is_told_with_its_line(tiny_site: Path) -> None:
    overrides = tiny_site / "overrides"
    overrides.unlink()
    shutil.copytree(ROOT / "overrides", overrides)
    template = overrides / "report/pages/changes.md"
    template.write_text(template.read_text(encoding="utf-8") + "{{ book.nowhere.there }}\n", encoding="utf-8")
    line = template.read_text(encoding="utf-8").count("\n")
    built = run_mkdocs(tiny_site, "build")
    assert built.returncode != 0
    assert f"overrides/report/pages/changes.md:{line}: found UndefinedError" in built.stderr
    assert "Traceback" not in built.stdout + built.stderr


@pytest.mark.parametrize("kilobytes", [20, 200])
def test_a_disk_that_takes_no_more_is_told_in_a_sentence(tiny_site: Path, kilobytes: int) -> None:
    command = f"ulimit -f {kilobytes} && make build VENV={sys.prefix}"
    built = subprocess.run(["bash", "-c", command], cwd=tiny_site, capture_output=True, text=True, encoding="utf-8")
    assert built.returncode == 2  # make's
    assert "cannot be written or read: " in built.stdout + built.stderr
    assert "Traceback" not in built.stdout + built.stderr
