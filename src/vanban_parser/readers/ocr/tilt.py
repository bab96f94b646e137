"""How a page lies: by quarters of a turn, and by the tilt of its lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vanban_parser.readers.ocr.components import painted, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vanban_parser.readers.ocr.nouns import Mask, Pixels

_LOOK_DPI = 100.0
_MOST_DEGREES = 6.0
_COARSE, _FINE = 0.5, 0.05
# Less is not worth the blur of turning: 0.1 degree is 0.8 pt over a line's length.
_LEAST_DEGREES = 0.12
_MARGIN = 0.03
_INK = 140
# Pixels at the resolution looked at: 8 mm.
_LONGEST_RUN = 32
# A sideways page has so much sharper columns than rows.
_SIDEWAYS = 1.6


def tilt_of(grey: Pixels, dpi: float) -> float:
    """Return the degrees by which the lines fall to the right; 0.0 if too few tell."""
    y, x = _ink(grey, dpi)
    if len(y) < 400:
        return 0.0
    coarse = np.arange(-_MOST_DEGREES, _MOST_DEGREES + _COARSE / 2, _COARSE)
    best = _sharpest(y, x, coarse)
    best = _sharpest(y, x, best + np.arange(-_COARSE, _COARSE + 0.01, 0.1))
    best = _sharpest(y, x, best + np.arange(-0.1, 0.101, _FINE))
    if abs(best) < _LEAST_DEGREES or abs(best) > _MOST_DEGREES - _COARSE:
        return 0.0
    return round(float(best), 2)


def is_sideways(grey: Pixels, dpi: float) -> bool:
    """Tell whether the lines of text run up or down the page."""
    y, x = _ink(grey, dpi)
    if len(y) < 400:
        return False
    angles = np.arange(-3.0, 3.1, 0.5)
    upright = max(_sharpness(y, x, angle) for angle in angles)
    sideways = max(_sharpness(x, y, angle) for angle in angles)
    return sideways > _SIDEWAYS * upright


def _ink(grey: Pixels, dpi: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where there is ink, at a resolution at which words run together."""
    scale = min(_LOOK_DPI / dpi, 1.0)
    height, width = grey.shape
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = np.asarray(
        Image.fromarray(grey).resize(size, Image.Resampling.BOX), dtype=np.uint8
    )
    edge_y, edge_x = (max(int(_MARGIN * side), 1) for side in small.shape)
    ink = small[edge_y:-edge_y, edge_x:-edge_x] < _INK
    # Ruled lines and black edges say nothing of how the letters stand.
    lines = _long(ink) | _long(np.ascontiguousarray(ink.T)).T
    y, x = np.nonzero(ink & ~lines)
    return y.astype(np.float64), x.astype(np.float64)


def _long(ink: Mask) -> Mask:
    """Return a mask of the runs longer than any word's stroke."""
    found = runs(ink)
    return painted(found.where(found.length > _LONGEST_RUN), ink.shape)


def _sharpest(
    y: NDArray[np.float64], x: NDArray[np.float64], angles: NDArray[np.float64]
) -> float:
    return float(max(angles, key=lambda angle: _sharpness(y, x, float(angle))))


def _sharpness(y: NDArray[np.float64], x: NDArray[np.float64], degrees: float) -> float:
    """Return how sharply lines and white between them part, if tilted so much."""
    rows = np.rint(y - x * math.tan(math.radians(degrees))).astype(np.int64)
    profile = np.bincount(rows - int(rows.min())).astype(np.float64)
    step = np.diff(profile)
    return float(np.dot(step, step)) / len(y)
