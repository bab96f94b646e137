"""Recurring deadlines, as RFC 5545 rules: ``trước ngày 15 hằng tháng``.

A rule is put together from a period (``hằng quý``, ``02 tuần/lần``) and, where one
stands in the same sentence, a point in it (``thứ Sáu``, ``ngày 25``, ``15/12``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_periods import (
    Period,
    days_of,
    named_periods,
    unit_of,
)
from vanban_parser.resolve.deadline_points import Point, points
from vanban_parser.resolve.deadline_words import EVERY, NUMERALS, finding, sentence_at

# A period and its point stand within so many characters of each other.
_NEAR = 90
# Where they stand so close, they are one phrase.
_ADJACENT = 24

_NUMBER = r"(?:\d{1,2}|một|hai|ba|sáu)"
_UNIT = r"(?:ngày|tuần|tháng|quý|qúy|quí|năm)"
_ITEM = rf"(?:(?:{_NUMBER} )?{_UNIT}|nửa năm)"
_NO_NUMBER_AFTER = r"(?!\w)(?! ?\d)(?! (?:một|lần)(?!\w))"
_EVERY = re.compile(
    rf"(?<![\w/])(?P<fixed>(?:theo )?định kỳ(?: vào)?,? )?"
    rf"(?P<items>(?:{EVERY} )?{_ITEM}"
    rf"(?:(?:,| và| hoặc|/) ?(?:{EVERY} )?{_ITEM}){{0,5}})"
    rf"{_NO_NUMBER_AFTER}",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?<![\w/,.])(?P<fixed>(?:theo )?định kỳ,? )?(?:cứ )?"
    rf"(?P<n>{_NUMBER} )?(?P<unit>{_UNIT})"
    r"(?: (?:báo cáo|gửi|tổng hợp|kiểm tra|cập nhật)(?: [^\s.;,]+){0,4}"
    r"(?= một| 01| 1))?"
    r" ?(?:/ ?(?:01|1|một)? ?|(?:01|1|một) )lần(?!\w)",
    re.IGNORECASE,
)
_TIMES_IN = re.compile(
    rf"(?<![\w/,.])(?P<fixed>(?:theo )?định kỳ,? )?(?P<k>{_NUMBER}) lần ?"
    rf"(?:/ ?|(?:một|mỗi|trong|hằng|hàng) )(?:01 |1 |một )?(?P<unit>{_UNIT})(?!\w)"
    rf"|(?<!\w)(?:mỗi|một|hằng|hàng) (?P<unit2>{_UNIT})(?: ít nhất| tối thiểu)?"
    rf" (?P<k2>{_NUMBER}) lần(?!\w)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?<!\w)(?P<fixed>định kỳ )?(?:cả )?"
    r"(?:(?:0?6|sáu|0?9|chín) tháng|(?:hằng |hàng )?năm)"
    r"(?: đầu năm| cuối năm)?:? ?\(?(?:gửi )?"
    r"(?P<when>(?:trước|chậm nhất(?: là)?|vào) (?:ngày )?"
    r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2}))(?![\d/-])",
    re.IGNORECASE,
)
# What words must have for a point in them to name its period itself.
_IMPLIED = (
    ("Q", ("quý", "qúy", "quí", "hằng", "hàng", "mỗi", "liền")),
    ("M", ("của tháng",)),
    ("Y", ("hằng", "hàng", "mỗi", "liền")),
)
# What words must have to name a period: hằng tháng, định kỳ 6 tháng, 02 lần/năm.
_OFTEN = ("hằng ", "hàng ", "mỗi ", "định kỳ")
_TIMES = "lần"
_REPORTED = "báo cáo"
_FIXED = "định kỳ"
# "báo cáo tháng trước ngày 25": the report of each month, where a point is beside it.
_REPORT_OF = re.compile(
    r"(?:(?<!\w)báo cáo |[,;:(] ?|(?<!\w)và )(?P<unit>tuần|tháng|quý)"
    r"(?=:? \(?(?:gửi |nộp )?(?:trước|chậm nhất|vào)(?: là)? (?:ngày|thứ|\d))",
    re.IGNORECASE,
)
_SPLIT = re.compile(r",|/| và | hoặc ", re.IGNORECASE)
_HAS_EVERY = re.compile(rf"(?<!\w){EVERY} ", re.IGNORECASE)
_OPENS_CLAUSE = re.compile(r"(?:\A|[.;:,(+\n\-–]|\d\.|[a-zđ]\)|(?<!\w)và) ?\Z")
_GOES_ON = re.compile(
    r" ?,|\)| (?:báo cáo|tổng hợp|gửi|rà soát|tổ chức|cập nhật|đánh giá|kiểm tra"
    r"|xây dựng|thống kê|công khai|công bố|sơ kết|tổng kết|theo dõi|đôn đốc|tham mưu"
    r"|thực hiện|chủ trì|có báo cáo|phối hợp|lập|tiến hành|trước|chậm nhất|vào"
    r"|(?:phải )?có (?:ít nhất|tối thiểu))(?!\w)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"[^.;]{0,160}?\bbắt đầu(?: thực hiện| áp dụng| triển khai)? (?:kể )?từ"
    r" (?:ngày|tháng|quý|năm)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r" ?,?(?: \S+){0,6} (?:đã|đều|được) ", re.IGNORECASE)


def recurring_deadlines(
    text: str, start: int, end: int, *, cell: bool = False
) -> Iterator[Finding[Deadline]]:
    """Yield the recurring deadlines of ``text[start:end]``, in order.

    In a `cell` of a schedule a bare ``Hằng năm`` is one.
    """
    yield from _reports(text, start, end)
    taken = start
    for period in _periods(text, start, end, cell=cell):
        if period.start < taken:
            continue
        point = _point_of(text, start, end, period)
        if point is None and not period.firm:
            continue
        rule = _rule(period, point)
        span = _words(text, period, point)
        taken = span.end
        yield finding(
            text,
            span,
            "deadline-recurring",
            Deadline(text="", rrule=rule, operator="every"),
        )
    yield from _without_period(text, start, end)


def _periods(text: str, start: int, end: int, *, cell: bool) -> list[Period]:
    words = text[start:end].lower()
    found: list[Period] = []
    if _TIMES in words:
        found += map(_one_in, _ONE_IN.finditer(text, start, end))
        found += _times_in(text, start, end)
    if _REPORTED in words:
        for match in _REPORT_OF.finditer(text, start, end):
            first, _ = sentence_at(text, start, end, match.start())
            if _REPORTED in text[first : match.start("unit")].lower():
                found.append(_reported(match))
    found += named_periods(text, start, end)
    if any(name in words for name in _OFTEN):
        found += _every(text, start, end, cell=cell)
    found.sort(key=lambda period: (period.start, -period.end))
    return found


def _count(written: str | None) -> int:
    word = (written or "1").strip().lower()
    return int(word) if word.isdigit() else NUMERALS[word]


def _one_in(match: re.Match[str]) -> Period:
    count = max(_count(match["n"]), 1)
    return Period(match.start(), match.end(), unit_of(match["unit"]), count, firm=True)


def _reported(match: re.Match[str]) -> Period:
    unit = unit_of(match["unit"])
    return Period(match.start("unit"), match.end(), unit, 1, firm=False)


def _times_in(text: str, start: int, end: int) -> Iterator[Period]:
    """Yield the periods of N times in a unit, where that is a whole period."""
    for match in _TIMES_IN.finditer(text, start, end):
        times = _count(match["k"] or match["k2"])
        unit = unit_of(match["unit"] or match["unit2"])
        period = Period(match.start(), match.end(), unit, 1, firm=True)
        if times == 1 or unit == "D":
            yield period
        elif unit == "Y" and times in {2, 3, 4, 6, 12}:
            yield replace(period, unit="M", count=12 // times)
        elif (unit, times) == ("M", 2):
            yield replace(period, unit="W", count=2)


def _every(text: str, start: int, end: int, *, cell: bool) -> Iterator[Period]:
    for match in _EVERY.finditer(text, start, end):
        fixed = match["fixed"] is not None
        if not fixed and not _HAS_EVERY.search(match["items"]):
            continue
        parts = [part for item in _SPLIT.split(match["items"]) if (part := _item(item))]
        unit, count = min(parts, key=lambda part: days_of(*part))
        firm = fixed or cell or _adverb(text, start, end, match)
        # "... chỉ số hằng tháng của tỉnh, bắt đầu thực hiện từ tháng 01/2026".
        firm = firm or _BEGINS.match(text, match.end(), end) is not None
        yield Period(match.start(), match.end(), unit, count, firm)


def _item(item: str) -> tuple[str, int] | None:
    words = _HAS_EVERY.sub("", item.strip()).lower().split()
    if not words:
        return None
    if words[0] == "nửa":
        return "M", 6
    return unit_of(words[-1]), max(_count(words[0] if len(words) > 1 else None), 1)


def _adverb(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether ``hằng tháng`` says when, at the head of a clause."""
    before = text[max(start, match.start() - 4) : match.start()]
    return (
        bool(_OPENS_CLAUSE.search(before))
        and bool(_GOES_ON.match(text, match.end(), end))
        and not _TOLD.match(text, match.end(), min(end, match.end() + 80))
    )


