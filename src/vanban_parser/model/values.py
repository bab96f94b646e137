"""Small values that letters are full of: here, dates as a letter writes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban_parser.model.document import Span


class DateKind(StrEnum):
    """How fine the words are: ``quý IV/2020`` is a quarter, not three months."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class DatePart(StrEnum):
    """Which part of a month, quarter or year is meant (``cuối tháng 10``)."""

    START = "start"
    """đầu: the first day (Bộ luật Dân sự 2015, Điều 146)."""
    MIDDLE = "middle"
    """giữa: the fifteenth of a month, 30 June of a year (the same article)."""
    END = "end"
    """cuối: the last day (the same article)."""
    FIRST_HALF = "first-half"
    """nửa đầu: to the fifteenth of a month, 30 June of a year."""
    TEN_1 = "ten-1"
    """thượng tuần: to the tenth."""
    TEN_2 = "ten-2"
    """trung tuần: to the twentieth."""
    WEEK_1 = "week-1"
    """tuần thứ nhất: to the seventh."""
    WEEK_2 = "week-2"
    WEEK_3 = "week-3"
    WEEK_4 = "week-4"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, month or year as far as it is written; a missing part is None.

    `year` is missing far oftener than the rest: who knows the letter's own date
    supplies it.
    """

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a date, or the first and the last day of a range.

    `first` and `last` are written alike (both days, or both months); `last` is None
    for a single date.  A quarter or half-year is the range of its months.  `hour` and
    `minute` are those of the clock time that stands with a day; `minute` is 0 where
    only the hour is written.  `recurring` is true of a day or month without a year of
    its own (``15/12 hằng năm``).  `span` covers the clock time and ``ngày`` too.
    `lunar` is true of a day of the lunar calendar (``mùng 10 tháng 3 âm lịch``): month
    and day, and the year if there is one, are those of that calendar.
    """

    span: Span
    kind: DateKind
    first: WrittenDate
    last: WrittenDate | None = None
    hour: int | None = None
    minute: int | None = None
    part: DatePart | None = None
    recurring: bool = False
    lunar: bool = False
