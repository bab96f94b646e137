"""What a call or a command took: by the wall, of the processors, in memory.

Processor seconds are the steadier measure on a machine that others use too: they do not
count the time for which others had the cores.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_CACHE = type(lru_cache(len))
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the wall, and of the processors: this process and its ended ones."""

    wall: float
    cpu: float


def measured(run: Callable[[], object]) -> Taken:
    """Return what one call took; what others left to be cleared is cleared before."""
    gc.collect()
    cpu, wall = _cpu(), time.perf_counter()
    run()
    return Taken(time.perf_counter() - wall, _cpu() - cpu)


def forget() -> None:
    """Empty what this program keeps of letters, so that one read again is as new.

    It keeps what it found in words and lines, up to a bound, for the letters that come
    after.  That is emptied too: what other letters would have left is gone with it.
    """
    for kept in gc.get_objects():
        if isinstance(kept, _CACHE) and _is_bounded(kept):
            kept.cache_clear()


def _is_bounded(kept: Any) -> bool:
    """Tell whether a cache keeps what was read; those without bound keep tables."""
    is_ours = (kept.__module__ or "").startswith("vanban_parser")
    return is_ours and kept.cache_parameters()["maxsize"] is not None


def _cpu() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def median(some: Sequence[Taken]) -> Taken:
    """Return the medians of several."""
    return Taken(
        statistics.median(taken.wall for taken in some),
        statistics.median(taken.cpu for taken in some),
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended, with all the processes that it started.

    `largest_mib` is the peak of the largest process, `all_mib` the most that all of
    them had at one moment (looked at 20 times a second); None where it is not known.
    """

    taken: Taken
    code: int
    largest_mib: float | None
    all_mib: float | None


# A small process of its own: a child of a large one starts with its parent's peak.
_COUNTED = """
import json, os, resource, subprocess, sys, time
started = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL,
                      stdout=subprocess.DEVNULL).returncode
wall = time.perf_counter() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, used.ru_utime + used.ru_stime, code, used.ru_maxrss]))
"""


def command(words: Sequence[str | Path], log: Path | None = None) -> Ended:
    """Run a command to its end; what it says goes to `log`, what it prints nowhere."""
    import json

    with (log or Path(os.devnull)).open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _COUNTED, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        memory = Memory(process.pid)
        out, _ = process.communicate()
        most = memory.most()
    wall, cpu, code, peak = json.loads(out)
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux KiB
    return Ended(Taken(wall, cpu), code, peak * unit / 2**20, most)


class Memory:
    """Watches what a process and all below it hold, from now on."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._is_over = threading.Event()
        self.seen: list[tuple[float, float]] = []
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        started = time.perf_counter()
        while not self._is_over.wait(_LOOK_SECONDS):
            mib = sum(map(_resident_kib, below(self._pid))) / 1024
            if mib:
                self.seen.append((time.perf_counter() - started, mib))

    def most(self) -> float | None:
        """Stop, and return the most that was seen, in MiB; None where none was."""
        self._is_over.set()
        self._thread.join()
        return max((mib for _, mib in self.seen), default=None)


def below(pid: int) -> list[int]:
    """Return the processes that `pid` has started, and theirs; Linux only."""
    found, left = [], [pid]
    while left:
        parent = left.pop()
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                children = task.read_text(encoding="ascii").split()
            except OSError:
                continue
            left += map(int, children)
        found.append(parent)
    return found[1:]


def _resident_kib(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) if lines else 0
