"""A page's margins: where they are, and what is printed there and is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vanban_parser.layout import Column, Ink, Row, rows

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?[-–—\s.]*$")
# They stand in this share of the page at its top or bottom.
_MARGIN = 0.095
_LONGEST_FOOTER = 60
# A row of running text fills this share of the page at least; the right margin is this
# share (NĐ 30/2020 annex I: 15 to 20 mm of 210).
_WIDE = 0.45
_RIGHT_MARGIN = 0.1


def running_footers(pages: Iterable[tuple[float, Sequence[Ink]]]) -> frozenset[str]:
    """Return the short lines that stand at the foot of two pages or more.

    `pages` are the height in points and the words of each.
    """
    counts: Counter[str] = Counter()
    for height, words in pages:
        foot = (1 - _MARGIN) * height
        low = [word for word in words if word.y0 > foot and not word.inserted]
        counts.update(
            {row.text for row in rows(low) if len(row.text) < _LONGEST_FOOTER}
        )
    return frozenset(text for text, n_pages in counts.items() if n_pages > 1)


def is_marginal(row: Row, height: float, footers: frozenset[str]) -> bool:
    """Tell whether a row is the page's number or one of the running `footers`."""
    edge = _MARGIN * height
    at_foot = row.y0 > height - edge
    if at_foot and row.text in footers:
        return True
    at_edge = at_foot or row.y1 < edge
    return at_edge and _PAGE_NUMBER.match(row.text.lower()) is not None


def wide(lines: Sequence[Row], width: float) -> list[Row]:
    """Return the rows that tell where the text's margins are on a page of `width`."""
    found = [row for row in lines if row.x1 - row.x0 > _WIDE * width]
    return found if len(found) >= 2 else list(lines)


def to_margin(lines: Sequence[Row], column: Column, width: float) -> Column:
    """Return the column as wide as the page lets it be where all lines are short.

    A list of short lines of one length would else seem to fill its column, and be one
    paragraph.
    """
    widest = max((row.x1 - row.x0 for row in lines), default=width)
    if widest > _WIDE * width:
        return column
    return replace(column, right=max(column.right, (1 - _RIGHT_MARGIN) * width))
