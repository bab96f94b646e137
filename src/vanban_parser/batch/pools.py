"""Where letters are read: this machine's cores, or a Dask cluster.

The only module that imports distributed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from vanban_parser.batch import work
from vanban_parser.batch.errors import ClusterError

_CONNECT_SECONDS = 10
# The scheduler is asked no oftener how many workers there are: it answers while it
# hands out letters.
_COUNT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor, and how many letters it reads at once as of now."""

    executor: Executor
    n_workers: Callable[[], int]


@contextmanager
def local(n_workers: int) -> Iterator[Pool]:
    """Give a pool of this machine: a process a worker, with a thread that waits for it.

    Left early, what is under way is given up.
    """
    threads = ThreadPoolExecutor(n_workers)
    try:
        yield Pool(threads, lambda: n_workers)
    finally:
        # Twice: a thread may have been about to start a process.
        threads.shutdown(wait=False, cancel_futures=True)
        work.close()
        threads.shutdown()
        work.close()


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """Give the pool of a Dask cluster, ``tcp://HOST:PORT`` of its scheduler.

    Its workers need this package and see the letters by the same paths or URLs.  They
    may come and go.

    Raises:
        ClusterError: nobody answers there.
    """
    from distributed import Client

    # It reports to its own log what is reported to the caller anyway.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(address, type(error).__name__) from error
    try:
        executor = client.get_executor(pure=False)
        yield Pool(executor, _Seldom(lambda: sum(client.nthreads().values())))
    finally:
        client.close(timeout=_CONNECT_SECONDS)


class _Seldom:
    """A number that takes time to be had, had anew only after `_COUNT_SECONDS`."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._until = 0.0
        self._last = 0

    def __call__(self) -> int:
        if time.monotonic() > self._until:
            self._last = self._count()
            self._until = time.monotonic() + _COUNT_SECONDS
        return self._last
