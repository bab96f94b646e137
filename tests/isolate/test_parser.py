"""A letter may hang, grow or die: that costs one letter and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.fakes import ENV, RIVALS
from tests.isolate import rogue
from vanban_parser import parse
from vanban_parser.errors import (
    CrashedError,
    DamagedFileError,
    InternalError,
    MemoryLimitError,
    OutputLimitError,
    TimeLimitError,
    VanbanError,
)
from vanban_parser.isolate import IsolatedParser, Limits
from vanban_parser.settings import Settings

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
MIB = 1 << 20
Start = Callable[..., IsolatedParser]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return what starts an isolated rogue with these limits."""
    started: list[IsolatedParser] = []

    def make(*, debug: bool = False, **limits: int) -> IsolatedParser:
        settings = Settings.model_validate({"max_seconds": 30, **limits})
        started.append(IsolatedParser(settings, parser=rogue.NAME, debug=debug))
        return started[-1]

    yield make
    for parser in started:
        parser.close()


def told(parser: IsolatedParser, order: str = "") -> tuple[str, ...]:
    """Return what a rogue says of itself: its process, and how many it has read."""
    subject = parser.parse_bytes(order.encode(), "a.pdf").subject
    assert subject is not None
    return tuple(subject.split())


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return False
    return state != b"Z"


def test_one_process_reads_many_letters(start: Start) -> None:
    parser = start()
    first, second = told(parser), told(parser)
    assert (first[0], first[1], second[1]) == (second[0], "1", "2")
    assert int(first[0]) != os.getpid()


def test_a_file_is_read_by_its_path(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"")
    (record,) = start().run(path, "reading")
    assert dict(record.reading().rivals) == dict(RIVALS)
    assert record.n_warnings == 0


def test_an_error_comes_through_with_its_code_and_detail(start: Start) -> None:
    parser = start()
    with pytest.raises(DamagedFileError) as caught:
        told(parser, "damage")
    assert (caught.value.filename, caught.value.detail) == ("a.pdf", "no end")
    assert caught.value.trace == ""
    assert told(parser)[1] == "2"


def test_a_defect_is_named_and_quotes_nothing(start: Start) -> None:
    with pytest.raises(InternalError) as caught:
        told(start(), "bug")
    assert caught.value.detail == "ZeroDivisionError"
    assert rogue.SECRET not in str(caught.value) + caught.value.trace


def test_the_traceback_comes_through_where_it_is_asked_for(start: Start) -> None:
    with pytest.raises(InternalError) as caught:
        told(start(debug=True), "bug")
    assert "ZeroDivisionError" in caught.value.trace


@posix
@pytest.mark.parametrize("order", ["hang", "hang_in_native_code"])
def test_a_letter_that_hangs_is_given_up_at_its_time_and_the_next_is_read(
    start: Start, order: str
) -> None:
    parser = start(max_seconds=1)
    (pid, _), started = told(parser), time.monotonic()
    with pytest.raises(TimeLimitError, match="limit 1 s"):
        told(parser, order)
    assert time.monotonic() - started < 10
    assert not is_alive(int(pid))
    assert told(parser)[0] != pid


@posix
@pytest.mark.parametrize(
    ("order", "how"), [("segfault", "SIGSEGV"), ("leave 3", "exit code 3")]
)
def test_a_process_that_dies_costs_its_letter(
    start: Start, order: str, how: str
) -> None:
    parser = start()
    with pytest.raises(CrashedError) as caught:
        told(parser, order)
    assert caught.value.detail == how
    assert told(parser)[1] == "1"


@posix
def test_what_the_system_killed_is_tried_once_more(
    start: Start, tmp_path: Path
) -> None:
    parser = start()
    assert told(parser, f"die_once {tmp_path / 'mark'}")[1] == "1"
    tries = tmp_path / "tries"
    with pytest.raises(CrashedError, match="SIGKILL"):
        told(parser, f"die_always {tries}")
    assert tries.read_text("ascii") == "xx"


