"""The forms in which official prose writes one date, before they are put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from vanban_parser.lexicon.alternatives import alternatives
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.lunar import BRANCHES, MONTHS, STEMS, years_of
from vanban_parser.model.values import DateKind, WrittenDate

_DATA = table("dates")
_DAYS_IN: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(1900, 2100)
# A two-digit year above this is of the last century ("30/4/75").
_LAST_YEAR_OF_THIS_CENTURY: Final = 60
# Words before a form that decide on it stand within so many characters.
_CONTEXT: Final = 24

_ROMAN = MappingProxyType({"I": 1, "II": 2, "III": 3, "IV": 4})
_QUARTER = r"(?:IV|III|II|I|lV|1V|Ⅳ|Ⅲ|Ⅱ|Ⅰ|[1-4])(?!\w)"
_QUARTERS = MappingProxyType(
    {**_ROMAN, "lV": 4, "1V": 4, "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4}
    | {str(n): n for n in range(1, 5)}
)
_QUY = "(?i:quý|qúy|quí|qúi)"
_JOINED = r"\ ?(?:,|và|[-–—]|đến)\ ?"
_ALONE = r"(?<![\d/.,A-ZĐ])"
# Nothing follows that makes the form a part of something longer: another digit, a
# fraction, a percentage, the symbol of a document (12/9/QĐ).
_END = r"(?!\d|\ ?/\ ?[\dA-ZĐ]|[.,]\d|\ ?%)"


# "mùng 10 tháng 3 âm lịch", "15 tháng 8 năm Bính Ngọ": a day of the lunar calendar.
_LUNAR_AFTER = re.compile(
    rf""",?\ ?\(?(?:(?i:âm\ lịch)|[ÂA]L)(?!\w)\)?
    | \ (?i:âm\ lịch\ )?(?i:năm\ )(?P<stem>(?i:{"|".join(STEMS)}))
        \ (?P<branch>(?i:{"|".join(BRANCHES)}))(?!\w)""",
    re.VERBOSE,
)
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True)).replace(" ", r"\ ")
_FULL_MOON: Final = 15


def _year(number: int) -> str:
    """Return the pattern of a written year: năm 2020, /2020, -2020, .2020."""
    return (
        rf"(?:,?\ (?i:năm)\ ?(?P<y{number}>\d{{4}})(?!\d)"
        rf"|\ ?[/.-]\ ?(?P<z{number}>\d{{4}})(?!\d|\ ?/\ ?[\dA-ZĐ]))?"
    )


_FORM = re.compile(
    rf"""
    (?P<dmy> {_ALONE} (?P<d1>\d{{1,2}}) \ ?(?P<sep>[/.-])\ ? (?P<m1>\d{{1,2}})
        \ ?(?P=sep)\ ? (?P<y1>\d{{4}}|\d{{2}}) {_END} )
    | (?P<word> {_ALONE}(?<![Tt]uần\ )(?<![Tt]uần\ thứ\ )
        (?P<d2>\d{{1,2}}) ,?\ (?i:tháng)\ ?(?P<m2>\d{{1,2}})(?!\d)
        {_year(2)} )
    | (?P<lunar> (?<!\w)(?i:rằm\ tháng\ )
        (?P<m9>(?i:{_MONTH_NAMES})|\d{{1,2}})(?!\w)
        | {_ALONE} (?P<d9>\d{{1,2}})\ (?i:tháng)\ (?P<n9>(?i:giêng|chạp))(?!\w) )
    | (?P<my> {_ALONE}(?<!-) (?P<m3>\d{{1,2}}) / (?P<y3>(?:19|20)\d\d) {_END} )
    | (?P<dm> {_ALONE} (?P<d4>\d{{1,2}}) \ ?/\ ? (?P<m4>\d{{1,2}}) {_END} )
    | (?P<half> (?<!\w) (?i:0?6|sáu)\ (?i:tháng)\ (?P<side>(?i:đầu|cuối))
        \ (?:của\ )?(?i:năm) (?:\ (?P<y5>\d{{4}})(?!\d))? )
    | (?P<month> (?<!\w)(?:(?<!\d\ )|(?<=uần\ \d\ )|(?<=uần\ thứ\ \d\ ))
        (?i:tháng)\ (?P<m6>\d{{1,2}})(?!\d)
        (?: {_JOINED} (?:tháng\ )? (?P<n6>\d{{1,2}})
            (?=\ ?[/.-]\ ?\d{{4}}|,?\ (?i:năm)\ \d) )?
        {_year(6)} )
    | (?P<quarter> (?<!\w) {_QUY}\ (?P<q7>{_QUARTER})
        (?: {_JOINED} (?:{_QUY}\ )? (?P<r7>{_QUARTER}) )? {_year(7)} )
    | (?P<year> (?<!\w) (?i:năm)\ (?P<y8>\d{{4}})(?!\d|\ ?[-–—]\ ?\d{{4}}|/) )
    """,
    re.VERBOSE,
)


# Where a form can begin: a number, or one of the words that open it.  Cheap to look
# for, where trying every form at every letter is not.
_SEED = re.compile(
    r"[0-9TtQqNnRrSs](?:(?<=[0-9])[0-9]*(?=\ ?[/.-]|,?\ [Tt])"
    r"|(?<!\w\w)(?:(?<=[Tt])(?:háng|HÁNG)|(?<=[Qq])[uU]|(?<=[Nn])(?:ăm|ĂM)"
    r"|(?<=[Rr])(?:ằm|ẰM)|(?<=[Ss])(?:áu|ÁU)))"
)


def _forms(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches of `_FORM` in ``text[start:end]``, not overlapping."""
    while (seed := _SEED.search(text, start, end)) is not None:
        match = _FORM.match(text, seed.start(), end)
        start = match.end() if match is not None else seed.end()
        if match is not None:
            yield match


