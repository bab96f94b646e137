"""The cells between ruled lines, beside the finder of pdfplumber."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from vanban_parser.readers.tables import Rule, grids

Box = tuple[float, float, float, float]


def by_pdfplumber(rules: Sequence[Rule]) -> list[list[Box]]:
    """Return the cells of each table by an independent finder, in the order of ours."""
    edges = [_edge(rule) for rule in rules]
    merged = merge_edges(edges, *[3.0] * 4)
    crossings = edges_to_intersections(merged, 3.0, 3.0)
    tables = cells_to_tables(intersections_to_cells(crossings))
    cells = [sorted(table, key=lambda cell: (cell[1], cell[0])) for table in tables]
    return [table for table in cells if len({x for c in table for x in c[::2]}) > 2]


def _edge(rule: Rule) -> dict[str, float | str]:
    is_across = rule.y0 == rule.y1
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.y0,
        "bottom": rule.y1,
        "width": rule.x1 - rule.x0,
        "height": rule.y1 - rule.y0,
        "orientation": "h" if is_across else "v",
    }


def by_us(rules: Sequence[Rule]) -> list[list[Box]]:
    """Return the cells of each table."""
    return [[(c.x0, c.y0, c.x1, c.y1) for c in g.cells] for g in grids(rules)]


# From 40 points: where lines are nearer to the page's corner than to each other,
# pdfplumber's rounding takes one line for two.  Few places, and ends that miss them by
# about what still counts as meeting.
places = st.integers(0, 5).map(lambda number: 40.0 + 8.5 * number)
misses = st.sampled_from((0.0,) * 6 + (0.25, -1.0, 2.0, -2.5, 3.0, -3.0, 3.25, 4.0))
sides = st.builds(float.__add__, places, misses)


@st.composite
def drawn(draw: st.DrawFn) -> Rule:
    at, one, other = draw(sides), draw(places), draw(places)
    start = min(one, other) + draw(misses)
    end = max(start + 6.0, max(one, other) + draw(misses))
    if draw(st.booleans()):
        return Rule(start, at, end, at)
    return Rule(at, start, at, end)


def lattice(n: int) -> list[Rule]:
    """Return a square of `n` lines each way."""
    ats, end = [40 + 8.5 * k for k in range(n)], 40 + 8.5 * (n - 1)
    across = [Rule(40, at, end, at) for at in ats]
    return [*across, *(Rule(at, 40, at, end) for at in ats)]


@given(st.lists(drawn(), max_size=40))
def test_any_lines_give_the_tables_of_pdfplumber(rules: list[Rule]) -> None:
    assert by_us(rules) == by_pdfplumber(rules)


@given(st.lists(drawn(), max_size=12), st.sets(st.integers(0, 11), max_size=4))
@example([Rule(82.5, 99, 88.5, 99)], {5})
def test_a_lattice_with_lines_missing_and_more_gives_the_tables_of_pdfplumber(
    more: list[Rule], missing: set[int]
) -> None:
    kept = [rule for k, rule in enumerate(lattice(6)) if k not in missing]

    assert by_us([*kept, *more]) == by_pdfplumber([*kept, *more])


@pytest.mark.parametrize("by", [2.75, 3.0, 3.25])
@pytest.mark.parametrize("side", range(4))
def test_lines_meet_that_miss_each_other_by_three_points(side: int, by: float) -> None:
    short = [-by if k == side else 0.0 for k in range(4)]
    line = Rule(40 - short[0], 57, 82.5 + short[2], 57)
    column = Rule(57, 40 - short[1], 57, 82.5 + short[3])
    rules = [rule for rule in lattice(6) if 57 not in (rule.x0, rule.y0)]

    assert by_us([*rules, line, column]) == by_pdfplumber([*rules, line, column])
    assert (len(by_us([*rules, line, column])[0]) == 25) == (by <= 3)


@pytest.mark.parametrize("gap", [2.75, 3.0, 3.25])
def test_a_line_goes_on_after_a_gap_of_three_points(gap: float) -> None:
    rules = [rule for rule in lattice(3) if rule.x0 != 48.5]
    rules += [Rule(48.5, 40, 48.5, 47), Rule(48.5, 47 + gap, 48.5, 57)]
    rules = [rule for rule in rules if rule.y0 != 48.5 or rule.x0 != 40]

    assert by_us(rules) == by_pdfplumber(rules)
    assert bool(by_us(rules)) == (gap <= 3)


@pytest.mark.parametrize("is_falling", [True, False])
def test_cells_that_share_a_corner_are_of_one_table(*, is_falling: bool) -> None:
    first, second = (40, 80) if is_falling else (80, 40)
    rules = [*_square(first, 40, 40), *_square(second, 80, 40)]
    rules.append(Rule(60, 40, 60, 120))

    assert by_us(rules) == by_pdfplumber(rules)
    assert [len(table) for table in by_us(rules)] == [3]


def _square(x: float, y: float, side: float) -> list[Rule]:
    return [
        *(Rule(x, at, x + side, at) for at in (y, y + side)),
        *(Rule(at, y, at, y + side) for at in (x, x + side)),
    ]


def test_a_column_in_two_pieces_keeps_the_cells_of_both_apart() -> None:
    broken = [Rule(40, 40, 40, 56), Rule(40, 66, 40, 82.5)]
    others = [rule for rule in lattice(6) if rule.x1 > 40]

    assert by_us([*others, *broken]) == by_pdfplumber([*others, *broken])
    assert (40, 57, 48.5, 65.5) not in by_us([*others, *broken])[0]


def hatching() -> list[Rule]:
    return [Rule(4 * k, 0, 4 * k, 2e5) for k in range(50_000)] + [
        Rule(0, 4 * k, 2e5, 4 * k) for k in range(50_000)
    ]


def dashes() -> list[Rule]:
    return [
        Rule(37 * k % 9_973, 61 * k % 9_967, 37 * k % 9_973 + 8, 61 * k % 9_967)
        if k % 2
        else Rule(37 * k % 9_973, 61 * k % 9_967, 37 * k % 9_973, 61 * k % 9_967 + 8)
        for k in range(100_000)
    ]


def comb() -> list[Rule]:
    """Teeth each shorter than the one before it, on a long back: no cell anywhere."""
    teeth = [Rule(16 * k, 0, 16 * k, 8 * (240 - k)) for k in range(240)]
    feet = [Rule(r.x0 - 3, r.y1, r.x0 + 3, r.y1) for r in teeth]
    notches = [Rule(16 * k, -3, 16 * k, 3) for k in range(240, 20_000)]
    return [Rule(0, 0, 320_000, 0), *teeth, *feet, *notches]


@pytest.mark.parametrize("draw", [hatching, dashes, comb])
def test_a_drawing_of_very_many_lines_costs_little_and_is_no_table(
    draw: Callable[[], list[Rule]],
) -> None:
    rules = draw()
    start = time.process_time()

    assert grids(rules) == ()
    assert time.process_time() - start < 10


def test_a_page_ruled_all_over_is_one_table() -> None:
    rules = [Rule(0, 4 * k, 592, 4 * k) for k in range(200)]
    rules += [Rule(4 * k, 0, 4 * k, 796) for k in range(149)]

    (grid,) = grids(rules)

    assert len(grid.cells) == 199 * 148
