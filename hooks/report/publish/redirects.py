"""The last step of a build: short addresses, redirects from addresses of earlier days, and the check of all links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

import jinja2

from report.model.languages import LANGUAGES, Language
from report.model.problems import Problem
from report.model.report import Report
from report.publish.ledger import read_ledger
from report.publish.links import (
    BILINGUAL,
    BuiltPage,
    by_page,
    check_collisions,
    check_links,
    check_moved,
    check_page_ids,
    current_addresses,
    list_short_addresses,
    read_built,
    redirects,
    renamed_ids,
    short_addresses,
)

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


@dataclass(frozen=True)
class _Way:
    """Where an address leads, relative to the page that leads on, and the title of what is there."""

    href: str
    title: str


@dataclass(frozen=True)
class _Edition:
    """What the pages that lead on need to know of one language."""

    language: Language
    report: Report
    pages: Mapping[str, BuiltPage]

    @property
    def words(self) -> dict[str, str]:
        return self.report.words[self.language]

    @cached_property
    def titles(self) -> dict[str, str]:
        return _titles(self.report, self.language)

    def ways(self, page: str, targets: Mapping[str, str]) -> dict[str, _Way]:
        """For each id that `page` has no longer, “” for the page itself, where it leads."""
        up, own = "../" * page.count("/"), self.titles.get(page, "")
        return {
            anchor: _Way(up + target, (not anchor and own) or self._title(target)) for anchor, target in targets.items()
        }

    def _title(self, target: str) -> str:
        page, _, anchor = target.partition("#")
        return self.titles.get(page) or self.pages[FOLDERS[self.language] + page].title(anchor)


def _redirect_page(
    template: jinja2.Template, edition: _Edition, site_url: str, page: str, targets: Mapping[str, str]
) -> str:
    """A page that leads on. `targets` gives for each fragment where it leads, “” being the page itself."""
    default = targets.get("", "")
    ways = edition.ways(page, {"": default, **targets})
    return template.render(
        label=edition.words,
        canonical=urljoin(site_url, FOLDERS[edition.language] + default.partition("#")[0]),
        default=ways.pop(""),
        ways=ways,
        hrefs={anchor: way.href for anchor, way in ways.items()},
    )


def publish(report: Report, site: Path, root: Path, templates: Path, site_url: str) -> list[Problem]:
    """Finish the built site in `site`, and say what is wrong with its addresses.

    Every address that the ledger has is there, leads on, or is a problem; every id is sound, and every
    link inside the site leads somewhere.
    """
    pages = read_built(site)
    short = short_addresses(report)
    current = current_addresses(pages, short)
    ledger, problems = read_ledger(root)
    targets, lost = redirects(ledger, current)
    problems += [*lost, *check_moved(ledger, current), *check_collisions(list_short_addresses(report), pages)]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True
    )
    redirect, moved = environment.get_template("redirect.html"), environment.get_template("moved.html")
    ways = {page: {"": target} for page, target in short.items()}
    for page, way in ways.items():
        if page.startswith("s/"):  # only these are given out with an id behind them
            way |= renamed_ids(targets, way[""].partition("#")[0], current)
    for page, anchors in by_page(targets):
        if page not in pages:
            ways[page] = ways.get(page, {}) | anchors
    for language in LANGUAGES:
        edition, folder = _Edition(language, report, pages), site / FOLDERS[language]
        for page, anchors in by_page(targets):
            if page in pages and not (language == "en" and page.startswith(BILINGUAL)):
                _add_moved(folder / page / "index.html", moved, edition.words, edition.ways(page, anchors))
        for page, anchors in ways.items():
            if language == "en" and page.startswith(BILINGUAL):
                continue
            path = folder / page / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_redirect_page(redirect, edition, site_url, page, anchors), encoding="utf-8")
    return [*problems, *check_page_ids(pages), *check_links(site, pages, site_url)]


def _add_moved(path: Path, template: jinja2.Template, label: Mapping[str, str], ways: Mapping[str, _Way]) -> None:
    """Put at the end of a page's text where those of its ids went that are gone."""
    note = template.render(label=label, ways=ways)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</article>", f"{note}</article>", 1), encoding="utf-8")
