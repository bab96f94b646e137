"""Where the blanks of a header are, by what OCR still read around them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readers.handwriting.header_making import letterhead
from vanban_parser.readers.handwriting.blanks import find_blanks
from vanban_parser.readers.handwriting.nouns import Blank, Kind, Token


def _blanks(tokens: list[Token]) -> dict[Kind, Blank]:
    return {blank.kind: blank for blank in find_blanks(tokens, 595, 842)}


def test_number_day_and_month_are_found_between_their_anchors() -> None:
    header, number, day = letterhead()
    found = _blanks(header.tokens)
    assert set(found) == {Kind.NUMBER, Kind.DAY, Kind.MONTH}
    assert found[Kind.NUMBER].start < number < found[Kind.NUMBER].end
    assert found[Kind.DAY].start < day < found[Kind.DAY].end
    assert found[Kind.DAY].end < found[Kind.MONTH].start < found[Kind.MONTH].end


def test_baselines_are_those_of_the_print() -> None:
    header, _, _ = letterhead()
    for blank in find_blanks(header.tokens, 595, 842):
        assert blank.baseline == pytest.approx(100, abs=1.5)


def test_anchors_that_ocr_made_one_word_with_the_digits_are_found() -> None:
    header, _, _ = letterhead()
    tokens = [token for token in header.tokens if token.text not in {"/UBND-VHTT"}]
    label = next(token for token in tokens if token.text == "Số:")
    tokens[tokens.index(label)] = replace(
        label, text="Só:20A1/UBND-VHTT", x1=label.x1 + 110, y1=label.y1 + 3
    )
    day = next(token for token in tokens if token.text == "ngày")
    tokens[tokens.index(day)] = replace(day, text="ngày3Đ", x1=day.x1 + 15)
    found = _blanks(tokens)
    assert set(found) == {Kind.NUMBER, Kind.DAY, Kind.MONTH}
    assert found[Kind.NUMBER].right > label.x1 + 100


@pytest.mark.parametrize(
    ("read", "sure"), [("2031", 0.8), ("20.31", 0.96), ("203]", 0.9)]
)
def test_a_year_is_looked_at_where_it_was_not_read_for_sure(
    read: str, sure: float
) -> None:
    header, _, _ = letterhead()
    year = header.tokens[-1]
    doubtful = replace(year, text=read, confidence=sure)
    found = _blanks([*header.tokens[:-1], doubtful])
    assert found[Kind.YEAR].start < year.x0 < year.x1 == found[Kind.YEAR].end


def test_a_broken_month_word_still_ends_the_day() -> None:
    header, _, _ = letterhead()
    tokens = [replace(t, text="ăng") if t.text == "tháng" else t for t in header.tokens]
    assert Kind.DAY in _blanks(tokens)


def test_the_number_of_an_arrival_stamp_is_not_the_letters() -> None:
    header, _, _ = letterhead()
    stamp = [
        Token("ĐẾN", 60, 150, 90, 165, 0.9),
        Token("Số:", 60, 170, 80, 182, 0.9),
        Token("1234", 85, 170, 110, 182, 0.9),
    ]
    without = [t for t in header.tokens if t.text not in {"Số:", "/UBND-VHTT"}]
    assert Kind.NUMBER not in _blanks(without + stamp)


def test_a_body_is_no_label() -> None:
    header, _, _ = letterhead()
    without = [t for t in header.tokens if t.text != "Số:"]
    assert Kind.NUMBER not in _blanks([*without, Token("SỞ", 90, 88, 110, 100, 0.9)])


def test_a_page_without_a_header_has_no_blanks() -> None:
    assert find_blanks([], 595, 842) == ()
    body = [Token("ngày", 400, 700, 425, 712), Token("tháng", 440, 700, 470, 712)]
    assert find_blanks(body, 595, 842) == ()
