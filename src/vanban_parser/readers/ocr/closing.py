"""A second look at where a letter is signed: titles and a name under seal and pen.

A seal crosses the position and the name (NĐ 30/2020, annex I, ô 7), a signature goes
over both, and a stamped name may be red.  What an engine makes of them depends on how
the region is shown to it, so it is shown in several ways; `signing` compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vanban_parser.readers.ocr.nouns import (
    POINTS_PER_INCH,
    Engine,
    EngineError,
    Picture,
    Seen,
)
from vanban_parser.readers.ocr.signing import is_settled
from vanban_parser.text import fold

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Mask, Pixels
    from vanban_parser.readers.ocr.prepare import Prepared

VERSION = 2
"""Counts changes of what is looked at and how; what is kept depends on it."""

Reading = tuple[Seen, ...]
"""What an engine saw of a region in one look, boxes in points of the page."""

# Nơi nhận stands in the left column; titles begin beside it or a little above, and the
# name is at most the height of a seal and two lines below.
_LEFT, _COLUMN = 0.42, 0.38
_ABOVE_PT, _BELOW_PT = 26.0, 190.0
# Words nearer to each other than this are of one column.
_GAP_PT = 18.0
_INK, _WHITE = 128, 255
# So much of the region is red where there is more than what is left of a seal.
_STAMPED = 0.0015
# Strokes of a pen and rings of a seal are larger than letters.
_HIGHEST_MM, _WIDEST_MM = 7.5, 15.0
# Marks over letters come out in one size and not in another.
_SMALLER_DPI, _LARGER_DPI = 200.0, 400.0


@dataclass(frozen=True, slots=True)
class Region:
    """Where a letter is signed, in points, and the words there of another column."""

    left: float
    top: float
    right: float
    bottom: float
    foreign: tuple[Seen, ...]

    @property
    def name(self) -> str:
        """What is read here is kept under this."""
        return f"closing {VERSION} {self.left:.1f} {self.top:.1f} {self.bottom:.1f}"

    def own(self, words: Sequence[Seen]) -> tuple[Seen, ...]:
        """Return those of `words` that stand in the region and in its column."""
        return tuple(
            word
            for word in words
            if self.left <= (word.x0 + word.x1) / 2 <= self.right
            and self.top <= word.middle <= self.bottom
            and not any(_covers(other, word) for other in self.foreign)
        )


def region(words: Sequence[Seen], width: float, height: float) -> Region | None:
    """Return where the letter is signed on a page, or None: nothing says that it is."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    head = next(
        (line[0] for line in lines.values() if _heads_list(line, _LEFT * width)), None
    )
    if head is None:
        return None
    top, bottom = head.y0 - _ABOVE_PT, min(head.y0 + _BELOW_PT, height)
    foreign = tuple(
        word
        for line in lines.values()
        for word in _leading(line, _COLUMN * width)
        if top - _GAP_PT <= word.middle <= bottom + _GAP_PT
    )
    return Region(_COLUMN * width, max(top, 0.0), width, bottom, foreign)


def _heads_list(line: Sequence[Seen], left: float) -> bool:
    """Tell whether a line begins with ``Nơi nhận``."""
    words = fold(" ".join(word.text for word in line[:3])).lstrip(" -*.:")
    return words.startswith("noi nhan") and line[0].x0 < left


def _leading(line: Sequence[Seen], left: float) -> Iterator[Seen]:
    """Yield the words of a line's left column: what goes on from its left edge."""
    end: float | None = None
    for word in sorted(line, key=lambda word: word.x0):
        if word.x0 >= left and (end is None or word.x0 - end > _GAP_PT):
            return
        yield word
        end = word.x1


def _covers(other: Seen, word: Seen) -> bool:
    width = min(other.x1, word.x1) - max(other.x0, word.x0)
    height = min(other.y1, word.y1) - max(other.y0, word.y0)
    area = (word.x1 - word.x0) * (word.y1 - word.y0)
    return width > 0 and height > 0 and width * height > 0.3 * area


