"""Deadlines: every form of the catalogue, and what sets none; on invented orders."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_words import compiled
from vanban_parser.resolve.deadlines import (
    find_deadlines,
    find_meeting_time,
    read_deadline_cell,
)

# The letter of the catalogue goes out on a Thursday.
OWN = "2026-09-10"


def found(text: str, own: str | None = OWN, event: str | None = None) -> list[Deadline]:
    claims = find_deadlines(text, 0, len(text), own, event=event)
    assert [claim.value.text for claim in claims] == [
        claim.spans[0].of(text) for claim in claims
    ]
    return [claim.value for claim in claims]


def when(deadline: Deadline) -> str | None:
    return deadline.date or deadline.rrule or deadline.duration


def read(text: str, own: str | None = OWN) -> list[str | None]:
    return [when(deadline) for deadline in found(text, own)]


# The catalogue, A to I, by its numbers; several orders of one form share a number.
CATALOGUE: list[tuple[int, str, list[str]]] = [
    (1, "Rà soát hộ nghèo trước ngày 30/9/2026", ["2026-09-30"]),
    (2, "Rà soát hộ nghèo trước ngày 30 tháng 9 năm 2026", ["2026-09-30"]),
    (3, "Nộp biên bản trước ngày 30-9-2026", ["2026-09-30"]),
    (3, "Nộp biên bản trước ngày 30.9.2026", ["2026-09-30"]),
    (3, "Nộp biên bản trước ngày 30/09/26", ["2026-09-30"]),
    (4, "Nộp biên bản trước ngày 30/9", ["2026-09-30"]),
    (
        5,
        "Nộp sổ trước 30/9; xong trước 15/10",
        ["2026-09-30", "2026-10-15"],
    ),
    (6, "Sửa mái xong trước 30/6", ["2027-06-30"]),
    (7, "Sửa mái, hoàn thành trước ngày 15/10/2026", ["2026-10-15"]),
    (8, "Gửi danh sách chậm nhất ngày 25/9/2026", ["2026-09-25"]),
    (9, "Gửi danh sách chậm nhất là ngày 25/9", ["2026-09-25"]),
    (9, "Gửi danh sách chậm nhất vào ngày 25/9", ["2026-09-25"]),
    (9, "Gửi danh sách chậm nhất đến hết ngày 25/9", ["2026-09-25"]),
    (10, "Gửi danh sách muộn nhất vào ngày 25/9/2026", ["2026-09-25"]),
    (11, "Gửi danh sách không quá ngày 25/9/2026", ["2026-09-25"]),
    (11, "Gửi danh sách không muộn hơn ngày 25/9/2026", ["2026-09-25"]),
    (12, "Đến ngày 30/9/2026 phải hoàn thành việc dọn kênh", ["2026-09-30"]),
    (13, "Nhận đơn đến hết ngày 30/9/2026", ["2026-09-30"]),
    (13, "Nhận đơn hết ngày 30/9/2026 thì chốt sổ", ["2026-09-30"]),
    (14, "Nộp đơn, hạn cuối: ngày 30/9/2026", ["2026-09-30"]),
    (14, "Nộp đơn, hạn chót ngày 30/9/2026", ["2026-09-30"]),
    (14, "Thời hạn cuối cùng là ngày 30/9/2026", ["2026-09-30"]),
    (15, "- Thời gian hoàn thành: 30/9/2026.", ["2026-09-30"]),
    (16, "- Thời hạn: Trước 30/9/2026.", ["2026-09-30"]),
    (17, "Gửi báo cáo vào ngày 20/9/2026", ["2026-09-20"]),
    (18, "Trả lời trong ngày 11/9/2026", ["2026-09-11"]),
    (19, "Trả lời ngay trong ngày hôm nay", ["2026-09-10"]),
    (19, "Việc đắp bờ hoàn thành trong ngày", ["2026-09-10"]),
    (
        20,
        "Nộp sổ trước các ngày 15/9, 15/10 và 15/11",
        ["2026-09-15", "2026-10-15", "2026-11-15"],
    ),
    (21, "Nộp sổ trước ngày 30 tháng này", ["2026-09-30"]),
    (21, "Nộp sổ trước ngày 05 tháng sau", ["2026-10-05"]),
    (22, "Nộp sổ trước 16h00 ngày 14/9/2026", ["2026-09-14T16:00"]),
    (23, "Nộp sổ trước 16 giờ 00 phút, ngày 14/9/2026", ["2026-09-14T16:00"]),
    (23, "Nộp sổ trước 16 giờ, ngày 14/9/2026", ["2026-09-14T16:00"]),
    (24, "Nộp sổ trước 16g00 ngày 14/9", ["2026-09-14T16:00"]),
    (24, "Nộp sổ trước 16:00 ngày 14/9", ["2026-09-14T16:00"]),
    (24, "Nộp sổ trước 16h' ngày 14/9", ["2026-09-14T16:00"]),
    (25, "Nộp sổ chậm nhất 11 giờ 30 ngày 14/9/2026", ["2026-09-14T11:30"]),
    (26, "Nộp sổ trước 10h00 thứ Hai, ngày 14/9/2026", ["2026-09-14T10:00"]),
    (27, "Báo mực nước trước 17h00 hằng ngày", ["FREQ=DAILY;BYHOUR=17;BYMINUTE=0"]),
    (28, "Trả lời trong buổi sáng ngày 14/9", ["2026-09-14"]),
    (28, "Trả lời đầu giờ chiều ngày 14/9", ["2026-09-14"]),
    (29, "Trả lời trong giờ hành chính ngày 14/9", ["2026-09-14"]),
    (30, "Hội thi diễn ra từ 07h30 đến 17h00 ngày 20/9/2026", []),
    (31, "Nộp sổ trước thứ Sáu (ngày 18/9/2026)", ["2026-09-18"]),
    (31, "Nộp sổ trước thứ Sáu", ["2026-09-11"]),
    (32, "Nộp sổ trong tuần này", ["2026-09-11"]),
    (32, "Việc đắp bờ hoàn thành trong tuần", ["2026-09-11"]),
    (33, "Nộp sổ trong tuần tới", ["2026-09-18"]),
    (33, "Nộp sổ đầu tuần sau", ["2026-09-18"]),
    (34, "Nộp sổ trong tuần 3 tháng 9", ["2026-09-21"]),
    (34, "Hoàn thành trong tuần thứ ba của tháng 9/2026", ["2026-09-21"]),
    (35, "Báo mực nước thứ Năm hằng tuần", ["FREQ=WEEKLY;BYDAY=TH"]),
    (35, "Báo mực nước chiều thứ Năm hằng tuần", ["FREQ=WEEKLY;BYDAY=TH"]),
    (
        36,
        "Báo mực nước trước 10h00 thứ Sáu hằng tuần",
        ["FREQ=WEEKLY;BYDAY=FR;BYHOUR=10;BYMINUTE=0"],
    ),
    (37, "Tổ chức hội thi trong tháng 9/2026", ["2026-09-30"]),
    (37, "Tổ chức hội thi trong tháng 9 năm 2026", ["2026-09-30"]),
    (38, "Tổ chức hội thi trong tháng 9", ["2026-09-30"]),
    (39, "Nộp sổ trong tháng này", ["2026-09-30"]),
    (39, "Nộp sổ ngay trong tháng", ["2026-09-30"]),
    (40, "Nộp sổ trước tháng 12/2026", ["2026-12-01"]),
    (41, "Nộp sổ vào đầu tháng 10", ["2026-10-01"]),
    (41, "Nộp sổ trước giữa tháng 10", ["2026-10-15"]),
    (41, "Nộp sổ vào cuối tháng 10", ["2026-10-31"]),
    (42, "Nộp sổ trong nửa đầu tháng 10/2026", ["2026-10-15"]),
    (43, "Nạo vét kênh từ tháng 9 đến tháng 11/2026", []),
    (44, "Nộp sổ đến hết tháng 9", ["2026-09-30"]),
    (45, "- Thời hạn: Tháng 9-10/2026", ["2026-10-31"]),
    (46, "Xây xong nhà kho trong quý IV/2026", ["2026-12-31"]),
    (46, "Xây xong nhà kho trong quý IV năm 2026", ["2026-12-31"]),
    (47, "Xây xong nhà kho trong quý III, IV/2026", ["2026-12-31"]),
    (48, "Xây xong nhà kho trước quý IV/2026", ["2026-10-01"]),
    (49, "Hoàn thành trong 6 tháng cuối năm 2026", ["2026-12-31"]),
    (49, "Hoàn thành trong 6 tháng đầu năm 2027", ["2027-06-30"]),
    (50, "Hoàn thành việc kè bờ trong năm 2026", ["2026-12-31"]),
    (51, "Hoàn thành việc kè bờ trước năm 2027", ["2027-01-01"]),
    (52, "Trồng rừng theo quy hoạch đến năm 2030", []),
    (52, "Hoàn thành việc kè bờ đến hết năm 2030", ["2030-12-31"]),
    (53, "Trồng rừng giai đoạn 2026-2030", []),
    (54, "Sửa bàn ghế trước khi kết thúc năm học", []),
    (55, "Nộp sổ hết quý II hằng năm", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"]),
    (
        56,
        "Đáp trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản này",
        ["P5D"],
    ),
    (57, "Trả lời trong vòng 03 ngày kể từ ngày nhận được", ["P3D"]),
    (58, "Trả lời trong 10 ngày làm việc kể từ ngày ký", ["P10D"]),
    (59, "Trả lời trong thời hạn 30 ngày, kể từ ngày ban hành", ["P30D"]),
    (60, "Trả lời sau 10 ngày kể từ ngày ký", ["P10D"]),
    (
        61,
        "Đáp chậm nhất 07 ngày làm việc, kể từ khi nhận được ý kiến trạm",
        ["P7D"],
    ),
    (62, "Báo tin trong 24 giờ kể từ khi phát hiện", ["PT24H"]),
    (63, "Kiện toàn trong 01 tháng kể từ ngày có hiệu lực", ["P1M"]),
    (64, "Trả lời trong vòng 02 tuần kể từ ngày 10/9/2026", ["2026-09-24"]),
    (65, "Gửi tài liệu trước ngày họp 03 ngày làm việc", ["-P3D"]),
    (65, "Gửi tài liệu tối thiểu 05 ngày trước ngày tổ chức", ["-P5D"]),
    (66, "Trả lời trong thời hạn 05 (năm) ngày kể từ ngày ký", ["P5D"]),
    (66, "Trả lời trong năm (05) ngày kể từ ngày ký", ["P5D"]),
    (66, "Trả lời trong mười lăm ngày kể từ ngày ký", ["P15D"]),
    (66, "Trả lời trong thời hạn 15 (mười) ngày kể từ ngày ký", ["P10D"]),
    (67, "Trả lời trong 5 ngày kể từ khi có yêu cầu", ["P5D"]),
    (68, "Báo cáo định kỳ hằng tháng trước ngày 15", ["FREQ=MONTHLY;BYMONTHDAY=15"]),
    (69, "Báo cáo trước ngày 20 hằng tháng", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
    (69, "Báo cáo trước ngày 20 hàng tháng", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
    (69, "Báo cáo trước ngày 20 của tháng", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
    (
        70,
        "Báo cáo trước ngày 25 của tháng cuối quý",
        ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25"],
    ),
    (
        71,
        "Báo cáo trước ngày 10 của tháng đầu quý sau",
        ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"],
    ),
    (72, "Định kỳ hằng quý, 6 tháng, năm báo cáo", ["FREQ=MONTHLY;INTERVAL=3"]),
    (72, "Định kỳ 6 tháng, hằng năm báo cáo", ["FREQ=MONTHLY;INTERVAL=6"]),
    (
        73,
        "Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12",
        [
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        ],
    ),
    (74, "Nộp sổ trước ngày 31/12 hằng năm", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
    (74, "Hằng năm, trước ngày 15/12 nộp sổ", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
    (75, "Hằng tuần, báo cáo mực nước", ["FREQ=WEEKLY"]),
    (75, "Tập huấn 02 lần/năm", ["FREQ=MONTHLY;INTERVAL=6"]),
    (75, "Tập huấn mỗi năm 01 lần", ["FREQ=YEARLY"]),
    (76, "Báo mực nước 15 ngày một lần", ["FREQ=DAILY;INTERVAL=15"]),
    (76, "Báo mực nước định kỳ 02 tuần/lần", ["FREQ=WEEKLY;INTERVAL=2"]),
    (76, "Kiểm tra 06 tháng/01 lần", ["FREQ=MONTHLY;INTERVAL=6"]),
    (77, "Thực hiện thường xuyên, liên tục", []),
    (78, "Báo cáo đột xuất khi có yêu cầu", []),
    (79, "Thực hiện ngay sau khi nhận được công văn này", []),
    (80, "Khẩn trương, kịp thời báo cáo", []),
    (81, "Thực hiện đúng thời hạn, theo quy định", []),
    (82, "Thực hiện theo thời hạn tại Kế hoạch số 12/KH-UBND", []),
    (83, "Báo cáo theo phụ lục kèm theo", []),
    (84, "Trao quà trước Tết Nguyên đán Bính Ngọ 2026", []),
    (85, "Treo cờ nhân dịp 30/4 và 01/5", []),
    (86, "Tổ chức Trung thu ngày 15/8 âm lịch", []),
    (
        87,
        "Thôn hoàn thành trước ngày 10/10/2026; xã hoàn thành trước ngày 14/10/2026",
        ["2026-10-10", "2026-10-14"],
    ),
    (88, "Báo cáo gửi về xã trước ngày 08/10/2026", ["2026-10-08"]),
    (89, "Gửi về trạm để tổng hợp, báo cáo xã trước ngày 15/9/2026", ["2026-09-15"]),
    (90, "Đợt 1: trước 30/9; đợt 2: trước 30/11", ["2026-09-30", "2026-11-30"]),
    (91, "Gửi (bản giấy) và tệp qua thư điện tử trước ngày 30/9", ["2026-09-30"]),
    (92, "Sau thời hạn trên, xã không xem xét", []),
    (93, "Gia hạn đến ngày 15/10/2026 (thay cho 30/9)", ["2026-10-15"]),
    (94, "Gửi tài liệu trước 02 ngày", ["-P2D"]),
    (94, "Gửi tài liệu 02 ngày trước khi họp", ["-P2D"]),
]


@pytest.mark.parametrize(
    ("order", "due"), [pytest.param(t, d, id=f"{n}: {t}") for n, t, d in CATALOGUE]
)
def test_each_form_of_the_catalogue_is_read(order: str, due: list[str]) -> None:
    assert read(order) == due


def test_the_catalogue_is_whole() -> None:
    assert {number for number, _, _ in CATALOGUE} == set(range(1, 95))


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Công văn số 123/UBND-VX ngày 05/9/2026 của xã",
        "Căn cứ Luật Thư viện ngày 21/11/2019",
        "Quyết định này có hiệu lực kể từ ngày ký",
        "Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký",
        "Giấy phép có giá trị đến hết ngày 31/12/2027",
        "Số liệu tính đến ngày 31/8/2026",
        "Tổng số hộ đã nộp đến hết ngày 31/8/2026 là 40 hộ",
        "Tổng hợp thu ngân sách (từ ngày 15/8 đến ngày 14/9)",
        "Kỷ niệm 80 năm ngày 2/9",
        "Trồng rừng giai đoạn 2021-2025",
        "Đã có 05/07 xã nộp sổ trong thời gian qua",
        "Nhà số 12/5 đường Cây Đa",
        "Năm 2025, xã đã hoàn thành việc kè bờ trước ngày 30/6/2025",
        "Đất được giao trước ngày 15/10/1993 không phải nộp",
        "Các thôn đã hoàn thành trước ngày 05/9/2026",
        "Các đoạn kênh mà dự kiến khởi công trước ngày 30/10/2026",
        "Giá thóc trong tháng 9/2026 tăng nhẹ",
        "Nhiệm vụ trọng tâm trong tháng 10/2026",
        "Dự kiến tổ chức tập huấn trong tháng 10/2026",
        "Nạo vét theo kế hoạch trong tháng 9/2026 và các tháng tiếp theo",
        "Xã họp vào ngày 20/9/2026",
        "Xây dựng kế hoạch hằng năm của xã",
        "Hằng năm, xã đã trồng 5 ha rừng",
        "Tập huấn kéo dài trong 02 ngày",
        "Trong 5 năm qua, xã đã kè 3 km bờ",
        "Trong 9 tháng đầu năm, xã thu 40 triệu đồng",
        "Nhiệm kỳ không quá 05 năm kể từ ngày bầu",
        "Gửi tài liệu trước Hội nghị",
        "Gửi tài liệu trước khi ban hành",
        "Đến nay, 3/4 thôn đã nộp",
        "Từ Km2 đến Km5",
        "Quy hoạch tỉnh đến ngày 31/12/2030",
    ],
)
def test_what_sets_no_deadline_gives_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nộp sổ trước ngày 30/9/2026 để tổng hợp", "trước ngày 30/9/2026"),
        ("Nộp (chậm nhất là ngày 25/9).", "chậm nhất là ngày 25/9"),
        ("Trả lời trước thứ Sáu (ngày 18/9/2026)", "trước thứ Sáu (ngày 18/9/2026)"),
        ("Việc kè bờ được gia hạn thêm đến ngày 15/10/2026", "đến ngày 15/10/2026"),
        (
            "Báo cáo định kỳ hằng quý (trước ngày 20 của tháng cuối quý) về xã",
            "định kỳ hằng quý (trước ngày 20 của tháng cuối quý)",
        ),
        (
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này đáp xã",
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này",
        ),
        ("Trước 17h00 ngày 14/9/2026 gửi xã", "Trước 17h00 ngày 14/9/2026"),
    ],
)
def test_the_words_of_a_deadline_are_all_that_say_when(text: str, words: str) -> None:
    assert [deadline.text for deadline in found(text)] == [words]


@pytest.mark.parametrize(
    ("text", "working_days", "anchor"),
    [
        ("trong 05 ngày làm việc kể từ ngày nhận được văn bản này", 5, "receipt"),
        ("trong 05 ngày kể từ khi nhận được công văn", None, "receipt"),
        ("trong 05 ngày kể từ ngày ký ban hành", None, "signing"),
        ("trong 05 ngày kể từ ngày ban hành Quyết định này", None, "signing"),
        ("trong 05 ngày kể từ ngày ký hợp đồng", None, "event"),
        ("trong 05 ngày kể từ khi nhận bàn giao đất", None, "event"),
        ("trong 12 tháng liên tục kể từ khi nhận bàn giao", None, "event"),
        ("Trong thời hạn 60 ngày làm việc, hội phải tổ chức đại hội", 60, None),
        ("trước ngày họp 03 ngày làm việc", 3, "event"),
    ],
)
def test_a_length_of_time_counts_from_its_anchor(
    text: str, working_days: int | None, anchor: str | None
) -> None:
    (deadline,) = found(text)
    assert (deadline.working_days, deadline.anchor) == (working_days, anchor)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "Định kỳ hằng tuần trước 16 giờ ngày thứ Sáu, báo cáo xã",
            "FREQ=WEEKLY;BYDAY=FR;BYHOUR=16;BYMINUTE=0",
        ),
        ("Trước 16 giờ hằng tuần báo cáo xã", "FREQ=WEEKLY;BYHOUR=16;BYMINUTE=0"),
        (
            "Nộp sổ trước ngày 15/3, 15/6, 15/9 và 15/12 hằng năm",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15",
        ),
        ("Ban hành kế hoạch trong tháng 01 hằng năm", "FREQ=YEARLY;BYMONTH=1"),
        (
            "Ban hành kế hoạch chậm nhất là ngày 31/12 năm trước liền kề",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
        ),
        ("Nộp vào ngày làm việc cuối cùng của tháng, định kỳ hằng tháng", None),
        ("Theo định kỳ hàng tháng, quý, năm báo cáo", "FREQ=MONTHLY"),
        ("Tự kiểm tra 02 lần/tháng", "FREQ=WEEKLY;INTERVAL=2"),
        ("Tập huấn một lần mỗi quý", "FREQ=MONTHLY;INTERVAL=3"),
    ],
)
def test_a_period_and_its_point_make_one_rule(text: str, rule: str | None) -> None:
    assert read(text) == [rule or "FREQ=MONTHLY;BYMONTHDAY=-1"]


def test_a_noun_with_hang_nam_does_not_make_the_day_beside_it_recur() -> None:
    text = "Đưa vào kế hoạch hằng năm của thôn, gửi xã trước ngày 15/12"
    assert read(text) == ["2026-12-15"]


def test_the_meeting_of_the_letter_dates_what_is_due_before_it() -> None:
    text = "Gửi tài liệu trước Hội nghị"
    (deadline,) = found(text, event="2026-09-14T08:00")
    assert (deadline.text, deadline.date) == ("trước Hội nghị", "2026-09-14T08:00")


def test_without_the_letters_date_only_a_written_year_makes_a_day() -> None:
    assert read("Nộp sổ trước ngày 30/9", own=None) == [None]
    assert read("Nộp sổ trước ngày 30/9/2026", own=None) == ["2026-09-30"]
    assert read("Nộp sổ trong tuần này", own=None) == [None]


def test_what_was_understood_is_said() -> None:
    text = "Nộp sổ trước 30/9, sửa xong trước ngày 15/10/2026, họp xong trong tuần này"
    claims = find_deadlines(text, 0, len(text), OWN)
    assert [claim.inferred for claim in claims] == [
        "year-inferred",
        None,
        "deadline-approximate",
    ]


def test_words_outside_the_limits_are_not_seen() -> None:
    text = "Sửa cầu trước ngày 30/9/2026. Sửa đường trước ngày 15/10/2026."
    cut = text.index("Sửa đường")
    (first,) = find_deadlines(text, 0, cut, OWN)
    (second,) = find_deadlines(text, cut, len(text), OWN)
    assert (first.value.date, second.value.date) == ("2026-09-30", "2026-10-15")


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("30/9/2026", "2026-09-30"),
        ("Trước ngày 30/9/2026 ≤ 3 ngày làm việc", "2026-09-30"),
        ("01/9/2026 – 15/9/2026 (≤ 10 ngày)", "2026-09-15"),
        ("≤ 10 ngày, dự kiến 20/9/2026", "2026-09-20"),
        ("Từ 01/9/2026 đến 30/9/2026", "2026-09-30"),
        ("Tháng 9/2026", "2026-09-30"),
        ("9/2026", "2026-09-30"),
        ("9/2026 - 11/2026", "2026-11-30"),
        ("Tháng 9, 10/2026", "2026-10-31"),
        ("Tuần 2 tháng 10/2026", "2026-10-14"),
        ("Quý III/2026", "2026-09-30"),
        ("Quý III-IV", "2026-12-31"),
        ("Quý III và Quý IV/2026", "2026-12-31"),
        ("Năm 2026", "2026-12-31"),
        ("2026", "2026-12-31"),
        ("- Trong tháng 10;", "2026-10-31"),
        ("Hằng năm", "FREQ=YEARLY"),
        ("Hằng quý, năm", "FREQ=MONTHLY;INTERVAL=3"),
        ("07 ngày làm việc", "P7D"),
        ("Ngay trong tuần này", "2026-09-11"),
        ("Thường xuyên", None),
        ("Thực hiện thường xuyên trong năm 2026", None),
        ("Từ tháng 9/2026", None),
        ("Giai đoạn 2026-2030", None),
        ("Khi có yêu cầu", None),
        ("Ngay sau khi có hướng dẫn", None),
        ("  ", None),
        ("", None),
    ],
)
def test_a_cell_needs_no_operator(cell: str, due: str | None) -> None:
    claim = read_deadline_cell(cell, 0, len(cell), OWN)
    assert (when(claim.value) if claim else None) == due
    assert claim is None or claim.value.text == cell.strip(" -;")


def test_a_line_that_is_done_all_the_time_has_no_deadline() -> None:
    assert found("- Thời gian hoàn thành: Thực hiện thường xuyên.") == []


@pytest.mark.parametrize(
    ("line", "words", "due"),
    [
        (
            "Thời gian: 08 giờ 00 phút, ngày 14/9/2026 (thứ Hai)",
            "08 giờ 00 phút, ngày 14/9/2026",
            "2026-09-14T08:00",
        ),
        (
            "Thời gian: 01 ngày, khai mạc lúc 8h00 ngày 15/9",
            "8h00 ngày 15/9",
            "2026-09-15T08:00",
        ),
        (
            "Vào hồi 8h30’ ngày 16 tháng 9 năm 2026",
            "8h30’ ngày 16 tháng 9 năm 2026",
            "2026-09-16T08:30",
        ),
        (
            "Ngày 20/9/2026 (Chủ nhật), khai mạc lúc 7 giờ 30",
            "Ngày 20/9/2026",
            "2026-09-20T07:30",
        ),
        (
            "Từ 07h30 - 17h00, ngày 20/9/2026",
            "07h30 - 17h00, ngày 20/9/2026",
            "2026-09-20T07:30",
        ),
        ("Ngày 20/9/2026", "Ngày 20/9/2026", "2026-09-20"),
    ],
)
def test_a_meeting_begins_when_its_line_says(line: str, words: str, due: str) -> None:
    claim = find_meeting_time(line, 0, len(line), OWN)
    assert claim is not None
    assert (claim.value.text, claim.value.date) == (words, due)


def test_a_line_without_a_day_gives_no_meeting() -> None:
    line = "Thời gian: 08 giờ 00, sẽ thông báo sau"
    assert find_meeting_time(line, 0, len(line), OWN) is None


PIECES = st.lists(
    st.sampled_from(
        [
            *("trước ", "chậm nhất ", "đến ", "hết ", "trong ", "vào ", "gia hạn "),
            *(
                "ngày ",
                "30/9",
                "15/10/2026",
                "tháng ",
                "quý IV ",
                "năm ",
                "05 ",
                "(05) ",
            ),
            *("hằng ", "định kỳ ", "tuần ", "lần", "/", "thứ Sáu ", "17h00 ", "của "),
            *(
                "kể từ ngày ký ",
                "làm việc ",
                "hoàn thành ",
                "Thời hạn: ",
                "này ",
                "họp ",
            ),
            *(
                "(05) ",
                "họp ",
                ", ",
                "; ",
                ". ",
                "(",
                ")",
                "\n",
                "báo cáo ",
                "6 tháng",
                "trước khi ",
            ),
        ]
    ),
    max_size=25,
).map("".join)
OWNS = st.sampled_from([None, "2026", "2026-09", OWN, "2024-02-29"])


@given(PIECES | st.text(max_size=60), OWNS)
def test_deadlines_quote_the_text_in_order_without_overlap(
    text: str, own: str | None
) -> None:
    claims = find_deadlines(text, 0, len(text), own, event="2026-09-14T08:00")
    spans = [claim.spans[0] for claim in claims]
    assert [claim.value.text for claim in claims] == [span.of(text) for span in spans]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert find_deadlines(text, 0, len(text), own, event="2026-09-14T08:00") == claims


@given(PIECES, OWNS)
def test_a_cell_or_line_of_any_words_is_read_without_error(
    text: str, own: str | None
) -> None:
    for read_one in (read_deadline_cell, find_meeting_time):
        claim = read_one(text, 0, len(text), own)
        assert claim is None or claim.value.text == claim.spans[0].of(text)


@given(st.dates(), st.sampled_from(["trước ngày", "chậm nhất ngày", "đến hết ngày"]))
def test_a_day_ahead_of_the_letter_is_read_as_written(
    day: object, operator: str
) -> None:
    year, month, number = str(day).split("-")
    text = f"Nộp sổ {operator} {number}/{month}/{year}"
    expected = [] if int(year) < 1900 or int(year) > 2099 else [str(day)]
    assert read(text, own=str(day)) == expected


@pytest.mark.parametrize(
    "unit",
    ["trước 1/9, ", "đến ", "hằng tháng, ", "trong 05 ngày ", "Thời hạn: ", "(", "1, "],
)
def test_hostile_repetition_is_read_in_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    claims = find_deadlines(text, 0, len(text), OWN)
    assert len(claims) <= len(text) // len(unit)


ROWS = [
    pytest.param(section, row, id=f"{section}-{row['id']}-{index}")
    for section, rows in table("deadlines").items()
    if isinstance(rows, list)
    for index, row in enumerate(rows)
]


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_each_pattern_matches_its_examples_and_refuses_the_others(
    section: str, row: dict[str, list[str]]
) -> None:
    pattern = compiled(str(row["regex"]))
    if section == "operator":  # it stands right before its date
        pattern = re.compile(rf"(?:{row['regex']})[ :,]*\(?\Z", re.IGNORECASE)
    assert row["matches"], "a pattern without an example is a guess"
    assert [text for text in row["matches"] if not pattern.search(text)] == []
    assert [text for text in row["refuses"] if pattern.search(text)] == []
