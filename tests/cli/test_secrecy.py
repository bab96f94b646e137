"""Of a letter that bears a mark of secrecy nothing goes out: a code, a message."""

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
from tests.cli.test_terminal import watched

NAME = "nội dung riêng.pdf"
HASH = hashlib.sha256(b"secret").hexdigest()


def test_a_secret_letter_gives_a_code_a_level_and_nothing_else(
    vanban: Vanban, write: Any
) -> None:
    write(**{NAME: "secret"})
    ran = vanban("parse", NAME)
    assert ran.code == 6
    record = json.loads(ran.out)
    assert record["source"] == {}
    assert record["error"]["code"] == "secret-letter"
    assert record["error"]["message"].endswith("(tối mật)")
    assert ran.err.startswith("vanban: (1/1): a letter bears a mark")
    for kept in (NAME, "riêng", HASH, SECRET):
        assert kept not in ran.out + ran.err


@pytest.mark.parametrize("command", ["parse", "explain"])
def test_not_even_debugging_shows_more(
    vanban: Vanban, write: Any, command: str
) -> None:
    write(**{NAME: "secret"})
    ran = vanban(command, "--debug", NAME)
    assert ran.code == 6
    assert SECRET not in ran.out + ran.err
    assert "riêng" not in ran.err


def test_the_letters_around_it_are_read_and_its_code_outweighs_theirs(
    vanban: Vanban, write: Any
) -> None:
    write(a="ok", b="secret", c="damaged", d="ok")
    ran = vanban("parse", "a.pdf", "b.pdf", "c.pdf", "d.pdf")
    assert ran.code == 6
    sources = [json.loads(line)["source"] for line in ran.out.splitlines()]
    assert [source.get("filename") for source in sources] == [
        *("a.pdf", None, "c.pdf", "d.pdf")
    ]
    assert "(2/4)" in ran.err


def test_a_table_of_tasks_has_an_empty_row_for_it(vanban: Vanban, write: Any) -> None:
    write(a="ok", b="secret")
    ran = vanban("parse", "a.pdf", "b.pdf", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    assert {key: value for key, value in rows[-1].items() if value} == {
        "error": "secret-letter"
    }


def test_no_file_is_written_for_it(vanban: Vanban, write: Any, folder: Path) -> None:
    write(**{"in/a": "ok", "in/b": "secret"})
    assert vanban("parse", "in", "-o", "out/").code == 6
    assert [path.name for path in folder.glob("out/*")] == ["a.pdf.json"]


def test_a_person_lets_one_file_pass_by_what_it_is(vanban: Vanban, write: Any) -> None:
    write(a="released", b="released")
    sha256 = hashlib.sha256(b"released").hexdigest()
    assert json.loads(vanban("parse", "--not-secret", "a.pdf").out)["subject"] == sha256
    ran = vanban("parse", "--not-secret", "-", stdin=b"released")
    assert json.loads(ran.out)["subject"] == sha256
    assert json.loads(vanban("parse", "a.pdf").out)["subject"] == ""


@pytest.mark.parametrize("paths", [("a.pdf", "b.pdf"), ("in",)])
def test_nobody_lets_several_files_pass_at_once(
    vanban: Vanban, write: Any, paths: tuple[str, ...]
) -> None:
    write(**{"a": "ok", "b": "ok", "in/a": "ok"})
    ran = vanban("parse", "--not-secret", *paths)
    assert ran.code == 2
    assert "one file" in ran.err
    assert ran.out == ""


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_a_person_at_a_terminal_is_told_which_file_it_is(tmp_path: Path) -> None:
    said = watched(tmp_path, "-o", str(tmp_path / "out"), code=6, b="secret")
    assert "b.pdf: a letter bears a mark" in " ".join(said.split())
