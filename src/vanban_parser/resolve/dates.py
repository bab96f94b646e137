"""Every date of a letter, with the year understood and the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban_parser.extract.dates import find_dates
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Document, Flow, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import DateMention, DateRole
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.date_roles import (
    EVENT,
    EXPIRED,
    Known,
    Paragraph,
    Places,
    role_of,
)
from vanban_parser.resolve.days import value_and_end, with_year, written

_STAMPS_BEFORE, _STAMPS_AFTER = (
    tuple(
        re.compile(row["regex"])
        for row in table("dates")["stamp"]
        if row["where"] == where
    )
    for where in ("before", "after")
)
_RESTATED = re.compile(r"(?<!\w)(?:nhằm|tức)(?!\w)[^()]*\Z")
# How far before a lunar day the word may stand that repeats a day in its terms.
_RESTATED_WITHIN = 80
_Key = tuple[str, str | None, DateRole]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What decides whether a date is one of the letter's."""

    known: Known
    zones: Zones
    issued: Places


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
    reading = _Reading(
        Known(
            document.text,
            issued_on.value if issued_on else None,
            Places(cited),
            Places(deadline_spans),
        ),
        zones,
        Places(issued_on.spans if issued_on else ()),
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
                _add(found, one)
    return tuple(sorted(found.values(), key=_place))


def _add(found: dict[_Key, Finding[DateMention]], one: Finding[DateMention]) -> None:
    key: _Key = (one.value.value, one.value.end, one.value.role)
    due: _Key = (one.value.value, one.value.end, "deadline")
    told: _Key = (one.value.value, one.value.end, "period")
    if one.rule == EXPIRED and due in found:
        key = due
    elif one.rule == EVENT and _is_time(one.value) and told in found:
        # "giá bán ra trong tháng 12": the month that the letter reports on.
        key = told
    found[key] = _joined(found[key], one) if key in found else one


def _is_time(date: DateMention) -> bool:
    """Tell a month or a range from a day."""
    return date.end is not None or len(date.value) < len("2020-10-14")


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
        spans=(*first.spans, *other.spans),
        inferred=inferred,
    )


def _block_dates(
    reading: _Reading, start: int, end: int
) -> Iterator[Finding[DateMention]]:
    dates = [
        date
        for date in find_dates(reading.known.text, start, end)
        if not date.recurring
        and not _is_restated(reading.known.text, start, date)
        and not _is_own(reading, date)
        and not _is_stamped(reading.known.text, start, end, date)
    ]
    if not dates:
        return
    paragraph = Paragraph.of(reading.known, start, end)
    previous: tuple[DateExpression, DateRole] | None = None
    for date in dates:
        role, rule = role_of(paragraph, date, previous)
        previous = date, role
        one = _mention(reading, date, role, rule)
        if one is not None:
            yield one


def _is_restated(text: str, start: int, date: DateExpression) -> bool:
    """Tell whether a lunar day only repeats one just named: (nhằm ngày ...)."""
    before = text[max(start, date.span.start - _RESTATED_WITHIN) : date.span.start]
    return date.lunar and _RESTATED.search(before) is not None


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


def _mention(
    reading: _Reading, date: DateExpression, role: DateRole, rule: str
) -> Finding[DateMention] | None:
    own = reading.known.issued_on
    if not _counts(own, date, role):
        return None
    dated = with_year(date, own, ahead=role == "deadline")
    if dated is None:
        return None
    value, last = value_and_end(dated)
    said = (date.last or date.first).year is not None
    annex = reading.zones.in_annex(date.span)
    mention = DateMention(value=value, end=last, role=role, annex=annex)
    inferred = None if said else "year-inferred"
    return Finding(
        mention, (date.span,), rule, "lunar-date" if date.lunar else inferred
    )


def _counts(issued_on: str | None, date: DateExpression, role: DateRole) -> bool:
    """Tell whether such words are a date of the letter (see `resolve_dates`)."""
    year = (date.last or date.first).year
    if date.kind is DateKind.DAY:
        return True
    if date.kind is DateKind.MONTH:
        return role == "deadline" or year is not None
    if role != "deadline":
        return False
    own = written(issued_on)
    ahead = own is None or (year or 0) >= (own.year or 0)
    return date.kind is not DateKind.YEAR or ahead
