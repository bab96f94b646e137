"""A table that was read across its columns is read again cell by cell."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from tests.readers.ocr.scan_making import Fake
from vanban_parser.readers.ocr.cells import Cell, poor_cells, read_cells, with_cells
from vanban_parser.readers.ocr.nouns import (
    SAME,
    EngineError,
    Picture,
    Read,
    Seen,
)
from vanban_parser.readers.ocr.prepare import Prepared

XS, YS = (50.0, 200.0, 350.0), (100.0, 130.0, 160.0, 190.0)
CELLS = [
    Cell(left, top, right, bottom)
    for top, bottom in itertools.pairwise(YS)
    for left, right in itertools.pairwise(XS)
]


def word(text: str, x: float, y: float, sure: float = 0.95, line: int = 0) -> Seen:
    return Seen(x, y, x + 6.0 * len(text), y + 9.0, text, sure, line)


def table(*words: Seen) -> Read:
    across = tuple((XS[0], y, XS[-1], y) for y in YS)
    down = tuple((x, YS[0], x, YS[-1]) for x in XS)
    return Read(595.0, 842.0, words, across + down, SAME)


WELL = (
    *(word("Phòng", 60, 110 + 30 * row, line=row) for row in range(3)),
    *(word("Tháng", 210, 110 + 30 * row, line=9 + row) for row in range(3)),
)


def test_a_table_that_was_read_well_is_not_looked_at_again() -> None:
    assert poor_cells(table(*WELL)) == ()


@pytest.mark.parametrize(
    "bad",
    [
        word("chínhthupcfhẩm", 160, 140),
        word("nụ", 60, 150, 0.2),
        word("hïnzj", 230, 140),
    ],
)
def test_words_across_columns_and_words_that_are_none_call_for_it(bad: Seen) -> None:
    found = poor_cells(table(*WELL, bad))
    assert {(cell.x0, cell.y0) for cell in found} == {(c.x0, c.y0) for c in CELLS}


def test_a_frame_of_two_cells_is_no_table() -> None:
    read = replace(
        table(word("hïnzj", 160, 110)),
        strokes=(
            *((XS[0], y, XS[-1], y) for y in YS[:2]),
            *((x, YS[0], x, YS[1]) for x in XS),
        ),
    )
    assert poor_cells(read) == ()


def page(*cells: Cell) -> Prepared:
    """Return a page of 72 dpi with a bar of ink in the middle of each of `cells`."""
    pixels = np.full((842, 595), 255, dtype=np.uint8)
    for cell in cells:
        middle = int((cell.y0 + cell.y1) / 2)
        pixels[middle - 4 : middle + 4, int(cell.x0) + 10 : int(cell.x0) + 60] = 0
    return Prepared(Picture(pixels, 72.0), SAME)


class Inky(Fake):
    """An engine that sees a word wherever there is ink."""

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> tuple[Seen, ...]:
        inked = (picture.pixels < 128).any(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]]).astype(int)))
        found = []
        for number, (top, bottom) in enumerate(edges.reshape(-1, 2)):
            columns = np.flatnonzero((picture.pixels[top:bottom] < 128).any(axis=0))
            box = (float(columns[0]), float(top), float(columns[-1] + 1), float(bottom))
            found.append(Seen(*box, f"từ{number}", 0.9, number))
        return tuple(found)


def test_what_is_seen_in_the_stack_stands_in_its_cell() -> None:
    inked = [CELLS[0], CELLS[3], CELLS[4]]
    seen = read_cells(Inky(), lambda: page(*inked), CELLS)
    assert [word.text for word in seen] == ["từ0", "từ1", "từ2"]
    for cell, found in zip(inked, seen, strict=True):
        assert cell.holds(found)
        assert found.x0 == pytest.approx(cell.x0 + 10, abs=1)
        assert found.middle == pytest.approx((cell.y0 + cell.y1) / 2, abs=1)


def test_empty_cells_are_not_shown() -> None:
    engine = Fake()
    assert read_cells(engine, page, CELLS) == ()
    assert engine.n_pages == 0


def test_an_engine_that_fails_leaves_the_first_look() -> None:
    class Broken(Fake):
        def read(self, *_: object, **__: object) -> tuple[Seen, ...]:
            raise EngineError

    assert read_cells(Broken(), lambda: page(CELLS[0]), CELLS) == ()


def test_a_cell_takes_what_is_more_of_words() -> None:
    first = (word("nụ", 60, 110, 0.3), word("Tháng", 210, 110, line=1))
    again = (word("thủ", 60, 110, 0.9), word("Thzng", 210, 110, line=1))
    kept = with_cells(first, CELLS, again)
    assert sorted(w.text for w in kept) == ["Tháng", "thủ"]


def test_words_across_columns_go_where_the_cells_were_read() -> None:
    first = (word("chínhthupcf", 150, 110),)
    again = (word("chính", 60, 110), word("Tháng", 210, 110))
    kept = with_cells(first, CELLS, again)
    assert [w.text for w in kept] == ["chính", "Tháng"]
    assert len({w.line for w in kept}) == 2


def test_words_outside_the_table_stay() -> None:
    outside = word("Nơi", 60, 400)
    assert outside in with_cells((outside,), CELLS, (word("thủ", 60, 110),))
