"""Words of a printed page to rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

# A word belongs to a row when their heights overlap by this share of the smaller.
_SAME_ROW = 0.5
_rightwards = attrgetter("x0")


class Ink(NamedTuple):
    """One printed word. `line` is the producer's own line, a hint for columns.

    `inserted`: it stands in a form field, annotation or signature, not on the page, or
    in a blank that a hand or a stamp filled; `filled`: the latter.
    `sure`, from 0 to 1, is the confidence of what read it from a picture.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    line: int = 0
    inserted: bool = False
    filled: bool = False
    sure: float = 1.0

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Row:
    """Words on one base line, left to right, and what they say together.

    Its measures are asked for a dozen times each: they are taken once, and the words
    stay as they are.
    """

    words: Sequence[Ink]
    x0: float = field(init=False, compare=False)
    y0: float = field(init=False, compare=False)
    x1: float = field(init=False, compare=False)
    y1: float = field(init=False, compare=False)
    text: str = field(init=False, compare=False)
    size: float = field(init=False, compare=False)
    """Usual font size of the row."""
    bold: bool = field(init=False, compare=False)
    italic: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        x0s, y0s, x1s, y1s, texts, sizes, bolds, italics, *_ = zip(
            *self.words, strict=True
        )
        self.x0, self.y0, self.x1, self.y1 = x0s[0], min(y0s), max(x1s), max(y1s)
        self.text = " ".join(texts)
        self.size = _median(sizes)
        self.bold = sum(bolds) * 2 > len(bolds)
        self.italic = sum(italics) * 2 > len(italics)

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    is_odd = len(ordered) % 2
    return ordered[half] if is_odd else (ordered[half - 1] + ordered[half]) / 2


def rows(words: Iterable[Ink]) -> list[Row]:
    """Return rows from top to bottom; a word joins the row it overlaps most."""
    out: list[list[Ink]] = []
    # The last rows begun, the latest first: the heights of their first words.
    near: list[tuple[float, float, list[Ink]]] = []
    # From top to bottom by their middles, then from left to right.
    placed = [(word.y0 + word.y1, word.x0, n, word) for n, word in enumerate(words)]
    placed.sort()
    for _, _, _, word in placed:
        y0, y1 = word.y0, word.y1
        height = y1 - y0
        for top, bottom, row in near:
            overlap = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
            band = bottom - top
            least = height if height < band else band
            if overlap > _SAME_ROW * (least if least > 0.1 else 0.1):
                row.append(word)
                break
        else:
            begun = [word]
            out.append(begun)
            near = [(y0, y1, begun), *near[:2]]
    return [Row(sorted(row, key=_rightwards)) for row in out]


def insert(base: list[Row], words: Sequence[Ink], *, reach: float = 7.0) -> list[Ink]:
    """Put each inserted word into the blank of the row that it stands on.

    A word is taken when its centre is within `reach` points of a row's band and it
    covers no printed word (dotted lines count as blank).  Returns those left over.
    """
    left: list[Ink] = []
    for word in words:
        best: int | None = None
        distance = reach
        for index, row in enumerate(base):
            off = (
                max(row.y0 - word.middle, word.middle - row.y1, 0.0)
                + abs((row.y0 + row.y1) / 2 - word.middle) * 0.5
            )
            if off < distance and _is_blank(row, word):
                best, distance = index, off
        if best is None:
            left.append(word)
        else:
            base[best] = Row(sorted([*base[best].words, word], key=_rightwards))
    return left


def _is_blank(row: Row, word: Ink) -> bool:
    """Tell whether `word` falls between printed words of `row`, near one of them."""
    near = False
    for other in row.words:
        overlap = min(other.x1, word.x1) - max(other.x0, word.x0)
        if overlap > 0.45 * (word.x1 - word.x0) and other.text.strip("._…"):
            return False
        near = near or min(abs(other.x0 - word.x1), abs(word.x0 - other.x1)) < 60
    return near
