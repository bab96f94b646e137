"""What does not fit together in a letter is told, and what fits is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import TO_ALL, document_of, parse, typed_letter
from vanban_parser.model.document import TextSource
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

# A real district, for the number of its communes; what is said of it is invented.
DISTRICT = "HUYỆN TAM ĐẢO"


def told(body: str, code: str, **letter: str) -> list[str | None]:
    warnings = parse(typed_letter(body, **letter)).warnings
    return [warning.field for warning in warnings if warning.code == code]


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ("Đã nộp báo cáo 45/50 (90%) đơn vị.", False),
        ("Đã nộp báo cáo 45/50 xã (đạt tỷ lệ 90%).", False),
        ("Có 2/3 xã, chiếm tỷ lệ 66,67% tổng số xã.", False),
        ("Có 2/3 xã, chiếm tỷ lệ 66,6% tổng số xã.", False),
        ("Kế hoạch đạt 63/60 hồ sơ (105%).", False),
        ("Đã nộp báo cáo 45/50 xã (95%).", True),
        ("Có 2/3 xã, chiếm tỷ lệ 76,67% tổng số xã.", True),
        # Of something else, a day, an address.
        ("Có 11/15 đơn vị đạt trên 80% chỉ tiêu.", False),
        ("Đến ngày 15/9 (đạt 40%) các xã đã nộp.", False),
    ],
)
def test_a_share_that_is_not_its_ratio_is_told(words: str, *, differs: bool) -> None:
    assert bool(told(words, "ratio-differs")) is differs


def test_the_share_itself_is_where_to_look() -> None:
    body = "Tỷ lệ chung đạt 80%; có 45/50 xã (95%) đã nộp."

    assert told(body, "ratio-differs") == ["/percentages/1"]


@pytest.mark.parametrize(("low", "differs"), [(2, False), (5, True)])
def test_communes_that_do_not_add_up_to_the_district_are_told(
    low: int, *, differs: bool
) -> None:
    body = (
        "Trong tháng có 4 xã, thị trấn đạt từ 85% trở lên, 3 xã đạt 70%, còn "
        f"{low} xã đạt dưới 50%."
    )
    letter = typed_letter(body, issuer=DISTRICT).replace("năm 2026", "năm 2020")

    warnings = parse(letter).warnings

    assert ("counts-differ" in {warning.code for warning in warnings}) is differs


def test_counts_without_shares_are_no_division() -> None:
    body = "Có 2 xã đạt 90%, 3 xã đạt 80%, 4 xã đạt 70% và 5 xã chưa báo cáo."
    letter = typed_letter(body, issuer=DISTRICT).replace("năm 2026", "năm 2020")

    assert "counts-differ" not in {warning.code for warning in parse(letter).warnings}


@pytest.mark.parametrize(
    ("doer", "known"),
    [
        ("Phòng Nội vụ", True),
        ("UBND xã Mẫu Lâm", True),
        ("Chi cục Thuế huyện", False),
    ],
)
def test_a_doer_who_is_not_addressed_is_told(doer: str, *, known: bool) -> None:
    body = f"Giao {doer} rà soát hồ sơ trước ngày 30/9/2026."
    letter = typed_letter(body, to=TO_ALL)

    parsed = parse(letter)

    assert parsed.tasks, "the order was read"
    codes = {warning.code for warning in parsed.warnings}
    assert ("assignee-not-addressed" in codes) is not known


def test_orders_without_a_task_are_told() -> None:
    quoted = "“Yêu cầu các xã rà soát hồ sơ trước ngày 30/9/2026.”"

    assert told(quoted, "orders-without-task") == ["/tasks"]


@pytest.mark.parametrize(
    "words",
    [
        "Giao Phòng Nội vụ rà soát hồ sơ.",
        "Tình hình nhìn chung ổn định.",
        "Công việc được làm theo đề nghị của Phòng Nội vụ.",
    ],
)
def test_a_letter_that_orders_nothing_or_was_read_is_quiet(words: str) -> None:
    assert told(words, "orders-without-task") == []


@pytest.mark.parametrize(
    "body",
    [
        "Người đã nghỉ chế độ chưa nhận tiền thì liên hệ tài vụ trước ngày 30/9/2026.",
        "Giao Phòng Nội vụ rà soát hồ sơ trước ngày 20/9/2026.\n"
        "Ai còn vướng mắc thì đến gặp thường trực trước ngày 30/9/2026.",
    ],
)
def test_a_deadline_that_no_task_has_is_told(body: str) -> None:
    letter = parse(typed_letter(body))
    fields = [w.field for w in letter.warnings if w.code == "deadline-without-task"]

    assert [letter.dates[int(f.rpartition("/")[2])].value for f in fields if f] == [
        "2026-09-30"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.",
        "Giao Phòng Nội vụ rà soát hồ sơ. Các nội dung trên hoàn thành trước ngày"
        " 30/9/2026.",
        "Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.\n"
        "Sau ngày 30/9/2026, hồ sơ không được nhận.",
        "Quyết định này có hiệu lực từ ngày 30/9/2026.",
        "Phấn đấu hoàn thành chương trình trước năm 2030.",
        "Hồ sơ đã nộp trước ngày 30/8/2026.",
    ],
)
def test_a_day_that_is_a_tasks_or_explained_is_quiet(body: str) -> None:
    assert told(body, "deadline-without-task") == []


@pytest.mark.parametrize(
    "body",
    [
        "UBND tỉnh đã triển khai chương trình; chỉ đạo các phòng báo cáo hằng tuần.",
        "Kiến nghị xử lý tài chính:\nTổng số tiền phải nộp: 10 đồng.",
    ],
)
def test_a_report_that_tells_of_orders_is_quiet(body: str) -> None:
    report = typed_letter(body, kind="BÁO CÁO", to="")

    codes = {warning.code for warning in parse(report).warnings}
    assert "orders-without-task" not in codes


def test_a_report_tells_of_the_deadlines_of_others() -> None:
    body = "Bộ dự kiến để các tỉnh gửi số liệu trước ngày 30/10/2026."
    report = typed_letter(body, kind="BÁO CÁO", to="")

    codes = {warning.code for warning in parse(report).warnings}
    assert "deadline-without-task" not in codes


@pytest.mark.parametrize(
    ("cited", "younger"),
    [("05/8/2026", False), ("10/9/2026", False), ("11/9/2026", True)],
)
def test_a_cited_document_younger_than_the_letter_is_told(
    cited: str, *, younger: bool
) -> None:
    body = f"Căn cứ Công văn số 12/UBND-VP ngày {cited} của UBND tỉnh Mẫu."

    assert bool(told(body, "date-before-references")) is younger


@pytest.mark.parametrize(
    ("when", "unread"),
    [
        ("trước ngày 26 tháng ]2 năm 2026", True),
        ("trước ngày 02: 22026", True),
        ("trước ngày 26 tháng 12 năm 2026", False),
        ("trước ngày 26/12/2026", False),
        ("trước ngày 15 hằng tháng", False),
        ("trước ngày 15 của tháng kế tiếp", False),
    ],
)
def test_a_deadline_that_a_scan_garbled_is_told(when: str, *, unread: bool) -> None:
    body = f"Giao Phòng Nội vụ gửi danh sách về UBND huyện {when}."
    document = document_of(typed_letter(body))
    source = replace(document.source, text_source=TextSource.OCR)
    codes = [
        (warning.code, warning.field)
        for warning in Parser(Settings(model=False))
        .resolve(replace(document, source=source))
        .letter.warnings
    ]

    assert (("deadline-unread", "/tasks/0/deadline") in codes) is unread
