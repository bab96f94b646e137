"""The picture that a PDF page shows, in pixels, for OCR.

A scanned page is mostly one image: it is taken as it was scanned, not rendered anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pymupdf

from vanban_parser.readers.ocr.nouns import POINTS_PER_INCH, Affine, Picture

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Pixels

MOST_PIXELS = 40_000_000
"""A page is rendered with no more pixels; a larger image is rendered smaller."""
# A page at 1,200 dpi, or a plan of A0 at 300.  Unpacking more is an attack.
_MOST_IMAGE_PIXELS = 150_000_000
_FEWEST_DPI, _MOST_DPI = 200.0, 300.0
# An image that covers so much of the page is the page.
_WHOLE = 0.80
_HIDDEN = 3


def covered(bounds: pymupdf.Rect, boxes: Sequence[Sequence[float]]) -> float:
    """Return the share of a page's `bounds` that images in `boxes` cover, at most 1."""
    if not boxes:
        return 0.0
    area = float(bounds.width * bounds.height)
    shown = [pymupdf.Rect(box) & bounds for box in boxes]
    total = float(sum(abs(box.width * box.height) for box in shown))
    return min(total / max(area, 1.0), 1.0)


def is_hidden(page: pymupdf.Page) -> bool:
    """Tell whether most of the page's letters are invisible, or under its picture."""
    over = 0
    for index, (kind, box, *_) in enumerate(page.get_bboxlog()):
        whole = abs(pymupdf.Rect(box) & page.rect) > _WHOLE * abs(page.rect)
        if kind == "fill-image" and whole:
            over = index
    hidden = shown = 0
    for span in page.get_texttrace():
        unseen = span["type"] == _HIDDEN or span["seqno"] < over
        hidden += len(span["chars"]) * unseen
        shown += len(span["chars"]) * (not unseen)
    return hidden > shown


def is_bomb(page: pymupdf.Page) -> bool:
    """Tell whether an image of the page unpacks to more pixels than any scan has."""
    return any(
        image["width"] * image["height"] > _MOST_IMAGE_PIXELS
        for image in page.get_image_info()
    )


def picture_of(page: pymupdf.Page) -> tuple[Picture, Affine]:
    """Return the page as a picture, and the map from the picture's points to its own.

    The picture's points are its pixels times 72 / dpi, from its top left.
    """
    own = _own_image(page)
    if own is not None:
        pixels, box = own
        dpi = pixels.shape[1] / box.width * POINTS_PER_INCH
        return Picture(pixels, dpi), Affine(1, 0, 0, 1, box.x0, box.y0)
    dpi = min(max(_best_dpi(page), _FEWEST_DPI), _MOST_DPI)
    area = page.rect.width * page.rect.height / POINTS_PER_INCH**2
    dpi = min(dpi, (MOST_PIXELS / max(area, 1e-6)) ** 0.5)
    scale = dpi / POINTS_PER_INCH
    pixmap = page.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, annots=False
    )
    return Picture(_pixels(pixmap), dpi), Affine(1, 0, 0, 1, page.rect.x0, page.rect.y0)


def _own_image(page: pymupdf.Page) -> tuple[Pixels, pymupdf.Rect] | None:
    """Return the one upright image that is the page, with its box; else None."""
    shown = [
        image
        for image in page.get_image_info(xrefs=True)
        if _share(page, image) > _WHOLE and not image.get("has-mask")
    ]
    if len(shown) != 1 or page.rotation or not shown[0]["xref"]:
        return None
    image = shown[0]
    a, b, c, d, _, _ = image["transform"]
    upright = a > 0 and d > 0 and abs(b) < 0.001 * a and abs(c) < 0.001 * d
    pixels = image["width"] * image["height"]
    # An image with different scales along its sides would be read distorted.
    even = abs(image["width"] / a - image["height"] / d) < 0.03 * image["width"] / a
    if not upright or not even or pixels > MOST_PIXELS or _has_drawing(page):
        return None
    pixmap = pymupdf.Pixmap(page.parent, image["xref"])
    if pixmap.colorspace is None or pixmap.alpha:
        return None
    if pixmap.n not in (1, 3):
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    return _pixels(pixmap), pymupdf.Rect(image["bbox"])


def _share(page: pymupdf.Page, image: dict[str, Any]) -> float:
    return float(
        abs(pymupdf.Rect(image["bbox"]) & page.rect) / max(abs(page.rect), 1.0)
    )


def _has_drawing(page: pymupdf.Page) -> bool:
    """Tell whether the page itself draws something beside its image."""
    kinds = {kind for kind, *_ in page.get_bboxlog()}
    return bool(kinds & {"fill-path", "stroke-path", "fill-imgmask"})


def _best_dpi(page: pymupdf.Page) -> float:
    """Return the resolution of the sharpest large image; 300 where there is none."""
    found = [
        image["width"] / max(pymupdf.Rect(image["bbox"]).width, 1.0) * POINTS_PER_INCH
        for image in page.get_image_info()
        if _share(page, image) > 0.1
    ]
    return max(found, default=_MOST_DPI)


def _pixels(pixmap: pymupdf.Pixmap) -> Pixels:
    import numpy as np

    flat = np.frombuffer(pixmap.samples, dtype=np.uint8)
    rows = flat.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width * pixmap.n]
    if pixmap.n == 1:
        return rows
    return rows.reshape(pixmap.height, pixmap.width, pixmap.n)
