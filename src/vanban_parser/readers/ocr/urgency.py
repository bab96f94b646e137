"""Stamps of urgency beside a letter's header: HỎA TỐC, THƯỢNG KHẨN, KHẨN.

They stand under the number (NĐ 30/2020, annex I, ô 10b), in a frame or an arrow, often
aslant.  Red ones are lifted off the print before it is read, black ones are taken for
a drawing; so what has the size of a stamp there is cut out of its frame, made level and
read by itself.  Only these words are taken from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from vanban_parser.readers.ocr.nouns import (
    POINTS_PER_INCH,
    Engine,
    EngineError,
    Picture,
    Seen,
)
from vanban_parser.text import fold

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask
    from vanban_parser.readers.ocr.prepare import Prepared

VERSION = 2
"""Counts changes of what is looked at and how; what is kept depends on it."""

# By the letters of a mark: how it is written.
_MARKS = {
    "hoatochengio": "HỎA TỐC HẸN GIỜ",
    "hoatoc": "HỎA TỐC",
    "thuongkhan": "THƯỢNG KHẨN",
    "khan": "KHẨN",
}
# KHẨN is too short to be told from other words by most of its letters.
_LIKE, _SHORTEST = 0.84, 6
_SURE = 0.5
# The share of a page's height and width where they stand.
_TOP, _BOTTOM, _RIGHT = 0.06, 0.45, 0.45
_HEADER = 0.3
_MOTTO = ("doc lap", "cong hoa", "dang cong san")
# A mark is 20 to 40 mm wide; an arrow around it, aslant, has a larger box.
_LEAST_MM, _MOST_MM, _LEAST_HEIGHT_MM = 14.0, 60.0, 5.0
_MOST_HEIGHT_MM = 40.0
_CELL_MM = 1.2
_FULL, _RIM = 0.05, 0.15
_MOST = 5
_FRAME = 0.55
_STEEPEST, _STEP = 60, 2
_MARGIN_MM = 5.0
_DPI = 150.0
_INK, _WHITE = 128, 255


def look_for_urgency(
    engine: Engine,
    shown: Callable[[], Prepared],
    words: Sequence[Seen],
) -> tuple[Seen, ...]:
    """Return the mark that is stamped beside the header, as a word in points, or none.

    Args:
        engine: Reads what is cut out.
        shown: Gives the page's pixels.
        words: What was seen of the page, in points, stamps told from the text.
    """
    prepared = shown()
    for ink, box in islice(_candidates(prepared, words), _MOST):
        mark = _read(engine, _level(ink), prepared.picture.dpi)
        if mark is not None:
            scale = POINTS_PER_INCH / prepared.picture.dpi
            x0, y0, x1, y1 = (round(side * scale, 2) for side in box)
            return (Seen(x0, y0, x1, y1, mark[0], mark[1], 0, stamped=True),)
    return ()


def has_header(words: Sequence[Seen], height: float) -> bool:
    """Tell whether a page of this height, in points, has a letter's motto."""
    lines: dict[int, list[str]] = {}
    for word in words:
        if word.y0 < _HEADER * height:
            lines.setdefault(word.line, []).append(word.text)
    texts = [fold(" ".join(line)) for line in lines.values()]
    return any(motto in text for text in texts for motto in _MOTTO)


def is_within(word: Seen, marks: Sequence[Seen]) -> bool:
    """Tell whether a stamped word stands where one of the marks was read."""
    middle = (word.x0 + word.x1) / 2
    return word.stamped and any(
        mark.x0 < middle < mark.x1 and mark.y0 < word.middle < mark.y1 for mark in marks
    )


def mark_of(text: str) -> str | None:
    """Return the mark of urgency that a stamp's letters are, or None."""
    letters = "".join(filter(str.isalpha, fold(text)))
    if letters in _MARKS:
        return _MARKS[letters]
    likeness = {
        mark: SequenceMatcher(None, letters, mark, autojunk=False).ratio()
        for mark in _MARKS
        if len(mark) >= _SHORTEST
    }
    best = max(likeness, key=lambda mark: likeness[mark])
    return _MARKS[best] if likeness[best] >= _LIKE else None


