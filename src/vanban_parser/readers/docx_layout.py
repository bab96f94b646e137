"""Tells tables that only set two columns from tables of data, and completes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vanban_parser.readers.docx_columns import (
    AUTHORITY,
    DATE,
    MOTTO,
    RECIPIENTS,
    Line,
    line_of,
)
from vanban_parser.readers.docx_nouns import PAGE_BREAK, Grid, GridCell, Item, Paragraph
from vanban_parser.text import fold, normalise

# A cell this wide is the whole row.
_WHOLE_ROW = 0.85
# More columns than the two and a gutter between them are data, ruled or not.
_COLUMNS = 3
# More rows than a header or a signature block ever has are data as well.
_ROWS = 6
_ROWS_WITH_CUE = 14
# The signer's name, or a line of the subject, typed below the table it belongs to.
_LONGEST_NAME = 40
_LONGEST_SUBJECT_LINE = 80
_PARTS_BELOW = 8
ADDRESS = re.compile(r"\W*kinh (?:gui|trinh|moi|chuyen)\b")
_SUBJECT = re.compile(r"\W*v/v\b")
_SIGNED = re.compile(r"\(?da ky\)?[: ]*")
_WORDS_OF_NAME = range(2, 7)
_ANNEX = re.compile(r"(?:phu luc|mau|bieu|bang|danh sach)\b")


def is_layout(grid: Grid) -> bool:
    """Tell a table that only sets columns from one that holds data."""
    rows = [[cell for cell in row if not cell.is_blank] for row in grid.rows()]
    rows = [row for row in rows if row]
    if max(map(len, rows), default=0) > _COLUMNS:
        return False
    cells = [cell for row in rows for cell in row]
    if any(map(is_cue, cells)) and len(rows) <= _ROWS_WITH_CUE:
        return True
    is_ruled = sum(cell.ruled for cell in cells) * 2 > len(cells)
    return not is_ruled and len(rows) <= _ROWS


def is_frame(grid: Grid) -> bool:
    """Tell a table that is only a box around text, or spacers beside it."""
    filled = [cell for cell in grid.cells if not cell.is_blank]
    if len(filled) > 1 and any(cell.ruled for cell in filled):
        return False
    return all(is_whole_row([cell]) for cell in filled)


def is_whole_row(filled: Sequence[GridCell]) -> bool:
    """Tell a row that one cell fills from edge to edge."""
    return len(filled) == 1 and filled[0].x1 - filled[0].x0 >= _WHOLE_ROW


def is_cue(cell: GridCell) -> bool:
    """Tell whether the cell opens a column of a header or a signature block.

    Such a table sets columns even where somebody left its borders on.
    """
    return opens(cell, MOTTO) or _opens_signature(cell)


def opens(cell: GridCell, folded: re.Pattern[str]) -> bool:
    """Tell whether one of the cell's first paragraphs begins with the pattern."""
    return any(folded.match(fold(text)) for text in cell.opening)


def sides(cells: Sequence[GridCell]) -> tuple[list[GridCell], list[GridCell]]:
    """Part cells by the side of the table's middle that their own middle is on."""
    left = [cell for cell in cells if cell.x0 + cell.x1 < 1]
    right = [cell for cell in cells if cell.x0 + cell.x1 >= 1]
    if all(cell.is_blank for cell in left) or all(cell.is_blank for cell in right):
        # Uneven columns beside an empty one: the first of each row is the left.
        filled = [cell for cell in cells if not cell.is_blank]
        first = {cell.row: cell for cell in reversed(filled)}
        if len(first) < len(filled):
            left = list(first.values())[::-1]
            right = [cell for cell in filled if first[cell.row] is not cell]
    return left, right


