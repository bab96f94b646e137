"""Shares in tables: said of the row's label, measured by the column's head."""

from __future__ import annotations

from functools import cached_property

from vanban_parser.extract.percentage_subjects import Said
from vanban_parser.model.document import Cell, Document, Span, Table


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

    @cached_property
    def _labels(self) -> dict[int, Cell]:
        """The leftmost such cell of each row."""
        labels: dict[int, Cell] = {}
        for cell in self._table.cells:
            if self._has_words(cell):
                labels.setdefault(cell.row, cell)
        return labels

    @cached_property
    def _heads(self) -> dict[int, Cell]:
        """The topmost such cell of each column, one over several counts for each."""
        heads: dict[int, Cell] = {}
        for cell in self._table.cells:
            if self._has_words(cell):
                end = min(cell.column + cell.column_span, self._table.n_columns)
                for column in range(cell.column, end):
                    heads.setdefault(column, cell)
        return heads

    def label(self, cell: Cell) -> Span | None:
        """Return the words left of `cell` that name its row."""
        label = self._labels.get(cell.row)
        if label is None or label.column >= cell.column:
            return None
        return label.spans[0]

    def head(self, cell: Cell) -> str | None:
        """Return the words over `cell` that name its column."""
        head = self._heads.get(cell.column)
        if head is None or head.row >= cell.row:
            return None
        return " ".join(span.of(self._text) for span in head.spans)

    def _has_words(self, cell: Cell) -> bool:
        words = (span.of(self._text) for span in cell.spans)
        letters = sum(sum(map(str.isalpha, some)) for some in words)
        # A number of order (``IV``, ``a``) is no name.
        return letters > 2
