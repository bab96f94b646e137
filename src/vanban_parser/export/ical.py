"""Tasks as an iCalendar file: a to-do a task, for any calendar that can import.

What is given: UID (the task's id), SUMMARY (its title), DESCRIPTION (`Duty.text`), DUE
(a day stays a day, an hour has its zone), PRIORITY from the letter's urgency, CONTACT
(who does it), CATEGORIES (the letter's code), URL (the link, where there is one) and
STATUS:NEEDS-ACTION.  A task without a deadline has no DUE; one that recurs is told by
its words, in the description.

Source:
    RFC 5545: 3.1 (folding), 3.3.11 (escapes), 3.6.2 (VTODO), 3.6.5 (VTIMEZONE),
    3.8.1.9 (priorities).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from vanban_parser.export.duty import ZONE, Due, Duty
from vanban_parser.export.signs import without_controls

PRIORITIES: Final = {1: 1, 2: 3, 3: 4}
"""By the rank of urgency: 1 to 4 are high; an ordinary letter says nothing."""
_STAMP: Final = "%Y%m%dT%H%M%S"
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
    stamp = at.astimezone(dt.UTC).strftime(f"{_STAMP}Z")
    todos = [line for duty in duties for line in _todo(duty, stamp)]
    zoned = any(line.startswith("DUE;TZID") for line in todos)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//vanban_parser//VN",
        "CALSCALE:GREGORIAN",
        *(TIMEZONE if zoned else ()),
        *todos,
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _todo(duty: Duty, stamp: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:{duty.id}"
    yield f"DTSTAMP:{stamp}"
    yield f"SUMMARY:{_text(duty.title)}"
    yield f"DESCRIPTION:{_text(duty.text)}"
    if duty.due is not None:
        yield _due_line(duty.due)
    if duty.rank is not None:
        yield f"PRIORITY:{PRIORITIES[duty.rank]}"
    if duty.assignees:
        yield f"CONTACT:{_text('; '.join(duty.assignees))}"
    yield f"CATEGORIES:{_text(duty.code)}"
    if duty.link is not None:
        yield f"URL:{without_controls(duty.link)}"
    yield "STATUS:NEEDS-ACTION"
    yield "END:VTODO"


def _text(words: str) -> str:
    return escaped(without_controls(words))


def _due_line(due: Due) -> str:
    if isinstance(due, dt.datetime):
        return f"DUE;TZID={ZONE}:{due.strftime(_STAMP)}"
    return f"DUE;VALUE=DATE:{due:%Y%m%d}"


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
