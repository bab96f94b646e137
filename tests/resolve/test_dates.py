"""The dates of a letter: role, year understood, one entry each; on invented letters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.document import Block, Document, Flow, Source, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import DateMention
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.dates import resolve_dates
from vanban_parser.resolve.days import with_year

SOURCE = Source("letter.docx", "0" * 64, "application/docx", None)
OWN = "2026-09-10"


def document(*paragraphs: str, stamp: int | None = None) -> Document:
    """Return the paragraphs as a document; that at index `stamp` is a stamp."""
    blocks, start = [], 0
    for index, paragraph in enumerate(paragraphs):
        flow = Flow.STAMP if index == stamp else Flow.FULL
        blocks.append(Block(start, start + len(paragraph), flow))
        start += len(paragraph) + 1
    return Document(SOURCE, "\n".join(paragraphs), tuple(blocks))


def findings(
    *paragraphs: str,
    own: str | None = OWN,
    cited: str = "",
    due: str = "",
    annex: str = "",
    stamp: int | None = None,
) -> tuple[Finding[DateMention], ...]:
    letter = document(*paragraphs, stamp=stamp)

    def spans(words: str) -> list[Span]:
        at = letter.text.index(words)
        return [Span(at, at + len(words))] if words else []

    zones = Zones(annex_start=letter.text.index(annex) if annex else len(letter.text))
    issued = None if own is None else Finding(own, (), "test")
    return resolve_dates(letter, zones, issued, spans(cited), spans(due))


def dates(*paragraphs: str, own: str | None = OWN, **places: str) -> list[str]:
    """Return ``role value`` or ``role value..end`` but for the letter's own date."""
    return [
        f"{found.value.role} {found.value.value}"
        + (f"..{found.value.end}" if found.value.end else "")
        for found in findings(*paragraphs, own=own, **places)
        if found.value.role != "issued"
    ]


def test_the_letters_own_date_is_issued_and_quoted_where_it_stands() -> None:
    letter = document("Cầu Lim, ngày 10 tháng 9 năm 2026", "Kính gửi: các thôn.")
    span = Span(9, 33)
    issued = Finding(OWN, (span,), "place-date")
    (found,) = resolve_dates(
        letter, Zones(annex_start=len(letter.text)), issued, [], []
    )
    assert found.value == DateMention(value=OWN, role="issued")
    assert found.spans == (span,)


def test_a_blank_own_date_is_not_also_an_event() -> None:
    letter = document("Cầu Lim, ngày    tháng 9 năm 2026", "Kính gửi: các thôn.")
    zones = Zones(place_date=Span(0, 33), annex_start=len(letter.text))
    assert resolve_dates(letter, zones, None, [], []) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Đề nghị các thôn gửi danh sách trước ngày 20/9/2026.",
            ["deadline 2026-09-20"],
        ),
        ("Hoàn thành việc rà soát trong tháng 10/2026.", ["deadline 2026-10"]),
        (
            "Hoàn thành việc rà soát trong quý IV/2026.",
            ["deadline 2026-10-01..2026-12-31"],
        ),
        ("Hoàn thành việc rà soát trong năm 2027.", ["deadline 2027"]),
        ("Ngày 12/8/2026, Chủ tịch xã chủ trì cuộc họp.", ["event 2026-08-12"]),
        (
            "Quyết định này có hiệu lực kể từ ngày 15/9/2026.",
            ["event 2026-09-15"],
        ),
        (
            "Hội thi diễn ra từ ngày 01/10/2026 đến ngày 05/10/2026.",
            ["event 2026-10-01..2026-10-05"],
        ),
        ("Số liệu tính đến ngày 31/8/2026.", ["period 2026-08-31"]),
        (
            "Báo cáo kết quả công tác thu gom rác tháng 8 năm 2026",
            ["period 2026-08"],
        ),
        ("Chào mừng 30 năm ngày thành lập xã 19/5/2026.", ["other 2026-05-19"]),
        ("Bà Lò Thị Mận, sinh ngày 19/5/1980.", ["other 1980-05-19"]),
        (
            "Thực hiện Công văn số 45/UBND-VX ngày 03/9/2026 về việc trồng cây.",
            ["reference 2026-09-03"],
        ),
        ("Căn cứ Luật Thư viện ngày 21/11/2019;", ["reference 2019-11-21"]),
        (
            "Ngày 03/9/2026, xã Cầu Lim có Công văn số 45/UBND-VX xin lùi hạn.",
            ["reference 2026-09-03"],
        ),
        (
            "Xã mới hoạt động từ ngày 03/9/2026, Sở Mẫu ban hành Kế hoạch số 4/KH-SM.",
            ["event 2026-09-03"],
        ),
        (
            "Theo đề nghị tại Tờ trình số      /TTr-HĐ ngày     tháng 8 năm 2026.",
            ["reference 2026-08"],
        ),
        (
            "Trong 8 tháng (từ 01/01/2026 đến 31/8/2026), xã đã cấp 12 giấy.",
            ["period 2026-01-01..2026-08-31"],
        ),
        (
            "Đến ngày 03/9/2026, toàn xã đạt 91,3%.",
            ["period 2026-09-03"],
        ),
        (
            "Đến hết tháng 8/2026, tỷ lệ hồ sơ nộp trực tuyến toàn xã đạt 45%.",
            ["period 2026-08"],
        ),
        # A quarter is a date only as a deadline.
        ("Đến hết quý II/2026, tỷ lệ hồ sơ trực tuyến đạt 45,8%.", []),
        (
            "Yêu cầu các xã hoàn thành đến hết quý IV/2026.",
            ["deadline 2026-10-01..2026-12-31"],
        ),
    ],
)
def test_the_words_around_a_date_tell_its_role(
    sentence: str, expected: list[str]
) -> None:
    assert dates(sentence) == expected


