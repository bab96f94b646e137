"""Letters as a workbook: the letters, their tasks, their percentages.

Every cell that a letter fills is text, days and numbers apart: no formula, no link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from vanban_parser.errors import VanbanError
from vanban_parser.export.entry import due_of
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.export.flat import records
from vanban_parser.export.handed import Handed
from vanban_parser.export.signs import without_controls

if TYPE_CHECKING:
    from vanban_parser.model.letter import Letter

Cell: TypeAlias = "str | float | dt.date | dt.datetime | None"

LONGEST: Final = 32_767
"""Characters that a cell of Excel holds (UTF-16 units)."""
SHEETS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "Văn bản": (
        *(("Tệp", 24), ("Loại", 14), ("Số, ký hiệu", 20), ("Ngày ban hành", 12)),
        *(("Cơ quan ban hành", 30), ("Trích yếu", 50), ("Độ khẩn", 10)),
        *(("Người ký", 20), ("Số nhiệm vụ", 8), ("Hạn sớm nhất", 16)),
        *(("Cần xem lại", 30), ("Mã văn bản", 38)),
    ),
    "Nhiệm vụ": (
        *(("Số, ký hiệu", 20), ("Nhiệm vụ", 44), ("Nội dung", 60), ("Chủ trì", 30)),
        *(("Phối hợp", 30), ("Báo cáo về", 24), ("Hạn", 16), ("Thời hạn ghi", 30)),
        *(("Lặp lại", 24), ("Loại", 10), ("Xã, phường", 18), ("Trang", 8)),
        *(("Nguyên văn", 60), ("Mã nhiệm vụ", 38), ("Mã văn bản", 38)),
    ),
    "Tỷ lệ": (
        *(("Số, ký hiệu", 20), ("Đối tượng", 34), ("Chỉ tiêu", 44), ("So sánh", 8)),
        *(("Tỷ lệ (%)", 10), ("Phụ lục", 8), ("Mã văn bản", 38)),
    ),
}
"""Name and width (in characters) of each sheet's columns."""


def to_workbook(
    letters: Sequence[Handed], at: dt.datetime
) -> tuple[bytes, tuple[VanbanError, ...]]:
    """Return a workbook (XLSX), and an error for each row that a cell cannot hold.

    The same letters and the same `at` give the same bytes.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    refused: list[VanbanError] = []
    with Workbook(out, options) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        for name, rows in _sheets(letters).items():
            sheet = book.add_worksheet(name)
            refused += _filled(book, sheet, SHEETS[name], rows)
    return out.getvalue(), tuple(refused)


def _sheets(letters: Iterable[Handed]) -> dict[str, list[tuple[Cell, ...]]]:
    found: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in SHEETS}
    for one in letters:
        found["Văn bản"].append(_letter_row(one.letter, one.letter_id))
        found["Nhiệm vụ"] += (_task_row(record) for record in records(one))
        found["Tỷ lệ"] += _percentage_rows(one.letter, one.letter_id)
    return found


def _letter_row(letter: Letter, letter_id: str) -> tuple[Cell, ...]:
    dues = [due for task in letter.tasks if (due := due_of(task.deadline))]
    codes = dict.fromkeys(warning.code for warning in letter.warnings)
    return (
        letter.source.filename,
        letter.document_type,
        letter.code or letter.notation,
        _moment(letter.issued_on),
        letter.issuing_body.name,
        letter.subject,
        letter.urgency,
        letter.signature.name,
        float(len(letter.tasks)),
        _moment(min(dues, default=None)),
        "\n".join(codes),
        letter_id,
    )


def _task_row(record: dict[str, Any]) -> tuple[Cell, ...]:
    page = record["page"]
    return (
        record["code"],
        record["title"],
        record["action"],
        "\n".join(record["assignees"]),
        "\n".join(record["coordinators"]),
        "\n".join(record["report_to"]),
        _moment(record["due"]),
        record["deadline_text"],
        record["deadline_rrule"],
        record["kind"],
        "\n".join(record["communes"]),
        float(page) if page else None,
        record["quote"],
        record["id"],
        record["letter_id"],
    )


def _percentage_rows(letter: Letter, letter_id: str) -> Iterator[tuple[Cell, ...]]:
    for one in letter.percentages:
        yield (
            letter.code or letter.notation,
            one.subject,
            one.measure,
            one.comparator,
            one.value,
            "có" if one.annex else None,
            letter_id,
        )


def _moment(iso: str | None) -> Cell:
    """Return a day or minute; a date of reduced precision, or none, stays text."""
    if iso is None:
        return None
    try:
        return (
            dt.datetime.fromisoformat(iso)
            if "T" in iso
            else dt.date.fromisoformat(iso)
            if len(iso) == len("2020-10-14")
            else iso
        )
    except ValueError:
        return iso


def _filled(
    book: Any,
    sheet: Any,
    columns: tuple[tuple[str, int], ...],
    rows: Iterable[tuple[Cell, ...]],
) -> Iterator[VanbanError]:
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
    minute = book.add_format({"valign": "top", "num_format": "hh:mm dd/mm/yyyy"})
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    number = 1
    for cells in rows:
        long = max(map(_length, cells))
        if long > LONGEST:
            detail = f"{cells[-1]}: {long} > {LONGEST}"
            yield UnfitForFormatError(str(cells[0] or ""), detail)
            continue
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                looks = minute if isinstance(cell, dt.datetime) else day
                sheet.write_datetime(number, column, cell, looks)
            elif isinstance(cell, str):
                sheet.write_string(number, column, without_controls(cell), text)
            elif cell is not None:
                sheet.write_number(number, column, cell, text)
        number += 1


def _length(cell: Cell) -> int:
    """Return how long a cell's text is, in UTF-16 units."""
    if not isinstance(cell, str):
        return 0
    return len(cell.encode("utf-16-le", "replace")) // 2
