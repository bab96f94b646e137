"""What is claimed of a blank, and above all what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.handwriting.header_making import (
    A4,
    BLACK,
    BLUE,
    RED,
    SCALE,
    Header,
    letterhead,
)
from tools.digits.strokes import LETTERS
from vanban_parser.readers.handwriting.nouns import Filled, Kind
from vanban_parser.readers.handwriting.reading import read_filled

HANDS = range(100, 110)
"""Seeds of the hands that write in these tests; the training draws its own."""


def _read(header: Header) -> dict[Kind, Filled]:
    found = read_filled(header.pixels(), SCALE, header.tokens)
    return {filled.kind: filled for filled in found}


def _filled(number: str, day: str, seed: int, ink: tuple[int, int, int]) -> Header:
    header, at, day_at = letterhead(58)
    header.write(number, at, 100, seed=seed, ink=ink)
    header.write(day, day_at - 1, 100, seed=seed, ink=ink, height=11)
    return header


@pytest.mark.parametrize("ink", [BLACK, BLUE], ids=["black", "blue"])
def test_most_hands_are_read_and_none_is_read_wrong(ink: tuple[int, int, int]) -> None:
    right = wrong = 0
    for seed in HANDS:
        number = f"{seed * 37 % 1000:03d}"
        day = str(seed % 28 + 1)
        found = _read(_filled(number, day, seed, ink))
        for kind, truth in ((Kind.NUMBER, number), (Kind.DAY, day)):
            text = found[kind].text
            right += text == truth
            wrong += text is not None and text != truth
    assert wrong == 0
    assert right >= 0.7 * 2 * len(HANDS)


def test_printed_digits_are_read_too() -> None:
    header, at, _ = letterhead(40)
    header.print("1247", at, 100)
    assert _read(header)[Kind.NUMBER].text == "1247"
    assert _read(header)[Kind.MONTH].text == "10"


@pytest.mark.parametrize("year", ["1998", "2014", "2025"])
def test_a_printed_year_is_read(year: str) -> None:
    header, _, _ = letterhead()
    at = next(token for token in header.tokens if token.text == "2031")
    header.tokens.remove(at)
    header.image.paste("white", [round(side * SCALE) for side in (at.x0, 80, 595, 110)])
    header.print(year, at.x0, 100)
    header.tokens[-1] = replace(header.tokens[-1], text="20?1", confidence=0.5)
    assert _read(header)[Kind.YEAR].text == year


def test_an_empty_blank_says_that_it_is_empty() -> None:
    header, _, _ = letterhead()
    found = _read(header)
    assert found[Kind.NUMBER].text is None
    assert found[Kind.NUMBER].is_blank
    assert found[Kind.DAY].text is None
    assert found[Kind.DAY].is_blank


def test_dots_alone_are_no_number() -> None:
    header, at, day = letterhead(50)
    header.dots(at, at + 44, 100)
    header.dots(day, day + 16, 100)
    assert all(_read(header)[kind].text is None for kind in (Kind.NUMBER, Kind.DAY))


@given(st.integers(0, 10**6), st.integers(1, 4), st.floats(6, 18))
@settings(max_examples=10)
def test_scribble_is_no_number(seed: int, count: int, height: float) -> None:
    header, at, _ = letterhead(70)
    rng = np.random.default_rng(seed)
    x = at
    for form in rng.choice(LETTERS, count):
        x = header.write([str(form)], x, 100, seed=seed, height=height)
    assert _read(header)[Kind.NUMBER].text is None


@pytest.mark.parametrize("seed", HANDS)
def test_a_circle_is_no_number(seed: int) -> None:
    header, at, _ = letterhead(70)
    header.write("0", at, 100, seed=seed)
    assert _read(header)[Kind.NUMBER].text is None


def test_a_red_seal_over_the_digits_is_not_seen() -> None:
    plain = _filled("358", "14", 104, BLACK)
    sealed = _filled("358", "14", 104, BLACK)
    from PIL import ImageDraw

    pen = ImageDraw.Draw(sealed.image)
    # Under the ink, as a seal in fact lies over it: what is black stays black.
    before = sealed.image.copy()
    pen.ellipse((200, 100, 520, 420), outline=RED, width=9)
    pixels = np.minimum(np.asarray(sealed.image), np.asarray(before))
    found = read_filled(pixels, SCALE, sealed.tokens)
    assert {f.kind: f.text for f in found} == {
        kind: filled.text for kind, filled in _read(plain).items()
    }


def test_the_box_is_the_blank_and_lies_on_the_page() -> None:
    header, at, _ = letterhead(50)
    box = _read(header)[Kind.NUMBER].box
    assert 0 <= box[0] < at < box[2] <= A4[0] / SCALE
    assert 0 <= box[1] < 100 < box[3]


def test_the_same_page_gives_the_same_reading() -> None:
    header = _filled("2026", "9", 107, BLUE)
    assert _read(header) == _read(header)


def test_a_blank_at_the_edge_of_the_page_does_no_harm() -> None:
    header = Header()
    header.print("Số:", 2, 10)
    header.print("/UBND-VP", 20, 10)
    (found,) = read_filled(header.pixels(), SCALE, header.tokens)
    assert found.text is None
