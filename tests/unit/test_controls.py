"""Labels and controls of every built page, as HTML has them: what the W3C checker would say of them."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser as HTMLParser


def test_every_label_has_a_control_and_no_checkbox_is_completed(site: Path) -> None:
    wrong = []
    for path in sorted(site.rglob("*.html")):
        page = HTMLParser(path.read_text(encoding="utf-8"))
        controls = {
            node.attributes.get("id") for node in page.css("input:not([type=hidden]), select, textarea, button")
        }
        labels = [str(node.attributes["for"]) for node in page.css("label[for]")]
        wrong += [f"{path.relative_to(site)}: no control {name}" for name in labels if name not in controls]
        wrong += [f"{path.relative_to(site)}: {node.html}" for node in page.css("[type=checkbox][autocomplete]")]
    assert wrong == []
