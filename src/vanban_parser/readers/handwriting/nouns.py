"""What the reading of filled-in numbers and days speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Token:
    """A word that an OCR engine saw, in points from the page's upper left corner.

    `base` is the y of its line's base line there, where that is known.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 0.0
    base: float | None = None

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2


class Kind(StrEnum):
    """Which blank of the header a hand fills."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    """Printed, but a faint or dirty figure is often misread as another."""


Anchor = tuple[str, float, float]
"""A printed word of a header line, and from where to where it stands, in points."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Where to read: between two printed anchors, which the region includes.

    `left` and `right` are points; `baseline` is that of the line there.  `start` and
    `end` are the anchors' inner edges as far as the engine told them: what stands
    between them is what was filled in.  `anchors` are the printed words as they should
    be spelt, with where they start and end.
    """

    kind: Kind
    left: float
    right: float
    baseline: float
    start: float
    end: float
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a blank: digits, or None where they are not sure enough.

    `probability` is that of `text`, or of the best reading where there is no text.
    `others` are the readings that lost, best first, and `shares` how likely each is.
    `box` is the blank in points
    (x0, y0, x1, y1).  `is_blank`: no digit and no other ink was seen there.
    `anchors` are those of the blank.
    """

    kind: Kind
    text: str | None
    probability: float
    box: tuple[float, float, float, float]
    others: tuple[str, ...] = ()
    is_blank: bool = False
    anchors: tuple[Anchor, ...] = ()
    shares: tuple[float, ...] = ()
