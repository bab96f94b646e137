"""Tasks as Taskwarrior imports them: ``task import tasks.json``.

What is given: ``uuid`` (the task's id), ``description`` (its title), ``due``,
``priority`` (H or M from the letter's urgency), ``project`` ``vanban``, the tag
``vanban``, and attributes of ours (UDA): ``vanbantext``, ``vanbanassignee``,
``vanbanletter``, ``vanbanlink``.  Tasks are new and open: an import over tasks that a
person has changed sets them back, so ``vanban deliver`` is for doing it again.

Sources:
    task(1); the Taskwarrior JSON format of GothenburgBitFactory.
    Measured with 2.6.2: a bad date or an empty description ends the program by SIGSEGV.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from vanban_parser.errors import VanbanError
from vanban_parser.export.duty import Duty
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.export.json import dumps
from vanban_parser.export.moments import Due, utc_stamp
from vanban_parser.export.signs import without_controls

PROJECT: Final = "vanban"
OWN: Final = ("vanbantext", "vanbanassignee", "vanbanletter", "vanbanlink")
"""Attributes of ours (UDA); people who declare them see them in ``task ID info``."""
FIELDS: Final = ("description", "due", "priority", "project", *OWN)
"""What we fill in, beside what every new task has."""
_DAY_AT: Final = dt.time(9, 59, tzinfo=dt.UTC)
"""The program knows no days, only moments, and shows them in the machine's zone.  This
one, 16:59 of the office, is the same day from UTC-9:30 to UTC+14: no moment is so
everywhere, and this leaves out the fewest people."""
_PRIORITIES: Final = {1: "H", 2: "M", 3: "M"}
_UNHARMED: Final = ("&open;", "&close;")
"""How 2.x writes brackets into its file: in a text they would become brackets."""


def to_taskwarrior(
    duties: Iterable[Duty], at: dt.datetime
) -> tuple[str, tuple[VanbanError, ...]]:
    """Return the tasks as a JSON array, one a line, and those it cannot hold.

    Args:
        duties: The tasks.
        at: When they are made, with its zone.
    """
    lines: list[str] = []
    refused: list[VanbanError] = []
    for duty in duties:
        values = values_of(duty, PROJECT, duty.assignees)
        values = {name: without_controls(value) for name, value in values.items()}
        values["description"] = " ".join(values["description"].split())
        fault = fault_in(values)
        if fault is not None:
            refused.append(UnfitForFormatError(duty.code, f"{duty.id}: {fault}"))
        else:
            lines.append(dumps(new(duty.id, values, at)))
    return "[\n" + ",\n".join(lines) + "\n]\n", tuple(refused)


def values_of(duty: Duty, project: str, assignees: Iterable[str]) -> dict[str, str]:
    """Return what `FIELDS` are to hold; an empty text where there is nothing."""
    return {
        "description": duty.title,
        "due": due_text(duty.due),
        "priority": _PRIORITIES.get(duty.rank or 0, ""),
        "project": project,
        "vanbantext": duty.text,
        "vanbanassignee": "; ".join(assignees),
        "vanbanletter": duty.code,
        "vanbanlink": duty.link or "",
    }


def new(key: str, values: Mapping[str, str], at: dt.datetime) -> dict[str, object]:
    """Return an open task with `values`, made at a moment with its zone."""
    return {
        "uuid": key,
        "status": "pending",
        "entry": utc_stamp(at),
        "tags": ["vanban"],
        **{name: value for name, value in values.items() if value},
    }


def due_text(due: Due | None) -> str:
    """Return a deadline as the program takes it without doubt: a moment in UTC."""
    if due is None:
        return ""
    if not isinstance(due, dt.datetime):
        due = dt.datetime.combine(due, _DAY_AT)
    return utc_stamp(due)


def fault_in(values: Mapping[str, str]) -> str | None:
    """Return what would end the program, or would not stay as it is; None if nothing.

    Control characters are not looked for here.
    """
    if not values["description"].strip():
        return "description: empty"
    for name, value in values.items():
        for mark in _UNHARMED:
            if mark in value:
                return f"{name}: {mark}"
    return None
