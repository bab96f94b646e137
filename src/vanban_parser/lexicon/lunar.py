"""The Vietnamese lunar calendar (âm lịch), by the table of ``data/lunar.toml``."""

from __future__ import annotations

import datetime as dt
from typing import Final

from vanban_parser.lexicon.load import table

_DATA = table("lunar")
_YEARS: Final = {int(year): row for year, row in _DATA["years"].items()}
STEMS: Final[list[str]] = _DATA["cycle"]["stems"]
BRANCHES: Final[list[str]] = _DATA["cycle"]["branches"]
_ORIGIN: Final[int] = _DATA["cycle"]["origin"]
MONTHS: Final[dict[str, int]] = _DATA["months"]


def solar_day(year: int, month: int, day: int, *, leap: bool = False) -> dt.date | None:
    """Return the day of the common calendar that a lunar one is.

    Args:
        year: Lunar year, named by the year of the common calendar it begins in.
        month: 1 (tháng Giêng) to 12 (tháng Chạp).
        day: 1 to 30; a thirtieth of a short month is its last day.
        leap: The leap month that follows `month`.

    Returns:
        None where the table has no such year, or the year no such month.
    """
    row = _YEARS.get(year)
    if row is None or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    if leap and row["leap"] != month:
        return None
    index = month - 1 + (bool(row["leap"]) and month > row["leap"]) + leap
    lengths: list[int] = row["days"]
    first: dt.date = row["first"]
    ahead = sum(lengths[:index]) + min(day, lengths[index]) - 1
    return first + dt.timedelta(days=ahead)


def years_of(stem: str, branch: str) -> tuple[int, ...]:
    """Return the lunar years named so (``Bính Ngọ``) that the table has, in order."""
    try:
        pair = STEMS.index(stem.lower()), BRANCHES.index(branch.lower())
    except ValueError:
        return ()
    return tuple(
        year
        for year in _YEARS
        if ((year - _ORIGIN) % len(STEMS), (year - _ORIGIN) % len(BRANCHES)) == pair
    )
