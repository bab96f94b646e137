"""Ink by its colour: black print apart from red stamps and blue pens.

The brightest of the three channels of a pixel is dark only where the ink is black or
grey: red and blue ink vanish from it, and black letters under a stamp stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask, Picture, Pixels

# Channels of scanned black print differ by less than this.
_COLOURED = 48
# Where so much of a page's ink is coloured, the print itself is: a blue-black ribbon,
# a tinted copy.  Nothing is lifted off then.
_MOST_COLOURED = 0.4
_DARK = 150
# The white of the paper is looked for in squares of this size.
_SQUARE_MM = 8.0


@dataclass(frozen=True, slots=True)
class Layers:
    """A page's ink: `black` in grey with even paper; masks of red and blue ink.

    The masks are None for a page without colours.
    """

    black: Pixels
    red: Mask | None = None
    blue: Mask | None = None


def layers(picture: Picture) -> Layers:
    """Part the ink of `picture` by colour and make its paper white."""
    pixels = picture.pixels
    square = max(round(_SQUARE_MM / 25.4 * picture.dpi), 8)
    if pixels.ndim == 2:
        return Layers(_even(pixels, square))
    red, green, blue = (pixels[..., index] for index in range(3))
    brightest = np.maximum(np.maximum(red, green), blue)
    darkest = np.minimum(np.minimum(red, green), blue)
    coloured = (brightest - darkest) > _COLOURED
    n_coloured = int(np.count_nonzero(coloured))
    if n_coloured == 0:
        return Layers(_even(darkest, square))
    n_dark = int(np.count_nonzero(darkest < _DARK))
    if n_coloured > _MOST_COLOURED * max(n_dark, 1):
        # The paper may be coloured and the print black all the same.
        n_print = int(np.count_nonzero(brightest < _DARK))
        if n_print < (1 - _MOST_COLOURED) * n_dark / 2:
            return Layers(_even(darkest, square))
    reddish = coloured & (red == brightest) & (red > green)
    bluish = coloured & ~reddish & (blue >= green)
    return Layers(_even(brightest, square), reddish, bluish)


def _even(grey: Pixels, square: int) -> Pixels:
    """Return `grey` with its paper, bright or in shadow, made white."""
    height, width = grey.shape
    rows, columns = -(-height // square), -(-width // square)
    if int(grey.min()) in (0, 255) and not _has_shades(grey):
        return grey
    padded = np.pad(
        grey, ((0, rows * square - height), (0, columns * square - width)), mode="edge"
    )
    blocks = padded.reshape(rows, square, columns, square)
    # Every other pixel tells enough, and the paper is most of a square.
    paper = np.percentile(blocks[:, ::4, :, ::4], 80, axis=(1, 3))
    # A square within a photo or a black edge has no paper: take what is around.
    paper = np.maximum(paper, 0.5 * float(np.percentile(paper, 50)))
    paper = np.maximum(paper, 40.0)
    image = Image.fromarray(paper.astype(np.uint8)).resize(
        (columns * square, rows * square), Image.Resampling.BILINEAR
    )
    white = np.asarray(image)[:height, :width]
    scale = np.float32(250.0) / white.astype(np.float32)
    return np.minimum(grey * scale, np.float32(255)).astype(np.uint8)


def _has_shades(grey: Pixels) -> bool:
    """Tell whether a picture has more than black and white."""
    sample = grey[::7, ::7]
    return bool(np.any((sample > 4) & (sample < 251)))
