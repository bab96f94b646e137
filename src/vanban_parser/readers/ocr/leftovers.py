"""Words that the first look at a page passed over: read line by line in a second.

Tesseract takes a position and a name that a seal or a signature crosses for a picture,
and coloured ink is not shown to it at all.  What looks like a row of letters and has
not been read is cut out, stacked, and read as single lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vanban_parser.readers.ocr.clean import is_word
from vanban_parser.readers.ocr.components import Runs, painted, parts, runs
from vanban_parser.readers.ocr.nouns import Engine, Picture, Seen

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask, Pixels
    from vanban_parser.readers.ocr.prepare import Prepared

_INK = 128
# What may be a letter, in mm; larger are strokes of a pen, smaller are specks.
_LOWEST_MM, _HIGHEST_MM, _WIDEST_MM = 1.4, 7.5, 12.0
_GAP_MM, _MARGIN_MM = 3.2, 1.6
_SHORTEST_MM = 10.0
_FEWEST_LETTERS = 4
_MOST_ROWS = 24
# A row is believed when its words are words, and read with some confidence.
_LEAST, _SHARE = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class _Row:
    """A strip of the page in pixels, and where it stands in the stack."""

    x0: int
    y0: int
    x1: int
    y1: int
    at: int


def leftovers(
    engine: Engine, prepared: Prepared, words: Sequence[Seen]
) -> tuple[Seen, ...]:
    """Return words of `prepared` that are not among `words` (boxes in its pixels)."""
    page = _unread(prepared, words)
    rows = _rows(page < _INK, prepared.picture.dpi)
    if not rows:
        return ()
    height, width = (
        rows[-1].at + rows[-1].y1 - rows[-1].y0,
        max(r.x1 - r.x0 for r in rows),
    )
    margin = round(_MARGIN_MM * prepared.picture.dpi / 25.4)
    stack = np.full((height + 2 * margin, width + 2 * margin), 255, dtype=np.uint8)
    for row in rows:
        strip = page[row.y0 : row.y1, row.x0 : row.x1]
        top = row.at + margin
        stack[top : top + strip.shape[0], margin : margin + strip.shape[1]] = strip
    seen = engine.read(Picture(stack, prepared.picture.dpi), rows=True)
    first = 1 + max((word.line for word in words), default=0)
    found = []
    for number, row in enumerate(rows):
        inside = [
            w for w in seen if row.at <= w.middle - margin < row.at + row.y1 - row.y0
        ]
        if not _is_believed(inside):
            continue
        right, down = row.x0 - margin, row.y0 - row.at - margin
        found += [
            replace(
                word,
                x0=word.x0 + right,
                y0=word.y0 + down,
                x1=word.x1 + right,
                y1=word.y1 + down,
                line=first + number,
            )
            for word in inside
        ]
    return tuple(found)


def _unread(prepared: Prepared, words: Sequence[Seen]) -> Pixels:
    """Return the page with its coloured ink in black and what was read in white."""
    page = prepared.picture.pixels.copy()
    for mask in (prepared.red, prepared.blue):
        if mask is not None:
            page[mask] = 0
    for word in words:
        rim = 0.12 * (word.y1 - word.y0)
        top, left = max(int(word.y0 - rim), 0), max(int(word.x0 - rim), 0)
        page[top : int(word.y1 + rim) + 1, left : int(word.x1 + rim) + 1] = 255
    return page


def _rows(ink: Mask, dpi: float) -> list[_Row]:
    """Return the strips that look like rows of letters, from top to bottom."""
    pixel = dpi / 25.4
    found = runs(ink)
    pieces = parts(found)
    letter = (
        (pieces.heights >= _LOWEST_MM * pixel)
        & (pieces.heights <= _HIGHEST_MM * pixel)
        & (pieces.widths <= _WIDEST_MM * pixel)
        & (pieces.area >= 0.12 * pieces.heights * pieces.widths)
    )
    if not letter.any():
        return []
    # Letters are widened until those of a row touch.
    gap = round(_GAP_MM * pixel / 2)
    chosen = found.where(letter[pieces.of_run])
    wide = Runs(
        chosen.row,
        np.maximum(chosen.start - gap, 0),
        np.minimum(chosen.end + gap, chosen.width),
        chosen.width,
    )
    lines = parts(runs(painted(wide, ink.shape)))
    centre_x = ((pieces.x0 + pieces.x1) // 2)[letter]
    centre_y = ((pieces.y0 + pieces.y1) // 2)[letter]
    margin = round(_MARGIN_MM * pixel / 2)
    out: list[_Row] = []
    at = 0
    for i in np.lexsort((lines.x0, lines.y0)):
        x0, y0, x1, y1 = (int(s[i]) for s in (lines.x0, lines.y0, lines.x1, lines.y1))
        n_letters = int(
            (
                (x0 <= centre_x) & (centre_x < x1) & (y0 <= centre_y) & (centre_y < y1)
            ).sum()
        )
        high = y1 - y0 > 1.6 * _HIGHEST_MM * pixel
        if n_letters < _FEWEST_LETTERS or high or x1 - x0 < _SHORTEST_MM * pixel:
            continue
        y0, y1 = max(y0 - margin, 0), min(y1 + margin, ink.shape[0])
        out.append(_Row(x0, y0, x1, y1, at))
        at += y1 - y0 + 2 * margin
    return out[:_MOST_ROWS]


def _is_believed(words: Sequence[Seen]) -> bool:
    total = sum(len(word.text) for word in words)
    good = sum(
        len(word.text)
        for word in words
        if is_word(word.text) and word.confidence >= _LEAST
    )
    return total >= _FEWEST_LETTERS and good >= _SHARE * total
