"""Sentences that look like orders and are none, each with the reason."""

from __future__ import annotations

import pytest

from tests.letters_of import document_of, typed_letter
from vanban_parser.pipeline import Parser


def rejected(body: str, **parts: str) -> list[str]:
    reading = Parser().resolve(document_of(typed_letter(body, **parts)))
    return [rival.reason for rival in reading.rivals.get("/tasks", ())]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Đã yêu cầu các xã rà soát.", "tells what has been done"),
        ("Phê bình Phòng Y tế chậm nộp sổ theo yêu cầu.", "praises or criticises"),
        ("Phê bình Phòng Y tế chậm thực hiện việc được giao.", "praises or criticises"),
        (
            "UBND huyện tổng hợp, báo cáo UBND tỉnh.",
            "tells what the issuer does itself",
        ),
        (
            "Phòng Y tế được quyền kiểm tra các trạm theo sự chỉ đạo.",
            "gives a right, not a duty",
        ),
        ("Theo quy định của Luật Đất đai, UBND xã đôn đốc các hộ.", "cites a rule"),
        ("“Giao Sở Y tế kiểm tra các trạm.”", "quoted from another document"),
        ("Căn cứ ý kiến chỉ đạo của huyện ủy.", "states a legal basis"),
        (
            "Đơn vị nào chậm thì bị phê bình, nhắc nhở.",
            "says what befalls whoever does not",
        ),
        ("Phấn đấu đạt 95% chỉ tiêu được giao.", "sets a figure to reach"),
    ],
)
def test_a_sentence_that_orders_nothing_says_why(body: str, reason: str) -> None:
    assert rejected(body) == [reason]


def test_a_task_is_not_rejected() -> None:
    assert rejected("Giao Phòng Nội vụ rà soát hồ sơ.") == []


def test_a_report_orders_nothing() -> None:
    assert rejected("Phòng Y tế kiểm tra các trạm.", kind="BÁO CÁO") == [
        "a report or proposal orders nothing by that"
    ]


def test_under_a_heading_of_background_nothing_is_ordered() -> None:
    body = "## I. Mục tiêu\n- Phòng Y tế kiểm tra các trạm.\n"

    assert rejected(body, kind="KẾ HOẠCH") == ["stands under a heading of background"]
