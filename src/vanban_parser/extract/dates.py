"""Every date expression of Vietnamese official prose, by grammar alone.

What a date means in the letter (whose it is, which year is understood) is for
`resolve`; here only the words count.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from vanban_parser.extract.date_atoms import Atom, atoms
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Span
from vanban_parser.model.values import DateExpression, DateKind, DatePart, WrittenDate

# Words that belong to a date stand within so many characters before or after it.
_BEFORE: Final = 72
_BEFORE_PART: Final = 32
# Between a day whose month comes later and the next day at most.
_BETWEEN_DAYS: Final = 16
_AFTER: Final = 48

_WEEKDAY: Final[str] = table("dates")["weekday"]
_CLOCK = r"{0}\ ?(?:giờ|h|g|:)(?:\ ?{1}(?!\d))?\ ?(?:phút)?['’′]?"


def _clock(number: int) -> str:
    return _CLOCK.format(rf"(?P<h{number}>\d{{1,2}})", rf"(?P<i{number}>[0-5]\d)")


_GAP_NOTE = r"(?:\ ?\([^()\n]{1,45}\))?"
_ASIDE = re.compile(r" ?\([^()\n]{0,20}")
_LIST_GAP = re.compile(
    rf"{_GAP_NOTE}\ ?(?:[,;]|[,;]?\ (?:và|hoặc|&))\ (?:cả\ )?(?:(?i:ngày)\ )?",
    re.VERBOSE,
)
_RANGE_GAP = re.compile(
    rf"""{_GAP_NOTE} (?: \ ?[-–—]\ ?(?:đến\ )?
        | ,?\ (?:đến|tới)\ (?:hết\ )? )
    (?:{_clock(1)}\ ?,?\ ?)?(?:(?i:ngày|tháng)\ )?""",
    re.VERBOSE,
)
# Days whose month is written only once, after the last: "các ngày 10, 11/9/2026".
_HEADS = re.compile(
    r"""(?:(?<!\w)(?i:ngày|từ)\ |\()(?P<heads>(?:\d{1,2}
    (?:\ ?[,;]\ ?|\ và\ |\ ?[-–—]\ ?|\ (?:đến|tới)\ (?:hết\ )?)(?:ngày\ )?){1,10})\Z""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_HEAD = re.compile(r"(\d{1,2})([^\d]+)")
_IS_RANGE = re.compile(r"[-–—]|đến|tới")

_LEAD = re.compile(
    rf"""(?:{_clock(1)}(?:\ ?(?:[-–—]|đến)\ ?{_clock(2)})?\ ?,?\ ?)?
    (?:(?i:buổi\ )?(?P<part>(?i:sáng|chiều|tối|đêm))\ ?,?\ ?)?
    (?:(?:(?i:ngày)\ )?(?i:{_WEEKDAY.replace(" ", chr(92) + " ")})\ ?[,(]?\ ?)?
    (?:(?i:các\ )?(?i:ngày)\ ?)?(?:(?i:mùng|mồng)\ )?\Z""",
    re.VERBOSE,
)
_TRAIL = re.compile(
    rf"{_GAP_NOTE},?\ (?:vào\ )?lúc\ {_clock(1)}|,\ {_clock(2)}", re.VERBOSE
)
_EVERY_YEAR = re.compile(
    r" (?:của )?(?:(?:hằng|hàng|mỗi) năm|năm (?:trước |sau )?(?:liền kề|liền trước))",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\w)(đầu|giữa|cuối|hết|nửa đầu|nửa cuối|thượng tuần|trung tuần|hạ tuần"
    r"|tuần(?: lễ)?(?: thứ)? (?:1|2|3|4|nhất|hai|ba|tư|cuối)(?: của)?"
    r"|tuần (?:đầu|đầu tiên|cuối cùng)(?: của)?) \Z",
    re.IGNORECASE,
)
# "3 giờ chiều" is 15:00.
_AFTERNOON: Final = frozenset({"chiều", "tối"})
_NOON: Final = 12
_PARTS: Final = MappingProxyType(
    {
        "đầu": DatePart.START,
        "giữa": DatePart.MIDDLE,
        "cuối": DatePart.END,
        "nửa đầu": DatePart.FIRST_HALF,
        "nửa cuối": DatePart.END,
        "thượng tuần": DatePart.TEN_1,
        "trung tuần": DatePart.TEN_2,
        "hạ tuần": DatePart.END,
    }
)
_WEEKS: Final = (
    (DatePart.WEEK_1, ("1", "nhất", "đầu")),
    (DatePart.WEEK_2, ("2", "hai")),
    (DatePart.WEEK_3, ("3", "ba")),
    (DatePart.WEEK_4, ("4", "tư")),
)


@lru_cache(maxsize=2_048)
def find_dates(text: str, start: int, end: int) -> tuple[DateExpression, ...]:
    """Return the date expressions of ``text[start:end]``, in order, not overlapping.

    A list (``các ngày 10, 11/9/2026``) gives one expression a day; a range (``từ ngày
    15/8 đến ngày 14/9/2026``) is one with `last`.  Where one of a list or range says
    the year, all of it have it; else it is None.  Numbers that only look like dates
    (shares, symbols of documents, 31/11) give nothing.

    Args:
        text: `Document.text`.
        start: Where to begin; a word before it is not seen.
        end: Where to stop.
    """
    found = _without_lunar_asides(text, list(atoms(text, start, end)))
    if not found:
        return ()
    joints = [_joint(text, a, b) for a, b in pairwise(found)]
    expressions: list[DateExpression] = []
    floor = start
    for group in _groups(found, joints):
        for expression in _assemble(text, *group, floor, end):
            expressions.append(expression)
            floor = expression.span.end
    return tuple(expressions)


def _without_lunar_asides(text: str, found: list[Atom]) -> list[Atom]:
    """Leave out the lunar day in brackets after its day: ``25/01/2025 (26 Chạp)``."""
    return found[:1] + [
        atom
        for before, atom in pairwise(found)
        if not atom.lunar
        or before.lunar
        or _ASIDE.fullmatch(text, before.end, atom.start) is None
    ]


def _joint(text: str, left: Atom, right: Atom) -> str:
    """Tell what stands between two atoms: ``list``, ``range`` or nothing of both."""
    if left.kind is not right.kind or left.last or right.last or left.lunar:
        return ""
    if right.start - left.end > _AFTER:
        return ""
    if _RANGE_GAP.fullmatch(text, left.end, right.start):
        return "range"
    if left.kind is DateKind.YEAR:
        return ""
    return "list" if _LIST_GAP.fullmatch(text, left.end, right.start) else ""


def _groups(found: list[Atom], joints: list[str]) -> list[tuple[list[Atom], list[str]]]:
    """Cut the atoms where nothing joins them, and drop groups with no sure one."""
    groups: list[tuple[list[Atom], list[str]]] = []
    for atom, joint in zip(found, ["", *joints], strict=False):
        if joint and groups:
            groups[-1][0].append(atom)
            groups[-1][1].append(joint)
        else:
            groups.append(([atom], []))
    return [group for group in groups if any(atom.sure for atom in group[0])]


def _assemble(
    text: str, group: list[Atom], joints: list[str], floor: int, end: int
) -> list[DateExpression]:
    group, joints = _with_heads(text, group, joints, floor)
    group = _share_year(group, joints)
    expressions: list[DateExpression] = []
    index = 0
    while index < len(group):
        last = group[index + 1] if joints[index : index + 1] == ["range"] else None
        expressions.append(_expression(text, group[index], last, floor, end))
        floor = expressions[-1].span.end
        index += 2 if last else 1
    # "15/3, 15/6 và 15/12 hằng năm": what is said after the last holds for all.
    every = expressions[-1].recurring
    return [_recurring(one) for one in expressions] if every else expressions


def _recurring(date: DateExpression) -> DateExpression:
    return replace(date, recurring=date.first.year is None)


def _with_heads(
    text: str, group: list[Atom], joints: list[str], floor: int
) -> tuple[list[Atom], list[str]]:
    """Put before the group the days that share its month: 10, 11 of 10, 11, 12/9."""
    first = group[0]
    if first.kind is not DateKind.DAY:
        return group, joints
    near = max(first.start - _BETWEEN_DAYS, floor)
    if _DIGIT.search(text, near, first.start) is None:
        return group, joints
    match = _HEADS.search(text, max(first.start - _BEFORE, floor), first.start)
    if match is None:
        return group, joints
    heads, links = [], []
    for head in _HEAD.finditer(text, match.start("heads"), first.start):
        day = int(head[1])
        if not 1 <= day <= 31:
            return group, joints
        date = replace(first.first, day=day)
        heads.append(
            Atom(head.start(), head.end(1), DateKind.DAY, date, lunar=first.lunar)
        )
        links.append("range" if _IS_RANGE.search(head[2]) else "list")
    return heads + group, links + joints


def _share_year(group: list[Atom], joints: list[str]) -> list[Atom]:
    """Give the year of a later one to those before it that have none."""
    shared = list(group)
    for index in range(len(group) - 2, -1, -1):
        earlier, later = shared[index].first, shared[index + 1].first
        if earlier.year is None and later.year is not None:
            turns = joints[index] == "range" and _order(earlier) > _order(later)
            year = later.year - 1 if turns else later.year
            shared[index] = replace(shared[index], first=replace(earlier, year=year))
    return shared


def _order(date: WrittenDate) -> tuple[int, int]:
    return date.month or 0, date.day or 0


def _expression(
    text: str, atom: Atom, last: Atom | None, floor: int, end: int
) -> DateExpression:
    stop = (last or atom).end
    expression = DateExpression(
        Span(atom.start, stop),
        atom.kind,
        atom.first,
        last.first if last else atom.last,
        lunar=atom.lunar,
    )
    if atom.kind is DateKind.DAY:
        return _around_day(text, expression, floor, end)
    if atom.first.year is None:
        expression = _every_year(text, expression, end)
    near = max(atom.start - _BEFORE_PART, floor)
    part = _PART.search(text, near, atom.start)
    if part is None or part[1].lower() == "hết":
        return expression
    span = Span(part.start(), expression.span.end)
    return replace(expression, span=span, part=_part_of(part[1].lower()))


def _every_year(text: str, month: DateExpression, end: int) -> DateExpression:
    """Take in what makes a month or quarter one of each year (``hằng năm``)."""
    every = _EVERY_YEAR.match(text, month.span.end, end)
    if every is None:
        return month
    span = Span(month.span.start, every.end())
    return replace(month, span=span, recurring=True)


def _part_of(words: str) -> DatePart:
    if words in _PARTS:
        return _PARTS[words]
    tokens = words.split()
    for part, names in _WEEKS:
        if any(name in tokens for name in names):
            return part
    return DatePart.END


def _around_day(
    text: str, expression: DateExpression, floor: int, end: int
) -> DateExpression:
    """Take in the clock time, weekday and ``ngày`` that stand with a day."""
    start, stop = expression.span.start, expression.span.end
    lead = _LEAD.search(text, max(start - _BEFORE, floor), start)
    clock = (lead["h1"], lead["i1"]) if lead else (None, None)
    late = lead is not None and (lead["part"] or "").lower() in _AFTERNOON
    if lead and lead.start() < start:
        start = lead.start()
    every = _EVERY_YEAR.match(text, stop, end)
    if every is None and clock[0] is None:
        trail = _TRAIL.match(text, stop, min(stop + _AFTER, end))
        if trail is not None:
            stop = trail.end()
            clock = (trail["h1"] or trail["h2"], trail["i1"] or trail["i2"])
    hour, minute = _time(*clock)
    if late and hour is not None and 1 <= hour < _NOON:
        hour += _NOON
    return replace(
        expression,
        span=Span(start, every.end() if every else stop),
        hour=hour,
        minute=minute,
        recurring=every is not None and expression.first.year is None,
    )


def _time(hour: str | None, minute: str | None) -> tuple[int | None, int | None]:
    if hour is None or not 0 <= int(hour) <= 23:
        return None, None
    return int(hour), int(minute or 0)
