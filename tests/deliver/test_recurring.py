"""Recurring tasks in real calendars: the rule with its first day, and no due date."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from tests.deliver.conftest import Start
from tests.deliver.office import deliver, letter_with, task
from tests.deliver.real.bench import ELSEWHERE
from tests.deliver.real.calendars import Calendars
from tests.deliver.test_trackers import config, forget_deliveries, reread
from tests.store.arriving import filed
from vanban_parser.model.letter import Deadline
from vanban_parser.store import remotes
from vanban_parser.store.engine import Store

ONE = str(task(1).id)
ISSUED = "2026-11-27"


def every(rule: str) -> Deadline:
    return Deadline(text="trước ngày 20 hằng tháng", rrule=rule, operator="every")


def todo(bench: Calendars) -> icalendar.Todo:
    (found,) = icalendar.Calendar.from_ical(bench.raw(ONE)).walk("VTODO")
    return found


@pytest.fixture(params=["radicale", "xandikos"])
def calendars(request: pytest.FixtureRequest, started: Start) -> Calendars:
    bench = started(request.param, ELSEWHERE)()
    assert isinstance(bench, Calendars)
    return bench


def test_a_rule_comes_changes_and_goes(calendars: Calendars, store: Store) -> None:
    monthly = every("FREQ=MONTHLY;BYMONTHDAY=20")
    came = letter_with(task(1, deadline=monthly), issued_on=ISSUED)
    filed(store, came)
    deliver(store, config(calendars))
    first = todo(calendars)
    assert first["DTSTART"].dt == dt.date(2026, 12, 20)
    assert first["RRULE"] == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [20]}
    assert "DUE" not in first
    # What is there is what was sent, also after the server kept it in its own way.
    forget_deliveries(store, all_of_it=True)
    deliver(store, config(calendars))
    with store.reading() as tx:
        assert remotes.kept(tx, "here") == {}
    weekly = every("FREQ=WEEKLY;BYDAY=TH;BYHOUR=11;BYMINUTE=0")
    reread(store, came, task(1, deadline=weekly), issued_on=ISSUED)
    deliver(store, config(calendars))
    second = todo(calendars)
    assert second["DTSTART"].dt.isoformat() == "2026-12-03T11:00:00+07:00"
    assert second["RRULE"]["FREQ"] == ["WEEKLY"]
    assert calendars.raw(ONE).count("RRULE") == 1
    reread(store, came, task(1), issued_on=ISSUED)
    deliver(store, config(calendars))
    third = todo(calendars)
    assert third["DUE"].dt == dt.date(2026, 11, 30)
    assert "RRULE" not in third
    assert "DTSTART" not in third


def test_who_did_it_once_is_at_the_next_time(
    calendars: Calendars, store: Store
) -> None:
    """Programs move DTSTART on when a time is done: that stays."""
    came = letter_with(
        task(1, deadline=every("FREQ=MONTHLY;BYMONTHDAY=20")), issued_on=ISSUED
    )
    filed(store, came)
    deliver(store, config(calendars))
    moved = calendars.raw(ONE).replace("DATE:20261220", "DATE:20270120")
    calendars.put(ONE, moved)
    changed = every("FREQ=MONTHLY;BYMONTHDAY=15")
    reread(store, came, task(1, title="Khác", deadline=changed), issued_on=ISSUED)
    deliver(store, config(calendars))
    after = todo(calendars)
    assert str(after["SUMMARY"]) == "Khác"
    assert after["DTSTART"].dt == dt.date(2027, 1, 20)
    assert after["RRULE"]["BYMONTHDAY"] == [20]
    with store.reading() as tx:
        assert remotes.kept(tx, "here") == {ONE: ("RRULE",)}
