"""Shares in tables: said of the row's label, measured by the column's head."""

from __future__ import annotations

from vanban_parser.extract.percentage_subjects import Said
from vanban_parser.model.document import Cell, Document, Span, Table


class Cells:
    """The table cells of a document by the line they stand on."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._by_start: dict[int, tuple[Table, Cell]] = {}
        for table in document.tables:
            for cell in table.cells:
                for span in cell.spans:
                    self._by_start[span.start] = (table, cell)

    def at(self, line: Span) -> Said | None:
        """Return what the table says of a share on `line`; None outside tables."""
        found = self._by_start.get(line.start)
        if found is None:
            return None
        table, cell = found
        label = next(
            (c.spans[0] for c in table.row(cell.row) if self._labels(c, cell)), None
        )
        return Said(label, self._head(table, cell), "row") if label else None

    def _labels(self, candidate: Cell, cell: Cell) -> bool:
        """Tell whether `candidate` names the row: words, left of `cell`."""
        if candidate.column >= cell.column or not candidate.spans:
            return False
        return self._has_words(candidate)

    def _has_words(self, cell: Cell) -> bool:
        letters = sum(c.isalpha() for span in cell.spans for c in span.of(self._text))
        # A number of order (``IV``, ``a``) is no name.
        return letters > 2

    def _head(self, table: Table, cell: Cell) -> str | None:
        heads = [
            c
            for c in table.cells
            if c.row < cell.row
            and c.column <= cell.column < c.column + c.column_span
            and self._has_words(c)
        ]
        if not heads:
            return None
        return " ".join(span.of(self._text) for span in heads[0].spans)
