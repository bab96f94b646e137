"""Every date of a letter, with the year understood and the part it plays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vanban_parser.extract.dates import find_dates
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Document, Flow, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import DateMention, DateRole
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.days import (
    first_day,
    last_day,
    span_of,
    value_and_end,
    with_year,
    written,
)
from vanban_parser.resolve.deadline_words import clause_before
from vanban_parser.resolve.deadlines import find_deadlines

_DATA = table("dates")
_YEAR_INFERRED: Final = "year-inferred"

_ROLES: tuple[tuple[DateRole, bool, re.Pattern[str]], ...] = tuple(
    (row["role"], "only" in row, re.compile(row["regex"], re.IGNORECASE))
    for row in _DATA["role"]
)
_STAMPS_BEFORE, _STAMPS_AFTER = (
    tuple(re.compile(row["regex"]) for row in _DATA["stamp"] if row["where"] == where)
    for where in ("before", "after")
)
_EXPIRIES = tuple(re.compile(row["regex"]) for row in _DATA["expiry"])
_EXPIRED: Final = "date-expired"
_Key = tuple[str, str | None, DateRole]
_CITATIONS = tuple(re.compile(row["regex"]) for row in _DATA["citation"])
_GROUNDS = tuple(re.compile(row["regex"]) for row in _DATA["grounds"])
_CITES_NEXT = tuple(re.compile(row["regex"]) for row in _DATA["cites_next"])
# How far after a date a sentence may come to the document it speaks of.
_CITES_WITHIN: Final = 160


@dataclass(frozen=True, slots=True)
class _Spans:
    """Sorted spans, to ask fast whether one of them touches a place."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    longest: int

    @classmethod
    def of(cls, spans: Sequence[Span]) -> _Spans:
        ordered = tuple(sorted(spans))
        return cls(
            ordered,
            tuple(span.start for span in ordered),
            max(map(len, ordered), default=0),
        )

    def touch(self, place: Span) -> bool:
        """Tell whether one of the spans overlaps `place`."""
        index = bisect_right(self.starts, place.end)
        while index > 0:
            index -= 1
            span = self.spans[index]
            if span.overlaps(place):
                return True
            if span.start + self.longest < place.start:
                return False
        return False


def resolve_dates(
    document: Document,
    zones: Zones,
    issued_on: Finding[str] | None,
    cited: Sequence[Span],
    deadline_spans: Sequence[Span],
) -> tuple[Finding[DateMention], ...]:
    """Return the dates of the letter, distinct by value, end and role, in text order.

    Counted are days, months with their year, and quarters or years that are deadlines;
    not recurring ones, and nothing that a stamp or signature puts on the page.  A year
    that is only understood comes from the letter's own date (``year-inferred``).

    Args:
        document: The letter.
        zones: Its parts; what follows `annex_start` is marked as of an annex, unless
            the letter proper has the same date in the same role.
        issued_on: The letter's own date with the words that say it.
        cited: Where documents are cited, their dates included.
        deadline_spans: Where deadlines of tasks stand.
    """
    own = issued_on.value if issued_on else None
    reading = _Reading(
        document.text,
        zones,
        own,
        _Spans.of(issued_on.spans if issued_on else ()),
        _Spans.of(cited),
        _Spans.of(deadline_spans),
    )
    found: dict[_Key, Finding[DateMention]] = {}
    if issued_on is not None:
        mention = DateMention(value=issued_on.value, role="issued")
        found[issued_on.value, None, "issued"] = Finding(
            mention, issued_on.spans, "date-issued", issued_on.inferred
        )
    for block in document.blocks:
        if block.flow is not Flow.STAMP:
            for one in _block_dates(reading, block.start, block.end):
                key: _Key = (one.value.value, one.value.end, one.value.role)
                due: _Key = (one.value.value, one.value.end, "deadline")
                if one.rule == _EXPIRED and due in found:
                    key = due
                found[key] = _joined(found[key], one) if key in found else one
    return tuple(sorted(found.values(), key=_place))


def _place(finding: Finding[DateMention]) -> tuple[bool, int]:
    return finding.value.annex, finding.spans[0].start if finding.spans else -1


