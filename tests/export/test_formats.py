"""Tasks in the formats of others, read back by readers that are not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import icalendar
import pytest

from tests.cli.fakes import TASK, letter, quote
from vanban_parser.export.csv import FORMULA
from vanban_parser.export.duty import Duty
from vanban_parser.export.edxml import NAMESPACE
from vanban_parser.export.formats import FORMATS
from vanban_parser.export.handed import Handed, Written, letter_id_of
from vanban_parser.export.moments import OFFICE
from vanban_parser.export.tracker_csv import LONGEST_TITLE
from vanban_parser.export.workbook import LONGEST
from vanban_parser.model.letter import Deadline, Percentage, Task

NOW = dt.datetime(2020, 10, 2, 9, 30, tzinfo=OFFICE)
FORMULA_TITLE = '=HYPERLINK("http://example.test";"x")'
TEMPTING = ("Rà soát 🚒 \x07hồ sơ\x00", "a;b,c\\n\nd", "“Ngoặc”", "é" * 120)


def task(number: int, **changes: Any) -> Task:
    given = {"id": uuid5(UUID(int=0), str(number)), "title": f"Báo cáo số {number}"}
    return TASK.model_copy(update=given | changes)


def handed(*tasks: Task, **changes: Any) -> Handed:
    made = letter(tasks=tasks, **changes)
    return Handed(made, letter_id_of(made.source.sha256))


def written(form: str, *letters: Handed) -> Written:
    return FORMATS[form].write(letters, NOW)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def plain(text: str) -> str:
    """Return what is left of words where characters without meaning cannot stand."""
    return text.replace("\x07", "").replace("\x00", "")


# iCalendar --------------------------------------------------------------------------


def todos(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VTODO"))


def test_a_calendar_has_a_to_do_for_each_task() -> None:
    tasks = [task(n, title=title) for n, title in enumerate(TEMPTING)]
    result = written("ical", handed(*tasks))
    found = todos(result.data)
    assert result.refused == ()
    assert [str(todo["UID"]) for todo in found] == [str(one.id) for one in tasks]
    assert [str(todo["SUMMARY"]) for todo in found] == [plain(t) for t in TEMPTING]
    assert all("12/UBND-VX" in str(todo["DESCRIPTION"]) for todo in found)
    assert all(len(line) <= 75 for line in result.data.split(b"\r\n"))


def test_a_day_stays_a_day_and_an_hour_has_its_zone() -> None:
    hour = task(2, deadline=Deadline(text="16 giờ", date="2020-10-15T16:00"))
    none = task(3, deadline=None)
    day, minute, never = todos(written("ical", handed(task(1), hour, none)).data)
    assert day["DUE"].dt == dt.date(2020, 10, 15)
    assert minute["DUE"].dt.isoformat() == "2020-10-15T16:00:00+07:00"
    assert minute["DUE"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert "DUE" not in never


def test_a_recurring_task_has_a_rule_and_the_first_day() -> None:
    monthly = Deadline(text="ngày 20 hằng tháng", rrule="FREQ=MONTHLY;BYMONTHDAY=20")
    daily = Deadline(text="hằng ngày", rrule="FREQ=DAILY;BYHOUR=17;BYMINUTE=0")
    vague = Deadline(text="hằng quý", rrule="FREQ=MONTHLY;INTERVAL=3")
    tasks = [task(n, deadline=when) for n, when in enumerate((monthly, daily, vague))]
    data = written("ical", handed(*tasks, issued_on="2020-10-21")).data
    first, second, third = todos(data)
    assert first["DTSTART"].dt == dt.date(2020, 11, 20)
    assert first["RRULE"] == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [20]}
    assert second["DTSTART"].dt.isoformat() == "2020-10-21T17:00:00+07:00"
    assert b"BEGIN:VTIMEZONE" in data
    # Nothing is due at a certain day: DUE would have to be later than DTSTART.
    assert not any("DUE" in todo for todo in (first, second, third))
    assert "RRULE" not in third
    assert "DTSTART" not in third
    assert "hằng quý" in str(third["DESCRIPTION"])


def test_urgency_is_a_priority() -> None:
    (plain_one,) = todos(written("ical", handed(task(1))).data)
    (urgent,) = todos(written("ical", handed(task(1), urgency="hỏa tốc")).data)
    assert "PRIORITY" not in plain_one
    assert urgent["PRIORITY"] == 1


def test_a_closing_formula_is_no_to_do() -> None:
    assert todos(written("ical", handed(task(1, kind="general"))).data) == []


# Taskwarrior ------------------------------------------------------------------------


def test_taskwarrior_gets_a_moment_that_is_that_day_everywhere() -> None:
    (one,) = json.loads(written("taskwarrior", handed(task(1))).data)
    assert one["uuid"] == str(task(1).id)
    assert one["due"] == "20201015T095900Z"
    assert one["entry"] == "20201002T023000Z"
    assert one["status"] == "pending"
    assert one["vanbanassignee"] == "Phòng Nội vụ; Phòng Y tế"


@pytest.mark.parametrize("title", ["", " \x00 ", "a &open;b"])
def test_taskwarrior_never_gets_what_makes_it_crash(title: str) -> None:
    result = written("taskwarrior", handed(task(1, title=title), task(2)))
    (left,) = json.loads(result.data)
    assert left["uuid"] == str(task(2).id)
    (error,) = result.refused
    assert error.code == "unfit-for-format"
    assert str(task(1).id) in error.detail


@pytest.mark.parametrize("form", ["ical", "taskwarrior", "jira", "redmine", "planner"])
def test_a_day_that_is_none_is_refused_and_the_rest_goes_on(form: str) -> None:
    wrong = task(1, deadline=Deadline(text="31/11", date="2020-11-31"))
    result = written(form, handed(wrong, task(2)))
    (error,) = result.refused
    assert (error.code, error.detail) == (
        "unfit-for-format",
        "deadline 2020-11-31",
    )
    assert str(task(2).id) in result.data.decode()
    assert str(task(1).id) not in result.data.decode()


# CSV of trackers --------------------------------------------------------------------

COLUMN = {
    "jira": ("Summary", "Description", "Due Date"),
    "redmine": ("subject", "description", "due_date"),
    "planner": ("Task Name", "Description", "Due Date"),
}


@pytest.mark.parametrize("form", COLUMN)
def test_csv_for_trackers_says_what_the_tasks_say(form: str) -> None:
    tasks = [
        task(1),
        task(2, title=TEMPTING[0], action="=1+1"),
        task(3, deadline=Deadline(text="16 giờ", date="2020-10-15T16:00")),
        task(4, deadline=None),
    ]
    one = handed(*tasks)
    duties = [duty for duty in one.duties() if isinstance(duty, Duty)]
    title, text, day = COLUMN[form]
    result = written(form, one)
    found = rows(result.data)
    assert result.refused == ()
    assert [row[title] for row in found] == [plain(d.title).strip() for d in duties]
    assert [row[text].split("\n\n", 1)[1] for row in found] == [d.text for d in duties]
    assert [row[day] for row in found] == ["2020-10-15"] * 3 + [""]
    assert not any(cell.startswith(FORMULA) for row in found for cell in row.values())
    assert result.data[:3] != b"\xef\xbb\xbf"


@pytest.mark.parametrize("form", COLUMN)
@pytest.mark.parametrize("title", ["", FORMULA_TITLE, "ộ" * (LONGEST_TITLE + 1)])
def test_a_title_that_they_would_harm_is_refused(form: str, title: str) -> None:
    # A correction is not held to the length that the parser keeps to.
    result = written(form, handed(task(1, title=title), task(2)))
    (row,) = rows(result.data)
    assert row[COLUMN[form][0]] == "Báo cáo số 2"
    assert [error.code for error in result.refused] == ["unfit-for-format"]


def test_redmine_lets_no_task_begin_after_it_is_due() -> None:
    late = task(2, deadline=Deadline(text="hôm qua", date="2019-01-01"))
    found = rows(written("redmine", handed(task(1), late, issued_on="2020-10-01")).data)
    assert [row["start_date"] for row in found] == ["2020-10-01", "2019-01-01"]


def test_jira_labels_hold_no_blank() -> None:
    head, row = csv.reader(
        io.StringIO(written("jira", handed(task(1), code="12 /UBND VX")).data.decode())
    )
    labels = [cell for name, cell in zip(head, row, strict=True) if name == "Labels"]
    assert labels == ["vanban", "12-/UBND-VX"]


# Flat tasks, workbook, edXML --------------------------------------------------------


def test_flat_tasks_have_all_keys_and_null_for_what_is_not_known() -> None:
    data = written("tasks", handed(task(1), task(2, deadline=None, kind="general")))
    first, second = map(json.loads, data.data.decode().splitlines())
    assert list(first) == list(second)
    assert first["due"] == "2020-10-15"
    assert first["assignees"] == ["Phòng Nội vụ", "Phòng Y tế"]
    assert first["letter_id"] == handed().letter_id
    assert (second["due"], second["deadline_text"]) == (None, None)


def test_a_flat_task_quotes_the_letter_and_is_as_sure_as_its_least_sure_part() -> None:
    one = handed(
        task(1),
        evidence={
            "/tasks/0/action": quote("báo cáo", "order"),
            "/tasks/0/deadline": quote("trước ngày 15/10/2020", "day", page=2),
        },
        confidence={"/tasks/0/action": 0.9, "/tasks/0/deadline": 0.7, "/code": 0.1},
    )
    record = json.loads(written("tasks", one).data)
    assert record["quote"] == "báo cáo … trước ngày 15/10/2020"
    assert (record["page"], record["confidence"]) == (1, 0.7)


def sheet(data: bytes, number: int) -> list[list[str]]:
    """Return the text of each cell of a sheet, in the order they stand."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{space}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    assert not list(root.iter(f"{space}f"))
    assert not list(root.iter(f"{space}hyperlink"))
    return [
        [
            shared[int(cell.findtext(f"{space}v") or 0)]
            if cell.get("t") == "s"
            else cell.findtext(f"{space}v") or ""
            for cell in row
        ]
        for row in root.iter(f"{space}row")
    ]


