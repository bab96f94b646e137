"""Which part a date plays in a letter, judged by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Span
from vanban_parser.model.letter import DateRole
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.resolve.days import (
    first_day,
    last_day,
    span_of,
    with_year,
    written,
)
from vanban_parser.resolve.deadline_words import clause_before
from vanban_parser.resolve.deadlines import find_deadlines

EXPIRED: Final = "date-expired"
"""The rule of a day after which nothing is accepted: a deadline named again."""

EVENT: Final = "date-event"
"""The rule of a date of which nothing tells that it is another's, or due."""

_DATA = table("dates")
_ROLES: tuple[tuple[DateRole, bool, re.Pattern[str]], ...] = tuple(
    (row["role"], "only" in row, re.compile(row["regex"], re.IGNORECASE))
    for row in _DATA["role"]
)
_CITATIONS = tuple(re.compile(row["regex"]) for row in _DATA["citation"])
_GROUNDS = tuple(re.compile(row["regex"]) for row in _DATA["grounds"])
_CITES_NEXT = tuple(re.compile(row["regex"]) for row in _DATA["cites_next"])
_SINCE = tuple(re.compile(row["regex"]) for row in _DATA["since"])
_BLANK_DAYS = tuple(re.compile(row["regex"]) for row in _DATA["blank_day"])
_REPORTED_ON = tuple(
    ("only" in row, re.compile(row["before"]), re.compile(row["after"]))
    for row in _DATA["reported_on"]
)
_HORIZONS = tuple(re.compile(row["regex"]) for row in _DATA["horizon"])
_EXPIRIES = tuple(re.compile(row["regex"]) for row in _DATA["expiry"])
# How far after a date a sentence may come to the document it speaks of.
_CITES_WITHIN: Final = 160
# How far into a paragraph of grounds its opening words may reach.
_OPENING: Final = 300


class Places:
    """Spans of the text, to ask fast whether one of them touches a place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touch(self, place: Span) -> bool:
        """Tell whether one of the spans overlaps `place`."""
        before = bisect_right(self._starts, place.end - 1)
        return before > 0 and self._ends[before - 1] > place.start


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the letter before its dates are judged."""

    text: str
    issued_on: str | None
    cited: Places
    of_tasks: Places


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the letter, and whether it is one of the grounds (căn cứ)."""

    known: Known
    start: int
    end: int
    is_grounds: bool

    @classmethod
    def of(cls, known: Known, start: int, end: int) -> Paragraph:
        """Read the paragraph at ``text[start:end]``."""
        text = known.text
        # A căn cứ line ends so; a sentence that goes on to order something does not.
        is_list = text[end - 1 : end] in {";", ","}
        limit = min(end, start + _OPENING)
        is_grounds = is_list and any(g.match(text, start, limit) for g in _GROUNDS)
        return cls(known, start, end, is_grounds)

    def sets(self, date: DateExpression) -> bool:
        """Tell whether the paragraph sets a deadline on `date`.

        What is asked last: most dates are known before for another's, or a task's.
        """
        known = self.known
        return _due(known.text, self.start, self.end, known.issued_on).touch(date.span)


@lru_cache(maxsize=4)
def _due(text: str, start: int, end: int, issued_on: str | None) -> Places:
    """Return where a paragraph sets deadlines; it is asked for each of its dates."""
    found = find_deadlines(text, start, end, issued_on)
    return Places([one.spans[0] for one in found if one.value.date is not None])


def role_of(
    paragraph: Paragraph,
    date: DateExpression,
    previous: tuple[DateExpression, DateRole] | None,
) -> tuple[DateRole, str]:
    """Return the role of `date` and the rule that decided.

    Args:
        paragraph: Where the date stands.
        date: The date.
        previous: The date before it in the paragraph, and its role.
    """
    known = paragraph.known
    if known.cited.touch(date.span):
        return "reference", "date-cited"
    if known.of_tasks.touch(date.span):
        return "deadline", "date-of-task"
    before = clause_before(known.text, paragraph.start, date.span.start)
    if _is_of_document(paragraph, date, before):
        return "reference", "date-of-document"
    if previous is not None and _continues(known.text, previous[0], date):
        return previous[1], "date-in-list"
    # "Đến hết quý II, tỷ lệ ... đạt" would be a deadline but for what was reached.
    if _is_reported_on(paragraph, date, before.rstrip(" (")):
        return "period", "date-reported-on"
    if paragraph.sets(date):
        return "deadline", "date-due"
    if _is_horizon(known.issued_on, date, before):
        return "deadline", "date-horizon"
    return _told_role(known.issued_on, date, before.rstrip(" ("))


def _continues(text: str, left: DateExpression, right: DateExpression) -> bool:
    gap = text[left.span.end : right.span.start].strip()
    return left.kind is right.kind and gap in {",", "và", ";", ", và"}


def _is_of_document(paragraph: Paragraph, date: DateExpression, before: str) -> bool:
    """Tell whether the day is that of a document, cited or about to be."""
    if date.last is not None:
        return False
    if date.kind is DateKind.MONTH:
        # "số      /TTr-HĐ ngày     tháng 01 năm 2031": a day still to be written.
        return any(regex.search(before) for regex in _BLANK_DAYS)
    if date.kind is not DateKind.DAY:
        return False
    if paragraph.is_grounds or any(regex.search(before) for regex in _CITATIONS):
        return True
    if any(regex.search(before) for regex in _SINCE):
        return False
    limit = min(paragraph.end, date.span.end + _CITES_WITHIN)
    after = paragraph.known.text[date.span.end : limit]
    return any(regex.match(after) for regex in _CITES_NEXT)


def _is_horizon(issued_on: str | None, date: DateExpression, before: str) -> bool:
    """Tell whether a year to come is one by which something is aimed at."""
    if date.kind is not DateKind.YEAR or date.last is not None:
        return False
    own = written(issued_on)
    ahead = own is None or (date.first.year or 0) >= (own.year or 0)
    return ahead and any(regex.search(before) for regex in _HORIZONS)


def _is_reported_on(paragraph: Paragraph, date: DateExpression, before: str) -> bool:
    """Tell whether the sentence tells what was done in that time, or by that day."""
    known = paragraph.known
    if not _is_over(date, known.issued_on):
        return False
    limit = min(paragraph.end, date.span.end + _CITES_WITHIN)
    after = known.text[date.span.end : limit]
    return any(
        (_is_span(date) or not only_spans)
        and left.search(before) is not None
        and right.match(after) is not None
        for only_spans, left, right in _REPORTED_ON
    )


def _is_span(date: DateExpression) -> bool:
    """Tell a month, a quarter or a range from a day."""
    return date.kind is not DateKind.DAY or date.last is not None


def _told_role(
    issued_on: str | None, date: DateExpression, before: str
) -> tuple[DateRole, str]:
    if any(regex.search(before) for regex in _EXPIRIES):
        return "event", EXPIRED
    spans = _is_span(date)
    for role, only_spans, regex in _ROLES:
        if only_spans and not spans:
            continue
        if role == "period" and not _is_over(date, issued_on):
            continue
        if regex.search(before):
            return role, f"date-{role}"
    return "event", EVENT


def _is_over(date: DateExpression, issued_on: str | None) -> bool:
    """Tell whether the date begins before the letter, as a time reported on does."""
    own = written(issued_on)
    dated = with_year(date, issued_on, ahead=False)
    if own is None or dated is None:
        return True
    # Of a letter with only a year nothing says what lies behind it.
    today = last_day(own) if own.month is not None else first_day(own)
    return span_of(dated)[0] <= today
