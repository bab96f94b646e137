"""A letter as a person files it: one line of the register, its tasks, its warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban_parser.model.letter import Deadline, Letter


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; `assignees` and `deadline` are empty where the letter is silent."""

    title: str
    assignees: tuple[str, ...]
    deadline: str


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One warning; `field` is a JSON Pointer, or empty."""

    code: str
    message: str
    field: str


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of incoming letters asks; an empty string is a blank.

    `code` is số, ký hiệu (the notation alone where the number is blank); `issued_on`
    is written day first, as offices do.
    """

    filename: str
    document_type: str
    code: str
    issued_on: str
    issuing_body: str
    subject: str
    tasks: tuple[TaskRow, ...]
    warnings: tuple[WarningRow, ...]


def to_register(letter: Letter) -> Register:
    """Return the letter's line of the register with its tasks and warnings."""
    return Register(
        filename=letter.source.filename,
        document_type=letter.document_type or "",
        code=letter.code or letter.notation or "",
        issued_on=day_first(letter.issued_on or ""),
        issuing_body=letter.issuing_body.name or "",
        subject=letter.subject or "",
        tasks=tuple(
            TaskRow(task.title, task.assignees, _when(task.deadline))
            for task in letter.tasks
        ),
        warnings=tuple(
            WarningRow(warning.code, warning.message, warning.field or "")
            for warning in letter.warnings
        ),
    )


def day_first(date: str) -> str:
    """Write an ISO date as offices do: 2020-10-14 is 14/10/2020, 2020-10 is 10/2020.

    A time stays behind the day: ``14/10/2020 16:30``.
    """
    day, _, time = date.partition("T")
    written = "/".join(reversed(day.split("-")))
    return f"{written} {time}" if time else written


def _when(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return day_first(deadline.date) if deadline.date else deadline.text
