"""What a publisher sets in the environment: the site's own address, and where readers report mistakes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import quote, urlsplit

from report.model.problems import Place, Problem

SITE, REPORT = "SITE_URL", "REPORT_URL"
LARGEST_PORT = 65535
_PLACE = Place("mkdocs.yml", 1)
# What an address may be written with (RFC 3986, 2); all else is percent-encoded.
_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_NAME = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")  # of a host


def _as_written(address: str) -> str:
    """The address in plain letters: its host in Punycode, the rest percent-encoded; as it is where that fails."""
    parts = urlsplit(address)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        return address
    return parts._replace(netloc=host, path=quote(parts.path, safe="/%")).geturl()


def _fault_of_site(address: str) -> tuple[str, str] | None:
    """What is expected instead of the site's address, and a hint; nothing when it is sound."""
    expected = "https://… and no query, fragment or user"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        return expected, str(error)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return expected, f"set {SITE} to where the site will be, or leave it out"
    if not _ADDRESS.fullmatch(address) or not _NAME.fullmatch(parts.netloc.removesuffix(f":{port}")):
        written = _as_written(address)
        hint = f"write {written}" if written != address else "the host is a name, with a port at most"
        return "an address in plain letters", hint
    if parts.query or parts.fragment or address.endswith(("?", "#")):
        return expected, "pages of the site are below this address"
    return None


def check_site(address: str) -> list[Problem]:
    """The site's address is one below which pages can stand: they are linked to from the feed and the sitemap."""
    fault = _fault_of_site(address)
    return [Problem(_PLACE, f"{SITE} “{address}”", *fault)] if fault else []


def check_form(address: str) -> list[Problem]:
    """Where mistakes are reported is empty, or an address to which a browser can go."""
    hint = f"set {REPORT} to an issue form or an e-mail address, or leave it out"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        return [Problem(_PLACE, f"{REPORT} “{address}”", "https://… or mailto:…@…", str(error))]
    leads = (parts.scheme == "https" and parts.hostname) or (parts.scheme == "mailto" and "@" in parts.path)
    if not address or (leads and _ADDRESS.fullmatch(address) and not parts.fragment):
        return []
    return [Problem(_PLACE, f"{REPORT} “{address}”", "https://… or mailto:…@…", hint)]


def read_version(project: Path) -> tuple[str, list[Problem]]:
    """The version of the project, as ``pyproject.toml`` has it, and what is wrong with it there."""
    place = Place("pyproject.toml", 1)
    hint = "the data are published under it"
    try:
        version = tomllib.loads((project / place.file).read_text(encoding="utf-8"))["project"]["version"]
    except (OSError, ValueError) as error:  # that of broken TOML is one too
        return "", [Problem(place, f"what cannot be read ({error})", "a project with its version", hint)]
    except (KeyError, TypeError):
        return "", [Problem(place, "no version", 'version = "1.2.3" under [project]', hint)]
    return str(version), []


def check_port(port: int) -> list[Problem]:
    """The site can be served at the port."""
    if 0 < port <= LARGEST_PORT:
        return []
    return [Problem(_PLACE, f"PORT “{port}”", f"1 to {LARGEST_PORT}", "make serve PORT=8080")]
