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
    """Words on one base line, left to right.

    Its measures are asked for a dozen times each: they are taken once for as many
    words as it has.
    """

    words: list[Ink] = field(default_factory=list)
    _known: tuple[int, _Measures] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def _measured(self) -> _Measures:
        known = self._known
        if known is None or known[0] != len(self.words):
            known = self._known = len(self.words), _Measures(self.words)
        return known[1]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self._measured().x1

    @property
    def y0(self) -> float:
        return self._measured().y0

    @property
    def y1(self) -> float:
        return self._measured().y1

    @property
    def centre(self) -> float:
        """Horizontal centre."""
        return (self.words[0].x0 + self._measured().x1) / 2

    @property
    def text(self) -> str:
        return self._measured().text

    @property
    def size(self) -> float:
        """Usual font size of the row."""
        return self._measured().size

    @property
    def bold(self) -> bool:
        return sum([word.bold for word in self.words]) * 2 > len(self.words)

    @property
    def italic(self) -> bool:
        return sum([word.italic for word in self.words]) * 2 > len(self.words)


class _Measures:
    """What a row's words say together."""

    __slots__ = ("size", "text", "x1", "y0", "y1")

    def __init__(self, words: Sequence[Ink]) -> None:
        self.x1 = max([word.x1 for word in words])
        self.y0 = min([word.y0 for word in words])
        self.y1 = max([word.y1 for word in words])
        self.text = " ".join([word.text for word in words])
        sizes = sorted([word.size for word in words])
        half = len(sizes) // 2
        is_odd = len(sizes) % 2
        self.size = sizes[half] if is_odd else (sizes[half - 1] + sizes[half]) / 2


def rows(words: Iterable[Ink]) -> list[Row]:
    """Return rows from top to bottom; a word joins the row it overlaps most."""
    out: list[Row] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=_down_then_right):
        y0, y1 = word.y0, word.y1
        height = y1 - y0
        for index in range(len(out) - 1, max(len(out) - 4, -1), -1):
            top, bottom = spans[index]
            overlap = (bottom if bottom < y1 else y1) - (top if top > y0 else y0)
            band = bottom - top
            least = height if height < band else band
            if overlap > _SAME_ROW * (least if least > 0.1 else 0.1):
                out[index].words.append(word)
                break
        else:
            out.append(Row([word]))
            spans.append((y0, y1))
    for row in out:
        row.words.sort(key=_rightwards)
    return out


def _down_then_right(word: Ink) -> tuple[float, float]:
    return (word.y0 + word.y1) / 2, word.x0


_rightwards = attrgetter("x0")


def insert(base: list[Row], words: Sequence[Ink], *, reach: float = 7.0) -> list[Ink]:
    """Put each inserted word into the blank of the row that it stands on.

    A word is taken when its centre is within `reach` points of a row's band and it
    covers no printed word (dotted lines count as blank).  Returns those left over.
    """
    left: list[Ink] = []
    for word in words:
        best: Row | None = None
        distance = reach
        for row in base:
            off = (
                max(row.y0 - word.middle, word.middle - row.y1, 0.0)
                + abs((row.y0 + row.y1) / 2 - word.middle) * 0.5
            )
            if off < distance and _is_blank(row, word):
                best, distance = row, off
        if best is None:
            left.append(word)
        else:
            best.words.append(word)
            best.words.sort(key=_rightwards)
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


def split_at_gaps(row: Row, gap: float) -> list[Row]:
    """Cut a row where the white space between two words is at least `gap`."""
    out = [Row([row.words[0]])]
    for before, word in pairwise(row.words):
        if word.x0 - before.x1 >= gap:
            out.append(Row())
        out[-1].words.append(word)
    return out


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
    steps = [
        below.y0 - above.y0
        for above, below in pairwise(lines)
        if 0 < below.y0 - above.y0 < 60
    ]
    # The distance inside paragraphs is the smaller of the two that occur.
    pitch = sorted(steps)[len(steps) // 3] if steps else 0.0
    return Column(left, right, pitch)


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
