"""The lunar table against an independent computation and the known days of Tết."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from lunar_vn import solar_to_lunar

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.lunar import solar_day, years_of

YEARS = {int(year): row for year, row in table("lunar")["years"].items()}
# New year's day and Giỗ Tổ, as published; 2030 is where Việt Nam and China differ.
KNOWN = {
    2019: ("02-05", "04-14"),
    2020: ("01-25", "04-02"),
    2021: ("02-12", "04-21"),
    2022: ("02-01", "04-10"),
    2023: ("01-22", "04-29"),
    2024: ("02-10", "04-18"),
    2025: ("01-29", "04-07"),
    2026: ("02-17", "04-26"),
    2027: ("02-06", "04-16"),
    2028: ("01-26", "04-04"),
    2029: ("02-13", "04-23"),
    2030: ("02-02", "04-12"),
    2031: ("01-23", "04-01"),
    2032: ("02-11", "04-19"),
}


def test_the_years_follow_each_other_without_a_gap() -> None:
    for year, following in pairwise(sorted(YEARS)):
        length = dt.timedelta(days=sum(YEARS[year]["days"]))
        assert YEARS[year]["first"] + length == YEARS[following]["first"]
    for row in YEARS.values():
        assert set(row["days"]) <= {29, 30}
        assert len(row["days"]) == 12 + bool(row["leap"])


@pytest.mark.parametrize("year", sorted(YEARS))
def test_each_month_begins_where_an_independent_calendar_has_it(year: int) -> None:
    months = [(month, False) for month in range(1, 13)]
    if YEARS[year]["leap"]:
        months.append((YEARS[year]["leap"], True))
    for month, leap in months:
        day = solar_day(year, month, 1, leap=leap)
        assert day is not None
        theirs = solar_to_lunar(day)
        assert (theirs.year, theirs.month, theirs.day) == (year, month, 1)
        assert theirs.leap is leap


@pytest.mark.parametrize("year", KNOWN)
def test_tet_and_the_kings_day_are_those_published(year: int) -> None:
    days = solar_day(year, 1, 1), solar_day(year, 3, 10)
    assert tuple(f"{day:%m-%d}" for day in days if day) == KNOWN[year]


def test_what_the_table_does_not_have_is_none() -> None:
    assert solar_day(1999, 1, 1) is None
    assert solar_day(2026, 13, 1) is None
    assert solar_day(2026, 1, 31) is None
    assert solar_day(2026, 6, 1, leap=True) is None
    assert solar_day(2025, 6, 1, leap=True) == dt.date(2025, 7, 25)


def test_the_thirtieth_of_a_short_month_is_its_last_day() -> None:
    last = solar_day(2025, 12, 30)
    assert last == dt.date(2026, 2, 16)
    assert solar_day(2025, 12, 29) == last


def test_the_names_of_the_cycle_give_their_years() -> None:
    assert years_of("Bính", "Ngọ") == (2026,)
    assert years_of("Giáp", "Thìn") == (2024,)
    assert years_of("giáp", "ngọ") == (2014,)
    assert years_of("Giáp", "Sửu") == ()
    assert years_of("Xuân", "Ngọ") == ()
