"""Which days written dates mean: the year that is understood, first and last days."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import Final

from vanban_parser.lexicon.lunar import solar_day
from vanban_parser.model.values import DateExpression, DateKind, DatePart, WrittenDate

# A deadline that lies further back than this (days) is meant for the year after; one
# that lies less far back belongs to a letter that went out late.
_LATE: Final = 45
# A day further from the letter than this (days) is of the year before or after.
_SAME_YEAR: Final = 330
_DAY_OF_PART: Final = {
    DatePart.START: 1,
    DatePart.MIDDLE: 15,
    DatePart.FIRST_HALF: 15,
    DatePart.TEN_1: 10,
    DatePart.TEN_2: 20,
    DatePart.WEEK_1: 7,
    DatePart.WEEK_2: 14,
    DatePart.WEEK_3: 21,
    DatePart.WEEK_4: 28,
}


# Days of the month before the part begins.
_BEFORE_PART: Final = {
    DatePart.TEN_2: 10,
    DatePart.WEEK_2: 7,
    DatePart.WEEK_3: 14,
    DatePart.WEEK_4: 21,
}


@lru_cache(maxsize=256)
def written(value: str | None) -> WrittenDate | None:
    """Read an ISO 8601 date of reduced precision; None where it is none."""
    try:
        parts = [int(part) for part in (value or "").split("T")[0].split("-")]
    except ValueError:
        return None
    return WrittenDate(*parts) if 1 <= len(parts) <= 3 else None


def iso(date: WrittenDate) -> str:
    """Return `date` as ISO 8601, as precise as it is written; it must have a year."""
    parts = (f"{date.year:04d}", _two(date.month), _two(date.day))
    return "-".join(part for part in parts if part)


def _two(number: int | None) -> str:
    return "" if number is None else f"{number:02d}"


def first_day(date: WrittenDate) -> dt.date:
    """Return the first day of a day, month or year; 29/02 falls back to 28/02."""
    month = date.month or 1
    return _clamped(date.year or 1, month, date.day or 1)


def last_day(date: WrittenDate) -> dt.date:
    """Return the last day of a day, month or year."""
    return _clamped(date.year or 1, date.month or 12, date.day or 31)


@lru_cache(maxsize=1_024)
def _clamped(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def known_day(issued_on: str | None) -> dt.date | None:
    """Return the letter's own day, or None where only a month or year is known."""
    own = written(issued_on)
    return first_day(own) if own is not None and own.day is not None else None


def with_year(
    expression: DateExpression, issued_on: str | None, *, ahead: bool
) -> DateExpression | None:
    """Return `expression` with the year that the letter's own date makes understood.

    Args:
        expression: As found; unchanged where it says its year.
        issued_on: The letter's own date, ISO 8601, or None.
        ahead: A deadline (the next such day) rather than a report or an event.

    Returns:
        None where the year is neither written nor understood.
    """
    own = written(issued_on)
    if expression.lunar:
        return _solar(expression, own, ahead=ahead)
    date = expression.last or expression.first
    if date.year is not None:
        return expression
    if own is None or own.year is None:
        return None
    year = own.year
    if own.month is not None:
        year = _year_ahead(date, own) if ahead else _year_near(date, own)
    last = replace(expression.last, year=year) if expression.last else None
    first = replace(expression.first, year=year)
    if last is not None and first_day(first) > last_day(last):
        first = replace(first, year=year - 1)
    return replace(expression, first=first, last=last)


def _solar(
    expression: DateExpression, own: WrittenDate | None, *, ahead: bool
) -> DateExpression | None:
    """Return a day of the lunar calendar as one of the common calendar."""
    lunar = expression.first
    if lunar.year is None and (own is None or own.year is None):
        return None
    today = first_day(own) if own is not None else None
    years = (own.year or 0) if own is not None else 0
    candidates = [
        day
        for year in ([lunar.year] if lunar.year else range(years - 1, years + 2))
        if (day := solar_day(year, lunar.month or 0, lunar.day or 0)) is not None
    ]
    if today is not None and lunar.year is None:
        candidates.sort(key=lambda day: abs(day - today))
        late = today - dt.timedelta(days=_LATE)
        candidates = [d for d in candidates if not ahead or d >= late]
    if not candidates:
        return None
    day = candidates[0]
    first = WrittenDate(day.year, day.month, day.day)
    return replace(expression, first=first, last=None, lunar=False)


def _year_ahead(date: WrittenDate, own: WrittenDate) -> int:
    year = own.year or 0
    behind = first_day(own) - last_day(replace(date, year=year))
    return year + 1 if behind.days > _LATE else year


def _year_near(date: WrittenDate, own: WrittenDate) -> int:
    """Return the letter's year, or the one beside it in a letter of early or late year.

    A plan of January speaks of November to come, and of December gone.
    """
    year = own.year or 0
    ahead = (first_day(replace(date, year=year)) - first_day(own)).days
    if abs(ahead) <= _SAME_YEAR:
        return year
    return year - 1 if ahead > 0 else year + 1


def span_of(expression: DateExpression) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a dated expression covers."""
    first, last = (
        first_day(expression.first),
        last_day(expression.last or expression.first),
    )
    if expression.part is None or expression.part is DatePart.END:
        return first, last
    end = _day_of_part(expression, first)
    return first + dt.timedelta(days=_BEFORE_PART.get(expression.part, 0)), end


def _day_of_part(expression: DateExpression, first: dt.date) -> dt.date:
    part = expression.part or DatePart.END
    if expression.kind is DateKind.MONTH:
        return first.replace(day=_DAY_OF_PART[part])
    if part is DatePart.START:
        return first
    if expression.kind is DateKind.YEAR:
        return first.replace(month=6, day=30)
    # The middle of a quarter is that of its second month.
    return first.replace(month=first.month + 1, day=15)


def value_and_end(expression: DateExpression) -> tuple[str, str | None]:
    """Return a dated expression as partial date, and the last day of a range.

    A day, month or year is one partial date; quarters, half-years and ranges are
    their first and last day (``2026-01-01``, ``2026-03-31``).
    """
    if expression.last is None:
        return iso(expression.first), None
    days = first_day(expression.first), last_day(expression.last)
    return days[0].isoformat(), days[1].isoformat()
