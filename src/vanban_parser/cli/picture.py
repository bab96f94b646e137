"""A picture of lines and words (SVG) as one of dots (PNG)."""

from __future__ import annotations

_DPI = 144
"""Two dots for each unit of a picture, of which MuPDF counts 72 to an inch."""


def as_png(svg: str) -> bytes:
    """Return the picture `svg`, one of our own, as a PNG.

    Letters that its font lacks, as Vietnamese ones in those built into PDF viewers, are
    taken from others that MuPDF has.
    """
    import pymupdf

    with pymupdf.open("svg", svg.encode("utf-8")) as document:
        data: bytes = document[0].get_pixmap(dpi=_DPI).tobytes("png")
    return data
