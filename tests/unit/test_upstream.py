"""Templates that restate upstream markup: when upstream changes one, the restatement has to be looked at again."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from helpers import ROOT

OVERRIDES = ROOT / "overrides"
# As of Material 9.8.1. When one differs: compare the new partial with our override, then note its hash here.
RESTATED = {
    "404.html": "80c93494b5432b1b",
    "base.html": "8536d352b0093623",
    "partials/content.html": "ce33929c85af129f",
    "partials/copyright.html": "bc86bca3bf75070f",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/language.html": "3a44516f305006ac",
    "partials/nav.html": "af33f6e032f632eb",
    "partials/toc-item.html": "418f31ce2e6d5599",
    "partials/toc.html": "fde48f583563364b",
}


@pytest.mark.parametrize("name", RESTATED)
def test_upstream_is_as_it_was(name: str) -> None:
    template = files("material").joinpath("templates", *name.split("/"))
    assert sha256(template.read_bytes()).hexdigest()[:16] == RESTATED[name]


def test_every_override_of_an_upstream_file_is_watched() -> None:
    upstream = Path(str(files("material").joinpath("templates")))
    ours = {path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*.html")}
    restated = {name for name in ours if (upstream / name).exists()}
    assert restated - {"main.html"} == set(RESTATED)
