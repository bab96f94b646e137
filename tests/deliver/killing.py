"""Senders that are killed at random: real processes, real SIGKILL.

    python -m tests.deliver.killing DATABASE SETTINGS SEED

Imports once and forks a sender for each run, so that many can be killed in little
time.  Prints how many were killed before one came to its end.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.cli.fakes import ENV, ROOT
from tests.deliver.office import SECRET, opened, sender
from vanban_parser.cli.storing import OfficeClock
from vanban_parser.deliver.sender import Pace
from vanban_parser.settings import Settings
from vanban_parser.store import deliveries
from vanban_parser.store.engine import open_store

AT_LEAST = 20
NO_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
_MOST = 400
_MESSAGES = 20
"""Messages after which a sender is killed at the latest, as long as few were."""


def killed(database: str, settings: dict[str, Any], seed: int = 1) -> int:
    """Deliver all that waits, with senders killed on the way; return how many."""
    command = [sys.executable, "-m", "tests.deliver.killing"]
    asked = [database, json.dumps(settings, default=str), str(seed)]
    done = subprocess.run(
        [*command, *asked],
        env={**os.environ, **ENV, **SECRET},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3600,  # Redmine needs a quarter of an hour on a busy machine
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout.split()[-1])


def main() -> None:
    """Fork senders until one comes to its end with nothing left."""
    database, settings, seed = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    config = Settings.model_validate({"targets": {"here": settings}}).targets["here"]
    chance = random.Random(seed)
    n_killed, most = 0, _MESSAGES
    for _ in range(_MOST):
        began, begins = os.pipe()
        child = os.fork()
        if child == 0:
            _send(database, config, begins)
        os.close(begins)
        if _ended(child, began, chance.randint(1, most), chance.uniform(0, 0.02)):
            break
        n_killed += 1
        if n_killed >= AT_LEAST:
            most *= 2
    sys.stdout.write(f"{n_killed}\n")


def _send(database: str, config: Any, begins: int) -> None:
    code = 1
    try:
        store = open_store(database)
        clock = OfficeClock()
        target = opened(config, clock)
        me = f"sender-{os.getpid()}"
        # A killed sender's lease must end; in an office that takes two minutes.
        run = sender(
            store,
            target,
            clock,
            owner=me,
            pace=Pace(0.25, 0.01),
            journal=lambda _: os.write(begins, b"."),
        )
        while run.run().taken:
            time.sleep(0.02)
        with store.reading() as tx:
            left = deliveries.pending(tx, "here", target.topics)
        code = 3 if left else 0
    finally:
        os._exit(code)


def _ended(child: int, began: int, messages: int, patience: float) -> bool:
    """Kill a sender amid a message; tell whether all was sent before.

    Args:
        child: The process.
        began: Where it writes a byte for each message.
        messages: How many it may send.
        patience: Seconds that it has for the next one.
    """
    # By messages and not by time: the machine may be slow, and nobody is killed while
    # it waits for the lease of the one before, when nothing is on its way.
    for _ in range(messages):
        if not os.read(began, 1):
            break
    time.sleep(patience)
    os.close(began)
    pid, status = os.waitpid(child, os.WNOHANG)
    if not pid:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False
    code = os.waitstatus_to_exitcode(status)
    if code == 1:
        raise SystemExit("a sender broke down")
    return code == 0


if __name__ == "__main__":
    main()
