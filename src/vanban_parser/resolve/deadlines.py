"""By when: the deadlines that a clause, a cell of a schedule or an invitation sets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.resolve.days import first_day, value_and_end, with_year
from vanban_parser.resolve.deadline_days import day_deadline, day_deadlines
from vanban_parser.resolve.deadline_lengths import length_deadlines
from vanban_parser.resolve.deadline_near import meeting_deadlines, near_deadlines
from vanban_parser.resolve.deadline_operators import operator_before
from vanban_parser.resolve.deadline_recurrence import recurring_deadlines
from vanban_parser.resolve.deadline_words import (
    CLOCK,
    clock,
    day_off,
    finding,
    rows,
    sentence_at,
    tells,
)
from vanban_parser.resolve.working_days import reckon

_LABELS = rows("label")
_CITED = rows("cited_in_cell")
_CLOCK = re.compile(rf"(?<![\w/]){CLOCK}", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])")
_BARE = re.compile(
    r"(?:(?:0?[1-9]|1[0-2])/20\d\d ?[-–—,] ?)*(?P<month>(?:0?[1-9]|1[0-2])/)?20\d\d"
)
_SPAN_OF_TIME = re.compile(r"giai đoạn|thường xuyên|liên tục|nhiệm kỳ", re.IGNORECASE)
_MEETING = re.compile(
    r"(?<!\w)(?:họp|hội nghị|hội thảo|khai mạc|tổ chức|diễn ra|buổi làm việc)(?!\w)",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"(?<!\w)(?:từ|bắt đầu|kể từ|sau)(?: ngày)? \Z", re.IGNORECASE)
# "từ 07 giờ 30 đến 11 giờ 00 ngày 12/5" begins and ends on the day.
_HOURS = re.compile(
    rf"{CLOCK}\W{{1,4}}(?:đến |tới )?(?:\d{{1,2}}) ?(?:giờ|h|g|:)", re.I
)
# "Khi xây dựng dự toán năm 2027" is an event, no year to do it in.
_WHENEVER = re.compile(r"(?:ngay )?(?:sau )?khi(?!\w)", re.IGNORECASE)
# "Theo Kế hoạch rà soát hằng năm": the plan is yearly, and it says when.
_PLANNED = re.compile(r"theo (?!định kỳ)", re.IGNORECASE)
_EDGES: Final = " .,;:-–+*/"


# A sentence is asked as part of a paragraph, of a task and of a date.
@lru_cache(maxsize=512)
def find_deadlines(
    text: str,
    start: int,
    end: int,
    issued_on: str | None,
    *,
    event: str | None = None,
) -> tuple[Finding[Deadline], ...]:
    """Return the deadlines that ``text[start:end]`` sets, in order, not overlapping.

    Dates in citations, on effect, of what was done and of periods reported on set
    none; nor do ``ngay``, ``kịp thời``, ``thường xuyên``.

    Args:
        text: `Document.text`.
        start: Where the clause or task begins; words before it are not seen.
        end: Where it ends.
        issued_on: The letter's own date (ISO 8601, reduced precision), or None.
        event: When the meeting takes place that the letter calls (``2026-09-14T08:00``
            or a date), for ``trước Hội nghị``; else those words set nothing.

    Returns:
        `date` for a day of the calendar (a window's last day), with the time if one is
        given; `rrule` for a recurring one; `duration` where it counts from an event.
        None of the three where the letter's date would be needed and is not known.
    """
    return _first_come(
        [
            *_labelled(text, start, end, issued_on),
            *recurring_deadlines(text, start, end),
            *day_deadlines(text, start, end, issued_on),
            *(
                _before_meeting(one, event)
                for one in length_deadlines(text, start, end)
            ),
            *near_deadlines(text, start, end, issued_on),
            *meeting_deadlines(text, start, end, event),
        ]
    )


def _before_meeting(found: Finding[Deadline], event: str | None) -> Finding[Deadline]:
    """Return ``trước ngày họp 03 ngày`` with the day that the meeting's day gives."""
    deadline = found.value
    if event is None or deadline.operator != "event" or deadline.duration is None:
        return found
    if not _MEETING.search(deadline.text):
        return found
    due = reckon(event, deadline.duration, deadline.working_days)
    if due is None:
        return found
    flags = (*deadline.flags, "anchor-event")
    update = {"computed_date": due.due, "flags": flags}
    return replace(found, value=deadline.model_copy(update=update), inferred=flags[0])


def _first_come(found: Iterable[Finding[Deadline]]) -> tuple[Finding[Deadline], ...]:
    """Keep of overlapping ones the first given, and return the rest in text order."""
    starts: list[int] = []
    kept: list[Finding[Deadline]] = []
    for one in found:
        span = one.spans[0]
        at = bisect_right(starts, span.start)
        beside = kept[max(at - 1, 0) : at + 1]
        if not any(span.overlaps(other.spans[0]) for other in beside):
            starts.insert(at, span.start)
            kept.insert(at, one)
    return tuple(kept)


def _labelled(
    text: str, start: int, end: int, issued_on: str | None
) -> Iterable[Finding[Deadline]]:
    for row in _LABELS:
        labels = list(row.regex.finditer(text, start, end))
        for match, following in zip_longest(labels, labels[1:]):
            limit = following.start() if following else end
            _, last = sentence_at(text, start, limit, match.end())
            found = read_deadline_cell(text, match.end(), last, issued_on)
            if found is not None:
                yield replace(found, rule="deadline-label")


def read_deadline_cell(
    text: str, start: int, end: int, issued_on: str | None
) -> Finding[Deadline] | None:
    """Return the deadline of a schedule's cell or of a line's label, or None.

    A date needs no operator here; of a window or list the last day counts, and a date
    before a length of time beside it.  The day of a document that the cell cites is
    none.  The words of the whole cell are the text.

    Args:
        text: `Document.text`.
        start: Where the cell's words begin.
        end: Where they end.
        issued_on: The letter's own date, or None.
    """
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    if start >= end:
        return None
    every = not _PLANNED.match(text, start, end)
    recurring = tuple(recurring_deadlines(text, start, end, cell=every))
    found = _cell_date(text, start, end, issued_on, recurring)
    if found is None:
        others = (
            *recurring,
            *near_deadlines(text, start, end, issued_on),
            *length_deadlines(text, start, end, cell=True),
        )
        found = others[0] if others else None
    if found is None:
        return None
    return finding(
        text, Span(start, end), "deadline-cell", found.value, *found.value.flags
    )


def _cell_date(
    text: str,
    start: int,
    end: int,
    issued_on: str | None,
    recurring: Iterable[Finding[Deadline]],
) -> Finding[Deadline] | None:
    """Return the last date of a cell that is no cited document's and no yearly one."""
    if _SPAN_OF_TIME.search(text, start, end):
        return None
    found: list[Finding[Deadline]] = []
    for date in find_dates(text, start, end):
        # "trong tháng 01 hằng năm"
        yearly = any(one.spans[0].overlaps(date.span) for one in recurring)
        if yearly or _begins_or_cites(text, start, end, date):
            continue
        operator = operator_before(text, start, date)
        found.append(day_deadline(text, date, operator, issued_on))
    return found[-1] if found else _cell_number(text, start, end, issued_on)


def _begins_or_cites(text: str, start: int, end: int, date: DateExpression) -> bool:
    """Tell whether a date of a cell is no end: of each year, a start, a document's day.

    ``Theo Quyết định số 12/QĐ-UBND ngày 05/3/2026``, ``Từ tháng 9/2026``.
    """
    if date.kind is DateKind.YEAR and _WHENEVER.match(text, start, end):
        return True
    if date.recurring or tells(_CITED, text[start : date.span.start]):
        return True
    hours = date.hour is not None and _HOURS.search(text, start, date.span.end)
    onwards = date.last is None and not hours
    return onwards and _ONWARDS.search(text, start, date.span.start) is not None


def _cell_number(
    text: str, start: int, end: int, issued_on: str | None
) -> Finding[Deadline] | None:
    """Read a bare ``30/6``, ``9/2026`` or ``2026`` in a cell, of several the last.

    A whole cell that says when is no fraction.
    """
    if _BARE_DAY.fullmatch(text, start, end):
        words = f"ngày {text[start:end]}"
    else:
        match = _BARE.fullmatch(text, start, end)
        if match is None:
            return None
        first = match.start("month") if match["month"] else end - 4
        words = f"{'tháng' if match['month'] else 'năm'} {text[first:end]}"
    dates = find_dates(words, 0, len(words))
    return day_deadline(words, dates[0], None, issued_on) if dates else None


def find_meeting_time(
    text: str, start: int, end: int, issued_on: str | None
) -> Finding[Deadline] | None:
    """Return when the meeting in ``text[start:end]`` begins, or None.

    Args:
        text: `Document.text`.
        start: Where the line on time (``Thời gian: ...``) begins.
        end: Where it ends.
        issued_on: The letter's own date, or None.

    Returns:
        A deadline with the day, and the hour where one is given; of several days the
        first that has an hour, else the first.
    """
    days = [d for d in find_dates(text, start, end) if d.kind is DateKind.DAY]
    if not days:
        return None
    day = next((d for d in days if d.hour is not None), days[0])
    dated = with_year(day, issued_on, ahead=True)
    if dated is None:
        return None
    value = value_and_end(replace(dated, last=None))[0]
    hour, minute, span = day.hour, day.minute or 0, day.span
    if hour is None:
        other = _CLOCK.search(text, start, end)
        if other is not None:
            hour, minute = clock(other)
    if hour is not None:
        value = f"{value}T{hour:02d}:{minute:02d}"
    deadline = Deadline(text="", date=value, operator="on")
    flags = ["year-inferred"] if day.first.year is None else []
    flags += day_off(first_day(dated.first))
    return finding(text, span, "meeting-time", deadline, *flags)
