"""Numbers and days by hand are left out, printed ones stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.filled import unfilled
from vanban_parser.readers.ocr.nouns import Seen

BODY = typed("rà soát nhà văn hóa các thôn trong huyện", base=300, number=7)


def said(words: list[Seen]) -> str:
    """Return the line that is left, read on a page with other text."""
    return " ".join(word.text for word in unfilled([*words, *BODY])[: -len(BODY)])


def by_hand(word: Seen) -> Seen:
    """Make a word as high as a pen writes it."""
    return replace(word, y0=word.y0 - 6, y1=word.y1 + 5)


def doubted(word: Seen) -> Seen:
    return replace(word, confidence=0.4)


PRINTED = [
    "Số: 15/UBND-VP",
    "Số: 15 /UBND-VP",
    "Số:15/UBND-VP",
    "Mẫu Sơn, ngày 10 tháng 9 năm 2026",
    "SỞ Y TẾ",
    "SỞ 15/UBND-VP",
    "Căn cứ Công văn số 15/UBND-VP ngày 10 tháng 9 năm 2026",
]


@pytest.mark.parametrize("line", PRINTED)
def test_print_stays(line: str) -> None:
    assert said(typed(line)) == line


@pytest.mark.parametrize("change", [by_hand, doubted])
@pytest.mark.parametrize(
    ("line", "changed", "left"),
    [
        ("Số: 15 /UBND-VP", "15", "Số: /UBND-VP"),
        ("Số: 15/UBND-VP", "15/UBND-VP", "Số: /UBND-VP"),
        ("Số:15 /UBND-VP", "Số:15", "Số: /UBND-VP"),
        ("Số:15/UBND-VP", "Số:15/UBND-VP", "Số: /UBND-VP"),
        ("Số: /7f? /UBND-VP", "/7f?", "Số: /UBND-VP"),
        ("Số:J /UBND-VP", "Số:J", "Số: /UBND-VP"),
        ("Số: 4Ø/2026/QĐ-UBND", "4Ø/2026/QĐ-UBND", "Số: /2026/QĐ-UBND"),
        ("Mẫu Sơn, ngày 10 tháng 9 năm 2026", "10", "Mẫu Sơn, ngày tháng 9 năm 2026"),
        ("Mẫu Sơn, ngày 10 tháng 9 năm 2026", "9", "Mẫu Sơn, ngày 10 tháng năm 2026"),
        (
            "Mẫu Sơn, ngày10 tháng 9 năm 2026",
            "ngày10",
            "Mẫu Sơn, ngày tháng 9 năm 2026",
        ),
    ],
)
def test_what_a_pen_wrote_goes(line: str, changed: str, left: str, change) -> None:  # type: ignore[no-untyped-def]
    words = [change(word) if word.text == changed else word for word in typed(line)]
    assert said(words) == left


def test_nothing_has_the_number_zero() -> None:
    assert said(typed("Số: 0 /UBND-VP")) == "Số: /UBND-VP"


def test_a_number_in_running_text_is_not_in_question() -> None:
    line = "thực hiện theo Công văn số 15/UBND-VP của huyện"
    words = [doubted(word) if "/" in word.text else word for word in typed(line)]
    assert said(words) == line


def test_letters_that_no_notation_has_are_strokes_of_a_pen() -> None:
    assert said(typed("Số: 15 /JJ/SYT-NVY")) == "Số: 15"
