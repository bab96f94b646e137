"""Sizes and base lines from the shapes of letters."""

from __future__ import annotations

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.inks import extent, lines_of, to_inks


@pytest.mark.parametrize("size", [11, 13, 14])
@pytest.mark.parametrize(
    "text", ["ỦY BAN NHÂN DÂN", "xem xét, sửa", "Kế hoạch (đợt 2)", "năm 2026;"]
)
def test_a_line_has_the_size_that_it_was_set_in(text: str, size: int) -> None:
    (line,) = lines_of(typed(text, size=size))
    assert line.size == pytest.approx(size, abs=0.5)
    assert line.base(200) == pytest.approx(100, abs=0.3)


def test_lines_of_nearly_one_size_have_one() -> None:
    words = [
        *typed("thực hiện rà soát nhà văn hóa", size=13.0, number=0),
        *typed("các thôn trong huyện", base=120, size=13.6, number=1),
        *typed("nơi nhận", base=140, size=10.9, number=2),
    ]
    assert [line.size for line in lines_of(words)] == [13.0, 13.0, 11.0]


def test_a_word_of_a_wrong_box_does_not_move_its_line() -> None:
    from dataclasses import replace

    words = typed("thực hiện rà soát nhà văn hóa các thôn")
    words[2] = replace(words[2], y1=words[2].y1 + 9)
    (line,) = lines_of(words)
    assert line.base(120) == pytest.approx(100, abs=0.5)
    assert {ink.y0 for ink in to_inks([line])} == {to_inks([line])[0].y0}


def test_signs_alone_measure_nothing() -> None:
    assert extent("-") is None
    assert extent("…") is None
    (line,) = lines_of(typed("- –"))
    assert line.size == 13.0
