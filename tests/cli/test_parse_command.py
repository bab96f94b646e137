"""``vanban parse``: what comes out, where it goes, and how it ends."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Vanban
from tests.cli.fakes import SECRET
from vanban_parser.cli import work
from vanban_parser.export.csv import COLUMNS


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def names(text: str) -> list[str]:
    return [record["source"]["filename"] for record in lines(text)]


def test_one_file_gives_one_json_object_for_people_to_read(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    ran = vanban("parse", "a.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["source"]["filename"] == "a.pdf"
    assert ran.out.startswith('{\n  "schema_version": "1.1"')
    assert "Ủy ban nhân dân xã Mẫu" in ran.out


def test_a_failed_file_gives_its_error_object_and_code_1(
    vanban: Vanban, write: Any
) -> None:
    write(a="damaged x")
    ran = vanban("parse", "a.pdf")
    assert ran.code == 1
    assert json.loads(ran.out) == {
        "error": {
            "code": "damaged-file",
            "message": "the file is damaged (no end)",
            "remedy": "ask the sender for it again, or open and save it anew",
        },
        "source": {
            "filename": "a.pdf",
            "sha256": hashlib.sha256(b"damaged x").hexdigest(),
        },
    }
    assert ran.err == (
        "vanban: a.pdf: the file is damaged (no end) [damaged-file]; "
        "ask the sender for it again, or open and save it anew\n"
    )


def test_a_missing_file_is_an_error_object_without_a_hash(vanban: Vanban) -> None:
    ran = vanban("parse", "no.pdf", lang="vi")
    assert ran.code == 1
    record = json.loads(ran.out)
    assert record["error"]["code"] == "unreadable-file"
    assert record["error"]["message"] == "không mở được (không có tệp này)"
    assert record["source"] == {"filename": "no.pdf"}


def test_many_files_give_a_line_each_in_their_order(vanban: Vanban, write: Any) -> None:
    write(b="ok", a="damaged", c="warn")
    ran = vanban("parse", "b.pdf", "a.pdf", "gone.pdf", "c.pdf", "--jobs", "2")
    assert ran.code == 1
    assert names(ran.out) == ["b.pdf", "a.pdf", "gone.pdf", "c.pdf"]
    assert ["error" in record for record in lines(ran.out)] == [
        False,
        True,
        True,
        False,
    ]
    assert len(ran.err.splitlines()) == 2


def test_a_folder_is_searched_for_letters_and_nothing_else(
    vanban: Vanban, write: Any
) -> None:
    write(["in/b.PDF", "in/a/c.docx", "in/note.txt", "in/~$a.docx", "in/.x/d.pdf"])
    write(["in/.hidden.pdf", "in/a/Ă.pdf"])
    ran = vanban("parse", "in")
    assert (ran.code, ran.err) == (0, "")
    assert names(ran.out) == ["c.docx", "Ă.pdf", "b.PDF"]


def test_a_folder_with_one_letter_still_gives_json_lines(
    vanban: Vanban, write: Any
) -> None:
    write(["in/a.pdf"])
    assert names(vanban("parse", "in").out) == ["a.pdf"]


def test_a_folder_without_letters_is_said_and_is_no_failure(
    vanban: Vanban, folder: Path
) -> None:
    (folder / "in").mkdir()
    ran = vanban("parse", "in")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "vanban: in: no .pdf, .docx, .doc or .rtf file in it\n"


def test_stdin_is_named_by_what_it_looks_like(vanban: Vanban) -> None:
    assert json.loads(vanban("parse", "-", stdin=b"%PDF ok").out)["source"][
        "filename"
    ] == ("stdin.pdf")
    ran = vanban("parse", "-", "--stdin-name", "x/tờ trình.docx", stdin=b"ok")
    assert json.loads(ran.out)["source"]["filename"] == "tờ trình.docx"


def test_more_from_stdin_than_the_limit_is_too_large(vanban: Vanban) -> None:
    ran = vanban("parse", "-", stdin=b"ok", env={"VANBAN_MAX_BYTES": "1"})
    assert json.loads(ran.out)["error"]["code"] == "too-large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_read_once_like_stdin(vanban: Vanban, folder: Path) -> None:
    os.mkfifo(folder / "63")
    writer = os.open(folder / "63", os.O_RDWR | os.O_NONBLOCK)
    os.write(writer, b"%PDF ok")
    # Both ends open in one process: read what is there and no more.
    ran = vanban("parse", "63", env={"VANBAN_MAX_BYTES": "6"})
    os.close(writer)
    assert json.loads(ran.out)["error"]["code"] == "too-large"


def test_an_exception_is_named_by_its_class_and_quotes_nothing(
    vanban: Vanban, write: Any
) -> None:
    write(a="bug")
    ran = vanban("parse", "a.pdf")
    assert ran.code == 1
    assert json.loads(ran.out)["error"]["code"] == "internal-error"
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err
    assert SECRET not in ran.out + ran.err


def test_debug_shows_the_traceback(vanban: Vanban, write: Any) -> None:
    write(a="bug")
    assert "Traceback" in vanban("parse", "--debug", "a.pdf").err


def test_what_a_library_prints_is_not_among_the_records(
    vanban: Vanban, write: Any
) -> None:
    write(a="chatter", b="chatter")
    ran = vanban("parse", "a.pdf", "b.pdf", "--jobs", "1")
    assert names(ran.out) == ["a.pdf", "b.pdf"]


def test_a_worker_that_dies_costs_only_its_own_letter(
    vanban: Vanban, write: Any
) -> None:
    orders = {f"x{n}": "crash" if n in (1, 4) else "ok" for n in range(7)}
    write(**orders)
    ran = vanban("parse", *(f"{name}.pdf" for name in orders), "--jobs", "2")
    assert ran.code == 1
    assert names(ran.out) == [f"{name}.pdf" for name in orders]
    codes = [r.get("error", {}).get("code") for r in lines(ran.out)]
    assert codes == [None, "crashed", None, None, "crashed", None, None]
    assert lines(ran.out)[1]["source"]["sha256"] == (
        hashlib.sha256(b"crash").hexdigest()
    )
    assert len(ran.err.splitlines()) == 2


def test_strict_ends_with_4_for_a_warning_unless_a_file_failed(
    vanban: Vanban, write: Any
) -> None:
    write(ok="ok", warn="warn", damaged="damaged")
    assert vanban("parse", "ok.pdf", "--strict").code == 0
    assert vanban("parse", "warn.pdf").code == 0
    assert vanban("parse", "warn.pdf", "--strict").code == 4
    assert vanban("parse", "warn.pdf", "damaged.pdf", "--strict").code == 1


def test_json_of_many_files_is_one_array(vanban: Vanban, write: Any) -> None:
    write(a="ok", b="damaged")
    ran = vanban("parse", "a.pdf", "b.pdf", "--format", "json")
    assert [next(iter(record)) for record in json.loads(ran.out)] == [
        "schema_version",
        "error",
    ]


def test_csv_has_a_head_a_row_a_task_and_a_row_for_what_failed(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok", b="damaged")
    ran = vanban("parse", "a.pdf", "b.pdf", "--format", "csv")
    assert ran.out.startswith("\ufefffilename,sha256,")
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    assert [row["filename"] for row in rows] == ["a.pdf", "b.pdf"]
    assert [row["error"] for row in rows] == ["", "damaged-file"]
    assert rows[0]["task_assignees"] == "Phòng Nội vụ\nPhòng Y tế"
    assert list(rows[0]) == list(COLUMNS)


def test_a_table_shows_the_register_the_tasks_and_the_warnings(
    vanban: Vanban, write: Any
) -> None:
    write(a="warn")
    assert vanban("parse", "a.pdf", "--format", "table", lang="vi").out == (
        "a.pdf:\n"
        "  Loại văn bản: công văn\n"
        "  Số, ký hiệu: 12/UBND-VX\n"
        "  Ngày: 10/2020\n"
        "  Cơ quan ban hành: Ủy ban nhân dân xã Mẫu\n"
        "  Trích yếu: rà soát hồ sơ\n"
        "  Nhiệm vụ:\n"
        "    1. Báo cáo kết quả: Phòng Nội vụ; Phòng Y tế | 15/10/2020\n"
        "  Cảnh báo:\n"
        "    [day-missing]: Ngày ban hành để trống.\n"
        "\n"
    )


def test_output_to_a_file_leaves_stdout_and_the_folder_clean(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(a="ok", b="damaged")
    ran = vanban("parse", "a.pdf", "b.pdf", "-o", "out.jsonl")
    assert (ran.code, ran.out) == (1, "")
    text = (folder / "out.jsonl").read_text(encoding="utf-8")
    assert names(text) == ["a.pdf", "b.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "a.pdf",
        "b.pdf",
        "out.jsonl",
    ]


def test_nothing_is_overwritten_without_force(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(a="ok")
    out = folder / "out.json"
    out.write_text("mine", encoding="utf-8")
    ran = vanban("parse", "a.pdf", "-o", "out.json")
    assert (ran.code, out.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in ran.err
    assert vanban("parse", "a.pdf", "-o", "out.json", "--force").code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["number"] == "12"


def test_a_letter_that_fails_does_not_replace_its_good_record(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(a="damaged")
    (folder / "out.json").write_text("good", encoding="utf-8")
    assert vanban("parse", "a.pdf", "-o", "out.json", "--force").code == 1
    assert (folder / "out.json").read_text(encoding="utf-8") == "good"


@pytest.mark.skipif(
    not Path("/dev/null").is_char_device(), reason="there is no such device here"
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_device_is_written_to_and_not_replaced(
    vanban: Vanban, write: Any, folder: Path, force: tuple[str, ...]
) -> None:
    """As root a rename would put a file in the place of /dev/null, for everybody."""
    write(a="ok")
    device = folder / "nothing"
    device.symlink_to("/dev/null")
    assert vanban("parse", "a.pdf", "-o", "nothing", *force).code == 0
    assert device.is_symlink()


def test_not_even_force_overwrites_the_letter_itself(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(a="ok")
    assert vanban("parse", "a.pdf", "-o", "./a.pdf", "--force").code == 2
    assert (folder / "a.pdf").read_text(encoding="utf-8") == "ok"


def test_a_folder_gets_a_file_a_letter_with_the_folders_kept(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(["in/a.pdf", "in/a.docx", "in/x/a.pdf"])
    write(**{"in/bad": "damaged"})
    ran = vanban("parse", "in", "-o", "out/")
    assert (ran.code, ran.out) == (1, "")
    made = sorted(p.relative_to(folder / "out") for p in folder.glob("out/**/*.*"))
    assert made == [Path("a.docx.json"), Path("a.pdf.json"), Path("x/a.pdf.json")]
    record = json.loads((folder / "out/x/a.pdf.json").read_text(encoding="utf-8"))
    assert record["source"]["filename"] == "a.pdf"
    assert vanban("parse", "in", "-o", "out").code == 2
    assert vanban("parse", "in", "-o", "out", "--force").code == 1


@pytest.mark.parametrize(
    "argv",
    [
        ["-", "-"],
        ["a.pdf", "--stdin-name", "x.pdf"],
        ["a.pdf", "-o", "gone/out.json"],
        ["a.pdf", "-o", "out/", "--format", "csv"],
        ["in/a.pdf", "a.pdf", "-o", "out/"],
        ["a.pdf", "--jobs", "0"],
        ["a.pdf", "--config", "gone.toml"],
        [],
    ],
)
def test_an_order_that_cannot_be_meant_is_refused_before_any_work(
    vanban: Vanban, write: Any, folder: Path, argv: list[str]
) -> None:
    write(["a.pdf", "in/a.pdf"])
    ran = vanban("parse", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert not (folder / "out").exists()


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(["a.pdf"])
    (folder / "out").write_text("a file", encoding="utf-8")
    ran = vanban("parse", "a.pdf", "-o", "out/")
    assert ran.code == 1
    assert "[cannot-write]" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf_8_gives_a_record_all_the_same(
    vanban: Vanban, folder: Path
) -> None:
    try:
        (folder / os.fsdecode(b"v\xe3n.pdf")).write_text("ok", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    ran = vanban("parse", str(folder))
    assert ran.code == 0
    assert names(ran.out) == ["v?n.pdf"]


def test_a_name_cannot_steer_the_terminal(vanban: Vanban) -> None:
    ran = vanban("parse", "\x1b[31mred\n.pdf")
    assert "\x1b" not in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_package_that_is_not_installed_ends_with_3(
    vanban: Vanban, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PARSER", "tests.cli.fakes:lacking")
    write(a="ok")
    ran = vanban("parse", "a.pdf")
    assert ran.code == 3
    assert json.loads(ran.out)["error"]["code"] == "missing-dependency"
    assert "pip install" in ran.err


@pytest.mark.parametrize("written", ["2026-09-11", "11/09/2026"])
def test_the_day_of_receipt_reaches_the_parser(
    vanban: Vanban, write: Any, written: str
) -> None:
    write(a="received")
    ran = vanban("parse", "a.pdf", "--received", written)
    assert json.loads(ran.out)["issued_on"] == "2026-09-11"


def test_a_day_of_receipt_that_does_not_exist_is_refused(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok")
    ran = vanban("parse", "a.pdf", "--received", "31/02/2026")
    assert ran.code == 2
    assert "31/02/2026" in ran.err


def test_the_least_confidence_reaches_the_parser(vanban: Vanban, write: Any) -> None:
    write(a="least")
    ran = vanban("parse", "a.pdf", "--min-confidence", "0.95")
    assert json.loads(ran.out)["subject"] == "0.95"


def test_a_confidence_beyond_one_is_refused(vanban: Vanban, write: Any) -> None:
    write(a="ok")
    ran = vanban("parse", "a.pdf", "--min-confidence", "95")
    assert ran.code == 2
    assert "95" in ran.err


def test_split_gives_a_line_a_letter_with_its_pages(vanban: Vanban, write: Any) -> None:
    write(a="several", b="ok")
    ran = vanban("parse", "a.pdf", "b.pdf", "--split")
    assert (ran.code, ran.err) == (0, "")
    sources = [record["source"] for record in lines(ran.out)]
    assert [source.get("pages") for source in sources] == [[1, 2], [3, 3], None]
    assert ["pages" in source for source in sources] == [True, True, False]
    assert len(lines(vanban("parse", "a.pdf", "--split").out)) == 2
    assert len(lines(vanban("parse", "a.pdf", "b.pdf").out)) == 2


def test_split_into_a_folder_gives_a_file_a_letter(
    vanban: Vanban, write: Any, folder: Path
) -> None:
    write(a="several")
    assert vanban("parse", "a.pdf", "--split", "-o", "out/").code == 0
    made = sorted(path.name for path in folder.glob("out/*"))
    assert made == ["a.pdf.1-2.json", "a.pdf.3-3.json"]
