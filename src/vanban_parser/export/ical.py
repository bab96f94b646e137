"""Tasks as an iCalendar file: a to-do a task, for any calendar that can import.

What is given: UID (the task's id), SUMMARY (its title), DESCRIPTION (`Duty.text`), DUE
(a day stays a day, an hour has its zone), PRIORITY from the letter's urgency, CONTACT
(who does it), CATEGORIES (the letter's code), URL (the link, where there is one) and
STATUS:NEEDS-ACTION.  A task without a deadline has no DUE.  One that recurs has
DTSTART, the first day by which it is due, and RRULE; no DUE, which would have to be
later.

Source:
    RFC 5545: 3.1 (folding), 3.3.11 (escapes), 3.6.2 (VTODO), 3.6.5 (VTIMEZONE),
    3.8.1.9 (priorities), 3.8.2.3 (DUE), 3.8.5.3 (RRULE).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from vanban_parser.export.duty import Duty
from vanban_parser.export.moments import ZONE, due_text, utc_stamp
from vanban_parser.export.signs import without_controls

TEXTS: Final = frozenset({"SUMMARY", "DESCRIPTION", "CONTACT", "COMMENT"})
"""Properties of text, which have escapes."""
STAMP: Final = "%Y%m%dT%H%M%S"
_PRIORITIES: Final = {1: "1", 2: "3", 3: "4"}
"""By the rank of urgency: 1 to 4 are high; an ordinary letter says nothing."""
_OCTETS: Final = 75
# Since 1975; deadlines of older letters have passed.
TIMEZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def to_ical(duties: Iterable[Duty], at: dt.datetime) -> str:
    """Return the calendar; lines end in CR LF, as the standard wants.

    Args:
        duties: The tasks.
        at: When it is made, with its zone: the same duties and the same moment give
            the same text.
    """
    stamp = utc_stamp(at)
    tasks = [(duty, values_of(duty)) for duty in duties]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//vanban_parser//VN",
        "CALSCALE:GREGORIAN",
        *(TIMEZONE if any(has_hour(values) for _, values in tasks) else ()),
        *(line for duty, values in tasks for line in _todo(duty, values, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def values_of(duty: Duty) -> dict[str, str]:
    """Return what our properties hold; an empty text where there is nothing.

    ``DUE`` is ISO 8601; ``RRULE`` is the first time and the rule, for DTSTART and RRULE
    mean nothing without each other.
    """
    return {
        "SUMMARY": duty.title,
        "DESCRIPTION": duty.text,
        "DUE": due_text(duty.due),
        "RRULE": str(duty.recurrence or ""),
        "PRIORITY": _PRIORITIES.get(duty.rank or 0, ""),
        "URL": duty.link or "",
        "CONTACT": "; ".join(duty.assignees),
    }


def has_hour(values: Mapping[str, str]) -> bool:
    """Tell whether one of `values_of` is a time with a zone."""
    return any("T" in values.get(name, "")[:11] for name in ("DUE", "RRULE"))


def lines_of(name: str, value: str) -> Iterator[str]:
    """Yield the lines that stand for one of `values_of`; none for an empty one."""
    if not value:
        return
    if name == "DUE":
        yield _moment_line(name, value)
    elif name == "RRULE":
        first, _, rule = value.partition(" ")
        yield _moment_line("DTSTART", first)
        yield f"{name}:{rule}"
    elif name in TEXTS:
        yield f"{name}:{escaped(value)}"
    else:
        yield f"{name}:{value}"


def _todo(duty: Duty, values: Mapping[str, str], stamp: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:{duty.id}"
    yield f"DTSTAMP:{stamp}"
    for name, value in values.items():
        yield from lines_of(name, without_controls(value))
    yield f"CATEGORIES:{escaped(without_controls(duty.code))}"
    yield "STATUS:NEEDS-ACTION"
    yield "END:VTODO"


def _moment_line(name: str, value: str) -> str:
    if "T" in value:
        at = dt.datetime.fromisoformat(value)
        return f"{name};TZID={ZONE}:{at.strftime(STAMP)}"
    return f"{name};VALUE=DATE:{value.replace('-', '')}"


def escaped(text: str) -> str:
    """Return words as a property of text holds them."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line broken where it is too long, never within a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the blank that the next line begins with
        piece += sign
        size += octets
    return "\r\n ".join([*pieces, piece])
