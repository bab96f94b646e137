"""The register as a clerk prints it: CSV for any spreadsheet, and XLSX.

Cells are text: what begins like a formula stays what the letter says.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Final

from vanban_parser.export.csv import to_csv
from vanban_parser.model.register import RegisterEntry

TITLE: Final = "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"
COLUMNS: Final = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
"""The ten columns, in order.

Source:
    Nghị định 30/2020/NĐ-CP, annex IV.
"""

_WIDTHS: Final = (11, 8, 28, 18, 12, 48, 22, 11, 12, 22)
_DAYS: Final = (0, 4, 7)
_NUMBER: Final = 1


def to_rows(entries: Iterable[RegisterEntry]) -> list[tuple[str, ...]]:
    """Return the cells of each line; days as ``dd/mm/yyyy``."""
    return [
        (
            _day(entry.arrived_on),
            str(entry.number),
            entry.issuer or "",
            entry.code or "",
            _day(entry.issued_on),
            entry.summary or "",
            entry.recipient or "",
            _day(entry.forwarded_on),
            entry.received_by or "",
            entry.note or "",
        )
        for entry in entries
    ]


def register_csv(entries: Iterable[RegisterEntry]) -> str:
    """Return the register as CSV with a head row; to be encoded as ``utf-8-sig``."""
    return to_csv([COLUMNS, *to_rows(entries)])


def register_xlsx(entries: Sequence[RegisterEntry], created: dt.datetime) -> bytes:
    """Return the register as a workbook, ready to print on A4 across.

    The same entries and the same `created` give the same bytes.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": TITLE, "created": created.replace(tzinfo=None)})
    sheet = book.add_worksheet("Văn bản đến")
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center"}
    )
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
    title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, TITLE, title)
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, name, head)
        sheet.write_string(3, column, f"({column + 1})", head)
    for row, cells in enumerate(to_rows(entries), 4):
        for column, text in enumerate(cells):
            date = _parsed(text) if column in _DAYS else None
            if date is not None:
                sheet.write_datetime(row, column, date, day)
            elif column == _NUMBER:
                sheet.write_number(row, column, int(text), cell)
            else:
                sheet.write_string(row, column, text, cell)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(2, 3)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(4, 0)
    book.close()
    return out.getvalue()


def _day(iso: str | None) -> str:
    """Return a day as people write it; a month or year alone as it is known."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _parsed(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007 - a day, no time
    except ValueError:
        return None
