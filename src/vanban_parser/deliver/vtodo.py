"""Tasks in iCalendar: written, read, and changed line by line.

What is not ours stays byte for byte, whatever program wrote it: a library that reads
and writes a whole calendar again would lose or reorder what it does not know.

Source:
    RFC 5545: 3.1 (folding), 3.3.11 (escapes), 3.6.2 (VTODO), 3.6.5 (VTIMEZONE).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vanban_parser.export.ical import (
    STAMP,
    TEXTS,
    TIMEZONE,
    escaped,
    folded,
    has_hour,
    lines_of,
)
from vanban_parser.export.moments import OFFICE, UTC_STAMP, ZONE, utc_stamp
from vanban_parser.export.recurrence import canonical

FIELDS: Final = (
    *("SUMMARY", "DESCRIPTION", "DUE", "RRULE", "PRIORITY", "URL", "CONTACT"),
    "ATTENDEE",
)
"""Properties that we fill in; RRULE stands for DTSTART too."""
_MOMENTS: Final = frozenset({"DUE", "DTSTART"})
_NAME = re.compile(r"[A-Za-z0-9-]+")


class NoTaskError(ValueError):
    """A text holds no task with this id."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A calendar with one task: all lines, and where the task's begin and end."""

    lines: tuple[str, ...]
    first: int
    last: int

    def own(self) -> Iterator[tuple[int, str]]:
        """Yield the task's own lines with their places; not those of its alarms."""
        depth = 0
        for at in range(self.first + 1, self.last):
            line = self.lines[at]
            depth += line.upper().startswith("BEGIN:")
            if depth == 0:
                yield at, line
            depth -= line.upper().startswith("END:")

    def text(self) -> str:
        """Return the calendar, folded."""
        return "".join(f"{folded(line)}\r\n" for line in self.lines)


def parsed(text: str, uid: str) -> Todo:
    """Return the task with this id.

    Raises:
        NoTaskError: there is none.
    """
    lines = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n").split("\n")
    lines = [line for line in lines if line]
    first = None
    for at, line in enumerate(lines):
        if line.upper() == "BEGIN:VTODO":
            first = at
        elif line.upper() == "END:VTODO" and first is not None:
            todo = Todo(tuple(lines), first, at)
            if _value(todo, "UID") == uid and not _value(todo, "RECURRENCE-ID"):
                return todo
    raise NoTaskError(uid)


def made(uid: str, values: Mapping[str, str], at: dt.datetime) -> str:
    """Return a calendar with one open task.

    Args:
        uid: Its id.
        values: What our properties hold, as `values_of` gives it.
        at: When it is made.
    """
    stamp = utc_stamp(at)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//vanban_parser//VN",
        *(TIMEZONE if has_hour(values) else ()),
        "BEGIN:VTODO",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"CREATED:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        "STATUS:NEEDS-ACTION",
        *(line for name in FIELDS for line in _lines(name, values[name])),
        "END:VTODO",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def values_of(todo: Todo) -> dict[str, str]:
    """Return what our properties hold, each in one form however it is written."""
    found: dict[str, list[str]] = {name: [] for name in (*FIELDS, "DTSTART")}
    for _, line in todo.own():
        name, parameters, value = _split(line)
        if name in found:
            found[name].append(_plain(name, parameters, value))
    values = {name: "\n".join(sorted(values)) for name, values in found.items()}
    values["RRULE"] = f"{values.pop('DTSTART')} {values['RRULE']}".strip()
    return values


def comments_of(todo: Todo) -> tuple[str, ...]:
    """Return the comments on a task."""
    return tuple(
        unescaped(value)
        for _, line in todo.own()
        for name, _, value in [_split(line)]
        if name == "COMMENT"
    )


def changed(todo: Todo, values: Mapping[str, str], at: dt.datetime) -> Todo:
    """Return the task with other values in the properties named by `values`."""
    stamp = utc_stamp(at)
    new = [line for name, value in values.items() for line in _lines(name, value)]
    new += [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}"]
    gone = {*values, "DTSTAMP", "LAST-MODIFIED"}
    gone |= {"DTSTART"} if "RRULE" in values else set()
    todo = _exchanged(todo, gone, new)
    return _with_zone(todo) if has_hour(values) else todo


