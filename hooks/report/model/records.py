"""Records as authors write them under ``docs/records``, one class for each kind of entry."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model, model_validator

from report.model.languages import LANGUAGES, Language
from report.model.markup import is_plain, is_prose
from report.model.patterns import is_pattern
from report.model.problems import Place
from report.model.values import (
    FIELDS_OF_KIND,
    LARGEST,
    LONGEST_ID,
    LONGEST_TEXT,
    RATIO_UNITS,
    Differs,
    Direction,
    Id,
    Kind,
    Naming,
    Number,
    Outcome,
    Qualifier,
    Source,
    Unit,
)


def _has_text(text: str) -> str:
    if not text.strip():
        raise ValueError("an empty text")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters; expected at most {LONGEST_TEXT}")
    return text


def _is_code(text: str) -> str:
    codes = [language.code for language in LANGUAGES]
    if text not in codes:
        raise ValueError(f"the language “{text}”; expected {' or '.join(codes)}")
    return text


Text = Annotated[str, AfterValidator(_has_text)]
Plain = Annotated[Text, AfterValidator(is_plain)]
Markdown = Annotated[Text, AfterValidator(is_prose)]
Pattern = Annotated[Text, AfterValidator(is_pattern)]


class Record(BaseModel):
    """What every record shares: no unknown field, no silent conversion, no change after reading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=False,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )


if TYPE_CHECKING:
    _Texts = Record
    _Lists = Record
else:
    # Each language is a field of its own, so that one that is missing or unknown has a message like any field.
    _Texts = create_model("Texts", __base__=Record, **{language.code: (Plain, ...) for language in LANGUAGES})
    _Lists = create_model(
        "Lists", __base__=Record, **{language.code: (tuple[Plain, ...], ()) for language in LANGUAGES}
    )


class Translated(_Texts):
    """One text in each language, without markup: a name, a title, a word."""

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        text: str = getattr(self, language.code)
        return text

    @property
    def texts(self) -> dict[str, str]:
        """The text in each language, by the language's code."""
        return {language.code: self.in_language(language) for language in LANGUAGES}


if TYPE_CHECKING:
    _Markdown = Translated
else:
    _Markdown = create_model(
        "Markdown", __base__=Translated, **{language.code: (Markdown, ...) for language in LANGUAGES}
    )


class Prose(_Markdown):
    """Sentences in each language: Markdown, with marks as on a page, and without HTML."""


class TranslatedList(_Lists):
    """Other names in each language; the lists need not correspond."""

    def in_language(self, language: Language) -> tuple[str, ...]:
        """The names in one language."""
        names: tuple[str, ...] = getattr(self, language.code)
        return names

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """The names in each language, by the language's code."""
        return {language.code: self.in_language(language) for language in LANGUAGES}


class Section(Translated):
    """A section of the report, as the outline promises it."""

    number: Annotated[str, Field(pattern=r"^\d{1,3}\.\d$")]
    """chapter and section, as `"3.1"`; in quotes, since 3.10 is no 3.1"""
    id: Id
    """the id of its heading"""
    source: Source
    """what the report has of it: `full` text, text that is `truncated`, a heading (`heading-only`), or no more than
    its line in the contents (`outline-only`)"""

    @property
    def is_empty(self) -> bool:
        """Whether the report has no text of it."""
        return self.source in ("heading-only", "outline-only")

    def title(self, language: Language) -> str:
        """Number and title, as the heading shows them."""
        return f"{self.number} {self.in_language(language)}"


class Chapter(Translated):
    """A chapter of the report: one page in each language."""

    number: int
    """its number in the report"""
    page: Annotated[str, Field(pattern=r"^\d{2,3}-[a-z-]+$", max_length=LONGEST_ID)]
    """the name of its pages, without `.md`"""
    id: Id
    """the id of its title"""
    sections: tuple[Section, ...]
    """its sections, in order"""

    def title(self, language: Language) -> str:
        """Number and title, as the page's heading shows them."""
        return f"{self.number} {self.in_language(language)}"


