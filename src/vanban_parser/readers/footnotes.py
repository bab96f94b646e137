"""Footnotes at the foot of a printed page, and those that go on from the last one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.layout import Row, column_of
from vanban_parser.readers.builder import Paragraph

# A footnote is set at least this much smaller than the text.
_NOTE_PT = 1.4
_NOTE_START = re.compile(r"(?:\(?\d{1,2}\)?|\*{1,3})(?:\s|\.|$)")
# What is no middle of a sentence: an item, or a word of the closing (Nơi nhận).
_OTHER = re.compile(r"[-–—+*•]|(?:Nơi|NƠI)\s")
_ENDED = (".", ";", ":", "!", "?", "…", "/")
# A line that goes on is full, but for so much; sizes of one note differ by so much.
_FULL_PT, _SAME_PT = 30.0, 0.4


def without_notes(
    lines: list[Row], height: float, before: Paragraph | None
) -> tuple[list[Row], list[Row]]:
    """Part the footnotes at the foot of a page from its text.

    Args:
        lines: The page's rows from top to bottom.
        height: The page's, in points.
        before: The last footnote of the page before, if it had one.
    """
    if not lines:
        return [], []
    sizes = sorted(row.size for row in lines)
    usual = sizes[len(sizes) // 2]
    small = len(lines)
    while small > 0 and lines[small - 1].size <= usual - _NOTE_PT:
        small -= 1
    first = small
    while first < len(lines) and not begins_note(lines[first]):
        first += 1
    if first > small and before is not None and _goes_on(before, lines[small:first]):
        first = small
    low = first < len(lines) and lines[first].y0 > 0.5 * height
    return (lines[:first], lines[first:]) if low else (lines, [])


def begins_note(row: Row) -> bool:
    """Tell whether a row starts with the sign of a footnote."""
    return _NOTE_START.match(row.text) is not None


def _goes_on(before: Paragraph, rows: Sequence[Row]) -> bool:
    """Tell whether small rows at a page's foot are the rest of a note before them.

    Its last line is full and ends in mid-sentence, and nothing else is set so.
    """
    last = before.rows[-1]
    right = max(column_of(rows).right, max(row.x1 for row in before.rows))
    return (
        not last.text.rstrip().endswith(_ENDED)
        and last.x1 > right - _FULL_PT
        and all(abs(row.size - last.size) < _SAME_PT for row in rows)
        and not any(_OTHER.match(row.text) for row in rows)
    )
