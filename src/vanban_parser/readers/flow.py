"""From printed words to one text: columns, tables, notes, paragraphs, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban_parser.layout import (
    Column,
    Ink,
    Row,
    cell_paragraphs,
    column_of,
    insert,
    is_centred,
    is_new_paragraph,
    pitch_of,
    rows,
    starts_with_marker,
)
from vanban_parser.model.document import Align, Document, Flow, Notice, Source
from vanban_parser.readers.builder import Builder, Paragraph
from vanban_parser.readers.footnotes import begins_note, without_notes
from vanban_parser.readers.margins import (
    is_marginal,
    running_footers,
    to_margin,
    wide,
)
from vanban_parser.readers.regions import Region, header, signature
from vanban_parser.readers.ruled import straightened
from vanban_parser.readers.tables import Grid, GridCell, Rule, cells_at, grids
from vanban_parser.text import fold

_STAMPED = re.compile(r"\d[\d./-]*[a-zđ]?$")
# A star or dash alone on its line is an ornament, not a list's sign.
_SHORTEST_ITEM = 3
# So many rows of running text tell the page's margins better than the whole page.
_ENOUGH_ROWS = 4
_LAYOUT_GRID = re.compile(r"cong hoa xa hoi chu|dang cong san viet|noi nhan:?")


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page (numbered from 1)."""

    number: int
    width: float
    height: float
    words: tuple[Ink, ...]
    margin_notes: tuple[Ink, ...] = ()
    rules: tuple[Rule, ...] = ()
    is_picture: bool = False


def assemble(
    pages: Sequence[Page], source: Source, notices: tuple[Notice, ...]
) -> Document:
    """Return the document that `pages` print, in reading order.

    Page numbers and lines that stand at the foot of several pages are left out;
    footnotes and stamps follow the text.
    """
    builder = Builder()
    notes: list[Paragraph] = []
    stamps: list[Paragraph] = []
    footers = running_footers((page.height, page.words) for page in pages)
    for page in pages:
        _Setter(page, builder, notes, stamps, footers).set()
    builder.finish(notes, stamps)
    return builder.document(source, notices)


