"""Deadlines that name no day: another document's, an event's, at once."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, cast

from vanban_parser.lexicon.lunar import solar_day, years_of
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Anchor, Deadline
from vanban_parser.model.letter import Operator as Binding
from vanban_parser.resolve.days import known_day
from vanban_parser.resolve.deadline_words import Row, finding, rows

RHETORICAL: Final = "deadline-rhetorical"
"""The flag of words that urge more than they set (khẩn trương, kịp thời)."""

_ROWS = rows("open")


def open_deadline(
    text: str, start: int, end: int, issued_on: str | None, *, cell: bool = False
) -> Finding[Deadline] | None:
    """Return the words of ``text[start:end]`` that say by when without a day, or None.

    Ask only where `find_deadlines` has found nothing.  Of several the one that binds
    hardest: another document, an event, on request, at once.

    Args:
        text: `Document.text`.
        start: Where the task or the cell begins.
        end: Where it ends.
        issued_on: The letter's own date, for the Tết that comes next.
        cell: In a schedule's cell any event counts (``Sau khi có kết quả``).

    Returns:
        A deadline without `date`, `rrule` and `duration`; before Tết with the first
        day of the year as `computed_date`.
    """
    words = text[start:end].lower()
    for row in _ROWS:
        if (row.cell and not cell) or not row.may_be_in(words):
            continue
        match = row.regex.search(text, start, end)
        if match is not None:
            return _written(text, row, match, issued_on)
    return None


def _written(
    text: str, row: Row, match: re.Match[str], issued_on: str | None
) -> Finding[Deadline]:
    own = "words" if "words" in match.re.groupindex and match["words"] else 0
    flags = [row.flag] if row.flag else []
    computed = None
    if row.id == "tet":
        tet = _new_year(match, known_day(issued_on))
        computed = tet.isoformat() if tet is not None else None
        flags += ["lunar-date", "deadline-approximate"] if tet is not None else []
    deadline = Deadline(
        text="",
        operator=cast("Binding", row.operator),
        anchor=cast("Anchor", row.anchor) if row.anchor else None,
        computed_date=computed,
    )
    span = Span(match.start(own), match.end(own))
    return finding(text, span, f"deadline-{row.id}", deadline, *flags)


def _new_year(match: re.Match[str], own: dt.date | None) -> dt.date | None:
    """Return mùng 1 of the Tết that is meant; None after it or where it is not told."""
    if "sau" in match.group().lower().split()[:2]:
        return None
    years: tuple[int, ...] = ()
    if match["year"]:
        years = (int(match["year"]),)
    elif match["stem"]:
        years = years_of(match["stem"], match["branch"])
    elif own is not None:
        years = (own.year, own.year + 1)
    days = [day for year in years if (day := solar_day(year, 1, 1)) is not None]
    if len(days) > 1 and own is not None:
        days = [day for day in days if day > own]
    return days[0] if days else None
