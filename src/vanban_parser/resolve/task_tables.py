"""Task tables: one task a row, its columns told by their heads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from vanban_parser.extract.doers import doers_at
from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Cell, Document, Span, Table
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_open import open_deadline
from vanban_parser.resolve.deadline_words import finding
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
    "product": re.compile(r"san pham|ket qua(?: dau ra| dat duoc| can dat)?$"),
}
# The heads stand in the first rows.
_HEAD_ROWS = 3
_WIDE = 2
"""Columns over which no task is written."""
_SHORTEST = 6
"""Characters of a task at least."""
# "nt", a ditto mark: the same as in the row above.
_SAME = re.compile(r"[\"”“'-]*\s*(?:nt|nhu tren|nhu tren day)?\s*[\"”“'-]*")
# A line that only begins a name: "Lãnh đạo / Sở Y tế", "Phòng Văn hóa - / Xã hội".
_BEGUN = re.compile(
    r"(?:(?:lãnh đạo|thủ trưởng|(?:phó )?(?:giám đốc|chủ tịch|trưởng phòng|hiệu trưởng)"
    r"|chánh văn phòng|các|sở|ban|phòng|ubnd|ủy ban nhân dân|uỷ ban nhân dân"
    r"|trung tâm|công an|văn phòng))"
    r"|.*(?:[,–-]|\b(?:và|của|các|thuộc))",
    re.IGNORECASE,
)
# One that begins so names somebody else.
_ANOTHER = re.compile(r"(?:các|những|mọi|toàn|từng)\b", re.IGNORECASE)
# "Theo phân công tại Quyết định số ...": another document says who, and no body.
_ELSEWHERE = re.compile(r"theo\b", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm (20\d\d)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2})\s*[.)/-]\s*")


def table_drafts(document: Document, issued_on: str | None) -> list[Draft]:
    """Return the tasks of every table with columns for work and for who does it.

    Where no column says who, rows that name a body (``I. Sở Nội vụ``) do, for the
    rows below them; such a table needs a column of times to be one of tasks.
    """
    drafts: list[Draft] = []
    bold = {block.start for block in document.blocks if block.bold}
    for table in document.tables:
        found = _heads(document.text, table)
        if found is not None:
            columns, first = found
            day = _year_in_head(document.text, table, columns, first) or issued_on
            drafts += _Rows(document, table, columns, day, bold).drafts(first)
    return drafts


def _year_in_head(
    text: str, table: Table, columns: Mapping[str, int], first: int
) -> str | None:
    """Return the first day of the year that a column of times says once for all."""
    for row in range(first):
        for cell in table.row(row):
            words = " ".join(span.of(text) for span in cell.spans)
            year = _YEAR.search(words)
            if year is not None and cell.column == columns.get("time", -1):
                return f"{year[1]}-01-01"
    return None


class _Rows:
    """Reads the rows of one task table, carrying down what merged cells say."""

    def __init__(
        self,
        document: Document,
        table: Table,
        columns: Mapping[str, int],
        issued_on: str | None,
        bold: Collection[int],
    ) -> None:
        self._text = document.text
        self._table = table
        self._columns = columns
        self._issued_on = issued_on
        self._bold = bold
        self._lead: tuple[Span, ...] = ()

    def drafts(self, first: int) -> Iterator[Draft]:
        """Yield the tasks of the rows from `first` on."""
        rows = _by_row(self._table)
        for row in range(first, self._table.n_rows):
            cells = rows.get(row, {})
            action = self._work(cells, row)
            if self._is_group(cells, action):
                self._lead = self._group_lead(cells) or self._lead
            elif action is not None and self._is_work(action, cells):
                yield from self._task(action, cells)

    def _work(self, cells: Mapping[int, Cell], row: int) -> Span | None:
        """Return what is to be done in a row: of merged work the row's own product.

        One work with several products, each with its own doer or its own time, is a
        task a row.
        """
        cell = _cell_at(cells, self._columns["action"])
        if cell is None or cell.row == row:
            return _span(cell, row)
        own = (self._own(cells, part, row) for part in ("lead", "time"))
        if not any(own):
            return None
        return self._own(cells, "product", row) or _span(cell, None)

    def _own(self, cells: Mapping[int, Cell], part: str, row: int) -> Span | None:
        """Return the words of a row in a column, none that are merged from above."""
        return _span(cells.get(self._columns.get(part, -1)), row)

    def _task(self, action: Span, cells: Mapping[int, Cell]) -> Iterator[Draft]:
        lead = self._part(cells, "lead")
        if any(_SAME.fullmatch(fold(span.of(self._text)).strip()) for span in lead):
            lead = ()
        self._lead = lead or self._lead
        if "lead" not in self._columns and not self._lead:
            return
        elsewhere = any(_ELSEWHERE.match(span.of(self._text)) for span in self._lead)
        time = _span(cells.get(self._columns.get("time", -1)), None)
        deadline = None
        standing = False
        if time is not None:
            deadline = _due(self._text, time, self._issued_on)
            standing = order_words().standing.search(time.of(self._text)) is not None
        yield Draft(
            _trim(self._text, action),
            () if elsewhere else self._lead,
            "table-row",
            deadline=deadline,
            support=self._part(cells, "support"),
            standing=standing,
        )

    def _part(self, cells: Mapping[int, Cell], part: str) -> tuple[Span, ...]:
        if part not in self._columns:
            return ()
        cell = cells.get(self._columns[part])
        return tuple(_whole_lines(self._text, cell.spans)) if cell is not None else ()

    def _is_group(self, cells: Mapping[int, Cell], action: Span | None) -> bool:
        """Tell whether a row heads those below: one wide cell, or a bold one alone."""
        filled = [cell for cell in cells.values() if cell.spans]
        if len(filled) == 1 and filled[0].column_span >= self._table.n_columns - 1:
            return True
        others = [
            cell
            for cell in filled
            if cell.column not in (0, self._columns["action"]) or cell.row_span > 1
        ]
        if others or action is None:
            return False
        words = action.of(self._text)
        return words.isupper() or action.start in self._bold

    def _group_lead(self, cells: Mapping[int, Cell]) -> tuple[Span, ...]:
        """Return the body that a group row names, where no column does."""
        if "lead" in self._columns:
            return ()
        for cell in cells.values():
            for span in cell.spans:
                label = _LABEL.match(self._text, span.start, span.end)
                start = label.end() if label is not None else span.start
                doers = doers_at(self._text, start, span.end)
                if doers is not None and not self._text[doers.end : span.end].strip(
                    " :."
                ):
                    return (doers,)
        return ()

    def _is_work(self, action: Span, cells: Mapping[int, Cell]) -> bool:
        """Leave out numbered column rows, repeated heads and headings of parts."""
        words = action.of(self._text).strip(" ().")
        if _COLUMNS["action"].fullmatch(fold(words).strip(" .:")):
            return False
        filled = sum(bool(cell.spans) for cell in cells.values())
        cell = _cell_at(cells, self._columns["action"])
        wide = cell is not None and cell.column_span > _WIDE
        return (
            len(words) > _SHORTEST and filled > 1 and not wide and not words.isdigit()
        )


def _due(text: str, time: Span, issued_on: str | None) -> Finding[Deadline] | None:
    """Return what a cell of a column of times says, a day or words that have none."""
    day = read_deadline_cell(text, time.start, time.end, issued_on)
    if day is not None:
        return day
    words = open_deadline(text, time.start, time.end, issued_on, cell=True)
    if words is None:
        return None
    return finding(text, time, words.rule, words.value, *words.value.flags)


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
        if "action" in columns and columns.keys() & {"lead", "time"}:
            return columns, deepest + 1
    return None


def _whole_lines(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines of a cell, those joined over which one name runs."""
    open_line: Span | None = None
    for line in lines:
        if open_line is not None:
            if _goes_on(open_line.of(text).strip(), line.of(text)):
                open_line = Span(open_line.start, line.end)
                continue
            yield open_line
        open_line = line
    if open_line is not None:
        yield open_line


def _goes_on(above: str, below: str) -> bool:
    """Tell whether a line goes on with the name above (``các xã, / phường``)."""
    if _BEGUN.fullmatch(above) is not None:
        return True
    begins = below[:1].islower() and _ANOTHER.match(below) is None
    return begins and not above.endswith(";")


def _by_row(table: Table) -> dict[int, dict[int, Cell]]:
    """Return the cells by row and column; one over several rows is in each."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.n_rows)):
            rows.setdefault(row, {})[cell.column] = cell
    return rows


def _cell_at(cells: Mapping[int, Cell], column: int) -> Cell | None:
    """Return the cell over a column: a line before it may be missing."""
    before = [start for start in cells if start <= column]
    cell = cells[max(before)] if before else None
    if cell is None or column >= cell.column + cell.column_span:
        return None
    return cell


def _span(cell: Cell | None, row: int | None) -> Span | None:
    """Return a cell's words as one span; of a merged cell only in its first row."""
    if cell is None or not cell.spans or (row is not None and cell.row != row):
        return None
    return Span(cell.spans[0].start, cell.spans[-1].end)


def _trim(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start + 1 and text[end - 1] in " .;,":
        end -= 1
    return Span(span.start, end)
