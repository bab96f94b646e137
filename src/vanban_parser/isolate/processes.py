"""Starting a process that can be ended whole: what the systems do differently.

A letter's process starts others (LibreOffice, Tesseract), which may start others.  All
of them must be gone when it is ended, and all count for its memory.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vanban_parser.isolate.limits import Limits

_PROC = Path("/proc")
# There is a process a core: threads of NumPy's library would only wait for each other.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_TOKEN = "VANBAN_ISOLATED"
# Whoever forks while being looked for is found in the next round.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process with those that it started uses.

    `cpu_seconds` since its start; `wants_cpu`: one of them is running, or would run if
    the machine had a processor free.
    """

    memory_bytes: int
    cpu_seconds: float
    wants_cpu: bool


class Child(Protocol):
    """A process that was started, with all that it will start."""

    @property
    def process(self) -> subprocess.Popen[bytes]: ...

    def confine(self, limits: Limits) -> None:
        """Let the system enforce `limits` from outside, where it can."""

    def usage(self) -> Usage | None:
        """Return what it and what it started use; None where not known."""

    def end(self) -> None:
        """End it and what it started, at once; it may have ended already."""


def start(command: Sequence[str], *, quiet: bool) -> Child:
    """Start `command` with pipes at its stdin and stdout.

    Args:
        command: The program and its arguments.
        quiet: Whether its stderr is thrown away: libraries quote letters there.
    """
    if sys.platform == "win32":
        from vanban_parser.isolate.windows import WindowsChild

        return WindowsChild(command, quiet=quiet)
    return PosixChild(command, quiet=quiet)


class PosixChild:
    """A session of its own; its members are known by session and by a variable."""

    def __init__(self, command: Sequence[str], *, quiet: bool) -> None:
        self._token = secrets.token_hex(16)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            env={**_ONE_THREAD, **os.environ, _TOKEN: self._token},
            start_new_session=True,
        )

    def confine(self, limits: Limits) -> None:
        pass  # a POSIX process can only limit itself, and does

    def usage(self) -> Usage | None:
        if not _PROC.is_dir():
            return None
        pids = [self.process.pid, *_descendants(self.process.pid)]
        used = [usage for pid in pids if (usage := _usage(_PROC / str(pid)))]
        return Usage(
            sum(usage.memory_bytes for usage in used),
            sum(usage.cpu_seconds for usage in used),
            any(usage.wants_cpu for usage in used),
        )

    def end(self) -> None:
        strays = set(_descendants(self.process.pid))
        self._kill_group()
        for _ in range(_ROUNDS):
            strays |= set(self._members())
            if not strays:
                break
            for pid in strays:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            strays.clear()
        self.process.wait()

    def _kill_group(self) -> None:
        # Until it is waited for, nobody else can have its number.
        if self.process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _members(self) -> Iterator[int]:
        """Yield the processes that live of its session, or that it once started."""
        if not _PROC.is_dir():
            return
        mark = f"{_TOKEN}={self._token}".encode()
        for folder in _PROC.iterdir():
            if not folder.name.isdecimal() or int(folder.name) == self.process.pid:
                continue
            with contextlib.suppress(OSError):
                state, session = _state_and_session(folder)
                is_of_us = session == self.process.pid
                if state not in "ZX" and (
                    is_of_us or mark in (folder / "environ").read_bytes()
                ):
                    yield int(folder.name)


def _state_and_session(folder: Path) -> tuple[str, int]:
    # proc(5): the name, in brackets, may hold anything; then state, ppid, pgrp, session
    fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
    return fields[0].decode("ascii"), int(fields[3])


def _descendants(pid: int) -> Iterator[int]:
    """Yield the processes started by `pid`, and by those."""
    if not _PROC.is_dir():
        yield from _descendants_by_ps(pid)
        return
    waiting = [pid]
    while waiting:
        for children in (_PROC / str(waiting.pop()) / "task").glob("*/children"):
            with contextlib.suppress(OSError):
                found = [int(number) for number in children.read_bytes().split()]
                waiting += found
                yield from found


def _descendants_by_ps(pid: int) -> Iterator[int]:
    """Yield what `_descendants` does, where there is no /proc (macOS)."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=False
    )
    pairs = [line.split() for line in listed.stdout.splitlines()]
    parents = {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2}
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        found = [child for child, its in parents.items() if its == parent]
        waiting += found
        yield from found


def _usage(folder: Path) -> Usage | None:
    """Return what one process and its ended children used; None: it is gone."""
    try:
        # proc(5), after the name: state is the first, then utime is the twelfth.
        fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
        pages = (folder / "statm").read_bytes().split()[1]
    except (OSError, IndexError):
        return None
    ticks = sum(map(int, fields[11:15]))
    return Usage(
        int(pages) * os.sysconf("SC_PAGE_SIZE"),
        ticks / os.sysconf("SC_CLK_TCK"),
        fields[0] in (b"R", b"D"),
    )
