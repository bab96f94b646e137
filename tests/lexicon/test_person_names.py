"""Names of persons are told by the syllables that they are made of."""

from __future__ import annotations

import unicodedata

import pytest

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.person_names import (
    is_of_names,
    is_surname,
    only_spelling,
    spellings,
    surname_that_ends,
)
from vanban_parser.readers.syllables import is_syllable


@pytest.mark.parametrize("part", ["surnames", "given"])
def test_each_syllable_is_written_once_and_as_vietnamese_is(part: str) -> None:
    names = table("person_names")[part]
    assert len(set(names)) == len(names)
    # Names of other peoples of the country are not Vietnamese syllables.
    others = {"Ksor", "Rmah", "Niê", "Kpă"}
    for name in names:
        assert unicodedata.is_normalized("NFC", name)
        assert name in others or is_syllable(name), name


def test_a_surname_is_known_but_for_its_marks() -> None:
    assert is_surname("Nguyên")
    assert is_surname("TRẦN")
    assert not is_surname("Website")
    assert not is_surname("Thị")


def test_a_syllable_is_one_of_names_only_with_its_marks() -> None:
    assert is_of_names("Hồng")
    assert is_of_names("HỒNG")
    assert not is_of_names("Hông")
    assert spellings("Hông") == {"Hồng"}
    assert spellings("xyz") == frozenset()


@pytest.mark.parametrize(
    ("word", "spelt"), [("Hông", "Hồng"), ("Hiên", None), ("X", None)]
)
def test_only_one_spelling_mends(word: str, spelt: str | None) -> None:
    assert only_spelling(word) == spelt


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("guyễn", "Nguyễn"),
        ("guyên", "Nguyễn"),
        ("uỳnh", "Huỳnh"),
        ("yên", None),
        ("Nguyễn", None),
        ("xxxx", None),
        ("", None),
    ],
)
def test_a_surname_is_known_by_most_of_its_letters(end: str, name: str | None) -> None:
    assert surname_that_ends(end) == name
