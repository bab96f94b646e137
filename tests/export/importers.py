"""Readers of CSV as the importers of Jira and Planner read it: no code of ours in them.

Written by what their vendors say of the files they take; Redmine's own importer is
driven in tests/deliver/test_redmine_import.py.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field


@dataclass
class Imported:
    """An issue or task as the importer makes it."""

    title: str
    text: str
    due: dt.date | None
    priority: str
    labels: list[str] = field(default_factory=list)
    kind: str = ""
    group: str = ""


_JIRA_PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")
_PLANNER_PRIORITIES = ("Urgent", "Important", "Medium", "Low")
_PROGRESS = ("Not started", "In progress", "Completed")


def jira(data: bytes) -> list[Imported]:
    """Read a file as Jira does.

    Source: Atlassian support, "Import data from a CSV file": UTF-8, commas, the first
    row names the columns without punctuation, Summary is a must, columns of one name
    are values of one field, dates in one form that the person states (yyyy-MM-dd).
    """
    head, *rows = _table(data)
    assert "Summary" in head
    assert all(name.replace(" ", "").isalnum() for name in head)
    return [_jira_issue(head, row) for row in rows]


def _jira_issue(head: list[str], row: list[str]) -> Imported:
    fields: dict[str, list[str]] = {}
    for name, cell in zip(head, row, strict=True):
        fields.setdefault(name, []).append(cell)
    (title,), (priority,) = fields["Summary"], fields["Priority"]
    labels = fields["Labels"]
    assert 0 < len(title) <= 255
    assert "\n" not in title
    assert priority in _JIRA_PRIORITIES
    assert not any(" " in label for label in labels)
    (text,), (day,), (kind,) = (
        fields[name] for name in ("Description", "Due Date", "Issue Type")
    )
    assert len(text) <= 32_767
    due = dt.date.fromisoformat(day) if day else None
    return Imported(title, text, due, priority, labels, kind=kind)


def planner(data: bytes) -> list[Imported]:
    """Read a file as what Planner exports: one row a task, columns by these names.

    Source: Microsoft support, "Export your plan to Excel", "Import from Excel".
    """
    head, *rows = _table(data)
    assert len(set(head)) == len(head)
    found = []
    for row in rows:
        fields = dict(zip(head, row, strict=True))
        assert 0 < len(fields["Task Name"]) <= 255
        assert fields["Priority"] in _PLANNER_PRIORITIES
        assert fields["Progress"] in _PROGRESS
        day = fields["Due Date"]
        found.append(
            Imported(
                title=fields["Task Name"],
                text=fields["Description"],
                due=dt.date.fromisoformat(day) if day else None,
                priority=fields["Priority"],
                labels=fields["Labels"].split(";"),
                group=fields["Bucket Name"],
            )
        )
    return found


def _table(data: bytes) -> list[list[str]]:
    assert not data.startswith(b"\xef\xbb\xbf"), "the first column would be another"
    text = io.StringIO(data.decode("utf-8"), newline="")
    rows = list(csv.reader(text, strict=True))
    assert all(len(row) == len(rows[0]) for row in rows)
    return rows