def _joined(
    first: Finding[DateMention], other: Finding[DateMention]
) -> Finding[DateMention]:
    """Return both as one; a date that one of them writes in full is not inferred."""
    annex = first.value.annex and other.value.annex
    inferred = first.inferred if first.inferred == other.inferred else None
    return replace(
        first,
        value=first.value.model_copy(update={"annex": annex}),
        spans=tuple(sorted({*first.spans, *other.spans})),
        inferred=inferred,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words around a date are judged by."""

    text: str
    zones: Zones
    issued_on: str | None
    issued: _Spans
    cited: _Spans
    deadlines: _Spans


def _block_dates(
    reading: _Reading, start: int, end: int
) -> Iterator[Finding[DateMention]]:
    dates = [
        date
        for date in find_dates(reading.text, start, end)
        if not date.recurring
        and not _is_own(reading, date)
        and not _is_stamped(reading.text, start, end, date)
    ]
    if not dates:
        return
    due = _deadlines_of(reading, start, end)
    previous: tuple[DateExpression, DateRole] | None = None
    for date in dates:
        role, rule = _role(reading, start, end, date, due, previous)
        previous = date, role
        one = _mention(reading, date, role, rule)
        if one is not None:
            yield one


def _deadlines_of(reading: _Reading, start: int, end: int) -> _Spans:
    found = find_deadlines(reading.text, start, end, reading.issued_on)
    return _Spans.of([one.spans[0] for one in found if one.value.date is not None])


def _is_own(reading: _Reading, date: DateExpression) -> bool:
    place = reading.zones.place_date
    return reading.issued.touch(date.span) or (
        place is not None and place.overlaps(date.span)
    )


def _is_stamped(text: str, start: int, end: int, date: DateExpression) -> bool:
    before = text[max(start, date.span.start - 24) : date.span.start]
    after = text[date.span.end : min(end, date.span.end + 16)]
    return any(regex.search(before) for regex in _STAMPS_BEFORE) or any(
        regex.match(after) for regex in _STAMPS_AFTER
    )


def _role(
    reading: _Reading,
    start: int,
    end: int,
    date: DateExpression,
    due: _Spans | None,
    previous: tuple[DateExpression, DateRole] | None,
) -> tuple[DateRole, str]:
    """Return the role of `date`; `due` is None in a paragraph of legal grounds."""
    if reading.cited.touch(date.span):
        return "reference", "date-cited"
    if reading.deadlines.touch(date.span):
        return "deadline", "date-of-task"
    before = clause_before(reading.text, start, date.span.start)
    after = reading.text[date.span.end : min(end, date.span.end + _CITES_WITHIN)]
    if _cites(date, before, after) or (date.kind is DateKind.DAY and grounds):
        return "reference", "date-of-document"
    if previous is not None and _continues(reading.text, previous[0], date):
        return previous[1], "date-in-list"
    if due.touch(date.span):
        return "deadline", "date-due"
    return _told_role(reading, date, before.rstrip(" ("))


def _told_role(
    reading: _Reading, date: DateExpression, before: str
) -> tuple[DateRole, str]:
    if any(regex.search(before) for regex in _EXPIRIES):
        return "event", _EXPIRED
    spans = date.kind is not DateKind.DAY or date.last is not None
    for role, only_spans, regex in _ROLES:
        if only_spans and not spans:
            continue
        if role == "period" and not _is_over(date, reading.issued_on):
            continue
        if regex.search(before):
            return role, f"date-{role}"
    return "event", "date-event"


def _is_over(date: DateExpression, issued_on: str | None) -> bool:
    """Tell whether the date begins before the letter, as a time reported on does."""
    own = written(issued_on)
    dated = with_year(date, issued_on, ahead=False)
    if own is None or dated is None:
        return True
    # Of a letter with only a year nothing says what lies behind it.
    today = last_day(own) if own.month is not None else first_day(own)
    return span_of(dated)[0] <= today


def _continues(text: str, left: DateExpression, right: DateExpression) -> bool:
    gap = text[left.span.end : right.span.start].strip()
    return left.kind is right.kind and gap in {",", "và", ";", ", và"}


def _cites(date: DateExpression, before: str, after: str, block: str) -> bool:
    """Tell whether the words make the day that of a document, cited or about to be."""
    if date.kind is not DateKind.DAY or date.last is not None:
        return False
    if any(regex.search(before) for regex in _CITATIONS):
        return True
    grounds = any(regex.match(block) for regex in _GROUNDS)
    return grounds or any(regex.match(after) for regex in _CITES_NEXT)


def _mention(
    reading: _Reading, date: DateExpression, role: DateRole, rule: str
) -> Finding[DateMention] | None:
    if not _counts(reading, date, role):
        return None
    dated = with_year(date, reading.issued_on, ahead=role == "deadline")
    if dated is None:
        return None
    value, last = value_and_end(dated)
    said = (date.last or date.first).year is not None
    annex = reading.zones.in_annex(date.span)
    mention = DateMention(value=value, end=last, role=role, annex=annex)
    return Finding(mention, (date.span,), rule, None if said else _YEAR_INFERRED)


def _counts(reading: _Reading, date: DateExpression, role: DateRole) -> bool:
    """Tell whether such words are a date of the letter (see `resolve_dates`)."""
    if date.kind is DateKind.DAY:
        return True
    if date.kind is DateKind.MONTH:
        return role == "deadline" or (date.last or date.first).year is not None
    if role != "deadline":
        return False
    own = written(reading.issued_on)
    year = (date.last or date.first).year
    return (
        date.kind is not DateKind.YEAR or own is None or (year or 0) >= (own.year or 0)
    )
