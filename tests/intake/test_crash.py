"""Killed at any instant, and between any two steps: nothing lost, nothing twice.

In CI each combination is killed 200 times; elsewhere fewer, so that nobody avoids it.
"""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.intake.office import FAST, drop, dying_at, silent, tree, watcher
from vanban_parser.intake import faults, folders, taking
from vanban_parser.intake.journal import Journal
from vanban_parser.store import jobs, letters, outbox, register
from vanban_parser.store.engine import Store, is_sound, open_store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

N_KILLS = 200 if os.environ.get("CI") else 15
N_EACH = 3
"""Files dropped for each kill: with the first ones 620 in CI."""
HASTY = dataclasses.replace(FAST, scan=0.005, settle=0.005, stale=0.2)


def start(
    inbox: Path,
    database: str,
    journal: Journal = silent,
    sabotage: Callable[[], None] = lambda: None,
    *,
    once: bool = False,
) -> int:
    """Start a watcher in a process of its own and return its id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        sabotage()
        store = open_store(database)
        watcher(inbox, store, journal=journal, pace=HASTY).run(once=once)
    finally:
        os._exit(0)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def died(pid: int, within: float = 120.0) -> bool:
    """Tell whether a watcher dies at its own fault point; it is not left behind."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.WIFSIGNALED(status)
        time.sleep(0.01)
    kill(pid)
    return False


def settle(inbox: Path, database: str) -> Store:
    """Let one watcher that nobody disturbs do what is left."""
    store = open_store(database)
    for _ in range(2):
        watcher(inbox, store, pace=HASTY).run(once=True)
    return store


def check(inbox: Path, store: Store, dropped: dict[str, str]) -> None:
    """Check that each dropped file is in one place, and recorded once."""
    found = tree(inbox)
    stray = [p for p in found if not p.startswith(("done/", "duplicate/", "failed/"))]
    assert stray == []
    bodies = Counter(body for path, body in found.items() if ".loi." not in path)
    assert bodies == Counter(dropped.values())
    good = {body for body in dropped.values() if body.startswith("ok")}
    done = [path for path in found if path.startswith("done/")]
    wronged = {
        found.get(f"{path}.loi.json")
        for path, body in found.items()
        if path.startswith("failed/") and body in good
    }
    assert wronged == set()
    assert len(done) == len(good)
    with store.reading() as tx:
        entries = register.entries(tx)
        told = outbox.counts(tx)
        kept = [letters.record(tx, entry.letter_id) for entry in entries]
        versions = tx.execute(text("SELECT count(*) FROM versions")).scalar()
        searchable = tx.execute(text("SELECT count(*) FROM letter_search")).scalar()
        counts = jobs.counts(tx)
    assert [entry.number for entry in entries] == list(range(1, len(good) + 1))
    assert {f"ok {record and record.number}" for record in kept} == good
    assert told == {"letter.registered": len(good), "task.created": len(good)}
    assert versions == searchable == len(good)
    assert set(counts) <= {"registered", "duplicate", "failed"}
    assert sum(counts.values()) == len(dropped)
    assert is_sound(store)


@pytest.mark.parametrize("n_watchers", [1, 3])
def test_killed_at_random(
    inbox: Path, database: str, n_watchers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of watchers that live for a tenth of a second, some take a file more often than
    # real ones die over it: that limit has tests of its own.
    monkeypatch.setattr(faults, "MAX_TAKES", 100 * N_KILLS)
    chance = random.Random(n_watchers)
    open_store(database).close()
    dropped: dict[str, str] = {}

    def feed(n: int) -> None:
        for _ in range(n):
            serial = len(dropped)
            # Some twice, some in folders, some that cannot be read.
            body = f"ok {serial - 1 if serial % 10 == 1 else serial}"
            body = f"damaged {serial}" if serial % 17 == 5 else body
            name = f"{'sub/' if serial % 4 == 0 else ''}{serial}.pdf"
            dropped[name] = body
            drop(inbox, f".{serial}.tmp", body).rename(_made(inbox / name))

    feed(20)
    running = [start(inbox, database) for _ in range(n_watchers)]
    for _ in range(N_KILLS):
        feed(N_EACH)
        time.sleep(chance.random() * 0.1)
        victim = running.pop(chance.randrange(len(running)))
        kill(victim)
        running.append(start(inbox, database))
    for pid in running:
        kill(pid)
    store = settle(inbox, database)
    check(inbox, store, dropped)
    store.close()


def _made(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    return path


STEPS = (
    *("claimed", "enrolled", "hashed", "read", "recorded"),
    *("registered", "failed", "duplicate"),
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", [1, 4])
def test_killed_after_each_step(
    inbox: Path, database: str, step: str, nth: int
) -> None:
    dropped = {f"{n}.pdf": f"ok {n % 6}" for n in range(12)}
    dropped |= {f"bad{n}.pdf": f"damaged {n}" for n in range(5)}
    for name, body in dropped.items():
        drop(inbox, name, body)
    pid = start(inbox, database, dying_at(step, nth))
    assert died(pid), "the step was reached"
    store = settle(inbox, database)
    check(inbox, store, dropped)
    store.close()


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before_unlink() -> None:
    folders.Path.unlink = _die  # type: ignore[method-assign]


def _after_mkdir() -> None:
    folders.Path.rename = _die  # type: ignore[method-assign, assignment]


def _before_folder_sync() -> None:
    taking.sync_folder = _die  # type: ignore[assignment]


def _within_reasons() -> None:
    folders.Path.replace = _die  # type: ignore[method-assign, assignment]


def _within_transaction() -> None:
    register.add = _die  # type: ignore[assignment]


def _before_commit() -> None:
    outbox.announce = _die  # type: ignore[assignment]


@pytest.mark.parametrize(
    "sabotage",
    [
        _before_unlink,
        _before_folder_sync,
        _within_reasons,
        _within_transaction,
        _before_commit,
    ],
)
def test_killed_within_a_step(
    inbox: Path, database: str, sabotage: Callable[[], None]
) -> None:
    dropped = {
        "a.pdf": "ok 1",
        "b.pdf": "damaged",
        "sub/c.pdf": "ok 2",
        "d.pdf": "ok 1",
    }
    for name, body in dropped.items():
        drop(inbox, name, body)
    pid = start(inbox, database, sabotage=sabotage)
    assert died(pid), "the point was reached"
    store = settle(inbox, database)
    check(inbox, store, dropped)
    store.close()
