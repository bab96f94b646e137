"""Points in a recurring period: a weekday, a day of the month, a day of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.resolve.deadline_words import CLOCK, EVERY, WEEKDAY, WEEKDAYS, clock

_BEFORE = (
    r"(?:(?:trước|chậm nhất|muộn nhất|vào|trong|đến hết|hết|đến|không quá"
    r"|không muộn hơn)"
    r"(?: là| vào| đến| trước| lúc| hết| trong){0,3} )"
)
_CLOCK_2 = CLOCK.replace("hour", "hour2").replace("minute", "minute2")
_WEEKDAY_POINT = re.compile(
    rf"(?<!\w){_BEFORE}?(?:{CLOCK} )?"
    r"(?:(?:sáng|chiều|ngày|buổi sáng|buổi chiều|các) ){0,3}"
    rf"(?P<weekday>{WEEKDAY})(?!\w)(?: {_CLOCK_2})?",
    re.IGNORECASE,
)
_CLOCK_POINT = re.compile(rf"(?<!\w){_BEFORE}(?:{CLOCK})", re.IGNORECASE)
_MORE_CLOCKS = re.compile(rf",? ?(?:và )?(?:lúc )?(?:{CLOCK})", re.IGNORECASE)
_FROM_CLOCK = re.compile(r"(?<!\w)từ \d{1,2} ?(?:giờ|h|g|:)[^,;]{0,8}\Z", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ \Z", re.IGNORECASE)
_NEXT = re.compile(r"sau|tiếp|liền")
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<op>{_BEFORE})?(?:{CLOCK} )?ngày (?P<day>\d{{1,2}})"
    r"(?!\d|[/.,-]\d| tháng \d| ?%)"
    r"(?P<tail>(?: của)?(?: tháng (?:sau|tiếp theo|kế tiếp|liền kề|báo cáo)"
    r"(?: liền kề)?| tháng(?=[ ,.;)]|\Z)(?! (?:này|đầu|cuối|thứ|\d))))?",
    re.IGNORECASE,
)
_DAY_RANGE = re.compile(
    r"(?<!\w)từ ngày \d{1,2} đến(?: hết)? ngày (?P<day>\d{1,2})(?![\d/.,-]| tháng \d)",
    re.IGNORECASE,
)
_DAY_LIST = re.compile(
    rf"(?<!\w){_BEFORE}?(?:các |hai )?ngày \d{{1,2}}(?:, (?:ngày )?\d{{1,2}}){{0,3}}"
    r",? và (?:ngày )?\d{1,2}(?![\d/.,-]| tháng \d)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LAST_DAY = re.compile(
    rf"(?<!\w){_BEFORE}?(?:ngày )?(?:làm việc )?cuối(?: cùng)?(?: của)? tháng(?! \d)",
    re.IGNORECASE,
)
_QUARTER_DAY = re.compile(
    rf"(?<!\w){_BEFORE}?(?:{CLOCK} )?ngày (?P<day>\d{{1,2}})(?: của)? tháng"
    rf" (?:(?:đầu|cuối|thứ (?:nhất|hai|ba))(?: tiên| cùng)?(?: của)?(?: {EVERY})? quý"
    r"(?: sau| tiếp theo| kế tiếp| liền kề)?)",
    re.IGNORECASE,
)
_OPERATOR = re.compile(rf"(?<!\w){_BEFORE}\Z", re.IGNORECASE)
# "Tháng 6, tháng 12 hằng năm": what is said of the last is said of all.
_OF_YEAR = re.compile(
    r"(?:(?:,| và|, và) (?:(?:tháng|quý|ngày) )?"
    r"(?:\d{1,2}(?:/\d{1,2})?|[IV]{1,3})){0,4}"
    rf" (?:của )?{EVERY} năm",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point in a period at ``text[start:end]``; `months` make the period a year.

    `implies_period` is True where the words name the period themselves.
    """

    start: int
    end: int
    months: tuple[int, ...] = ()
    month_day: int | None = None
    weekday: str | None = None
    hour: int | None = None
    minute: int = 0
    implies_period: bool = False
    later: tuple[int, ...] = ()
    """Further hours of the same day at the same minute, or days of the same month."""

    def parts(self) -> Iterator[str]:
        """Yield the BY-parts of an RRULE in their usual order."""
        if self.months:
            yield "BYMONTH=" + ",".join(map(str, self.months))
        if self.month_day is not None:
            days = self.later if self.hour is None else ()
            yield "BYMONTHDAY=" + ",".join(map(str, (self.month_day, *days)))
        if self.weekday is not None:
            yield f"BYDAY={self.weekday}"
        if self.hour is not None:
            yield "BYHOUR=" + ",".join(map(str, (self.hour, *self.later)))
            yield f"BYMINUTE={self.minute}"


