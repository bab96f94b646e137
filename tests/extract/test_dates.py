"""Date expressions: what is one, what only looks like one; on invented sentences."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vanban_parser.extract.dates import find_dates
from vanban_parser.lexicon.load import table
from vanban_parser.model.values import DateExpression, DateKind, DatePart, WrittenDate

Written = tuple[int | None, int | None, int | None]


def found(text: str) -> list[DateExpression]:
    return list(find_dates(text, 0, len(text)))


def parts(date: WrittenDate | None) -> Written | None:
    return None if date is None else (date.year, date.month, date.day)


def read(text: str) -> list[tuple[str, Written | None, Written | None]]:
    return [(d.span.of(text), parts(d.first), parts(d.last)) for d in found(text)]


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("họp 20/10/2020 tại trụ sở", "20/10/2020", (2020, 10, 20)),
        ("họp 20-10-2020 tại trụ sở", "20-10-2020", (2020, 10, 20)),
        ("họp 20.10.2020 tại trụ sở", "20.10.2020", (2020, 10, 20)),
        ("họp 20 / 10 / 2020", "20 / 10 / 2020", (2020, 10, 20)),
        (
            "Hồng Lĩnh, ngày 05 tháng 10 năm 2020",
            "ngày 05 tháng 10 năm 2020",
            (2020, 10, 5),
        ),
        ("NGÀY 05 THÁNG 7 NĂM 2026", "NGÀY 05 THÁNG 7 NĂM 2026", (2026, 7, 5)),
        ("vào ngày 15/10, các trường", "ngày 15/10", (None, 10, 15)),
        ("xong trước 30/6", "30/6", (None, 6, 30)),
        ("nộp đến 15/11.", "15/11", (None, 11, 15)),
        ("ngày mùng 5/9", "ngày mùng 5/9", (None, 9, 5)),
        ("trước ngày 30/09/26", "ngày 30/09/26", (2026, 9, 30)),
        ("trước ngày 30/4/75", "ngày 30/4/75", (1975, 4, 30)),
        ("thứ Sáu (18/9)", "thứ Sáu (18/9", (None, 9, 18)),
    ],
)
def test_a_day_is_read_in_every_way_offices_write_it(
    text: str, words: str, first: Written
) -> None:
    assert read(text) == [(words, first, None)]


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("tháng 9/2020", DateKind.MONTH, (2020, 9, None), None),
        ("tháng 9 năm 2020", DateKind.MONTH, (2020, 9, None), None),
        ("trong tháng 9", DateKind.MONTH, (None, 9, None), None),
        ("chậm nhất 10/2025", DateKind.MONTH, (2025, 10, None), None),
        ("Tháng 9-10/2026", DateKind.MONTH, (2026, 9, None), (2026, 10, None)),
        ("tháng 9, 10/2026", DateKind.MONTH, (2026, 9, None), (2026, 10, None)),
        (
            "từ tháng 9 đến tháng 11/2026",
            DateKind.MONTH,
            (2026, 9, None),
            (2026, 11, None),
        ),
        ("tháng 12, 01/2026", DateKind.MONTH, (2025, 12, None), (2026, 1, None)),
        ("quý IV/2020", DateKind.QUARTER, (2020, 10, None), (2020, 12, None)),
        ("Quý I năm 2026", DateKind.QUARTER, (2026, 1, None), (2026, 3, None)),
        ("quý 4 năm 2020", DateKind.QUARTER, (2020, 10, None), (2020, 12, None)),
        ("quý 1V/2020", DateKind.QUARTER, (2020, 10, None), (2020, 12, None)),
        ("quý III, IV/2026", DateKind.QUARTER, (2026, 7, None), (2026, 12, None)),
        ("quý III-IV", DateKind.QUARTER, (None, 7, None), (None, 12, None)),
        ("6 tháng đầu năm 2026", DateKind.HALF, (2026, 1, None), (2026, 6, None)),
        ("06 tháng cuối năm", DateKind.HALF, (None, 7, None), (None, 12, None)),
        ("đến năm 2030", DateKind.YEAR, (2030, None, None), None),
    ],
)
def test_months_quarters_and_years_are_read(
    text: str, kind: DateKind, first: Written, last: Written | None
) -> None:
    (date,) = found(text)
    assert (date.kind, parts(date.first), parts(date.last)) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("từ ngày 15/8 đến ngày 14/9/2026", (2026, 8, 15), (2026, 9, 14)),
        ("từ 01/9 - 15/9/2026", (2026, 9, 1), (2026, 9, 15)),
        ("01/3/2018 – 05/3/2018", (2018, 3, 1), (2018, 3, 5)),
        ("04/6/2018-15/6/2018", (2018, 6, 4), (2018, 6, 15)),
        ("từ ngày 10 đến 15 tháng 9 năm 2026", (2026, 9, 10), (2026, 9, 15)),
        ("ngày 26-27/12/2011", (2011, 12, 26), (2011, 12, 27)),
        ("02 ngày (19 – 20/10/2017)", (2017, 10, 19), (2017, 10, 20)),
        ("từ ngày 15/12 đến ngày 14/6/2026", (2025, 12, 15), (2026, 6, 14)),
        ("từ ngày 15/8 đến hết ngày 14/9", (None, 8, 15), (None, 9, 14)),
        ("từ 7h00 ngày 5/9/2026 đến 17h00 ngày 6/9/2026", (2026, 9, 5), (2026, 9, 6)),
    ],
)
def test_a_range_is_one_expression_and_shares_its_year(
    text: str, first: Written, last: Written
) -> None:
    (date,) = found(text)
    assert (parts(date.first), parts(date.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("các ngày 10, 11/9/2026", [(2026, 9, 10), (2026, 9, 11)]),
        ("Ngày 8, 9 và 10/9/2026", [(2026, 9, 8), (2026, 9, 9), (2026, 9, 10)]),
        (
            "trước các ngày 10/9, 10/10 và 10/11",
            [(None, 9, 10), (None, 10, 10), (None, 11, 10)],
        ),
        ("ngày 30 tháng 4 và 01 tháng 5", [(None, 4, 30), (None, 5, 1)]),
        ("ngày 28/12 và cả ngày 29/12/2011", [(2011, 12, 28), (2011, 12, 29)]),
    ],
)
def test_a_list_gives_one_expression_a_day(text: str, days: list[Written]) -> None:
    assert [parts(date.first) for date in found(text)] == days


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("08 giờ 00 phút, ngày 09/11/2024", None, (8, 0)),
        ("14h00 ngày 14/9/2026", None, (14, 0)),
        ("16g00 ngày 14/9", None, (16, 0)),
        ("16:30 ngày 1/9", None, (16, 30)),
        ("11h00’ ngày 1/9", None, (11, 0)),
        ("8h ngày 1/9", None, (8, 0)),
        ("ngày 9/11 lúc 8h", None, (8, 0)),
        ("ngày 09/11/2024, 14h15", None, (14, 15)),
        ("10h00 thứ Hai, ngày 14/9/2026", None, (10, 0)),
        ("8h00-10h00 ngày 28/12/2011", None, (8, 0)),
        ("25h00 ngày 28/12/2011", None, (None, None)),
        ("ngày 28/12/2011", None, (None, None)),
        ("khai mạc 8 giờ 30 sáng ngày 1/9", "8 giờ 30 sáng ngày 1/9", (8, 30)),
    ],
)
def test_the_clock_time_beside_a_day_belongs_to_it(
    text: str, words: str | None, time: tuple[int | None, int | None]
) -> None:
    (date,) = found(text)
    assert date.span.of(text) == (words or text)
    assert (date.hour, date.minute) == time


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("đầu tháng 10", DatePart.START),
        ("giữa tháng 10/2026", DatePart.MIDDLE),
        ("cuối năm 2005", DatePart.END),
        ("cuối quý IV/2026", DatePart.END),
        ("nửa đầu tháng 10/2026", DatePart.FIRST_HALF),
        ("trung tuần tháng 10/2026", DatePart.TEN_2),
        ("tuần thứ ba của tháng 9/2026", DatePart.WEEK_3),
        ("tuần 2 tháng 9", DatePart.WEEK_2),
        ("tuần cuối tháng 9", DatePart.END),
    ],
)
def test_a_part_of_a_month_or_year_is_kept(text: str, part: DatePart) -> None:
    (date,) = found(text)
    assert (date.span.of(text), date.part) == (text, part)


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 31/12 hằng năm",
        "vào ngày 01 tháng 01 hàng năm",
        "trước ngày 31/01 năm liền kề",
        "trước ngày 15/3, 15/6 và 15/9 hằng năm",
        "trong tháng 01 hằng năm",
        "tháng 6, tháng 12 hằng năm",
        "cuối quý I hàng năm",
    ],
)
def test_a_day_of_every_year_is_recurring(text: str) -> None:
    assert found(text)
    assert all(date.recurring for date in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Điều 3/2 của Quy chế",
        "3/4 xã đã nộp",
        "nộp văn bản số 12/9/QĐ",
        "đã có 05/07 xã",
        "tăng đến 05/07 xã",
        "từ 60,5/61,5 điểm",
        "số 0345.12.10.20",
        "điện thoại 02.38.22",
        "trực 24/7",
        "ngày 31/11",
        "ngày 31/11/2026",
        "ngày 29/02/2025",
        "ngày 15 tháng 13",
        "ngày 00/5/2026",
        "năm 2026-2030",
        "năm học 2025-2026",
        "số 30/2020/NĐ-CP",
        "số 01/2011/TT-BNV",
        "mục 2.1.10 dưới đây",
        "trong 9 tháng",
        "quý cơ quan",
        "quý vị đại biểu",
        "nhà số 12/5 đường Cây Đa",
        "đạt 13/14 sở",
        "trước 12/5%",
    ],
)
def test_numbers_that_only_look_like_dates_are_refused(text: str) -> None:
    assert read(text) == []


def test_a_leap_day_stands_where_there_is_one() -> None:
    assert [parts(d.first) for d in found("29/02/2024, ngày 29/02")] == [
        (2024, 2, 29),
        (None, 2, 29),
    ]


def test_words_outside_the_limits_are_not_seen() -> None:
    text = "trước ngày 15/9/2026"
    assert found(text[:16]) != found(text)
    assert find_dates(text, text.index("15/9"), len(text))[0].span.of(text) == (
        "15/9/2026"
    )
    assert find_dates(text, 0, text.index("15")) == ()


FORMS = ("{d:02d}/{m:02d}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d} tháng {m} năm {y}")


@given(st.dates(dt.date(1945, 9, 2), dt.date(2099, 12, 31)), st.sampled_from(FORMS))
def test_what_is_written_is_what_is_read(day: dt.date, form: str) -> None:
    text = "trước ngày " + form.format(d=day.day, m=day.month, y=day.year)
    (date,) = found(text)
    assert parts(date.first) == (day.year, day.month, day.day)


PIECES = st.lists(
    st.sampled_from(
        [
            "ngày ",
            "tháng ",
            "năm ",
            "quý ",
            "từ ",
            "đến ",
            "và ",
            ", ",
            "- ",
            "/",
            ".",
            "(",
            ")",
            "1",
            "2",
            "9",
            "15/9",
            "14/9/2026",
            "IV",
            "2026",
            "giờ ",
            "8h00 ",
            "lúc ",
            "thứ Hai ",
            "cuối ",
            "đầu ",
            "tuần ",
            "6 tháng ",
            "hằng năm",
            "\n",
        ]
    ),
    max_size=25,
).map("".join)


@given(PIECES | st.text(max_size=60))
@example("ngày 1, 2 - 3/9/2026, 4/9 đến 5/9")
def test_spans_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    dates = found(text)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in dates)
    assert all(a.span.end <= b.span.start for a, b in pairwise(dates))
    assert found(text) == dates


@given(PIECES)
def test_a_neutral_sentence_before_moves_spans_and_nothing_else(text: str) -> None:
    ahead = "Kính gửi các đơn vị.\n"
    moved = find_dates(ahead + text, len(ahead), len(ahead) + len(text))
    assert [
        (d.span.start - len(ahead), d.first, d.last, d.hour, d.part) for d in moved
    ] == [(d.span.start, d.first, d.last, d.hour, d.part) for d in found(text)]


ROWS = [
    pytest.param(section, row, id=f"{section}-{row['id']}-{index}")
    for section in (
        *("role", "citation", "grounds", "cites_next", "stamp", "expiry"),
        *("since", "blank_day"),
    )
    for index, row in enumerate(table("dates")[section])
]


@pytest.mark.parametrize(("section", "row"), ROWS)
def test_each_pattern_matches_its_examples_and_refuses_the_others(
    section: str, row: dict[str, list[str]]
) -> None:
    pattern = re.compile(str(row["regex"]), re.IGNORECASE if section == "role" else 0)
    # Those that look at what follows a place begin there.
    begins = section in {"grounds", "cites_next"}
    search = pattern.match if begins else pattern.search
    assert row["matches"], "a pattern without an example is a guess"
    assert [text for text in row["matches"] if not search(text)] == []
    assert [text for text in row["refuses"] if search(text)] == []


@pytest.mark.parametrize(
    ("text", "words", "year"),
    [
        ("Lễ hội ngày 10/3 âm lịch hằng năm", "ngày 10/3 âm lịch", None),
        ("Họp ngày 15 tháng 8 năm Bính Ngọ", "ngày 15 tháng 8 năm Bính Ngọ", 2026),
        ("Họp mùng 6 tháng Giêng", "mùng 6 tháng Giêng", None),
        ("Trước Rằm tháng Bảy", "Rằm tháng Bảy", None),
        ("Cúng rằm tháng 7", "rằm tháng 7", None),
        ("Giỗ tổ 10/3 (ÂL)", "10/3 (ÂL)", None),
    ],
)
def test_a_day_of_the_lunar_calendar_is_told_as_one(
    text: str, words: str, year: int | None
) -> None:
    (found,) = find_dates(text, 0, len(text))
    assert found.lunar
    assert found.first.year == year
    assert found.span.of(text).startswith(words)


@pytest.mark.parametrize(
    "text", ["Họp ngày 15 tháng 8 năm 2026", "ngày 10/3, ALO", "ngày 10/3 ở Bính Ngọ"]
)
def test_a_day_of_the_common_calendar_is_not(text: str) -> None:
    assert [found.lunar for found in find_dates(text, 0, len(text))] == [False]


def test_the_lunar_day_in_brackets_does_not_part_a_range() -> None:
    text = "nghỉ từ ngày 25/01/2025 (26 tháng Chạp) đến hết ngày 02/02/2025 (mùng 5)"

    [(_, first, last)] = read(text)

    assert (first, last) == ((2025, 1, 25), (2025, 2, 2))
