"""The vocabulary of the project: records as authors write them, pages as they are read, and the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Unit = Literal[
    "percent", "percentage-point", "multiple", "fraction", "CNY", "CNY-per-person", "USD", "minute", "hour", "day",
    "week", "month", "year", "count", "person", "tonne", "km",
]  # fmt: skip
Kind = Literal["level", "change", "range", "from-to", "ratio", "limit"]
Qualifier = Literal["exact", "about", "over", "under", "up-to"]
Direction = Literal["up", "down", "none"]
Outcome = Literal["success", "failure", "mixed"]
Naming = Literal["named", "unnamed", "group"]
Source = Literal["full", "truncated", "heading-only", "outline-only"]

ID_PATTERN = r"^[a-z][a-z0-9]*(-{1,2}[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Number = int | float


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _has_text(text: str) -> str:
    if not text.strip():
        raise ValueError("an empty text")
    return text


Text = Annotated[str, AfterValidator(_has_text)]


class Record(BaseModel):
    """What every record shares: no unknown field, no silent conversion, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=False)


class Bilingual(Record):
    """One text in both languages; in records it may carry marks, like prose."""

    zh: Text
    en: Text

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


class BilingualList(Record):
    """Other names in each language; the two lists need not correspond."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        """The names in one language."""
        return self.zh if language == "zh" else self.en


class Section(Record):
    """A section of the report, as the outline promises it."""

    number: Annotated[str, Field(pattern=r"^\d{1,3}\.\d$")]
    id: Id
    source: Source
    zh: Text
    en: Text

    def title(self, language: Language) -> str:
        """Number and title, as the heading shows them."""
        return f"{self.number} {self.zh if language == 'zh' else self.en}"


class Chapter(Record):
    """A chapter of the report: one page in each language."""

    number: int
    page: Annotated[str, Field(pattern=r"^\d{2,3}-[a-z-]+$")]
    id: Id
    zh: Text
    en: Text
    sections: tuple[Section, ...]

    def title(self, language: Language) -> str:
        """Number and title, as the page's heading shows them."""
        return f"{self.number} {self.zh if language == 'zh' else self.en}"


class Entry(Record):
    """An entry of a controlled vocabulary."""

    id: Id
    zh: Text
    en: Text

    def in_language(self, language: Language) -> str:
        """The label in one language."""
        return self.zh if language == "zh" else self.en


class Vocabulary(Record):
    """The controlled values that records may use, with their labels."""

    themes: tuple[Entry, ...]
    models: tuple[Entry, ...]
    technologies: tuple[Entry, ...]
    industries: tuple[Entry, ...]
    regions: tuple[Entry, ...]
    organisation_kinds: tuple[Entry, ...]


class Metric(Record):
    """A measure, defined once by the field's standard term."""

    id: Id
    name: Bilingual
    aka: BilingualList = BilingualList()
    theme: Id
    unit: Unit
    definition: Bilingual
    formula: Bilingual | None = None
    reading: Bilingual | None = None


class Term(Record):
    """A term of the trade that the prose uses and a newcomer may not know."""

    id: Id
    name: Bilingual
    aka: BilingualList = BilingualList()
    definition: Bilingual


class Organisation(Record):
    """A company, brand, platform or public body that the report names."""

    id: Id
    name: Bilingual
    aka: tuple[Text, ...] = ()
    kind: Id
    parent: Id | None = None


class Law(Record):
    """A law, rule or standard that the report names."""

    id: Id
    name: Bilingual
    aka: BilingualList = BilingualList()


class Subject(Record):
    """Whom or what a figure is about, or what it is compared with, where that is no organisation of its own.

    `anonymous`: a particular organisation whose name the report withholds (某母婴品牌).
    `organisation`: the organisation of which the subject is a part.
    """

    id: Id
    zh: Text
    en: Text
    organisation: Id | None = None
    anonymous: bool = False

    def in_language(self, language: Language) -> str:
        """The name in one language."""
        return self.zh if language == "zh" else self.en

    @property
    def naming(self) -> Naming:
        """Whether it is an organisation with a name, one without, or none in particular: a group or a market."""
        return "unnamed" if self.anonymous else "named" if self.organisation else "group"


