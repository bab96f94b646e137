"""Lines of a picture made fit for a table finder."""

from __future__ import annotations

import pytest

from vanban_parser.readers.ruled import straightened
from vanban_parser.readers.tables import Rule, grids

XS = (50.0, 86.0, 280.0, 584.0)
YS = (500.0, 540.0, 590.0, 640.0)


def tilted(rise: float) -> list[Rule]:
    """Return a lattice whose lines across fall by `rise` to the right."""
    across = [Rule(XS[0], y, XS[-1], y + rise) for y in YS]
    last = YS[-1] + rise / 2
    down = [
        Rule(x, YS[0] + 0.5, x + 1.2, last + rise * i / 8) for i, x in enumerate(XS)
    ]
    return [*across, *down]


@pytest.mark.parametrize("rise", [1.0, 4.0, 8.0])
def test_a_lattice_of_tilted_lines_is_a_table(rise: float) -> None:
    (grid,) = grids(straightened(tilted(rise)))

    assert (grid.n_rows, grid.n_columns, len(grid.cells)) == (3, 3, 9)


def test_as_it_was_seen_most_of_it_is_lost() -> None:
    assert not any(len(grid.cells) == 9 for grid in grids(tilted(8.0)))


def test_an_end_that_falls_short_is_drawn_to_the_line_it_meets() -> None:
    rules = [*tilted(2.0)[:4], *(Rule(x, YS[0] + 6, x + 1, YS[-1] - 4) for x in XS)]

    (grid,) = grids(straightened(rules))

    assert (grid.n_rows, grid.n_columns) == (3, 3)


def test_what_is_no_line_is_left_out() -> None:
    assert straightened([Rule(10, 10, 60, 50), Rule(10, 10, 40, 19)]) == ()