class Entry(Translated):
    """An entry of a controlled vocabulary."""

    id: Id
    """its id in the records, in addresses and in the data"""


class Vocabulary(Record):
    """The controlled values that records may use, with their labels."""

    themes: tuple[Entry, ...]
    """themes under which the glossary lists metrics"""
    models: tuple[Entry, ...]
    """business models"""
    technologies: tuple[Entry, ...]
    """technologies"""
    industries: tuple[Entry, ...]
    """trades"""
    regions: tuple[Entry, ...]
    """parts of the world"""
    organisation_kinds: tuple[Entry, ...]
    """kinds of organisation"""


class Metric(Record):
    """A measure, defined once by the field's standard term."""

    id: Id
    """its address"""
    name: Translated
    """the field’s standard term in each language"""
    aka: TranslatedList = TranslatedList()
    """other names, as lists in `zh` and `en`"""
    theme: Id
    """the theme under which the glossary lists it"""
    comparable: bool = True
    """`false` when its figures measure different objects, so that no chart sets them side by side"""
    counted: Translated | None = None
    """what its figures count, as `{zh: 门店, en: stores}`; for those in the unit `count`"""
    definition: Prose
    """one to three plain sentences"""
    formula: Prose | None = None
    """the usual formula, in words"""
    reading: Prose | None = None
    """what to watch when comparing"""


class Document(Record):
    """A public document in which an editor's note can be checked."""

    id: Id
    """its address on the page of sources"""
    publisher: Translated
    """who published it"""
    title: Translated | None = None
    """its title in each language; left out where none was to be read"""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    """when; left out where no date was to be read"""
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    """where it was read; left out where no address was read"""
    says: Prose
    """what it says of the matter, in the editors’ words"""


class Note(Prose):
    """An editor's note: why a figure, a case or a statement of the report is doubtful or wrong as it stands, or more.

    Pages show it where a line of a call-out says ``note:<id>``; the records that name it carry it along.
    """

    id: Id
    """its id, by which pages and records name it"""
    sources: tuple[Id, ...] = ()
    """where it can be checked: ids of `sources.yml`; empty where it is arithmetic, or tells of the report itself"""
    doubts: bool = True
    """`false` where it speaks against nothing that the report says, and adds what readers need"""


class Comparison(Record):
    """Another figure of the report that tells the same story otherwise, without contradicting by the rule."""

    with_: Id = Field(alias="with")
    """the id of the other figure"""
    differs: Differs
    """what differs: the `figure`, or the `account` of one and the same figure"""
    why: Prose
    """what is hard to reconcile, and why the two may differ"""


class Contrast(Record):
    """A case that an editor sets beside another."""

    with_: Id = Field(alias="with")
    """the id of the other case"""
    why: Prose
    """what the comparison shows"""


class SharedFigure(Record):
    """A decision on a figure that the report gives for several owners, which the build has found."""

    id: Id
    """its address"""
    figures: Annotated[tuple[Id, ...], Field(min_length=2)]
    """the ids of all its figures"""
    verdict: Literal["doubtful", "chance"]
    """`doubtful` when chance is an unlikely reason, which the glossary shows; `chance` when it is not"""
    why: Prose | None = None
    """what makes it remarkable; needed for `doubtful`"""

    @model_validator(mode="after")
    def _doubt_has_a_reason(self) -> Self:
        if self.verdict == "doubtful" and self.why is None:
            raise ValueError("“doubtful” without a reason; expected why: {zh: …, en: …}")
        return self


class Term(Record):
    """A term of the trade that the prose uses and a newcomer may not know."""

    id: Id
    """its address"""
    name: Translated
    """what it is called in each language"""
    aka: TranslatedList = TranslatedList()
    """other names, as lists in `zh` and `en`"""
    definition: Prose
    """one to three plain sentences"""


