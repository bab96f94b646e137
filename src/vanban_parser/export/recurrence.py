"""When a recurring deadline is due for the first time, and by which rule then.

A rule alone says no day: RFC 5545 counts it from DTSTART, which must fit it.  That is
the first day on or after the letter's which the rule names, or the one that the record
has as the first.  Where rule and letter do not settle the days (``hằng quý`` names
none, of every second week nobody knows which) there is nothing: the words tell.

Source:
    RFC 5545: 3.3.10 (rules), 3.8.5.3 (DTSTART is the first time).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vanban_parser.export.moments import OFFICE, Due, due_from, due_text
from vanban_parser.model.letter import Deadline

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE"}
)
_SETTLED_BY: Final[Mapping[str, frozenset[str]]] = {
    "DAILY": frozenset(),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYMONTHDAY"}),
    "YEARLY": frozenset({"BYMONTH", "BYMONTHDAY"}),
}
"""What a rule must say beside how often, for its days to be known."""
_AHEAD: Final = 8 * 366
"""Days that are looked through: 29 February may be eight years off."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The first time, and the rule (RFC 5545) by which it is due again."""

    first: Due
    rule: str

    def __str__(self) -> str:
        """Return both as one text: ``2026-12-20 FREQ=MONTHLY;BYMONTHDAY=20``."""
        return f"{due_text(self.first)} {self.rule}"


def recurrence_of(
    deadline: Deadline | None, issued_on: str | None
) -> Recurrence | None:
    """Return when a deadline recurs, None where it does not or nobody can say.

    Args:
        deadline: Of a task.
        issued_on: The letter's own date, of reduced precision.
    """
    if deadline is None or deadline.rrule is None:
        return None
    parts = parts_of(deadline.rrule)
    if not parts.keys() <= _KNOWN:
        return None
    try:
        first = _first(parts, deadline.start, issued_on)
    except ValueError:
        return None  # no day of the calendar, or no number
    return Recurrence(first, canonical(deadline.rrule)) if first is not None else None


def canonical(rule: str) -> str:
    """Return a rule with its parts in one order, so that equal rules are equal text."""
    parts = parts_of(rule)
    frequency = parts.pop("FREQ", None)
    head = [f"FREQ={frequency}"] if frequency else []
    return ";".join([*head, *(f"{name}={parts[name]}" for name in sorted(parts))])


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name, in capitals."""
    pairs = (part.partition("=") for part in rule.upper().split(";") if part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _first(
    parts: Mapping[str, str], start: str | None, issued_on: str | None
) -> Due | None:
    """Return the first time by a rule.

    Raises:
        ValueError: a part of it, or a day, is none.
    """
    if start is not None:
        day = due_from(start[:10])
        return _at(day, parts) if day is not None and _is_named(day, parts) else None
    needed = _SETTLED_BY.get(parts.get("FREQ", ""))
    settled = needed is not None and needed <= parts.keys()
    if not settled or int(parts.get("INTERVAL", "1")) != 1:
        return None
    own = due_from(issued_on)
    if own is None:
        return None
    ahead = (own + dt.timedelta(days=days) for days in range(_AHEAD))
    return next((_at(day, parts) for day in ahead if _is_named(day, parts)), None)


def _is_named(day: dt.date, parts: Mapping[str, str]) -> bool:
    """Tell whether a rule names a day, by what stands behind ``BY``."""
    to_end = (_next_month(day) - day).days
    return (
        _has(parts, "BYMONTH", str(day.month))
        and _has(parts, "BYMONTHDAY", str(day.day), str(-to_end))
        and _has(parts, "BYDAY", _DAYS[day.weekday()])
    )


def _has(parts: Mapping[str, str], name: str, *values: str) -> bool:
    given = parts.get(name)
    # ``05`` is 5.
    listed = {one.lstrip("+0") for one in given.split(",")} if given else set(values)
    return not listed.isdisjoint(values)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _at(day: dt.date, parts: Mapping[str, str]) -> Due:
    """Return the day, or its minute where the rule names one."""
    if "BYHOUR" not in parts:
        return day
    time = dt.time(int(parts["BYHOUR"]), int(parts.get("BYMINUTE", "0")), tzinfo=OFFICE)
    return dt.datetime.combine(day, time)
