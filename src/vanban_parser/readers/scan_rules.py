"""Straight lines on the picture of a page, so that ruled tables are tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vanban_parser.readers.scan_image import Grey
from vanban_parser.readers.tables import Rule

_DPI = 100
# Grey below this in any pixel is a line, also where it is one faint scanned pixel wide.
_LINE = 150
_LONG_PT = 36.0
_TALL_PT = 17.0
_THICK_PX = 5
_GAP_PX = 3


def rules(grey: Grey, dpi: float) -> tuple[Rule, ...]:
    """Return the level and upright lines of a straightened page, in points."""
    factor = max(1, round(dpi / _DPI))
    ink = _shrunk(grey, factor) < _LINE
    scale = 72 * factor / dpi
    level = [
        Rule(first * scale, middle * scale, last * scale, middle * scale)
        for middle, first, last in _lines(ink, _LONG_PT / scale)
    ]
    upright = [
        Rule(middle * scale, first * scale, middle * scale, last * scale)
        for middle, first, last in _lines(np.ascontiguousarray(ink.T), _TALL_PT / scale)
    ]
    return (*level, *upright)


def _shrunk(grey: Grey, factor: int) -> Grey:
    """Return the picture smaller, each pixel the darkest of those it stands for."""
    height, width = (length // factor * factor for length in grey.shape)
    blocks = grey[:height, :width].reshape(
        height // factor, factor, width // factor, factor
    )
    smaller: Grey = blocks.min(axis=(1, 3))
    return smaller


def _lines(
    ink: npt.NDArray[np.bool_], shortest: float
) -> Iterator[tuple[float, float, float]]:
    """Yield (row, first, last) of the thin runs along the rows that are long enough."""
    found: list[_Line] = []
    for row, first, last in _runs(ink, shortest):
        for line in reversed(found):
            if row - line.bottom <= 1 and first <= line.last and last >= line.first:
                line.take(row, first, last)
                break
        else:
            found.append(_Line(row, row, first, last, last - first))
    for line in found:
        # By its area: a line a little aslant covers several rows and is thin.
        if line.area < _THICK_PX * (line.last - line.first):
            yield (line.top + line.bottom + 1) / 2, line.first, line.last


@dataclass(slots=True)
class _Line:
    """Runs of ink that touch, row by row."""

    top: int
    bottom: int
    first: int
    last: int
    area: int

    def take(self, row: int, first: int, last: int) -> None:
        self.bottom = row
        self.area += last - first
        self.first, self.last = min(self.first, first), max(self.last, last)


def _runs(
    ink: npt.NDArray[np.bool_], shortest: float
) -> Iterator[tuple[int, int, int]]:
    """Yield (row, first, end) of runs of ink, small gaps closed, in row order."""
    height, width = ink.shape
    closed = np.zeros((height, width + 2), dtype=np.int8)
    closed[:, 1:-1] = ink
    for shift in range(1, _GAP_PX + 1):
        # A gap is closed where there is ink on both sides of it.
        left, right = closed[:, : -shift - 1], closed[:, shift + 1 :]
        both = left & right
        for offset in range(1, shift + 1):
            closed[:, offset : offset + both.shape[1]] |= both
    steps = np.diff(closed, axis=1, append=0)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    long = ends - starts >= shortest
    for row, first, last in zip(rows[long], starts[long], ends[long], strict=True):
        yield int(row), int(first), int(last)