class _Setter:
    """Sets one page into the builder."""

    def __init__(
        self,
        page: Page,
        builder: Builder,
        notes: list[Paragraph],
        stamps: list[Paragraph],
        footers: frozenset[str],
    ) -> None:
        self.page = page
        self.footers = footers
        self.builder = builder
        self.notes = notes
        self.stamps = stamps

    def set(self) -> None:
        lines, tables = self._lines()
        before = self.notes[-1] if self.notes else None
        if before is not None and before.page != self.page.number - 1:
            before = None
        body, footnotes = without_notes(lines, self.page.height, before)
        column = column_of(wide(body, self.page.width))
        region = header(body, column)
        rest = body
        if region is not None:
            self._region(region)
            rest = body[region.end :]
        closing = signature(rest, column)
        running = rest if closing is None else rest[: closing.first]
        if len(running) >= _ENOUGH_ROWS:
            # Without the rows of the two-column parts, which have margins of their own.
            column = column_of(wide(running, self.page.width))
        column = to_margin(running, column, self.page.width)
        if closing is None:
            self._running(rest, tables, column)
        else:
            self._running(rest[: closing.first], tables, column)
            self._region(closing)
            self._running(rest[closing.end :], [], column)
        if footnotes:
            area = column_of(footnotes)
            notes = list(self._paragraphs(footnotes, area, Flow.NOTE))
            if not begins_note(footnotes[0]):
                self.notes[-1] = replace(self.notes[-1], rest=notes.pop(0))
            self.notes.extend(notes)

    def _lines(self) -> tuple[list[Row], list[tuple[Grid, dict[GridCell, list[Ink]]]]]:
        """Return the rows outside tables and the tables with their words."""
        printed = [word for word in self.page.words if not word.inserted]
        tables = []
        rules = self.page.rules
        for grid in grids(straightened(rules) if self.page.is_picture else rules):
            inside = _words_of(grid, printed)
            if not inside or _is_layout(inside):
                continue
            taken = {id(word) for words in inside.values() for word in words}
            printed = [word for word in printed if id(word) not in taken]
            tables.append((grid, inside))
        height, footers = self.page.height, self.footers
        lines = [r for r in rows(printed) if not is_marginal(r, height, footers)]
        put = [word for word in self.page.words if word.inserted]
        numbers = [word for word in put if _STAMPED.match(word.text)]
        others = [word for word in put if not _STAMPED.match(word.text)]
        others += insert(lines, numbers) + list(self.page.margin_notes)
        for row in rows(others):
            self.stamps.append(self._paragraph([row], Flow.STAMP, Align.LEFT, 0.0))
        return lines, tables

    def _region(self, region: Region) -> None:
        number = self.builder.next_region()
        for flow, part in ((Flow.LEFT, region.left), (Flow.RIGHT, region.right)):
            for paragraph in self._column(part, flow):
                self.builder.add(paragraph, number)

    def _column(self, part: Sequence[Row], flow: Flow) -> Iterator[Paragraph]:
        """Yield the paragraphs of one column of a two-column region.

        Lines are kept apart, but for items of a list and a subject (V/v) that wrap.
        """
        group: list[Row] = []
        for row in part:
            if group and not _continues(group, row):
                yield self._paragraph(group, flow, Align.CENTER, 0.0)
                group = []
            group.append(row)
        if group:
            yield self._paragraph(group, flow, Align.CENTER, 0.0)

    def _running(
        self,
        lines: Sequence[Row],
        tables: list[tuple[Grid, dict[GridCell, list[Ink]]]],
        column: Column,
    ) -> None:
        """Set rows and tables between them, from top to bottom."""
        waiting = sorted(tables, key=lambda table: table[0].box[1])
        group: list[Row] = []
        for row in lines:
            while waiting and waiting[0][0].box[1] < row.y0:
                self._flush(group, column)
                group = []
                self._table(*waiting.pop(0))
            group.append(row)
        self._flush(group, column)
        for table in waiting:
            self._table(*table)

    def _flush(self, group: list[Row], column: Column) -> None:
        for index, paragraph in enumerate(self._paragraphs(group, column, Flow.FULL)):
            open_ = self.builder.open
            if (
                index == 0
                and open_ is not None
                and open_.column is not None
                and not is_new_paragraph(
                    open_.rows[-1],
                    paragraph.rows[0],
                    column,
                    indent=open_.indent,
                    step=column.pitch,
                )
                and not starts_with_marker(paragraph.rows[0].text)
            ):
                self.builder.extend(paragraph)
            else:
                self.builder.add(paragraph)

    def _paragraphs(
        self, lines: Sequence[Row], column: Column, flow: Flow
    ) -> Iterator[Paragraph]:
        group: list[Row] = []
        above: Row | None = None
        gap = 0.0
        for row in lines:
            if group:
                indent = group[0].x0 - column.left
                if is_new_paragraph(group[-1], row, column, indent=indent):
                    yield self._make(group, column, flow, gap)
                    above, group = group[-1], []
            if not group and above is not None and column.pitch:
                gap = max((row.y0 - above.y0) / column.pitch - 1, 0.0)
            group.append(row)
        if group:
            yield self._make(group, column, flow, gap)

    def _make(
        self, group: list[Row], column: Column, flow: Flow, gap: float
    ) -> Paragraph:
        align = Align.LEFT
        if all(is_centred(row, column) for row in group):
            align = Align.CENTER
        elif all(row.x0 > column.centre for row in group):
            align = Align.RIGHT
        indent = max(group[0].x0 - column.left, 0.0)
        return self._paragraph(group, flow, align, gap, indent, column)

    def _paragraph(
        self,
        group: Sequence[Row],
        flow: Flow,
        align: Align,
        gap: float,
        indent: float = 0.0,
        column: Column | None = None,
    ) -> Paragraph:
        number = self.page.number
        return Paragraph(tuple(group), number, flow, align, gap, indent, column=column)

    def _table(self, grid: Grid, inside: dict[GridCell, list[Ink]]) -> None:
        cells = []
        for cell in grid.cells:
            lines = rows(inside.get(cell, ()))
            area = Column(cell.x0 + 4, cell.x1 - 4, pitch_of(lines))
            groups = cell_paragraphs(lines, area)
            made = [self._make(group, area, Flow.CELL, 0.0) for group in groups]
            cells.append((cell, tuple(made)))
        self.builder.add_table(grid, cells)


def _continues(group: Sequence[Row], row: Row) -> bool:
    """Tell whether `row` goes on with a wrapped list item or subject line."""
    head = fold(group[0].text)
    if starts_with_marker(row.text) or len(head) < _SHORTEST_ITEM:
        return False
    gap = row.y0 - group[-1].y1
    if head.startswith(("v/v", "ve viec")):
        return gap < 0.9 * row.size and row.text != row.text.upper()
    if not starts_with_marker(group[0].text):
        return False
    return gap < 0.8 * row.size and not group[-1].text.endswith((";", "."))


def _words_of(grid: Grid, words: Sequence[Ink]) -> dict[GridCell, list[Ink]]:
    """Return the words of each cell, by where their centres fall."""
    found: dict[GridCell, list[Ink]] = {}
    middles = [((word.x0 + word.x1) / 2, word.middle) for word in words]
    for word, cell in zip(words, cells_at(grid, middles), strict=True):
        if cell is not None:
            found.setdefault(cell, []).append(word)
    return found


def _is_layout(inside: dict[GridCell, list[Ink]]) -> bool:
    """Tell whether a grid is the frame of a header or signature block."""
    return any(
        _LAYOUT_GRID.match(fold(" ".join(word.text for word in words[:12])))
        for words in inside.values()
    )
