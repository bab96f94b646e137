"""Digits of written dates are digits, whatever an engine saw in their place."""

from __future__ import annotations

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.days import with_days


def said(line: str, base: float = 100.0) -> str:
    return " ".join(
        word.text for word in with_days(typed(line, x=80.0, base=base), 842.0)
    )


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày 1] tháng 3 năm 2031", "ngày 11 tháng 3 năm 2031"),
        ("ngày 0] tháng l2 năm 2031;", "ngày 01 tháng 12 năm 2031;"),
        ("(ngày 22 tháng Ï] năm 2019)", "(ngày 22 tháng 11 năm 2019)"),
        ("ngày 19 tháng 6 năm 201 5; Luật", "ngày 19 tháng 6 năm 2015; Luật"),
        ("ngày 07 tháng 6 năm -2022 của", "ngày 07 tháng 6 năm 2022 của"),
        ("ngày 27 tháng 8 năm 202]", "ngày 27 tháng 8 năm 2021"),
        ("trước ngày 1l/0]/2031.", "trước ngày 11/01/2031."),
    ],
)
def test_what_can_only_be_a_digit_is_one(read: str, meant: str) -> None:
    assert said(read) == meant


@pytest.mark.parametrize(
    "line",
    [
        # One of its digits was not seen: which day it is cannot be told.
        "ngày ] tháng 7 năm 2031",
        "ngày 0Á tháng 0A năm 2031",
        "ngày tháng năm sinh",
        "25 tháng 6 năm 20315;",
        "trong năm 20 25 xã báo cáo",
        "năm học 2031 2 lớp",
        "ngày OO tháng 7 năm 2031",
    ],
)
def test_what_is_not_known_stays(line: str) -> None:
    assert said(line) == line


def test_boxes_of_a_joined_year_are_joined() -> None:
    words = typed("ngày 19 tháng 6 năm 201 5", x=80.0, base=100.0)

    joined = with_days(words, 842.0)

    assert len(joined) == len(words) - 1
    assert (joined[-1].x0, joined[-1].x1) == (words[-2].x0, words[-1].x1)


@pytest.mark.parametrize(
    ("line", "base", "meant"),
    [
        ("Mẫu Sơn, ngày 1] tháng 3 năm 2031", 100.0, None),
        ("Mẫu Sơn, ngày 1] tháng 3 năm 2031", 600.0, "11"),
        ("Ban hành tại kỳ họp thứ ba, ngày 1] tháng 3 năm 2031", 100.0, "11"),
    ],
)
def test_the_letter_s_own_day_is_left_to_what_reads_pens(
    line: str, base: float, meant: str | None
) -> None:
    assert said(line, base) == (line.replace("1]", meant) if meant else line)
