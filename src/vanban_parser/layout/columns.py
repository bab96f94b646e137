"""Columns that rows are set in: their edges, and how far base lines are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban_parser.layout.rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """Left and right edge of the text, and the usual distance of its base lines."""

    left: float
    right: float
    pitch: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def column_of(lines: Sequence[Row]) -> Column:
    """Measure the column that `lines` are set in (robust against a few outliers)."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    lefts = sorted(row.x0 for row in lines)
    rights = sorted(row.x1 for row in lines)
    left = lefts[len(lefts) // 20]
    right = rights[-1 - len(rights) // 20]
    return Column(left, right, pitch_of(lines))


def pitch_of(lines: Sequence[Row]) -> float:
    """Return the usual distance of the base lines; 0.0 where there is none."""
    steps = [
        below.y0 - above.y0
        for above, below in pairwise(lines)
        if 0 < below.y0 - above.y0 < 60
    ]
    # The distance inside paragraphs is the smaller of the two that occur.
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def is_centred(row: Row, column: Column) -> bool:
    """Tell whether a row stands in the middle of its column, clear of both edges."""
    width = column.right - column.left
    return (
        abs(row.centre - column.centre) < 0.04 * width + 4
        and row.x0 - column.left > 0.06 * width
        and column.right - row.x1 > 0.06 * width
    )
