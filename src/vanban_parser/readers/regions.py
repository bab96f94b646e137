"""Where a page is set in two columns: the header and the signature block.

NĐ 30/2020 annex I and HD 36-HD/VPTW print both as borderless two-column tables; a
few fixed words say where they start, geometry says where they end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.layout import Column, Ink, Row
from vanban_parser.text import fold

_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap ?[-–—]? ?tu do"
)
_DATE = re.compile(r"\bngay\b.{0,40}\bthang\b.{0,30}\bnam\b")
_ADDRESS = re.compile(r"\W*kinh (?:gui|trinh|moi|chuyen)\b")
_RECIPIENTS = re.compile(r"\W*noi nhan\b")
# The motto stands within this many rows of the top.
_HEADER_ROWS = 14
# The right column starts so far left of the middle, in widths of the page's text; a
# long title (KT. TRƯỞNG BAN ...) further, where much is free before it.
_REACH, _TITLE_REACH, _WIDE_PT = 0.12, 0.2, 40.0
# What starts no further left of the gutter stands in the right column.
_AT_EDGE_PT = 6.0
# A gap of a blank to be filled in is no gap between columns.
_BEFORE_BLANK = re.compile(r"(?:^|.*\W)(?:số|ngày|tháng|năm|so|ngay|thang|nam)\W*$")
# Dots that a title runs on from ("...KT.") are specks before it.
_AFTER_BLANK = re.compile(r"(?:[/,]|\.+(?!\.|[^\W\d_])|\.*(?:ngày|tháng|năm)\b)")
_SPECK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Region:
    """Rows ``first:end`` of a page in two columns; empty columns do not occur."""

    first: int
    end: int
    left: tuple[Row, ...]
    right: tuple[Row, ...]


def header(rows: Sequence[Row], page: Column) -> Region | None:
    """Return the two-column header at the top of a page, or None."""
    rows = [*map(_unglued, rows[:_HEADER_ROWS]), *rows[_HEADER_ROWS:]]
    found = _gutter_of_header(rows, page)
    if found is None:
        return None
    start, gutter, right_centre = found
    left: list[Row] = []
    right: list[Row] = []
    dated = False
    end = len(rows)
    for index, row in enumerate(rows):
        parts = _cut(row, gutter)
        if index > start and _ends_header(parts, page, gutter, right_centre):
            end = index
            break
        if parts[0] is not None:
            left.append(parts[0])
        if parts[1] is not None:
            right.append(parts[1])
            text = fold(parts[1].text)
            if dated and _ADDRESS.match(text) and parts[0] is None:
                right.pop()
                end = index
                break
            dated = dated or _DATE.search(text) is not None
    if not left or not right:
        return None
    return Region(0, end, tuple(left), tuple(right))


def _unglued(row: Row) -> Row:
    """Part a word that ends the left column from the motto right after it.

    Where the columns touch, ``DÂN`` and ``CỘNG`` print as one word.
    """
    folded = fold(row.text)
    match = _MOTTO.search(folded)
    if match is None or not folded[: match.start()][-1:].isalpha():
        return row
    place = folded.count(" ", 0, match.start())
    word = row.words[place]
    cut = match.start() - folded.rfind(" ", 0, match.start()) - 1
    x = word.x0 + (word.x1 - word.x0) * cut / len(word.text)
    parts = [
        word._replace(text=word.text[:cut], x1=x),
        word._replace(text=word.text[cut:], x0=x),
    ]
    return Row([*row.words[:place], *parts, *row.words[place + 1 :]])


def _gutter_of_header(
    rows: Sequence[Row], page: Column
) -> tuple[int, float, float] | None:
    """Return the motto's row, the gutter's x, and the right column's centre."""
    start = None
    edge, ends = page.right, page.left
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        folded = fold(row.text)
        match = _MOTTO.search(folded)
        if match is None:
            continue
        word = folded.count(" ", 0, match.start())
        piece = row.words[word:]
        edge = min(edge, piece[0].x0)
        ends = max(ends, piece[-1].x1)
        start = index if start is None else start
    if start is None:
        return None
    if (edge + ends) / 2 < page.centre + 0.04 * (page.right - page.left):
        # Centred on the page, as in minutes and contracts: one column.
        return None
    return start, edge - 3, (edge + ends) / 2


def _cut(row: Row, gutter: float) -> tuple[Row | None, Row | None]:
    """Return the parts of a row left and right of the gutter."""
    if row.x0 > gutter - _AT_EDGE_PT:
        return None, row
    best, best_score = 0, 0.0
    words = row.words
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        opens_motto = _opens_motto(words, index)
        if not opens_motto and _is_blank_to_fill(before, word):
            continue
        width = word.x0 - before.x1
        off = abs((before.x1 + word.x0) / 2 - gutter)
        inside = before.x1 - 6 <= gutter <= word.x0 + 6
        parted = before.line != word.line
        wide = opens_motto or (
            width > 1.3 * max(word.size, 8) or (parted and width > 2.0)
        )
        if not wide or (not inside and off > 90):
            continue
        score = width + (25 if parted else 0) + (25 if inside else 0) - off * 0.4
        if score > best_score:
            best, best_score = index, score
    if best:
        return Row(words[:best]), Row(words[best:])
    if row.centre >= gutter:
        return None, row
    return row, None


