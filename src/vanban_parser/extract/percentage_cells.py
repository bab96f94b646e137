"""Shares in tables: said of the row's label, measured by the column's head."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain, islice

from vanban_parser.extract.percentage_subjects import Said
from vanban_parser.model.document import Cell, Document, Span, Table

_LEAST_LETTERS = 3


class Cells:
    """The table cells of a document by the line they stand on."""

    def __init__(self, document: Document) -> None:
        self._by_start: dict[int, tuple[_Named, Cell]] = {}
        for table in document.tables:
            named = _Named(document.text, table)
            for cell in table.cells:
                for span in cell.spans:
                    self._by_start[span.start] = (named, cell)

    def at(self, line: Span) -> Said | None:
        """Return what the table says of a share on `line`; None outside tables."""
        found = self._by_start.get(line.start)
        if found is None:
            return None
        named, cell = found
        label = named.label(cell)
        return Said(label, named.head(cell), "row") if label else None


class _Named:
    """The cells of one table that hold words, looked at once however many shares."""

    def __init__(self, text: str, table: Table) -> None:
        self._text = text
        self._table = table
        # The leftmost cell with words of each row, the topmost of each column: of
        # those that were asked for.
        self._labels: dict[int, Cell | None] = {}
        self._heads: dict[int, Cell | None] = {}

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        """The cells of each row, from the left."""
        rows: dict[int, list[Cell]] = {}
        for cell in self._table.cells:
            rows.setdefault(cell.row, []).append(cell)
        return rows

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        """The cells of each column, from the top; one over several is in each."""
        columns: dict[int, list[Cell]] = {}
        for cell in self._table.cells:
            end = min(cell.column + cell.column_span, self._table.n_columns)
            for column in range(cell.column, end):
                columns.setdefault(column, []).append(cell)
        return columns

    def label(self, cell: Cell) -> Span | None:
        """Return the words left of `cell` that name its row."""
        if cell.row not in self._labels:
            self._labels[cell.row] = self._first(self._rows[cell.row])
        label = self._labels[cell.row]
        if label is None or label.column >= cell.column:
            return None
        return label.spans[0]

    def head(self, cell: Cell) -> str | None:
        """Return the words over `cell` that name its column."""
        if cell.column not in self._heads:
            self._heads[cell.column] = self._first(self._columns.get(cell.column, ()))
        head = self._heads[cell.column]
        if head is None or head.row >= cell.row:
            return None
        return " ".join(span.of(self._text) for span in head.spans)

    def _first(self, cells: Iterable[Cell]) -> Cell | None:
        return next(filter(self._has_words, cells), None)

    def _has_words(self, cell: Cell) -> bool:
        words = (span.of(self._text) for span in cell.spans)
        letters = filter(str.isalpha, chain.from_iterable(words))
        # A number of order (``IV``, ``a``) is no name.
        return len(list(islice(letters, _LEAST_LETTERS))) == _LEAST_LETTERS
