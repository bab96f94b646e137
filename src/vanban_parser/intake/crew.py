"""The threads of a watcher: some deal with files, one holds the leases."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

from vanban_parser.intake.dealing import PausedError, deal
from vanban_parser.intake.desk import Desk, Task
from vanban_parser.intake.faults import code_of
from vanban_parser.intake.hands import Hands
from vanban_parser.intake.reader import LetterReader
from vanban_parser.store import jobs
from vanban_parser.store.errors import StoreError

_THREADS = 3
"""For each reader: while one waits for it, others record a letter or look at the next
file, and the disk."""


class Crew:
    """Deals with the files in `hands`, from when it is made until `end`.

    Args:
        desk: What is needed for that.
        hands: The files.
        reader: Reads letters for all threads.
        n_readers: How many it can read at a time.
        wake: Called when a file was dealt with.
        pause: Called when a disk is full.
    """

    def __init__(
        self,
        desk: Desk,
        hands: Hands,
        reader: LetterReader,
        n_readers: int,
        *,
        wake: Callable[[], None],
        pause: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._hands = hands
        self._reader = reader
        self._wake = wake
        self._pause = pause
        self._n_serving = _THREADS * n_readers
        work = [self._serve] * self._n_serving
        self._threads = [
            threading.Thread(target=run, daemon=True) for run in (*work, self._beat)
        ]
        for thread in self._threads:
            thread.start()

    def end(self, grace: float) -> None:
        """Let what is under way end, for `grace` seconds; give the rest back."""
        self._hands.end(self._n_serving)
        patience = time.monotonic() + grace
        for thread in self._threads:
            thread.join(max(patience - time.monotonic(), 0))
        self._reader.close()
        for thread in self._threads:
            thread.join(5)
        with contextlib.suppress(StoreError), self._desk.store.writing() as tx:
            jobs.release(tx, self._desk.owner)

    def _serve(self) -> None:
        """Deal with files, one after the other, in a thread of its own."""
        while True:
            task = self._hands.next()
            if task is None:
                return
            try:
                if not self._desk.is_stopping():
                    deal(self._desk, task, self._reader)
                    continue
                self._release(task)
            except PausedError:
                self._pause()
                self._release(task)
            except Exception as error:  # a thread that ends would read no more
                self._desk.say("trouble", task.claim, code=code_of(error))
            finally:
                self._hands.drop(task)
                self._wake()

    def _release(self, task: Task) -> None:
        with contextlib.suppress(StoreError), self._desk.store.writing() as tx:
            jobs.release(tx, self._desk.owner, [task.claim.job_id])
        self._hands.queue_seen(empty=False)

    def _beat(self) -> None:
        """Hold our leases, in a thread of its own."""
        while not self._hands.ended.wait(self._desk.lease_seconds / 3):
            held = sorted(self._hands.held())
            if held:
                with contextlib.suppress(StoreError), self._desk.store.writing() as tx:
                    jobs.beat(tx, self._desk.lease(), held)
