"""Many jobs over several processes: outcomes in the order of the jobs, none lost."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vanban_parser.cli import work
from vanban_parser.cli.inputs import Job
from vanban_parser.cli.problems import CrashedError
from vanban_parser.cli.work import Form, MakeParser, Outcome, Worker

if TYPE_CHECKING:
    from vanban_parser.settings import Settings

_MOST_WORKERS = 61  # what Windows can wait for


class Crew:
    """Worker processes that parse letters.

    A process that dies takes its pool with it and does not say over which file.  Then
    the jobs that were under way are done again one by one, each in a process of its
    own, so that only the culprit is reported as crashed.
    """

    def __init__(
        self,
        make: MakeParser,
        settings: Settings,
        form: Form,
        *,
        n_workers: int,
        debug: bool,
    ) -> None:
        self._begin = (make, settings, form, debug)
        self._n_workers = min(n_workers, _MOST_WORKERS)
        self._here = Worker(make, settings, form, debug=debug)

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield one outcome a job, in their order; few are held at a time."""
        waiting = deque(jobs)
        while waiting:
            suspects = yield from self._together(waiting)
            for job in suspects:
                yield self._alone(job)

    def _together(self, waiting: deque[Job]) -> Generator[Outcome, None, list[Job]]:
        """Do jobs until none is left or the pool dies; return those it died over."""
        under_way: deque[tuple[Job, Future[Outcome]]] = deque()
        with self._pool(min(self._n_workers, len(waiting))) as pool:
            while waiting or under_way:
                try:
                    while waiting and len(under_way) < 2 * self._n_workers:
                        under_way.append((waiting[0], _submit(pool, waiting[0])))
                        waiting.popleft()
                    outcome = under_way[0][1].result()
                except BrokenProcessPool:
                    # Empty if it died before it was given anything: then the next
                    # job is tried alone, so that the work ends in any case.
                    return [job for job, _ in under_way] or [waiting.popleft()]
                under_way.popleft()
                yield outcome
        return []

    def _alone(self, job: Job) -> Outcome:
        with self._pool(1) as pool:
            try:
                return _submit(pool, job).result()
            except BrokenProcessPool:
                return self._here.failed(job, CrashedError(job.shown))

    @contextmanager
    def _pool(self, n_workers: int) -> Iterator[ProcessPoolExecutor]:
        # spawn: the same on every system, and no lock is copied in a state it never
        # leaves, as fork may do.
        pool = ProcessPoolExecutor(
            n_workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=work.begin,
            initargs=self._begin,
        )
        try:
            yield pool
        except BaseException:
            # Whoever reads the outcomes has gone, or a person pressed Ctrl-C: do not
            # wait for letters that nobody will see.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise
        pool.shutdown()


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future[Outcome]:
    with _without_interrupt():
        return pool.submit(work.work, job)


@contextmanager
def _without_interrupt() -> Iterator[None]:
    """Start processes deaf to Ctrl-C: before `work.begin` they would print about it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
