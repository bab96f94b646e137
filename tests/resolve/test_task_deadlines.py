"""Deadlines of whole letters: words only, other points, contradictions."""

from __future__ import annotations

import pytest

from tests.letters_of import parse, tasks_of, typed_letter

CONTRADICTS = "deadlines-contradict"


@pytest.mark.parametrize(
    ("order", "words", "operator"),
    [
        (
            "rà soát hồ sơ theo thời hạn tại Kế hoạch số 12/KH-UBND",
            "theo thời hạn tại Kế hoạch số 12/KH-UBND",
            "by",
        ),
        (
            "nộp sổ đúng thời gian quy định trong kế hoạch năm",
            "đúng thời gian quy định trong kế hoạch năm",
            "by",
        ),
        (
            "sửa bàn ghế trước khi kết thúc năm học",
            "trước khi kết thúc năm học",
            "event",
        ),
        ("báo cáo đột xuất khi có yêu cầu", "đột xuất khi có yêu cầu", "event"),
        ("khắc phục ngay các hư hỏng", "ngay", "asap"),
    ],
)
def test_words_that_name_no_day_are_kept_as_words(
    order: str, words: str, operator: str
) -> None:
    (task,) = tasks_of(f"Yêu cầu Phòng Nội vụ {order}.")
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.operator) == (words, operator)
    assert task.deadline.date is None
    assert task.deadline.rrule is None
    assert task.deadline.duration is None


@pytest.mark.parametrize("urging", ["khẩn trương", "kịp thời", "sớm"])
def test_words_that_only_urge_are_no_deadline(urging: str) -> None:
    (task,) = tasks_of(f"Yêu cầu Phòng Nội vụ {urging} hoàn thành việc rà soát hồ sơ.")
    assert task.deadline is None


def test_a_day_goes_before_words_that_name_none() -> None:
    (task,) = tasks_of(
        "Yêu cầu Phòng Nội vụ khắc phục ngay hư hỏng, xong trước ngày 30/9/2026."
    )
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-30"


@pytest.mark.parametrize("named", ["khoản 1", "khoản 1 Công văn này", "mục 1 nêu trên"])
def test_another_point_of_the_letter_lends_its_day(named: str) -> None:
    first, second = tasks_of(
        "1. Giao Phòng Nội vụ rà soát hồ sơ chậm nhất ngày 30/9/2026.\n"
        f"2. Giao Phòng Y tế kiểm tra kho thuốc theo thời gian nêu tại {named}.\n"
    )
    assert first.deadline is not None
    assert second.deadline is not None
    assert (second.deadline.date, second.deadline.last_ok) == ("2026-09-30",) * 2
    assert second.deadline.text == f"theo thời gian nêu tại {named}"
    assert second.deadline.flags == ("deadline-cross-reference",)


def test_a_point_that_orders_nothing_lends_its_day_too() -> None:
    (task,) = tasks_of(
        "1. Thống nhất việc nộp hồ sơ chậm nhất ngày 30/9/2026 như phòng đã nêu.\n"
        "2. Giao Phòng Y tế kiểm tra kho thuốc theo thời gian nêu tại khoản 1.\n"
    )
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-30"


@pytest.mark.parametrize(
    "first",
    [
        "1. Giao các xã rà soát trước ngày 20/9/2026, xong trước 30/9/2026.\n",
        "1. Rà soát trước ngày 30/9/2026.\n2. Khác.\n1. Rà soát trước 20/9/2026.\n",
        "1. Giao Phòng Nội vụ rà soát hồ sơ.\n",
        "2. Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.\n",
    ],
)
def test_a_point_without_a_day_lends_none(first: str) -> None:
    *_, task = tasks_of(
        first + "3. Giao Phòng Y tế kiểm tra kho thuốc theo thời gian nêu tại khoản 1."
    )
    assert task.deadline is not None
    assert (task.deadline.date, task.deadline.flags) == (None, ("deadline-external",))


def test_a_report_due_before_the_work_contradicts_it_and_both_are_kept() -> None:
    body = (
        "Yêu cầu Phòng Nội vụ hoàn thành việc rà soát hồ sơ trước ngày 30/9/2026.\n"
        "Yêu cầu Phòng Nội vụ báo cáo kết quả về huyện trước ngày 25/9/2026.\n"
    )
    letter = parse(typed_letter(body))
    work, report = (task.deadline for task in letter.tasks)
    assert work is not None
    assert report is not None
    assert (work.date, report.date) == ("2026-09-30", "2026-09-25")
    assert (work.flags, report.flags) == ((), (CONTRADICTS,))
    assert [w.field for w in letter.warnings if w.code == CONTRADICTS] == [
        "/tasks/1/deadline"
    ]


@pytest.mark.parametrize(
    ("who", "day"), [("Phòng Nội vụ", "05/10/2026"), ("Phòng Y tế", "25/9/2026")]
)
def test_a_later_report_or_that_of_another_contradicts_nothing(
    who: str, day: str
) -> None:
    found = tasks_of(
        "Yêu cầu Phòng Nội vụ hoàn thành việc rà soát hồ sơ trước ngày 30/9/2026.\n"
        f"Yêu cầu {who} báo cáo kết quả về huyện trước ngày {day}.\n"
    )
    assert not [t for t in found if t.deadline and CONTRADICTS in t.deadline.flags]


def test_a_term_that_is_granted_is_due_and_one_that_is_asked_for_is_not() -> None:
    granted, _ = tasks_of(
        "UBND huyện yêu cầu các phòng thực hiện các nội dung sau:\n"
        "1. Gia hạn việc nộp hồ sơ của các xã đến ngày 30/10/2026.\n2. Rà soát hồ sơ."
    )
    (asked,) = tasks_of(
        "Đề nghị Phòng Nội vụ gia hạn việc nộp hồ sơ đến ngày 30/10/2026."
    )
    assert granted.deadline is not None
    assert granted.deadline.date == "2026-10-30"
    assert asked.deadline is None


def test_words_of_a_daily_hour_end_with_it() -> None:
    (task,) = tasks_of(
        "Yêu cầu Phòng Y tế báo cáo hằng ngày trước 14h00 về UBND huyện.", to=""
    )
    assert task.deadline is not None
    assert task.deadline.text == "hằng ngày trước 14h00"
