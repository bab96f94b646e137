"""Geometry of a printed page: words to rows, rows to paragraphs. No Vietnamese.

All lengths are points; y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

# A word belongs to a row when their heights overlap by this share of the smaller.
_SAME_ROW = 0.5
# A first line starts at least this far right of the lines below it.
_INDENT_PT = 9.0
# A heading is set so much larger; sizes told from a picture are less exact than that.
_OTHER_SIZE_PT = 1.4
_NEAR_SIZE = 0.2
# A line that reaches so far over its column is a full one, or nearly.
_LONG_LINE = 0.8
# White space between rows that is this much more than usual parts paragraphs.
_GAP_RATIO = 1.28
_MARKER = re.compile(
    r"(?:[-–—+*•▪]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]{1,2}\)|[IVX]{1,5}\.)(?:\s|$)"
)
_DASH = re.compile(r"[-–—+*•▪](?:\s|$)")


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


_rightwards = attrgetter("x0")


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


@dataclass(frozen=True, slots=True)
class Column:
    """Left and right edge of the text, and the usual distance of its base lines."""

    left: float
    right: float
    pitch: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def column_of(lines: Sequence[Row]) -> Column:
    """Measure the column that `lines` are set in (robust against a few outliers)."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    lefts = sorted(row.x0 for row in lines)
    rights = sorted(row.x1 for row in lines)
    left = lefts[len(lefts) // 20]
    right = rights[-1 - len(rights) // 20]
    return Column(left, right, pitch_of(lines))


def pitch_of(lines: Sequence[Row]) -> float:
    """Return the usual distance of the base lines; 0.0 where there is none."""
    steps = [
        below.y0 - above.y0
        for above, below in pairwise(lines)
        if 0 < below.y0 - above.y0 < 60
    ]
    # The distance inside paragraphs is the smaller of the two that occur.
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def is_centred(row: Row, column: Column) -> bool:
    """Tell whether a row stands in the middle of its column, clear of both edges."""
    width = column.right - column.left
    return (
        abs(row.centre - column.centre) < 0.04 * width + 4
        and row.x0 - column.left > 0.06 * width
        and column.right - row.x1 > 0.06 * width
    )


def starts_with_marker(text: str) -> bool:
    """Tell whether a line starts like a list item: dash, plus, 1., a), I."""
    return _MARKER.match(text) is not None


def is_new_paragraph(
    above: Row, row: Row, column: Column, *, indent: float, step: float | None = None
) -> bool:
    """Tell whether `row` starts a paragraph.

    `indent` is where the first line of the paragraph that `above` belongs to starts,
    minus the column's left edge; `step` replaces the distance of the two rows where
    they stand on two pages.
    """
    step = row.y0 - above.y0 if step is None else step
    if column.pitch and step > column.pitch * 2.2:
        return True
    if abs(row.size - above.size) > _OTHER_SIZE_PT and not _runs_on(above, row, column):
        return True
    centred = is_centred(row, column)
    if centred != is_centred(above, column):
        return not (centred and _wraps_to(above, row, column))
    if centred and above.bold != row.bold:
        return True
    if _fits(above, row, column) and not _runs_on(above, row, column):
        return True
    return not centred and _starts_anew(above, row, column, indent, step)


def _runs_on(above: Row, row: Row, column: Column) -> bool:
    """Tell whether a row in small letters goes on with the long line above it.

    The margin of a scan is ragged: one word more might have had room there.
    """
    ended = above.text.rstrip().endswith((".", ";", ":", "!", "?"))
    near = abs(row.size - above.size) <= _NEAR_SIZE * above.size
    long = above.x1 - column.left >= _LONG_LINE * (column.right - column.left)
    return near and long and row.text[:1].islower() and not ended


def _wraps_to(above: Row, row: Row, column: Column) -> bool:
    """Tell whether a centred row is the rest of a centred paragraph's full line."""
    same = above.bold == row.bold and above.italic == row.italic
    full = abs(above.centre - column.centre) < 8 and not _fits(above, row, column)
    ended = above.text.rstrip().endswith((".", ";", ":"))
    return same and full and not ended and (above.bold or above.italic)


def _fits(above: Row, row: Row, column: Column) -> bool:
    """Tell whether the row's first word had room on the line above: no forced break."""
    first = row.words[0]
    space = 0.3 * row.size
    slack = 0.02 * (column.right - column.left)
    room = column.right - above.x1
    if is_centred(above, column):
        room *= 2
    return first.x1 - first.x0 + space + slack < room


def _starts_anew(
    above: Row, row: Row, column: Column, indent: float, step: float
) -> bool:
    shifted = row.x0 - column.left > _INDENT_PT and row.x0 - above.x0 > _INDENT_PT
    ended = above.text.rstrip().endswith((".", ";", ":", "!", "?", "./."))
    wide = bool(column.pitch) and step > column.pitch * _GAP_RATIO + 1
    if starts_with_marker(row.text):
        if _DASH.match(row.text):
            return shifted or ended or (wide and row.x0 - column.left > _INDENT_PT)
        return shifted or ended or wide
    if ended and wide:
        return True
    if shifted:
        # Text set with a hanging indent starts left of its other lines.
        return not (starts_with_marker(above.text) and not wide) or ended
    if _runs_on(above, row, column):
        return False
    if _INDENT_PT < row.x0 - column.left < above.x0 - column.left - _INDENT_PT:
        # Set in from the margin, yet left of the line above: a first line again.
        return True
    same = abs(row.x0 - above.x0) < 3 and indent > _INDENT_PT
    return same and ended and row.x0 - column.left > _INDENT_PT


def cell_paragraphs(lines: Sequence[Row], cell: Column) -> list[list[Row]]:
    """Group the rows of a table cell: how they are aligned tells nothing there."""
    groups: list[list[Row]] = []
    for row in lines:
        above = groups[-1][-1] if groups else None
        if above is not None and not _parts_in_cell(above, row, cell):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _parts_in_cell(above: Row, row: Row, cell: Column) -> bool:
    if _DASH.match(row.text):
        # A dash can also be the middle of a name: "Phòng Văn hóa" | "- Xã hội".
        ends = above.text.endswith((".", ";", ":", ","))
        return ends or _DASH.match(above.text) is not None
    if starts_with_marker(row.text):
        return True
    first = row.words[0]
    taken = above.x1 - above.x0 + 0.3 * row.size + first.x1 - first.x0
    return taken < (cell.right - cell.left) - 0.1 * row.size
