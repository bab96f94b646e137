"""Many jobs over several processes: outcomes in the order of the jobs, none lost."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from vanban_parser.cli.inputs import Job
from vanban_parser.cli.work import Outcome, Worker

_MOST_WORKERS = 61  # processes that one can have an eye on
_LOOK_SECONDS = 0.2  # how long a person may wait after a Ctrl-C


class Crew:
    """Workers with a process each, and a thread each that waits for it.

    All are closed when the outcomes have been read, or nobody reads them any more.

    Args:
        first: A worker that is there already.
        make: Makes one more.
        n_workers: How many there may be.
    """

    def __init__(
        self, first: Worker, make: Callable[[], Worker], *, n_workers: int
    ) -> None:
        self._make = make
        self._n_workers = min(n_workers, _MOST_WORKERS)
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._idle.put(first)
        self._workers = [first]

    def outcomes(self, jobs: Sequence[Job]) -> Generator[Outcome, None, None]:
        """Yield the outcomes of the jobs, in their order; few are held at a time."""
        n_workers = min(self._n_workers, len(jobs))
        waiting = iter(jobs)
        under_way: deque[Future[tuple[Outcome, ...]]] = deque()
        threads = ThreadPoolExecutor(n_workers)
        try:
            while len(self._workers) < n_workers:
                self._workers.append(self._make())
                self._idle.put(self._workers[-1])
            for job in waiting:
                under_way.append(threads.submit(self._do, job))
                if len(under_way) == 2 * n_workers:
                    yield from awaited(under_way.popleft())
            while under_way:
                yield from awaited(under_way.popleft())
        finally:
            # Perhaps whoever reads the outcomes has gone, or a person pressed Ctrl-C:
            # do not wait for letters that nobody will see.
            for future in under_way:
                future.cancel()
            self._close()
            threads.shutdown(cancel_futures=True)
            self._close()

    def _do(self, job: Job) -> tuple[Outcome, ...]:
        worker = self._idle.get()
        try:
            return worker(job)
        finally:
            self._idle.put(worker)

    def _close(self) -> None:
        for worker in self._workers:
            worker.parser.close()


def awaited(future: Future[tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """Return what `future` gives, and notice a Ctrl-C at any time until then.

    An interrupt that comes between Python's last look for one and the start of a wait
    is seen only when the wait ends, so no wait may be as long as a letter.
    """
    while not wait((future,), timeout=_LOOK_SECONDS).done:
        pass
    return future.result()
