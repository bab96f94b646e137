"""Pictures of pages before OCR: colours apart, straight, of a size that OCR likes.

Arrays are ``uint8``: a colour picture has shape (height, width, 3), a grey one
(height, width), 0 is black.  Nothing here knows a file or a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

Grey: TypeAlias = npt.NDArray[np.uint8]
Colour: TypeAlias = npt.NDArray[np.uint8]
Mask: TypeAlias = npt.NDArray[np.bool_]

TARGET_DPI = 250
"""What pages are brought to: measured best between 200 and 350 on real scans."""
# Red and blue are told from grey by this much difference between channels.
_CHROMA = 45
_DARK = 140
# A page with more coloured than black ink is printed in colour: nothing is lifted off.
_MOST_COLOURED = 0.6
# Skew is looked for within this many degrees, and is none below the last.
_MOST_SKEW = 8.0
_LEAST_SKEW = 0.06
_SKEW_DPI = 90
_SKEW_POINTS = 60_000


@dataclass(frozen=True, slots=True)
class Layers:
    """A page's inks: `text` is grey with stamps lifted off, the masks say where.

    `red` marks stamps and urgency marks, `blue` pens; both None on a grey page.
    """

    text: Grey
    red: Mask | None = None
    blue: Mask | None = None


def separate(picture: Colour) -> Layers:
    """Part red and blue ink from the black.

    The lightest channel shows red and blue as paper and leaves black black, also where
    a stamp lies over words.
    """
    high = picture.max(axis=2)
    low = picture.min(axis=2)
    coloured = (high.astype(np.int16) - low) > _CHROMA
    if not coloured.any():
        return Layers(_luma(picture))
    red_channel = picture[:, :, 0].astype(np.int16)
    blue_channel = picture[:, :, 2].astype(np.int16)
    red = coloured & (red_channel - picture[:, :, 1] > _CHROMA)
    red &= red_channel - blue_channel > _CHROMA // 2
    blue = coloured & (blue_channel - red_channel > _CHROMA // 2)
    black = int((high < _DARK).sum())
    tinted = int((coloured & (low < _DARK)).sum())
    if tinted > _MOST_COLOURED * (tinted + black):
        return Layers(_luma(picture), red, blue)
    return Layers(high, red, blue)


def _luma(picture: Colour) -> Grey:
    return np.asarray(Image.fromarray(picture).convert("L"))


def has_ink(grey: Grey) -> bool:
    """Tell whether anything is printed: more than dust on an empty sheet."""
    small = np.asarray(Image.fromarray(grey).reduce(4))
    return bool((small < _DARK).mean() > 0.0003)


def skew(grey: Grey, dpi: float) -> float:
    """Return by how many degrees the lines of text rise to the right.

    The angle at which sheared rows are told best from the gaps between them.
    """
    factor = max(1, round(dpi / _SKEW_DPI))
    small = np.asarray(Image.fromarray(grey).reduce(factor))
    ys, xs = np.nonzero(small < min(180, int(small.mean()) - 20))
    if len(ys) < 300:
        return 0.0
    if len(ys) > _SKEW_POINTS:
        step = len(ys) // _SKEW_POINTS + 1
        ys, xs = ys[::step], xs[::step]
    x = xs - small.shape[1] / 2
    best = 0.0
    coarse = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5)
    for angles in (coarse, np.arange(-5, 6) * 0.1, np.arange(-5, 6) * 0.02):
        found = [_contrast(ys, x, best + float(angle)) for angle in angles]
        best += float(angles[int(np.argmax(found))])
    return best if _LEAST_SKEW <= abs(best) < _MOST_SKEW else 0.0


def _contrast(
    ys: npt.NDArray[np.int64], x: npt.NDArray[np.float64], angle: float
) -> float:
    rows = ys + x * np.tan(np.radians(angle))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())


def lies_on_its_side(grey: Grey, dpi: float) -> bool:
    """Tell whether lines of text run down the page: a landscape sheet, scanned so."""
    factor = max(1, round(dpi / _SKEW_DPI))
    ink = np.asarray(Image.fromarray(grey).reduce(factor)) < _DARK
    across, down = ink.sum(axis=1), ink.sum(axis=0)
    rough = [float((np.diff(p.astype(np.float64)) ** 2).mean()) for p in (across, down)]
    return rough[1] > 2.0 * rough[0]


def straighten(picture: Image.Image, angle: float) -> Image.Image:
    """Turn a picture clockwise by `angle` degrees about its middle; same size."""
    if not angle:
        return picture
    paper = 255 if picture.mode == "L" else None
    return picture.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=paper)


def resized(grey: Grey, dpi: float) -> tuple[Image.Image, int]:
    """Return the picture at the resolution for OCR, and that resolution."""
    picture = Image.fromarray(grey)
    scale = TARGET_DPI / dpi
    if abs(scale - 1) < 0.02:
        return picture, round(dpi)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    return picture.resize(size, Image.Resampling.LANCZOS), TARGET_DPI