class Organisation(Record):
    """A company, brand, platform or public body that the report names."""

    id: Id
    """its address"""
    name: Translated
    """the name in Chinese, and the name used abroad"""
    aka: tuple[Plain, ...] = ()
    """other names, one list for both languages"""
    kind: Id
    """an id of `organisation_kinds` in `vocabulary.yml`"""
    parent: Id | None = None
    """the organisation to which it belongs"""
    note: Id | None = None
    """the editor’s note on what the report says of it: an id of `notes.yml`"""


class Law(Record):
    """A law, rule or standard that the report names."""

    id: Id
    """its address"""
    name: Translated
    """its official name in each language"""
    aka: TranslatedList = TranslatedList()
    """other names, as lists in `zh` and `en`"""


class Subject(Translated):
    """Whom or what a figure is about, or what it is compared with, where that is no organisation of its own.

    `anonymous`: a particular organisation whose name the report withholds (某母婴品牌).
    `organisation`: the organisation of which the subject is a part.
    """

    id: Id
    """its id in the data"""
    organisation: Id | None = None
    """the organisation of which it is a part"""
    anonymous: bool = False
    """`true` for a particular organisation that the report does not name"""

    @property
    def naming(self) -> Naming:
        """Whether it is an organisation with a name, one without, or none in particular: a group or a market."""
        return "unnamed" if self.anonymous else "named" if self.organisation else "group"


class Case(Record):
    """An organisation, named or not, doing something concrete.

    `anonymous`: the organisation at the centre of the case is not named by the report.
    """

    id: Id
    """its address"""
    title: Translated
    """a title in both languages; no two cases of the same organisations share one"""
    organisations: tuple[Id, ...] = ()
    """who did it: ids of `organisations.yml`"""
    anonymous: bool = False
    """`true` when the report does not name the organisation at the centre"""
    models: Annotated[tuple[Id, ...], Field(min_length=1)]
    """business models, the main one first"""
    technologies: tuple[Id, ...] = ()
    """technologies in use"""
    industry: Id | None = None
    """the trade, if the report says so"""
    region: Id | None = None
    """where, if the report says so"""
    year: int | None = None
    """when, if the report says so"""
    outcome: Outcome
    """`success`, `failure`, `mixed` or, when the report tells no result, `not-reported`"""
    summary: Prose
    """what was done, in two or three sentences"""
    contrasts: tuple[Contrast, ...] = ()
    """cases to set beside it, each with what the comparison shows"""
    note: Id | None = None
    """the editor’s note on it: an id of `notes.yml`"""

    @model_validator(mode="after")
    def _named_or_not(self) -> Self:
        if not self.organisations and not self.anonymous:
            raise ValueError("no organisation and not anonymous; expected organisations, or anonymous: true")
        return self


