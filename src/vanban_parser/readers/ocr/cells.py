"""A table read again cell by cell, where the first look read across its columns.

Ruled lines are taken out before a page is read, as engines take them for letters; where
cells stand close to each other, or a seal lies over them, an engine then makes lines of
several columns.  The lines say where the cells are: what each holds is cut out, stacked
and read as one column.  A cell keeps what was read of it first where that is as good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vanban_parser.readers.ocr.clean import is_word
from vanban_parser.readers.ocr.nouns import (
    POINTS_PER_INCH,
    Engine,
    EngineError,
    Picture,
    Read,
    Seen,
)
from vanban_parser.readers.ruled import straightened
from vanban_parser.readers.tables import Rule, grids

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Pixels
    from vanban_parser.readers.ocr.prepare import Prepared

VERSION = 1
"""Counts changes of what is looked at and how; what is kept depends on it."""

# A table of so few cells is a frame or a header's two columns.
_FEWEST, _MOST = 6, 400
# So many points of a word may lie beyond its cell.
_BEYOND_PT = 4.0
_POOR, _SURE = 0.06, 0.6
"""The share of a table's letters that are in no cell or no words, from which it is read
again; and the confidence below which a word is none."""
_INK, _WHITE = 128, 255
_RIM_PT, _GAP_PT = 1.5, 14.0
_LEAST_INK = 0.002


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Seen) -> bool:
        """Tell whether a word's middle is in the cell."""
        across = self.x0 <= (word.x0 + word.x1) / 2 < self.x1
        return across and self.y0 <= word.middle < self.y1


def poor_cells(read: Read) -> tuple[Cell, ...]:
    """Return the cells of the tables on a page that were read badly."""
    rules = straightened([Rule(*stroke) for stroke in read.strokes])
    found: list[Cell] = []
    for grid in grids(rules):
        cells = [Cell(c.x0, c.y0, c.x1, c.y1) for c in grid.cells]
        if len(cells) >= _FEWEST and _is_poor(cells, read.words):
            found += cells
    return tuple(found) if len(found) <= _MOST else ()


def _is_poor(cells: Sequence[Cell], words: Sequence[Seen]) -> bool:
    total = poor = 0
    for word in words:
        cell = next((cell for cell in cells if cell.holds(word)), None)
        if cell is None:
            continue
        total += len(word.text)
        if _is_beyond(cell, word) or not is_word(word.text) or word.confidence < _SURE:
            poor += len(word.text)
    return poor > _POOR * total


def _is_beyond(cell: Cell, word: Seen) -> bool:
    return word.x0 < cell.x0 - _BEYOND_PT or word.x1 > cell.x1 + _BEYOND_PT


def read_cells(
    engine: Engine, shown: Callable[[], Prepared], cells: Sequence[Cell]
) -> tuple[Seen, ...]:
    """Return what `engine` sees in the cells, in points; nothing where it fails."""
    prepared = shown()
    scale = prepared.picture.dpi / POINTS_PER_INCH
    stack = _stacked(prepared.picture.pixels, scale, cells)
    if stack is None:
        return ()
    pixels, places = stack
    try:
        seen = engine.read(Picture(pixels, prepared.picture.dpi), rows=True)
    except EngineError:
        return ()
    out = []
    for word in seen:
        at = next((p for p in places if p.top <= word.middle < p.bottom), None)
        if at is not None:
            out.append(_placed(word, at, scale))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Place:
    """Rows of a stack that are of one cell, and how far it was moved, in pixels."""

    top: int
    bottom: int
    right: int
    down: int


def _placed(word: Seen, at: _Place, scale: float) -> Seen:
    """Return a word of the stack where it stands on the page, in points."""
    return replace(
        word,
        x0=round((word.x0 + at.right) / scale, 2),
        y0=round((word.y0 + at.down) / scale, 2),
        x1=round((word.x1 + at.right) / scale, 2),
        y1=round((word.y1 + at.down) / scale, 2),
    )


def _stacked(
    page: Pixels, scale: float, cells: Sequence[Cell]
) -> tuple[Pixels, list[_Place]] | None:
    """Return the cells that hold ink under each other, and where each stands."""
    import numpy as np

    gap = round(_GAP_PT * scale)
    strips: list[tuple[Pixels, int, int]] = []
    for cell in cells:
        x0, y0 = (max(round((s + _RIM_PT) * scale), 0) for s in (cell.x0, cell.y0))
        x1, y1 = (round((s - _RIM_PT) * scale) for s in (cell.x1, cell.y1))
        strip = page[y0:y1, x0:x1]
        if strip.size and (strip < _INK).mean() > _LEAST_INK:
            strips.append((strip, x0, y0))
    if not strips:
        return None
    height = sum(strip.shape[0] for strip, _, _ in strips) + gap * (len(strips) + 1)
    width = max(strip.shape[1] for strip, _, _ in strips) + 2 * gap
    pixels = np.full((height, width), _WHITE, dtype=np.uint8)
    places, at = [], gap
    for strip, x0, y0 in strips:
        bottom = at + strip.shape[0]
        pixels[at:bottom, gap : gap + strip.shape[1]] = strip
        places.append(_Place(at, bottom, x0 - gap, y0 - at))
        at = bottom + gap
    return pixels, places


def with_cells(
    words: Sequence[Seen], cells: Sequence[Cell], again: Sequence[Seen]
) -> tuple[Seen, ...]:
    """Return `words` with those of the cells that the second look read better."""
    kept = list(words)
    line = 1 + max((word.line for word in words), default=0)
    for cell in cells:
        first = [word for word in kept if cell.holds(word)]
        second = [word for word in again if cell.holds(word)]
        across = any(_is_beyond(cell, word) for word in first)
        if not second or (not across and _worth(second) <= _worth(first)):
            continue
        kept = [word for word in kept if word not in first]
        numbers = {n: line + i for i, n in enumerate(sorted({w.line for w in second}))}
        kept += [replace(word, line=numbers[word.line]) for word in second]
        line += len(numbers)
    return tuple(kept)


def _worth(words: Sequence[Seen]) -> float:
    return sum(len(w.text) * w.confidence for w in words if is_word(w.text))
