"""The pages of a letter to be looked at: pictures, and where each word stands on them.

What is asked for was read before and has passed the gate; the words are read again the
same way, so that they pass it again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pymupdf
from PIL import Image

from vanban_parser.errors import DamagedFileError, FileMissingError, TooLargeError
from vanban_parser.gate import Gate
from vanban_parser.model.document import Box, Document
from vanban_parser.readers.pdf import open_pdf
from vanban_parser.readers.pdf_pictures import MOST_PIXELS, covered, is_bomb
from vanban_parser.readers.registry import read_bytes
from vanban_parser.settings import Settings

_POINTS_PER_INCH: Final = 72.0
_QUALITY: Final = 72
"""Of WebP for scans, which have no sharp edges to lose."""
_SCANNED: Final = 0.5
"""A page that images cover so far is kept as a photograph is."""
_WIDEST: Final = 4000

Anchors = dict[str, Any]
"""``sha256`` of the file; ``text``, that of the reading; ``pages``: number, width and
height in points; ``words``: start, end, page, box; ``blocks``: start, end, how set."""


def anchors(
    path: Path, settings: Settings, part: Callable[[Document], Document]
) -> Anchors:
    """Return where the words of the file at `path` stand.

    `part` gives of the document the letter that is meant; a file may hold several.

    Raises:
        VanbanError: it cannot be read.
        SecretLetterError: it bears a mark of secrecy.
    """
    data = _bytes(path, settings)
    document = part(read_bytes(data, path.name, settings))
    return {
        "sha256": document.source.sha256,
        "text": document.text,
        "pages": list(_sizes(data, path.name, settings, document)),
        "words": [
            [word.start, word.end, word.box.page, *_rounded(word.box)]
            for word in document.words
        ],
        "blocks": [
            {
                "start": block.start,
                "end": block.end,
                "align": str(block.align),
                "bold": block.bold,
                "italic": block.italic,
                "flow": str(block.flow),
                "region": block.region,
            }
            for block in document.blocks
        ],
    }


def picture(path: Path, page: int, width: int, settings: Settings) -> bytes:
    """Return a page (from 1) of the file at `path` as WebP, so many pixels wide.

    Raises:
        VanbanError: it cannot be read, or has no such page.
        SecretLetterError: its name bears a mark of secrecy.
    """
    Gate(settings).name(path.name)
    data = _bytes(path, settings)
    width = min(max(width, 100), _WIDEST)
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data, path.name, page, width, settings)
    return _of_picture(data, path.name, page, width)


def _of_pdf(
    data: bytes, filename: str, page: int, width: int, settings: Settings
) -> bytes:
    with open_pdf(data, filename, settings) as pdf:
        if not 1 <= page <= pdf.page_count:
            raise DamagedFileError(filename, f"no page {page}")
        sheet = pdf[page - 1]
        if is_bomb(sheet):
            raise TooLargeError(filename, f"page {page}")
        scale = width / max(sheet.rect.width, 1.0)
        most = MOST_PIXELS / max(sheet.rect.width * sheet.rect.height, 1.0)
        scale = min(scale, most**0.5)
        pixmap = sheet.get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB
        )
        shown = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
        boxes = [image["bbox"] for image in sheet.get_image_info()]
        is_scan = covered(sheet.rect, boxes) > _SCANNED
        return _webp(shown, is_scan=is_scan)


def _of_picture(data: bytes, filename: str, page: int, width: int) -> bytes:
    # Imported here: a PDF with text must not pay for what reads pictures.
    from vanban_parser.readers.pictures import page_of

    pixels = Image.fromarray(page_of(data, filename, page).pixels).convert("RGB")
    height = max(round(pixels.height * width / pixels.width), 1)
    return _webp(pixels.resize((width, height), Image.Resampling.LANCZOS), is_scan=True)


def _webp(shown: Image.Image, *, is_scan: bool) -> bytes:
    out = io.BytesIO()
    if is_scan:
        shown.save(out, "WEBP", quality=_QUALITY, method=2)
    else:
        shown.save(out, "WEBP", lossless=True, quality=20, method=0)
    return out.getvalue()


def _sizes(
    data: bytes, filename: str, settings: Settings, document: Document
) -> Iterator[dict[str, float]]:
    """Yield number, width and height in points of each page; of a DOCX none."""
    if document.source.page_count is None:
        return
    if document.source.media_type == "application/pdf":
        with open_pdf(data, filename, settings) as pdf:
            for number in range(pdf.page_count):
                rect = pdf[number].rect
                yield _size(number + 1, rect.width, rect.height)
    elif document.source.media_type.startswith("image/"):
        from vanban_parser.readers.pictures import page_of

        for number in range(1, document.source.page_count + 1):
            shown = page_of(data, filename, number)
            height, width = shown.pixels.shape[:2]
            scale = _POINTS_PER_INCH / shown.dpi
            yield _size(number, width * scale, height * scale)


def _size(number: int, width: float, height: float) -> dict[str, float]:
    return {"page": number, "width": round(width, 2), "height": round(height, 2)}


def _rounded(box: Box) -> tuple[float, ...]:
    return tuple(round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1))


def _bytes(path: Path, settings: Settings) -> bytes:
    try:
        if path.stat().st_size > settings.max_bytes:
            raise TooLargeError(path.name)
        return path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error
