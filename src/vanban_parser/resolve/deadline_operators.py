"""The word that binds a date (``trước``, ``chậm nhất``), and if it orders an end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vanban_parser.model.values import DateExpression, DateKind
from vanban_parser.resolve.deadline_words import CLAUSE, clause_before, rows, tells

# An operator and what may stand between it and its date, in characters.
_OPERATOR_WINDOW: Final = 96

_OPERATORS = tuple(
    (row, re.compile(rf"(?:{row.regex.pattern})[ :,]*\(?\Z", re.IGNORECASE))
    for row in rows("operator")
)
_BACKGROUND = rows("background")
_AFTERWARDS = rows("afterwards")
_OBLIGING = rows("obliging")
_TAKING_PLACE = rows("taking_place")
_LEADING = rows("leading")
_COMPLETING = rows("completing")
_DOING = rows("doing")
_FORESEEN = rows("foreseen")
_DIRECT = rows("direct")
_WINDOW = rows("window")
_MOVED = rows("moved")
_AIMING = rows("aiming")
_ENDING = rows("ending")
# "Quý I/2027, các đơn vị ...": the time stands first, with no operator.
_OPENING = re.compile(r"[\W\d]*(?:[a-zđ]\))?\W*")
_UNTIL: Final = {"until"}
_LONG: Final = frozenset({DateKind.YEAR, DateKind.HALF})
_COARSE: Final = frozenset({DateKind.MONTH, DateKind.QUARTER, DateKind.HALF})


@dataclass(frozen=True, slots=True)
class Operator:
    """A word such as ``trước`` at ``text[start:]`` that binds a date."""

    id: str
    start: int


def operator_before(text: str, start: int, date: DateExpression) -> Operator | None:
    """Return the operator right before `date`, the longest where several fit."""
    at = date.span.start
    first = max(start, at - _OPERATOR_WINDOW)
    words = text[first:at].lower()
    best: Operator | None = None
    for row, regex in _OPERATORS:
        match = regex.search(text, first, at) if row.may_be_in(words) else None
        if match and (best is None or match.start() < best.start):
            # "gia hạn ... đến" decides by its first word and says when by its last.
            own = "op" if "op" in regex.groupindex else 0
            best = Operator(row.id, match.start(own))
    if best is not None:
        return best
    before = clause_before(text, start, at)
    if date.last is not None and date.kind is DateKind.DAY:
        if tells(_MOVED, before):
            return Operator("moved", at)
        if tells(_WINDOW, before):
            return Operator("window", at)
    if tells(_DIRECT, before):
        return Operator("direct", at)
    opens = date.kind in _COARSE and text.startswith(",", date.span.end)
    return Operator("during", at) if opens and _OPENING.fullmatch(before) else None


def binds(
    text: str, start: int, end: int, date: DateExpression, operator: Operator
) -> bool:
    """Tell whether the words around make the date an end that is ordered."""
    before = clause_before(text, start, operator.start)
    after = text[date.span.end : min(end, date.span.end + CLAUSE // 2)]
    day = date.kind is DateKind.DAY
    if any(
        operator.id in row.operators
        and not (day and row.windows)
        and row.regex.search(before)
        for row in _BACKGROUND
    ):
        return False
    if tells(_AFTERWARDS, after):
        return False
    return _fits(date, operator, before, after)


def is_background(before: str, after: str) -> bool:
    """Tell whether the words around a date make it a fact: figures, effect ..."""
    # What only "đến" after a noun tells ("đề án ... đến") is nothing beside an order.
    known = any(
        row.regex.search(before) for row in _BACKGROUND if set(row.operators) != _UNTIL
    )
    return known or tells(_AFTERWARDS, after)


def _fits(date: DateExpression, operator: Operator, before: str, after: str) -> bool:
    whole_range = date.kind is DateKind.DAY and date.last is not None
    if operator.id in {"window", "moved"}:
        return True
    if whole_range:
        return operator.id in {"during", "direct"}
    if operator.id == "during":
        return orders_within(date.kind, before, after)
    if operator.id == "until":
        if date.kind is DateKind.YEAR and date.part is None:
            return _fits_horizon(before, after)
        return tells(_OBLIGING, before) or tells(_OBLIGING, after)
    if operator.id == "on":
        return tells(_OBLIGING, before) and not tells(_TAKING_PLACE, before)
    return True


def _fits_horizon(before: str, after: str) -> bool:
    """Tell whether ``đến năm 2030`` is by when, and not part of a programme's name."""
    leads = bool(_OPENING.fullmatch(before)) or tells(_AIMING, before)
    return leads and tells(_ENDING, after)


def orders_within(kind: DateKind, before: str, after: str) -> bool:
    """Tell whether the words around a window (``trong tháng 9``) order something."""
    if kind is DateKind.DAY or tells(_COMPLETING, before):
        return True
    if kind in _LONG or tells(_FORESEEN, before):
        return False
    if tells(_DOING, before):
        return True
    if tells(_LEADING, after):
        return True
    if not _OPENING.fullmatch(before):
        return False
    return not after.strip(" .;\n") or _orders(after)


def _orders(after: str) -> bool:
    """Tell whether the clause after an opening date orders, and does not report."""
    doing = min(
        (m.start() for row in _DOING if (m := row.regex.search(after))), default=None
    )
    return doing is not None and not tells(_FORESEEN, after[:doing])
