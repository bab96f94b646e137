"""What a watcher holds, shared by its threads."""

from __future__ import annotations

import queue
import threading
import time

from vanban_parser.intake.desk import Task

_ASK_AGAIN = 1.0
"""Seconds after which the queue of the database is worth asking again."""


class Hands:
    """The files that one watcher has claimed and not yet dealt with."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._held: set[str] = set()
        self._lock = threading.Lock()
        self.has_queued = True
        self._seen_at = 0.0
        self.look_now = threading.Event()
        self.ended = threading.Event()

    def give(self, task: Task) -> None:
        """Hand a task to whichever reader is free first."""
        with self._lock:
            self._held.add(task.claim.job_id)
        self._queue.put(task)

    def next(self) -> Task | None:
        """Wait for a task; None when there will be none."""
        return self._queue.get()

    def drop(self, task: Task) -> None:
        """Note that a task was dealt with."""
        with self._lock:
            self._held.discard(task.claim.job_id)

    def held(self) -> frozenset[str]:
        """Return the jobs in hand."""
        with self._lock:
            return frozenset(self._held)

    def may_queue(self) -> bool:
        """Tell whether the queue is worth asking: it had jobs, or was long not seen."""
        return self.has_queued or time.monotonic() - self._seen_at >= _ASK_AGAIN

    def queue_seen(self, *, empty: bool) -> None:
        """Note what the queue had."""
        self.has_queued = not empty
        self._seen_at = time.monotonic()

    def end(self, n_threads: int) -> None:
        """Let threads end after what they have in hand."""
        for _ in range(n_threads):
            self._queue.put(None)
        self.ended.set()
