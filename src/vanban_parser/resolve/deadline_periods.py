"""Periods of a recurring deadline, and those that a part or a list of them names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "tuần đầu tiên của mỗi tháng": a part of each.
_PART_OF = re.compile(
    r"(?<!\w)(?:tuần|ngày|nửa)(?: làm việc)? (?:đầu|cuối|thứ (?:nhất|hai|ba|tư))"
    r"(?: tiên| cùng)?(?: của)? (?:mỗi|hằng|hàng) (?P<unit>tháng|quý|năm)(?!\w)",
    re.IGNORECASE,
)
# "báo cáo UBND tỉnh quý, 6 tháng, năm": the shortest of the periods reported on.
_LISTED = re.compile(
    r"(?<!\w)(?P<unit>tuần|tháng|quý)(?:, (?:tháng|quý|(?:0?6|0?9) tháng)){1,3}"
    r"(?:,| và) (?:cả )?năm(?! \d)(?!\w)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"(?<!\w)(?:báo cáo|sơ kết|tổng kết)(?: [^\s.;]+){0,10} \Z", re.IGNORECASE
)
# How far before a list the words stand that say it is reported on, in characters.
_NEAR = 90

# Days of a period, to find the shortest of several.
_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 91, "Y": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """Every `count` times `unit` (D, W, M, Q or Y) at ``text[start:end]``.

    `firm` is False where the words alone may as well describe a noun (``kế hoạch
    hằng năm``): then only a point beside them makes a deadline.
    """

    start: int
    end: int
    unit: str
    count: int
    firm: bool

    @property
    def days(self) -> int:
        """The period's length in days, about."""
        return days_of(self.unit, self.count)


def days_of(unit: str, count: int) -> int:
    """Return the length of `count` times `unit` in days, about."""
    return _DAYS[unit] * count


def unit_of(written: str) -> str:
    """Return the letter of a unit: D, W, M, Y, and Q for a quarter however spelt."""
    return {"ngày": "D", "tuần": "W", "tháng": "M", "năm": "Y"}.get(
        written.lower(), "Q"
    )


def named_periods(text: str, start: int, end: int) -> Iterator[Period]:
    """Yield periods that a part of each, or a list of several, names.

    Args:
        text: `Document.text`.
        start: Where the sentence or action begins.
        end: Where it ends.
    """
    for match in _PART_OF.finditer(text, start, end):
        yield Period(match.start(), match.end(), unit_of(match["unit"]), 1, firm=True)
    for match in _LISTED.finditer(text, start, end):
        if _REPORTING.search(text, max(start, match.start() - _NEAR), match.start()):
            unit = unit_of(match["unit"])
            yield Period(match.start(), match.end(), unit, 1, firm=True)
