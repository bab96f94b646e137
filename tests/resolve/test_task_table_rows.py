"""Task tables: rows that head others, merged and repeated cells."""

from __future__ import annotations

from tests.letters_of import tasks_of

HEADS = "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n"


def rows(table: str) -> list[tuple[tuple[str, ...], str]]:
    return [(task.assignees, task.action) for task in tasks_of(table, kind="KẾ HOẠCH")]


def test_a_row_of_capitals_heads_others_and_is_no_task() -> None:
    table = (
        HEADS + "| I | CẢI CÁCH THỂ CHẾ | . | . |\n"
        "| 1 | Rà soát văn bản | Phòng Tư pháp | 20/9/2026 |\n"
    )

    assert rows(table) == [(("Phòng Tư pháp",), "Rà soát văn bản")]


def test_a_ditto_mark_repeats_who_does_it() -> None:
    table = (
        HEADS + "| 1 | Rà soát văn bản | Phòng Tư pháp | 20/9/2026 |\n"
        '| 2 | Lập danh sách | " | 25/9/2026 |\n'
        "| 3 | Kiểm tra các xã | nt | 30/9/2026 |\n"
    )

    assert [who for who, _ in rows(table)] == [("Phòng Tư pháp",)] * 3


def test_the_heads_repeated_on_the_next_page_are_no_task() -> None:
    table = HEADS + "| 1 | Rà soát văn bản | Phòng Tư pháp | 20/9/2026 |\n" + HEADS

    assert len(rows(table)) == 1


def test_a_row_that_names_a_body_gives_it_the_rows_below() -> None:
    table = (
        "| TT | Nội dung công việc | Thời gian hoàn thành |\n"
        "| I | PHÒNG TƯ PHÁP | . |\n| 1 | Rà soát văn bản | 20/9/2026 |\n"
        "| II | PHÒNG Y TẾ | . |\n| 1 | Kiểm tra các trạm | 25/9/2026 |\n"
    )

    assert [who[0].casefold() for who, _ in rows(table)] == [
        "phòng tư pháp",
        "phòng y tế",
    ]


def test_a_table_of_times_without_anybody_has_no_tasks() -> None:
    table = "| TT | Nội dung | Thời gian |\n| 1 | Khai mạc hội nghị | 8 giờ |\n"

    assert rows(table) == []


def test_a_helper_in_a_cell_has_all_its_words() -> None:
    table = (
        "| TT | Nội dung | Đơn vị chủ trì | Phối hợp | Thời gian |\n"
        "| 1 | Giao dự toán | Phòng Tài chính"
        " | Cơ quan quản lý cấp trên của các trường | Quý IV/2026 |\n"
        "| 2 | Chấm bài dự thi | Phòng Nội vụ"
        " | Phòng Y tế, Tạp chí Mẫu Sơn | Quý IV/2026 |\n"
    )

    assert [t.coordinators for t in tasks_of(table, kind="KẾ HOẠCH")] == [
        ("Cơ quan quản lý cấp trên của các trường",),
        ("Phòng Y tế", "Tạp chí Mẫu Sơn"),
    ]


def test_work_that_never_ends_is_standing_whatever_guides_it() -> None:
    table = (
        HEADS + "| 1 | Thường xuyên rà soát khung kiến trúc | Phòng Tư pháp"
        " | Theo hướng dẫn của tỉnh |\n"
    )

    (task,) = tasks_of(table, kind="KẾ HOẠCH")

    assert task.kind == "standing"
    assert task.deadline is not None
    assert task.deadline.date is None


def test_the_unit_of_a_helper_stays_with_it() -> None:
    body = (
        "1. UBND các xã phối hợp với Văn phòng UBND huyện (Ban Tiếp dân) thực hiện:\n"
        "- Lập danh sách các hộ.\n- Công khai kết quả.\n"
    )

    assert {t.coordinators for t in tasks_of(body)} == {
        ("Văn phòng UBND huyện (Ban Tiếp dân)",)
    }
