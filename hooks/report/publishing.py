"""The last step of a build: short addresses, redirects from addresses of earlier days, and the check of all links."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import jinja2

from report.ledger import read_ledger
from report.links import (
    BILINGUAL,
    by_page,
    check_collisions,
    check_links,
    check_moved,
    current_addresses,
    read_built,
    redirects,
    short_addresses,
)
from report.model import LANGUAGES, Language, Problem, Report

FOLDERS: dict[Language, str] = {"zh": "", "en": "en/"}


def _titles(report: Report, language: Language) -> dict[str, str]:
    """What each short address stands for, in words."""
    titles: dict[str, str] = {}
    for chapter in report.records.outline:
        titles[f"s/{chapter.number}/"] = chapter.title(language)
        titles |= {f"s/{section.number}/": section.title(language) for section in chapter.sections}
    for statistic in report.records.statistics:
        metric = report.metrics[statistic.metric].name.in_language(language)
        titles[f"f/{statistic.id}/"] = f"{metric} · {report.first_marks[language, statistic.id][1].text}"
    titles |= {f"c/{case.id}/": case.title.in_language(language) for case in report.records.cases}
    return titles


def _redirect_page(
    template: jinja2.Template, report: Report, language: Language, site_url: str, page: str, targets: Mapping[str, str],
    title: str,
) -> str:  # fmt: skip
    """A page that leads on. `targets` gives for each fragment where it leads, “” being the page itself."""
    folder = FOLDERS[language]
    up = "../" * page.count("/")
    default = targets.get("", "")
    return template.render(
        label={key: text.in_language(language) for key, text in report.records.labels.items()},
        title=title or default,
        canonical=urljoin(site_url, folder + default.partition("#")[0]),
        default=up + default,
        targets={anchor: up + target for anchor, target in targets.items() if anchor},
    )


def publish(report: Report, site: Path, root: Path, templates: Path, site_url: str) -> list[Problem]:
    """Finish the built site in `site`, and say what is wrong with its addresses.

    Every address that the ledger has is there, leads on, or is a problem; every link inside the
    site leads somewhere.
    """
    pages = read_built(site)
    short = short_addresses(report)
    current = current_addresses(pages, short)
    ledger, problems = read_ledger(root)
    targets, lost = redirects(ledger, current)
    problems += [*lost, *check_moved(ledger, current), *check_collisions(short, pages), *check_links(site, pages)]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True
    )
    redirect, moved = environment.get_template("redirect.html"), environment.get_template("moved.html")
    for language in LANGUAGES:
        folder, titles = FOLDERS[language], _titles(report, language)
        ways = {page: {"": target} for page, target in short.items()}
        for page, anchors in by_page(targets):
            if language == "en" and page.startswith(BILINGUAL):
                continue
            if page in current:
                _add_moved(site / folder / page / "index.html", moved, report, language, page, anchors)
            else:
                ways[page] = anchors
        for page, anchors in ways.items():
            path = site / folder / page / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = _redirect_page(redirect, report, language, site_url, page, anchors, titles.get(page, ""))
            path.write_text(text, encoding="utf-8")
    return problems


def _add_moved(
    path: Path, template: jinja2.Template, report: Report, language: Language, page: str, anchors: Mapping[str, str]
) -> None:
    """Put at the end of a page's text where those of its ids went that are gone."""
    up = "../" * page.count("/")
    labels = {key: text.in_language(language) for key, text in report.records.labels.items()}
    note = template.render(label=labels, anchors={anchor: up + target for anchor, target in anchors.items()})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</article>", f"{note}</article>", 1), encoding="utf-8")
