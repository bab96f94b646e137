"""What on a page is no letter: ruled lines, specks, black edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vanban_parser.readers.ocr.components import Runs, painted, parts, runs

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask

# A stroke of a letter is never so long; a cell of a table is never so small.
_RULE_MM = 8.0
_THICK_MM = 1.1
# How far a line's ragged ink lies from its long runs, along it and across.
_GAP_MM, _REACH_MM = 1.5, 0.4
_SPECK_MM = 0.22
_EDGE_MM = 12.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruled line in pixels: left, top, right, bottom."""

    x0: int
    y0: int
    x1: int
    y1: int


def ruled(ink: Mask, dpi: float) -> tuple[list[Stroke], Mask]:
    """Return the ruled lines, across first, and a mask of their ink."""
    across, mask = _across(ink, dpi)
    down, turned = _across(np.ascontiguousarray(ink.T), dpi)
    strokes = [Stroke(*box) for box in across]
    strokes += [Stroke(y0, x0, y1, x1) for x0, y0, x1, y1 in down]
    return strokes, mask | turned.T


def _across(ink: Mask, dpi: float) -> tuple[list[tuple[int, int, int, int]], Mask]:
    pixel = dpi / 25.4
    found = runs(ink)
    long = found.where(found.length >= _RULE_MM * pixel / 2)
    lines = parts(long)
    fits = (lines.widths >= _RULE_MM * pixel) & (
        lines.area <= np.maximum(_THICK_MM * pixel, 3) * lines.widths
    )
    # A line that is a little tilted spreads over more rows than it is thick.
    fits &= lines.heights <= np.maximum(_THICK_MM * pixel, 0.02 * lines.widths + 3)
    boxes = [
        (int(lines.x0[i]), int(lines.y0[i]), int(lines.x1[i]), int(lines.y1[i]))
        for i in np.nonzero(fits)[0]
    ]
    if not boxes:
        return [], np.zeros(ink.shape, dtype=np.bool_)
    kept = long.where(fits[lines.of_run])
    return boxes, _band(kept, ink, dpi)


def _band(line: Runs, ink: Mask, dpi: float) -> Mask:
    """Return the ink of lines across, without the strokes of letters through them.

    A line's ink is near its long runs, where a column of the page is black for no more
    pixels than a line is thick.
    """
    wide = Runs(
        line.row,
        np.maximum(line.start - round(_GAP_MM * dpi / 25.4), 0),
        np.minimum(line.end + round(_GAP_MM * dpi / 25.4), line.width),
        line.width,
    )
    near = painted(wide, ink.shape)
    reach = max(round(_REACH_MM * dpi / 25.4), 1)
    band = near.copy()
    for step in range(1, reach + 1):
        band[step:] |= near[:-step]
        band[:-step] |= near[step:]
    for rows in _around(band):
        columns = np.ascontiguousarray(ink[rows].T)
        found = runs(columns)
        thin = found.where(found.length <= _THICK_MM * dpi / 25.4 + 1)
        band[rows] &= painted(thin, columns.shape).T
    return band


def _around(band: Mask) -> list[slice]:
    """Return the rows near which `band` is set, to see strokes whole; apart."""
    set_: Mask = np.any(band, axis=1)
    near = np.convolve(set_, np.ones(41), mode="same") > 0
    edges = np.flatnonzero(np.diff(near.astype(np.int8), prepend=0, append=0))
    return [slice(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


def dirt(ink: Mask, dpi: float) -> Mask:
    """Return a mask of what is too small to be a mark of a letter, and of black edges.

    Scanners leave black along the edges of a page that is not as large as their glass.
    """
    pixel = dpi / 25.4
    height, width = ink.shape
    found = runs(ink)
    pieces = parts(found)
    small = np.maximum(pieces.widths, pieces.heights) < _SPECK_MM * pixel
    at_edge = (
        (pieces.x0 <= 1)
        | (pieces.y0 <= 1)
        | (pieces.x1 >= width - 1)
        | (pieces.y1 >= height - 1)
    )
    large = np.maximum(pieces.widths, pieces.heights) > _EDGE_MM * pixel
    chosen = small | (at_edge & large)
    return painted(found.where(chosen[pieces.of_run]), ink.shape)
