"""Time limits on the calendar: first day, last day, days off, months, hours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.holidays import calendar
from vanban_parser.resolve.working_days import (
    Reckoned,
    add_months,
    add_working_days,
    next_working_day,
    reckon,
)

KNOWN_DAYS = st.dates(dt.date(2019, 2, 1), dt.date(2027, 10, 1))


@pytest.mark.parametrize(
    ("anchor", "count", "due"),
    [
        ("2026-08-27", 5, "2026-09-08"),  # over 31/8 (swapped), 01/9 and 02/9
        ("2026-09-11", 5, "2026-09-18"),
        ("2026-08-20", 2, "2026-08-22"),  # a Saturday that is worked
        ("2026-02-13", 1, "2026-02-23"),  # over Tết
        ("2026-09-12", 1, "2026-09-14"),  # received on a Saturday
        ("2026-09-14", -3, "2026-09-09"),
        ("2026-09-14", 0, "2026-09-14"),
        ("2018-12-20", 1, None),
        ("2027-12-30", 5, None),
    ],
)
def test_working_days_leave_out_the_first_and_days_off(
    anchor: str, count: int, due: str | None
) -> None:
    found = add_working_days(dt.date.fromisoformat(anchor), count)
    assert (found.isoformat() if found else None) == due


@given(KNOWN_DAYS, st.integers(1, 25))
def test_as_many_working_days_lie_between_as_were_counted(
    day: dt.date, count: int
) -> None:
    due = add_working_days(day, count)
    assert due is not None
    known = calendar()
    between = [day + dt.timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(bool(known.is_working(each)) for each in between) == count
    assert known.is_working(due)


@given(KNOWN_DAYS)
def test_the_next_working_day_skips_only_days_off(day: dt.date) -> None:
    due = next_working_day(day)
    assert due is not None
    known = calendar()
    skipped = [day + dt.timedelta(days=n) for n in range((due - day).days)]
    assert not any(known.is_working(each) for each in skipped)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 2, "2027-02-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_a_month_without_such_a_day_ends_on_its_last(
    day: str, count: int, due: str
) -> None:
    assert add_months(dt.date.fromisoformat(day), count).isoformat() == due


@pytest.mark.parametrize(
    ("anchor", "duration", "working", "due"),
    [
        ("2026-09-11", "P5D", 5, Reckoned("2026-09-18")),
        ("2026-09-11", "P3D", None, Reckoned("2026-09-14")),
        ("2026-09-10", "P10D", 10, Reckoned("2026-09-24")),
        ("2026-09-10", "P30D", None, Reckoned("2026-10-12", moved=True)),
        ("2026-09-10", "P10D", None, Reckoned("2026-09-21", moved=True)),
        ("2026-09-10", "P2W", None, Reckoned("2026-09-24")),
        ("2026-08-31", "P6M", None, Reckoned("2027-03-01", moved=True, sure=False)),
        ("2025-09-10", "P1Y", None, Reckoned("2026-09-10")),
        ("2026-12-28", "P10D", 10, Reckoned("2027-01-12", sure=False)),
        ("2026-09-14T08:00", "-P3D", 3, Reckoned("2026-09-09")),
        ("2026-09-13", "-P1D", None, Reckoned("2026-09-12")),
        ("2026-09-11T15:30", "PT24H", None, Reckoned("2026-09-12T15:30")),
        ("2026-09-11", "PT24H", None, None),
        ("2031-09-11", "P3D", None, None),
        ("2026-09-11", "P9999Y", None, None),
        ("2026-09-11", "soon", None, None),
    ],
)
def test_a_period_ends_with_its_last_day_or_the_next_working_day(
    anchor: str, duration: str, working: int | None, due: Reckoned | None
) -> None:
    assert reckon(anchor, duration, working) == due
