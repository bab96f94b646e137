"""Deadlines: words, anchors, rules and cells; the catalogue has the forms."""

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
        ("Các trường, hằng quý có ít nhất 01 bài gửi xã", "FREQ=MONTHLY;INTERVAL=3"),
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gửi tài liệu trước ngày họp 03 ngày làm việc", "2026-09-09"),
        ("Gửi tài liệu chậm nhất 02 ngày trước khi khai mạc", "2026-09-12"),
        ("Gửi tài liệu trước 02 ngày", None),
    ],
)
def test_the_meeting_of_the_letter_dates_a_length_before_it(
    text: str, day: str | None
) -> None:
    (deadline,) = found(text, event="2026-09-14T08:00")
    assert (deadline.date, deadline.computed_date) == (None, day)
    assert deadline.flags == (("anchor-event",) if day else ())


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
        ("Ban hành trong tháng 01 hằng năm và thực hiện", "FREQ=YEARLY;BYMONTH=1"),
        ("Chậm nhất trong tháng 9 hằng năm", "FREQ=YEARLY;BYMONTH=9"),
        ("Tháng 6, tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=6,12"),
        ("Quý I hàng năm", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
        ("Trong tháng 9/2026 và hằng năm", "2026-09-30"),
        ("Theo Điều 5 Nghị định số 07/2025/NĐ-CP ngày 15/3/2025", None),
        ("Theo Quyết định số 12/QĐ-UBND ngày 05/3/2026 của UBND tỉnh", None),
        ("Theo Quyết định số 12/QĐ-UBND, trước ngày 30/9/2026", "2026-09-30"),
        ("Theo Kế hoạch kiểm tra hằng năm của tỉnh", None),
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
    needs = row.get("needs", [""])
    assert [
        text
        for text in row["matches"]
        if not any(need in text.lower() for need in needs)
    ] == []
    assert [text for text in row["refuses"] if pattern.search(text)] == []
