"""edXML packets in the folder, and headers that lie beside their letters."""

from __future__ import annotations

import dataclasses
import os
import signal
from pathlib import Path

import pytest

from tests.intake.office import (
    FAST,
    Clock,
    Running,
    Stub,
    drop,
    dying_at,
    explain,
    silent,
    tree,
    until,
    watcher,
)
from tests.packets import SAYS, packet
from vanban_parser.errors import DamagedFileError
from vanban_parser.intake.again import give_back
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.journal import Journal
from vanban_parser.intake.reader import Asked, IsolatedReader
from vanban_parser.intake.watcher import Watcher
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings
from vanban_parser.store import deliveries, jobs, letters, queue, register, tasks
from vanban_parser.store.engine import Store, open_store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HEADER = packet({}).decode()


def run(inbox: Path, store: Store) -> None:
    """Watch until the folder is empty, with the program's own reader."""
    Watcher(
        Folders(inbox),
        store,
        lambda: IsolatedReader(Settings(model=False)),
        clock=Clock(),
        explain=explain,
        journal=silent,
        # A header that is alone is given up before the reader has started.
        pace=dataclasses.replace(FAST, patience=0.2),
    ).run(once=True)


def test_a_packet_has_one_line_and_its_files_are_kept(
    inbox: Path, database: str
) -> None:
    store = open_store(database)
    files = {
        "phu-luc.docx": (SAMPLES / "04-ke-hoach-xa" / "letter.docx").read_bytes(),
        "giay-moi.pdf": (SAMPLES / "06-giay-moi" / "letter.pdf").read_bytes(),
        "giay-moi.docx": (SAMPLES / "06-giay-moi" / "letter.docx").read_bytes(),
    }
    data = packet(files, SAYS | {"PromulgationDate": "2024/08/06"})
    (inbox / "goi.edxml").write_bytes(data)
    (inbox / "lan hai.edxml").write_bytes(data)
    (inbox / "rong.edxml").write_bytes(packet({}))
    run(inbox, store)
    with store.reading() as tx:
        (line,) = register.entries(tx)
        rows = letters.latest(tx, 9)
        counts = jobs.counts(tx)
        kinds = {one.kind for one in letters.relations_of(tx, line.letter_id)}
        record = letters.record(tx, line.letter_id)
        duties = list(tasks.every(tx))
        announced = deliveries.pending(
            tx, "board", ["letter.registered", "task.created"], limit=999
        )
        (failed,) = jobs.in_state(tx, "failed")
        waiting = {row.filename for row in queue.waiting(tx)}
    assert len(waiting) == 2, "the letter, and what was sent with it"
    assert "phu-luc.docx" in waiting
    assert line.code == "212/GM-SNV"
    assert counts == {"registered": 1, "duplicate": 1, "failed": 1}
    assert failed.error_code == "packet-without-letter"
    assert {row.filename for row in rows} == set(files)
    assert kinds == {"sent-with", "other-format"}
    assert record is not None
    assert "/issued_on" in {w.field for w in record.warnings}
    by_letter = {row.id: row.filename for row in rows}
    owners = {by_letter[duty.letter_id] for duty in duties}
    twin = {"giay-moi.pdf", "giay-moi.docx"} - owners
    assert len(twin) == 1, "tasks of the letter are there once"
    assert "phu-luc.docx" in owners
    told = {message.task_id for message in announced if message.task_id}
    assert told == {duty.id for duty in duties if duty.kind != "general"}
    topics = [message.topic for message in announced]
    assert topics.count("letter.registered") == 1, "what was sent with it has no line"
    store.close()


def test_a_header_goes_the_way_of_its_letter(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "ok 1")
    drop(inbox, "a.edxml", HEADER)
    drop(inbox, "sub/b.pdf", "damaged")
    drop(inbox, "sub/b.pdf.xml", HEADER)
    asked: list[tuple[str, str | None]] = []

    class Noting(Stub):
        def read(self, what: Asked) -> tuple[Letter, ...]:
            asked.append((what.path.name, what.header and what.header.name))
            return super().read(what)

    Watcher(
        Folders(inbox),
        store,
        Noting,
        clock=Clock(),
        explain=explain,
        journal=silent,
        pace=FAST,
    ).run(once=True)
    assert sorted(asked) == [("a.pdf", "a.edxml"), ("b.pdf", "b.pdf.xml")]
    found = tree(inbox)
    (done,) = [path for path in found if path.endswith("/a.pdf")]
    assert found[f"{done}.edxml"] == HEADER
    assert found["failed/b.pdf.edxml"] == HEADER
    assert len(found) == 6, "two letters, two headers, two reasons"
    with store.reading() as tx:
        (job,) = jobs.in_state(tx, "failed")
    assert give_back(inbox, store, job, Clock().now(), "me")
    assert {"b.pdf", "b.pdf.edxml"} <= set(tree(inbox))


def test_a_header_waits_for_its_letter_and_is_then_given_up(
    inbox: Path, store: Store
) -> None:
    drop(inbox, "a.edxml", HEADER)
    watcher(inbox, store).run(once=True)
    assert "a.edxml" in tree(inbox)
    impatient = Watcher(
        Folders(inbox),
        store,
        _NoLetter,
        clock=Clock(),
        explain=explain,
        journal=silent,
        pace=dataclasses.replace(FAST, patience=0.1),
    )
    with Running(impatient):
        until(lambda: "failed/a.edxml.loi.txt" in tree(inbox))


class _NoLetter(Stub):
    def read(self, asked: Asked) -> tuple[Letter, ...]:
        raise DamagedFileError(asked.path.name)


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_a_packet_that_is_being_written_is_not_whole(inbox: Path, cut: int) -> None:
    data = packet({"a.pdf": b"%PDF"}, prefix="edXML:")
    path = inbox / "a.edxml"
    path.write_bytes(data)
    assert is_complete(path)
    path.write_bytes(data[:-cut])
    assert not is_complete(path)


def _dies(inbox: Path, database: str, journal: Journal, *, at_header: bool) -> None:
    """Let a watcher in a process of its own die at a step, or after a header's move."""
    pid = os.fork()
    if not pid:
        try:
            if at_header:
                put = Folders._put_header  # noqa: SLF001 - the point between two moves

                def put_and_die(self: Folders, job_id: str, place: str) -> None:
                    put(self, job_id, place)
                    os.kill(os.getpid(), signal.SIGKILL)

                Folders._put_header = put_and_die  # type: ignore[method-assign] # noqa: SLF001
            watcher(inbox, open_store(database), journal=journal).run(once=True)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the step was reached"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("step", ["read", "recorded", None])
def test_killed_on_the_way_of_a_header(
    inbox: Path, tmp_path: Path, step: str | None
) -> None:
    database = str(tmp_path / "vanban.db")
    drop(inbox, "a.edxml", HEADER)
    drop(inbox, "a.pdf", "ok 1")
    journal = dying_at(step) if step else silent
    _dies(inbox, database, journal, at_header=step is None)
    store = open_store(database)
    for _ in range(2):
        watcher(inbox, store).run(once=True)
    found = tree(inbox)
    (letter,) = [path for path, body in found.items() if body == "ok 1"]
    assert letter.startswith("done/")
    assert set(found) == {letter, f"{letter}.edxml"}
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 1}
    store.close()
