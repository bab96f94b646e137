"""Tables of work: a task a row, the columns told by their heads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import document_of
from vanban_parser.model.document import Cell, Document
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_tables import table_drafts

HEAD = "| TT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian |\n"
ROWS = """\
| 1 | Rà soát hồ sơ nhà văn hóa | Phòng Nội vụ | Phòng Y tế | Trước 30/9/2026 |
| 2 | Lập danh sách các thôn | Phòng Kinh tế | . | Quý IV/2026 |
"""


def drafts(typed: str) -> list[Draft]:
    return table_drafts(document_of(typed), "2026-09-10")


def shown(typed: str) -> list[tuple[str, list[str], list[str], str | None]]:
    document = document_of(typed)
    return [_shown(document, d) for d in table_drafts(document, "2026-09-10")]


def _shown(
    document: Document, draft: Draft
) -> tuple[str, list[str], list[str], str | None]:
    due = draft.deadline.value.date if draft.deadline is not None else None
    return (
        draft.action.of(document.text),
        [span.of(document.text) for span in draft.doers],
        [span.of(document.text) for span in draft.support],
        due,
    )


def test_a_row_is_a_task() -> None:
    assert shown(HEAD + ROWS) == [
        ("Rà soát hồ sơ nhà văn hóa", ["Phòng Nội vụ"], ["Phòng Y tế"], "2026-09-30"),
        ("Lập danh sách các thôn", ["Phòng Kinh tế"], [], "2026-12-31"),
    ]


@pytest.mark.parametrize(
    ("work", "lead", "time"),
    [
        ("Nội dung", "Đơn vị thực hiện", "Thời hạn"),
        ("NHIỆM VỤ", "CƠ QUAN CHỦ TRÌ", "TIẾN ĐỘ"),
        ("Công việc", "Chủ trì", "Thời gian hoàn thành"),
        ("Nội dung nhiệm vụ", "Cơ quan, đơn vị chủ trì", "Hoàn thành"),
        ("Hoạt động", "Người thực hiện", "Hạn hoàn thành"),
    ],
)
def test_heads_are_known_in_many_words(work: str, lead: str, time: str) -> None:
    typed = f"| TT | {work} | {lead} | {time} |\n| 1 | Lập danh sách | Phòng A | 20/9/2026 |\n"  # noqa: E501

    assert shown(typed) == [("Lập danh sách", ["Phòng A"], [], "2026-09-20")]


def test_columns_may_stand_in_any_order() -> None:
    typed = "| Thời gian | Đơn vị chủ trì | Nội dung |\n| 20/9/2026 | Phòng A | Lập sổ thôn |\n"  # noqa: E501

    assert shown(typed) == [("Lập sổ thôn", ["Phòng A"], [], "2026-09-20")]


@pytest.mark.parametrize(
    "head",
    [
        "| TT | Tên thôn | Số hộ | Ghi chú | Tỷ lệ |\n",
        "| TT | Nội dung công việc | Kinh phí | Ghi chú | Thời gian |\n",
    ],
)
def test_a_table_without_work_or_lead_orders_nothing(head: str) -> None:
    assert drafts(head + ROWS) == []


def test_a_row_without_lead_goes_on_with_the_one_above() -> None:
    typed = HEAD + ROWS + "| 3 | Sửa mái nhà văn hóa | . | . | . |\n"

    assert shown(typed)[2] == ("Sửa mái nhà văn hóa", ["Phòng Kinh tế"], [], None)


def test_row_of_column_numbers_and_lone_headings_are_no_tasks() -> None:
    typed = (
        HEAD
        + "| (1) | (2) | (3) | (4) | (5) |\n| . | I. Nhóm việc chung | . | . | . |\n"
    )

    assert len(shown(typed + ROWS)) == 2


def test_a_heading_over_all_columns_is_no_task() -> None:
    document = document_of(
        HEAD + "| I. Nhóm việc chung nhất | . | . | . | . |\n" + ROWS
    )
    (table,) = document.tables
    wide = [
        replace(cell, column_span=5) if cell.row == 1 and cell.column == 0 else cell
        for cell in table.cells
        if cell.row != 1 or cell.column == 0
    ]
    merged = replace(document, tables=(replace(table, cells=tuple(wide)),))

    assert len(table_drafts(merged, "2026-09-10")) == 2


def test_a_head_of_two_rows_is_no_task() -> None:
    document = document_of(HEAD + "| . | Chi tiết | . | Phụ | Trước ngày |\n" + ROWS)
    (table,) = document.tables
    cells = [
        replace(cell, row_span=2) if (cell.row, cell.column) == (0, 2) else cell
        for cell in table.cells
        if (cell.row, cell.column) != (1, 2)
    ]
    merged = replace(document, tables=(replace(table, cells=tuple(cells)),))

    assert len(table_drafts(merged, "2026-09-10")) == 2


def test_a_lead_over_several_rows_leads_them_all() -> None:
    document = document_of(HEAD + ROWS)
    (table,) = document.tables
    lead = next(cell for cell in table.cells if (cell.row, cell.column) == (1, 2))
    cells: list[Cell] = [
        replace(lead, row_span=2) if cell is lead else cell
        for cell in table.cells
        if (cell.row, cell.column) != (2, 2)
    ]
    merged = replace(document, tables=(replace(table, cells=tuple(cells)),))

    found = [_shown(document, d) for d in table_drafts(merged, "2026-09-10")]
    assert [doers for _, doers, _, _ in found] == [["Phòng Nội vụ"], ["Phòng Nội vụ"]]


def test_a_duty_without_end_is_standing() -> None:
    (draft,) = drafts(HEAD + "| 1 | Kiểm tra các thôn | Phòng A | . | Thường xuyên |\n")

    assert draft.standing
    assert draft.deadline is None


def test_several_leads_in_a_cell_are_all_doers() -> None:
    typed = HEAD + "| 1 | Kiểm tra các thôn | Phòng Nội vụ||Phòng Y tế | . | . |\n"

    assert shown(typed)[0][1] == ["Phòng Nội vụ", "Phòng Y tế"]


def test_a_line_that_was_not_seen_hides_no_task() -> None:
    document = document_of(HEAD + ROWS)
    (table,) = document.tables
    cells = [
        cell for cell in table.cells if (cell.row, cell.column) not in {(1, 0), (1, 1)}
    ]
    work = next(c for c in table.cells if (c.row, c.column) == (1, 1))
    merged = replace(work, column=0, column_span=2)
    document = replace(document, tables=(replace(table, cells=(merged, *cells)),))

    first, second = table_drafts(document, "2026-09-10")

    assert first.action.of(document.text) == "Rà soát hồ sơ nhà văn hóa"
    assert second.action.of(document.text) == "Lập danh sách các thôn"


def test_a_window_that_ends_before_it_begins_names_no_day() -> None:
    document = document_of(
        HEAD + "| 1 | Lập danh sách | Phòng A | . | 26/9/2026 - 20/10/2021 |\n"
    )

    (draft,) = table_drafts(document, "2026-09-10")

    assert draft.deadline is not None
    assert draft.deadline.value.date is None
    assert draft.deadline.value.flags == ("deadline-window-reversed",)


@pytest.mark.parametrize(
    ("time", "flag"),
    [
        (
            "Theo các mốc thời gian tại Phương án số 12/PA-UBND ngày 05/3/2026",
            "deadline-external",
        ),
        ("Theo hướng dẫn của Trung ương", "deadline-external"),
        ("Theo Kế hoạch kiểm tra hằng năm của tỉnh", "deadline-external"),
        ("Khi có yêu cầu của tỉnh", None),
    ],
)
def test_a_time_that_another_document_sets_is_told_in_its_words(
    time: str, flag: str | None
) -> None:
    row = f"| 1 | Kiểm tra các thôn | Phòng Nội vụ | . | {time} |\n"
    (draft,) = drafts(HEAD + row)

    assert draft.deadline is not None
    said = draft.deadline.value
    assert said.text == time
    assert (said.date, said.rrule, said.duration) == (None, None, None)
    assert said.flags == ((flag,) if flag else ())


def test_a_column_that_sends_to_another_document_names_nobody() -> None:
    typed = (
        HEAD
        + "| 1 | Rà soát hồ sơ | Phòng Nội vụ | . | Quý IV/2026 |\n"
        + "| 2 | Sắp xếp các trạm | Theo phân công tại Đề án số 12/ĐA-UBND"
        " | . | Quý IV/2026 |\n"
    )

    assert [doers for _, doers, _, _ in shown(typed)] == [["Phòng Nội vụ"], []]


PRODUCTS = (
    "| TT | Nhiệm vụ | Sản phẩm | Thời gian | Đơn vị chủ trì |\n"
    "| 1 | Tham mưu công tác kiểm tra | Kế hoạch kiểm tra của huyện | Quý III/2026"
    " | Phòng Nội vụ |\n"
    "| . | . | {product} | {time} | {lead} |\n"
)


def _merged(product: str, time: str, lead: str) -> list[Draft]:
    """Return the tasks of a table whose second row has the work of the first."""
    document = document_of(PRODUCTS.format(product=product, time=time, lead=lead))
    (table,) = document.tables
    cells = [
        replace(cell, row_span=2) if (cell.row, cell.column) == (1, 1) else cell
        for cell in table.cells
        if (cell.row, cell.column) != (2, 1)
    ]
    merged = replace(document, tables=(replace(table, cells=tuple(cells)),))
    return table_drafts(merged, "2026-09-10")


def test_merged_work_with_two_doers_is_two_tasks() -> None:
    first, second = _merged("Kế hoạch tự kiểm tra của xã", "Quý IV/2026", "UBND các xã")

    assert first.deadline is not None
    assert second.deadline is not None
    assert first.deadline.value.date == "2026-09-30"
    assert second.deadline.value.date == "2026-12-31"
    assert len(second.action) == len("Kế hoạch tự kiểm tra của xã")
    assert [len(d.doers) for d in (first, second)] == [1, 1]
    assert first.doers != second.doers


def test_merged_work_with_a_second_product_alone_is_one_task() -> None:
    assert len(_merged("Báo cáo kết quả kiểm tra", ".", ".")) == 1
