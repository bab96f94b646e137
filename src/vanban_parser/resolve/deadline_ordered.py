"""Days that an order names for its work with no word of a limit before them.

``Cập nhật dữ liệu từ ngày 12/9 đến hết ngày 20/9``, ``nộp bản giấy vào sáng 22/9``: in
a sentence of its own such a day may be an event, of an order it is when to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.resolve.days import written
from vanban_parser.resolve.deadline_days import day_deadline, in_one_list
from vanban_parser.resolve.deadline_operators import Operator, is_background
from vanban_parser.resolve.deadline_words import clause_before, rows, tells

_WINDOW = rows("ordered_window")
_WHOLE = rows("ordered_whole")
_DAY = rows("ordered_day")
_LEADING = rows("leading")
# A clause that such a day begins.
_BEGINS = re.compile(r"(?:\A|[,;:] )\Z")
_UNTIL = re.compile(r" ?(?:đến|tới|-|–)(?: hết)?(?: ngày)? ?")
_NOT_ITS_DAY = rows("not_its_day")
_KINDS = frozenset({DateKind.DAY, DateKind.MONTH, DateKind.QUARTER})
# How far after a day the words may stand that make it a fact, in characters.
_AFTER = 80


def ordered_days(
    text: str, start: int, end: int, issued_on: str | None
) -> tuple[Finding[Deadline], ...]:
    """Return the days to come on which what ``text[start:end]`` orders is to be done.

    Ask only of words that are known to order something, and only where
    `find_deadlines` has found nothing in them.

    Args:
        text: `Document.text`.
        start: Where the action begins.
        end: Where it ends.
        issued_on: The letter's own date: days before it are never due; None: none are.

    Returns:
        In order, of a window its last day; nothing where the day is that of an event
        (``phục vụ hội nghị ngày 20/9``) or of what takes effect.
    """
    own = written(issued_on)
    if issued_on is None or own is None or own.day is None:
        return ()
    return tuple(
        found
        for found in _days(text, start, end, issued_on)
        if (found.value.date or "")[:10] >= issued_on
    )


def _days(
    text: str, start: int, end: int, issued_on: str
) -> Iterator[Finding[Deadline]]:
    dates = find_dates(text, start, end)
    for index, date in enumerate(dates):
        operator = _operator(text, start, date)
        if operator is None:
            continue
        # "vào các ngày 11, 12/11", "từ 18-9 đến 29-9-2026": done on the last of them.
        for following in dates[index + 1 :]:
            gap = text[date.span.end : following.span.start]
            if not (in_one_list(text, date, following) or _UNTIL.fullmatch(gap)):
                break
            date = following
        before = clause_before(text, start, operator.start)
        after = text[date.span.end : min(end, date.span.end + _AFTER)]
        if is_background(before, after) or tells(_NOT_ITS_DAY, before):
            continue
        yield day_deadline(text, date, operator, issued_on)


def _operator(text: str, start: int, date: DateExpression) -> Operator | None:
    """Return how a date stands beside the order: as its window, or as its day."""
    if date.recurring or date.kind not in _KINDS:
        return None
    whole = date.last is None and date.kind is not DateKind.DAY and date.part is None
    window = date.last is not None
    patterns = _WHOLE if whole else _WINDOW if window else _DAY
    first = max(start, date.span.start - 64)
    for row in patterns:
        match = row.regex.search(text, first, date.span.start)
        if match is not None:
            own = "op" if "op" in match.re.groupindex else 0
            return Operator("window" if window or whole else "on", match.start(own))
    begins = _BEGINS.search(text[first : date.span.start])
    after = text[date.span.end : date.span.end + _AFTER]
    if begins and not (window or whole) and tells(_LEADING, after):
        return Operator("on", date.span.start)
    return None
