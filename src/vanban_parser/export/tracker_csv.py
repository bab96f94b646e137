"""Tasks as CSV that the importers of trackers take as they are.

For Jira, Redmine and Microsoft Planner.  Columns are named as the importer maps them by
itself; a day is ``YYYY-MM-DD``, of an hour the text tells.  Nothing is written into the
columns of people: who they are in the tracker is not known here, the text names them.

Cells are given unchanged, since an importer is no spreadsheet and would keep a quote
mark put before them; a title that a spreadsheet would compute is refused instead.

Sources:
    Redmine 5.0, IssueImport: AUTO_MAPPABLE_FIELDS, DATE_FORMATS.
    Atlassian support, Import data from a CSV file: commas, quotes, a Summary column, no
    punctuation in the head; values of one field in columns of one name.
    Microsoft Planner: columns as in its own export to Excel (read, not run).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from typing import Final, Literal

from vanban_parser.errors import VanbanError
from vanban_parser.export.csv import FORMULA
from vanban_parser.export.duty import Duty
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.export.signs import without_controls

Tracker = Literal["jira", "redmine", "planner"]

LONGEST_TITLE: Final = 255
"""Of Jira's Summary, Redmine's subject and Planner's title alike."""
_ORDINARY: Final = 0
_JIRA: Final = {1: "Highest", 2: "High", 3: "High", _ORDINARY: "Medium"}
_REDMINE: Final = {1: "Immediate", 2: "Urgent", 3: "High", _ORDINARY: "Normal"}
_PLANNER: Final = {1: "Urgent", 2: "Important", 3: "Important", _ORDINARY: "Medium"}

COLUMNS: Final[dict[Tracker, tuple[str, ...]]] = {
    "jira": (
        *("Summary", "Description", "Issue Type", "Priority", "Due Date"),
        *("Labels", "Labels"),
    ),
    "redmine": (
        *("subject", "description", "priority", "start_date", "due_date", "unique_id"),
    ),
    "planner": (
        *("Task Name", "Bucket Name", "Progress", "Priority", "Due Date", "Labels"),
        "Description",
    ),
}


def to_tracker_csv(
    duties: Iterable[Duty], tracker: Tracker
) -> tuple[str, tuple[VanbanError, ...]]:
    """Return CSV with a head row, and an error for each task it cannot hold.

    To be encoded as UTF-8 without a byte order mark, which Jira would take for a part
    of the first column's name.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS[tracker])
    refused: list[VanbanError] = []
    for duty in duties:
        fault = _fault(duty)
        if fault is not None:
            refused.append(UnfitForFormatError(duty.code, f"{duty.id}: {fault}"))
        else:
            writer.writerow(map(without_controls, _ROWS[tracker](duty)))
    return out.getvalue(), tuple(refused)


def _fault(duty: Duty) -> str | None:
    title = _title(duty)
    if not title:
        return "title: empty"
    if len(title) > LONGEST_TITLE:
        return f"title: {len(title)} > {LONGEST_TITLE}"
    return f"title: {title[0]}" if title.startswith(FORMULA) else None


def _title(duty: Duty) -> str:
    return " ".join(without_controls(duty.title).split())


def _text(duty: Duty) -> str:
    # What the letter says could begin like a formula; this does not.
    return f"vanban {duty.id}\n\n{duty.text}"


def _day(duty: Duty) -> str:
    due = duty.due
    day = due.date() if isinstance(due, dt.datetime) else due
    return day.isoformat() if day else ""


def _jira(duty: Duty) -> tuple[str, ...]:
    # A label of Jira holds no blank.
    label = "-".join(duty.code.split())
    priority = _JIRA[duty.rank or _ORDINARY]
    return _title(duty), _text(duty), "Task", priority, _day(duty), "vanban", label


def _redmine(duty: Duty) -> tuple[str, ...]:
    priority = _REDMINE[duty.rank or _ORDINARY]
    # Else an issue begins on the day of import, and nothing could be due before it.
    start = min(duty.issued_on or "9999", _day(duty)) if duty.due else ""
    return _title(duty), _text(duty), priority, start, _day(duty), duty.id


def _planner(duty: Duty) -> tuple[str, ...]:
    priority = _PLANNER[duty.rank or _ORDINARY]
    head = _title(duty), duty.code, "Not started", priority, _day(duty)
    return (*head, "vanban", _text(duty))


_ROWS: Final[dict[Tracker, Callable[[Duty], tuple[str, ...]]]] = {
    "jira": _jira,
    "redmine": _redmine,
    "planner": _planner,
}
