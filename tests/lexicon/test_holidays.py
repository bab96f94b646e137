"""The tables of holidays: whole, lawful, signed, and in step with the moon."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from vanban_parser.lexicon.holidays import calendar
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.lunar import solar_day

DATA = table("holidays")
YEARS = [pytest.param(year, id=str(year["year"])) for year in DATA["year"]]


def days(year: dict[str, Any], name: str) -> list[dt.date]:
    return [day["date"] for day in year["days"] if day["name"].startswith(name)]


def test_no_year_is_missing() -> None:
    years = [year["year"] for year in DATA["year"]]
    assert years == list(range(2019, 2028))
    assert [y["year"] for y in DATA["year"] if not y["confirmed"]] == [2027]


@pytest.mark.parametrize("year", YEARS)
def test_each_day_is_of_its_year_once_in_order_and_by_a_named_source(
    year: dict[str, Any],
) -> None:
    dates = [day["date"] for day in year["days"]]
    assert dates == sorted(set(dates))
    assert {date.year for date in dates} == {year["year"]}
    for row in (*year["days"], *year["swaps"]):
        assert row["by"] in DATA["sources"]


@pytest.mark.parametrize("year", YEARS)
def test_the_days_that_the_law_names_are_there(year: dict[str, Any]) -> None:
    number = year["year"]
    off = {day["date"] for day in year["days"]}
    fixed = {(1, 1), (4, 30), (5, 1), (9, 2)}
    fixed |= {(11, 24)} if number >= 2026 else set()
    assert {dt.date(number, *pair) for pair in fixed} <= off
    assert len(days(year, "Quốc khánh")) == (2 if number >= 2021 else 1)
    assert days(year, "Giỗ Tổ") == [solar_day(number, 3, 10)]


@pytest.mark.parametrize("year", YEARS)
def test_tet_is_five_working_days_around_the_first(year: dict[str, Any]) -> None:
    tet = days(year, "Tết Nguyên đán")
    assert [d for d in tet if d.weekday() < 5][4:5]
    assert len([d for d in tet if d.weekday() < 5]) == 5
    assert solar_day(year["year"], 1, 1) in tet
    assert tet == [tet[0] + dt.timedelta(days=n) for n in range(len(tet))]


@pytest.mark.parametrize("year", YEARS)
def test_a_holiday_on_a_weekend_gives_a_day_off_after_it(year: dict[str, Any]) -> None:
    given = days(year, "nghỉ bù")
    lost = [
        day["date"]
        for day in year["days"]
        if day["date"].weekday() > 4 and not day["name"].startswith("Tết Nguyên đán")
    ]
    assert len(given) == len(lost)
    for instead, weekend in zip(given, lost, strict=True):
        assert instead.weekday() < 5
        assert 0 < (instead - weekend).days <= 4


@pytest.mark.parametrize("year", YEARS)
def test_a_swap_gives_a_workday_for_a_saturday(year: dict[str, Any]) -> None:
    for swap in year["swaps"]:
        assert swap["off"].weekday() < 5
        assert swap["work"].weekday() == 5
        assert abs((swap["work"] - swap["off"]).days) <= 10


def test_the_calendar_says_when_offices_work() -> None:
    known = calendar()
    assert known.is_working(dt.date(2026, 8, 22)) is True
    assert known.is_working(dt.date(2026, 8, 29)) is False
    assert known.is_working(dt.date(2026, 8, 31)) is False
    assert known.is_working(dt.date(2026, 9, 3)) is True
    assert known.is_working(dt.date(2018, 12, 28)) is None


def test_a_year_without_a_table_still_has_weekends() -> None:
    known = calendar()
    assert known.is_day_off(dt.date(2035, 3, 3))
    assert not known.is_day_off(dt.date(2035, 3, 5))
    assert not known.is_day_off(dt.date(2026, 8, 22))


def test_what_is_not_confirmed_is_not_sure() -> None:
    known = calendar()
    assert known.is_confirmed(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert not known.is_confirmed(dt.date(2026, 12, 31), dt.date(2027, 1, 4))
    assert not known.is_confirmed(dt.date(2017, 1, 4), dt.date(2017, 1, 5))