class Case(Record):
    """An organisation, named or not, doing something concrete.

    `anonymous`: the organisation at the centre of the case is not named by the report.
    """

    id: Id
    title: Bilingual
    organisations: tuple[Id, ...] = ()
    anonymous: bool = False
    models: Annotated[tuple[Id, ...], Field(min_length=1)]
    technologies: tuple[Id, ...] = ()
    industry: Id
    region: Id | None = None
    year: int | None = None
    outcome: Outcome
    summary: Bilingual

    @model_validator(mode="after")
    def _named_or_not(self) -> Self:
        if not self.organisations and not self.anonymous:
            raise ValueError("no organisation and not anonymous; expected organisations, or anonymous: true")
        return self


TO_MINUTES: dict[Unit, int] = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
CHANGE_UNITS: frozenset[Unit] = frozenset({"percent", "percentage-point", "multiple"})
RATIO_UNITS: frozenset[Unit] = frozenset({"percent", "multiple", "fraction"})
FIELDS_OF_KIND: dict[Kind, tuple[str, ...]] = {
    "level": ("value",),
    "change": ("value",),
    "ratio": ("value",),
    "limit": ("value",),
    "range": ("low", "high"),
    "from-to": ("from", "to"),
}


class Statistic(Record):
    """A figure of the report, in base units (40% → 40 percent, 50万亿元 → 50_000_000_000_000 CNY).

    `kind` says what the number is: a level, a change, a range, a pair from–to, a ratio to a
    comparator, or a limit that a rule sets. `subject` and `comparator` are ids of subjects or
    organisations. `source_named`: the report names a checkable source for the figure.
    """

    id: Id
    metric: Id
    subject: Id
    comparator: Id | None = None
    kind: Kind
    forecast: bool = False
    value: Number | None = None
    from_: Number | None = Field(default=None, alias="from")
    to: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit
    qualifier: Qualifier = "exact"
    direction: Direction = "none"
    year: Annotated[int, Field(ge=1990, le=2035)] | None = None
    base_year: Annotated[int, Field(ge=1990, le=2035)] | None = None
    source_named: bool = False
    cases: tuple[Id, ...] = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The figure's numbers in reading order, in base units."""
        fields = (self.value, self.low, self.high, self.from_, self.to)
        return tuple(number for number in fields if number is not None)

    @model_validator(mode="after")
    def _kind_and_fields_agree(self) -> Self:
        fields = {"value": self.value, "from": self.from_, "to": self.to, "low": self.low, "high": self.high}
        given = {name for name, number in fields.items() if number is not None}
        needed = set(FIELDS_OF_KIND[self.kind])
        if given != needed:
            found = ", ".join(sorted(given)) or "no number"
            raise ValueError(f"kind “{self.kind}” with {found}; expected {' and '.join(FIELDS_OF_KIND[self.kind])}")
        if self.kind == "change" and self.direction == "none":
            raise ValueError("kind “change” without a direction; expected direction: up or direction: down")
        if self.kind == "ratio" and self.comparator is None:
            raise ValueError("kind “ratio” without a comparator; expected the id of what it is compared with")
        if self.kind == "ratio" and self.unit not in RATIO_UNITS:
            raise ValueError(f"kind “ratio” in {self.unit}; expected {', '.join(sorted(RATIO_UNITS))}")
        if self.unit == "percentage-point" and self.kind != "change":
            raise ValueError(f"unit “percentage-point” with kind “{self.kind}”; expected kind “change”")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"a range from {self.low} to {self.high}; expected low below high")
        if self.from_ is not None and self.to is not None and self.from_ != self.to:
            way: Direction = "up" if self.to > self.from_ else "down"
            if self.direction != way:
                raise ValueError(f"from {self.from_} to {self.to} with direction “{self.direction}”; expected “{way}”")
        return self


