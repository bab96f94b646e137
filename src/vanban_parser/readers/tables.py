"""Ruled tables by pdfplumber's table finder, fed with lines already read.

The only module that imports pdfplumber.  Its pure functions over edges give exact
cells; parsing the page a second time with it would cost more than all the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Lines nearer than this are one line; the default of pdfplumber.
_TOLERANCE_PT = 3.0
_SHORTEST_PT = 6.0


class Rule(NamedTuple):
    """A straight line, or a box so thin that it is one."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class GridCell:
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
    """Return the tables with at least two columns and two cells that `rules` draw."""
    edges = [edge for rule in rules if (edge := _edge(rule)) is not None]
    vertical = sum(edge["orientation"] == "v" for edge in edges)
    if vertical < 2 or len(edges) - vertical < 2:
        return ()
    # Imported here: most letters have no table, and the import costs 0.2 s.
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    merged = merge_edges(
        edges,
        snap_x_tolerance=_TOLERANCE_PT,
        snap_y_tolerance=_TOLERANCE_PT,
        join_x_tolerance=_TOLERANCE_PT,
        join_y_tolerance=_TOLERANCE_PT,
    )
    crossings = edges_to_intersections(merged, _TOLERANCE_PT, _TOLERANCE_PT)
    tables = cells_to_tables(intersections_to_cells(crossings))
    found = (_grid(table) for table in tables if len(table) > 1)
    return tuple(grid for grid in found if grid.n_columns > 1)


def _edge(rule: Rule) -> dict[str, float | str] | None:
    width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
    if height <= _TOLERANCE_PT and width >= _SHORTEST_PT:
        y = (rule.y0 + rule.y1) / 2
        box = (rule.x0, rule.x1, y, y, "h")
    elif width <= _TOLERANCE_PT and height >= _SHORTEST_PT:
        x = (rule.x0 + rule.x1) / 2
        box = (x, x, rule.y0, rule.y1, "v")
    else:
        return None
    x0, x1, top, bottom, orientation = box
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def _grid(cells: Sequence[tuple[float, float, float, float]]) -> Grid:
    xs = _lines([x for cell in cells for x in (cell[0], cell[2])])
    ys = _lines([y for cell in cells for y in (cell[1], cell[3])])
    placed = []
    for x0, y0, x1, y1 in cells:
        column, row = _nearest(xs, x0), _nearest(ys, y0)
        placed.append(
            GridCell(
                x0,
                y0,
                x1,
                y1,
                row,
                column,
                row_span=max(_nearest(ys, y1) - row, 1),
                column_span=max(_nearest(xs, x1) - column, 1),
            )
        )
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(placed), len(ys) - 1, len(xs) - 1)


def _lines(values: list[float]) -> list[float]:
    """Return the distinct grid lines, those within the tolerance as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _TOLERANCE_PT:
            out.append(value)
    return out


def _nearest(lines: Sequence[float], value: float) -> int:
    """Return the index of the line nearest to `value`; `lines` are sorted."""
    right = bisect_left(lines, value)
    if right == 0:
        return 0
    if right == len(lines) or value - lines[right - 1] <= lines[right] - value:
        return right - 1
    return right
