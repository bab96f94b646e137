"""Deadlines on a day of the calendar: an operator, and the date it stands before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from vanban_parser.extract.dates import find_dates
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.model.letter import Operator as Binding
from vanban_parser.model.values import DateExpression, DateKind, DatePart
from vanban_parser.resolve.days import first_day, span_of, with_year, written
from vanban_parser.resolve.deadline_words import (
    CLAUSE,
    clause_before,
    finding,
    rows,
    tells,
)

# An operator and what may stand between it and its date, in characters.
_OPERATOR_WINDOW: Final = 96
# A date this many days behind the letter is a fact, whatever word stands before it.
_LONG_AGO: Final = 60

_OPERATORS = tuple(
    (
        row.id,
        re.compile(rf"(?:{row.regex.pattern})[ :,]*\(?\Z", re.IGNORECASE),
    )
    for row in rows("operator")
)
_BACKGROUND = rows("background")
_AFTERWARDS = rows("afterwards")
_TOLD = rows("told")
_OBLIGING = rows("obliging")
_TAKING_PLACE = rows("taking_place")
_COMPLETING = rows("completing")
_DOING = rows("doing")
_FORESEEN = rows("foreseen")
_DIRECT = rows("direct")
_WINDOW = rows("window")
_LIST_GAP = re.compile(r"\)? ?(?:[,;]|[,;]? ?và|[,;]? ?hoặc) ?")
# "Quý I/2027, các đơn vị ...": the time stands first, with no operator.
_OPENING = re.compile(r"[\W\d]*(?:[a-zđ]\))?\W*")
# These say when to act; a day behind the letter says when something was.
_ONLY_AHEAD: Final = frozenset({"during", "on", "window"})
_LONG: Final = frozenset({DateKind.YEAR, DateKind.HALF})
_COARSE: Final = frozenset({DateKind.MONTH, DateKind.QUARTER, DateKind.HALF})


_BINDS: Final[MappingProxyType[str, Binding]] = MappingProxyType(
    {
        "before": "before",
        "by": "by",
        "until": "by",
        "direct": "by",
        "on": "on",
        "during": "during",
        "window": "during",
    }
)


@dataclass(frozen=True, slots=True)
class Operator:
    """A word such as ``trước`` at ``text[start:]`` that binds a date."""

    id: str
    start: int


def day_deadlines(
    text: str, start: int, end: int, issued_on: str | None
) -> Iterator[Finding[Deadline]]:
    """Yield the deadlines on calendar days in ``text[start:end]``, in order."""
    previous: tuple[DateExpression, Operator] | None = None
    for date in find_dates(text, start, end):
        if date.recurring:
            continue
        operator = operator_before(text, start, date)
        shared = operator is None and previous is not None
        if shared and previous and _in_one_list(text, previous[0], date):
            operator = Operator(previous[1].id, date.span.start)
        elif operator is None or not _binds(text, start, end, date, operator):
            previous = None
            continue
        previous = date, operator
        deadline = day_deadline(text, date, operator, issued_on)
        told = clause_before(text, start, operator.start)
        if deadline is not None and not _is_fact(deadline, operator, told, issued_on):
            yield deadline


def operator_before(text: str, start: int, date: DateExpression) -> Operator | None:
    """Return the operator right before `date`, the longest where several fit."""
    at = date.span.start
    first = max(start, at - _OPERATOR_WINDOW)
    best: Operator | None = None
    for name, regex in _OPERATORS:
        match = regex.search(text, first, at)
        if match and (best is None or match.start() < best.start):
            # "gia hạn ... đến" decides by its first word and says when by its last.
            own = "op" if "op" in regex.groupindex else 0
            best = Operator(name, match.start(own))
    if best is not None:
        return best
    before = clause_before(text, start, at)
    if date.last is not None and date.kind is DateKind.DAY and tells(_WINDOW, before):
        return Operator("window", at)
    if tells(_DIRECT, before):
        return Operator("direct", at)
    opens = date.kind in _COARSE and text.startswith(",", date.span.end)
    return Operator("during", at) if opens and _OPENING.fullmatch(before) else None


def _in_one_list(text: str, left: DateExpression, right: DateExpression) -> bool:
    gap = text[left.span.end : right.span.start]
    return left.kind is right.kind and bool(_LIST_GAP.fullmatch(gap))


def _binds(
    text: str, start: int, end: int, date: DateExpression, operator: Operator
) -> bool:
    """Tell whether the words around make the date an end that is ordered."""
    before = clause_before(text, start, operator.start)
    after = text[date.span.end : min(end, date.span.end + CLAUSE // 2)]
    if any(
        operator.id in row.operators and row.regex.search(before) for row in _BACKGROUND
    ):
        return False
    if tells(_AFTERWARDS, after):
        return False
    return _fits(date, operator, before, after)


def _fits(date: DateExpression, operator: Operator, before: str, after: str) -> bool:
    whole_range = date.kind is DateKind.DAY and date.last is not None
    if operator.id == "window":
        return True
    if whole_range:
        return operator.id in {"during", "direct"}
    if operator.id == "during":
        return _fits_during(date, before, after)
    if operator.id == "until":
        bare_year = date.kind is DateKind.YEAR and date.part is None
        return not bare_year and (tells(_OBLIGING, before) or tells(_OBLIGING, after))
    if operator.id == "on":
        return tells(_OBLIGING, before) and not tells(_TAKING_PLACE, before)
    return True


def _fits_during(date: DateExpression, before: str, after: str) -> bool:
    if date.kind is DateKind.DAY or tells(_COMPLETING, before):
        return True
    if date.kind in _LONG or tells(_FORESEEN, before):
        return False
    return tells(_DOING, before) or (
        bool(_OPENING.fullmatch(before))
        and (tells(_DOING, after) or not after.strip(" .;\n"))
    )


def day_deadline(
    text: str, date: DateExpression, operator: Operator | None, issued_on: str | None
) -> Finding[Deadline] | None:
    """Return the deadline that `date` sets under `operator` (None: by its last day)."""
    span = Span(operator.start if operator else date.span.start, date.span.end)
    rule = f"deadline-{operator.id if operator else 'cell'}"
    window = date.kind is not DateKind.DAY or date.last is not None
    binds = _BINDS[operator.id] if operator else "during" if window else "by"
    dated = with_year(date, issued_on, ahead=True)
    if dated is None:
        words = Deadline(text="", operator=binds)
        return finding(text, span, rule, words, "year-unknown")
    first, last = span_of(dated)
    due = first if binds == "before" and date.part is None else last
    value = due.isoformat()
    if date.hour is not None:
        value = f"{value}T{date.hour:02d}:{date.minute or 0:02d}"
    begins = first.isoformat() if window and binds == "during" else None
    deadline = Deadline(text="", date=value, operator=binds, start=begins)
    return finding(text, span, rule, deadline, *_understood(date, dated, issued_on))


def _understood(
    date: DateExpression, dated: DateExpression, issued_on: str | None
) -> Iterator[str]:
    """Yield the flags of what the words do not say themselves."""
    own = written(issued_on)
    if (date.last or date.first).year is None:
        yield "year-inferred"
        year = (dated.last or dated.first).year
        if own is not None and year is not None and year > (own.year or year):
            yield "year-rolled-forward"
    if date.part not in {None, DatePart.FIRST_HALF}:
        yield "deadline-approximate"


def _is_fact(
    found: Finding[Deadline], operator: Operator, told: str, issued_on: str | None
) -> bool:
    """Tell whether the day lies so far behind the letter that it orders nothing."""
    own, due = written(issued_on), found.value.date
    if own is None or due is None:
        return False
    behind = (first_day(own) - dt.date.fromisoformat(due[:10])).days
    if behind <= 0:
        return False
    return behind > _LONG_AGO or operator.id in _ONLY_AHEAD or tells(_TOLD, told)
