"""Round seals on a page: found as circles, and taken off the print.

A seal is a double ring of 32 to 42 mm (NĐ 99/2016 and TT of the Ministry of Public
Security set 34 to 42 mm) with a smaller ring in it.  In a coloured scan it is red and
gone already; in a black and white one it crosses the signer's position and name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from vanban_parser.readers.ocr.components import painted, parts, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vanban_parser.readers.ocr.nouns import Mask

_LOOK_DPI = 40.0
_SMALLEST_MM, _LARGEST_MM = 14.0, 21.0
# Of a ring's circumference so much is inked, where the scan is poor.
_CLOSED = 0.55
# Rows of text under a circle are inked to a quarter at the full resolution.
_SHARP = 0.55
_RING_MM = 1.2
_RING = 0.35
_LETTER_MM = 5.0


@dataclass(frozen=True, slots=True)
class Seal:
    """A circle in pixels."""

    x: float
    y: float
    radius: float


def seals(ink: Mask, dpi: float) -> list[Seal]:
    """Return the round seals that `ink` shows, at most two."""
    scale = _LOOK_DPI / dpi
    height, width = ink.shape
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    grey = Image.fromarray(np.where(ink, np.uint8(255), np.uint8(0)))
    small = np.asarray(grey.resize(size, Image.Resampling.BOX)) > 40
    low, high = (mm / 25.4 * _LOOK_DPI for mm in (_SMALLEST_MM, _LARGEST_MM))
    if small.sum() < low:
        return []
    found: list[Seal] = []
    # Also ink a pixel off a circle counts.
    near = small.copy()
    near[1:] |= small[:-1]
    near[:-1] |= small[1:]
    # In single precision: twice as fast, and exact enough.
    spectrum: NDArray[Any] = np.fft.rfft2(near.astype(np.float32))
    votes = {
        float(radius): _votes(spectrum, small.shape, radius)
        for radius in np.arange(low, high, 1.2)
    }
    for _ in range(2):
        radius = max(votes, key=lambda r: float(votes[r].max()))
        best = votes[radius]
        if float(best.max()) < _CLOSED:
            break
        y, x = np.unravel_index(int(best.argmax()), best.shape)
        found.append(Seal(float(x) / scale, float(y) / scale, float(radius) / scale))
        for other in votes.values():
            other[
                max(int(y - 2 * radius), 0) : int(y + 2 * radius),
                max(int(x - 2 * radius), 0) : int(x + 2 * radius),
            ] = 0
    fitted = (_fitted(ink, seal, dpi) for seal in found)
    return [seal for seal, closed in fitted if closed >= _SHARP]


def _votes(
    spectrum: NDArray[Any], shape: tuple[int, ...], radius: float
) -> NDArray[Any]:
    """Return for each point how much of a circle around it is inked, 0 to 1."""
    n_points = int(2 * np.pi * radius)
    angles = np.arange(n_points) / n_points * 2 * np.pi
    dy = np.rint(radius * np.sin(angles)).astype(int)
    dx = np.rint(radius * np.cos(angles)).astype(int)
    kernel = np.zeros(shape, dtype=np.float32)
    kernel[dy % shape[0], dx % shape[1]] = 1.0
    product = spectrum * np.conj(np.fft.rfft2(kernel))
    votes: NDArray[Any] = np.fft.irfft2(product, s=shape)
    votes /= kernel.sum()
    # What wraps around the page's edge is no circle.
    edge = int(radius * 0.8)
    votes[:edge] = votes[-edge:] = 0
    votes[:, :edge] = votes[:, -edge:] = 0
    return votes


def _fitted(ink: Mask, seal: Seal, dpi: float) -> tuple[Seal, float]:
    """Return the circle moved and sized to fit the ink best, and the share inked."""
    step = dpi / _LOOK_DPI
    sizes = np.arange(-2, 2.01, 0.25) * step
    moves = np.arange(-1, 1.01, 0.5) * step
    dr, dy, dx = (
        side.reshape(-1, 1) for side in np.meshgrid(sizes, moves, moves, indexing="ij")
    )
    angles = np.arange(360) / 360 * 2 * np.pi
    y = np.rint(seal.y + dy + (seal.radius + dr) * np.sin(angles)).astype(int)
    x = np.rint(seal.x + dx + (seal.radius + dr) * np.cos(angles)).astype(int)
    y, x = (
        np.clip(y, 0, ink.shape[0] - 1),
        np.clip(x, 0, ink.shape[1] - 1),
    )
    inked = ink[y, x].mean(axis=1)
    best = int(inked.argmax())
    found = Seal(
        seal.x + float(dx[best, 0]),
        seal.y + float(dy[best, 0]),
        seal.radius + float(dr[best, 0]),
    )
    return found, float(inked[best])


def sealed(ink: Mask, seal: Seal, dpi: float) -> Mask:
    """Return a mask of the seal's ink: its rings, and the letters between them.

    Letters of the page that cross a ring lose no more than the ring's own width.
    """
    pixel = dpi / 25.4
    reach = seal.radius + _RING_MM * pixel
    top, left = max(int(seal.y - reach), 0), max(int(seal.x - reach), 0)
    window = ink[top : int(seal.y + reach) + 1, left : int(seal.x + reach) + 1]
    rows, columns = np.indices(window.shape)
    away = np.hypot(rows + top - seal.y, columns + left - seal.x)
    ring = window & _rings(window, away)
    found = runs(window & ~ring)
    pieces = parts(found)
    if len(pieces.x0):
        corner = np.maximum.reduce(
            [
                np.hypot(x + left - seal.x, y + top - seal.y)
                for x in (pieces.x0, pieces.x1)
                for y in (pieces.y0, pieces.y1)
            ]
        )
        small = np.maximum(pieces.widths, pieces.heights) < _LETTER_MM * pixel
        own = small & (corner < seal.radius)
        ring |= painted(found.where(own[pieces.of_run]), window.shape)
    mask = np.zeros_like(ink)
    mask[top : top + window.shape[0], left : left + window.shape[1]] = ring
    return mask


def _rings(window: Mask, away: NDArray[np.float64]) -> Mask:
    """Return where the distance from the centre is that of a ring."""
    steps = np.rint(away).astype(np.int64)
    total = np.bincount(steps.ravel())
    inked = np.bincount(steps.ravel(), weights=window.ravel())
    # Close to the centre few pixels are a circle, and the corners are none.
    inner, outer = int(0.4 * away.shape[0] / 2), away.shape[0] // 2
    is_ring = inked > _RING * np.maximum(total, 1)
    is_ring[:inner] = False
    is_ring[outer + 1 :] = False
    wide = is_ring.copy()
    wide[1:] |= is_ring[:-1]
    wide[:-1] |= is_ring[1:]
    chosen: Mask = wide[steps]
    return chosen
