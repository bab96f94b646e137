"""Marks that OCR lost are set right where known phrases say so, and nowhere else."""

from __future__ import annotations

import pytest

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.spelling import respelt, respelt_name

EXAMPLES = [(row["read"], row["spelt"]) for row in table("spelling")["example"]]
LEFT = [row["read"] for row in table("spelling")["counter_example"]]


@pytest.mark.parametrize(("read", "spelt"), EXAMPLES)
def test_examples(read: str, spelt: str) -> None:
    assert respelt(read) == spelt


@pytest.mark.parametrize("read", LEFT)
def test_counter_examples(read: str) -> None:
    assert respelt(read) == read


@pytest.mark.parametrize(
    ("read", "spelt"),
    [
        ("UBND TÍNH KIÊN GIANG", "UBND TỈNH KIÊN GIANG"),
        ("SỞ THÔNG TIN VÀ TRUYÈN THÔNG", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
        ("KT. CHU TỊCH", "KT. CHỦ TỊCH"),
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("Các Sở: Tài chinh; Nội vu", "Các Sở: Tài chính; Nội vụ"),
    ],
)
def test_marks_are_set_right(read: str, spelt: str) -> None:
    assert respelt(read) == spelt
    assert len(respelt(read)) == len(read)


@pytest.mark.parametrize("phrase", table("spelling")["phrases"])
def test_what_is_spelt_right_stays(phrase: str) -> None:
    assert respelt(phrase) == phrase
    assert respelt(phrase.upper()) == phrase.upper()


@pytest.mark.parametrize("words", ["fields", "names", "posts", "groups"])
def test_names_of_bodies_stay(words: str) -> None:
    for name in table("organs")[words]["words"]:
        assert respelt(name) == name


@pytest.mark.parametrize(
    ("read", "spelt"),
    [
        ("Nguyên Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("Trân Thi Mẫu", "Trần Thị Mẫu"),
        ("LÊ VAN MẪU", "LÊ VĂN MẪU"),
        ("Lý Mẫu", "Lý Mẫu"),
        ("Lê Văn Hông", "Lê Văn Hồng"),
        ("Lê Văn Hiên", "Lê Văn Hiên"),
        ("Krông Mẫu", "Krông Mẫu"),
        ("Mẫu", "Mẫu"),
    ],
)
def test_names_of_persons(read: str, spelt: str) -> None:
    assert respelt_name(read) == spelt