def points(text: str, start: int, end: int, unit: str, count: int) -> Iterator[Point]:
    """Yield the points that a period of `count` times `unit` can have, in order.

    Args:
        text: `Document.text`.
        start: Where the sentence begins.
        end: Where it ends.
        unit: D, W, M, Q or Y.
        count: How many units make the period.
    """
    if unit == "D":
        yield from _clocks(text, start, end)
    elif unit == "W":
        weekdays = list(_weekdays(text, start, end))
        yield from weekdays or _clocks(text, start, end)
    elif unit == "Q":
        yield from _quarter_days(text, start, end)
        yield from _year_days(text, start, end)
    elif unit == "M" and count == 1:
        yield from _month_days(text, start, end)
    else:
        yield from _year_days(text, start, end)


def _clocks(text: str, start: int, end: int) -> Iterator[Point]:
    for match in _CLOCK_POINT.finditer(text, start, end):
        hour, minute = clock(match)
        # "từ 6 giờ đến 23 giờ" is when something is open.
        opening = _FROM_CLOCK.search(
            text, max(start, match.start() - 16), match.start()
        )
        if hour is None or opening is not None:
            continue
        more = list(_further(text, match.end(), end))
        if all(clock(one)[1] == minute for one in more):
            last = more[-1].end() if more else match.end()
            later = tuple(int(one["hour"]) for one in more)
            yield Point(match.start(), last, hour=hour, minute=minute, later=later)


def _further(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the times of the clock that go on a list: ``7h00 và 16h00``."""
    while (match := _MORE_CLOCKS.match(text, start, end)) is not None:
        if clock(match)[0] is None:
            return
        yield match
        start = match.end()


def _weekdays(text: str, start: int, end: int) -> Iterator[Point]:
    for match in _WEEKDAY_POINT.finditer(text, start, end):
        hour, minute = clock(match)
        if hour is None and match["hour2"]:
            hour, minute = int(match["hour2"]), int(match["minute2"] or 0)
        name = match["weekday"].lower().removeprefix("thứ ")
        yield Point(
            match.start(),
            match.end(),
            weekday=WEEKDAYS[name],
            hour=hour,
            minute=minute,
        )


def _listed_days(text: str, start: int, end: int) -> Iterator[Point]:
    """Yield ``từ ngày 01 đến ngày 10`` as its last day, ``ngày 15 và 30`` as both."""
    for match in _DAY_RANGE.finditer(text, start, end):
        if 1 <= int(match["day"]) <= 31:
            yield Point(match.start(), match.end(), month_day=int(match["day"]))
    for match in _DAY_LIST.finditer(text, start, end):
        first, *later = (int(day) for day in _DIGITS.findall(match.group()))
        if all(1 <= day <= 31 for day in (first, *later)):
            found = Point(match.start(), match.end(), month_day=first)
            yield replace(found, later=tuple(later))


def _month_days(text: str, start: int, end: int) -> Iterator[Point]:
    yield from _listed_days(text, start, end)
    for match in _MONTH_DAY.finditer(text, start, end):
        day = int(match["day"])
        if 1 <= day <= 31:
            implied = bool(match["op"] and match["tail"] and "của" in match["tail"])
            yield Point(
                match.start(), match.end(), month_day=day, implies_period=implied
            )
    for match in _LAST_DAY.finditer(text, start, end):
        yield Point(match.start(), match.end(), month_day=-1)


def _quarter_days(text: str, start: int, end: int) -> Iterator[Point]:
    for match in _QUARTER_DAY.finditer(text, start, end):
        day = int(match["day"])
        begins = _FROM.search(text, max(start, match.start() - 4), match.start())
        if 1 <= day <= 31 and begins is None:
            yield Point(match.start(), match.end(), month_day=day, implies_period=True)
    for match in _MONTH_DAY.finditer(text, start, end):
        fits = not match["tail"] or _NEXT.search(match["tail"]) is not None
        if match["op"] and fits and 1 <= int(match["day"]) <= 31:
            yield Point(match.start(), match.end(), month_day=int(match["day"]))


def _year_days(text: str, start: int, end: int) -> Iterator[Point]:
    """Yield days, months and quarters with no year; a list of days is one point."""
    pending: Point | None = None
    for date in find_dates(text, start, end):
        point = _year_point(text, start, date)
        if point is None:
            continue
        same_list = (
            pending is not None
            and point.start - pending.end <= 8
            and point.month_day == pending.month_day
        )
        if pending is not None and same_list:
            pending = Point(
                pending.start,
                point.end,
                pending.months + point.months,
                pending.month_day,
            )
            continue
        if pending is not None:
            yield pending
        pending = point
    if pending is not None:
        yield pending


def _year_point(text: str, start: int, date: DateExpression) -> Point | None:
    last = date.last or date.first
    if last.year is not None or last.month is None or date.lunar:
        return None
    operator = _OPERATOR.search(text, max(start, date.span.start - 40), date.span.start)
    beside = _OF_YEAR.match(text, date.span.end)
    if operator is None and beside is None and not date.recurring:
        return None
    day = last.day
    if day is None and date.kind is not DateKind.MONTH:
        day = 30 if last.month in {6, 9} else 31
    first = operator.start() if operator else date.span.start
    return Point(
        first, date.span.end, (last.month,), day, implies_period=date.recurring
    )
