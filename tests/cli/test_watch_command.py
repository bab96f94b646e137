"""``vanban watch`` and what looks at the store: status, retry, register, search ..."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from tests.cli.conftest import Vanban
from tests.intake.office import Stub, drop
from vanban_parser.store import audit
from vanban_parser.store.engine import open_store

ROOT = Path(__file__).resolve().parents[2]
DB = ("--database", "vanban.db")


@pytest.fixture
def inbox(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An inbox whose letters are read by a stub, without waiting."""
    monkeypatch.setattr(
        "vanban_parser.intake.reader.IsolatedReader", lambda settings, **_: Stub()
    )
    monkeypatch.setenv("VANBAN_SETTLE_SECONDS", "0.05")
    monkeypatch.setenv("VANBAN_SCAN_SECONDS", "0.05")
    made = folder / "inbox"
    made.mkdir()
    return made


@pytest.fixture
def filled(inbox: Path, vanban: Vanban) -> Path:
    drop(inbox, "a.pdf", "ok 1")
    drop(inbox, "b.pdf", "ok 2")
    drop(inbox, "bad.pdf", "damaged")
    assert vanban("watch", "inbox", "--once", "--jobs", "1", *DB).code == 0
    return inbox


def test_letters_are_registered_and_told_of(inbox: Path, vanban: Vanban) -> None:
    drop(inbox, "cong-van.pdf", "ok 1")
    drop(inbox, "hong.pdf", "damaged")
    args = ("watch", "inbox", "--once", "--jobs", "1", "--metrics", "m.prom")
    ran = vanban(*args, *DB)
    assert ran.code == 0
    assert ran.out == ""
    assert "registered (" in ran.err
    assert "cannot be read, in failed/ [damaged-file] (" in ran.err
    assert "cong-van" not in ran.err, "a log holds no names"
    assert 'end="registered"} 1' in Path("m.prom").read_text()
    note = (inbox / "failed" / "hong.pdf.loi.txt").read_text(encoding="utf-8")
    assert "[damaged-file]" in note


def test_the_log_may_be_json(inbox: Path, vanban: Vanban) -> None:
    drop(inbox, "a.pdf", "ok 1")
    ran = vanban("watch", "inbox", "--once", "--log-format", "json", *DB)
    events = [json.loads(line) for line in ran.err.splitlines()]
    names = [event["event"] for event in events]
    assert names == ["claimed", "enrolled", "hashed", "read", "recorded", "registered"]
    assert len({event["job"] for event in events}) == 1


def test_a_folder_that_is_not_there(vanban: Vanban) -> None:
    ran = vanban("watch", "nowhere", *DB)
    assert ran.code == 2
    assert "There is no folder nowhere" in ran.err


def test_letters_of_a_folder_that_is_only_read(inbox: Path, vanban: Vanban) -> None:
    drop(inbox.parent / "share", "a.pdf", "ok 5")
    args = ("watch", "inbox", "--once", "--copy-from")
    assert vanban(*args, "share", *DB).code == 0
    assert "5/UBND-VX" in vanban("status", *DB).out
    assert (inbox.parent / "share" / "a.pdf").exists()
    assert vanban(*args, "nowhere", *DB).code == 2
    for nested in (".", "inbox", "inbox/done"):
        ran = vanban(*args, nested, *DB)
        assert (ran.code, "in each other" in ran.err) == (2, True)


