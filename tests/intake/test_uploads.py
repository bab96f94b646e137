"""A file from the page goes the way of all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.office import Clock, Running, tree, until, watcher
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.uploads import Uploads
from vanban_parser.store import jobs
from vanban_parser.store.engine import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "vanban.db"))
    yield opened
    opened.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def state(store: Store, job_id: str) -> str:
    with store.reading() as tx:
        job = jobs.get(tx, job_id)
    assert job is not None
    return job.state


def test_a_file_that_was_dropped_is_registered_by_a_watcher(
    store: Store, inbox: Path
) -> None:
    with Running(watcher(inbox, store)) as running:
        drop = Uploads(Folders(inbox), store, Clock(), running.watcher.wake)
        job_id = drop.drop("công văn.pdf", [b"ok ", b"12"])
        until(lambda: state(store, job_id) == "registered")
    (path,) = tree(inbox)
    assert path.startswith("done/")
    assert path.endswith("công văn.pdf")


def test_what_a_watcher_stops_leaves_no_name(store: Store, inbox: Path) -> None:
    with Running(watcher(inbox, store)) as running:
        drop = Uploads(Folders(inbox), store, Clock(), running.watcher.wake)
        job_id = drop.drop("rất kín.pdf", [b"secret"])
        until(lambda: state(store, job_id) == "quarantined")
    with store.reading() as tx:
        job = jobs.get(tx, job_id)
    assert job is not None
    assert job.name is None


def test_a_transfer_that_breaks_off_leaves_nothing(store: Store, inbox: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"ok 1"
        raise ConnectionResetError

    drop = Uploads(Folders(inbox), store, Clock(), lambda: None)
    with pytest.raises(ConnectionResetError):
        drop.drop("a.pdf", broken())
    assert tree(inbox) == {}
    assert list((inbox / ".vanban" / "drafts").iterdir()) == []


def test_a_file_whose_job_was_not_noted_is_found(store: Store, inbox: Path) -> None:
    drop = Uploads(Folders(inbox), store, Clock(), lambda: None)
    job_id = drop.drop("a.pdf", [b"ok 3"])
    with store.writing() as tx:
        tx.exec_driver_sql("DELETE FROM jobs")
    with Running(watcher(inbox, store)):
        until(lambda: any(path.startswith("done/") for path in tree(inbox)))
    assert state(store, job_id) == "registered"


def test_two_files_of_one_name_are_two(store: Store, inbox: Path) -> None:
    with Running(watcher(inbox, store)) as running:
        drop = Uploads(Folders(inbox), store, Clock(), running.watcher.wake)
        both = [drop.drop("a.pdf", [f"ok {n}".encode()]) for n in (1, 2)]
        until(lambda: all(state(store, one) == "registered" for one in both))
    assert len(tree(inbox)) == 2
