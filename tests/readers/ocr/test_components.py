"""Runs and connected parts, against the slow way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from vanban_parser.readers.ocr.components import painted, parts, runs

masks = arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def flooded(ink: np.ndarray) -> set[frozenset[tuple[int, int]]]:
    """Return the 8-connected parts, found the slow way."""
    waiting = {(int(y), int(x)) for y, x in zip(*np.nonzero(ink), strict=True)}
    found = set()
    while waiting:
        border = [waiting.pop()]
        part = set(border)
        while border:
            y, x = border.pop()
            near = {(y + j, x + i) for j in (-1, 0, 1) for i in (-1, 0, 1)} & waiting
            waiting -= near
            part |= near
            border.extend(near)
        found.add(frozenset(part))
    return found


@given(masks)
def test_runs_paint_what_they_were_made_of(ink: np.ndarray) -> None:
    assert np.array_equal(painted(runs(ink), ink.shape), ink)


@given(masks)
def test_parts_are_those_a_flood_finds(ink: np.ndarray) -> None:
    found = parts(runs(ink))
    boxes = sorted(
        zip(
            found.x0.tolist(),
            found.y0.tolist(),
            found.x1.tolist(),
            found.y1.tolist(),
            found.area.tolist(),
            strict=True,
        )
    )
    expected = sorted(
        (
            min(x for _, x in part),
            min(y for y, _ in part),
            max(x for _, x in part) + 1,
            max(y for y, _ in part) + 1,
            len(part),
        )
        for part in flooded(ink)
    )
    assert boxes == expected
