"""Builds the one text and its layers from paragraphs, in the order they are added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vanban_parser.layout import Column, Ink, Row
from vanban_parser.model.document import (
    Align,
    Block,
    Box,
    Cell,
    Document,
    Flow,
    Notice,
    Source,
    Span,
    Table,
    Word,
)
from vanban_parser.readers.tables import Grid, GridCell
from vanban_parser.text import normalise

# A document number broken at its hyphen or slash (``14385/UBND-`` | ``CNTT``).
_BROKEN_NUMBER = re.compile(r"\S*\d\S*/\S*[-/]$|\S*\d/$|\d+[-/]$|/\S*-$")
_NUMBER_TAIL = re.compile(r"[A-ZĐƯ][\wĐđ&.]*(?:[-/]|[.,;:)]*$)|\d{4}/")
_PARTY_TAIL = re.compile(r"[A-ZĐ][A-Za-zĐđ]{0,5}/")
# How far a table that goes on over a page may lie to the side of its first part, and
# how far a column then from its own.
_MOVED_PT = 24.0
_SAME_COLUMN_PT = 6.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that are one paragraph; `page` is where the first of them stands.

    `rest` is what of it stands on the next page.
    """

    rows: tuple[Row, ...]
    page: int
    flow: Flow
    align: Align
    gap: float
    indent: float = 0.0
    column: Column | None = None
    rest: Paragraph | None = None


class Builder:
    """Collects paragraphs and tables; `open` may go on over the page's end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._words: list[Word] = []
        self._inserted: list[Span] = []
        self._filled: list[Span] = []
        self._tables: list[Table] = []
        self._table_lines: tuple[float, ...] = ()
        self._regions = 0
        self.open: Paragraph | None = None

    def next_region(self) -> int:
        """Count a further two-column region or table; ends the open paragraph."""
        self.open = None
        self._regions += 1
        return self._regions

    def add(self, paragraph: Paragraph, region: int = 0) -> Span | None:
        """Append a paragraph as a block; None where nothing of it can be printed."""
        if self._parts:
            self._write("\n")
        start = self._length
        self._set(paragraph)
        if self._length == start:
            if self._parts:
                self._unwrite()
            return None
        first = paragraph.rows[0]
        self._blocks.append(
            Block(
                start,
                self._length,
                flow=paragraph.flow,
                region=region,
                align=paragraph.align,
                page=paragraph.page,
                size=round(first.size, 1),
                bold=first.bold,
                italic=first.italic,
                indent=round(paragraph.indent, 1),
                gap=round(paragraph.gap, 2),
            )
        )
        self.open = paragraph if paragraph.flow is Flow.FULL else None
        return Span(start, self._length)

    def extend(self, paragraph: Paragraph) -> None:
        """Go on with the last block, over a page's end."""
        last = self._blocks[-1]
        self._set(paragraph, after=True)
        self._blocks[-1] = replace(last, end=self._length)
        if self.open is not None:
            self.open = replace(self.open, rows=self.open.rows + paragraph.rows)

    def add_table(
        self, grid: Grid, cells: Sequence[tuple[GridCell, Sequence[Paragraph]]]
    ) -> None:
        """Append a ruled table; one with the same columns goes on over the page."""
        lines = tuple(sorted({cell.x0 for cell in grid.cells}))
        goes_on = (
            bool(self._tables)
            and _are_same(self._table_lines, lines)
            and bool(self._blocks)
            and self._blocks[-1].region == self._tables[-1].region
        )
        if goes_on:
            table = self._tables.pop()
            region, offset, placed = table.region, table.n_rows, list(table.cells)
        else:
            region, offset, placed = self.next_region(), 0, []
        for cell, paragraphs in cells:
            spans = tuple(
                span
                for paragraph in paragraphs
                if (span := self.add(paragraph, region)) is not None
            )
            placed.append(
                Cell(
                    cell.row + offset,
                    cell.column,
                    spans,
                    cell.row_span,
                    cell.column_span,
                )
            )
        self._tables.append(
            Table(region, grid.n_rows + offset, grid.n_columns, tuple(placed))
        )
        self._table_lines = lines
        self.open = None

    def finish(self, notes: Sequence[Paragraph], stamps: Sequence[Paragraph]) -> None:
        """Append what stands outside the flow: footnotes, then stamps."""
        for paragraph in (*notes, *stamps):
            if self.add(paragraph) is not None and paragraph.rest is not None:
                self.extend(paragraph.rest)

    def document(self, source: Source, notices: tuple[Notice, ...]) -> Document:
        """Return what was collected."""
        return Document(
            source=source,
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            words=tuple(self._words),
            tables=tuple(self._tables),
            inserted=tuple(self._inserted),
            filled=tuple(self._filled),
            notices=notices,
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _unwrite(self) -> None:
        self._length -= len(self._parts.pop())

    def _set(self, paragraph: Paragraph, *, after: bool = False) -> None:
        previous = self._parts[-1] if after else ""
        page, spaced = paragraph.page, after
        parts, words, length = self._parts, self._words, self._length
        for row in paragraph.rows:
            starts = True
            for word in row.words:
                text = _normalised(word.text)
                if text:
                    if spaced and not (starts and _is_broken_number(previous, text)):
                        parts.append(" ")
                        length += 1
                    start, length = length, length + len(text)
                    parts.append(text)
                    words.append(Word(start, length, _box(page, word), word.sure))
                    if word.inserted:
                        self._inserted.append(Span(start, length))
                    if word.filled:
                        self._filled.append(Span(start, length))
                    previous, spaced = text, True
                starts = False
        self._length = length


def _box(page: int, word: Ink) -> Box:
    """Return where a word stands, to a hundredth of a point.

    MuPDF measures the file's own words in single precision: a hundred times that is
    exact, and rounds as two digits of it do, in half the time.
    """
    x0, y0, x1, y1 = word[:4]
    if word.sure < 1:
        return Box(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
    return Box(
        page,
        round(x0 * 100) / 100,
        round(y0 * 100) / 100,
        round(x1 * 100) / 100,
        round(y1 * 100) / 100,
    )


# Letters are written with a few thousand words.
_normalised = lru_cache(maxsize=16_384)(normalise)


def _are_same(above: Sequence[float], lines: Sequence[float]) -> bool:
    """Tell whether columns are those of a table on the page before.

    A page that was copied lies a little to the side of the one before it.
    """
    if len(above) != len(lines):
        return False
    moved = lines[0] - above[0]
    return abs(moved) <= _MOVED_PT and all(
        abs(x - before - moved) <= _SAME_COLUMN_PT
        for before, x in zip(above, lines, strict=True)
    )


def _is_broken_number(before: str, word: str) -> bool:
    if not before.endswith(("-", "/")):
        return False
    if _BROKEN_NUMBER.match(before) and _NUMBER_TAIL.match(word):
        return True
    return (
        before.endswith("-") and bool(_PARTY_TAIL.match(word)) and before[0].isdigit()
    )
