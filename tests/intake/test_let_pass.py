"""What was stopped as secret, and is not, is read after a person has looked."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from tests.intake.office import Clock, Stub, drop, dying_at, tree, watcher
from vanban_parser.errors import FileMissingError
from vanban_parser.intake.again import let_pass
from vanban_parser.intake.reader import Asked
from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, jobs, register
from vanban_parser.store.engine import Store, open_store


def codes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [str(line.code) for line in register.entries(tx)]


def stopped(store: Store) -> jobs.Job:
    with store.reading() as tx:
        (job,) = jobs.in_state(tx, "quarantined")
    return job


def let_it_pass(inbox: Path, store: Store) -> bool:
    now = Clock().now()
    return let_pass(inbox, store, stopped(store), now, "Lê Văn An", "không mật")


def test_a_file_that_a_person_let_pass_is_registered(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "secret 1")
    ran = watcher(inbox, store)
    ran.run(once=True)
    assert 'end="quarantined"} 1' in ran.metrics()
    job = stopped(store)
    assert job.name is None
    assert let_it_pass(inbox, store)
    watcher(inbox, store).run(once=True)
    assert codes(store) == ["1/UBND-VX"]
    with store.reading() as tx:
        acts = audit.of_job(tx, job.id)
    assert [act.action for act in acts] == [
        *("job-quarantined", "released", "job-registered"),
    ]
    assert (acts[1].actor, acts[1].detail["reason"]) == ("Lê Văn An", "không mật")
    found = tree(inbox)
    assert [path for path in found if path.startswith("done/")]
    assert [path for path in found if path.startswith("quarantine/")] == [
        "quarantine/DOC_TRUOC.txt"
    ]


def test_only_the_bytes_that_were_looked_at_pass(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "secret 1")
    watcher(inbox, store).run(once=True)
    assert let_it_pass(inbox, store)
    (path,) = inbox.glob("quarantine/*/a.pdf")
    path.write_text("secret 2", encoding="utf-8")
    watcher(inbox, store).run(once=True)
    assert codes(store) == []
    assert stopped(store).error_code == "secret-letter"
    assert list(inbox.glob("quarantine/*/a.pdf"))


def test_what_was_let_pass_is_not_forgotten_by_a_fault_that_passes(
    inbox: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(inbox, "a.pdf", "secret 1")
    clock = Clock()
    watcher(inbox, store).run(once=True)
    assert let_it_pass(inbox, store)
    with monkeypatch.context() as patch:
        patch.setattr(Stub, "read", _busy)
        watcher(inbox, store, clock=clock).run(once=True)
    assert codes(store) == []
    clock.ahead += dt.timedelta(hours=1)
    watcher(inbox, store, clock=clock).run(once=True)
    assert codes(store) == ["1/UBND-VX"]


def _busy(self: Stub, asked: Asked) -> tuple[Letter, ...]:
    raise FileMissingError(asked.path.name, "locked")


def test_nothing_is_let_pass_that_is_not_there(inbox: Path, store: Store) -> None:
    drop(inbox, "a.pdf", "secret 1")
    watcher(inbox, store).run(once=True)
    shutil.rmtree(next(inbox.glob("quarantine/*/a.pdf")).parent)
    assert not let_it_pass(inbox, store)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("step", ["hashed", "read", "recorded"])
def test_killed_over_what_was_let_pass(inbox: Path, tmp_path: Path, step: str) -> None:
    database = str(tmp_path / "vanban.db")
    store = open_store(database)
    drop(inbox, "a.pdf", "secret 1")
    watcher(inbox, store).run(once=True)
    assert let_it_pass(inbox, store)
    store.close()
    pid = os.fork()
    if not pid:
        try:
            dying = watcher(inbox, open_store(database), journal=dying_at(step))
            dying.run(once=True)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the step was reached"
    store = open_store(database)
    for _ in range(2):
        watcher(inbox, store).run(once=True)
    assert codes(store) == ["1/UBND-VX"]
    assert len([path for path in tree(inbox) if path.startswith("done/")]) == 1
    store.close()
