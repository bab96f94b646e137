"""The secrecy gate for a page that is a picture: its words, and its red stamps.

Stamps are lifted off the print before it is read, so they are looked at apart: what is
small, red and wider than high in the upper half of a page, where marks of secrecy and
urgency stand.  It is looked at before anything of the page is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vanban_parser.gate import Gate
from vanban_parser.readers.ocr.components import painted, parts, runs
from vanban_parser.readers.ocr.nouns import Engine, Picture
from vanban_parser.readers.ocr.strokes import ruled

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask, Pixels, Read
    from vanban_parser.readers.ocr.prepare import Prepared

# Marks are 20 to 40 mm wide and 8 mm high (NĐ 30/2020 annex I); stamps bought elsewhere
# are a little larger or smaller, and a crooked one has a higher box.
_LEAST_WIDTH_MM, _MOST_WIDTH_MM = 9.0, 75.0
_LEAST_HEIGHT_MM, _MOST_HEIGHT_MM = 3.5, 20.0
_LEAST_ASPECT = 1.15
# Ink of one stamp has no wider gaps.
_CELL_MM = 1.2
_MARGIN_MM = 6.0
# Lines of a frame are as long as so much of the stamp.
_FRAME_SHARE = 0.55
# A frame reaches around so much of a stamp, with so little of it in the middle.
_AROUND, _IN_MIDDLE = 0.8, 0.03
# Their capitals are twice as high as those of print: engines read them best smaller.
_DPI = 160.0
_SURE = 0.45


@dataclass(frozen=True, slots=True)
class Stamp:
    """Red ink that may be a mark, black on white without its frame."""

    picture: Picture
    is_framed: bool


class SecrecyLook:
    """Looks at each page of one file, in their order, through a gate."""

    name = "secrecy 1"

    def __init__(self, gate: Gate, engine: Engine) -> None:
        self._gate = gate
        self._engine = engine
        self._first = True

    def __call__(self, prepared: Prepared, read: Read) -> None:
        """Stop at a page that bears a mark.

        Raises:
            SecretLetterError: the page bears a mark of secrecy, or a stamp in its place
                cannot be read.
        """
        if self._gate.is_open:
            return
        first, self._first = self._first, False
        words, height = read.words, read.height
        self._gate.page(words, height, first=first, recognised=True)
        if prepared.red is None or not (first or self._gate.begins(words, height)):
            return
        for stamp in stamps(prepared.red, prepared.picture.dpi):
            self._judge(stamp)

    def _judge(self, stamp: Stamp) -> None:
        readings = [
            " ".join(word.text for word in words if word.confidence >= _SURE)
            for words in (
                self._engine.read(stamp.picture, sparse=True),
                self._engine.read(stamp.picture),
            )
        ]
        self._gate.stamp(readings, is_framed=stamp.is_framed)


def stamps(red: Mask, dpi: float) -> Iterator[Stamp]:
    """Yield what may be a mark among the red ink of a page's upper half."""
    upper = red[: red.shape[0] // 2]
    pixel = dpi / 25.4
    margin = round(_MARGIN_MM * pixel)
    for x0, y0, x1, y1 in _patches(upper, pixel):
        ink = np.ascontiguousarray(upper[y0:y1, x0:x1])
        frame, is_framed = _frame(ink, dpi)
        grey = np.where(np.pad(ink & ~frame, margin), np.uint8(0), np.uint8(255))
        yield Stamp(_smaller(grey, dpi), is_framed)


def _frame(ink: Mask, dpi: float) -> tuple[Mask, bool]:
    """Return the ink of a stamp's frame, and whether it has one.

    A frame is one part that reaches around, with nothing in its middle, or, where it
    is broken, two straight lines.
    """
    height, width = ink.shape
    strokes, lines = ruled(ink, dpi)
    long = [
        stroke for stroke in strokes if stroke.x1 - stroke.x0 > _FRAME_SHARE * width
    ]
    found = runs(ink)
    all_parts = parts(found)
    around = (all_parts.widths > _AROUND * width) & (
        all_parts.heights > _AROUND * height
    )
    outline = painted(found.where(around[all_parts.of_run]), (height, width))
    middle = outline[
        round(0.3 * height) : round(0.7 * height),
        round(0.2 * width) : round(0.8 * width),
    ]
    is_outline = np.count_nonzero(middle) < _IN_MIDDLE * np.count_nonzero(outline)
    if not is_outline:
        return lines, len(long) >= 2
    return lines | outline, True


def _smaller(grey: Pixels, dpi: float) -> Picture:
    size = (round(side * _DPI / dpi) for side in reversed(grey.shape))
    image = Image.fromarray(grey).resize(tuple(size), Image.Resampling.BOX)
    return Picture(np.asarray(image), _DPI)


def _patches(ink: Mask, pixel: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield boxes of ink that hangs together loosely and has the size of a mark."""
    cell = max(round(_CELL_MM * pixel), 1)
    height, width = (-(-side // cell) for side in ink.shape)
    padded = np.zeros((height * cell, width * cell), dtype=np.bool_)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    # A dot of noise does not join what is apart.
    dense = padded.reshape(height, cell, width, cell).sum(axis=(1, 3)) > 0.04 * cell**2
    found = parts(runs(dense))
    for x0, y0, x1, y1 in zip(found.x0, found.y0, found.x1, found.y1, strict=True):
        wide, high = (x1 - x0) * cell / pixel, (y1 - y0) * cell / pixel
        fits = (
            _LEAST_WIDTH_MM <= wide <= _MOST_WIDTH_MM
            and _LEAST_HEIGHT_MM <= high <= _MOST_HEIGHT_MM
            and wide >= _LEAST_ASPECT * high
        )
        if fits:
            yield int(x0) * cell, int(y0) * cell, int(x1) * cell, int(y1) * cell
