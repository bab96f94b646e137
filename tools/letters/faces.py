"""The four faces of the PDF setter: widths, glyph numbers, and their embedding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pymupdf

_FOLDER = Path(__file__).parent / "fonts"
NAMES = {
    (False, False): "regular",
    (True, False): "bold",
    (False, True): "italic",
    (True, True): "bolditalic",
}


@dataclass(frozen=True, eq=False)
class Face:
    """One face; `name` is also its name in a page's resources."""

    name: str
    font: pymupdf.Font

    def width(self, text: str, size: float) -> float:
        """Return the width of `text` in points; no kerning, as in office programs."""
        return sum(_advance(self, character) for character in text) * size

    def codes(self, text: str) -> str:
        """Return `text` as a hexadecimal PDF string of two-byte glyph numbers.

        Raises:
            ValueError: the face lacks a character of `text`.
        """
        glyphs = [self.font.has_glyph(ord(c)) for c in text]
        if not all(glyphs):
            raise ValueError(f"no glyph in {self.name}: {text!r}")
        return "<" + "".join(f"{glyph:04x}" for glyph in glyphs) + ">"


@cache
def _advance(face: Face, character: str) -> float:
    return float(face.font.glyph_advance(ord(character)))


@cache
def face(*, bold: bool = False, italic: bool = False) -> Face:
    """Return one of the four faces."""
    name = NAMES[bold, italic]
    return Face(name, pymupdf.Font(fontbuffer=(_FOLDER / f"{name}.ttf").read_bytes()))


def embed(page: pymupdf.Page, names: Iterable[str], source: str | None = None) -> None:
    """Put faces into the resources of `page` under `names`, or one face as `source`."""
    for name in names:
        page.insert_font(
            fontname=name, fontbuffer=(_FOLDER / f"{source or name}.ttf").read_bytes()
        )
