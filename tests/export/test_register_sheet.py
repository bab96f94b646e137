"""The register as the clerk prints it; formulas stay text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from vanban_parser.export.register_sheet import (
    COLUMNS,
    register_csv,
    register_xlsx,
    to_rows,
)
from vanban_parser.model.register import RegisterEntry

ENTRY = RegisterEntry(
    year=2026,
    number=12,
    letter_id="x",
    arrived_on="2026-11-27",
    issuer="Ủy ban nhân dân xã Mẫu",
    code="05/UBND-VX",
    issued_on="2026-11",
    summary='=HYPERLINK("x")',
    note="Nghi trùng số đến 3/2026",
)
AT = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)


def test_ten_columns_as_the_law_has_them() -> None:
    (row,) = to_rows([ENTRY])
    assert len(COLUMNS) == len(row) == 10
    assert row[:5] == (
        "27/11/2026",
        "12",
        "Ủy ban nhân dân xã Mẫu",
        "05/UBND-VX",
        "11/2026",
    )
    assert row[9] == "Nghi trùng số đến 3/2026"


def test_csv_does_not_compute() -> None:
    text = register_csv([ENTRY])
    assert text.startswith("Ngày đến,Số đến,Tác giả,")
    assert "'=HYPERLINK" in text


def test_the_workbook_holds_text_dates_and_no_formula() -> None:
    data = register_xlsx([ENTRY], AT)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.namelist()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert not any("externalLink" in name for name in names)
    assert "=HYPERLINK" in strings
    assert "05/UBND-VX" in strings, "a leading nought stays"
    assert "<v>46353</v>" in sheet, "27/11/2026 as a date that sorts"
    assert "<v>12</v>" in sheet


def test_the_same_register_gives_the_same_bytes() -> None:
    assert register_xlsx([ENTRY], AT) == register_xlsx([ENTRY], AT)
