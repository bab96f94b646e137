"""Fixed words of the form are set right where something stands in their place."""

from __future__ import annotations

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.anchors import anchored
from vanban_parser.readers.ocr.nouns import Seen

WIDTH, HEIGHT = 595.0, 842.0


def page(*lines: str, top: float = 100.0, x: float = 80.0) -> list[Seen]:
    words: list[Seen] = []
    for number, line in enumerate(lines):
        base = top + 16 * number
        words += typed(line, x=x, base=base, number=number, size=12)
    return words


def said(words: list[Seen]) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in anchored(words, WIDTH, HEIGHT):
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(line) for line in lines.values()]


@pytest.mark.parametrize("misread", ["V/x", "VA", "Vív", "V/y", "V:v", "“V/v", "V/"])
def test_about_is_set_right_over_small_letters(misread: str) -> None:
    assert said(page(f"{misread} rà soát nhà văn hóa")) == ["V/v rà soát nhà văn hóa"]


@pytest.mark.parametrize("line", ["VÀ TRUYỀN THÔNG", "Về việc rà soát", "Vụ trưởng"])
def test_words_that_are_words_stay(line: str) -> None:
    assert said(page(line)) == [line]


def test_below_the_header_nothing_is_about() -> None:
    assert said(page("VA rà soát", top=600.0)) == ["VA rà soát"]


LIST = ("- Như trên;", "- Các phòng, ban,", "đơn vị trong huyện;", "- Lưu: VT, VP.")


@pytest.mark.parametrize("misread", ["TU NT", "NƠØØ", "Nei nhận:"])
def test_recipients_is_set_right_over_the_list(misread: str) -> None:
    found = said(page("xin báo cáo.", misread, *LIST, top=500.0))
    assert found == ["xin báo cáo.", "Nơi nhận:", *LIST]


def test_a_list_under_words_is_left_alone() -> None:
    lines = ("gửi các đơn vị sau đây", *LIST)
    assert said(page(*lines, top=500.0)) == list(lines)


def test_where_it_was_read_nothing_changes() -> None:
    lines = ("TU NT", "Nơi nhận:", *LIST)
    assert said(page(*lines, top=500.0)) == list(lines)