class Exemption(Record):
    """A rule that says that some digits in prose are no figure. `pattern` is a regular expression."""

    pattern: Text
    why: Text


class Synonym(Record):
    """Words that readers use, and the words that the text uses for the same. Languages may be mixed."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    means: Annotated[tuple[Text, ...], Field(min_length=1)]


class Change(Record):
    """An entry of the list of changes: what was changed, where (addresses inside an edition), and why."""

    id: Id
    day: Annotated[date, Field(strict=False)]  # YAML's own dates are read as text
    kind: Literal["correction", "addition", "wording"]
    title: Bilingual
    text: Bilingual
    why: Bilingual | None = None
    places: tuple[Text, ...] = ()


Label = Bilingual


@dataclass(frozen=True)
class Place:
    """Where something stands in the sources: a file, relative to the project, and a line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """Something that must be mended before the site can be built."""

    place: Place
    found: str
    expected: str
    hint: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}, hint: {self.hint}"


Scheme = Literal["stat", "case", "law"]


@dataclass(frozen=True)
class Mark:
    """A figure, a case or a law marked in prose: ``[text](stat:id)``, ``[text](case:id)``, ``[text](law:id)``.

    `section` is the id of the section that holds it; empty in records and before the first section.
    """

    scheme: Scheme
    target: str
    text: str
    section: str
    place: Place
    start: int  # offset of the mark in its block's text
    end: int


@dataclass(frozen=True)
class Heading:
    """A heading of a page. `id` is empty when the author gave none."""

    level: int
    title: str
    id: str
    place: Place


@dataclass(frozen=True)
class Anchor:
    """The id of a table or a call-out, written on a line of its own above it."""

    id: str
    place: Place


