"""The deadlines of the tasks on the calendar, once all tasks are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vanban_parser.resolve.deadline_finish import Known, finished
from vanban_parser.resolve.drafts import TaskFinding


def on_the_calendar(
    text: str, tasks: Iterable[TaskFinding], known: Known
) -> tuple[TaskFinding, ...]:
    """Return the tasks with `last_ok`, `computed_date` and flags on each deadline.

    Args:
        text: `Document.text`.
        tasks: The tasks of a letter.
        known: Its date and the day of its receipt.
    """
    return tuple(_finished(text, task, known) for task in tasks)


def _finished(text: str, task: TaskFinding, known: Known) -> TaskFinding:
    if task.deadline is None:
        return task
    return replace(task, deadline=finished(text, task.deadline, known))
