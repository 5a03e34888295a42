"""What a server says with each file: one table, beside the site in the words of each kind of server.

``_headers`` is read by Netlify and Cloudflare Pages, ``_headers.caddy`` and ``_headers.nginx`` are included by the
recipes in ``deploy/``. No rule of the first sets what another does: the two hosts join or replace, each in its own way.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from report.publish.snapshots import live_pages
from report.write.templates import Templates

SERVERS = {"_headers": "hosts", "_headers.caddy": "caddy", "_headers.nginx": "nginx"}  # file: its template
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)  # one with attributes is a file, or data

# Everything here is public and under a free licence, so any page may use it; none may be reached from another window.
EVERYWHERE = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
LASTING = "public, max-age=31536000, immutable"  # of what has its content in its name; RFC 8246
FRESH = "no-cache"  # kept, and asked about each time: a page is that of today


def hash_scripts(pages: Iterable[str]) -> list[str]:
    """The sources by which a policy knows the scripts that stand in pages: sorted, each once.

    See “hash-source” in Content Security Policy Level 3.
    """
    scripts = {script for page in pages for script in _INLINE.findall(page)}
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of every page: its own files, and `scripts` by their hashes. Nothing else runs.

    Who may frame a page is left to the server: charts are made for it, other pages are not.
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def write_headers(site: Path, templates: Templates) -> None:
    """Put the headers beside the pages of the built `site`. Raises jinja2.TemplateError for a broken template."""
    scripts = hash_scripts(path.read_text(encoding="utf-8") for path in live_pages(site))  # copies have none
    context = {"policy": policy(scripts), "everywhere": EVERYWHERE, "lasting": LASTING, "fresh": FRESH}
    for name, template in SERVERS.items():
        text = templates.plain.get_template(f"servers/{template}.conf").render(context)
        (site / name).write_text(text, encoding="utf-8")
