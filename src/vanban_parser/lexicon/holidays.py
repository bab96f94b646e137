"""Working days of state offices: ``data/holidays.toml``, one signed table a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from vanban_parser.lexicon.load import table

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """What `calendar` knows: days off by name, Saturdays worked, years by trust.

    `years` maps each year that has a table to whether its decisions are confirmed.
    """

    off: dict[dt.date, str]
    worked: frozenset[dt.date]
    years: dict[int, bool]

    def is_working(self, day: dt.date) -> bool | None:
        """Tell whether offices work on `day`; None where its year has no table."""
        if day.year not in self.years:
            return None
        if day in self.off:
            return False
        return day.weekday() < _SATURDAY or day in self.worked

    def is_day_off(self, day: dt.date) -> bool:
        """Tell whether `day` is surely no working day: by its table or a weekend."""
        if day in self.worked:
            return False
        return day in self.off or day.weekday() >= _SATURDAY

    def is_confirmed(self, first: dt.date, last: dt.date) -> bool:
        """Tell whether the tables of all years from `first` to `last` are confirmed."""
        years = range(first.year, last.year + 1)
        return all(self.years.get(year, False) for year in years)


@cache
def calendar() -> Holidays:
    """Return the holidays and swaps of all years, read once a process."""
    off: dict[dt.date, str] = {}
    worked: set[dt.date] = set()
    years: dict[int, bool] = {}
    for year in table("holidays")["year"]:
        years[year["year"]] = year["confirmed"]
        off.update({day["date"]: day["name"] for day in year["days"]})
        for swap in year["swaps"]:
            off[swap["off"]] = f"hoán đổi với {swap['work']:%d/%m/%Y}"
            worked.add(swap["work"])
    return Holidays(off, frozenset(worked), years)
