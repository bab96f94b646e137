"""First times and rules, against a reader of rules that is not ours."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.export.moments import OFFICE
from vanban_parser.export.recurrence import Recurrence, canonical, recurrence_of
from vanban_parser.model.letter import Deadline

rules = st.one_of(
    st.integers(1, 31).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.integers(-31, -1).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.sampled_from(["MO", "TH", "SU", "MO,FR"]).map("FREQ=WEEKLY;BYDAY={}".format),
    st.tuples(st.integers(1, 12), st.integers(1, 28)).map(
        lambda pair: "FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format(*pair)
    ),
    st.sampled_from(
        ["FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;INTERVAL=1"]
    ),
)
days = st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31))


def found(rule: str, issued_on: str | None, start: str | None = None) -> object:
    deadline = Deadline(text="định kỳ", rrule=rule, operator="every", start=start)
    return recurrence_of(deadline, issued_on)


@given(rules, days)
def test_the_first_time_is_the_first_that_the_rule_names(
    rule: str, own: dt.date
) -> None:
    recurrence = found(rule, own.isoformat())
    midnight = dt.datetime.combine(own, dt.time())
    assert isinstance(recurrence, Recurrence)
    assert recurrence.first == rrulestr(rule, dtstart=midnight)[0].date()
    # From there on the rule gives the same days: DTSTART is one of them (RFC 5545).
    begins = dt.datetime.combine(recurrence.first, dt.time())
    later, all_of_them = (rrulestr(rule, dtstart=at) for at in (begins, midnight))
    assert later[0] == begins
    assert list(later.xafter(begins, 3)) == list(all_of_them.xafter(begins, 3))


def test_an_hour_is_one_of_the_office() -> None:
    rule = "FREQ=WEEKLY;BYDAY=TH;BYHOUR=11;BYMINUTE=30"
    recurrence = found(rule, "2026-11-27")
    assert isinstance(recurrence, Recurrence)
    assert recurrence.first == dt.datetime(2026, 12, 3, 11, 30, tzinfo=OFFICE)
    assert str(recurrence).startswith("2026-12-03T11:30+07:00 FREQ=WEEKLY;")


def test_a_quarterly_day_begins_where_the_record_says() -> None:
    rule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25"
    recurrence = found(rule, "2026-09-01", "2026-09-25")
    assert str(recurrence) == "2026-09-25 FREQ=MONTHLY;BYMONTHDAY=25;INTERVAL=3"
    assert found(rule, "2026-09-01") is None, "which months nobody knows"
    assert found(rule, "2026-09-01", "2026-09-26") is None, "the two disagree"


@pytest.mark.parametrize(
    ("rule", "issued_on"),
    [
        ("FREQ=MONTHLY", "2026-11-27"),
        ("FREQ=WEEKLY", "2026-11-27"),
        ("FREQ=YEARLY", "2026-11-27"),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-11-27"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-27"),
        ("FREQ=DAILY;INTERVAL=15", "2026-11-27"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "2026-11"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", None),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "2026-11-27"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3", "2026-11-27"),
        ("FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3", "2026-11-27"),
        ("FREQ=DAILY;BYHOUR=25", "2026-11-27"),
        ("FREQ=MONTHLY;BYMONTHDAY=20;INTERVAL=x", "2026-11-27"),
        ("every month", "2026-11-27"),
    ],
)
def test_where_nobody_knows_the_days_there_is_no_rule(
    rule: str, issued_on: str | None
) -> None:
    assert found(rule, issued_on) is None


def test_equal_rules_are_equal_text() -> None:
    assert canonical("byday=th;FREQ=WEEKLY;") == canonical("FREQ=WEEKLY;BYDAY=TH")
