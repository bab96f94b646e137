"""A deadline on the calendar: its strict end, its reckoned day, its doubts."""

from __future__ import annotations

import datetime as dt

import pytest

from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_finish import Known, finished
from vanban_parser.resolve.deadlines import find_deadlines, find_meeting_time

OWN = "2026-09-10"
RECEIVED = dt.date(2026, 9, 11)


def one(
    text: str, own: str | None = OWN, received: dt.date | None = RECEIVED
) -> Deadline:
    (found,) = find_deadlines(text, 0, len(text), own)
    return finished(text, found, Known(own, received)).value


@pytest.mark.parametrize(
    ("text", "last_ok"),
    [
        ("Nộp sổ trước ngày 30/9/2026", "2026-09-29"),
        ("Nộp sổ trước 16h00 ngày 14/9/2026", "2026-09-14T16:00"),
        ("Nộp sổ trước 24h00 ngày 14/9/2026", "2026-09-14"),
        ("Nộp sổ chậm nhất ngày 25/9/2026", "2026-09-25"),
        ("Nộp sổ trong tháng 9/2026", "2026-09-30"),
        ("Nộp sổ trước tháng 12/2026", "2026-11-30"),
        ("Nộp sổ trước ngày 01/01/2027", "2026-12-31"),
        ("Nộp sổ trước thứ Sáu", "2026-09-10"),
        ("Nộp sổ trong thời hạn 05 ngày kể từ ngày ký", None),
        ("Nộp sổ trước ngày 15 hằng tháng", None),
        ("Nộp sổ trước ngày 30/9", "2026-09-29"),
    ],
)
def test_before_a_day_is_kept_until_the_day_before(
    text: str, last_ok: str | None
) -> None:
    assert one(text).last_ok == last_ok


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Nộp sổ trong tháng 10/2026", "2026-10-01"),
        ("Xây xong nhà kho trong quý IV/2026", "2026-10-01"),
        ("Thời gian nộp hồ sơ từ ngày 01/10/2026 đến ngày 15/10/2026", "2026-10-01"),
        ("Nộp sổ đến hết tháng 10/2026", None),
        ("Nộp sổ trong ngày 14/9/2026", None),
    ],
)
def test_a_window_has_a_first_day(text: str, start: str | None) -> None:
    assert one(text).start == start


def test_a_period_from_receipt_is_reckoned_from_the_day_of_receipt() -> None:
    text = "Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này"
    deadline = one(text)
    assert (deadline.date, deadline.duration, deadline.anchor) == (
        None,
        "P5D",
        "receipt",
    )
    assert (deadline.computed_date, deadline.flags) == ("2026-09-18", ())


def test_without_the_day_of_receipt_the_letters_own_is_the_earliest() -> None:
    text = "Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này"
    deadline = one(text, received=None)
    assert deadline.computed_date == "2026-09-17"
    assert deadline.flags == ("anchor-assumed",)


def test_a_period_from_signing_is_reckoned_from_the_letters_date() -> None:
    deadline = one("Trả lời trong thời hạn 30 ngày, kể từ ngày ban hành")
    assert (deadline.date, deadline.computed_date) == (None, "2026-10-12")


@pytest.mark.parametrize("own", [None, "2026", "2026-09"])
def test_a_letter_without_a_day_reckons_nothing(own: str | None) -> None:
    text = "Trả lời trong thời hạn 05 ngày kể từ ngày ký"
    assert one(text, own=own).computed_date is None


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo chậm nhất 07 ngày làm việc kể từ khi nhận được ý kiến của trạm",
        "Trong thời hạn 60 ngày làm việc, hội phải tổ chức đại hội",
        "Báo tin trong 24 giờ kể từ khi phát hiện",
        "Gửi tài liệu trước ngày họp 03 ngày làm việc",
    ],
)
def test_a_period_from_an_event_is_not_reckoned(text: str) -> None:
    assert one(text).computed_date is None


def test_a_year_without_confirmed_holidays_is_told() -> None:
    text = "Trả lời trong 10 ngày làm việc kể từ ngày ký"
    deadline = one(text, own="2026-12-28")
    assert deadline.computed_date == "2027-01-12"
    assert deadline.flags == ("holidays-unconfirmed",)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Nộp sổ trước thứ Hai, ngày 14/9/2026", ()),
        ("Nộp sổ trước thứ Ba, ngày 14/9/2026", ("deadline-weekday-mismatch",)),
        ("Nộp sổ trước ngày 14/9/2026 (thứ Hai)", ()),
        ("Nộp sổ trước ngày 14/9/2026 (thứ 6)", ("deadline-weekday-mismatch",)),
        ("Nộp sổ trước ngày 14/9/2026, Chủ nhật", ("deadline-weekday-mismatch",)),
        ("Nộp sổ trước ngày 20/9/2026", ("deadline-non-working-day",)),
        ("Nộp sổ trước ngày 02/9/2026", ("deadline-non-working-day",)),
        ("Nộp sổ trước ngày 22/8/2026", ()),
        ("Nộp sổ trước 30/9", ("year-inferred",)),
        ("Nộp sổ trước 30/6", ("year-inferred", "year-rolled-forward")),
        ("Nộp sổ vào cuối tháng 11/2026", ("deadline-approximate",)),
        ("Nộp sổ trong tháng 10/2026", ()),
        (
            "Nộp sổ trong thời hạn 15 (năm) ngày kể từ ngày ký",
            ("deadline-words-differ",),
        ),
        ("Nộp sổ sau 10 ngày kể từ ngày ký", ("deadline-not-before",)),
        ("Nộp sổ trong vòng 02 tuần kể từ ngày 10/9/2026", ("deadline-computed",)),
    ],
)
def test_what_a_person_should_look_at_is_flagged(
    text: str, flags: tuple[str, ...]
) -> None:
    assert one(text).flags == flags


def test_a_meeting_on_another_weekday_is_flagged() -> None:
    line = "Thời gian: 08 giờ 00, thứ Ba, ngày 14/9/2026"
    found = find_meeting_time(line, 0, len(line), OWN)
    assert found is not None
    done = finished(line, found, Known(OWN)).value
    assert (done.operator, done.last_ok) == ("on", "2026-09-14T08:00")
    assert done.flags == ("deadline-weekday-mismatch",)
