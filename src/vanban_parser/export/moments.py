"""Days and minutes as an office means them."""

from __future__ import annotations

import datetime as dt
from typing import Final

ZONE: Final = "Asia/Ho_Chi_Minh"
OFFICE: Final = dt.timezone(dt.timedelta(hours=7), "+07")
"""Indochina time, since 1975 without any change."""
UTC_STAMP: Final = "%Y%m%dT%H%M%SZ"
Due = dt.date | dt.datetime
"""A day (never a `dt.datetime` then), or a minute in `OFFICE`."""


def due_from(moment: str | None) -> Due | None:
    """Return the day, or the minute in `OFFICE`, that an ISO 8601 text means.

    Raises:
        ValueError: there is no such day (31/11) or minute.
    """
    if moment is None:
        return None
    if "T" in moment:
        return dt.datetime.fromisoformat(moment).replace(tzinfo=OFFICE)
    return dt.date.fromisoformat(moment)


def due_text(due: Due | None) -> str:
    """Return a day, or a minute with its zone, in ISO 8601; of None an empty text."""
    if due is None:
        return ""
    if isinstance(due, dt.datetime):
        return due.astimezone(OFFICE).isoformat(timespec="minutes")
    return due.isoformat()


def utc_stamp(at: dt.datetime) -> str:
    """Return a moment in UTC as iCalendar and Taskwarrior write it.

    ``20261127T095900Z``.
    """
    return at.astimezone(dt.UTC).strftime(UTC_STAMP)


def printed(due: Due) -> str:
    """Return a day or minute as people here write it."""
    if isinstance(due, dt.datetime):
        return f"{due:%H:%M %d/%m/%Y}"
    return f"{due:%d/%m/%Y}"
