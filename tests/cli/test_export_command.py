"""``vanban export``, and ``vanban parse`` in the formats of others."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import Vanban
from tests.deliver.office import letter_with, task
from tests.store.arriving import filed
from vanban_parser.cli.export import FORMS
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


@pytest.fixture
def secret_store(folder: Path) -> None:
    """A letter with a mark of secrecy among others, as an opened gate lets it in."""
    made = open_store("vanban.db")
    filed(made, letter_with(task(1)))
    filed(made, letter_with(task(2), data="two", secrecy="mật", subject="lời kín"))
    made.close()
    Path("vanban.toml").write_text('database = "vanban.db"\n')


@pytest.mark.usefixtures("secret_store")
@pytest.mark.parametrize("form", FORMS)
def test_of_a_secret_letter_nothing_is_exported(vanban: Vanban, form: str) -> None:
    ran = vanban("export", "--format", form, "-o", "ra/")
    assert ran.code == 6
    assert "[secret-not-exported]" in ran.err
    assert "(mật, " in ran.err
    assert "lời kín" not in ran.err
    (made,) = Path("ra").iterdir()
    data = made.read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(made) as book:
            data = book.read("xl/sharedStrings.xml")
    assert "lời kín".encode() not in data
    assert str(task(2).id).encode() not in data


@pytest.mark.usefixtures("secret_store")
def test_only_a_machine_set_apart_writes_records_of_secret_letters(
    vanban: Vanban,
) -> None:
    with Path("vanban.toml").open("a") as settings:
        settings.write("allow_secret_letters = true\n")
    ran = vanban("export", "--format", "tasks")
    assert (ran.code, len(ran.out.splitlines())) == (0, 2)
    ran = vanban("export", "--format", "jira")
    assert ran.code == 6
    assert str(task(2).id) not in ran.out, "what is made for others never holds it"


@pytest.mark.usefixtures("store")
def test_records_are_written_as_vanban_parse_writes_them(vanban: Vanban) -> None:
    (record,) = json.loads(vanban("export", "--format", "json").out)
    assert len(record["tasks"]) == 2
    assert vanban("export", "--format", "json", "-o", "ra/").code == 0
    (path,) = Path("ra").iterdir()
    assert json.loads(path.read_text(encoding="utf-8")) == record
