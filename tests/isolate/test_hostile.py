"""Each file of ``tools/hostile`` gives its own error, in time, and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.isolate.test_parser import is_alive, posix
from tools.hostile import CASES, Case, sample
from vanban_parser.errors import TimeLimitError, VanbanError
from vanban_parser.isolate import IsolatedParser
from vanban_parser.settings import Settings

SECONDS = 2
# Starting a process anew on a busy machine.
PATIENCE = 30


@pytest.fixture(scope="module")
def parser() -> Iterator[IsolatedParser]:
    with IsolatedParser(Settings(max_seconds=4)) as isolated:
        yield isolated


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gives_its_own_error_in_time(
    parser: IsolatedParser, case: Case, tmp_path: Path
) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    started = time.monotonic()
    assert outcome(parser, path) in case.codes
    assert time.monotonic() - started < SECONDS + PATIENCE


@posix
def test_a_converter_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pids"
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\nsleep 600 &\necho $! $$ > {note}\nsleep 600\n", encoding="ascii"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with (
        IsolatedParser(Settings(max_seconds=4)) as isolated,
        pytest.raises(TimeLimitError),
    ):
        isolated.parse_bytes(b"{\\rtf1 x}", "a.rtf")
    pids = [int(pid) for pid in note.read_text("ascii").split()]
    assert len(pids) == 2
    assert [pid for pid in pids if is_alive(pid)] == []


def outcome(parser: IsolatedParser, path: Path) -> str:
    """Return the code of the error that a file gives, or ``ok``."""
    try:
        parser.run(path)
    except VanbanError as error:
        return error.code
    return "ok"


def test_the_process_goes_on_with_good_letters_and_leaves_nothing(
    parser: IsolatedParser,
) -> None:
    assert parser.parse_bytes(sample("pdf"), "a.pdf").tasks
    worker = parser._worker  # noqa: SLF001 - there is no other way to see it
    assert worker is not None
    pid = worker.pid
    parser.close()
    assert not is_alive(pid)
