"""A picture of a page made fit for reading: upright, level, black on white."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from vanban_parser.readers.ocr.colours import layers
from vanban_parser.readers.ocr.nouns import SAME, Affine, Picture
from vanban_parser.readers.ocr.seals import sealed, seals
from vanban_parser.readers.ocr.strokes import Stroke, dirt, ruled
from vanban_parser.readers.ocr.tilt import is_sideways, tilt_of

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask, Pixels

VERSION = 4
"""Counts changes of what this module makes of a page; cached words depend on it."""

# Engines read letters of 20 to 40 pixels best; what is smaller is enlarged.
_FEWEST_DPI, _MOST_DPI = 190.0, 310.0
_ENLARGED_DPI, _REDUCED_DPI = 225.0, 300.0
# Of what is enlarged the noise is smoothed, by so many pixels.
_SMOOTH = 0.7
_INK = 128
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for an engine.

    `picture` is grey, upright and level.  `back` maps its pixels to those of the
    picture that was given.  `strokes` are its ruled lines, which `picture` no longer
    shows.  `red` and `blue` mask coloured ink, in the same pixels, `red` without seals.
    `under_seals` is `picture` with the black seals that were taken off it, if there
    were any: they take strokes of letters with them.
    """

    picture: Picture
    back: Affine
    strokes: tuple[Stroke, ...] = ()
    red: Mask | None = None
    blue: Mask | None = None
    under_seals: Pixels | None = None


def prepare(picture: Picture, *, turns: int | None = None) -> Prepared:
    """Return `picture` made fit for reading.

    Args:
        picture: As scanned.
        turns: Quarters of a turn, counter-clockwise, that make it upright; None: find
            out whether it lies on its side (upside down is not seen here).
    """
    inks = layers(picture)
    sheets = [inks.black, *(_inked(mask) for mask in (inks.red, inks.blue))]
    dpi, back = picture.dpi, SAME
    if not _FEWEST_DPI <= dpi <= _MOST_DPI:
        scale = (_ENLARGED_DPI if dpi < _FEWEST_DPI else _REDUCED_DPI) / dpi
        sheets = [_resized(sheet, scale) for sheet in sheets]
        dpi, back = picture.dpi * scale, Affine(1 / scale, 0, 0, 1 / scale, 0, 0)
    if turns is None:
        turns = 1 if is_sideways(sheets[0], dpi) else 0
    if turns % 4:
        back = back.after(_turned_back(sheets[0], turns % 4))
        sheets = [np.ascontiguousarray(np.rot90(sheet, turns)) for sheet in sheets]
    tilt = tilt_of(sheets[0], dpi)
    if tilt:
        back = back.after(_levelled_back(sheets[0], tilt))
        sheets = [_levelled(sheet, tilt) for sheet in sheets]
    red, blue = (sheet < _INK if sheet.size else None for sheet in sheets[1:])
    if red is not None:
        red &= ~_sealed(red, dpi)
    clean, strokes, under = _cleaned(sheets[0], dpi, is_colour=red is not None)
    return Prepared(Picture(clean, dpi), back, strokes, red, blue, under)


def _inked(mask: Mask | None) -> Pixels:
    """Return a mask as a grey picture, black where it is set; empty for None."""
    if mask is None:
        return np.zeros((0, 0), dtype=np.uint8)
    # One less than 0 is 255 here; ten times as fast as a choice by pixel.
    white: Pixels = mask.view(np.uint8) - np.uint8(1)
    return white


def _resized(sheet: Pixels, scale: float) -> Pixels:
    if not sheet.size:
        return sheet
    size = (round(sheet.shape[1] * scale), round(sheet.shape[0] * scale))
    image = Image.fromarray(sheet)
    if scale < 1:
        return np.asarray(image.resize(size, Image.Resampling.BOX))
    large = image.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(large.filter(ImageFilter.GaussianBlur(_SMOOTH)))


def _levelled(sheet: Pixels, degrees: float) -> Pixels:
    """Return a sheet turned about its middle; what is white stays so, for nothing."""
    inked = _box(sheet < _WHITE)
    if inked is None:
        return sheet
    height, width = sheet.shape
    x0, y0, x1, y1 = inked
    back = _levelled_back(sheet, degrees)
    across, down = zip(
        *(back.inverse().point(x, y) for x in (x0, x1) for y in (y0, y1)), strict=True
    )
    # Neighbours weigh in up to two pixels away.
    left, top = max(int(min(across)) - 3, 0), max(int(min(down)) - 3, 0)
    right, bottom = min(int(max(across)) + 4, width), min(int(max(down)) + 4, height)
    x0, y0 = max(x0 - 3, 0), max(y0 - 3, 0)
    shift = (
        Affine(1, 0, 0, 1, -x0, -y0).after(back).after(Affine(1, 0, 0, 1, left, top))
    )
    part = Image.fromarray(sheet[y0 : y1 + 3, x0 : x1 + 3])
    turned = part.transform(
        (right - left, bottom - top),
        Image.Transform.AFFINE,
        (shift.a, shift.b, shift.e, shift.c, shift.d, shift.f),
        Image.Resampling.BICUBIC,
        fillcolor=_WHITE,
    )
    level = np.full_like(sheet, _WHITE)
    level[top:bottom, left:right] = np.asarray(turned)
    return level


def _box(mask: Mask) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what is set, or None."""
    rows, columns = (np.flatnonzero(np.any(mask, axis=axis)) for axis in (1, 0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _levelled_back(sheet: Pixels, degrees: float) -> Affine:
    """Return where the pixels of a levelled sheet were before."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = sheet.shape[1] / 2, sheet.shape[0] / 2
    return Affine(cos, -sin, sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def _turned_back(sheet: Pixels, turns: int) -> Affine:
    """Return where the pixels of a sheet turned by quarters were before."""
    height, width = sheet.shape
    if turns == 1:
        return Affine(0, -1, 1, 0, width, 0)
    if turns == 2:
        return Affine(-1, 0, 0, -1, width, height)
    return Affine(0, 1, -1, 0, 0, height)


def _sealed(ink: Mask, dpi: float) -> Mask:
    """Return a mask of the ink of round seals."""
    mask = np.zeros_like(ink)
    for seal in seals(ink, dpi):
        mask |= sealed(ink, seal, dpi)
    return mask


def _cleaned(
    black: Pixels, dpi: float, *, is_colour: bool
) -> tuple[Pixels, tuple[Stroke, ...], Pixels | None]:
    """Return the page without ruled lines, seals, specks and black edges; the lines.

    The page with its seals comes last, if there were some.  In colour, seals are gone
    already.
    """
    ink = black < _INK
    strokes, mask = ruled(ink, dpi)
    seal = _sealed(ink & ~mask, dpi) if not is_colour else None
    under = None
    if seal is not None and seal.any():
        under = _wiped(black, ink, mask)
        mask |= seal
    ink &= ~mask
    mask |= dirt(ink, dpi)
    return _wiped(black, ink, mask), tuple(strokes), under


def _wiped(black: Pixels, ink: Mask, mask: Mask) -> Pixels:
    """Return the page without the ink of `mask`; its grey rim goes with it."""
    clean = black.copy()
    clean[grown(mask) & (~ink | mask)] = _WHITE
    return clean


def grown(mask: Mask) -> Mask:
    """Return the mask and the pixels beside it."""
    wider = mask.copy()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    wider[:, 1:] |= mask[:, :-1]
    wider[:, :-1] |= mask[:, 1:]
    return wider
