"""Pictures of letters: JPEG, PNG and TIFF of several pages, read as a scan is.

Only this module and `readers.ocr` import Pillow.  A picture tells its size before it is
unpacked; one with more pixels than a page can have is refused.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from vanban_parser.errors import DamagedFileError, NoTextError, TooLargeError
from vanban_parser.gate import Gate
from vanban_parser.model.document import Document, Notice, Source, TextSource
from vanban_parser.readers.flow import assemble
from vanban_parser.readers.ocr.nouns import Picture
from vanban_parser.readers.pdf_scans import blanks, substitutes
from vanban_parser.readers.scans import Scan, placed, recogniser, scanned

if TYPE_CHECKING:
    from vanban_parser.readers.registry import Progress
    from vanban_parser.settings import Settings

MOST_PIXELS = 100_000_000
"""A4 at 600 dpi has 35 million."""
# What these say of their resolution may be that of a screen; then a page is A4.
_FEWEST_DPI, _MOST_DPI = 100.0, 1200.0
_A4_INCHES = (8.27, 11.69)
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
# What Pillow raises over damaged files is its own affair.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError)


def read_picture(
    data: bytes, filename: str, settings: Settings, on_page: Progress | None = None
) -> Document:
    """Return the document whose pages `data` shows.

    Raises:
        DamagedFileError: it is no picture, or breaks off.
        TooLargeError: it has more pixels or pages than the limits allow.
        NoTextError: nothing can be read of it, or there is no OCR here.
        SecretLetterError: it bears a mark of secrecy.
        SecrecyUncheckedError: nothing could look at its first page.
    """
    reader = recogniser(settings)
    scans: list[Scan | None] = []
    image = _opened(data, filename)
    with image:
        count = getattr(image, "n_frames", 1)
        if count > settings.max_pages:
            raise TooLargeError(filename, f"{count} pages, limit {settings.max_pages}")
        if reader is None:
            raise NoTextError(filename, f"{count} page(s)")
        for number, picture in enumerate(_pages(image, count, filename), start=1):
            if on_page is not None:
                on_page(number, count)
            scans.append(scanned(reader, picture, number))
    read = [scan for scan in scans if scan is not None and scan.page.words]
    if not read:
        raise NoTextError(filename, f"{count} page(s)")
    numbers = {scan.page.number for scan in read}
    unlooked = [number for number, scan in enumerate(scans, start=1) if scan is None]
    doubtful = Gate(settings).unread(unlooked, filename)
    source = Source(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPES[str(image.format)],
        page_count=count,
        text_source=TextSource.OCR,
    )
    notices = tuple(
        Notice("page-without-text", number)
        for number in range(1, count + 1)
        if number not in numbers
    )
    notices += tuple(Notice("secrecy-unchecked", number) for number in doubtful)
    notices += (*substitutes(read), *blanks(scans[0]))
    document = assemble([scan.page for scan in read], source, notices)
    return placed(document, {scan.page.number: scan.back for scan in read})


def page_of(data: bytes, filename: str, number: int) -> Picture:
    """Return one page (from 1) of the picture `data`, upright.

    Raises:
        DamagedFileError: it cannot be read, or has no such page.
        TooLargeError: it has more pixels than a page can have.
    """
    with _opened(data, filename) as image:
        if not 1 <= number <= getattr(image, "n_frames", 1):
            raise DamagedFileError(filename, f"no page {number}")
        return _page(image, number - 1, filename)


def _opened(data: bytes, filename: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Of its size, which is looked at below, and of what it says beside it.
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=tuple(_MEDIA_TYPES))
    except Image.DecompressionBombError:
        raise TooLargeError(filename, f"over {MOST_PIXELS} pixels") from None
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise DamagedFileError(filename, type(error).__name__) from None


def _pages(image: Image.Image, count: int, filename: str) -> Iterator[Picture]:
    for index in range(count):
        yield _page(image, index, filename)


def _page(image: Image.Image, index: int, filename: str) -> Picture:
    try:
        image.seek(index)
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise TooLargeError(filename, f"{width} x {height} pixels")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _picture(image)
    except _BROKEN as error:
        raise DamagedFileError(filename, type(error).__name__) from None


def _picture(image: Image.Image) -> Picture:
    said = image.info.get("dpi", (0.0, 0.0))[0]
    # What lies on its side for the camera is put upright.
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"1", "L"}:
        pixels = np.asarray(upright.convert("L"))
    elif "A" in upright.getbands() or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        pixels = np.asarray(
            Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")
        )
    else:
        pixels = np.asarray(upright.convert("RGB"))
    return Picture(pixels, _dpi(float(said), upright.size))


def _dpi(said: float, size: tuple[int, int]) -> float:
    short, long = sorted(size)
    guessed = max(short / _A4_INCHES[0], long / _A4_INCHES[1])
    likely = 0.6 * guessed <= said <= 1.7 * guessed
    if likely and _FEWEST_DPI <= said <= _MOST_DPI:
        return said
    return float(max(guessed, 1.0))
