"""Deadlines that count from an event: ``trong thời hạn 05 ngày kể từ ngày ký``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Anchor, Deadline
from vanban_parser.resolve.days import last_day
from vanban_parser.resolve.deadline_words import (
    NUMERALS,
    clause_before,
    finding,
    rows,
    tells,
)
from vanban_parser.resolve.working_days import reckon

# What may stand before a length and belong to it, in characters.
_LEAD_WINDOW: Final = 48
# How far before it the words may begin that say from when it counts, in characters.
_ORIGIN_WINDOW: Final = 110

_WORDS = "|".join(sorted(NUMERALS, key=len, reverse=True))
_LENGTH = re.compile(
    rf"""(?<![\w/.,-])
    (?P<n>\d{{1,3}}|{_WORDS.replace(" ", chr(92) + " ")})
    (?:\ ?\((?P<m>[^()\n]{{1,12}})\))?
    (?:\ (?P<unit>ngày|phút|giờ|tuần|tháng|năm)|(?<=\d)h) (?!\w)(?!\ ?\d)
    (?P<kind>\ ?\(?(?:làm\ việc|liên\ tục|hành\ chính|lịch)\)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM = re.compile(
    r",? (?:(?:\(?(?:kể|tính)(?: cả)? từ|sau khi|từ khi|từ lúc|từ ngày|sau ngày) "
    r"|(?=kết thúc ))(?P<event>[^,.;:()\n]{0,90})(?!\w)",
    re.IGNORECASE,
)
# "Kể từ ngày nhận được văn bản này, trong vòng 05 ngày ...": the anchor stands first.
_FROM_BEFORE = re.compile(
    r"(?<!\w)(?:(?:kể|tính) từ|sau khi) (?P<event>[^,.;:()\n]{1,90}), ?\Z",
    re.IGNORECASE,
)
# "gửi bảng điểm sau khi thi xong 07 ngày": the event stands between.
_AFTER_EVENT = re.compile(
    r"(?<!\w)sau (?!đó |đây |này |khoảng |thời |\d)[^,.;:()\n\d]{2,40} \Z",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r",? trước (?:khi|ngày|thời điểm|lúc)(?: [^,.;:()\n\d]{1,60})?", re.IGNORECASE
)
_AHEAD_OF = re.compile(
    r"trước (?:(?:ngày|thời điểm|khi)(?: [^\s,.;:()\d]+){1,5}|(?:thời )?hạn),?"
    r" (?:ít nhất |tối thiểu |trước )?\Z"
    r"|trước (?:khi |ngày |giờ )?(?:[^\s,.;:()\d]+ ){1,8}(?:ít nhất|tối thiểu) \Z"
    r"|trước (?:kỳ|đợt|buổi|cuộc|phiên|giờ|lễ)(?: [^\s,.;:()\d]+){1,4} \Z"
    r"|(?:^|[ ,(])trước (?:ít nhất |tối thiểu )?\Z",
    re.IGNORECASE,
)
_CLOCK_LEAD = re.compile(r"(?<!\w)trước \Z", re.IGNORECASE)
_LENGTH_LEAD = re.compile(r"trong|sau|vòng|quá|tối đa|thời|≤|<=", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|chậm nhất(?: là)?) \Z", re.IGNORECASE
)
_THIS = re.compile(r"(?<!\w)này(?!\w)")

_LEAD = rows("lead")
_BINDING = tuple(row for row in _LEAD if row.id == "binding")
_TERM = next(row.regex for row in _LEAD if row.id == "term")
_TOLD = rows("span_told")
_LAW = rows("rule_of_law")
_EFFECT = tuple(row for row in _LAW if row.id == "effect")
_HANDING = rows("handing")
_ANCHORS = rows("anchor")
_ISO = {
    "phút": "PT{}M",
    "giờ": "PT{}H",
    "ngày": "P{}D",
    "tuần": "P{}W",
    "tháng": "P{}M",
    "năm": "P{}Y",
}
# "sau 10 ngày kể từ ngày ký" may as well mean: not before.
_NOT_BEFORE: Final = ("sau ", "Sau ")
_SHORT: Final = frozenset({"giờ", "ngày", "tuần"})


def length_deadlines(
    text: str, start: int, end: int, *, cell: bool = False
) -> Iterator[Finding[Deadline]]:
    """Yield the deadlines of a length of time in ``text[start:end]``, in order.

    A length before an event is negative (``-P3D``), as RFC 5545 writes a trigger.  In
    a `cell` of a schedule a bare ``05 ngày làm việc`` is one too.
    """
    for match in _LENGTH.finditer(text, start, end):
        found = _ahead(text, start, end, match)
        # A speech lasts its minutes; only an event has some before it.
        if found is None and _unit(match) != "phút":
            found = _within(text, start, end, match, cell=cell)
        if found is not None:
            yield found


def _amount(match: re.Match[str]) -> int:
    first, second = match["n"].lower(), (match["m"] or "").strip().lower()
    # Digits and words that differ: the words hold.
    spoken = NUMERALS.get(first) or NUMERALS.get(second)
    return spoken or int(first)


def _written(
    text: str, span: Span, rule: str, match: re.Match[str], given: Deadline
) -> Finding[Deadline]:
    """Return `given` with the length of time that `match` is, a doubt about it told."""
    amount, unit = _amount(match), _unit(match)
    working = "làm việc" in (match["kind"] or "").lower()
    sign = "-" if given.operator == "event" else ""
    deadline = given.model_copy(
        update={
            "duration": sign + _ISO[unit].format(amount),
            "working_days": amount if working and unit == "ngày" else None,
        }
    )
    flags = ["deadline-words-differ"] if _differs(match) else []
    if text.startswith(_NOT_BEFORE, span.start):
        flags.append("deadline-not-before")
    return finding(text, span, rule, deadline, *flags)


