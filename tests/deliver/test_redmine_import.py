"""The CSV for Redmine, taken by Redmine's own importer."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.deliver.conftest import Start
from tests.deliver.office import letter_with, task
from tests.deliver.real.bench import ELSEWHERE
from tests.deliver.real.redmine import Project
from tests.deliver.real.redmine_import import Importer
from tests.deliver.test_trackers import TEMPTING
from vanban_parser.export.duty import Duty
from vanban_parser.export.formats import FORMATS
from vanban_parser.export.handed import Handed
from vanban_parser.export.signs import without_controls
from vanban_parser.export.tracker_csv import COLUMNS
from vanban_parser.model.letter import Deadline

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
PRIORITIES = {1: "Immediate", 2: "Urgent", 3: "High", None: "Normal"}


def test_redmine_imports_the_tasks_as_they_are(started: Start) -> None:
    project = started("redmine", ELSEWHERE)()
    assert isinstance(project, Project)
    hour = Deadline(text="17 giờ", date="2026-11-30T17:00")
    past = Deadline(text="hôm qua", date="2020-01-05")
    tasks = [task(n, title=words) for n, words in enumerate(TEMPTING)]
    tasks += [
        task(90, deadline=hour),
        task(91, deadline=past),
        task(92, deadline=None, action='=1+1\ndòng hai; a,b "c"'),
    ]
    letters = [
        Handed(letter_with(*tasks, issued_on="2026-11-20", subject="ộ" * 300), "1"),
        Handed(letter_with(task(93), data="b", urgency="hỏa tốc"), "2"),
    ]
    written = FORMATS["redmine"].write(letters, NOW)
    refused = {error.detail.split(":")[0] for error in written.refused}
    duties = {
        duty.id: duty
        for one in letters
        for duty in one.duties()
        if isinstance(duty, Duty) and duty.id not in refused
    }
    mapping = Importer(project.port, "lan").run(written.data, project.name)
    for place, name in enumerate(COLUMNS["redmine"]):
        assert mapping[name] == str(place), "Redmine knows the column by its name"
    issues = {one["description"].split()[1]: one for one in project.issues()}
    assert issues.keys() == duties.keys()
    assert len(issues) == len(TEMPTING) + 4 - len(refused)
    for key, duty in duties.items():
        issue = issues[key]
        day = duty.due.date() if isinstance(duty.due, dt.datetime) else duty.due
        assert issue["subject"] == " ".join(without_controls(duty.title).split())
        text = issue["description"].replace("\r\n", "\n").split("\n\n", 1)[1]
        assert text == without_controls(duty.text)
        assert issue["due_date"] == (day.isoformat() if day else None)
        assert issue["priority"]["name"] == PRIORITIES[duty.rank]
        assert not issue["status"]["is_closed"]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+84", "@a", "-1"])
def test_a_title_that_a_spreadsheet_would_compute_is_not_among_them(title: str) -> None:
    one = Handed(letter_with(task(1, title=title)), "1")
    (error,) = FORMATS["redmine"].write([one], NOW).refused
    assert error.code == "unfit-for-format"