def test_what_callers_know_decides_before_the_words() -> None:
    sentence = "Theo giấy hẹn ngày 03/9/2026, nộp phí trước ngày 25/9/2026."
    assert dates(sentence) == ["event 2026-09-03", "deadline 2026-09-25"]
    assert dates(sentence, cited="giấy hẹn ngày 03/9/2026") == [
        "reference 2026-09-03",
        "deadline 2026-09-25",
    ]
    assert dates("Dự kiến 25/9/2026 xong.", due="Dự kiến 25/9/2026") == [
        "deadline 2026-09-25"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gửi báo cáo trước ngày 15 hằng tháng.",
        "Gửi báo cáo trước ngày 15/12 hằng năm.",
        "Chỉ số năm 2026 của quý I năm 2026.",
        "Quy hoạch đến năm 2040, giai đoạn 2026-2030.",
        "Trong tháng 9 trời mưa nhiều.",
        "Ký bởi: UBND xã Cầu Lim 10.09.2026 09:27:05 +07:00",
        "Thời gian ký: 10.09.2026 09:27",
    ],
)
def test_what_is_no_date_of_the_letter_is_left_out(sentence: str) -> None:
    assert dates(sentence) == []


def test_a_stamp_is_not_the_letters_text() -> None:
    found = findings("ĐẾN số 12 ngày 11/9/2026", "Họp ngày 12/9/2026.", stamp=0)
    assert [one.value.value for one in found] == [OWN, "2026-09-12"]


@pytest.mark.parametrize(
    ("sentence", "own", "expected"),
    [
        ("Nộp trước ngày 30/9.", "2026-09-10", "deadline 2026-09-30"),
        ("Nộp trước ngày 05/9.", "2026-09-10", "deadline 2026-09-05"),
        ("Nộp trước ngày 30/6.", "2026-09-10", "deadline 2027-06-30"),
        ("Nộp trước ngày 15/01.", "2026-12-20", "deadline 2027-01-15"),
        ("Đã họp ngày 28/12.", "2026-01-05", "event 2025-12-28"),
        ("Họp ngày 05/01.", "2026-12-20", "event 2027-01-05"),
        ("Họp ngày 14/8.", "2026-01-15", "event 2026-08-14"),
        ("Họp ngày 14/8.", "2026-09", "event 2026-08-14"),
        ("Họp ngày 14/8.", "2026", "event 2026-08-14"),
    ],
)
def test_a_year_not_written_comes_from_the_letter(
    sentence: str, own: str, expected: str
) -> None:
    assert dates(sentence, own=own) == [expected]
    assert findings(sentence, own=own)[-1].inferred == "year-inferred"


def test_without_a_letters_date_a_day_without_year_is_no_date() -> None:
    assert dates("Họp ngày 14/8.", own=None) == []


def test_one_date_in_one_role_is_one_entry_with_all_its_places() -> None:
    first, second = "Nộp trước ngày 20/9.", "Nhắc lại: nộp trước ngày 20/9/2026."
    (found,) = (f for f in findings(first, second) if f.value.role == "deadline")
    text = f"{first}\n{second}"
    assert [span.of(text) for span in found.spans] == ["ngày 20/9", "ngày 20/9/2026"]
    assert found.inferred is None


def test_the_day_after_which_nothing_is_taken_is_the_deadline_again() -> None:
    text = "Nộp trước ngày 20/9/2026. Sau ngày 20/9/2026, xã không nhận hồ sơ."
    assert dates(text) == ["deadline 2026-09-20"]