def _unit(match: re.Match[str]) -> str:
    """Return the unit in small letters; 24h is in hours."""
    return (match["unit"] or "giờ").lower()


def _differs(match: re.Match[str]) -> bool:
    """Tell whether digits and words of one number disagree: 15 (mười) ngày."""
    said = [_number(match["n"]), _number(match["m"] or match["n"])]
    return None not in said and said[0] != said[1]


def _number(written: str) -> int | None:
    written = written.strip().lower()
    return int(written) if written.isdigit() else NUMERALS.get(written)


def _ahead(
    text: str, start: int, end: int, match: re.Match[str]
) -> Finding[Deadline] | None:
    """Read ``02 ngày trước khi họp`` and ``trước ngày họp 02 ngày``."""
    first, last = match.span()
    floor = max(start, first - _LEAD_WINDOW)
    before = _AHEAD_OF.search(text, floor, first)
    after = _AHEAD.match(text, last, end)
    if before is None and after is None:
        return None
    # "trước 18 giờ hôm nay", "trước 10h sáng mai": a time of the clock.
    if (
        after is None
        and _unit(match) == "giờ"
        and _CLOCK_LEAD.search(text, floor, first)
    ):
        return None
    at_least = _AT_LEAST.search(text, floor, first)
    if after is not None:
        last = after.end()
        first = at_least.start() if at_least else first
    elif before is not None:
        first = before.start() + (text[before.start()] in " ,(")
    given = Deadline(text="", operator="event", anchor="event")
    return _written(text, Span(first, last), "deadline-ahead", match, given)


def _within(
    text: str, start: int, end: int, match: re.Match[str], *, cell: bool
) -> Finding[Deadline] | None:
    first, last = match.span()
    origin = _FROM.match(text, last, end)
    lead = _TERM.search(text, max(start, first - _LEAD_WINDOW), first)
    if origin is None and _unit(match) == "giờ" and not _has_length(lead):
        return None
    leads = lead.start() if lead else first
    earlier = _FROM_BEFORE.search(text, max(start, leads - _ORIGIN_WINDOW), leads)
    alone = cell or earlier or _stands_alone(text, start, end, match)
    if origin is None and not alone:
        return _after_event(text, start, match)
    if origin is None and tells(_TOLD, text[last : last + 16]):
        return None
    before = clause_before(text, start, lead.start() if lead else first)
    # "tập huấn trong 02 ngày" lasts; "... trong 02 ngày kể từ ngày ký" ends.
    if tells(_LAW if origin is None else _EFFECT, before):
        return None
    first = lead.start() if lead else first
    if origin is None:
        anchor = _anchor(earlier["event"]) if earlier else None
        given = Deadline(text="", operator="within", anchor=anchor)
        span = Span(earlier.start() if earlier else first, last)
        return _written(text, span, "deadline-within", match, given)
    return _from_origin(text, first, match, origin)


def _after_event(
    text: str, start: int, match: re.Match[str]
) -> Finding[Deadline] | None:
    """Read ``gửi bảng điểm sau khi thi xong 07 ngày``, where something is ordered."""
    floor = max(start, match.start() - _LEAD_WINDOW)
    event = _AFTER_EVENT.search(text, floor, match.start())
    if event is None or _unit(match) not in _SHORT:
        return None
    if not tells(_HANDING, clause_before(text, start, event.start())):
        return None
    given = Deadline(text="", operator="within", anchor="event")
    span = Span(event.start(), match.end())
    return _written(text, span, "deadline-within", match, given)


def _has_length(lead: re.Match[str] | None) -> bool:
    """Tell ``trong 24 giờ`` from ``chậm nhất 15 giờ``, a time of the clock."""
    return lead is None or _LENGTH_LEAD.search(lead.group()) is not None


def _stands_alone(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether a length binds with no event named: trong thời hạn 60 ngày."""
    if _unit(match) not in _SHORT:
        return False
    before = text[max(start, match.start() - _LEAD_WINDOW) : match.start()]
    return tells(_BINDING, before)


def _from_origin(
    text: str, first: int, match: re.Match[str], origin: re.Match[str]
) -> Finding[Deadline]:
    this = _THIS.search(text, origin.start("event"), origin.end())
    last = this.end() if this else origin.end()
    event = text[origin.start("event") : last]
    span = Span(first, first + len(text[first:last].rstrip()))
    due, flags = _reckoned(text, match, origin)
    if due is not None:
        deadline = Deadline(text="", date=due, operator="within")
        return finding(text, span, "deadline-within", deadline, *flags)
    given = Deadline(text="", operator="within", anchor=_anchor(event))
    return _written(text, span, "deadline-within", match, given)


def _anchor(event: str) -> Anchor:
    """Return what the words after ``kể từ`` name."""
    for row in _ANCHORS:
        if row.regex.search(event):
            return "receipt" if row.anchor == "receipt" else "signing"
    return "event"


def _reckoned(
    text: str, match: re.Match[str], origin: re.Match[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the day, and what it rests on, where the event is a written date."""
    dates = find_dates(text, origin.start("event"), origin.end())
    unit = _unit(match)
    if not dates or dates[0].lunar or dates[0].first.day is None:
        return None, ()
    if dates[0].first.year is None:
        return None, ()
    amount, kind = _amount(match), (match["kind"] or "").lower()
    working = amount if "làm việc" in kind and unit == "ngày" else None
    anchor = last_day(dates[0].first).isoformat()
    due = reckon(anchor, _ISO[unit].format(amount), working)
    if due is None:
        return None, ()
    flags = ("deadline-computed",) if due.sure else ("holidays-unconfirmed",)
    return due.due, flags
