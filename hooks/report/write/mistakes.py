"""Links by which readers report a mistake: with its address, version and words filled in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin

from report.model.interface import fill


@dataclass(frozen=True)
class MistakeForm:
    """Where reports of mistakes go, as the publisher of a copy sets it, and the address of that copy.

    `address` is an issue form, which takes ``title`` and ``body`` as GitHub’s and GitLab’s do, or a ``mailto:``, which
    takes ``subject`` and ``body`` (RFC 6068). Empty where the publisher has set none.
    """

    address: str
    site_url: str

    def link(self, title: str, body: str, place: str, words: str, version: str) -> str:
        """The link for a passage: `words` of it, at `place`, on the site; `title` and `body` are patterns."""
        values = {"url": urljoin(self.site_url, place), "words": words, "version": version}
        title, body = fill(title, values), fill(body, values)
        subject = "subject" if self.address.startswith("mailto:") else "title"
        joined = f"{subject}={quote(title, safe='')}&body={quote(body, safe='')}"
        return f"{self.address}{'&' if '?' in self.address else '?'}{joined}"


NO_FORM = MistakeForm("", "/")
