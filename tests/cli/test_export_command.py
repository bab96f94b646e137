"""``vanban export``, and ``vanban parse`` in the formats of others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import Vanban
from tests.deliver.office import letter_with, task
from tests.store.arriving import filed
from vanban_parser.store.engine import open_store


@pytest.fixture
def store(folder: Path) -> None:
    """Two tasks in a register that the settings file names."""
    made = open_store("vanban.db")
    filed(made, letter_with(task(1), task(2)))
    made.close()
    Path("vanban.toml").write_text('database = "vanban.db"\n')


@pytest.mark.usefixtures("store")
def test_tasks_of_the_store_go_to_a_file(vanban: Vanban) -> None:
    ran = vanban("export", "--format", "ical", "-o", "viec.ics")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    calendar = icalendar.Calendar.from_ical(Path("viec.ics").read_bytes())
    assert len(calendar.walk("VTODO")) == 2
    assert vanban("export", "--format", "ical", "-o", "viec.ics").code == 2


@pytest.mark.usefixtures("store")
def test_tasks_of_the_store_go_to_stdout_by_day(vanban: Vanban) -> None:
    ran = vanban("export", "--format", "jira")
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 2
    ran = vanban("export", "--format", "tasks", "--to", "2001-01-01")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.usefixtures("store")
def test_a_folder_gets_a_file_a_letter(vanban: Vanban) -> None:
    assert vanban("export", "--format", "edxml", "-o", "ra/").code == 0
    (path,) = Path("ra").iterdir()
    assert path.suffix == ".edxml"


def test_letters_of_a_folder_become_one_file(
    vanban: Vanban, write: Callable[..., None]
) -> None:
    write(["in/a", "in/b"])
    ran = vanban("parse", "in", "--format", "taskwarrior", "--jobs", "1")
    assert ran.code == 0
    # Two copies of one file: its tasks are there once.
    assert len(json.loads(ran.out)) == 1


def test_a_letter_that_fails_is_left_out_and_told(
    vanban: Vanban, write: Callable[..., None]
) -> None:
    write(**{"in/a": "ok", "in/b": "damaged"})
    ran = vanban(
        "parse", "in", "--format", "xlsx", "-o", "b.xlsx", "--jobs", "1", "--quiet"
    )
    assert ran.code == 1
    assert "[damaged-file]" in ran.err
    assert Path("b.xlsx").read_bytes()[:2] == b"PK"


def test_one_file_of_a_format_of_one_letter_holds_one(
    vanban: Vanban, write: Callable[..., None]
) -> None:
    write(["in/a"])
    assert vanban("parse", "in/a.pdf", "--format", "edxml").code == 0
    assert vanban("parse", "in", "--format", "edxml", "-o", "in/a.pdf").code == 2
