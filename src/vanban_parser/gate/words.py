"""Marks among printed words: a page's upper part, line by line, region by region."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from vanban_parser.gate.marks import (
    begins_document,
    goes_on,
    mark_of,
    may_begin_document,
    recognised_mark,
)

# The header of a letter, its subject and its stamps end above this share of a page.
_UPPER = 0.5
# White space of so many heights of a letter parts what belongs together.
_GAP = 1.0
_LINE_GAP = 1.2


class Placed(Protocol):
    """A word on a page: its box in points from the page's top left, or in any unit."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def y0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y1(self) -> float: ...


class Printed(NamedTuple):
    """Words that stand next to each other, as one."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def page_mark(
    words: Sequence[Placed], page_height: float, *, first: bool, recognised: bool
) -> str | None:
    """Return the level of the mark on a page, or None.

    Args:
        words: The page's words, in any order.
        page_height: In the unit of the boxes.
        first: Whether it is the first of the file; another counts where a document
            begins on it.
        recognised: Whether the words were read off a picture (OCR).
    """
    upper = _upper(words, page_height)
    if not first and not may_begin_document(word.text for word in upper):
        return None
    regions = list(_regions(upper))
    if not first and not begins_document(region.text for region in regions):
        return None
    level_of: Callable[[str], str | None] = recognised_mark if recognised else mark_of
    level = _on_two_lines(regions, level_of)
    if level is not None:
        return level
    for index, region in enumerate(regions):
        level = level_of(region.text)
        if level is not None and not _goes_on_from(regions[:index], region):
            return level
    return None


def begins_page(words: Sequence[Placed], page_height: float) -> bool:
    """Tell whether a page has at its top what a document begins with."""
    regions = _regions(_upper(words, page_height))
    return begins_document(region.text for region in regions)


def _upper(words: Sequence[Placed], page_height: float) -> list[Placed]:
    """Return the words in the part of a page where marks are looked for."""
    lowest = 2 * _UPPER * page_height
    return [word for word in words if word.y0 + word.y1 < lowest]


def _regions(words: Sequence[Placed]) -> Iterator[Printed]:
    """Yield the words that stand next to each other as one, from top to bottom."""
    rows: list[list[Placed]] = []
    for word in sorted(words, key=lambda word: word.y0 + word.y1):
        middle = (word.y0 + word.y1) / 2
        if rows and rows[-1][-1].y0 < middle < rows[-1][-1].y1:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        yield from _parted(sorted(row, key=lambda word: word.x0))


def _parted(row: Sequence[Placed]) -> Iterator[Printed]:
    start = 0
    for index, (before, after) in enumerate(pairwise(row), start=1):
        if after.x0 - before.x1 > _GAP * min(_height(before), _height(after)):
            yield _joined(row[start:index])
            start = index
    yield _joined(row[start:])


def _joined(words: Sequence[Placed]) -> Printed:
    return Printed(
        " ".join(word.text for word in words),
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )


def _height(word: Placed) -> float:
    return max(word.y1 - word.y0, 1e-6)


def _goes_on_from(above: Sequence[Printed], region: Printed) -> bool:
    """Tell whether a line is the end of the one right above it."""
    return any(
        _is_right_above(other, region) and goes_on(other.text) for other in above[-4:]
    )


def _is_right_above(upper: Printed, lower: Printed) -> bool:
    overlaps = upper.x0 < lower.x1 and lower.x0 < upper.x1
    height = min(_height(upper), _height(lower))
    return overlaps and -0.5 * height < lower.y0 - upper.y1 < _LINE_GAP * height


def _on_two_lines(
    regions: Sequence[Printed], level_of: Callable[[str], str | None]
) -> str | None:
    """Return the level of a mark set as TỐI over MẬT."""
    for index, lower in enumerate(regions):
        for upper in regions[max(index - 4, 0) : index]:
            if _is_right_above(upper, lower):
                level = level_of(f"{upper.text} {lower.text}")
                if level is not None:
                    return level
    return None