def commented(todo: Todo, text: str, tag: str, *, tagged: bool) -> Todo:
    """Return the task with one more comment, and with or without a tag of ours."""
    ours = f"CATEGORIES:{escaped(tag)}"
    gone = {at for at, line in todo.own() if line == ours}
    new = [f"COMMENT:{escaped(text)}", *([ours] if tagged else [])]
    return _without(todo, gone, new)


def unescaped(text: str) -> str:
    """Return the words that a property of text holds."""
    return re.sub(
        r"\\(.)",
        lambda match: "\n" if match[1] in "nN" else match[1],
        text,
        flags=re.DOTALL,
    )


def _split(line: str) -> tuple[str, str, str]:
    """Return name, parameters and value of a property."""
    named = _NAME.match(line)
    if named is None:
        return "", "", line
    quoted = False
    for at in range(named.end(), len(line)):
        if line[at] == '"':
            quoted = not quoted
        elif line[at] == ":" and not quoted:
            return named[0].upper(), line[named.end() : at], line[at + 1 :]
    return named[0].upper(), "", ""


def _plain(name: str, parameters: str, value: str) -> str:
    if name in TEXTS:
        return unescaped(value)
    if name in _MOMENTS:
        return _moment(parameters, value)
    if name == "RRULE":
        return canonical(value)
    if name == "PRIORITY" and value.strip() in ("", "0"):
        return ""
    return value.strip()


def _moment(parameters: str, value: str) -> str:
    """Return a date, or a time in the office's zone; else the property as it is."""
    text = value.strip()
    try:
        if "T" not in text:
            return dt.datetime.strptime(text, "%Y%m%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
        if text.endswith("Z"):
            at = dt.datetime.strptime(text, UTC_STAMP).replace(tzinfo=dt.UTC)
        elif ZONE in parameters:
            at = dt.datetime.strptime(text, STAMP).replace(tzinfo=OFFICE)
        else:
            return f"{parameters}:{text}"
    except ValueError:
        return f"{parameters}:{text}"
    return at.astimezone(OFFICE).isoformat(timespec="minutes")


def _lines(name: str, value: str) -> Iterator[str]:
    """Yield the lines that stand for a value; none for an empty one."""
    if name == "ATTENDEE" and value:
        yield from (f"{name};ROLE=REQ-PARTICIPANT:{one}" for one in value.split("\n"))
    else:
        yield from lines_of(name, value)


def _value(todo: Todo, wanted: str) -> str:
    for _, line in todo.own():
        name, _, value = _split(line)
        if name == wanted:
            return value.strip()
    return ""


def _exchanged(todo: Todo, names: Iterable[str], new: Sequence[str]) -> Todo:
    wanted = set(names)
    return _without(
        todo, {at for at, line in todo.own() if _split(line)[0] in wanted}, new
    )


def _without(todo: Todo, gone: set[int], new: Sequence[str]) -> Todo:
    """Return the task without the lines at `gone` and with `new` ones."""
    before = todo.lines[: todo.first + 1]
    within = [
        line
        for at, line in enumerate(todo.lines)
        if todo.first < at < todo.last and at not in gone
    ]
    # New lines before alarms: properties come first.
    alarm = next(
        (at for at, line in enumerate(within) if line.upper().startswith("BEGIN:")),
        len(within),
    )
    within[alarm:alarm] = new
    lines = (*before, *within, *todo.lines[todo.last :])
    return Todo(lines, todo.first, todo.first + 1 + len(within))


def _with_zone(todo: Todo) -> Todo:
    if f"TZID:{ZONE}" in todo.lines:
        return todo
    at = todo.first
    lines = (*todo.lines[:at], *TIMEZONE, *todo.lines[at:])
    return Todo(lines, at + len(TIMEZONE), todo.last + len(TIMEZONE))
