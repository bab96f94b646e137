"""Tasks where a scan lost marks, added specks or broke a line."""

from __future__ import annotations

import pytest

from tests.letters_of import tasks_of


def kinds(body: str, **parts: str | None) -> list[tuple[str, str]]:
    return [(task.kind, task.action) for task in tasks_of(body, **parts)]


@pytest.mark.parametrize("cue", ["đề nghị", "để nghị", "đê nghi", "yêu câu", "yêu cấu"])
def test_a_request_is_one_whatever_marks_it_bears(cue: str) -> None:
    (task,) = tasks_of(f"UBND huyện {cue} Phòng Nội vụ rà soát hồ sơ.")

    assert (task.assignees, task.action) == (("Phòng Nội vụ",), "rà soát hồ sơ")


@pytest.mark.parametrize("word", ["để nghỉ", "yêu quý"])
def test_other_words_are_no_requests(word: str) -> None:
    assert not tasks_of(f"UBND huyện {word} Phòng Nội vụ rà soát hồ sơ.", to="")


@pytest.mark.parametrize("mark", ["a)", "...a)", ".:a)", "„a)"])
def test_specks_before_a_marker_are_no_words(mark: str) -> None:
    body = f"""\
Phòng Nội vụ chịu trách nhiệm:
{mark} Rà soát hồ sơ của các thôn.
b) Báo cáo kết quả."""

    assert [task.action for task in tasks_of(body)] == [
        "Rà soát hồ sơ của các thôn",
        "Báo cáo kết quả",
    ]


def test_points_may_be_numbered_with_a_dash() -> None:
    body = """\
UBND huyện đề nghị các xã thực hiện các nội dung sau:
1- Rà soát nhà văn hóa.
2- Gửi danh sách về Phòng Nội vụ."""

    assert [task.action for task in tasks_of(body)] == [
        "Rà soát nhà văn hóa",
        "Gửi danh sách về Phòng Nội vụ",
    ]


def test_who_helps_is_known_without_marks() -> None:
    (task,) = tasks_of("Giao Phòng Nội vụ chủ trì, phôi hợp với Phòng Y tế rà soát.")

    assert task.coordinators == ("Phòng Y tế",)


@pytest.mark.parametrize(
    "closing",
    [
        "quan tâm thực hiện; nếu cần thông tin chi tiết, xin liên hệ ông Lê Văn Mẫu.",
        "quan tâm thực hiện, mọi thông tin chỉ tiết xin liên hệ bà Mẫu, Phòng Y tế.",
        "quan tâm thực hiện./. 0/200",
    ],
)
def test_whom_to_ask_for_details_is_no_part_of_a_closing(closing: str) -> None:
    assert kinds(f"Đề nghị các xã {closing}") == [("general", "quan tâm thực hiện")]


def test_a_number_to_call_in_brackets_cuts_no_task_off() -> None:
    body = (
        "Giao các xã gửi báo cáo về Phòng Nội vụ (thông tin chi tiết liên hệ ông Mẫu)"
        " trước ngày 30/9/2026."
    )
    (task,) = tasks_of(body)

    assert task.deadline is not None
    assert task.deadline.date == "2026-09-30"


def test_a_stray_quotation_mark_hides_no_later_order() -> None:
    body = """\
“Thu kệ
Giao Phòng Nội vụ rà soát hồ sơ."""
    assert [task.action for task in tasks_of(body)] == ["rà soát hồ sơ"]


def test_a_quoted_rule_whose_end_was_lost_orders_nothing() -> None:
    body = """\
Khoản 2 Điều 5 Nghị định số 12/2020/NĐ-CP quy định:
“2. Các đơn vị có trách nhiệm cung cấp thông tin."""
    assert not tasks_of(body)