def test_a_database_on_a_share_is_refused(
    inbox: Path, vanban: Vanban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban_parser.intake.mounts.is_share", lambda path: True)
    ran = vanban("watch", "inbox", "--once", *DB)
    assert ran.code == 2
    assert "lies on a share" in ran.err


def test_status_says_what_came_and_what_failed(filled: Path, vanban: Vanban) -> None:
    drop(filled, "waiting.pdf", "ok 9")
    ran = vanban("status", *DB)
    assert ran.code == 0
    assert "Registered in 7 days: 2" in ran.out
    assert "1/UBND-VX" in ran.out
    assert "Waiting: 1 (in the folder: 1)" in ran.out
    assert "Failed: 1\n  bad.pdf  damaged-file" in ran.out
    assert "Tasks overdue: 2" in ran.out
    record = json.loads(vanban("status", "--format", "json", *DB).out)
    assert record["counts"] == {"registered": 2, "failed": 1}
    assert record["failed"][0]["name"] == "bad.pdf"
    assert len(record["overdue"]) == 2


def test_a_failed_file_is_given_back(filled: Path, vanban: Vanban) -> None:
    assert vanban("retry", *DB).code == 2
    assert "no such file" in vanban("retry", "other.pdf", *DB).out
    ran = vanban("retry", "bad.pdf", *DB)
    assert ran.out == "bad.pdf: back in the inbox\n"
    assert (filled / "bad.pdf").exists()
    assert list((filled / "failed").iterdir()) == []
    (filled / "bad.pdf").write_text("ok 3")
    vanban("watch", "inbox", "--once", *DB)
    assert "3/UBND-VX" in vanban("status", *DB).out
    assert "no such file" in vanban("retry", "--all", *DB).out


def test_a_name_that_is_taken_keeps_both(filled: Path, vanban: Vanban) -> None:
    drop(filled, "bad.pdf", "a new one")
    ran = vanban("retry", "--all", *DB)
    assert ran.code == 1
    assert (filled / "failed" / "bad.pdf").read_text() == "damaged"
    assert (filled / "bad.pdf").read_text() == "a new one"


def test_a_file_that_was_stopped_wrongly_is_let_pass(
    inbox: Path, vanban: Vanban
) -> None:
    drop(inbox, "giao-ban.pdf", "secret 7")
    vanban("watch", "inbox", "--once", *DB)
    assert vanban("status", *DB).out.count("Stopped for a mark of secrecy: 1") == 1
    line = vanban("release", *DB).out
    id_ = line.split()[0]
    assert "secret-letter" in line
    assert "giao-ban" not in line, "its name is not kept"
    assert vanban("release", id_, *DB).code == 2, "a reason must be given"
    assert vanban("release", "00000000", "--reason", "x", *DB).code == 2
    said = ("--reason", "chữ MẬT trong tên cơ quan", "--by", "Lê Văn An")
    assert vanban("release", id_[:8], *said, *DB).code == 0
    vanban("watch", "inbox", "--once", *DB)
    assert "7/UBND-VX" in vanban("status", *DB).out
    assert (inbox / "quarantine").exists()
    assert vanban("release", *DB).out == "no file is stopped\n"
    store = open_store("vanban.db")
    with store.reading() as tx:
        acts = audit.of_job(tx, id_)
    store.close()
    (act,) = [act for act in acts if act.action == "released"]
    assert act.actor == "Lê Văn An"
    assert act.detail["reason"] == "chữ MẬT trong tên cơ quan"


def test_the_register_as_csv(filled: Path, vanban: Vanban) -> None:
    out = vanban("register", "export", *DB).out
    assert out.startswith("\ufeffNgày đến,Số đến,")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [row[1] for row in rows[1:]] == ["1", "2"]
    assert {row[3] for row in rows[1:]} == {"1/UBND-VX", "2/UBND-VX"}
    none = vanban("register", "export", "--to", "2020-01-01", *DB).out
    assert len(none.splitlines()) == 1


def test_the_register_as_a_workbook(filled: Path, vanban: Vanban) -> None:
    assert vanban("register", "export", "--format", "xlsx", *DB).code == 2
    assert vanban("register", "export", "-o", "so.xlsx", *DB).code == 0
    with zipfile.ZipFile("so.xlsx") as book:
        assert "1/UBND-VX" in book.read("xl/sharedStrings.xml").decode()
    again = vanban("register", "export", "-o", "so.xlsx", *DB)
    assert again.code == 2
    assert "--force" in again.err
    assert vanban("register", "export", "-o", "so.xlsx", "--force", *DB).code == 0


def test_the_clerk_fills_in_a_line(filled: Path, vanban: Vanban) -> None:
    year = time.strftime("%Y")
    line = ("register", "note", f"2/{year}")
    assert vanban(*line, "--recipient", "Văn phòng", *DB).code == 0
    assert vanban(*line, "--forwarded-on", "2026-11-30", *DB).code == 0
    rows = list(csv.reader(io.StringIO(vanban("register", "export", *DB).out)))
    assert rows[2][6:8] == ["Văn phòng", "30/11/2026"]
    assert vanban(*line, *DB).code == 2
    assert vanban("register", "note", "two", "--note", "x", *DB).code == 2
    ran = vanban("register", "note", f"9/{year}", "--note", "x", *DB)
    assert (ran.code, f"no line 9/{year}" in ran.err) == (2, True)


def test_letters_are_found_without_marks(filled: Path, vanban: Vanban) -> None:
    ran = vanban("search", "uy", "ban", "ra", "soat", *DB)
    assert ran.out.count("rà soát hồ sơ") == 2
    assert "Giao Phòng Nội vụ" in vanban("search", "phong noi vu", *DB).out
    nothing = vanban("search", "khong-co", *DB)
    assert (nothing.code, nothing.out) == (0, "")


def test_tasks_by_assignee(filled: Path, vanban: Vanban) -> None:
    ran = vanban("report", "tasks", "--today", "2020-10-15", *DB)
    row = ran.out.splitlines()[1].split()
    assert row == ["Phòng", "Nội", "vụ", "2", "0", "2", "0", "0", "2020-10-15"]
    late = json.loads(vanban("report", "tasks", "--format", "json", *DB).out)
    assert late[0]["overdue"] == 2
    svg = vanban("report", "tasks", "--format", "svg", *DB).out
    assert etree.fromstring(svg.encode()).tag.endswith("svg")
    assert vanban("report", "tasks", "-o", "t.csv", "--format", "csv", *DB).code == 0


def test_a_picture_of_dots_shows_vietnamese_words(filled: Path, vanban: Vanban) -> None:
    assert vanban("report", "tasks", "--format", "png", *DB).code == 2
    assert vanban("report", "tasks", "-o", "t.png", *DB).code == 0
    with Image.open("t.png") as picture:
        assert picture.format == "PNG"
        # The name of the one assignee is drawn, left of where its bar begins.
        name = picture.convert("L").crop((330, 150, 650, 195))
        assert name.getextrema()[0] < 128
    assert vanban("report", "tasks", "-o", "t.csv", *DB).code == 0
    assert Path("t.csv").read_bytes().startswith("\ufeffAssignee".encode())


def test_percentages_of_no_letter(filled: Path, vanban: Vanban) -> None:
    assert vanban("report", "percentages", *DB).out.split() == [
        "Month",
        "Body",
        "Measure",
        "Value",
        "Letter",
    ]


def test_doctor_looks_at_the_register(
    filled: Path, vanban: Vanban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_DATABASE", "vanban.db")
    out = vanban("doctor").out
    assert "database: vanban.db" in out
    assert f"inbox: {filled}" in out
    assert "watchdog" in out
    monkeypatch.setenv("VANBAN_DATABASE", "not-yet.db")
    assert "not-yet.db, not made yet" in vanban("doctor").out
    assert not Path("not-yet.db").exists(), "a doctor changes nothing"
    monkeypatch.setenv("VANBAN_DATABASE", "mysql://x/y")
    assert "postgresql://" in vanban("doctor").out


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(tmp_path: Path, number: signal.Signals) -> None:
    """The program itself, with its own parser, events and all."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (sample, *_) = sorted(ROOT.glob("samples/*/letter.docx"))
    command = [
        sys.executable,
        "-m",
        "vanban_parser",
        "watch",
        str(inbox),
        "--jobs",
        "1",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "VANBAN_LANG": "en"}
    env |= {"VANBAN_SETTLE_SECONDS": "0.2", "VANBAN_SCAN_SECONDS": "0.2"}
    process = subprocess.Popen(
        [*command, "--jobs", "1", "--database", str(tmp_path / "vanban.db")],
        env=env,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    (inbox / "a.docx").write_bytes(sample.read_bytes())
    assert "registered" in process.stderr.readline()
    process.send_signal(number)
    assert process.wait(40) == 0
    assert process.stderr.read() == ""
    process.stderr.close()
    assert list((inbox / ".vanban" / "work").iterdir()) == []
    assert list((inbox / ".vanban" / "watchers").iterdir()) == []
