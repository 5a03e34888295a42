"""What the build writes for the search, and the judged queries by which it is held."""

from __future__ import annotations

import json
from pathlib import Path

from helpers import FRESH, HARD, NEGATIVES, OWN_WORDS, QUERIES, SPELLINGS, read_packed
from report.write.search import lacking, readings, traditional_forms


def test_there_are_enough_queries_for_every_chapter() -> None:
    own = [query for query in QUERIES if not query["id"].startswith("q")]
    assert len(own) >= 150
    assert len(OWN_WORDS) >= 40
    assert {query["lang"] for query in own} == {"zh", "en"}
    assert {number.split(".")[0] for query in own for number in query["relevant"]} == {str(n) for n in range(1, 14)}


def test_there_are_enough_of_the_harder_kinds_in_both_editions() -> None:
    for queries, least in ((HARD, 100), (FRESH, 150), (SPELLINGS, 100), (NEGATIVES, 100)):
        assert len({query["query"] for query in queries}) == len(queries) >= least
        assert {query["lang"] for query in queries} == {"zh", "en"}


def test_characters_of_the_other_script_are_those_that_stand_for_one_in_the_texts() -> None:
    traditional, simplified = traditional_forms(["仓里", "里程"])
    assert dict(zip(traditional, simplified, strict=True))["倉"] == "仓"
    assert "里" not in traditional
    assert "車" not in traditional


def test_each_character_has_its_most_usual_reading() -> None:
    assert readings(["直播，前置仓 AR", "女"]) == {
        "bo": "播", "cang": "仓", "nv": "女", "qian": "前", "zhi": "直置",
    }  # fmt: skip


def test_of_readers_words_only_those_that_the_text_lacks_are_kept() -> None:
    assert lacking(["送货上门要多久", "送货", "取件"], "上门取件") == ["送货上门", "多久", "送货"]
    assert lacking(["When do PARCELS come, don't they?"], "When they come") == ["do", "parcels", "don't"]


def test_columns_are_as_long_as_one_another_and_numbers_name_what_is_there(site: Path) -> None:
    for language in ("zh", "en"):
        file = read_packed(site, f"index.{language}")
        for kind in ("sections", "entries", "cases", "figures", "synonyms"):
            assert len({len(column) for column in file[kind].values()}) == 1, kind
        entries, sections = len(file["entries"]["id"]), len(file["sections"]["id"])
        assert sum(size for _, size in file["pages"]) + len(file["cases"]["section"]) == entries
        told = [number for kind in ("sections", "cases", "figures") for row in file[kind]["told"] for number in row]
        assert told and 0 <= min(told) <= max(told) < entries
        places = [*file["cases"]["section"], *file["figures"]["section"]]
        assert 0 <= min(places) <= max(places) < sections
        more = read_packed(site, f"more.{language}")
        assert len(more["asked"]) == sections and len(more["text"]) == entries
        assert all(note in more["notes"] for notes in more["noted"].values() for note in notes)
        cards = [card for n in range(-(-entries // 10)) for card in read_packed(site, f"cards.{language}.{n}")]
        assert [text for text, _ in cards] == more["text"]


def test_the_readings_cover_every_character_of_the_index(site: Path) -> None:
    read = set("".join(read_packed(site, "pinyin").values()))
    text = json.dumps(read_packed(site, "index.zh"), ensure_ascii=False)
    assert {sign for sign in text if "\u4e00" <= sign <= "\u9fff"} <= read