def joined(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, headers and signature blocks with what was typed below them.

    A header may go on in a second table (V/v) or in a plain line (number and date);
    the signer's name may stand in a plain line far to the right.
    """
    index = 0
    while index < len(items):
        item = items[index]
        index += 1
        if isinstance(item, Grid) and is_layout(item):
            index, item = _complete(item, items, index)
        yield item


def _complete(grid: Grid, items: Sequence[Item], index: int) -> tuple[int, Grid]:
    is_header = any(opens(cell, MOTTO) for cell in grid.cells)
    is_signature = any(map(_opens_signature, grid.cells))
    if not (is_header or is_signature):
        return index, grid
    for _ in range(_PARTS_BELOW):
        after = _next_printed(items, index)
        if after is None:
            return index, grid
        below = items[after]
        if isinstance(below, Grid):
            cells = _cells_of_grid(below)
        elif is_signature:
            cells = _name(line_of(below))
        else:
            cells = _number_or_subject(below, line_of(below))
        if not cells:
            return index, grid
        grid = _stacked(grid, cells, items[index:after])
        index = after + 1
    return index, grid


def _stacked(grid: Grid, below: Sequence[GridCell], blanks: Sequence[Item]) -> Grid:
    """Return the grid with further rows; blank lines between them become their gap."""
    moved = [
        replace(cell, row=cell.row + grid.n_rows, items=(*blanks, *cell.items))
        for cell in below
    ]
    n_rows = moved[-1].row + 1
    return Grid(n_rows, max(grid.n_columns, 2), (*grid.cells, *moved))


def _cells_of_grid(grid: Grid) -> tuple[GridCell, ...]:
    """Return the cells of a table that goes on with the one above; else none."""
    filled = [cell for cell in grid.cells if not cell.is_blank]
    goes_on = (
        0 < len(filled) <= 2
        and not any(cell.ruled for cell in filled)
        and not any(is_cue(cell) or opens(cell, ADDRESS) for cell in filled)
        and not any(is_whole_row([cell]) for cell in filled)
    )
    return grid.cells if goes_on else ()


def _name(line: Line) -> tuple[GridCell, ...]:
    right = line.right
    if right is None or line.left is not None:
        return ()
    text = normalise(right.text)
    return _cells(Line(None, right)) if _is_name(text) else ()


def _is_name(text: str) -> bool:
    """Tell a person's name, or ``(Đã ký)`` in its place, from a line of an annex."""
    if len(text) > _LONGEST_NAME or _ANNEX.match(fold(text)):
        return False
    signed = _SIGNED.match(fold(text))
    words = (text[signed.end() :] if signed else text).split()
    if signed and not words:
        return True
    return len(words) in _WORDS_OF_NAME and all(word[0].isupper() for word in words)


def _number_or_subject(paragraph: Paragraph, line: Line) -> tuple[GridCell, ...]:
    if line.right is not None and DATE.match(fold(normalise(line.right.text))):
        return _cells(line)
    text = fold(normalise(paragraph.text[:200]))
    if _SUBJECT.match(text) or (
        paragraph.lies_left and len(text) <= _LONGEST_SUBJECT_LINE
    ):
        return () if ADDRESS.match(text) else _cells(Line(paragraph, None))
    return ()


def _cells(line: Line) -> tuple[GridCell, ...]:
    cells = []
    if line.left is not None:
        cells.append(GridCell(0, 0, 0.0, 0.5, (line.left,)))
    if line.right is not None:
        cells.append(GridCell(0, 1, 0.5, 1.0, (line.right,)))
    return tuple(cells)


def _opens_signature(cell: GridCell) -> bool:
    return opens(cell, RECIPIENTS) or any(map(AUTHORITY.match, cell.opening))


def _next_printed(items: Sequence[Item], index: int) -> int | None:
    """Return the next item that is printed, on this page; None: there is none."""
    for after in range(index, len(items)):
        item = items[after]
        if isinstance(item, Grid) or item.text.strip():
            return after
        if PAGE_BREAK in item.text:
            return None
    return None


def flat(items: Iterable[Item]) -> Iterator[Paragraph]:
    """Yield a cell's paragraphs; tables in it column by column, or row by row."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
            continue
        cells: Sequence[GridCell] = item.cells
        if any(not cell.is_blank for cell in cells) and is_layout(item):
            left, right = sides(cells)
            cells = [*left, *right]
        for cell in cells:
            yield from flat(cell.items)