def test_only_what_stands_behind_the_letter_alone_is_of_the_annex() -> None:
    found = findings(
        "Họp ngày 12/9/2026.",
        "PHỤ LỤC",
        "Họp ngày 12/9/2026, tổng kết ngày 30/9/2026.",
        annex="PHỤ LỤC",
    )
    assert [(f.value.value, f.value.annex) for f in found] == [
        (OWN, False),
        ("2026-09-12", False),
        ("2026-09-30", True),
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            *("ngày 12/9/2026", "ngày 15/8", "tháng 9/2026", "quý IV/2026", "\n"),
            *("năm 2027", "trước ", "trong ", "hoàn thành ", "Căn cứ ", "số 5/QĐ-X "),
            *("từ ", " đến ", ", ", ". ", ";", "họp ", "(", ")", "hằng năm", "29/02"),
        ]
    ),
    max_size=20,
).map("".join)


@given(PIECES, st.sampled_from([None, "2026", "2026-09", "2026-09-10"]))
def test_any_text_gives_distinct_dates_that_quote_it(
    text: str, own: str | None
) -> None:
    found = findings(*text.split("\n"), own=own)
    keys = [(f.value.value, f.value.end, f.value.role) for f in found]
    assert len(keys) == len(set(keys))
    for one in found:
        assert list(one.spans) == sorted(set(one.spans))
        assert all(span.end <= len(text) for span in one.spans)
    assert findings(*text.split("\n"), own=own) == found


@given(st.dates(), st.sampled_from([True, False]))
def test_an_understood_year_is_that_of_the_letter_or_beside_it(
    day: object,
    ahead: bool,  # noqa: FBT001 - Hypothesis hands it in by position
) -> None:
    (date,) = find_dates("ngày 30/6", 0, 9)
    own = str(day)
    dated = with_year(date, own, ahead=ahead)
    assert dated is not None
    assert dated == replace(date, first=dated.first)
    assert abs((dated.first.year or 0) - int(own[:4])) <= 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nộp sổ trước ngày 15/8 âm lịch.", ["deadline 2026-09-25"]),
        ("Lễ hội mở ngày 15 tháng 8 năm Bính Ngọ.", ["event 2026-09-25"]),
        ("Lễ hội mở ngày 10 tháng 3 năm Ất Tỵ.", ["event 2025-04-07"]),
        (
            "Họp ngày 25/9/2026 (nhằm ngày 15 tháng 8 năm Bính Ngọ).",
            ["event 2026-09-25"],
        ),
        (
            "Họp ngày 25/9/2026 (tức ngày 14 tháng 8 âm lịch).",
            ["event 2026-09-25"],
        ),
        (
            "Triều cường ngày 16-18/10/2026 (nhằm ngày 07-09/9 âm lịch).",
            ["event 2026-10-16..2026-10-18"],
        ),
    ],
)
def test_a_lunar_day_is_told_by_the_common_calendar(
    sentence: str, expected: list[str]
) -> None:
    assert dates(sentence) == expected


def test_a_lunar_day_is_flagged() -> None:
    found = findings("Lễ hội mở ngày 15 tháng 8 năm Bính Ngọ.")
    assert [one.inferred for one in found if one.value.role == "event"] == [
        "lunar-date"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Đến năm 2030, có 80% thôn đạt chuẩn.", ["deadline 2030"]),
        ("- Phấn đấu đến hết năm 2028, 90% hộ có nước sạch.", ["deadline 2028"]),
        ("Đến năm 2020, có 80% thôn đạt chuẩn.", []),
        ("Mục tiêu tổng quát đến năm 2030", []),
        ("Theo Chương trình nước sạch đến năm 2030 của tỉnh.", []),
    ],
)
def test_a_year_to_come_that_leads_its_clause_is_a_horizon(
    sentence: str, expected: list[str]
) -> None:
    assert dates(sentence) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Xem xét đơn đề ngày 10/8/2026 của ông Mẫu khiếu nại việc thu hồi đất.",
        "Ủy ban nhận được Đơn ngày 10/8/2026 của bà Mẫu.",
        "Theo Biên bản làm việc giữa các bên lập ngày 10/8/2026, đất có tranh chấp.",
    ],
)
def test_the_day_of_a_paper_without_a_number_is_a_reference(words: str) -> None:
    assert dates(words) == ["reference 2026-08-10"]


@pytest.mark.parametrize(
    "words", ["Ngày 10/8/2026, các đơn vị họp.", "Ông nộp đơn tại xã ngày 10/8/2026."]
)
def test_what_is_done_on_a_day_is_no_paper(words: str) -> None:
    assert dates(words) == ["event 2026-08-10"]


def test_the_month_reported_on_is_one_date() -> None:
    assert dates(
        "Báo cáo tình hình giá cả thị trường tháng 8/2026",
        "Giá gạo bán ra trong tháng 8/2026 như sau: 20.000 đồng.",
        "Hội nghị họp trong tháng 7/2026.",
    ) == ["period 2026-08", "event 2026-07"]
