"""The cells between ruled lines, found by the numbers of the lines, not their places.

Lines across are rows, lines down are columns, each numbered from 0 in order.  What is
asked of a crossing is only how far right and how far down one gets from it without
lifting the pen, so a lattice is two tables of whole numbers.  The rules are those of
Anssi Nurminen's thesis (Tampere 2013), which Tabula and pdfplumber follow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

TOLERANCE_PT = 3.0
"""Lines nearer than this are one line, and meet; the default of pdfplumber."""

# As often lines pass each other on a page that is ruled all over; more is a drawing.
_MOST_MEETINGS = 100_000


Piece = tuple[float, float]
"""From where to where a line is drawn."""


class Stroke(NamedTuple):
    """A straight line: `at` which height (or how far right), from where to where."""

    at: float
    start: float
    end: float


class Line(NamedTuple):
    """What is drawn along one straight line, in order and apart from each other."""

    at: float
    pieces: tuple[Piece, ...]


class Cell(NamedTuple):
    """The lines at the sides of a cell, by number."""

    left: int
    top: int
    right: int
    bottom: int


# For each line: which lines cross it, and which of them one gets to from there at last.
_Reach = Sequence[dict[int, int]]


def lines(strokes: Sequence[Stroke]) -> tuple[Line, ...]:
    """Return strokes as lines in order, those near each other on their common mean."""
    return tuple(
        Line(sum(stroke.at for stroke in group) / len(group), _joined(group))
        for group in _near(strokes)
    )


def _near(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Return strokes grouped: each is near another of its group, or alone."""
    groups: list[list[Stroke]] = []
    group_at: dict[float, list[Stroke]] = {}
    previous = float("-inf")
    for at in sorted({stroke.at for stroke in strokes}):
        if at > previous + TOLERANCE_PT:
            groups.append([])
        group_at[at] = groups[-1]
        previous = at
    for stroke in strokes:
        group_at[stroke.at].append(stroke)
    return groups


def _joined(strokes: Sequence[Stroke]) -> tuple[Piece, ...]:
    """Return what is drawn along one line, strokes that touch or overlap as one."""
    pieces: list[Piece] = []
    for _, start, end in sorted(strokes, key=lambda stroke: stroke.start):
        if not pieces or start > pieces[-1][1] + TOLERANCE_PT:
            pieces.append((start, end))
        elif end > pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], end)
    return tuple(pieces)


def tables(across: Sequence[Line], down: Sequence[Line]) -> tuple[list[Cell], ...]:
    """Return the cells between lines, those that hang together as one table.

    Tables are in the order of their first cells; cells from top to bottom, then from
    left to right.  Nothing where lines meet so often that they are a drawing.

    Complexity:
        O(n log n) for n strokes and meetings where most cells lie beside the next,
        O(n ** 1.5) for whatever else is drawn.
    """
    rows, columns = _meetings(across, down)
    met = sum(len(piece) for line in (*rows, *columns) for piece in line)
    if met > _MOST_MEETINGS:
        return ()
    return _hanging_together(tuple(_Lattice(_reach(rows), _reach(columns)).cells()))


_Meetings = list[list[range]]


def _meetings(
    across: Sequence[Line], down: Sequence[Line]
) -> tuple[_Meetings, _Meetings]:
    """Return for each piece of each line the numbers of the lines that it gets to.

    Whether they get to it is another question.  Both times the tolerance is added to
    the line across, so that a distance of just as much is rounded alike.
    """
    xs = [line.at for line in down]
    below = [line.at + TOLERANCE_PT for line in across]
    above = [line.at - TOLERANCE_PT for line in across]
    rows = [
        [
            range(
                bisect_left(xs, start - TOLERANCE_PT),
                bisect_right(xs, end + TOLERANCE_PT),
            )
            for start, end in line.pieces
        ]
        for line in across
    ]
    columns = [
        [
            range(bisect_left(below, start), bisect_right(above, end))
            for start, end in line.pieces
        ]
        for line in down
    ]
    return rows, columns


def _reach(meetings: _Meetings) -> _Reach:
    """Return for each line that a line gets to, to which one can go on from there.

    A line in the gap between two pieces may touch both: there the second counts.
    """
    return [
        {number: piece[-1] for piece in pieces for number in piece}
        for pieces in meetings
    ]


class _Lattice:
    """Lines that cross: `right` of each row by column, `down` of each column by row."""

    def __init__(self, right: _Reach, down: _Reach) -> None:
        self._right = right
        self._down = down
        # Where they cross: each gets to the other.
        self._columns = [
            [column for column in reach if row in down[column]]
            for row, reach in enumerate(right)
        ]
        rows = [
            [row for row in reach if column in right[row]]
            for column, reach in enumerate(down)
        ]
        self._next_right = [dict(pairwise(columns)) for columns in self._columns]
        self._next_down = [dict(pairwise(crossed)) for crossed in rows]

    def cells(self) -> Iterator[Cell]:
        """Yield the smallest cell right and down of each crossing."""
        for row, columns in enumerate(self._columns):
            for column in columns:
                cell = self._cell(row, column)
                if cell is not None:
                    yield cell

    def _cell(self, row: int, column: int) -> Cell | None:
        """Return the cell with this top left corner that is least high, then wide.

        A column that does not go down to one bottom goes to none below it, so it need
        not be tried again.
        """
        furthest, lowest = self._right[row][column], self._down[column][row]
        next_right, next_down = self._next_right[row], self._next_down[column]
        right, bottom = next_right.get(column), next_down.get(row)
        while right is not None and bottom is not None:
            if right > furthest or bottom > lowest:
                return None
            if self._down[right][row] < bottom:
                right = next_right.get(right)
            elif self._right[bottom][column] < right:
                bottom = next_down.get(bottom)
            else:
                return Cell(column, row, right, bottom)
        return None


def _hanging_together(cells: Sequence[Cell]) -> tuple[list[Cell], ...]:
    """Return cells in groups: each has a corner in common with another of its group."""
    group = list(range(len(cells)))
    first_at: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(cells):
        for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
            other = first_at.setdefault(corner, number)
            if group[other] != group[number]:
                ends = _first_of(group, number), _first_of(group, other)
                group[max(ends)] = min(ends)
    found: dict[int, list[Cell]] = {}
    for number, cell in enumerate(cells):
        found.setdefault(_first_of(group, number), []).append(cell)
    return tuple(found.values())


def _first_of(group: list[int], number: int) -> int:
    """Return the first of the group that `number` is in; the way there is shortened."""
    while group[number] != number:
        group[number] = number = group[group[number]]
    return number
