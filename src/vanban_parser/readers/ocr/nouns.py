"""What the reading of pictures speaks of: pictures, seen words, engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: height x width (grey) or height x width x 3 (RGB), 8 bits.

    0 is black.  `dpi` are the pixels an inch of the printed page has.
    """

    pixels: Pixels
    dpi: float

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


@dataclass(frozen=True, slots=True)
class Seen:
    """A word that an engine saw, its box in pixels of the picture it was given.

    `line` counts the engine's own lines; `confidence` is from 0 to 1.  `others` are
    what another engine or a second look read in the same place, where that differs.
    `filled`: a hand or a stamp put it into a blank of the print.  `stamped`: it is no
    word of the letter's text, but stands in a stamp beside it.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    confidence: float
    line: int
    others: tuple[str, ...] = ()
    filled: bool = False
    stamped: bool = False

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Unread:
    """A blank whose ink was not read: the JSON Pointer of its value, and its box.

    `readings` are what it may say, each with its probability, best first.  `reread`:
    it was read, but otherwise than at the first look.
    """

    field: str
    x0: float
    y0: float
    x1: float
    y1: float
    readings: tuple[tuple[str, float], ...] = ()
    reread: bool = False


class Engine(Protocol):
    """Reads the words of an upright picture in grey."""

    @property
    def name(self) -> str:
        """Which program, version and model: what a cached result depends on."""

    @property
    def is_substitute(self) -> bool:
        """Whether it stands in for a better one: its digits in blanks need a second."""

    def read(
        self, picture: Picture, *, rows: bool = False, sparse: bool = False
    ) -> Sequence[Seen]:
        """Return the words, line by line.

        Args:
            picture: Grey, upright, about 200 to 400 dpi.
            rows: It is one column of lines, and not a page to be analysed.
            sparse: Words stand alone, as in a stamp, and not in paragraphs.

        Raises:
            EngineError: it failed, or took too long.
        """


class EngineError(Exception):
    """An engine could not read a picture; the page is then reported as unread."""


@dataclass(frozen=True, slots=True)
class Affine:
    """A map of the plane: ``x' = a*x + b*y + e``, ``y' = c*x + d*y + f``."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.b * y + self.e, self.c * x + self.d * y + self.f

    def box(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """Return the upright box around where a small box goes.

        Its centre is exact; its sides are turned by quarters only, so that the box of
        a word on a tilted line does not grow.
        """
        x, y = self.point((x0 + x1) / 2, (y0 + y1) / 2)
        scale = (abs(self.a * self.d - self.b * self.c)) ** 0.5
        width, height = (x1 - x0) * scale / 2, (y1 - y0) * scale / 2
        if abs(self.a) < abs(self.b):
            width, height = height, width
        return x - width, y - height, x + width, y + height

    def after(self, first: Affine) -> Affine:
        """Return the map that does `first` and then this one."""
        e, f = self.point(first.e, first.f)
        return Affine(
            self.a * first.a + self.b * first.c,
            self.a * first.b + self.b * first.d,
            self.c * first.a + self.d * first.c,
            self.c * first.b + self.d * first.d,
            e,
            f,
        )

    def inverse(self) -> Affine:
        """Return the map back."""
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(
            a, b, c, d, -(a * self.e + b * self.f), -(c * self.e + d * self.f)
        )


SAME = Affine(1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a page, in points of the page made upright and level.

    `back` maps these points to points of the page as it was given.  `unread` are the
    blanks of the header that hold ink of which nobody could say what it means.
    """

    width: float
    height: float
    words: tuple[Seen, ...]
    strokes: tuple[tuple[float, float, float, float], ...]
    back: Affine
    unread: tuple[Unread, ...] = ()