def _candidates(
    prepared: Prepared, words: Sequence[Seen]
) -> Iterator[tuple[Mask, tuple[int, int, int, int]]]:
    """Yield the ink of what may be a stamp, without its frame, and its box in pixels.

    Red ink comes first: stamps are mostly red.
    """
    import numpy as np

    height, width = prepared.picture.pixels.shape
    window = (
        slice(int(_TOP * height), int(_BOTTOM * height)),
        slice(0, int(_RIGHT * width)),
    )
    top = int(_TOP * height)
    dpi = prepared.picture.dpi
    sheets = [_unread(prepared, words)[window]]
    if prepared.red is not None:
        sheets.insert(0, prepared.red[window])
    for ink in sheets:
        for x0, y0, x1, y1 in _boxes(ink, dpi):
            inside = np.ascontiguousarray(ink[y0:y1, x0:x1])
            letters = _unframed(inside)
            if letters.any():
                yield letters, (x0, y0 + top, x1, y1 + top)


def _unread(prepared: Prepared, words: Sequence[Seen]) -> Mask:
    """Return the black ink that is in no word of the letter's text."""
    ink: Mask = prepared.picture.pixels < _INK
    scale = prepared.picture.dpi / POINTS_PER_INCH
    for word in words:
        if word.stamped or word.confidence < _SURE:
            continue
        rim = _RIM * (word.y1 - word.y0)
        top, left = (max(int((side - rim) * scale), 0) for side in (word.y0, word.x0))
        bottom, right = (int((side + rim) * scale) for side in (word.y1, word.x1))
        ink[top : bottom + 1, left : right + 1] = False
    return ink


def _boxes(ink: Mask, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield boxes of ink that hangs together loosely and has a stamp's size."""
    import numpy as np

    from vanban_parser.readers.ocr.components import parts, runs

    pixel = dpi / 25.4
    cell = max(round(_CELL_MM * pixel), 1)
    height, width = (-(-side // cell) for side in ink.shape)
    padded = np.zeros((height * cell, width * cell), dtype=np.bool_)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    share = padded.reshape(height, cell, width, cell).mean(axis=(1, 3))
    found = parts(runs(share > _FULL))
    for x0, y0, x1, y1 in zip(found.x0, found.y0, found.x1, found.y1, strict=True):
        wide, high = (x1 - x0) * cell / pixel, (y1 - y0) * cell / pixel
        if (
            _LEAST_MM <= wide <= _MOST_MM
            and _LEAST_HEIGHT_MM <= high <= _MOST_HEIGHT_MM
        ):
            yield int(x0) * cell, int(y0) * cell, int(x1) * cell, int(y1) * cell


def _unframed(ink: Mask) -> Mask:
    """Return the ink without the parts that reach around it."""
    from vanban_parser.readers.ocr.components import painted, parts, runs

    height, width = ink.shape
    found = runs(ink)
    pieces = parts(found)
    frame = (pieces.widths > _FRAME * width) | (pieces.heights > _FRAME * height)
    letters: Mask = ink & ~painted(found.where(frame[pieces.of_run]), ink.shape)
    return letters


def _level(ink: Mask) -> Mask:
    """Return the ink turned so that it is a row: as low as it can be."""
    import numpy as np
    from PIL import Image

    rows, columns = np.nonzero(ink)
    angles = range(-_STEEPEST, _STEEPEST + 1, _STEP)

    def spread(degrees: int) -> float:
        turn = math.radians(degrees)
        across = rows * math.cos(turn) - columns * math.sin(turn)
        low, high = np.percentile(across, (4, 96))
        return float(high - low)

    best = min(angles, key=lambda degrees: (spread(degrees), abs(degrees)))
    image = Image.fromarray(np.where(ink, np.uint8(_WHITE), np.uint8(0)))
    turned = image.rotate(best, Image.Resampling.BICUBIC, expand=True)
    level: Mask = np.asarray(turned) >= _INK
    filled_rows, filled_columns = np.nonzero(level)
    if not len(filled_rows):
        return ink
    return level[
        filled_rows.min() : filled_rows.max() + 1,
        filled_columns.min() : filled_columns.max() + 1,
    ]


def _read(engine: Engine, ink: Mask, dpi: float) -> tuple[str, float] | None:
    """Return the mark that an engine reads in a stamp's ink, and how surely."""
    import numpy as np
    from PIL import Image

    margin = round(_MARGIN_MM * dpi / 25.4)
    grey = np.where(np.pad(ink, margin), np.uint8(0), np.uint8(_WHITE))
    size = (max(round(side * _DPI / dpi), 1) for side in reversed(grey.shape))
    width, height = size
    image = Image.fromarray(grey).resize((width, height), Image.Resampling.BOX)
    picture = Picture(np.asarray(image), _DPI)
    for rows in (True, False):
        try:
            seen = engine.read(picture, rows=rows, sparse=not rows)
        except EngineError:
            return None
        sure = [word for word in seen if word.confidence >= _SURE]
        mark = mark_of(" ".join(word.text for word in sure))
        if mark is not None:
            return mark, min(word.confidence for word in sure)
    return None
