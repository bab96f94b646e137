"""Task tables: one task a row, its columns told by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Cell, Document, Span, Table
from vanban_parser.resolve.deadlines import read_deadline_cell
from vanban_parser.resolve.drafts import Draft
from vanban_parser.text import fold

_COLUMNS = {
    "action": re.compile(
        r"noi dung(?: cong viec| nhiem vu| thuc hien| cong tac)?|nhiem vu|cong viec"
        r"|ten nhiem vu|hoat dong|cac buoc"
    ),
    "lead": re.compile(
        r"(?:co quan|don vi|bo phan)(?:,? (?:don vi|co quan|dia phuong))*"
        r"(?: chiu trach nhiem)?(?: chu tri| thuc hien| dau moi)"
        r"|chu tri|phan cong|trach nhiem|nguoi thuc hien|don vi/ca nhan thuc hien"
    ),
    "support": re.compile(r"(?:co quan|don vi)?(?:,? (?:don vi|co quan))*\s*phoi hop"),
    "time": re.compile(r"thoi gian|thoi han|tien do|han hoan thanh|hoan thanh"),
}
# The heads stand in the first rows.
_HEAD_ROWS = 3


def table_drafts(document: Document, issued_on: str | None) -> list[Draft]:
    """Return the tasks of every table with columns for work and for who does it."""
    drafts: list[Draft] = []
    for table in document.tables:
        drafts += _rows(document.text, table, issued_on)
    return drafts


def _rows(text: str, table: Table, issued_on: str | None) -> Iterator[Draft]:
    found = _heads(text, table)
    if found is None:
        return
    columns, first = found
    lead: tuple[Span, ...] = ()
    for row in range(first, table.n_rows):
        cells = {cell.column: cell for cell in table.cells if _covers(cell, row)}
        action = _span(cells.get(columns["action"]), row)
        if action is None or not _is_work(text, action, cells, columns):
            continue
        own = _spans(cells.get(columns["lead"]))
        lead = own or lead
        deadline = None
        time = _span(cells.get(columns["time"]), None) if "time" in columns else None
        standing = False
        if time is not None:
            deadline = read_deadline_cell(text, time.start, time.end, issued_on)
            standing = order_words().standing.search(time.of(text)) is not None
        support = _spans(cells.get(columns["support"])) if "support" in columns else ()
        yield Draft(
            _trim(text, action),
            lead,
            "table-row",
            deadline=deadline,
            support=support,
            standing=standing,
        )


def _heads(text: str, table: Table) -> tuple[dict[str, int], int] | None:
    """Return the column of each part, and the first row below the heads."""
    for row in range(min(_HEAD_ROWS, table.n_rows)):
        columns: dict[str, int] = {}
        deepest = row
        for cell in table.row(row):
            words = fold(" ".join(span.of(text) for span in cell.spans)).strip(" .:")
            for part, pattern in _COLUMNS.items():
                if part not in columns and len(words) < 60 and pattern.match(words):
                    columns[part] = cell.column
                    deepest = max(deepest, cell.row + cell.row_span - 1)
                    break
        if "action" in columns and "lead" in columns:
            return columns, deepest + 1
    return None


def _covers(cell: Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span


def _span(cell: Cell | None, row: int | None) -> Span | None:
    """Return a cell's words as one span; of a merged cell only in its first row."""
    if cell is None or not cell.spans or (row is not None and cell.row != row):
        return None
    return Span(cell.spans[0].start, cell.spans[-1].end)


def _spans(cell: Cell | None) -> tuple[Span, ...]:
    return cell.spans if cell is not None else ()


def _is_work(
    text: str, action: Span, cells: dict[int, Cell], columns: dict[str, int]
) -> bool:
    """Leave out numbered column rows and headings that span the table."""
    words = action.of(text).strip(" ().")
    filled = sum(bool(cell.spans) for cell in cells.values())
    wide = cells[columns["action"]].column_span > 2
    return len(words) > 6 and filled > 1 and not wide and not words.isdigit()


def _trim(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start + 1 and text[end - 1] in " .;,":
        end -= 1
    return Span(span.start, end)
