"""From frames to readings: the probabilities add up, and the grammar holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.readers.handwriting.alphabet import NOTHING, SIGNS
from vanban_parser.readers.handwriting.decode import readings


def _frames(text: str, sure: float = 0.97) -> np.ndarray:
    """Return frames that show `text`, ``_`` for nothing."""
    frames = np.full((len(text), NOTHING + 1), (1 - sure) / NOTHING)
    for row, sign in enumerate(text):
        frames[row, NOTHING if sign == "_" else SIGNS.index(sign)] = sure
    return np.log(frames).astype(np.float32)


@pytest.mark.parametrize(
    ("frames", "signs"),
    [
        ("LL_1__9_5566//L-L", "L1956/"),
        ("L_1_1/", "L11/"),
        ("L11/", "L1/"),
        ("L_L_3-L/L", "L3-"),
        ("__", ""),
        ("L_/L", "L/L"),
    ],
)
def test_frames_are_read_as_signs(frames: str, signs: str) -> None:
    assert readings(_frames(frames), stop=True)[0].signs == signs


def test_letters_apart_are_one_run_of_letters() -> None:
    assert readings(_frames("L_L__L12L_L"), stop=False)[0].signs == "L12L"


@given(
    st.lists(
        st.lists(st.floats(-4, 4), min_size=NOTHING + 1, max_size=NOTHING + 1),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_shares_are_probabilities(rows: list[list[float]], stop: bool) -> None:  # noqa: FBT001 - Hypothesis gives it
    scores = np.array(rows, np.float32)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    found = readings(scores, stop=stop)
    assert all(0 <= reading.share <= 1 + 1e-6 for reading in found)
    assert sum(reading.share for reading in found) <= 1 + 1e-6
    assert [r.share for r in found] == sorted((r.share for r in found), reverse=True)
