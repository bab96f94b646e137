"""iCalendar, line by line; icalendar reads what we write."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from vanban_parser.deliver import vtodo

AT = dt.datetime(2026, 11, 27, 5, tzinfo=dt.UTC)
EMPTY = dict.fromkeys(vtodo.FIELDS, "")
FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//EN
X-WR-CALNAME;X-A="b:c":Công việc
BEGIN:VTIMEZONE
TZID:Europe/Berlin
END:VTIMEZONE
BEGIN:VTODO
UID:other
SUMMARY:khác
END:VTODO
BEGIN:VTODO
SUMMARY;LANGUAGE=vi:dòng
  dài
UID:u1
X-STRANGE;P="a;b:c":kept\\, as it is
RRULE:FREQ=WEEKLY
PERCENT-COMPLETE:40
DUE;TZID=Asia/Ho_Chi_Minh:20261130T170000
BEGIN:VALARM
TRIGGER:-PT15M
SUMMARY:chuông
END:VALARM
COMMENT:một\\nhai
END:VTODO
END:VCALENDAR
""".replace("\n", "\r\n")
texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\n"))


@given(texts, texts)
def test_words_come_back_as_they_were(title: str, text: str) -> None:
    values = EMPTY | {"SUMMARY": title, "DESCRIPTION": text}
    todo = vtodo.parsed(vtodo.made("u1", values, AT), "u1")
    found = vtodo.values_of(todo)
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (title, text)


@given(texts)
def test_another_reader_reads_the_same(text: str) -> None:
    made = vtodo.made("u1", EMPTY | {"SUMMARY": text}, AT)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    (todo,) = Calendar.from_ical(made).walk("VTODO")
    assert str(todo.get("SUMMARY", "")) == text


def test_a_day_is_a_day_and_an_hour_has_its_zone() -> None:
    day = vtodo.made("u1", EMPTY | {"DUE": "2026-11-30"}, AT)
    assert "DUE;VALUE=DATE:20261130\r\n" in day
    assert "VTIMEZONE" not in day
    hour = vtodo.made("u1", EMPTY | {"DUE": "2026-11-30T17:00+07:00"}, AT)
    (todo,) = Calendar.from_ical(hour).walk("VTODO")
    assert todo["DUE"].dt.isoformat() == "2026-11-30T17:00:00+07:00"
    assert todo["DUE"].params["TZID"] == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("DUE;VALUE=DATE:20261130", "2026-11-30"),
        ("due;value=date:20261130", "2026-11-30"),
        ("DUE:20261130T100000Z", "2026-11-30T17:00+07:00"),
        ("DUE;TZID=Asia/Ho_Chi_Minh:20261130T170000", "2026-11-30T17:00+07:00"),
        (
            "DUE;TZID=Europe/Berlin:20261130T170000",
            ";TZID=Europe/Berlin:20261130T170000",
        ),
        ("DUE:soon", ":soon"),
        ("PRIORITY:0", ""),
    ],
)
def test_a_value_is_one_however_it_is_written(line: str, value: str) -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:u1\n{line}\nEND:VTODO\nEND:VCALENDAR\n"
    found = vtodo.values_of(vtodo.parsed(text, "u1"))
    assert found["PRIORITY" if "PRIORITY" in line else "DUE"] == value


def test_a_change_leaves_every_other_line_as_it_is() -> None:
    todo = vtodo.parsed(FOREIGN, "u1")
    assert vtodo.values_of(todo)["SUMMARY"] == "dòng dài"
    assert vtodo.comments_of(todo) == ("một\nhai",)
    after = vtodo.changed(todo, {"SUMMARY": "mới", "DUE": ""}, AT)
    before, now = set(todo.lines), set(after.lines)
    assert before - now == {
        "SUMMARY;LANGUAGE=vi:dòng dài",
        "DUE;TZID=Asia/Ho_Chi_Minh:20261130T170000",
    }
    assert now - before == {
        "SUMMARY:mới",
        "DTSTAMP:20261127T050000Z",
        "LAST-MODIFIED:20261127T050000Z",
    }
    again = vtodo.parsed(after.text(), "u1")
    assert again.lines == after.lines
    assert vtodo.values_of(again)["SUMMARY"] == "mới"


def test_an_hour_brings_its_zone_along() -> None:
    todo = vtodo.parsed(FOREIGN, "u1")
    after = vtodo.changed(todo, {"DUE": "2026-12-01T08:30+07:00"}, AT)
    assert after.lines.count("TZID:Asia/Ho_Chi_Minh") == 1
    assert vtodo.values_of(after)["DUE"] == "2026-12-01T08:30+07:00"
    assert (
        vtodo.changed(after, {"DUE": "2026-12-01T09:30+07:00"}, AT).lines.count(
            "TZID:Asia/Ho_Chi_Minh"
        )
        == 1
    )


def test_a_comment_is_added_and_a_tag_goes_again() -> None:
    todo = vtodo.parsed(FOREIGN, "u1")
    tagged = vtodo.commented(todo, "thu hồi, hết", "Đã thu hồi", tagged=True)
    assert vtodo.comments_of(tagged) == ("thu hồi, hết", "một\nhai")
    assert "CATEGORIES:Đã thu hồi" in tagged.lines
    back = vtodo.commented(tagged, "lại giao", "Đã thu hồi", tagged=False)
    assert "CATEGORIES:Đã thu hồi" not in back.lines
    assert len(vtodo.comments_of(back)) == 3


@pytest.mark.parametrize("text", ["", "nonsense", "BEGIN:VTODO\nUID:u1", FOREIGN[:200]])
def test_what_is_no_task_is_said(text: str) -> None:
    with pytest.raises(vtodo.NoTaskError):
        vtodo.parsed(text, "u1")
