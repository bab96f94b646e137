"""Puts paragraphs and tables in reading order and makes the one text of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vanban_parser.model.document import Block, Cell, Flow, Span, Table
from vanban_parser.readers.docx_columns import Columns, cut
from vanban_parser.readers.docx_layout import (
    ADDRESS,
    flat,
    is_cue,
    is_frame,
    is_layout,
    is_whole_row,
    joined,
    opens,
    sides,
)
from vanban_parser.readers.docx_nouns import Grid, GridCell, Item, Paragraph, Run
from vanban_parser.text import fold, normalise

# Line pitch of single spacing in the fonts of letters, in units of the size.
_PITCH = 1.15
_SUBJECT = re.compile(r"(?:v/ ?v|ve viec)\b")
_NO_SUBJECT = re.compile(r"[-–+*(_]|\d+[.)]\s|Kính |Nơi ")


class Composer:
    """Appends blocks; the text grows and what stands in it does not change."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._regions = 0
        self._blank_lines = 0
        self._after = 0.0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(self._parts)

    def place(self, items: Sequence[Item], flow: Flow = Flow.FULL) -> None:
        """Append a story; two-column parts become regions of their own."""
        for item in cut(list(joined(items))) if flow is Flow.FULL else items:
            if isinstance(item, Columns):
                region = self._next_region()
                self._all(item.left, Flow.LEFT, region)
                self._all(item.right, Flow.RIGHT, region)
            elif isinstance(item, Grid):
                self._grid(item, flow)
            else:
                self._paragraph(item, flow, 0)

    def _grid(self, grid: Grid, flow: Flow) -> None:
        if is_frame(grid):
            for cell in grid.cells:
                self.place(cell.items, flow)
        elif is_layout(grid):
            self._layout(grid)
        else:
            self._data(grid)

    def _layout(self, grid: Grid) -> None:
        """Read runs of rows column by column, whole rows and Kính gửi in between."""
        columns: list[GridCell] = []
        addressed = False
        for row in grid.rows():
            filled = [cell for cell in row if not cell.is_blank]
            if any(opens(cell, ADDRESS) for cell in filled):
                addressed = True
            elif any(is_cue(cell) for cell in filled):
                addressed = False
            if filled and (addressed or is_whole_row(filled)):
                self._columns(columns)
                columns = []
                for cell in filled:
                    self.place(cell.items)
            else:
                columns.extend(row)
        self._columns(columns)

    def _columns(self, cells: Sequence[GridCell]) -> None:
        if not any(not cell.is_blank for cell in cells):
            return
        region = self._next_region()
        left, right = sides(cells)
        for flow, side in ((Flow.LEFT, left), (Flow.RIGHT, right)):
            self._blank_lines, self._after = 0, 0.0
            for cell in side:
                self._all(flat(cell.items), flow, region)
        self._blank_lines, self._after = 0, 0.0

    def _data(self, grid: Grid) -> None:
        region = self._next_region()
        cells = []
        for cell in grid.cells:
            self._blank_lines, self._after = 0, 0.0
            spans = self._all(flat(cell.items), Flow.CELL, region)
            cells.append(
                Cell(cell.row, cell.column, spans, cell.row_span, cell.column_span)
            )
        self._blank_lines, self._after = 0, 0.0
        self.tables.append(Table(region, grid.n_rows, grid.n_columns, tuple(cells)))

    def _next_region(self) -> int:
        self._regions += 1
        return self._regions

    def _all(
        self, paragraphs: Iterable[Paragraph], flow: Flow, region: int
    ) -> tuple[Span, ...]:
        spans: list[Span] = []
        for paragraph in paragraphs:
            spans.extend(self._paragraph(paragraph, flow, region))
        return tuple(spans)

    def _paragraph(self, paragraph: Paragraph, flow: Flow, region: int) -> list[Span]:
        """Append a paragraph, a block a line, and return where its lines stand."""
        spans: list[Span] = []
        if not paragraph.text.strip():
            self._blank_lines += 1
            return spans
        every_break = flow in (Flow.LEFT, Flow.RIGHT)
        for line in paragraph.lines(every_break=every_break):
            text = normalise(line.text)
            if text and self._continues_subject(text, flow, region):
                self._parts[-1] += f" {text}"
                self._length += len(text) + 1
                last = self.blocks[-1]
                self.blocks[-1] = replace(last, end=self._length)
            elif text:
                spans.append(self._block(line, text, flow, region))
            else:
                self._blank_lines += 1
        self._after = paragraph.after
        return spans

    def _continues_subject(self, text: str, flow: Flow, region: int) -> bool:
        """Tell whether a line goes on with ``V/v ...`` above it, broken by hand.

        A page shows no difference to a line that wrapped: PDF readers join it too.
        """
        last = self.blocks[-1] if self.blocks else None
        if last is None or (last.flow, last.region) != (Flow.LEFT, region):
            return False
        begun = _SUBJECT.match(fold(self._parts[-1])) is not None
        plain = text != text.upper() and not _NO_SUBJECT.match(text)
        return flow is Flow.LEFT and begun and plain and self._blank_lines == 0

    def _block(self, line: Paragraph, text: str, flow: Flow, region: int) -> Span:
        size, bold, italic = _look(line.runs)
        start = self._length + 1 if self._parts else 0
        self._parts.append(text)
        self._length = start + len(text)
        space = max(line.before, self._after) / (max(size, 1.0) * _PITCH)
        gap = self._blank_lines + space if start else 0.0
        self._blank_lines, self._after = 0, 0.0
        self.blocks.append(
            Block(
                start,
                self._length,
                flow=flow,
                region=region,
                align=line.align,
                size=size,
                bold=bold,
                italic=italic,
                indent=round(line.indent, 1),
                gap=round(gap, 2),
            )
        )
        return Span(start, self._length)


def _look(runs: Sequence[Run]) -> tuple[float, bool, bool]:
    """Return the size of most characters, and whether most are bold, italic."""
    if len(runs) == 1:
        form = runs[0].format
        return form.size, form.bold, form.italic
    sizes: dict[float, int] = {}
    total = bold = italic = 0
    for text, form in runs:
        n_letters = len(text.strip())
        sizes[form.size] = sizes.get(form.size, 0) + n_letters
        total += n_letters
        bold += n_letters * form.bold
        italic += n_letters * form.italic
    return max(sizes, key=sizes.__getitem__), bold * 2 > total, italic * 2 > total
