"""Seen words as printed words: base lines and font sizes from the shapes of letters.

A box is as high as its letters are: "xem" has neither head nor foot, "Ủy" has both.
What a word's letters should measure at 1 pt gives its size; a line's is the median of
its words, and lines of nearly one size have one size.  Then a paragraph's rows agree
as those of a printed file do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from vanban_parser.layout import Ink
from vanban_parser.readers.ocr.nouns import Seen

# Heights over the base line in em, of Times and its likes.
_X_HEIGHT, _ASCENDER, _CAPITAL, _T = 0.45, 0.683, 0.662, 0.58
_MARK, _SECOND_MARK = 0.22, 0.12
_DESCENDER, _DOT_BELOW = 0.217, 0.19
_SIGNS = dict.fromkeys("()[]{}", (0.683, 0.177)) | dict.fromkeys(",;", (0.1, 0.14))
# The box that a printed file gives a word of this font.
_OVER, _UNDER = 0.891, 0.216
_TALL = frozenset("bdfhijklđ")
_DEEP = frozenset("gjpqy")
_ABOVE = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309")
# Sizes this near to each other are one size.
_SAME_SIZE = 0.09
_USUAL_PT = 13.0
_SMALLEST_PT, _LARGEST_PT = 5.0, 40.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one engine's line with its base line and font size, in points.

    The base line is ``y = level + slope * x``.
    """

    words: tuple[Seen, ...]
    level: float
    slope: float
    size: float

    def base(self, x: float) -> float:
        """Return the base line's y at `x`."""
        return self.level + self.slope * x


def to_inks(lines: Iterable[Line]) -> tuple[Ink, ...]:
    """Return the words as printed words, with the boxes that a font gives them."""
    return tuple(
        Ink(
            word.x0,
            base - _OVER * line.size,
            word.x1,
            base + _UNDER * line.size,
            word.text,
            size=line.size,
            line=number,
            inserted=word.filled or word.stamped,
            filled=word.filled,
            sure=word.confidence,
        )
        for number, line in enumerate(lines)
        for word in line.words
        for base in (line.base((word.x0 + word.x1) / 2),)
    )


def lines_of(words: Sequence[Seen]) -> tuple[Line, ...]:
    """Group words, their boxes in points, to lines with base lines and sizes."""
    groups: dict[int, list[Seen]] = {}
    for word in words:
        groups.setdefault(word.line, []).append(word)
    measured = [(group, _size_of(group)) for group in groups.values()]
    known = [
        (size, sum(len(word.text) for word in group))
        for group, size in measured
        if size is not None
    ]
    usual = _weighted_median(known) if known else _USUAL_PT
    snapped = _snapped([size for size, _ in known], usual)
    return tuple(
        _line(group, snapped.get(size, usual) if size is not None else usual)
        for group, size in measured
    )


@lru_cache(maxsize=8192)
def extent(text: str) -> tuple[float, float] | None:
    """Return how far `text` reaches above and below its base line at 1 pt, in points.

    None where it holds no letter, digit or bracket to measure.
    """
    tops, bottoms = [], []
    for character in text:
        found = _of_character(character)
        if found is not None:
            tops.append(found[0])
            bottoms.append(found[1])
    if not tops or max(tops) < _X_HEIGHT:
        return None
    return max(tops), max(bottoms)


def _of_character(character: str) -> tuple[float, float] | None:
    if character.isdigit():
        return _CAPITAL + 0.014, 0.0
    if character in _SIGNS:
        return _SIGNS[character]
    if not character.isalpha():
        return None
    parts = unicodedata.normalize("NFD", character)
    base, marks = parts[:1], parts[1:]
    above = sum(mark in _ABOVE for mark in marks)
    raised = _MARK * (above > 0) + _SECOND_MARK * (above > 1)
    bottom = _DOT_BELOW if "\u0323" in marks else 0.0
    if base.isupper():
        return _CAPITAL + raised, bottom
    bottom = _DESCENDER if base in _DEEP else bottom
    if base in _TALL:
        return _ASCENDER, bottom
    return (_T if base == "t" else _X_HEIGHT + raised), bottom


def _size_of(group: Sequence[Seen]) -> float | None:
    """Return the font size of a line's words, or None: nothing to measure it by."""
    sizes = []
    for word in group:
        reach = extent(word.text)
        if reach is not None:
            size = (word.y1 - word.y0) / (reach[0] + reach[1])
            if _SMALLEST_PT <= size <= _LARGEST_PT:
                sizes.extend([size] * min(len(word.text), 6))
    return median(sizes) if sizes else None


def _snapped(sizes: Iterable[float], usual: float) -> dict[float, float]:
    """Return for each size that of its cluster; the usual size is the first."""
    out: dict[float, float] = {}
    rest = sorted(set(sizes))
    for size in rest:
        if abs(size - usual) <= _SAME_SIZE * usual:
            out[size] = round(usual * 2) / 2
    rest = [size for size in rest if size not in out]
    while rest:
        cluster = [size for size in rest if size <= rest[0] * (1 + 2 * _SAME_SIZE)]
        middle = round(median(cluster) * 2) / 2
        out.update(dict.fromkeys(cluster, middle))
        rest = rest[len(cluster) :]
    return out


def _weighted_median(values: Sequence[tuple[float, int]]) -> float:
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    passed = 0
    for value, weight in ordered:
        passed += weight
        if passed >= half:
            return value
    return ordered[-1][0]


def _line(group: Sequence[Seen], size: float) -> Line:
    """Fit the base line of a line's words; one that strays does not move it."""
    points = []
    for word in group:
        reach = extent(word.text)
        if reach is not None:
            points.append(((word.x0 + word.x1) / 2, word.y1 - reach[1] * size))
    if not points:
        middle = median(word.middle for word in group)
        return Line(tuple(group), middle + 0.25 * size, 0.0, size)
    slope = _slope(points)
    level = median(y - slope * x for x, y in points)
    return Line(tuple(group), level, slope, size)


def _slope(points: Sequence[tuple[float, float]]) -> float:
    third = len(points) // 3
    if third < 2:
        return 0.0
    ordered = sorted(points)
    first, last = ordered[:third], ordered[-third:]
    run = median(x for x, _ in last) - median(x for x, _ in first)
    rise = median(y for _, y in last) - median(y for _, y in first)
    if run <= 0 or abs(rise / run) > 0.03:
        return 0.0
    return rise / run
