"""Capitals of English titles."""

from __future__ import annotations

import pytest

from report.write.title_case import title_case


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", ""),
        ("2.1 Diverse demand versus standard supply", "2.1 Diverse Demand versus Standard Supply"),
        ("the e-commerce industry", "The E-Commerce Industry"),  # a part of a word, small or not
        ("growth (e-commerce in a year)", "Growth (E-Commerce in a Year)"),
        ("up-to-date: a try-on", "Up-to-Date: A Try-On"),
        ("zero inventory through presale", "Zero Inventory through Presale"),
        ("what people look for", "What People Look For"),  # the last word
        ("Taobao’s “guess you like”", "Taobao’s “Guess You Like”"),
        ("the brands’ data on JD.com’s iPhone app", "The Brands’ Data on JD.com’s iPhone App"),
        ("over 10 stores/shops per person", "Over 10 Stores/Shops per Person"),
    ],
)
def test_title_case(title: str, expected: str) -> None:
    assert title_case(title) == expected
