"""The date of a cited document, as it stands beside the document's number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_SLASH = r"\s?[/.-]\s?"
_DAY = (
    rf"(?P<d>\d{{1,2}}){_SLASH}(?P<m>\d{{1,2}}){_SLASH}(?P<y>{_YEAR})(?!\d)"
    r"|(?P<wd>\d{1,2})\s?,?\s?tháng\s?(?P<wm>\d{1,2})\s?,?\s?năm\s?"
    rf"(?P<wy>{_YEAR})(?!\d)"
    r"|(?P<pd>\d{1,2})\s?[/.-]\s?(?P<pm>\d{1,2})(?![\d/])"
    r"|(?P<sd>\d{1,2})\stháng\s(?P<sm>\d{1,2})(?!\d)"
)
_LEAD = (
    r"(?:[\s,(]{0,3}|\.\s(?=(?-i:ngày)))"
    r"(?:(?:được\s)?(?:ban\shành|ký|thông\squa|đề)\s)?(?:cùng\s)?"
    # A telegram says its hour: "hồi 15 giờ 00 ngày 23/8/2031".
    r"(?:(?:hồi|lúc)\s\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{1,2})?(?:\s?phút)?,?\s)?"
)
_DATE = re.compile(
    rf"{_LEAD}(?:ngày\s{{0,2}}(?:{_DAY}|/\s?(?P<bm>\d{{1,2}})\s?/\s?(?P<by>{_YEAR})"
    rf"|tháng\s?(?P<tm>\d{{1,2}})\s?(?:năm\s|/)\s?(?P<ty>{_YEAR}))"
    rf"|tháng\s(?P<mm>\d{{1,2}})\s?(?:năm\s|/)\s?(?P<my>{_YEAR})"
    rf"|\(\s?(?P<nd>\d{{1,2}})/(?P<nm>\d{{1,2}})/(?P<ny>{_YEAR})"
    rf"|năm\s(?P<yy>{_YEAR})(?!\d)|(?<=\()(?P<qy>{_YEAR})(?=\)))(?:\s?\))?",
    re.IGNORECASE,
)
# Groups of year, month and day of each form; a form without a year takes one.
_FORMS = (
    ("y", "m", "d"),
    ("wy", "wm", "wd"),
    ("ny", "nm", "nd"),
    ("by", "bm", ""),
    ("ty", "tm", ""),
    ("my", "mm", ""),
    ("yy", "", ""),
    ("qy", "", ""),
    ("", "pm", "pd"),
    ("", "sm", "sd"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Something read beside a number: its value (None: read, not usable), its end."""

    value: str | None
    end: int


def partial_date(year: int, month: int | None, day: int | None) -> str | None:
    """Return an ISO date of that precision, or None for a day that does not exist."""
    if month is None:
        return f"{year:04d}"
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _number(match: re.Match[str], group: str) -> int | None:
    return int(match[group]) if group else None


def read_date(text: str, pos: int, end: int, year: int | None) -> Part | None:
    """Read ``ngày 18/5/2020``, ``ngày 16 tháng 6 năm 2025``, ``năm 2015`` at `pos`.

    A day without its year takes `year` (that of the number), if there is one.
    """
    match = _DATE.match(text, pos, end)
    if match is None:
        return None
    form = next(form for form in _FORMS if match[form[0] or form[1]] is not None)
    found = _number(match, form[0]) or year
    value = None
    if found:
        value = partial_date(found, _number(match, form[1]), _number(match, form[2]))
    return Part(value, match.end())


# "ngày 07/11/203": a slip of the finger; what day it is cannot be told.
_SLIPPED = re.compile(
    rf"{_LEAD}ngày\s\d{{1,2}}{_SLASH}\d{{1,2}}{_SLASH}(?:\d{{3}}|\d{{5}})(?![\d/])"
)


def slipped_date(text: str, pos: int, end: int) -> Part | None:
    """Read a date at `pos` whose year has a digit too few or too many: no value."""
    match = _SLIPPED.match(text, pos, end)
    return Part(None, match.end()) if match else None


_OPENING = re.compile(
    rf"(?:^|[.;:]\s)[-+“\"\s]{{0,3}}(?:Vào\s)?(?P<at>ngày)\s(?:{_DAY}),?\s",
    re.IGNORECASE,
)
# "Để triển khai ..., ngày 07/6/2031, Sở A đã ban hành": only its body stands between.
_INNER_OPENING = re.compile(
    rf",\s(?P<at>ngày)\s(?:{_DAY}),?\s[A-ZĐỦ][^,.;:()\d]{{2,90}}$"
)
_SENTENCE = re.compile(r"[.;]\s")
MAX_OPENING = 220


def opening_date(text: str, start: int, pos: int, year: int | None) -> Part | None:
    """Return the date that opens the sentence of `pos` (``Ngày 07/6/2031, ...``).

    So does one inside it, after a comma, that only the issuing body follows.
    """
    offset = max(start, pos - MAX_OPENING)
    before = text[offset:pos]
    openings = list(_OPENING.finditer(before))
    if not openings or _SENTENCE.search(before, openings[-1].end()):
        openings = list(_INNER_OPENING.finditer(before))
    if not openings:
        return None
    return read_date(text, offset + openings[-1].start("at"), pos, year)
