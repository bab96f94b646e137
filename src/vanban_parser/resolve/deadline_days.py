"""Deadlines on a day of the calendar: an operator, and the date it stands before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.letter import Operator as Binding
from vanban_parser.model.values import DateExpression, DateKind, DatePart
from vanban_parser.resolve.days import (
    first_day,
    last_day,
    span_of,
    with_year,
    written,
)
from vanban_parser.resolve.deadline_operators import (
    Operator,
    binds,
    operator_before,
)
from vanban_parser.resolve.deadline_words import (
    CLOCK,
    clause_before,
    clock,
    day_off,
    finding,
    rows,
)

# A date this many days behind the letter is a fact, whatever word stands before it.
_LONG_AGO: Final = 60

_TOLD = rows("told")
_REPLACED = rows("replaced")
_AMBIGUOUS = rows("ambiguous")
_CLOCK = re.compile(rf"(?<![\w/]){CLOCK}", re.IGNORECASE)
_LIST_GAP = re.compile(r"\)? ?(?:[,;]|[,;]? ?và|[,;]? ?hoặc) ?")
# "từ ngày 28/9 sang ngày 12/10": the later one takes the place of the earlier.
_ONWARD_GAP = re.compile(r"\)? ?(?:sang|đến|tới|thành)(?: hết)? ")
# These say when to act; a day behind the letter says when something was.
_ONLY_AHEAD: Final = frozenset({"during", "on", "window"})
_BINDS: Final[MappingProxyType[str, Binding]] = MappingProxyType(
    {
        "before": "before",
        "by": "by",
        "moved": "by",
        "until": "by",
        "direct": "by",
        "on": "on",
        "during": "during",
        "window": "during",
    }
)


def day_deadlines(
    text: str, start: int, end: int, issued_on: str | None
) -> Iterator[Finding[Deadline]]:
    """Yield the deadlines on calendar days in ``text[start:end]``, in order."""
    pending: Finding[Deadline] | None = None
    dates = [d for d in find_dates(text, start, end) if not d.recurring]
    for index, (date, operator) in enumerate(_bound(text, start, end, dates)):
        if pending is not None and _is_replaced(text, pending, date):
            yield _instead(pending, date, issued_on)
            pending = None
            continue
        if pending is not None:
            yield pending
        pending = None
        if operator is None:
            continue
        deadline = day_deadline(text, date, operator, issued_on)
        told = clause_before(text, start, operator.start)
        if not _is_fact(deadline, operator, told, issued_on):
            pending = _attached(deadline, told)
            earlier = dates[index - 1] if index else None
            if operator.id == "moved":
                pending = _moved(text, deadline, earlier, date, issued_on)
    if pending is not None:
        yield pending


def _bound(
    text: str, start: int, end: int, dates: list[DateExpression]
) -> Iterator[tuple[DateExpression, Operator | None]]:
    """Yield each date with the operator that makes it an end, or None."""
    previous: tuple[DateExpression, Operator] | None = None
    for date in dates:
        operator = operator_before(text, start, date)
        if operator is None and previous and in_one_list(text, previous[0], date):
            operator = Operator(previous[1].id, date.span.start)
        elif operator is not None and not binds(text, start, end, date, operator):
            operator = None
        previous = (date, operator) if operator is not None else None
        yield date, operator


def in_one_list(text: str, left: DateExpression, right: DateExpression) -> bool:
    """Tell whether two dates are neighbours in one list (``03 và 04/01/2024``)."""
    gap = text[left.span.end : right.span.start]
    return left.kind is right.kind and bool(_LIST_GAP.fullmatch(gap))


def _is_replaced(text: str, due: Finding[Deadline], date: DateExpression) -> bool:
    """Tell whether `date` is the one that a deadline right before it replaces."""
    gap = text[due.spans[-1].end : date.span.start]
    return any(row.regex.fullmatch(gap) for row in _REPLACED)


def _instead(
    due: Finding[Deadline], old: DateExpression, issued_on: str | None
) -> Finding[Deadline]:
    dated = with_year(old, issued_on, ahead=True)
    if dated is None:
        return due
    flags = (*due.value.flags, "deadline-replaced")
    update = {"replaces": last_day(dated.first).isoformat(), "flags": flags}
    return replace(due, value=due.value.model_copy(update=update), inferred=flags[0])


def _attached(due: Finding[Deadline], told: str) -> Finding[Deadline]:
    """Flag a date that may be when the receiver passes on what it is sent."""
    if not any(row.regex.search(told) for row in _AMBIGUOUS):
        return due
    flags = (*due.value.flags, "deadline-ambiguous")
    value = due.value.model_copy(update={"flags": flags})
    return replace(due, value=value, inferred=flags[0])


def _moved(
    text: str,
    due: Finding[Deadline],
    earlier: DateExpression | None,
    date: DateExpression,
    issued_on: str | None,
) -> Finding[Deadline]:
    """Return a deadline that is moved, with the day that it is moved from."""
    if date.last is not None:
        return _instead(due, replace(date, last=None), issued_on)
    if earlier is None:
        return due
    gap = text[earlier.span.end : date.span.start]
    return _instead(due, earlier, issued_on) if _ONWARD_GAP.fullmatch(gap) else due


def day_deadline(
    text: str, date: DateExpression, operator: Operator | None, issued_on: str | None
) -> Finding[Deadline]:
    """Return the deadline that `date` sets under `operator` (None: by its last day)."""
    span = Span(operator.start if operator else date.span.start, date.span.end)
    rule = f"deadline-{operator.id if operator else 'cell'}"
    window = date.kind is not DateKind.DAY or date.last is not None
    how = _BINDS[operator.id] if operator else "during" if window else "by"
    dated = with_year(date, issued_on, ahead=True)
    if dated is None:
        words = Deadline(text="", operator=how)
        return finding(text, span, rule, words, "year-unknown")
    first, last = span_of(dated)
    if last < first:
        # One of the two is misread, or a slip of the pen: nobody can say which.
        words = Deadline(text="", operator=how)
        return finding(text, span, rule, words, "deadline-window-reversed")
    due = first if how == "before" and date.part is None else last
    value = due.isoformat()
    value += _hour(text, date)
    begins = first.isoformat() if window and how == "during" else None
    deadline = Deadline(text="", date=value, operator=how, start=begins)
    flags = [*_understood(date, dated, issued_on)]
    if date.kind is DateKind.DAY:
        flags += day_off(due)
    return finding(text, span, rule, deadline, *flags)


def _hour(text: str, date: DateExpression) -> str:
    """Return the time of the last day: of "từ 9 giờ ... đến 17 giờ ..." the second."""
    if date.hour is None:
        return ""
    if date.last is None:
        return f"T{date.hour:02d}:{date.minute or 0:02d}"
    times = list(_CLOCK.finditer(text, date.span.start, date.span.end))
    hour, minute = clock(times[-1]) if len(times) > 1 else (None, 0)
    return "" if hour is None else f"T{hour:02d}:{minute:02d}"


def _understood(
    date: DateExpression, dated: DateExpression, issued_on: str | None
) -> Iterator[str]:
    """Yield the flags of what the words do not say themselves."""
    own = written(issued_on)
    if (date.last or date.first).year is None:
        yield "year-inferred"
        year = (dated.last or dated.first).year
        if own is not None and year is not None and year > (own.year or year):
            yield "year-rolled-forward"
    if date.lunar:
        yield "lunar-date"
    if date.part not in {None, DatePart.FIRST_HALF}:
        yield "deadline-approximate"


def _is_fact(
    found: Finding[Deadline], operator: Operator, told: str, issued_on: str | None
) -> bool:
    """Tell whether the day lies so far behind the letter that it orders nothing."""
    own, due = written(issued_on), found.value.date
    if own is None or due is None:
        return False
    behind = (first_day(own) - dt.date.fromisoformat(due[:10])).days
    if behind <= 0:
        return False
    long_ago = behind > _LONG_AGO or operator.id in _ONLY_AHEAD
    return long_ago or any(row.regex.search(told) for row in _TOLD)
