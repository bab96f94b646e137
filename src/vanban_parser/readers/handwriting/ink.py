"""From a page's pixels to the strip of ink that the network reads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HEIGHT = 48
"""Pixels of a strip's height."""
BAND = 30.0
"""Points of a page that a strip's height covers: a line and what a hand adds."""
BASELINE = 20.0
"""Points from a strip's upper edge to the line's baseline."""
SCALE = HEIGHT / BAND
"""Pixels of a strip a point."""

Gray = NDArray[np.float32]
Pixels = NDArray[np.uint8]

# The share of a strip that is surely paper, and that is surely ink.
_PAPER, _INK = 80.0, 1.5
# Gray levels: paper's own noise, and the least step from paper to ink.
_NOISE, _STEP = 10.0, 70.0


def red_free(image: Pixels) -> Pixels:
    """Return the red channel of an RGB page: a red seal is paper there, blue is ink."""
    return image if image.ndim == 2 else image[:, :, 0]


def cut(gray: Pixels, left: float, right: float, baseline: float, scale: float) -> Gray:
    """Return the strip between `left` and `right`, (48, width), 1.0 for ink.

    Args:
        gray: a page in gray, 0 for black.
        left: where the strip starts, in points.
        right: where it ends, in points.
        baseline: of the line, in points from the page's upper edge.
        scale: pixels of the page a point.
    """
    box = (
        left * scale,
        (baseline - BASELINE) * scale,
        right * scale,
        (baseline - BASELINE + BAND) * scale,
    )
    size = (max(round((right - left) * SCALE / 4), 1) * 4, HEIGHT)
    x0, y0, x1, y1 = (round(edge) for edge in box)
    crop = Image.new("L", (max(x1 - x0, 1), max(y1 - y0, 1)), 255)
    height, width = gray.shape
    part = gray[max(y0, 0) : min(y1, height), max(x0, 0) : min(x1, width)]
    if part.size == 0:
        return np.zeros((HEIGHT, size[0]), np.float32)
    crop.paste(Image.fromarray(np.ascontiguousarray(part)), (max(-x0, 0), max(-y0, 0)))
    small = crop.resize(size, Image.Resampling.BILINEAR)
    return normal(np.asarray(small, np.float32))


def normal(gray: Gray) -> Gray:
    """Return ink from 0 to 1, whatever the paper's shade and the pen's strength."""
    paper = float(np.percentile(gray, _PAPER))
    ink = float(np.percentile(gray, _INK))
    depth = max(paper - ink, _STEP)
    found: Gray = np.clip((paper - _NOISE - gray) / (depth - _NOISE), 0, 1)
    return found.astype(np.float32)
