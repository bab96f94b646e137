"""The day of a date that a hand filled in, by what the calendar lets it be.

A letter is not older than what it cites, and not younger than its signature or than
what it orders.  Of the readings of the day only those between are possible.  One of
them is claimed, with a warning, where the signature says the same day, or where the
days that are left are few and it is far likelier than the others; what no look saw is
never put.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Document
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.facts import Facts
from vanban_parser.resolve.signatures import kind_of
from vanban_parser.text import fold

CODE = "day-by-calendar"
"""The warning of a day that is claimed so, and the rule that found it."""

# What signing programs print beside a signature.
_SIGNED = re.compile(
    r"(?:thoi gian|ngay) ky\s*:?\s*"
    r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})"
)
_MONTH = len("2020-10")
# A reading that the signature bears out is so much likelier than the next.
_WITNESSED = 3.0
# Without a witness: so likely, so much likelier than the next, of so few days.
_LEAST, _LIKELIER, _FEW_DAYS = 0.1, 8.0, 10


@dataclass(frozen=True, slots=True)
class _Window:
    """The first and the last day of a month that a letter may be of."""

    first: int
    last: int


def day_of_issue(document: Document, facts: Facts) -> Finding[str] | None:
    """Return the date of issue with its day; None where nothing decides which it is."""
    issued = facts.header.issued_on
    if issued is None or len(issued.value) != _MONTH:
        return None
    days = _readings(document)
    if not days:
        return None
    signed = _signed_on(document, issued.value)
    window = _window(facts, issued.value, signed)
    if window is None:
        return None
    left = sorted(
        (
            (share, day)
            for day, share in days.items()
            if window.first <= day <= window.last
        ),
        reverse=True,
    )
    if not left:
        return None
    share, day = left[0]
    following = left[1][0] if len(left) > 1 else 0.0
    witnessed = day == signed and share >= _WITNESSED * following
    few = window.last - window.first < _FEW_DAYS
    alone = few and share >= max(_LEAST, _LIKELIER * following)
    if not witnessed and not alone:
        return None
    return Finding(f"{issued.value}-{day:02d}", issued.spans, CODE, CODE)


def _readings(document: Document) -> dict[int, float]:
    """Return the days that the blank may hold, with their probabilities."""
    unread = [notice for notice in document.notices if notice.code == "day-unread"]
    days: dict[int, float] = {}
    if len(unread) == 1:
        for digits, share in unread[0].readings:
            days[int(digits)] = days.get(int(digits), 0.0) + share
    return days


def _window(facts: Facts, month: str, signed: int | None) -> _Window | None:
    """Return the days of `month` that agree with the letter's other dates, or None."""
    first, last = 1, _length(month)
    cited = [d.value.value for d in facts.dates if d.value.role == "reference"]
    for day in _within(month, cited):
        first = max(first, day)
    due = [t.deadline.value.date for t in facts.tasks if t.deadline is not None]
    for day in _within(month, [date for date in due if date is not None]):
        last = min(last, day)
    if signed is not None:
        last = min(last, signed)
    return _Window(first, last) if first <= last else None


def _within(month: str, dates: Sequence[str]) -> Iterator[int]:
    """Yield the days of whole dates in a month."""
    for date in dates:
        if date.startswith(month) and len(date) >= len("2020-10-14"):
            yield int(date[8:10])


def _signed_on(document: Document, month: str) -> int | None:
    """Return the first day in `month` on which a body signed the file, or None."""
    dates = [
        fact.signed_at[:10]
        for fact in document.signatures
        if fact.signed_at is not None and kind_of(fact.signer) == "organisation"
    ]
    for match in _SIGNED.finditer(fold(document.text)):
        year, number, day = (int(match[part]) for part in ("year", "month", "day"))
        dates.append(f"{year:04d}-{number:02d}-{day:02d}")
    return min(_within(month, dates), default=None)


def _length(month: str) -> int:
    """Return how many days a month (``2020-10``) has."""
    year, number = map(int, month.split("-"))
    following = dt.date(year + number // 12, number % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day
