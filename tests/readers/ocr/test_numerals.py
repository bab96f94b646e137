"""Numbers of dates and codes that an engine saw in pieces."""

from __future__ import annotations

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.numerals import with_numerals


def said(line: str) -> str:
    return " ".join(word.text for word in with_numerals(typed(line)))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("từ ngày 10/1 1/2017: đến", "từ ngày 10/11/2017: đến"),
        ("ngày 28/02/201 8 của", "ngày 28/02/2018 của"),
        ("ngày 26/7/20 17 về", "ngày 26/7/2017 về"),
        ("trong năm 20 17 về", "trong năm 2017 về"),
        ("số 149/201 6/NĐ-CP ngày", "số 149/2016/NĐ-CP ngày"),
        ("số 12/201 1/QĐ-UBND của", "số 12/2011/QĐ-UBND của"),
        ("số 1985/CĐ- -TTg ngày", "số 1985/CĐ-TTg ngày"),
        ("số 1142/TTr- UBND ngày", "số 1142/TTr-UBND ngày"),
        ("số 97/2023⁄NĐ-CP ngày", "số 97/2023/NĐ-CP ngày"),
        ("số 3068/QĐĐ-ABC ngày", "số 3068/QĐ-ABC ngày"),
    ],
)
def test_a_form_tells_its_digits(read: str, right: str) -> None:
    assert said(read) == right


@pytest.mark.parametrize(
    "line",
    [
        "ngày 12 tháng 3 năm 2024",
        "từ 5/6 đến 12/2017",
        "điểm 5 12/QĐ-UBND",  # a space that is one
        "từ 10/1 20/2017",
        "năm 2017 2018",
        "số 12/QLĐĐ-TNMT",  # two Đ that are two
        "kinh phí 20 17 triệu",
    ],
)
def test_what_no_form_tells_is_left(line: str) -> None:
    assert said(line) == line


def test_what_was_read_is_kept_beside() -> None:
    words = with_numerals(typed("ngày 10/1 1/2017"))
    assert words[1].others == ("10/1 1/2017",)


def test_far_pieces_are_no_number() -> None:
    words = typed("10/1 1/2017")
    words = [words[0], *typed("1/2017", x=words[0].x1 + 60)]
    assert len(with_numerals(words)) == 2
