"""Which files of a folder are taken for letters."""

from __future__ import annotations

import pytest

from vanban_parser.readers.letter_names import SUFFIXES, is_letter


@pytest.mark.parametrize(
    "name", ["cv.pdf", "CV.PDF", "quét.jpeg", "cv.edxml", "a.b.doc"]
)
def test_a_letter_is_known_by_how_its_name_ends(name: str) -> None:
    assert is_letter(name)


@pytest.mark.parametrize("name", [".cv.pdf", "~$a.docx", "a.txt", "pdf", "a.xml", ""])
def test_hidden_files_locks_and_others_are_no_letters(name: str) -> None:
    assert not is_letter(name)


def test_every_suffix_starts_with_a_dot_and_stands_once() -> None:
    assert all(suffix.startswith(".") for suffix in SUFFIXES)
    assert len(set(SUFFIXES)) == len(SUFFIXES)