def _right_after(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w){alternatives(longest_first)} ?\Z", re.IGNORECASE)


_BARE_DAY_AFTER = _right_after(_DATA["bare_day_after"])
_BARE_MONTH_AFTER = _right_after(_DATA["bare_month_after"])
_WEEKDAY_BEFORE = re.compile(rf"{_DATA['weekday']} ?[,(]? ?\Z", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?:giờ|phút|\d ?[hg:]\d{0,2})['’]? ?,? \Z", re.IGNORECASE)
_DAY_WORD_BEFORE = re.compile(r"(?<!\w)ngày ?\Z", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<!\w)(?:ngày|từ|đến|trước|,|và|[-–—]|mùng) ?\Z")
_EVERY_YEAR_AFTER = re.compile(r" (?:của )?(?:hằng|hàng|mỗi) năm", re.IGNORECASE)
_COUNTED = re.compile(rf" (?:{'|'.join(map(re.escape, _DATA['counted']))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Atom:
    """One written form of a date at ``text[start:end]``.

    `sure` is False where neither the form (``15/9``, ``9/2026``, ``12 tháng 3``) nor
    the words beside it make it a date: it needs a sure neighbour in a list or range.
    """

    start: int
    end: int
    kind: DateKind
    first: WrittenDate
    last: WrittenDate | None = None
    sure: bool = True
    lunar: bool = False


def atoms(text: str, start: int, end: int) -> Iterator[Atom]:
    """Yield the forms in ``text[start:end]``, in order, but for impossible days."""
    for match in _forms(text, start, end):
        before = text[max(match.start() - _CONTEXT, start) : match.start()]
        after = text[match.end() : min(match.end() + _CONTEXT, end)]
        atom = _BUILD[match.lastgroup or ""](match, before, after)
        if atom is not None and atom.kind is DateKind.DAY:
            atom = _in_lunar(atom, after)
        if atom is not None and _exists(atom.first) and _exists(atom.last):
            yield atom


def _in_lunar(atom: Atom, after: str) -> Atom:
    """Return `atom` with what says that it is a day of the lunar calendar."""
    said = _LUNAR_AFTER.match(after)
    if said is None:
        return atom
    years = years_of(said["stem"], said["branch"]) if said["stem"] else ()
    date = replace(atom.first, year=years[0]) if years else atom.first
    end = atom.end + said.end()
    return replace(atom, end=end, first=date, sure=True, lunar=True)


def _exists(date: WrittenDate | None) -> bool:
    if date is None:
        return True
    if date.year is not None and date.year not in _YEARS:
        return False
    if date.month is None:
        return True
    if not 1 <= date.month <= len(_DAYS_IN):
        return False
    if date.day is None:
        return True
    leap = date.year is None or (date.year % 4 == 0 and date.year % 100 != 0)
    leap = leap or (date.year is not None and date.year % 400 == 0)
    days = _DAYS_IN[date.month - 1] - (date.month == 2 and not leap)
    return 1 <= date.day <= days


def _four_digits(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year <= _LAST_YEAR_OF_THIS_CENTURY else 1900)


def _written_year(match: re.Match[str], number: int) -> int | None:
    written = match[f"y{number}"] or match[f"z{number}"]
    return int(written) if written else None


def _names_day(before: str) -> bool:
    """Tell whether the words before a number announce a day."""
    return any(
        pattern.search(before)
        for pattern in (_BARE_DAY_AFTER, _WEEKDAY_BEFORE, _CLOCK_BEFORE)
    )


def _dmy(match: re.Match[str], before: str, after: str) -> Atom | None:
    short = len(match["y1"]) == 2
    # 1.2.10 numbers a heading and 12/3/20 may be three counts.
    if short and not _names_day(before):
        return None
    year = _four_digits(match["y1"])
    date = WrittenDate(year, int(match["m1"]), int(match["d1"]))
    return Atom(match.start(), match.end(), DateKind.DAY, date)


def _word(match: re.Match[str], before: str, after: str) -> Atom:
    year = _written_year(match, 2)
    date = WrittenDate(year, int(match["m2"]), int(match["d2"]))
    sure = year is not None or bool(_WORD_BEFORE.search(before))
    return Atom(match.start(), match.end(), DateKind.DAY, date, sure=sure)


def _of_lunar(match: re.Match[str], before: str, after: str) -> Atom:
    named = (match["m9"] or match["n9"]).lower()
    month = int(named) if named.isdigit() else MONTHS[named]
    day = int(match["d9"]) if match["d9"] else _FULL_MOON
    date = WrittenDate(None, month, day)
    return Atom(match.start(), match.end(), DateKind.DAY, date, lunar=True)


def _month_of_year(match: re.Match[str], before: str, after: str) -> Atom:
    date = WrittenDate(int(match["y3"]), int(match["m3"]))
    sure = bool(_BARE_MONTH_AFTER.search(before))
    return Atom(match.start(), match.end(), DateKind.MONTH, date, sure=sure)


def _day_of_month(match: re.Match[str], before: str, after: str) -> Atom:
    date = WrittenDate(None, int(match["m4"]), int(match["d4"]))
    named = _DAY_WORD_BEFORE.search(before) or _EVERY_YEAR_AFTER.match(after)
    sure = bool(named) or (not _COUNTED.match(after) and _names_day(before))
    return Atom(match.start(), match.end(), DateKind.DAY, date, sure=sure)


def _half(match: re.Match[str], before: str, after: str) -> Atom:
    year = int(match["y5"]) if match["y5"] else None
    month = 1 if match["side"].lower() == "đầu" else 7
    months = (WrittenDate(year, month), WrittenDate(year, month + 5))
    return Atom(match.start(), match.end(), DateKind.HALF, *months)


def _month(match: re.Match[str], before: str, after: str) -> Atom:
    year = _written_year(match, 6)
    first, last = int(match["m6"]), int(match["n6"] or match["m6"])
    year_of_first = year - 1 if year is not None and first > last else year
    return Atom(
        match.start(),
        match.end(),
        DateKind.MONTH,
        WrittenDate(year_of_first, first),
        WrittenDate(year, last) if match["n6"] else None,
    )


def _quarter(match: re.Match[str], before: str, after: str) -> Atom:
    year = _written_year(match, 7)
    first, last = _QUARTERS[match["q7"]], _QUARTERS[match["r7"] or match["q7"]]
    months = (WrittenDate(year, 3 * first - 2), WrittenDate(year, 3 * last))
    return Atom(match.start(), match.end(), DateKind.QUARTER, *months)


def _only_year(match: re.Match[str], before: str, after: str) -> Atom:
    date = WrittenDate(int(match["y8"]))
    return Atom(match.start(), match.end(), DateKind.YEAR, date)


_BUILD: Final[
    MappingProxyType[str, Callable[[re.Match[str], str, str], Atom | None]]
] = MappingProxyType(
    {
        "dmy": _dmy,
        "word": _word,
        "lunar": _of_lunar,
        "my": _month_of_year,
        "dm": _day_of_month,
        "half": _half,
        "month": _month,
        "quarter": _quarter,
        "year": _only_year,
    }
)
