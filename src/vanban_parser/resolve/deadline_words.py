"""The words of ``data/deadlines.toml``, compiled once, and what all deadlines share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vanban_parser.lexicon.holidays import calendar
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline

DATA: Final = table("deadlines")
WEEKDAYS: Final[dict[str, str]] = DATA["weekdays"]
UNITS: Final[dict[str, str]] = DATA["units"]
NUMERALS: Final[dict[str, int]] = DATA["numerals"]

WEEKDAY: Final = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)"
CLOCK: Final = (
    r"(?P<hour>\d{1,2}) ?(?:giờ|h|g|:)(?: ?(?P<minute>[0-5]\d)(?!\d))?(?: ?phút)?['’′]?"
    r" ?,?"
)
EVERY: Final = r"(?:hằng|hàng|mỗi)"
# How far back the words of one clause are read, in characters.
CLAUSE: Final = 160

_CLAUSE_END = re.compile(r"[;\n]|[.!?](?= |\Z)")


@dataclass(frozen=True, slots=True)
class Row:
    """One signed pattern; the rest are keys of the data file."""

    id: str
    regex: re.Pattern[str]
    operators: tuple[str, ...] = ()
    anchor: str = ""
    windows: bool = False
    operator: str = ""
    flag: str = ""
    cell: bool = False
    until: str = ""
    needs: tuple[str, ...] = ()

    def may_be_in(self, words: str) -> bool:
        """Tell whether `words`, in small letters, have what the pattern needs."""
        for need in self.needs:
            if need in words:
                return True
        return not self.needs


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the data file; ``CLOCK`` in it is a clock time."""
    return re.compile(pattern.replace("CLOCK", CLOCK), re.IGNORECASE)


_OPTIONAL: Final = ("anchor", "windows", "operator", "flag", "cell", "until")


def rows(section: str) -> tuple[Row, ...]:
    """Return the patterns of one section of the data file, in its order."""
    return tuple(
        Row(
            row["id"],
            compiled(row["regex"]),
            tuple(row.get("operators", ())),
            needs=tuple(row.get("needs", ())),
            **{key: row[key] for key in _OPTIONAL if key in row},
        )
        for row in DATA[section]
    )


def clause_before(text: str, start: int, at: int) -> str:
    """Return the words of the clause that ends at `at`, not before `start`."""
    window = text[max(start, at - CLAUSE) : at]
    cut = 0
    for match in _CLAUSE_END.finditer(window):
        cut = match.end()
    return window[cut:]


def sentence_at(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """Return where the sentence or clause around `at` begins and ends."""
    first = start
    for match in _CLAUSE_END.finditer(text, max(start, at - 3 * CLAUSE), at):
        first = match.end()
    last = _CLAUSE_END.search(text, at, min(end, at + 3 * CLAUSE))
    return first, last.start() if last else min(end, at + 3 * CLAUSE)


def tells(patterns: Iterable[Row], words: str) -> bool:
    """Tell whether one of `patterns` is in `words`."""
    return any(row.regex.search(words) for row in patterns)


def clock(match: re.Match[str]) -> tuple[int | None, int]:
    """Return hour and minute of a match that holds ``CLOCK``; hour None if absent."""
    hour = match["hour"]
    if hour is None or int(hour) > 23:
        return None, 0
    return int(hour), int(match["minute"] or 0)


def day_off(day: dt.date) -> tuple[str, ...]:
    """Return the flag of a fixed day on which offices do not work."""
    return ("deadline-non-working-day",) if calendar().is_day_off(day) else ()


def finding(
    text: str, span: Span, rule: str, deadline: Deadline, *flags: str
) -> Finding[Deadline]:
    """Return `deadline` with the words at `span`, and a bracket they leave open.

    `flags` are the codes of what a person should look at, the gravest first.
    """
    words = span.of(text).rstrip()
    span = Span(span.start, span.start + len(words))
    if words.count("(") > words.count(")") and text.startswith(")", span.end):
        span = Span(span.start, span.end + 1)
    spoken = deadline.model_copy(update={"text": span.of(text), "flags": flags})
    return Finding(spoken, (span,), rule, flags[0] if flags else None)