def _opens_motto(words: Sequence[Ink], index: int) -> bool:
    """Tell whether the motto starts at a word, and with it the right column.

    However near the left one is: a narrow page leaves hardly a space between them, and
    a speck in the gutter none.  ``Nước CỘNG HÒA ...`` is one name.
    """
    # A few words are enough to know the motto by.
    ahead = " ".join(word.text for word in words[index : index + 6])
    return (
        _MOTTO.match(fold(ahead)) is not None and fold(words[index - 1].text) != "nuoc"
    )


def _is_blank_to_fill(before: Ink, word: Ink) -> bool:
    # "UBND" left over from "QĐ-" beside "năm 2031" left over from its date; the last
    # word of CỤC CHUYỂN ĐỔI SỐ.
    is_name = before.text.isupper() and before.text.isalpha()
    return (
        (
            not is_name
            and (
                _BEFORE_BLANK.match(before.text.lower()) is not None
                or _AFTER_BLANK.match(word.text.lower()) is not None
            )
        )
        or (before.inserted and word.x0 - before.x1 < 40)
        or (word.inserted and word.x0 - before.x1 < 40)
    )


def _ends_header(
    parts: tuple[Row | None, Row | None],
    page: Column,
    gutter: float,
    right_centre: float,
) -> bool:
    left, right = parts
    if left is not None and _ADDRESS.match(fold(left.text)):
        return True
    if left is not None and right is not None:
        return False
    only = left or right
    if only is None:
        return False
    folded = fold(only.text)
    if _ADDRESS.match(folded):
        return True
    if _DATE.search(folded) or _MOTTO.search(folded):
        return False
    crosses = only.x0 < gutter - 25 and only.x1 > gutter + 25
    if crosses and not folded.startswith("so"):
        return True
    centred = abs(only.centre - page.centre) < 26
    nearer = abs(only.centre - page.centre) < abs(only.centre - right_centre)
    return centred and nearer and only.x0 > page.left + 20


def signature(rows: Sequence[Row], page: Column) -> Region | None:
    """Return the block of Nơi nhận (left) and signature (right), or None."""
    start = next(
        (i for i, row in enumerate(rows) if _RECIPIENTS.match(fold(row.text))), None
    )
    if start is None:
        return None
    gutter = _gutter_of_signature(rows[start:], page)
    if gutter is None:
        return None
    first = start
    while first > 0 and start - first < 5 and _is_right_title(rows[first - 1], gutter):
        first -= 1
    parts = [_cut(row, gutter) for row in rows[first:]]
    crossing = (
        index
        for index, pair in enumerate(parts)
        if first + index > start and _crosses(pair, gutter)
    )
    parts = parts[: next(crossing, len(parts))]
    left = tuple(pair[0] for pair in parts if pair[0] is not None)
    right = tuple(pair[1] for pair in parts if pair[1] is not None)
    if not left or not right:
        return None
    return Region(first, first + len(parts), left, right)


def _gutter_of_signature(rows: Sequence[Row], page: Column) -> float | None:
    """Return the x between the two columns: just left of the leftmost right part."""
    width = page.right - page.left
    edges = []
    for row in rows[:30]:
        opening = _opens_right(row, page.centre + 0.08 * width)
        if opening is None:
            continue
        index, gap = opening
        title = gap > _WIDE_PT and all(w.text.isupper() for w in row.words[index:])
        reach = _TITLE_REACH if title else _REACH
        if row.words[index].x0 > page.centre - reach * width:
            edges.append(row.words[index].x0)
    if not edges:
        return None
    return min(edges) - 2


def _opens_right(row: Row, middle: float) -> tuple[int, float] | None:
    """Return the word that begins a row's right part, and the gap before it.

    The widest gap of those with a right part centred right of `middle`: in a list read
    from a picture words stand further apart than they should, and specks follow them.
    """
    best: tuple[int, float] | None = None
    for index, word in enumerate(row.words):
        if _SPECK.fullmatch(word.text):
            continue
        gap = word.x0 - row.words[index - 1].x1 if index else 99.0
        wider = gap > (best[1] if best else 10)
        if wider and (word.x0 + row.x1) / 2 > middle:
            best = index, gap
    return best


def _is_right_title(row: Row, gutter: float) -> bool:
    """Tell whether a row holds only capitals in the right column (TM. ỦY BAN ...)."""
    return row.x0 > gutter - _AT_EDGE_PT and row.text == row.text.upper()


def _crosses(parts: tuple[Row | None, Row | None], gutter: float) -> bool:
    left, right = parts
    only = left or right
    if (left is not None and right is not None) or only is None:
        return False
    return only.x0 < gutter - 30 and only.x1 > gutter + 40