def test_a_workbook_computes_and_links_nothing() -> None:
    share = Percentage(value=66.67, subject="=1+1", measure="số hộ")
    one = handed(task(1, title=FORMULA_TITLE), percentages=(share,))
    result = written("xlsx", one)
    assert result.data == written("xlsx", one).data
    _, row = sheet(result.data, 2)
    assert FORMULA_TITLE in row
    # 15/10/2020 as Excel counts days.
    assert "44119" in row
    _, row = sheet(result.data, 3)
    assert row[1:] == ["=1+1", "số hộ", "=", "66.67", one.letter_id]


def test_what_no_cell_holds_is_refused() -> None:
    result = written("xlsx", handed(task(1, action="dài " * LONGEST), task(2)))
    assert [error.code for error in result.refused] == ["unfit-for-format"]
    assert len(sheet(result.data, 2)) == 2


def test_the_header_as_edxml_says_only_what_the_letter_says() -> None:
    data = written("edxml", handed(task(1), urgency="khẩn", subject="a < b & c"))
    root = ET.fromstring(data.data)
    space = {"e": NAMESPACE}
    assert b"<edXML:MessageHeader>" in data.data
    at = "e:edXMLEnvelope/e:edXMLHeader/e:MessageHeader/e:"
    found = {
        path: root.findtext(at + path.replace("/", "/e:"), namespaces=space)
        for path in (
            *("From/OrganName", "Code/CodeNumber", "Code/CodeNotation", "Subject"),
            *("DueDate", "OtherInfo/Priority", "From/OrganId", "DocumentId"),
        )
    }
    assert found == {
        "From/OrganName": "Ủy ban nhân dân xã Mẫu",
        "Code/CodeNumber": "12",
        "Code/CodeNotation": "UBND-VX",
        "Subject": "a < b & c",
        "DueDate": "2020/10/15",
        "OtherInfo/Priority": "1",
        "From/OrganId": None,
        "DocumentId": None,
    }