def _point_of(text: str, start: int, end: int, period: Period) -> Point | None:
    """Return the point in the period that the same sentence names, the nearest."""
    first, last = sentence_at(text, start, end, period.start)
    first, last = max(first, period.start - _NEAR), min(last, period.end + _NEAR)
    near = [
        (gap, point)
        for point in points(text, first, max(first, last), period.unit, period.count)
        if (gap := _gap(period, point)) <= (_NEAR if period.firm else 3)
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _gap(period: Period, point: Point) -> int:
    if point.end <= period.start:
        return period.start - point.end
    return max(point.start - period.end, 0)


def _words(text: str, period: Period, point: Point | None) -> Span:
    if point is None or _gap(period, point) > _ADJACENT:
        return Span(period.start, period.end)
    return Span(min(period.start, point.start), max(period.end, point.end))


def _rule(period: Period, point: Point | None) -> str:
    unit, count = period.unit, period.count
    if unit == "Q":
        unit, count = "M", 3 * count
    if point is not None and point.months:
        unit, count = "Y", 1
    frequency = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}[unit]
    parts = [f"FREQ={frequency}"]
    if count > 1:
        parts.append(f"INTERVAL={count}")
    return ";".join([*parts, *(point.parts() if point else ())])


def _reports(text: str, start: int, end: int) -> Iterator[Finding[Deadline]]:
    """Yield the yearly days of báo cáo 6 tháng trước 15/6, báo cáo năm trước 15/12."""
    if "tháng" not in text[start:end] and "năm" not in text[start:end]:
        return
    found = [
        match
        for match in _REPORT.finditer(text, start, end)
        if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31
    ]
    for match in found:
        fixed = match["fixed"] or _FIXED in text[start : match.start()].lower()
        if len(found) == 1 and not fixed:
            continue
        point = Point(0, 0, (int(match["month"]),), int(match["day"]))
        rule = ";".join(["FREQ=YEARLY", *point.parts()])
        span = Span(match.start("when"), match.end())
        deadline = Deadline(text="", rrule=rule, operator="every")
        yield finding(text, span, "deadline-recurring", deadline)


def _without_period(text: str, start: int, end: int) -> Iterator[Finding[Deadline]]:
    """Yield points that say their period: ngày 25 tháng cuối quý, ngày 05 của tháng."""
    words = text[start:end].lower()
    for unit, needs in _IMPLIED:
        if not any(need in words for need in needs):
            continue
        for point in points(text, start, end, unit, 1):
            if not point.implies_period:
                continue
            period = Period(point.start, point.end, unit, 1, firm=True)
            rule = _rule(period, point)
            deadline = Deadline(text="", rrule=rule, operator="every")
            span = Span(point.start, point.end)
            yield finding(text, span, "deadline-recurring", deadline)
