"""What is a mark of secrecy and what only holds its word."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.gate.marks import (
    mark_of,
    mark_of_name,
    mark_of_properties,
    recognised_mark,
)
from vanban_parser.lexicon.load import table

DATA = table("secrecy")


@pytest.mark.parametrize("row", DATA["level"], ids=lambda row: row["name"])
def test_each_level_matches_its_examples_and_refuses_the_others(
    row: dict[str, Any],
) -> None:
    assert row["matches"]
    assert [x for x in row["matches"] if mark_of(x) != row["name"]] == []
    assert [x for x in row["refuses"] if mark_of(x) is not None] == []


def test_the_name_of_a_file_says_it_with_a_word_of_its_own() -> None:
    assert [x for x in DATA["name"]["matches"] if mark_of_name(x) is None] == []
    assert [x for x in DATA["name"]["refuses"] if mark_of_name(x) is not None] == []
    assert mark_of_name("5 TỐI MẬT.pdf") == "tối mật"
    assert mark_of_name(unicodedata.normalize("NFD", "5 MẬT.pdf")) == "mật"


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("Độ mật", "Mật", "mật"),
        ("do_mat", "tối mật", "tối mật"),
        ("Confidentiality", "Top Secret", "tuyệt mật"),
        ("keywords", "công văn; MẬT", "mật"),
        ("keywords", "Độ mật: Tuyệt mật", "tuyệt mật"),
        ("title", "TUYỆT MẬT", "tuyệt mật"),
        ("title", "Bảo vệ bí mật nhà nước", None),
        ("keywords", "bảo mật, mật độ", None),
        ("subject", "mật", None),
        ("Độ mật", "Thường", None),
        ("Độ mật", "", None),
    ],
)
def test_a_property_says_it(name: str, value: str, level: str | None) -> None:
    assert mark_of_properties({"creator": "Word", name: value}) == level


@pytest.mark.parametrize("row", DATA["recognised"], ids=lambda row: row["level"])
def test_a_recognised_mark_has_lost_its_diacritics(row: dict[str, Any]) -> None:
    for read in row["as"]:
        assert recognised_mark(f"| {read.upper()} |") == row["level"]
        assert recognised_mark(read) is None


@pytest.mark.parametrize("line", ["MẶT TRẬN", "ỦY BAN MẶT TRẬN TỔ QUỐC", "KHẨN", "SỐ"])
def test_other_words_in_capitals_are_no_recognised_mark(line: str) -> None:
    assert recognised_mark(line) is None


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    for level in (mark_of(text), recognised_mark(text), mark_of_name(text)):
        assert level in (None, "mật", "tối mật", "tuyệt mật")
    mark_of_properties({text: text})


@given(st.text(alphabet="ABCĐMẬT ƠỜ.,", max_size=30))
def test_a_word_before_it_on_its_line_makes_it_no_mark(words: str) -> None:
    assert mark_of(f"CÔNG TÁC BẢO {words} MẬT") is None
