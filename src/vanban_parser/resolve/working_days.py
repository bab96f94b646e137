"""Reckoning of time limits: Bộ luật Dân sự 2015, Điều 144-148, and working days.

The day of the anchor is not counted; a period ends with its last day; where that is no
working day it ends with the next one; a month without such a day ends with its last.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from vanban_parser.lexicon.holidays import calendar

_DURATION = re.compile(r"(?P<sign>-?)P(?P<hours>T)?(?P<n>\d{1,4})(?P<unit>[HDWMY])")
# Years and months beyond this are no limit of a letter but a mistake of reading.
_MOST_MONTHS: Final = 1200


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day (or minute) reckoned; `moved` from a day off, `sure` of the holidays."""

    due: str
    moved: bool = False
    sure: bool = True


def next_working_day(day: dt.date) -> dt.date | None:
    """Return `day` or the first working day after it; None without a table."""
    known = calendar()
    while True:
        working = known.is_working(day)
        if working is None:
            return None
        if working:
            return day
        day += dt.timedelta(days=1)


def add_working_days(day: dt.date, count: int) -> dt.date | None:
    """Return the `count`-th working day after `day` (before it where negative).

    Returns:
        None where the reckoning leaves the years that have a table of holidays; `day`
        itself for a `count` of 0.
    """
    known = calendar()
    step = dt.timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        working = known.is_working(day)
        if working is None:
            return None
        left -= working
    return day


def add_months(day: dt.date, count: int) -> dt.date:
    """Return the same day `count` months on, or the last of a month without it."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def reckon(
    anchor: str, duration: str, working_days: int | None = None
) -> Reckoned | None:
    """Return when a period of `duration` from `anchor` ends.

    Args:
        anchor: ISO 8601 day, or minute where the period is one of hours or minutes; the
            day of receipt, signing or of the event.
        duration: ``P5D``, ``P2W``, ``P1M``, ``P1Y``, ``PT24H``, ``PT30M``; negative
            ones lead back and end where they end.
        working_days: Where those days are working days, their number.

    Returns:
        None where it cannot be told: hours from a day without an hour, a year without
        a table of holidays.
    """
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    count = int(match["n"]) * (-1 if match["sign"] else 1)
    if match["hours"]:
        return _after_time(anchor, count * (1 if match["unit"] == "M" else 60))
    start = dt.date.fromisoformat(anchor[:10])
    if working_days is not None:
        due = add_working_days(start, count)
        return _told(start, due, moved=False)
    if match["unit"] in "MY":
        count *= 12 if match["unit"] == "Y" else 1
        if abs(count) > _MOST_MONTHS:
            return None
        last = add_months(start, count)
    else:
        last = start + dt.timedelta(days=count * (7 if match["unit"] == "W" else 1))
    if count < 0:
        return Reckoned(last.isoformat())
    due = next_working_day(last)
    return _told(start, due, moved=due != last)


def _told(start: dt.date, due: dt.date | None, *, moved: bool) -> Reckoned | None:
    if due is None:
        return None
    first, last = min(start, due), max(start, due)
    return Reckoned(due.isoformat(), moved, calendar().is_confirmed(first, last))


def _after_time(anchor: str, minutes: int) -> Reckoned | None:
    if "T" not in anchor:
        return None
    due = dt.datetime.fromisoformat(anchor) + dt.timedelta(minutes=minutes)  # noqa: DTZ - the letter's own clock
    return Reckoned(due.isoformat(timespec="minutes"))
