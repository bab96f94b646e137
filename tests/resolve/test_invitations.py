"""Invitations: who is asked to attend, when."""

from __future__ import annotations

import pytest

from tests.letters_of import document_of, tasks_of
from vanban_parser.extract.outline import outline
from vanban_parser.extract.speakers import Speaker
from vanban_parser.model.document import Span
from vanban_parser.resolve.invitations import attendees, invitation

ISSUER = Speaker.of("Ủy ban nhân dân huyện Mẫu Sơn")
MEETING = """\
UBND huyện trân trọng kính mời các đồng chí dự Hội nghị sơ kết như sau:
1. Thành phần:
- Lãnh đạo Phòng Nội vụ;
- Chủ tịch UBND các xã, thị trấn;
2. Thời gian: 08 giờ 00, ngày 15/9/2026.
3. Địa điểm: Hội trường UBND huyện.
"""


def invited(text: str) -> tuple[list[str], str] | None:
    """Return those invited and the words of attending."""
    draft = invitation(text, Span(0, len(text)), ISSUER)
    if draft is None:
        return None
    return [span.of(text) for span in draft.doers], draft.action.of(text)


@pytest.mark.parametrize(
    ("text", "doers", "action"),
    [
        (
            "Kính mời Phòng Nội vụ tham dự Hội nghị sơ kết",
            ["Phòng Nội vụ"],
            "tham dự Hội nghị sơ kết",
        ),
        (
            "UBND huyện trân trọng kính mời: Lãnh đạo các xã đến dự họp:",
            ["Lãnh đạo các xã"],
            "đến dự họp",
        ),
        ("Trân trọng kính mời dự Hội nghị như sau:", [], "dự Hội nghị"),
        ("UBND huyện mời các xã dự họp", ["các xã"], "dự họp"),
    ],
)
def test_an_invitation_says_whom_and_to_what(
    text: str, doers: list[str], action: str
) -> None:
    assert invited(text) == (doers, action)


@pytest.mark.parametrize(
    "text",
    [
        "Kính mời Phòng Nội vụ.",
        "UBND huyện đã mời các xã dự họp",
        "Theo giấy mời, các xã dự họp",
        "Các xã dự họp",
    ],
)
def test_other_sentences_invite_nobody(text: str) -> None:
    assert invited(text) is None


def listed(typed: str) -> list[str]:
    document = document_of(typed)
    nodes = outline(document.text, document.blocks)
    return [span.of(document.text) for span in attendees(document.text, nodes)]


def test_those_who_take_part_are_the_items_of_the_list() -> None:
    assert listed(MEETING) == [
        "Lãnh đạo Phòng Nội vụ",
        "Chủ tịch UBND các xã, thị trấn",
    ]


def test_a_list_may_stand_on_the_line() -> None:
    assert listed("1. Thành phần: Lãnh đạo Phòng Nội vụ.\n") == [
        "Lãnh đạo Phòng Nội vụ"
    ]


def test_hosts_are_not_invited() -> None:
    found = listed("1. Thành phần:\n- Chủ trì: Chủ tịch huyện;\n- Các xã;\n")

    assert found == ["Các xã"]


def test_without_a_list_nobody_is_listed() -> None:
    assert listed("1. Thời gian: 08 giờ.\n2. Địa điểm: Hội trường.\n") == []


def test_the_task_to_attend_is_due_when_the_meeting_is() -> None:
    (task,) = tasks_of(MEETING, kind="GIẤY MỜI", to="")

    assert task.assignees == ("Lãnh đạo Phòng Nội vụ", "Chủ tịch UBND các xã, thị trấn")
    assert task.action == "dự Hội nghị sơ kết"
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"
    assert task.kind == "task"


def test_without_a_list_the_addressees_are_invited() -> None:
    body = "UBND huyện trân trọng kính mời dự Hội nghị sơ kết.\nThời gian: 08 giờ ngày 15/9/2026."  # noqa: E501
    (task,) = tasks_of(body, kind="GIẤY MỜI", to="Kính gửi: Phòng Nội vụ\n")

    assert task.assignees == ("Phòng Nội vụ",)
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"


