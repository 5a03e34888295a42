"""What a publisher sets in the environment is sound, or told in one message before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.check.settings import check_port, check_site, read_version


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://127.0.0.1:8000/", "https://xn--fiqs8s.example/a%20b/", "http://[::1]:80/"],
)
def test_a_sound_address_says_nothing(address: str) -> None:
    assert check_site(address) == []


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("", "leave it out"),
        ("None", "leave it out"),
        ("example.org/", "leave it out"),
        ("ftp://example.org/", "leave it out"),
        ("https:///", "leave it out"),
        ("https://example.org/?a=b/", "below this address"),
        ("https://example.org/#a/", "below this address"),
        ("https://example.org/?", "below this address"),
        ("https://中国.example/", "write https://xn--fiqs8s.example/"),
        ("https://example.org/报告/", "write https://example.org/%E6%8A%A5%E5%91%8A/"),
        ("https://a@example.org/", "the host is a name"),
        ('https://example.org/"x/', "write https://example.org/%22x/"),
        ("https://example.org:99999/", "Port out of range"),
        ("https://[::1/", "Invalid IPv6 URL"),
    ],
)
def test_an_address_below_which_no_page_can_stand_is_told(address: str, hint: str) -> None:
    (problem,) = check_site(address)
    assert f"found SITE_URL “{address}”" in str(problem)
    assert hint in problem.hint


@pytest.mark.parametrize("port", [0, 65536, 99999, -1])
def test_a_port_that_no_machine_has_is_told(port: int) -> None:
    assert check_port(8000) == []
    (problem,) = check_port(port)
    assert f"found PORT “{port}”" in str(problem)


@pytest.mark.parametrize(
    ("content", "found"),
    [("[project]\n", "no version"), ("[", "what cannot be read"), ("project = 1", "no version"), (None, "what cannot")],
)
def test_a_project_without_a_version_is_told(tmp_path: Path, content: str | None, found: str) -> None:
    if content is not None:
        (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    version, (problem,) = read_version(tmp_path)
    assert version == "" and str(problem).startswith(f"pyproject.toml:1: found {found}")
