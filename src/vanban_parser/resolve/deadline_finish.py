"""What a deadline's words mean on the calendar: strict end, computed day, doubts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.days import known_day
from vanban_parser.resolve.deadline_words import WEEKDAY, WEEKDAYS, rows
from vanban_parser.resolve.working_days import add_months, reckon

_QUARTERLY = re.compile(r"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=(?P<day>\d+)")
_MONTH_OF_QUARTER = re.compile(
    r"tháng (?P<place>đầu|cuối|thứ (?:nhất|hai|ba))(?: \S+){0,4}? quý", re.IGNORECASE
)
_MONTHS_OF_QUARTER: Final = {
    "đầu": 0,
    "thứ nhất": 0,
    "thứ hai": 1,
    "thứ ba": 2,
    "cuối": 2,
}
_DAY_PARTS = rows("day_part")
_ORDER: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# "tuần thứ hai của tháng 10" counts weeks.
_DAY_NAME = re.compile(
    rf"(?<!\w)(?<!tuần )(?<!lễ )(?P<day>{WEEKDAY})(?!\w)", re.IGNORECASE
)
_DAY_NAME_AFTER = re.compile(
    rf",? ?\(?(?:ngày )?(?P<day>{WEEKDAY})(?!\w)", re.IGNORECASE
)
# Where a weekday may still stand after a date, in characters.
_AFTER: Final = 16
# "trước 24h00 ngày 30/9" means the end of that day.
_MIDNIGHT = re.compile(r"(?<!\d)24 ?(?:giờ|h|g|:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """What limits are reckoned from: the letter's date and the day of receipt.

    Each is an ISO 8601 date, the letter's of reduced precision, or None.
    """

    issued_on: str | None
    received: dt.date | None = None


def finished(text: str, found: Finding[Deadline], known: Known) -> Finding[Deadline]:
    """Return a deadline with `last_ok`, `computed_date` and the flags they bring.

    What the words say (`date`, `rrule`, `duration`) stays as found.

    Args:
        text: `Document.text`.
        found: A deadline as one of the finders returns it.
        known: What a period may count from.
    """
    deadline = found.value
    flags = list(deadline.flags)
    if deadline.date is not None:
        flags += _doubts(text, found.spans[-1], deadline)
        deadline = deadline.model_copy(update={"last_ok": _last_ok(deadline)})
    elif deadline.duration is not None and deadline.computed_date is None:
        computed, doubts = _computed(deadline, known)
        flags += doubts
        deadline = deadline.model_copy(update={"computed_date": computed})
    elif deadline.rrule is not None:
        first = _first_time(deadline, known)
        deadline = deadline.model_copy(update={"start": first})
    distinct = tuple(dict.fromkeys(flags))
    return replace(found, value=deadline.model_copy(update={"flags": distinct}))


def _first_time(deadline: Deadline, known: Known) -> str | None:
    """Return the first time of a quarterly day, by the month of the quarter it names.

    ``FREQ=MONTHLY;INTERVAL=3`` alone does not say which months are meant; with this
    day as DTSTART it does (RFC 5545).
    """
    rule = _QUARTERLY.fullmatch(deadline.rrule or "")
    named = _MONTH_OF_QUARTER.search(deadline.text)
    own = known_day(known.issued_on)
    if rule is None or named is None or own is None:
        return None
    place = _MONTHS_OF_QUARTER[named["place"].lower()]
    month = own.replace(day=1)
    while (month.month - 1) % 3 != place or _day_in(month, rule) < own:
        month = add_months(month, 1)
    return _day_in(month, rule).isoformat()


def _day_in(month: dt.date, rule: re.Match[str]) -> dt.date:
    last = add_months(month, 1) - dt.timedelta(days=1)
    return min(month + dt.timedelta(days=int(rule["day"]) - 1), last)


def _part_of_day(deadline: Deadline) -> str | None:
    """Return when the part of a day ends that is named without an hour, or None."""
    if deadline.date is None or "T" in deadline.date or deadline.start is not None:
        return None
    return next(
        (row.until for row in _DAY_PARTS if row.regex.search(deadline.text)), None
    )


def _last_ok(deadline: Deadline) -> str | None:
    due, part = deadline.date, _part_of_day(deadline)
    if due is not None and part is not None:
        return f"{due}T{part}"
    if due is None or deadline.operator != "before":
        return due
    if "T" in due or _MIDNIGHT.search(deadline.text):
        return due
    return (dt.date.fromisoformat(due) - dt.timedelta(days=1)).isoformat()


def _doubts(text: str, span: Span, deadline: Deadline) -> list[str]:
    """Return the flag of a day that is named as another weekday."""
    day = dt.date.fromisoformat((deadline.date or "")[:10])
    flags = [] if _part_of_day(deadline) is None else ["deadline-approximate"]
    named = _DAY_NAME.search(deadline.text) or _DAY_NAME_AFTER.match(
        text, span.end, span.end + _AFTER
    )
    if named is not None:
        code = WEEKDAYS[named["day"].lower().removeprefix("thứ ")]
        if _ORDER.index(code) != day.weekday():
            flags.append("deadline-weekday-mismatch")
    return flags


def _computed(deadline: Deadline, known: Known) -> tuple[str | None, list[str]]:
    """Return when a period ends, and the flags of what that rests on."""
    anchor, flags = _anchor(deadline, known)
    if anchor is None or deadline.duration is None:
        return None, []
    due = reckon(anchor, deadline.duration, deadline.working_days)
    if due is None:
        return None, []
    if not due.sure:
        flags.append("holidays-unconfirmed")
    return due.due, flags


def _anchor(deadline: Deadline, known: Known) -> tuple[str | None, list[str]]:
    if deadline.anchor == "receipt" and known.received is not None:
        return known.received.isoformat(), []
    if deadline.anchor not in {"receipt", "signing"}:
        return None, []
    own = known_day(known.issued_on)
    if own is None:
        return None, []
    assumed = deadline.anchor == "receipt"
    return own.isoformat(), ["anchor-assumed"] if assumed else []
