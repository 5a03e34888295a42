"""Where readers report mistakes."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from report.check.settings import check_form
from report.write.mistakes import MistakeForm


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("https://example.com/issues/new", "title"),
        ("https://example.com/issues/new?labels=content", "title"),
        ("mailto:editors@example.com", "subject"),
    ],
)
def test_a_report_has_place_version_and_words(address: str, subject: str) -> None:
    form = MistakeForm(address, "https://example.org/")
    link = form.link("Mistake: {words}", "{url}\n{version}\n{words}", "en/a/#b", "40% & more", "12ab")
    fields = parse_qs(urlsplit(link).query)
    assert link.startswith(address)
    assert fields[subject] == ["Mistake: 40% & more"]
    assert fields["body"] == ["https://example.org/en/a/#b\n12ab\n40% & more"]
    assert check_form(address) == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.com",
        "editors@example.com",
        "mailto:nobody",
        "javascript:alert(1)",
        "https://[::1/",
        "https://e.org/#x",
    ],
)
def test_an_address_to_which_no_browser_can_go_is_told(address: str) -> None:
    (problem,) = check_form(address)
    assert f"REPORT_URL “{address}”" in str(problem)
