"""The report in one language: what everything that is told in a language starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from report.model.languages import Language
from report.model.pages import Page
from report.model.records import Chapter, Law, Metric, Organisation, Term, Translated
from report.model.report import Report
from report.read.markdown import plain_text
from report.relate.conflicts import Relations
from report.relate.figures import Figure, build_figures
from report.relate.mentions import Mention, list_mentions


@dataclass(frozen=True, eq=False)
class Edition:
    """The report in one language, with the relations of its figures."""

    report: Report
    language: Language
    relations: Relations

    @property
    def words(self) -> dict[str, str]:
        """The words of the interface."""
        return self.report.words[self.language]

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Its pages by name, in the order of the files."""
        return {page.name: page for page in self.report.pages if page.language is self.language}

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """The chapters by the names of their pages."""
        return {chapter.page: chapter for chapter in self.report.records.outline}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by id, in the order of the chapters."""
        return build_figures(self.report, self.relations, self.language)

    @cached_property
    def figures_of_pages(self) -> dict[str, tuple[Figure, ...]]:
        """The figures that are at home on each page, by the page's name."""
        pages: dict[str, list[Figure]] = {}
        for item in self.figures.values():
            pages.setdefault(item.page, []).append(item)
        return {page: tuple(items) for page, items in pages.items()}

    @cached_property
    def text_of_section(self) -> dict[str, str]:
        """What the report says in each section, by the section's id, as a reader sees it."""
        texts: dict[str, list[str]] = {section: [] for section in self.report.sections}
        for page in self.pages.values():
            for block in page.blocks:
                if block.section in texts and block.kind in ("prose", "view"):
                    texts[block.section].append(plain_text(block.text))
        return {section: "\n".join(lines) for section, lines in texts.items()}

    def local(self, text: Translated) -> str:
        """A text in this language."""
        return text.in_language(self.language)

    def other_names(self, entry: Metric | Term | Law | Organisation) -> tuple[str, ...]:
        """What an entry is called besides its name in this language: its names abroad, and its other names here."""
        aka = entry.aka if isinstance(entry, Organisation) else entry.aka.in_language(self.language)
        names = (*(entry.name.in_language(other) for other in self.language.others), *aka)
        different = {name.casefold(): name for name in reversed(names) if name != self.local(entry.name)}
        return tuple(reversed(different.values()))

    def mentions(self, identifier: str) -> tuple[Mention, ...]:
        """Where a case is told or a law is cited, in the order of the text."""
        return list_mentions(self.report, identifier, self.language)

    def title_of(self, place: str) -> str:
        """What an address inside an edition (``03-innovation-models/#social-commerce``) is called: its heading."""
        name, _, anchor = place.partition("/")
        anchor = anchor.removeprefix("#")
        headings = self.pages[name].headings if name in self.pages else ()
        heading = next((heading for heading in headings if heading.id == anchor), headings[0] if headings else None)
        return heading.title if heading else place
