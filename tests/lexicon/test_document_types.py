"""Types of documents, their codes and the titles of laws are as the table says."""

from __future__ import annotations

import re

import pytest

from vanban_parser.extract.citation_heads import read_head
from vanban_parser.lexicon.document_types import (
    abbreviations,
    citing_names,
    law_titles,
    spelling,
    type_by_code,
    type_names,
    words_of_no_document,
)
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.numbers import parse_number

TABLE = table("document_types")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("QĐ", "quyết định"),
        ("TTr", "tờ trình"),
        ("NĐ", "nghị định"),
        ("TTLT", "thông tư liên tịch"),
        ("KL", "kết luận"),
        ("CV", "công văn"),
        ("UBND", None),
        ("", None),
    ],
)
def test_a_code_names_its_type(code: str, name: str | None) -> None:
    assert type_by_code(code) == name


def test_a_code_in_other_capitals_is_found_only_when_no_type_owns_it_exactly() -> None:
    assert type_by_code("TTR") == "tờ trình"
    assert type_by_code("TT") == "thông tư"


def test_all_29_administrative_types_are_there() -> None:
    families = [row["family"] for row in TABLE["types"]]
    assert families.count("administrative") == 29


def test_names_stand_longest_first_and_once() -> None:
    names = citing_names()
    assert list(names) == sorted(names, key=len, reverse=True)
    assert len(set(names)) == len(names)
    assert names.index("thông tư liên tịch") < names.index("thông tư")


def test_a_word_that_only_cites_is_no_title() -> None:
    assert "văn bản" in citing_names()
    assert "văn bản" not in type_names()
    assert "kế hoạch" in type_names()


def test_no_code_belongs_to_two_types() -> None:
    codes = [code for row in TABLE["types"] for code in row.get("codes", ())]
    assert len(set(codes)) == len(codes)


def test_every_abbreviation_means_a_type_of_the_table() -> None:
    assert set(abbreviations().values()) <= set(citing_names())


@pytest.mark.parametrize("example", TABLE["example"], ids=lambda row: row["text"])
def test_the_words_before_a_number_name_its_type(example: dict[str, str]) -> None:
    text = f"{example['text']} 12/AB"
    number = parse_number(text, len(example["text"]) + 1)
    assert number is not None
    head = read_head(text, 0, number, None)
    assert head is not None
    assert head.document_type == example["type"]


@pytest.mark.parametrize("row", TABLE["counter_example"], ids=lambda row: row["text"])
def test_other_words_before_a_number_name_none(row: dict[str, str]) -> None:
    text = f"{row['text']} 12/AB"
    number = parse_number(text, len(row["text"]) + 1)
    assert number is not None
    assert read_head(text, 0, number, None) is None


@pytest.mark.parametrize("text", TABLE["not_documents"]["examples"])
def test_a_forms_number_is_no_documents(text: str) -> None:
    assert any(text.casefold().startswith(word) for word in words_of_no_document())
    match = re.search(r"\d", text)
    assert match is not None
    number = parse_number(text, match.start())
    assert number is not None
    assert read_head(text, 0, number, None) is None


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [
        ("luật", "đất đai ngày 1", "đất đai"),
        ("luật", "Đầu tư công số 1", "Đầu tư công"),
        ("luật", "Phòng chống ma tuý năm 2021", "Phòng chống ma tuý"),
        ("luật", "Tổ chức HĐND và UBND ngày", "Tổ chức HĐND và UBND"),
        ("luật", "Ban hành văn bản QPPL", "Ban hành văn bản QPPL"),
        ("bộ luật", "Dân sự;", "Dân sự"),
        ("pháp lệnh", "Thư viện", "Thư viện"),
    ],
)
def test_a_laws_title_is_known_in_either_spelling(
    kind: str, text: str, title: str
) -> None:
    match = law_titles()[kind].match(text)
    assert match is not None
    assert match.group() == title


@pytest.mark.parametrize("text", ["được thông qua", "Giáo viên", "gia tỉnh", "Giác"])
def test_a_likeness_is_no_law(text: str) -> None:
    assert law_titles()["luật"].match(text) is None


def test_a_spelling_holds_both_places_of_the_tone() -> None:
    pattern = re.compile(spelling("Bản thỏa thuận"), re.IGNORECASE)
    assert pattern.fullmatch("bản thoả thuận")
    assert pattern.fullmatch("BẢN THỎA THUẬN")
    assert not pattern.fullmatch("bản thóa thuận")
