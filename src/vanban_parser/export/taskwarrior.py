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
from collections.abc import Iterable
from typing import Final

from vanban_parser.errors import VanbanError
from vanban_parser.export.duty import Due, Duty
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.export.json import dumps
from vanban_parser.export.signs import without_controls

PROJECT: Final = "vanban"
STAMP: Final = "%Y%m%dT%H%M%SZ"
DAY_AT: Final = dt.time(12, tzinfo=dt.UTC)
"""The program knows no days, only moments, and shows them in the machine's zone.  Noon
of Greenwich, 19:00 of the office, is the same day from UTC-12 to UTC+11."""
_PRIORITIES: Final = {1: "H", 2: "M", 3: "M"}
UNHARMED: Final = ("&open;", "&close;")
"""How 2.x writes brackets into its file: in a text they would become brackets."""


def to_taskwarrior(
    duties: Iterable[Duty], at: dt.datetime
) -> tuple[str, tuple[VanbanError, ...]]:
    """Return the tasks as a JSON array, one a line, and those it cannot hold.

    Args:
        duties: The tasks.
        at: When they are made, with its zone.
    """
    stamp = at.astimezone(dt.UTC).strftime(STAMP)
    lines: list[str] = []
    refused: list[VanbanError] = []
    for duty in duties:
        task = _task(duty, stamp)
        fault = _fault(task)
        if fault is not None:
            refused.append(UnfitForFormatError(duty.code, f"{duty.id}: {fault}"))
        else:
            lines.append(dumps(task))
    return "[\n" + ",\n".join(lines) + "\n]\n", tuple(refused)


def due_text(due: Due) -> str:
    """Return a deadline as the program takes it without doubt: a moment in UTC."""
    if not isinstance(due, dt.datetime):
        due = dt.datetime.combine(due, DAY_AT)
    return due.astimezone(dt.UTC).strftime(STAMP)


def _task(duty: Duty, stamp: str) -> dict[str, object]:
    values = {
        "description": " ".join(without_controls(duty.title).split()),
        "due": due_text(duty.due) if duty.due is not None else "",
        "priority": _PRIORITIES.get(duty.rank or 0, ""),
        "project": PROJECT,
        "vanbantext": without_controls(duty.text),
        "vanbanassignee": without_controls("; ".join(duty.assignees)),
        "vanbanletter": without_controls(duty.code),
        "vanbanlink": without_controls(duty.link or ""),
    }
    return {
        "uuid": duty.id,
        "status": "pending",
        "entry": stamp,
        "tags": ["vanban"],
        **{name: value for name, value in values.items() if value},
    }


def _fault(task: dict[str, object]) -> str | None:
    if not task.get("description"):
        return "description: empty"
    for name, value in task.items():
        for mark in UNHARMED:
            if mark in str(value):
                return f"{name}: {mark}"
    return None
