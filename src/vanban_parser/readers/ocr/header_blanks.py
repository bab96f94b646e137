"""A look at the blanks of a page's header: what a hand put into them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vanban_parser.readers.handwriting.blanks import find_blanks
from vanban_parser.readers.handwriting.nouns import Filled, Token
from vanban_parser.readers.ocr.inks import lines_of
from vanban_parser.readers.ocr.nouns import POINTS_PER_INCH

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Pixels, Read
    from vanban_parser.readers.ocr.prepare import Prepared

VERSION = 4
"""Counts changes of how blanks are found and read; what is kept depends on it."""
_BLUE = 60
"""How dark blue ink is taken to be."""


def name() -> str:
    """Return the name that a cache knows `look` by."""
    from vanban_parser.readers.handwriting.network import fingerprint

    return f"digits {VERSION} {fingerprint()}"


def look(shown: Callable[[], Prepared], seen: Read) -> tuple[Filled, ...]:
    """Return what stands in the blanks of a page's header, if it has one."""
    from vanban_parser.readers.handwriting.reading import read_blank

    lines = lines_of(seen.words)
    tokens = [
        Token(
            word.text,
            *(word.x0, word.y0, word.x1, word.y1),
            confidence=word.confidence,
            base=line.base((word.x0 + word.x1) / 2),
        )
        for line in lines
        for word in line.words
    ]
    blanks = find_blanks(tokens, seen.width, seen.height)
    if not blanks:
        return ()
    prepared = shown()
    scale = prepared.picture.dpi / POINTS_PER_INCH
    ink = _ink(prepared)
    return tuple(read_blank(ink, scale, blank) for blank in blanks)


def _ink(prepared: Prepared) -> Pixels:
    """Return the page's black ink together with blue: a seal's red is none."""
    import numpy as np

    black = prepared.picture.pixels
    if prepared.blue is None:
        return black
    return np.where(prepared.blue, np.minimum(black, _BLUE), black).astype(np.uint8)