def look_again(
    engine: Engine, shown: Callable[[], Prepared], here: Region, first: Reading
) -> tuple[Reading, ...]:
    """Return what `engine` sees of the region in further looks, until they agree.

    Args:
        engine: Sees the words.
        shown: Gives the page's pixels.
        here: Where to look.
        first: What was seen of the page.
    """
    prepared = shown()
    readings: list[Reading] = []
    for picture, rows, is_needed in _views(prepared, here):
        if not is_needed and is_settled([first, *readings]):
            break
        try:
            seen = engine.read(picture, rows=rows, sparse=not rows)
        except EngineError:
            break
        scale = POINTS_PER_INCH / picture.dpi
        placed = [_placed(word, scale, here.left, here.top) for word in seen]
        readings.append(here.own(placed))
    return tuple(readings)


def _placed(word: Seen, scale: float, left: float, top: float) -> Seen:
    x0, y0, x1, y1 = (
        round(side * scale + start, 2)
        for side, start in (
            *((word.x0, left), (word.y0, top)),
            *((word.x1, left), (word.y1, top)),
        )
    )
    return replace(word, x0=x0, y0=y0, x1=x1, y1=y1)


def _views(prepared: Prepared, here: Region) -> Iterator[tuple[Picture, bool, bool]]:
    """Yield the region as it may be shown.

    With each view: whether it is shown as one column of lines, and whether it may not
    be left out.  A title or a name that is stamped in red is on no other view.
    """
    dpi = prepared.picture.dpi
    scale = dpi / POINTS_PER_INCH
    window = (
        slice(int(here.top * scale), int(here.bottom * scale)),
        slice(int(here.left * scale), int(here.right * scale)),
    )
    clean = prepared.picture.pixels[window]
    if not clean.size:
        return
    red = _black(prepared.red[window]) if prepared.red is not None else None
    if red is not None and (red < _INK).mean() > _STAMPED:
        yield _picture(red, dpi), True, True
        yield _picture(_together(clean, red), dpi), False, True
    yield _picture(clean, dpi), False, False
    yield _picture(clean, dpi), True, False
    if abs(dpi - _SMALLER_DPI) > 1:
        yield _resized(clean, dpi, _SMALLER_DPI), False, False
    if prepared.under_seals is not None:
        sealed = prepared.under_seals[window]
        yield _picture(sealed, dpi), True, False
        yield _picture(_without_strokes(sealed, dpi), dpi), False, False
        yield _picture(sealed, dpi), False, False
    yield _picture(_without_strokes(clean, dpi), dpi), True, False
    yield _resized(clean, dpi, _LARGER_DPI), False, False


def _picture(pixels: Pixels, dpi: float) -> Picture:
    import numpy as np

    return Picture(np.ascontiguousarray(pixels), dpi)


def _resized(pixels: Pixels, dpi: float, wanted: float) -> Picture:
    import numpy as np
    from PIL import Image

    height, width = (max(round(side * wanted / dpi), 1) for side in pixels.shape)
    image = Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC)
    return Picture(np.asarray(image), wanted)


def _black(mask: Mask) -> Pixels:
    import numpy as np

    return np.where(mask, np.uint8(0), np.uint8(_WHITE))


def _together(one: Pixels, other: Pixels) -> Pixels:
    import numpy as np

    darker: Pixels = np.minimum(one, other)
    return darker


def _without_strokes(pixels: Pixels, dpi: float) -> Pixels:
    """Return the picture without what hangs together and is larger than a letter."""
    from vanban_parser.readers.ocr.components import painted, parts, runs
    from vanban_parser.readers.ocr.prepare import grown

    ink = pixels < _INK
    found = runs(ink)
    pieces = parts(found)
    pixel = dpi / 25.4
    large = (pieces.heights > _HIGHEST_MM * pixel) | (
        pieces.widths > _WIDEST_MM * pixel
    )
    clean = pixels.copy()
    clean[grown(painted(found.where(large[pieces.of_run]), ink.shape))] = _WHITE
    return clean
