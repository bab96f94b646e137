"""The forms in which official prose writes one date, before they are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vanban_parser.lexicon.load import table
from vanban_parser.model.values import DateKind, DatePart, WrittenDate

_DATA = table("dates")
_DAYS_IN: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(1900, 2100)
# A two-digit year above this is of the last century ("30/4/75").
_LAST_TWO_DIGIT_YEAR: Final = 60

_QUARTER = r"IV|III|II|I|lV|1V|Ⅳ|Ⅲ|Ⅱ|Ⅰ|[1-4]"
_QUARTERS = MappingProxyType(
    {"i": 1, "ⅰ": 1, "1": 1, "ii": 2, "ⅱ": 2, "2": 2, "iii": 3, "ⅲ": 3, "3": 3}
)
_QUY = "(?:quý|qúy|quí|qúi)"
# What may not follow a number for it to end here.
_END = r"(?!\d|\ ?/\ ?[\dA-ZĐ]|[.,]\d|\ ?%)"
_WRITTEN_YEAR = r"(?:,?\ năm\ ?{name}|\ ?[/.-]\ ?{name})"


def _year(name: str) -> str:
    return _WRITTEN_YEAR.replace("{name}", rf"(?P<{name}>\d{{4}})(?!\d)", 1).replace(
        "{name}", rf"(?P<{name}b>\d{{4}})(?!\d|\ ?/\ ?[A-ZĐ\d])"
    )


_ATOM = re.compile(
    rf"""
    (?P<dmy>
        (?<![\d/.,A-ZĐ]) (?P<d1>\d{{1,2}}) \ ?(?P<sep>[/.-])\ ? (?P<m1>\d{{1,2}})
        \ ?(?P=sep)\ ? (?P<y1>\d{{4}}|\d{{2}}) {_END}
    )
    | (?P<word>
        (?<![\d/.,A-ZĐ]) (?P<d2>\d{{1,2}}) ,?\ tháng\ ?(?P<m2>\d{{1,2}})(?!\d)
        (?:{_year("y2")})?
    )
    | (?P<my> (?<![\d/.,A-ZĐ-]) (?P<m3>\d{{1,2}}) / (?P<y3>(?:19|20)\d\d) {_END} )
    | (?P<dm> (?<![\d/.,A-ZĐ-]) (?P<d4>\d{{1,2}}) \ ?/\ ? (?P<m4>\d{{1,2}}) {_END} )
    | (?P<dm2> (?<=[-–]) (?P<d5>\d{{1,2}}) / (?P<m5>\d{{1,2}}) {_END} )
    | (?P<half> (?<!\w) (?:0?6|sáu)\ tháng\ (?P<side>đầu|cuối)\ (?:của\ )?năm
        (?:\ (?P<y6>\d{{4}})(?!\d))? )
    | (?P<month> (?<!\w)(?<!\d\ ) tháng\ (?P<m7>\d{{1,2}})(?!\d)
        (?: \ ?(?:,|và|[-–]|đến)\ ?(?:tháng\ )?(?P<m8>\d{{1,2}})(?=\ ?[/.-]\ ?\d{{4}}|\ năm\ \d) )?
        (?:{_year("y7")})? )
    | (?P<quarter> (?<!\w) {_QUY}\ (?P<q1>{_QUARTER})(?!\w)
        (?: \ ?(?:,|và|[-–]|đến)\ ?(?:{_QUY}\ )?(?P<q2>{_QUARTER})(?!\w) )?
        (?:{_year("y8")})? )
    | (?P<year> (?<!\w) năm\ (?P<y9>\d{{4}})(?!\d|\ ?[-–]\ ?\d{{4}}|/) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _after(words: list[str]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{longest_first}) ?\Z", re.IGNORECASE)


_BARE_DAY_AFTER = _after(list(_DATA["bare_day_after"]))
_BARE_MONTH_AFTER = _after(list(_DATA["bare_month_after"]))
_WEEKDAY_BEFORE = re.compile(rf"{_DATA['weekday']} ?[,(]? ?\Z", re.IGNORECASE)
_TIME_BEFORE = re.compile(r"(?:giờ|phút|\d ?[hg:]\d{0,2})['’]? ?,? \Z", re.IGNORECASE)
_DAY_WORD_BEFORE = re.compile(r"(?<!\w)ngày ?\Z", re.IGNORECASE)
_COUNTED = re.compile(
    r" (?:" + "|".join(map(re.escape, _DATA["counted"])) + r")(?!\w)", re.IGNORECASE
)
_CONTEXT: Final = 24


@dataclass(frozen=True, slots=True)
class Atom:
    """One written form of a date at ``text[start:end]``.

    `sure` is False where the form alone (``15/9``, ``9/2026``, ``12 tháng 3``) does
    not make a date, nor do the words before it: it needs a sure neighbour in a list
    or range.
    """

    start: int
    end: int
    kind: DateKind
    first: WrittenDate
    last: WrittenDate | None = None
    sure: bool = True


def atoms(text: str, start: int, end: int) -> Iterator[Atom]:
    """Yield the forms in ``text[start:end]``, in order; impossible days are left out."""
    for match in _ATOM.finditer(text, start, end):
        before = text[max(match.start() - _CONTEXT, start) : match.start()]
        after = text[match.end() : min(match.end() + _CONTEXT, end)]
        atom = _BUILD[str(match.lastgroup_name)](match, before, after) if False else None
        atom = _build(match, before, after)
        if atom is not None and all(map(_exists, (atom.first, atom.last))):
            yield atom