class Statistic(Record):
    """A figure of the report, in base units (40% → 40 percent, 50万亿元 → 50_000_000_000_000 CNY).

    `kind` says what the number is: a level, a change, a difference from a comparator, a range, a pair
    from–to, a ratio to a comparator, or a limit that a rule sets. `subject` and `comparator` are ids of subjects or
    organisations. `source_named`: the report names a checkable source for the figure.
    """

    id: Id
    """its address"""
    metric: Id
    """what is measured: an id of `metrics.yml`"""
    called: Translated | None = None
    """the one of the metric’s other names that fits here, as `{zh: 试穿转化率, en: try-on conversion rate}`"""
    subject: Id
    """whom it is about: an id of `subjects.yml` or `organisations.yml`"""
    comparator: Id | None = None
    """what it is compared with, likewise"""
    kind: Kind
    """`level`, `change`, `difference` (from a comparator), `range`, `from-to`, `ratio` (to a comparator) or `limit`
    (set by a rule)"""
    forecast: bool = False
    """`true` for an expectation"""
    value: Number | None = None
    """the number of a level, change, difference, ratio or limit, in base units: 40% is 40, 50 万亿元 is
    50_000_000_000_000"""
    from_: Number | None = Field(default=None, alias="from")
    """the first number of a pair"""
    to: Number | None = None
    """the second number of a pair, in the same unit"""
    low: Number | None = None
    """the lower end of a range"""
    high: Number | None = None
    """the upper end of a range"""
    unit: Unit
    """`percent`, `percentage-point`, `multiple`, `fraction`, `CNY`, `CNY-per-person`, `USD`, `minute`, `hour`,
    `day`, `week`, `month`, `year`, `count`, `per-10000-people`, `person`, `tonne`, `km`"""
    counted: Translated | None = None
    """what it counts, where that is not what its metric counts"""
    qualifier: Qualifier = "exact"
    """`exact` (when left out), `about`, `over`, `under`, `up-to` or `order` (no more than the power of ten is given)"""
    direction: Direction = "none"
    """`up`, `down` or `none` (when left out)"""
    year: Annotated[int, Field(ge=1990, le=2035)] | None = None
    """the year that the report ties to it"""
    base_year: Annotated[int, Field(ge=1990, le=2035)] | None = None
    """the year that it is compared with"""
    period: Translated | None = None
    """the span of time that the report gives with it, as `{zh: 一年内, en: in one year}`"""
    source_named: bool = False
    """`true` when the report names a checkable source"""
    cases: tuple[Id, ...] = ()
    """the cases whose result it is; the figure’s own section must tell them"""
    note: Id | None = None
    """the editor’s note on it: an id of `notes.yml`"""
    compare_with: tuple[Comparison, ...] = ()
    """figures that tell the same story otherwise and are hard to reconcile with it"""

    @property
    def measures(self) -> Hashable:
        """What it measures, of whom and against what; figures with the same may contradict one another."""
        return self.metric, self.called, self.subject, self.comparator

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The figure's numbers in reading order, in base units."""
        fields = (self.value, self.low, self.high, self.from_, self.to)
        return tuple(number for number in fields if number is not None)

    @model_validator(mode="after")
    def _kind_and_fields_agree(self) -> Self:
        if any(abs(number) > LARGEST for number in self.numbers):
            raise ValueError("a number beyond all measure; expected one of at most eighteen digits")
        fields = {"value": self.value, "from": self.from_, "to": self.to, "low": self.low, "high": self.high}
        given = {name for name, number in fields.items() if number is not None}
        needed = set(FIELDS_OF_KIND[self.kind])
        if given != needed:
            found = ", ".join(sorted(given)) or "no number"
            raise ValueError(f"kind “{self.kind}” with {found}; expected {' and '.join(FIELDS_OF_KIND[self.kind])}")
        if self.kind in ("change", "difference") and self.direction == "none":
            raise ValueError(f"kind “{self.kind}” without a direction; expected direction: up or direction: down")
        if self.kind == "difference" and self.comparator is None:
            raise ValueError("kind “difference” without a comparator; expected the id of what it is compared with")
        if self.kind == "change" and self.comparator is not None:
            raise ValueError("kind “change” with a comparator; expected kind “difference”")
        if self.kind == "ratio" and self.comparator is None:
            raise ValueError("kind “ratio” without a comparator; expected the id of what it is compared with")
        if self.kind == "ratio" and self.unit not in RATIO_UNITS:
            raise ValueError(f"kind “ratio” in {self.unit}; expected {', '.join(sorted(RATIO_UNITS))}")
        if self.unit == "percentage-point" and self.kind not in ("change", "difference"):
            raise ValueError(f"unit “percentage-point” with kind “{self.kind}”; expected kind “change” or “difference”")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"a range from {self.low} to {self.high}; expected low below high")
        if self.from_ is not None and self.to is not None and self.from_ != self.to:
            way: Direction = "up" if self.to > self.from_ else "down"
            if self.direction != way:
                raise ValueError(f"from {self.from_} to {self.to} with direction “{self.direction}”; expected “{way}”")
        return self


class Exemption(Record):
    """A rule that says that some digits in prose are no figure. `pattern` is a regular expression."""

    pattern: Pattern
    """a regular expression (RE2) of what looks like a figure and is none"""
    why: Text
    """the reason"""


