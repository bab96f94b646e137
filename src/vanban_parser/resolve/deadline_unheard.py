"""Deadlines of a letter that no task has, or whose day a scan garbled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.model.document import Document, Span
from vanban_parser.resolve.date_roles import Places
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.resolve.facts import Facts

_TELLING = "báo cáo"
# Roles of a date that a task should explain.
_UNEXPLAINED = frozenset({"deadline", "other"})
_MONTH = len("2020-10")
# "trước ngày 26 tháng ]2 năm 2017", "trước ngày 02: 22018": on a scan.
_UNREAD = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|muộn nhất|hạn chót|hạn cuối)(?: là| vào| đến| hết){0,2}"
    r" ngày \d{1,2}(?: tháng (?!\d{1,2}(?!\S))[^\s\w]{0,2}[\dIlÌÏ][^\s\w]{0,2}(?!\w)"
    r"|(?:[:;] ?| ?[^\s\w/.–-] ?)\d{2,6})",
    re.IGNORECASE,
)


def unheard(document: Document, facts: Facts) -> Iterator[tuple[str, str | None]]:
    """Yield a warning's code and field for each deadline that may have been lost."""
    yield from _deadlines_unheard(facts)
    if document.is_recognised:
        yield from _deadlines_unread(document, facts)


def _deadlines_unheard(facts: Facts) -> Iterator[tuple[str, str | None]]:
    """A day to come that is somebody's limit, or nobody knows what, and no task's.

    A report tells of other people's days, and a year alone is a goal.
    """
    kind = facts.header.document_type
    if kind is not None and kind.value == _TELLING:
        return
    issued = facts.header.issued_on
    since = issued.value if issued is not None else ""
    taken = Places(
        [span for task in facts.tasks for span in _spans_of(task)],
    )
    days = {day for task in facts.tasks for day in _days_of(task)}
    for index, finding in enumerate(facts.dates):
        date = finding.value
        if date.annex or date.role not in _UNEXPLAINED or len(date.value) < _MONTH:
            continue
        last = date.end or date.value
        if last[: len(since)] <= since[: len(last)] or {date.value, last} & days:
            continue
        if not any(taken.touch(span) for span in finding.spans):
            yield "deadline-without-task", f"/dates/{index}"


def _deadlines_unread(
    document: Document, facts: Facts
) -> Iterator[tuple[str, str | None]]:
    """A limit on a scan of which the day is there, and the month was not read."""
    issued = facts.header.issued_on
    day = issued.value if issued is not None else None
    for match in _UNREAD.finditer(document.text):
        stop = document.text.find("\n", match.start())
        end = stop if stop >= 0 else len(document.text)
        # A note after the month may still be read ("26 tháng 9, thứ sáu").
        if not find_deadlines(document.text, match.start(), min(end, match.end()), day):
            yield "deadline-unread", _task_at(facts, match.start())


def _task_at(facts: Facts, place: int) -> str:
    """Return where the deadline of the task that stands at `place` would be."""
    for index, task in enumerate(facts.tasks):
        if any(span.start <= place < span.end for span in task.action.spans):
            return f"/tasks/{index}/deadline"
    return "/tasks"


def _spans_of(task: TaskFinding) -> tuple[Span, ...]:
    """Return where a task and its deadline stand."""
    due = task.deadline.spans if task.deadline is not None else ()
    return (*task.action.spans, *due)


def _days_of(task: TaskFinding) -> tuple[str, ...]:
    """Return the days between which a task is due."""
    due = task.deadline.value if task.deadline is not None else None
    if due is None:
        return ()
    return tuple(day[:10] for day in (due.start, due.date) if day is not None)
