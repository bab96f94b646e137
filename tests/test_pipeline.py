"""What holds for every letter, whatever stands in it."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters_of import document_of, tasks_of, typed_letter
from vanban_parser.export.json import to_record
from vanban_parser.model.letter import Letter
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

PIECES = (
    "1. Phòng Tài chính chủ trì, phối hợp với Phòng Nội vụ rà soát trước 20/9/2026.",
    "- UBND các xã: An Mẫu, Bình Mẫu báo cáo kết quả về UBND huyện trong quý III.",
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2026 của UBND tỉnh;",
    "Tỷ lệ đạt 66,67%, trong đó xã An Mẫu 40%, còn lại dưới 50%.",
    "Kính gửi: Ủy ban nhân dân xã An Mẫu",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "a) Đề nghị các đơn vị gửi văn bản trước 16h00 thứ Sáu hằng tuần;",
    "| TT | Nội dung công việc | Đơn vị chủ trì | Thời gian |",
    "| 1 | Lập danh sách thôn | Phòng Nội vụ | Tháng 10/2026 |",
    "<< Số:    /BC-UBND",
    ">> ngày    tháng 9 năm 2026",
    "== BÁO CÁO",
    "PHỤ LỤC 1",
)
LETTERS = st.lists(st.sampled_from(PIECES), max_size=14).map("\n".join)
ANYTHING = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=8
).map("\n".join)


def read(typed: str) -> Letter:
    return Parser().resolve(document_of(typed)).letter


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_any_text_gives_a_letter_that_quotes_it(typed: str) -> None:
    letter = read(typed)
    for found in letter.evidence.values():
        for piece in found:
            if piece.start is not None:
                assert letter.text[piece.start : piece.end] == piece.text


@settings(max_examples=40, deadline=None)
@given(LETTERS)
def test_a_letter_in_either_unicode_form_is_the_same_letter(body: str) -> None:
    typed = typed_letter(body)
    one = to_record(read(unicodedata.normalize("NFC", typed)))
    two = to_record(read(unicodedata.normalize("NFD", typed)))
    assert one == two


@settings(max_examples=40, deadline=None)
@given(LETTERS)
def test_reading_twice_gives_the_same_letter(body: str) -> None:
    document = document_of(typed_letter(body))
    parser = Parser()
    assert parser.resolve(document) == parser.resolve(document)


@settings(max_examples=40, deadline=None)
@given(LETTERS)
def test_tasks_stand_in_the_order_of_the_text_with_ids_of_their_own(body: str) -> None:
    letter = read(typed_letter(body))
    starts = [
        letter.evidence[f"/tasks/{index}/action"][0].start or 0
        for index in range(len(letter.tasks))
    ]
    assert starts == sorted(starts)
    assert len({task.id for task in letter.tasks}) == len(letter.tasks)


@pytest.mark.parametrize("typed", ["", "   \n\n", "1.", "Kính gửi:", "Nơi nhận:", "%"])
def test_almost_nothing_gives_a_letter_that_warns(typed: str) -> None:
    letter = read(typed)
    assert letter.tasks == ()
    assert letter.number is None
    assert {"number-missing", "date-missing"} <= {w.code for w in letter.warnings}


def test_a_heading_names_the_doers_of_the_points_below_it() -> None:
    tasks = tasks_of(
        """
1. Phòng Văn hóa và Thông tin huyện:
- Xây dựng kế hoạch sửa chữa nhà văn hóa thôn.
- Tổng hợp kết quả, báo cáo UBND huyện trước ngày 30/9/2026.
2. UBND các xã, thị trấn:
a) Rà soát số nhà văn hóa thôn xuống cấp trên địa bàn.
"""
    )
    assert [task.assignees for task in tasks] == [
        ("Phòng Văn hóa và Thông tin huyện",),
        ("Phòng Văn hóa và Thông tin huyện",),
        ("UBND các xã, thị trấn",),
    ]
    due = [task.deadline.date if task.deadline else None for task in tasks]
    assert due == [None, "2026-09-30", None]
    assert tasks[1].report_to == ("UBND huyện",)


def test_who_helps_stands_after_together_with() -> None:
    (task,) = tasks_of(
        "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính và các đơn vị liên"
        " quan thẩm định hồ sơ, hoàn thành trong tháng 10/2026."
    )
    assert task.assignees == ("Phòng Nội vụ",)
    assert "Phòng Tài chính" in task.coordinators
    assert task.deadline is not None
    assert task.deadline.date == "2026-10-31"


def test_a_request_without_a_name_goes_to_those_it_is_sent_to_and_says_so() -> None:
    letter = read(typed_letter("Đề nghị gửi báo cáo trước ngày 25/9/2026."))
    (task,) = letter.tasks
    assert task.assignees == (
        "Các phòng, ban thuộc UBND huyện",
        "Ủy ban nhân dân các xã, thị trấn",
    )
    assert "assignee-from-addressees" in {w.code for w in letter.warnings}


@pytest.mark.parametrize(
    "body",
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2026 của UBND tỉnh;",
        "Trong tháng 8/2026, UBND các xã đã tổ chức rà soát 12 nhà văn hóa thôn.",
        "Ngày 05/9/2026, Phòng Nội vụ có Công văn số 7/NV đề nghị báo cáo số liệu.",
        "Xã An Mẫu đạt 66,67%, xã Bình Mẫu đạt 40%.",
    ],
)
def test_what_is_told_is_no_task(body: str) -> None:
    assert tasks_of(body) == ()


def test_a_table_of_work_gives_a_task_a_row() -> None:
    tasks = tasks_of(
        """
| TT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian hoàn thành |
| 1 | Lập danh sách nhà văn hóa thôn | Phòng Nội vụ | UBND các xã | 15/10/2026 |
| 2 | Sửa chữa nhà văn hóa thôn | Phòng Kinh tế | Phòng Nội vụ | Tháng 11/2026 |
"""
    )
    assert [task.assignees for task in tasks] == [("Phòng Nội vụ",), ("Phòng Kinh tế",)]
    assert [task.coordinators for task in tasks] == [
        ("UBND các xã",),
        ("Phòng Nội vụ",),
    ]
    due = [task.deadline.date if task.deadline else None for task in tasks]
    assert due == ["2026-10-15", "2026-11-30"]


@pytest.mark.parametrize(
    ("received", "computed", "flags"),
    [
        (dt.date(2026, 9, 14), "2026-09-21", ()),
        (None, "2026-09-17", ("anchor-assumed",)),
    ],
)
def test_a_period_from_receipt_becomes_a_day_beside_the_duration(
    received: dt.date | None, computed: str, flags: tuple[str, ...]
) -> None:
    body = (
        "Đề nghị Phòng Nội vụ trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận"
        " được văn bản này."
    )
    parser = Parser(Settings(received=received))
    letter = parser.resolve(document_of(typed_letter(body))).letter
    (task,) = letter.tasks
    assert task.deadline is not None
    assert (task.deadline.date, task.deadline.duration) == (None, "P5D")
    assert (task.deadline.computed_date, task.deadline.flags) == (computed, flags)
    warned = {w.code for w in letter.warnings if w.field == "/tasks/0/deadline"}
    assert warned == set(flags)


def test_what_only_explain_shows_changes_nothing_of_the_letter() -> None:
    document = document_of(typed_letter("\n".join(PIECES)))
    explaining, brief = Parser(), Parser()
    brief.explained = False
    one, other = explaining.resolve(document), brief.resolve(document)
    assert one.letter == other.letter
    assert one.traits == other.traits
    assert one.rivals.items() >= other.rivals.items()
