"""Read what a hand, a stamp or a printer put into the blanks of a header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from PIL import Image

from vanban_parser.readers.handwriting.blanks import find_blanks
from vanban_parser.readers.handwriting.decode import readings
from vanban_parser.readers.handwriting.ink import (
    BAND,
    BASELINE,
    SCALE,
    Gray,
    Pixels,
    cut,
    red_free,
)
from vanban_parser.readers.handwriting.network import network
from vanban_parser.readers.handwriting.nouns import Blank, Filled, Kind, Token

# A blank is looked at so often: moved (points) and stretched a little each time.
_LOOKS = ((0.0, 1.0, 1.0), (1.5, 1.0, 1.0), (-1.5, 1.0, 1.0), (0.0, 0.88, 1.0),
          (0.0, 1.0, 0.9), (0.0, 1.12, 1.1))  # fmt: skip
SURE, SURE_DAY, SURE_ALONE, SURE_PAIR = 0.4, 0.42, 0.65, 0.55
"""The least probability at which digits are claimed; of a day; of one digit alone, and
of two, as a number: letters or strokes may look like them.  And besides it:
"""
AGREED = {Kind.NUMBER: 5, Kind.DAY: 6, Kind.MONTH: 6, Kind.YEAR: 6}
"""In how many looks of six the same digits must be the likeliest.

Set on scans (see the decision).  Looks that agree tell more than one that is certain.
A day is one of 31: what looks like one is more often another than with numbers.
"""
# Nothing was filled in where no reading with digits is likelier than this, and so
# little of the blank is ink.
_NO_READING, _LEAST_INK = 0.2, 0.02

_KEPT = 5
"""So many readings that lost are told."""

_NUMBER = re.compile(r"L?(?P<digits>\d{1,6})[/-]")
_YEAR = re.compile(r"L(?P<digits>(?:19|20)\d\d)(?!\d)")
_PART = re.compile(r"\d{0,2}L(?P<digits>\d{1,2})L")


def read_filled(
    image: Pixels, scale: float, words: Sequence[Token]
) -> tuple[Filled, ...]:
    """Return what stands in the blanks of a letter's first page.

    Args:
        image: the page, (rows, columns, 3) RGB or (rows, columns) gray, 8 bits.
        scale: pixels a point.
        words: the page's words by OCR, in points.
    """
    height, width = image.shape[0] / scale, image.shape[1] / scale
    gray = red_free(image)
    return tuple(
        read_blank(gray, scale, blank) for blank in find_blanks(words, width, height)
    )


def read_blank(gray: Pixels, scale: float, blank: Blank) -> Filled:
    """Return what stands in one blank."""
    shares, votes = looked_at(gray, scale, blank)
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    best, share = ranked[0] if ranked else ("", 0.0)
    least = SURE_DAY if blank.kind is Kind.DAY else SURE
    if blank.kind is Kind.NUMBER:
        least = {1: SURE_ALONE, 2: SURE_PAIR}.get(len(best), SURE)
    sure = share >= least and votes[best] >= AGREED[blank.kind]
    lost = ranked[1 if sure else 0 :][:_KEPT]
    return Filled(
        kind=blank.kind,
        text=best if sure else None,
        probability=min(share, 1.0),
        box=(
            blank.start,
            blank.baseline - BASELINE * 0.75,
            blank.end,
            blank.baseline + (BAND - BASELINE) / 2,
        ),
        others=tuple(digits for digits, _ in lost),
        shares=tuple(round(share, 4) for _, share in lost),
        is_blank=share < _NO_READING and _inked(gray, scale, blank) < _LEAST_INK,
        anchors=blank.anchors,
    )


def looked_at(
    gray: Pixels, scale: float, blank: Blank
) -> tuple[dict[str, float], Counter[str]]:
    """Return each reading's probability over all looks, and in how many it leads."""
    shares: dict[str, float] = {}
    votes: Counter[str] = Counter()
    for shift, stretch, zoom in _LOOKS:
        scores = network().read(_look(gray, scale, blank, shift, stretch, zoom))
        seen: dict[str, float] = {}
        for reading in readings(scores, stop=blank.kind is Kind.NUMBER):
            digits = _digits(reading.signs, blank.kind)
            if digits is not None:
                seen[digits] = seen.get(digits, 0.0) + reading.share
        for digits, share in seen.items():
            shares[digits] = shares.get(digits, 0.0) + share / len(_LOOKS)
        if seen:
            votes[max(sorted(seen), key=lambda digits: seen[digits])] += 1
    return shares, votes


def _inked(gray: Pixels, scale: float, blank: Blank) -> float:
    """Return how much of the blank is ink, above the dots that wait to be filled."""
    left, right = blank.start + 1.0, blank.end - 1.0
    if right <= left:
        return 1.0
    strip = cut(gray, left, right, blank.baseline, scale)
    top, bottom = (round((BASELINE - up) * SCALE) for up in (11.0, 2.0))
    return float(strip[top:bottom].mean())


def _look(
    gray: Pixels, scale: float, blank: Blank, shift: float, stretch: float, zoom: float
) -> Gray:
    """Cut the strip, moved by `shift` points, stretched and zoomed."""
    strip = cut(gray, blank.left, blank.right, blank.baseline + shift, scale)
    if stretch == zoom == 1.0:
        return strip
    rows, columns = strip.shape
    # Zoomed about the baseline; a multiple of four columns goes in.
    wide = max(round(columns * stretch / 4), 1) * 4
    base = BASELINE * SCALE
    picture = Image.fromarray(strip)
    moved = picture.transform(
        (wide, rows),
        Image.Transform.AFFINE,
        (columns / wide, 0, 0, 0, 1 / zoom, base - base / zoom),
        Image.Resampling.BILINEAR,
    )
    return np.asarray(moved, np.float32)


def _digits(signs: str, kind: Kind) -> str | None:
    """Return the digits that a reading of the whole strip puts into the blank."""
    if kind is Kind.NUMBER:
        found = _NUMBER.match(signs)
        # Numbers begin at 01 (NĐ 30/2020, article 15): a circle alone is a letter.
        return found["digits"] if found and int(found["digits"]) else None
    if kind is Kind.YEAR:
        found = _YEAR.match(signs)
        return found["digits"] if found else None
    found = _PART.match(signs)
    if found is None:
        return None
    most = 31 if kind is Kind.DAY else 12
    return found["digits"] if 1 <= int(found["digits"]) <= most else None