class Synonym(Record):
    """Words that readers use, and the words that the text uses for the same. Languages may be mixed."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """words that readers use, in any language"""
    means: Annotated[tuple[Text, ...], Field(min_length=1)]
    """words that the text uses for the same"""


class Phrase(Record):
    """Words that are not to be written, and what to write. `pattern` is a regular expression."""

    language: Annotated[str, AfterValidator(_is_code)]
    """the language in which they are not written: `zh` or `en`"""
    pattern: Pattern
    """a regular expression (RE2) of what is not written"""
    instead: Text
    """what to write"""


class Length(Record):
    """In how many words a language sums up a section of which the report has the text."""

    language: Annotated[str, AfterValidator(_is_code)]
    """the language: `zh` or `en`"""
    least: int
    """the fewest words"""
    most: int
    """the most words; tables, captions and editor’s notes do not count"""


class Style(Record):
    """The rules of style that a machine can hold."""

    lengths: tuple[Length, ...] = ()
    """how long summaries are"""
    phrases: tuple[Phrase, ...] = ()
    """what is not written"""


class Change(Record):
    """An entry of the list of changes: what it was, what it is, why, and where (addresses inside an edition)."""

    id: Id
    """its address on the page of changes; begins with `change-`"""
    day: Annotated[date, Field(strict=False)]  # YAML's own dates are read as text
    """the day, as 2025-12-31"""
    kind: Literal["correction", "addition", "wording"]
    """`correction` (something was wrong), `addition` (something is new) or `wording` (the same said better)"""
    title: Translated
    """what changed, in a few words"""
    was: Prose
    """what it was"""
    now: Prose
    """what it is now"""
    why: Prose
    """the grounds"""
    places: tuple[Text, ...] = ()
    """where: addresses such as `03-innovation-models/#social-commerce`"""

    @model_validator(mode="after")
    def _something_was_corrected(self) -> Self:
        same = [code for code, text in self.was.texts.items() if text == self.now.texts[code]]
        if self.kind == "correction" and same:
            raise ValueError(
                f"the same text in was and now ({', '.join(same)}); expected what it said, and what it says"
            )
        return self


class Release(Record):
    """A released version, of which the repository keeps a copy to read (``docs/records/releases``)."""

    version: Annotated[str, Field(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]
    """three numbers, as `1.0.0`; the name of its archive, and of its folder below `/v/`"""
    day: Annotated[date, Field(strict=False)]
    """the day on which its text was last changed, as 2025-12-31"""
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+/$")]
    """the site’s address that its data name; pages name the site’s own of each day"""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """the check sum of its archive, in quotes"""

    @property
    def anchor(self) -> str:
        """The id of its heading in the list of versions."""
        return f"version-{self.version.replace('.', '-')}"

    @property
    def order(self) -> tuple[int, ...]:
        """What tells which of two versions is the later one."""
        return tuple(map(int, self.version.split(".")))


Label = Translated


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
    releases: tuple[Release, ...]  # likewise
    notes: tuple[Note, ...]
    sources: tuple[Document, ...]
    shared: tuple[SharedFigure, ...]
    style: Style
    synonyms: tuple[Synonym, ...]
    keywords: dict[str, TranslatedList]  # further words by which the search finds a section, by its id
    phrases: dict[str, TranslatedList]  # how readers may ask for a section, by its id
    labels: dict[str, Label]
    fields: dict[str, dict[str, Label]]  # what each field of the open data means, by table
    codes: dict[str, dict[str, Label]]  # what each value of a code list means, by table
    unparsed: frozenset[str]  # the names of files that could not be read at all
    unread: frozenset[str]  # the words of entries that could not be read, so that one fault is not told twice
    places: dict[tuple[int, str], Place]  # by identity of the record, and field; "" for the record itself

    def place(self, record: Record, field: str = "") -> Place:
        """Where a record stands, or one of its fields; the record where the field is not written."""
        return self.places.get((id(record), field)) or self.places[id(record), ""]
