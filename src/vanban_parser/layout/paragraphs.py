"""Rows of a column to paragraphs: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.layout.columns import Column, is_centred
from vanban_parser.layout.rows import Row

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