@linux
def test_memory_is_refused_beyond_the_limit(start: Start) -> None:
    parser = start(max_memory_bytes=300 * MIB)
    told(parser)
    with pytest.raises(MemoryLimitError):
        told(parser, "take 1000")
    assert told(parser, "take 10")


@linux
def test_memory_of_programs_that_it_starts_counts(start: Start) -> None:
    parser = start(max_memory_bytes=300 * MIB)
    started = time.monotonic()
    with pytest.raises(MemoryLimitError):
        told(parser, "take_in_a_child 290")
    assert time.monotonic() - started < 20


@linux
def test_a_process_that_keeps_much_is_replaced(start: Start) -> None:
    parser = start(max_memory_bytes=300 * MIB)
    pid, _ = told(parser, "take 200")
    assert told(parser)[0] != pid


def test_a_process_is_replaced_after_its_share_of_letters() -> None:
    limits = Limits(letters=2)
    with IsolatedParser(Settings(), parser=rogue.NAME, limits=limits) as parser:
        read = [told(parser) for _ in range(5)]
    assert [n for _, n in read] == ["1", "2", "1", "2", "1"]
    assert len({pid for pid, _ in read}) == 3


@posix
def test_an_endless_file_is_refused(start: Start, tmp_path: Path) -> None:
    with pytest.raises(VanbanError) as caught:
        told(start(), f"write_a_file {tmp_path / 'big'}")
    assert caught.value.code in ("internal-error", "crashed")
    assert (tmp_path / "big").stat().st_size <= 1 << 29


def test_records_beyond_the_limit_are_refused(start: Start) -> None:
    parser = start(max_output_bytes=100)
    with pytest.raises(OutputLimitError, match="limit 100"):
        told(parser)


def test_what_a_library_prints_goes_nowhere(
    start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    parser = start()
    told(parser, "chatter")
    told(parser)
    assert rogue.SECRET not in "".join(capfd.readouterr())


@linux
@pytest.mark.parametrize(
    "order",
    ["leave_children", "leave_children_and_hang", "leave_children_and_segfault"],
)
def test_nothing_that_was_started_is_left(
    start: Start, tmp_path: Path, order: str
) -> None:
    parser = start(max_seconds=3)
    note = tmp_path / "pids"
    try:
        told(parser, f"{order} {note}")
    except VanbanError as error:
        assert error.code in ("time-limit", "crashed")  # noqa: PT017
    parser.close()
    pids = [int(pid) for pid in note.read_text("ascii").split()]
    assert len(pids) == 3
    assert [pid for pid in pids if is_alive(pid)] == []


def test_closing_it_gives_up_the_letter_under_way(start: Start) -> None:
    parser = start()
    pid, _ = told(parser)
    threading.Timer(0.5, parser.close).start()
    with pytest.raises(CrashedError):
        told(parser, "hang")
    assert not is_alive(int(pid))
    with pytest.raises(CrashedError, match="closed"):
        told(parser)


@linux
def test_a_process_goes_when_the_one_that_started_it_was_killed(tmp_path: Path) -> None:
    code = (
        "from vanban_parser.isolate import IsolatedParser;"
        "from vanban_parser.settings import Settings;"
        f"parser = IsolatedParser(Settings(), parser={rogue.NAME!r});"
        "print(parser.parse_bytes(b'', 'a.pdf').subject.split()[0], flush=True);"
        "parser.parse_bytes(b'hang', 'a.pdf')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], env=ENV, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.kill()
    deadline = time.monotonic() + 30
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(pid)


def test_what_is_unsure_is_left_out_but_where_it_is_to_be_explained() -> None:
    path = min(Path(__file__).parents[2].glob("samples/*/letter.pdf"))
    with IsolatedParser(Settings(min_confidence=1.0)) as parser:
        (record,) = parser.run(path)
        (whole,) = parser.run(path, "reading")
    assert record.letter() == parse(path, Settings(min_confidence=1.0))
    assert whole.reading().letter == parse(path)
    assert record.letter() != parse(path)


def test_a_good_letter_is_the_same_in_either_process() -> None:
    path = min(Path(__file__).parents[2].glob("samples/*/letter.pdf"))
    assert parse(path, isolated=True) == parse(path)
