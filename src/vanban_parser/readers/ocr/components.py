"""Connected parts of a black-and-white picture, by runs: numpy alone, no loops a pixel.

A scanned page has some 10^5 horizontal runs of ink; parts are found by joining runs
of neighbouring rows that touch (8-connected) and jumping pointers to the least run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vanban_parser.readers.ocr.nouns import Mask

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """Horizontal runs of ink in reading order: row, first column, column after."""

    row: Ints
    start: Ints
    end: Ints
    width: int

    @property
    def length(self) -> Ints:
        """Pixels in each run."""
        return self.end - self.start

    def where(self, chosen: NDArray[np.bool_]) -> Runs:
        """Return the runs that are `chosen`."""
        return Runs(self.row[chosen], self.start[chosen], self.end[chosen], self.width)


@dataclass(frozen=True, slots=True)
class Parts:
    """Connected parts: box (x1, y1 beyond the ink) and pixels of each.

    `of_run` tells which part each run belongs to.
    """

    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    area: Ints
    of_run: Ints

    @property
    def widths(self) -> Ints:
        return self.x1 - self.x0

    @property
    def heights(self) -> Ints:
        return self.y1 - self.y0


def runs(ink: Mask) -> Runs:
    """Return the horizontal runs of `ink`."""
    height, width = ink.shape
    # A white column beside each row, and a white pixel first: runs then alternate
    # with white, and begin and end where the next pixel differs.
    stride = width + 1
    flat = np.zeros(height * stride + 1, dtype=np.bool_)
    flat[1:].reshape(height, stride)[:, :width] = ink
    change = np.flatnonzero(flat[1:] != flat[:-1])
    start, end = change[::2], change[1::2]
    row = start // stride
    return Runs(row, start - row * stride, end - row * stride, width)


def parts(found: Runs) -> Parts:
    """Join touching runs to parts."""
    count = len(found.row)
    if count == 0:
        none = np.zeros(0, dtype=np.int64)
        return Parts(none, none, none, none, none, none)
    label = _joined(count, *_touching(found))
    _, of_run = np.unique(label, return_inverse=True)
    n_parts = int(of_run.max()) + 1
    x0 = np.full(n_parts, found.width, dtype=np.int64)
    y0 = np.full(n_parts, int(found.row.max()) + 1, dtype=np.int64)
    x1 = np.zeros(n_parts, dtype=np.int64)
    y1 = np.zeros(n_parts, dtype=np.int64)
    np.minimum.at(x0, of_run, found.start)
    np.minimum.at(y0, of_run, found.row)
    np.maximum.at(x1, of_run, found.end)
    np.maximum.at(y1, of_run, found.row + 1)
    area = np.bincount(of_run, weights=found.length, minlength=n_parts)
    return Parts(x0, y0, x1, y1, area.astype(np.int64), of_run)


def painted(found: Runs, shape: tuple[int, ...]) -> Mask:
    """Return a mask of `shape` with the runs set; they may overlap."""
    mask = np.zeros(shape, dtype=np.bool_)
    rows, of_run = np.unique(found.row, return_inverse=True)
    if not rows.size:
        return mask
    step = np.zeros((len(rows), shape[1] + 1), dtype=np.int16)
    np.add.at(step, (of_run, found.start), 1)
    np.add.at(step, (of_run, found.end), -1)
    mask[rows] = np.cumsum(step, axis=1, dtype=np.int16)[:, :-1] > 0
    return mask


def _touching(found: Runs) -> tuple[Ints, Ints]:
    """Return pairs of runs in neighbouring rows that touch, also at a corner."""
    stride = found.width + 2
    starts = found.row * stride + found.start
    ends = found.row * stride + found.end
    below = (found.row + 1) * stride
    # Runs of the next row that reach our start and do not start beyond our end.
    first = np.searchsorted(ends, below + found.start, side="left")
    last = np.searchsorted(starts, below + found.end, side="right")
    number = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(found.row)), number)
    before = np.repeat(np.cumsum(number) - number, number)
    return upper, np.repeat(first, number) + np.arange(int(number.sum())) - before


def _joined(count: int, upper: Ints, lower: Ints) -> Ints:
    """Return for each run the least run of its part."""
    label = np.arange(count)
    while True:
        least = np.minimum(label[upper], label[lower])
        new = label.copy()
        # Hook the root of each end to the smaller label of the pair.
        np.minimum.at(new, label[upper], least)
        np.minimum.at(new, label[lower], least)
        while True:
            jumped = new[new]
            if np.array_equal(jumped, new):
                break
            new = jumped
        if np.array_equal(new, label):
            return label
        label = new
