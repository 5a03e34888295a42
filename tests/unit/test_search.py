"""The judged queries of the search."""

from __future__ import annotations

from helpers import OWN_WORDS, QUERIES


def test_there_are_enough_queries_for_every_chapter() -> None:
    own = [query for query in QUERIES if not query["id"].startswith("q")]
    assert len(own) >= 150
    assert len(OWN_WORDS) >= 40
    assert {query["lang"] for query in own} == {"zh", "en"}
    assert {number.split(".")[0] for query in own for number in query["relevant"]} == {str(n) for n in range(1, 14)}