BlockKind = Literal["prose", "view", "editor", "gap"]


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a table row of a page, or a text of a record, with the marks in it.

    `kind` tells the call-out it stands in; "prose" outside of any.
    """

    text: str
    kind: BlockKind
    section: str
    place: Place
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Page:
    """A Markdown page of one language: `name` is its file name without ``.md``, `text` is below its front matter."""

    language: Language
    name: str
    file: str
    description: str
    text: str
    headings: tuple[Heading, ...]
    anchors: tuple[Anchor, ...]
    blocks: tuple[Block, ...]

    @property
    def named(self) -> tuple[Heading | Anchor, ...]:
        """The headings, and the ids of tables and call-outs, in reading order."""
        return tuple(sorted((*self.headings, *self.anchors), key=lambda entry: entry.place.line))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks in reading order."""
        return tuple(mark for block in self.blocks for mark in block.marks)

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root, without a leading slash."""
        folder = "" if self.language == "zh" else "en/"
        return folder if self.name == "index" else f"{folder}{self.name}/"


@dataclass(frozen=True)
class Records:
    """Everything under ``docs/records``, in the order of the files, and where each entry stands."""

    outline: tuple[Chapter, ...]
    vocabulary: Vocabulary
    metrics: tuple[Metric, ...]
    terms: tuple[Term, ...]
    organisations: tuple[Organisation, ...]
    laws: tuple[Law, ...]
    subjects: tuple[Subject, ...]
    cases: tuple[Case, ...]
    statistics: tuple[Statistic, ...]
    exemptions: tuple[Exemption, ...]
    changes: tuple[Change, ...]  # the newest first
    synonyms: tuple[Synonym, ...]
    keywords: dict[str, BilingualList]  # further words by which the search finds a section, by its id
    labels: dict[str, Label]
    fields: dict[str, dict[str, Label]]  # what each field of the open data means, by table
    unparsed: frozenset[str]  # the names of files that could not be read at all
    unread: frozenset[str]  # the words of entries that could not be read, so that one fault is not told twice
    places: dict[tuple[int, str], Place]  # by identity of the record, and field; "" for the record itself

    def place(self, record: Record, field: str = "") -> Place:
        """Where a record stands, or one of its fields; the record where the field is not written."""
        return self.places.get((id(record), field)) or self.places[id(record), ""]


@dataclass(frozen=True, eq=False)  # one is like no other, so that what is built from it can be remembered
class Report:
    """The whole report: records and the pages of both languages."""

    records: Records
    pages: tuple[Page, ...]
    texts: tuple[tuple[Record, Language, Block], ...]  # the prose inside records

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by id, in the order of the outline."""
        return {section.id: section for chapter in self.records.outline for section in chapter.sections}

    @cached_property
    def chapter_of_section(self) -> dict[str, Chapter]:
        """The chapter of each section, by the section's id."""
        return {section.id: chapter for chapter in self.records.outline for section in chapter.sections}

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Metrics by id."""
        return {metric.id: metric for metric in self.records.metrics}

    @cached_property
    def statistics(self) -> dict[str, Statistic]:
        """Statistics by id, in the order of the chapters."""
        return {statistic.id: statistic for statistic in self.records.statistics}

    @cached_property
    def statistics_of_metric(self) -> dict[str, tuple[str, ...]]:
        """The ids of the statistics of each metric, by the metric's id."""
        return _grouped((statistic.metric, statistic.id) for statistic in self.statistics.values())

    @cached_property
    def statistics_of_case(self) -> dict[str, tuple[str, ...]]:
        """The ids of the statistics that are results of each case, by the case's id."""
        return _grouped((case, statistic.id) for statistic in self.statistics.values() for case in statistic.cases)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Cases by id."""
        return {case.id: case for case in self.records.cases}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {organisation.id: organisation for organisation in self.records.organisations}

    def with_parents(self, organisation: str | None) -> tuple[str, ...]:
        """The id of an organisation and of those to which it belongs, nearest first; nothing for none."""
        line: list[str] = []
        while organisation and organisation not in line:
            line.append(organisation)
            organisation = self.organisations[organisation].parent
        return tuple(line)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Whom a figure may be about, by id: the subjects, and every organisation as a subject of its own."""
        as_subjects = {
            o.id: Subject(id=o.id, zh=o.name.zh, en=o.name.en, organisation=o.id) for o in self.records.organisations
        }
        return as_subjects | {subject.id: subject for subject in self.records.subjects}

    @cached_property
    def first_marks(self) -> dict[tuple[Language, str], tuple[Page, Mark]]:
        """The first mark of each statistic on the pages of a language."""
        first: dict[tuple[Language, str], tuple[Page, Mark]] = {}
        for page in self.pages:
            for mark in page.marks:
                if mark.scheme == "stat":
                    first.setdefault((page.language, mark.target), (page, mark))
        return first

    @cached_property
    def laws(self) -> dict[str, Law]:
        """Laws by id."""
        return {law.id: law for law in self.records.laws}

    @cached_property
    def words(self) -> dict[Language, dict[str, str]]:
        """The words of the interface by language and key."""
        labels = self.records.labels.items()
        return {language: {key: text.in_language(language) for key, text in labels} for language in LANGUAGES}

    def known(self, scheme: Scheme) -> Collection[str]:
        """The ids that marks of a scheme may name."""
        known: dict[Scheme, Collection[str]] = {"stat": self.statistics, "case": self.cases, "law": self.laws}
        return known[scheme]

    @cached_property
    def mentions(self) -> dict[tuple[Language, str], dict[str, tuple[Page, Block]]]:
        """For each case or law and language: the sections that name it, each with the block that does so first."""
        mentions: dict[tuple[Language, str], dict[str, tuple[Page, Block]]] = {}
        for page in self.pages:
            for block in page.blocks:
                for mark in block.marks:
                    if mark.scheme != "stat":
                        mentions.setdefault((page.language, mark.target), {}).setdefault(block.section, (page, block))
        return mentions
