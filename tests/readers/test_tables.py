"""Tables told from the lines that are drawn."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.readers.tables import Grid, Rule, cells_at, grids

XS = (80.0, 120.0, 300.0, 540.0)
YS = (100.0, 130.0, 160.0, 200.0)


def across(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Rule:
    return Rule(x0, y, x1, y)


def down(x: float, y0: float = YS[0], y1: float = YS[-1]) -> Rule:
    return Rule(x, y0, x, y1)


def lattice() -> list[Rule]:
    return [*map(across, YS), *map(down, XS)]


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def test_a_lattice_is_a_table_of_its_cells_in_order() -> None:
    (grid,) = grids(lattice())

    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert places(grid) == [(r, c, 1, 1) for r in range(3) for c in range(3)]
    assert grid.box == (80, 100, 540, 200)


def test_lines_in_pieces_are_one_line() -> None:
    pieces = [across(y, a, b) for y in YS for a, b in pairwise(XS)]
    pieces += [down(x, a, b) for x in XS for a, b in pairwise(YS)]

    assert grids(pieces) == grids(lattice())


def test_a_cell_without_a_line_inside_spans_its_columns() -> None:
    rules = [*map(across, YS), down(XS[0]), down(XS[-1])]
    rules += [down(XS[1], YS[1]), down(XS[2], YS[1])]

    (grid,) = grids(rules)

    assert places(grid)[0] == (0, 0, 1, 3)
    assert (grid.n_rows, grid.n_columns) == (3, 3)
    assert len(grid.cells) == 7


def test_a_cell_without_a_line_inside_spans_its_rows() -> None:
    rules = [across(YS[0]), across(YS[-1]), *map(down, XS)]
    rules += [across(y, XS[1]) for y in YS[1:3]]

    (grid,) = grids(rules)

    assert (0, 0, 3, 1) in places(grid)
    assert (1, 1, 1, 1) in places(grid)


def test_two_tables_on_a_page_are_two() -> None:
    below = [Rule(r.x0, r.y0 + 300, r.x1, r.y1 + 300) for r in lattice()]

    found = grids([*below, *lattice()])

    assert sorted(grid.box[1] for grid in found) == [100, 400]


def test_thin_boxes_count_as_lines_and_thick_ones_do_not() -> None:
    thin = [Rule(r.x0, r.y0, r.x1 + 0.8, r.y1 + 0.8) for r in lattice()]
    thick = [Rule(r.x0, r.y0, r.x1 + 9, r.y1 + 9) for r in lattice()]

    assert [places(grid) for grid in grids(thin)] == [places(grids(lattice())[0])]
    assert grids(thick) == ()


def test_a_frame_or_single_lines_are_no_table() -> None:
    frame = [across(YS[0]), across(YS[-1]), down(XS[0]), down(XS[-1])]
    column = [*map(across, YS), down(XS[0]), down(XS[-1])]

    assert grids([]) == ()
    assert grids([across(100), across(300), across(500)]) == ()
    assert grids(frame) == ()
    assert grids(column) == ()


corners = st.tuples(*[st.floats(0, 600)] * 4)


@given(st.lists(corners, max_size=12))
def test_whatever_lines_are_drawn_give_cells_inside_their_grid(
    found: list[tuple[float, float, float, float]],
) -> None:
    rules = [Rule(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in found]
    for grid in grids([*rules, *lattice()]):
        for cell in grid.cells:
            assert 0 <= cell.row < cell.row + cell.row_span <= grid.n_rows
            assert 0 <= cell.column < cell.column + cell.column_span <= grid.n_columns


def test_a_point_is_in_the_cell_around_it() -> None:
    rules = [*map(across, YS), down(XS[0]), down(XS[-1])]
    rules += [down(XS[1], YS[1]), down(XS[2], YS[1])]
    (grid,) = grids(rules)
    points = [(400, 110), (90, 140), (110, 150), (530, 190), (70, 110), (90, 210)]

    found = list(cells_at(grid, points))

    wanted = [(0, 0), (1, 0), (1, 0), (2, 2)]
    assert [(c.row, c.column) for c in found[:4] if c is not None] == wanted
    assert found[4:] == [None, None]


@given(
    st.lists(st.sampled_from(lattice()), unique=True),
    st.sampled_from((*XS, 79.0, 100.0, 541.0)),
    st.sampled_from((*YS, 99.0, 110.0, 201.0)),
)
def test_a_point_at_the_side_of_cells_is_in_the_first_of_them(
    missing: list[Rule], x: float, y: float
) -> None:
    for grid in grids([rule for rule in lattice() if rule not in missing]):
        around = [
            cell
            for cell in grid.cells
            if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1
        ]

        assert list(cells_at(grid, [(x, y)])) == [next(iter(around), None)]
