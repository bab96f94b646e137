"""Scans of invented letters for the tests: a rendered page, tilted, stamped, noisy."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pymupdf
import pytest
from PIL import Image

from vanban_parser.readers.ocr.nouns import Picture, Seen
from vanban_parser.readers.ocr.tesseract import tesseract

needs_tesseract = pytest.mark.skipif(
    tesseract(60) is None, reason="Tesseract with Vietnamese is not installed"
)


def rendered(pdf: bytes, dpi: int = 200, page: int = 0) -> Image.Image:
    """Return a page of a PDF as a colour picture."""
    with pymupdf.open("pdf", pdf) as document:
        pixmap = document[page].get_pixmap(dpi=dpi)
        return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)


def scan(images: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """Return a PDF whose pages are pictures."""
    pdf = pymupdf.open()
    for image in images:
        width, height = (side / dpi * 72 for side in image.size)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        page = pdf.new_page(width=width, height=height)
        page.insert_image(page.rect, stream=buffer.getvalue())
    data: bytes = pdf.tobytes()
    return data


def as_picture(image: Image.Image, dpi: float = 200) -> Picture:
    return Picture(np.asarray(image), dpi)


class Fake:
    """An engine that sees the same words on every page, and counts its pages."""

    name = "fake 1"
    is_substitute = False

    def __init__(self, words: Sequence[Seen] = ()) -> None:
        self.words = tuple(words)
        self.n_pages = 0

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> tuple[Seen, ...]:
        self.n_pages += 1
        return self.words


def typed(
    line: str, x: float = 100.0, base: float = 100.0, number: int = 0, size: float = 13
) -> list[Seen]:
    """Return the words of a line as an engine sees print, boxes in points."""
    from vanban_parser.readers.ocr.inks import extent

    words = []
    for text in line.split():
        width = 0.5 * size * len(text)
        top, bottom = extent(text) or (0.4, 0.0)
        words.append(
            Seen(
                x,
                base - top * size,
                x + width,
                base + bottom * size,
                text,
                0.96,
                number,
            )
        )
        x += width + 0.3 * size
    return words