def test_what_is_to_be_ready_before_the_meeting_is_due_with_it() -> None:
    more = "Đề nghị Phòng Nội vụ gửi tài liệu trước Hội nghị.\n"
    _, task = tasks_of(MEETING + more, kind="GIẤY MỜI", to="")

    assert task.assignees == ("Phòng Nội vụ",)
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"


def test_the_host_in_the_list_is_no_task() -> None:
    hosted = MEETING.replace("2. Thời", "- Chủ trì: Chủ tịch UBND huyện.\n2. Thời")

    assert len(tasks_of(hosted, kind="GIẤY MỜI", to="")) == 1


def test_a_remark_in_the_list_is_no_second_task() -> None:
    remark = MEETING.replace("thị trấn;", "thị trấn (mời dự);")

    assert len(tasks_of(remark, kind="GIẤY MỜI", to="")) == 1


def test_those_listed_under_the_invitation_are_invited_and_told_nothing() -> None:
    body = (
        "UBND huyện kính mời các đại biểu dự hội nghị như sau:\n"
        "- Phó Chủ tịch UBND huyện.\n- Lãnh đạo Phòng Y tế.\n"
    )
    (task,) = tasks_of(body, kind="GIẤY MỜI", to="")

    assert task.assignees == ("Phó Chủ tịch UBND huyện", "Lãnh đạo Phòng Y tế")


def test_the_list_of_those_invited_may_itself_invite_by_levels() -> None:
    body = """\
1. Thành phần: Trân trọng kính mời đại biểu tham dự Hội nghị:
1.1. Cấp huyện:
- Lãnh đạo Phòng Nội vụ;
- Lãnh đạo Phòng Y tế;
1.2. Cấp xã:
- Chủ tịch UBND các xã, thị trấn.
2. Thời gian: 08 giờ 00, ngày 15/9/2026.
"""
    (task,) = tasks_of(body, kind="GIẤY MỜI")

    assert task.assignees == (
        "Lãnh đạo Phòng Nội vụ",
        "Lãnh đạo Phòng Y tế",
        "Chủ tịch UBND các xã, thị trấn",
    )
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"


def test_who_is_asked_to_send_people_is_the_body_alone() -> None:
    (task,) = tasks_of("Mời Bảo hiểm xã hội huyện cử cán bộ tham gia đoàn kiểm tra.")

    assert task.assignees == ("Bảo hiểm xã hội huyện",)


def test_the_guests_who_are_asked_to_come_are_those_of_the_list() -> None:
    body = MEETING.replace(" các đồng chí dự Hội nghị sơ kết như sau", "")
    come = "Đề nghị các đại biểu tham dự đúng thành phần, thời gian.\n"
    (task,) = tasks_of(body + come, kind="GIẤY MỜI", to="")

    assert task.assignees == ("Lãnh đạo Phòng Nội vụ", "Chủ tịch UBND các xã, thị trấn")
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"


def test_who_is_asked_to_invite_others_has_the_task() -> None:
    body = "Đề nghị Phòng Y tế bố trí phòng họp, mời các đơn vị liên quan dự họp.\n"
    team = "1. Thành phần Đoàn kiểm tra:\n- Trưởng đoàn: Ông Lò Văn Mẫu.\n"
    (task,) = tasks_of(team + body, kind="KẾ HOẠCH", to="")

    assert task.assignees == ("Phòng Y tế",)
    assert task.action.startswith("bố trí phòng họp, mời")


def test_the_issuer_itself_invites_after_what_others_hold() -> None:
    body = (
        "Sở Y tế tổ chức Hội nghị theo yêu cầu của Bộ; UBND huyện mời Phòng Y tế cùng "
        "tham dự Hội nghị nêu trên.\n"
    )
    tasks = tasks_of(body, kind="GIẤY MỜI", to="")

    assert [task.assignees for task in tasks] == [("Phòng Y tế",)]
