"""The deadlines of the tasks on the calendar, once all tasks are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_finish import Known, finished
from vanban_parser.resolve.deadline_open import RHETORICAL, open_deadline
from vanban_parser.resolve.deadline_words import rows
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.text import fold

_POINT = rows("point")
_REPORT = rows("report")


def on_the_calendar(
    text: str, tasks: Iterable[TaskFinding], known: Known
) -> tuple[TaskFinding, ...]:
    """Return the tasks with `last_ok`, `computed_date` and flags on each deadline.

    A task without one has the words that say by when and name no day, if it has any
    that do more than urge; words that name another point of the letter have its day.

    Args:
        text: `Document.text`.
        tasks: The tasks of a letter, in text order.
        known: Its date and the day of its receipt.
    """
    said = (_said(text, task, known) for task in tasks)
    dated = (_by_its_point(text, task, known) for task in said)
    return tuple(_told_apart([_finished(text, task, known) for task in dated]))


def _finished(text: str, task: TaskFinding, known: Known) -> TaskFinding:
    if task.deadline is None:
        return task
    return replace(task, deadline=finished(text, task.deadline, known))


def _said(text: str, task: TaskFinding, known: Known) -> TaskFinding:
    """Return a task with the words that say by when, where it has no deadline."""
    if task.deadline is not None or task.kind != "task":
        return task
    for span in task.action.spans:
        found = open_deadline(text, span.start, span.end, known.issued_on)
        if found is not None and RHETORICAL not in found.value.flags:
            return replace(task, deadline=found)
    return task


def _by_its_point(text: str, task: TaskFinding, known: Known) -> TaskFinding:
    """Give ``theo thời gian nêu tại khoản 1`` the day that point 1 sets."""
    label = _label(task.deadline)
    if label is None or task.deadline is None:
        return task
    before = task.action.spans[0].start
    point = re.compile(rf"^[^\w\n]*{re.escape(label)}[.)/:] ?(?=\S).*$", re.MULTILINE)
    lines = list(point.finditer(text, 0, before))
    if len(lines) != 1:
        return task
    found = find_deadlines(text, lines[0].start(), lines[0].end(), known.issued_on)
    days = {one.value.date: one.value for one in found if one.value.date is not None}
    if len(days) != 1:
        return task
    (day,) = days.values()
    flag = "deadline-cross-reference"
    update = {
        "date": day.date,
        "operator": day.operator,
        "start": day.start,
        "flags": (flag,),
    }
    value = task.deadline.value.model_copy(update=update)
    return replace(task, deadline=replace(task.deadline, value=value, inferred=flag))


def _label(deadline: Finding[Deadline] | None) -> str | None:
    if deadline is None or deadline.value.date or deadline.value.operator != "by":
        return None
    for row in _POINT:
        match = row.regex.search(deadline.value.text)
        if match is not None:
            return match["label"]
    return None


def _told_apart(tasks: Sequence[TaskFinding]) -> Iterator[TaskFinding]:
    """Yield the tasks; a report that is due before what it reports on is flagged."""
    early = {
        id(report)
        for work, report in pairwise(task for task in tasks if _has_day(task))
        if _reports_on(report, work)
    }
    for task in tasks:
        deadline = task.deadline
        if deadline is None or id(task) not in early:
            yield task
            continue
        flags = (*deadline.value.flags, "deadlines-contradict")
        value = deadline.value.model_copy(update={"flags": flags})
        yield replace(task, deadline=replace(deadline, value=value))


def _has_day(task: TaskFinding) -> bool:
    return task.deadline is not None and task.deadline.value.date is not None


def _reports_on(report: TaskFinding, work: TaskFinding) -> bool:
    words = report.action.value.lower()
    if not any(row.regex.match(words) for row in _REPORT):
        return False
    if any(row.regex.match(work.action.value.lower()) for row in _REPORT):
        return False
    who = [{fold(one.value) for one in task.assignees} for task in (report, work)]
    return who[0] == who[1] and _day(report) < _day(work)


def _day(task: TaskFinding) -> str:
    return (task.deadline.value.date or "")[:10] if task.deadline is not None else ""
