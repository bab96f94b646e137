"""Ruled tables, from the lines drawn on a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vanban_parser.readers.lattice import TOLERANCE_PT, Cell, Stroke, lines, tables

# What is shorter is the stroke of a letter or a mark in a list.
_SHORTEST_PT = 6.0


class Rule(NamedTuple):
    """A straight line, or a box so thin that it is one."""

    x0: float
    y0: float
    x1: float
    y1: float


class GridCell(NamedTuple):
    """A cell of a grid: where it stands, and in which row and column it starts."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page."""

    cells: tuple[GridCell, ...]
    n_rows: int
    n_columns: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            min(cell.x0 for cell in self.cells),
            min(cell.y0 for cell in self.cells),
            max(cell.x1 for cell in self.cells),
            max(cell.y1 for cell in self.cells),
        )


def grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return the tables with at least two columns and two cells that `rules` draw.

    They are in order from top to bottom.
    """
    across, down = _strokes(rules)
    if len(across) < 2 or len(down) < 2:
        return ()
    rows, columns = lines(across), lines(down)
    ys, xs = [line.at for line in rows], [line.at for line in columns]
    found = (_grid(cells, xs, ys) for cells in tables(rows, columns) if len(cells) > 1)
    return tuple(grid for grid in found if grid.n_columns > 1)


def cells_at(
    grid: Grid, points: Iterable[tuple[float, float]]
) -> Iterator[GridCell | None]:
    """Yield for each point the first cell that it is in or beside, else None."""
    ys = sorted({side for cell in grid.cells for side in (cell.y0, cell.y1)})
    # What lies between a line and the next; the last is beyond all lines, and empty.
    rows: list[list[GridCell]] = [[] for _ in ys]
    for cell in grid.cells:
        for row in rows[cell.row : cell.row + cell.row_span]:
            row.append(cell)
    for x, y in points:
        above, below = bisect_left(ys, y) - 1, bisect_right(ys, y) - 1
        cells = rows[above] if above == below else [*rows[above], *rows[below]]
        yield next((cell for cell in cells if cell.x0 <= x <= cell.x1), None)


def _strokes(rules: Sequence[Rule]) -> tuple[list[Stroke], list[Stroke]]:
    """Return the lines across and the lines down; what is short or thick is neither."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, y0, x1, y1 in rules:
        width, height = x1 - x0, y1 - y0
        if height <= TOLERANCE_PT and width >= _SHORTEST_PT:
            across.append(Stroke((y0 + y1) / 2, x0, x1))
        elif width <= TOLERANCE_PT and height >= _SHORTEST_PT:
            down.append(Stroke((x0 + x1) / 2, y0, y1))
    return across, down


def _grid(cells: Sequence[Cell], xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """Return a table of cells with lines numbered anew: only those at their sides."""
    column = _numbered(side for cell in cells for side in (cell.left, cell.right))
    row = _numbered(side for cell in cells for side in (cell.top, cell.bottom))
    placed = tuple(
        GridCell(
            *(xs[left], ys[top], xs[right], ys[bottom]),
            row[top],
            column[left],
            row_span=row[bottom] - row[top],
            column_span=column[right] - column[left],
        )
        for left, top, right, bottom in cells
    )
    return Grid(placed, len(row) - 1, len(column) - 1)


def _numbered(sides: Iterable[int]) -> dict[int, int]:
    return {side: number for number, side in enumerate(sorted(set(sides)))}
