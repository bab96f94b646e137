"""Deadlines that only the letter's own date makes days of: ``trong tuần này``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline, Operator
from vanban_parser.model.values import DateKind
from vanban_parser.resolve.days import known_day
from vanban_parser.resolve.deadline_operators import orders_within
from vanban_parser.resolve.deadline_words import (
    CLAUSE,
    WEEKDAYS,
    clause_before,
    clock,
    day_off,
    finding,
    rows,
)

_ROWS = rows("near")
_MEETINGS = rows("meeting")
_ORDER = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FRIDAY = 4
_NEXT = frozenset({"sau", "tới", "kế tiếp", "tiếp theo"})
_BINDS: tuple[tuple[str, Operator], ...] = (
    ("trước", "before"),
    ("chậm nhất", "by"),
    ("muộn nhất", "by"),
    ("đến", "by"),
    ("hết", "by"),
    ("vào", "on"),
)


def near_deadlines(
    text: str, start: int, end: int, issued_on: str | None
) -> Iterator[Finding[Deadline]]:
    """Yield what counts from the letter's own day; without it, only the words."""
    own = known_day(issued_on)
    words = text[start:end].lower()
    for row in _ROWS:
        if not row.may_be_in(words):
            continue
        for match in row.regex.finditer(text, start, end):
            span = _trimmed(text, match)
            rule = f"deadline-{row.id}"
            operator = _operator(span.of(text))
            if row.id in _BEGINS and not _orders(text, start, end, span):
                continue
            if own is None:
                unknown = Deadline(text="", operator=operator)
                yield finding(text, span, rule, unknown, "anchor-unknown")
                continue
            due = _DUE[row.id](own, match)
            if due is not None:
                value = due.isoformat() + _time(match)
                begins = _BEGINS[row.id](own) if row.id in _BEGINS else None
                deadline = Deadline(
                    text="",
                    date=value,
                    operator=operator,
                    start=begins.isoformat() if begins else None,
                )
                flags = () if begins else day_off(due)
                yield finding(
                    text, span, rule, deadline, "deadline-approximate", *flags
                )


def _orders(text: str, start: int, end: int, span: Span) -> bool:
    """Tell whether ``trong tuần này`` is when to act, not when something was."""
    if not span.of(text).lower().startswith("trong"):
        return True
    before = clause_before(text, start, span.start)
    after = text[span.end : min(end, span.end + CLAUSE // 2)]
    return orders_within(DateKind.MONTH, before, after)


def meeting_deadlines(
    text: str, start: int, end: int, event: str | None
) -> Iterator[Finding[Deadline]]:
    """Yield ``trước Hội nghị`` as the time of the meeting the letter calls."""
    if event is None:
        return
    words = text[start:end].lower()
    for row in _MEETINGS:
        if not row.may_be_in(words):
            continue
        for match in row.regex.finditer(text, start, end):
            deadline = Deadline(text="", date=event, operator="before")
            span = Span(*match.span())
            yield finding(text, span, "deadline-meeting", deadline, "anchor-event")


def _operator(words: str) -> Operator:
    """Return how the words bind the day they end with."""
    return next(
        (operator for start, operator in _BINDS if words.lower().startswith(start)),
        "during",
    )


def _trimmed(text: str, match: re.Match[str]) -> Span:
    words = match.group()
    return Span(match.start() + len(words) - len(words.lstrip()), match.end())


def _time(match: re.Match[str]) -> str:
    if "hour" not in match.re.groupindex:
        return ""
    hour, minute = clock(match)
    return "" if hour is None else f"T{hour:02d}:{minute:02d}"


def _week(own: dt.date, weeks: int) -> dt.date:
    friday = own + dt.timedelta(days=_FRIDAY - own.weekday(), weeks=weeks)
    return max(friday, own)


def _monday(own: dt.date, weeks: int) -> dt.date:
    return own + dt.timedelta(days=-own.weekday(), weeks=weeks)


def _month_end(year: int, month: int) -> dt.date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _month_day(own: dt.date, match: re.Match[str], ahead: int) -> dt.date | None:
    last = _month_end(own.year, own.month + ahead)
    day = int(match["day"])
    return last.replace(day=min(day, last.day)) if day else None


def _weekday(own: dt.date, match: re.Match[str]) -> dt.date:
    name = match["weekday"].lower().removeprefix("thứ ")
    ahead = _ORDER.index(WEEKDAYS[name]) - own.weekday()
    if (match["next"] or "").lower() in _NEXT or ahead < 0:
        ahead += 7
    return own + dt.timedelta(days=ahead)


_DUE: MappingProxyType[str, Callable[[dt.date, re.Match[str]], dt.date | None]] = (
    MappingProxyType(
        {
            "today": lambda own, match: own,
            "tomorrow": lambda own, match: own + dt.timedelta(days=1),
            "this-week": lambda own, match: _week(own, 0),
            "next-week": lambda own, match: _week(own, 1),
            "this-month": lambda own, match: _month_end(own.year, own.month),
            "next-month": lambda own, match: _month_end(own.year, own.month + 1),
            "this-quarter": lambda own, match: _month_end(
                own.year, (own.month + 2) // 3 * 3
            ),
            "this-year": lambda own, match: _month_end(own.year, 12),
            "day-of-this-month": lambda own, match: _month_day(own, match, 0),
            "day-of-next-month": lambda own, match: _month_day(own, match, 1),
            "weekday": _weekday,
        }
    )
)

_BEGINS: MappingProxyType[str, Callable[[dt.date], dt.date]] = MappingProxyType(
    {
        "this-week": lambda own: _monday(own, 0),
        "next-week": lambda own: _monday(own, 1),
        "this-month": lambda own: own.replace(day=1),
        "next-month": lambda own: (
            _month_end(own.year, own.month) + dt.timedelta(days=1)
        ),
        "this-quarter": lambda own: dt.date(own.year, (own.month - 1) // 3 * 3 + 1, 1),
        "this-year": lambda own: dt.date(own.year, 1, 1),
    }
)
