"""Reports: nothing averaged, late only when the day is over; pictures that are XML."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lxml import etree

from vanban_parser.export.chart import MOST, Bar, bars
from vanban_parser.export.report import loads, shares

TODAY = dt.date(2026, 11, 27)


@dataclass(frozen=True)
class Figure:
    """As the store has it."""

    value: float
    period: str | None = "2026-10"
    commune: str | None = None
    commune_code: str | None = None
    subject: str | None = None
    measure: str | None = None
    comparator: str = "="
    code: str | None = "1/UBND"


@dataclass(frozen=True)
class Duty:
    """As the store has it."""

    assignees: tuple[str, ...] = ()
    due: str | None = None
    state: str = "open"


def test_shares_are_in_order_and_as_said() -> None:
    figures = [
        Figure(40, commune="xã Thử", measure="hộ nghèo"),
        Figure(66.67, commune="xã Mẫu", measure="hộ nghèo"),
        Figure(0, period="2026-09", subject="các xã"),
    ]
    found = shares(figures)
    assert [(s.period, s.who, s.value) for s in found] == [
        ("2026-09", "các xã", 0),
        ("2026-10", "xã Mẫu", 66.67),
        ("2026-10", "xã Thử", 40),
    ]
    assert [s.value for s in shares(figures, "HO NGHEO")] == [66.67, 40]


def test_a_task_is_late_when_its_day_is_over() -> None:
    duties = [
        Duty(("Phòng A", "Phòng B"), "2026-11-26"),
        Duty(("PHÒNG A",), "2026-11-27T08:00"),
        Duty(("Phòng A",), "2026-11-28"),
        Duty(("Phòng A",), "2026-11-01", "done"),
        Duty((), None),
    ]
    a, b, nobody = loads(duties, TODAY)
    assert (a.who, a.overdue, a.in_time, a.done, a.total) == ("Phòng A", 1, 2, 1, 4)
    assert a.next_due == "2026-11-27T08:00"
    assert (b.who, b.overdue) == ("Phòng B", 1)
    assert (nobody.who, nobody.undated) == ("", 1)


def test_a_picture_is_xml_that_quotes_what_letters_say() -> None:
    drawn = [Bar("<script>&", (1.0, 2.0), "3"), Bar("dài " * 30, (0.0,), "0")]
    drawn += [Bar(str(n), (1.0,), "") for n in range(MOST)]
    svg = bars("Tỷ lệ", "27/11/2026", drawn, ["Còn hạn", "Quá hạn"])
    root = etree.fromstring(svg.encode())
    names = {etree.QName(node).localname for node in root.iter()}
    assert names == {"svg", "title", "rect", "text"}
    said = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<script>&" in said
    assert "+ 2" in said
    assert any(text and text.endswith("…") for text in said)
