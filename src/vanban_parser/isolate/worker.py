"""One process that reads letters, watched while it does."""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from vanban_parser.isolate import processes, wire
from vanban_parser.isolate.limits import Limits

_LOOK_SECONDS = 0.1
# A process may take so many times as long as it has, where it does not get to run.
_PATIENCE = 10
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from vanban_parser.isolate.child import main; main()"
)
# From outside: a person, or a system that is short of memory.
_FROM_OUTSIDE = frozenset({"SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"})


OnPage = Callable[[int, int], None]
"""Told before each page that is read by OCR: its number (from 1), of how many."""


class Limit(Enum):
    """Which limit a process went beyond."""

    SECONDS = "seconds"
    MEMORY = "memory"
    OUTPUT = "output"
    START = "start"


class OverrunError(Exception):
    """The process went beyond a limit and was ended."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        super().__init__(limit.value)


class DiedError(Exception):
    """The process ended by itself; `how` is its signal or exit code."""

    def __init__(self, how: str) -> None:
        self.how = how
        self.from_outside = how in _FROM_OUTSIDE
        super().__init__(how)


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is to do with letters: by which parser, with which settings.

    `parser` names what makes it, ``module:name``; it is given the settings.
    """

    parser: str
    settings: Mapping[str, Any]
    debug: bool = False


class Clock:
    """Counts the seconds that a process has had.

    Those in which it waited for a processor that others had are not its own, so that
    a busy machine gives up no letter that an idle one reads; up to a point.
    """

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._end = time.monotonic() + _PATIENCE * seconds
        self._last: tuple[float, float] | None = None

    def has_run_out(self, usage: processes.Usage | None) -> bool:
        """Take note of the time now, and of what the process has used until now."""
        now = time.monotonic()
        cpu = usage.cpu_seconds if usage else 0.0
        before, cpu_before = self._last or (now - _LOOK_SECONDS, cpu)
        used = cpu - cpu_before
        waits = usage is not None and usage.wants_cpu
        self._left -= used if waits else max(used, now - before)
        self._last = now, cpu
        return self._left <= 0 or now > self._end


class Worker:
    """A process from its start to its end; for one thread at a time.

    It starts at once and imports what it will need (with `warm`); what it is to do it
    learns from `begin`.
    """

    def __init__(self, *, warm: bool, quiet: bool) -> None:
        self._limits = Limits()
        options = ["--warm"] if warm else []
        path = json.dumps(sys.path)
        command = [_python(), "-I", "-X", "utf8", "-c", _BOOT, path, *options]
        self._child = processes.start(command, quiet=quiet)
        self._said: queue.SimpleQueue[wire.Frame | Exception] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.n_letters = 0

    def begin(self, task: Task, limits: Limits) -> None:
        """Say what is to be done with the letters to come, and within which limits."""
        self._limits = limits
        self._child.confine(limits)
        self._tell({"event": "begin", **asdict(task), "limits": asdict(limits)})

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.process.pid

    def usage(self) -> processes.Usage | None:
        """Return what it and what it started use now; None where not known."""
        return self._child.usage()

    @property
    def is_worn(self) -> bool:
        """Whether it has done its share, or kept too much of what it read."""
        usage = self._child.usage()
        kept = usage.memory_bytes if usage else 0
        return (
            self.n_letters >= self._limits.letters
            or kept > self._limits.memory_bytes // 2
        )

    def ask(
        self, head: Mapping[str, Any], body: bytes, on_page: OnPage | None = None
    ) -> wire.Frame:
        """Return the answer to one request; `on_page` is told as it is worked on.

        Raises:
            DiedError: the process died over it.
            OverrunError: it went beyond a limit; it has been ended.
        """
        self.n_letters += 1
        # A process that does not listen must not keep us from looking at the clock.
        threading.Thread(target=self._tell, args=(head, body), daemon=True).start()
        clock, limit = Clock(self._limits.start_seconds), Limit.START
        for said in self._heard():
            if said is None:
                self._check(clock, limit)
            elif said.head["event"] in ("begun", "page"):
                seconds = said.head.get("seconds", self._limits.seconds)
                clock, limit = Clock(seconds), Limit.SECONDS
                if on_page is not None and said.head["event"] == "page":
                    on_page(said.head["page"], said.head["of"])
            else:
                return said
        raise AssertionError("it is heard for ever")

    def end(self) -> None:
        """End the process and whatever it started; may be called again."""
        self._child.end()
        with contextlib.suppress(OSError):
            self._child.process.stdin.close()  # type: ignore[union-attr] # a pipe
        # stdout is closed by the thread that reads it.

    def _heard(self) -> Iterator[wire.Frame | None]:
        """Yield what the process says, and None whenever it has been silent."""
        while True:
            try:
                said = self._said.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                yield None
                continue
            if isinstance(said, wire.Frame):
                yield said
                continue
            self.end()
            if isinstance(said, wire.TooLongError):
                raise OverrunError(Limit.OUTPUT)
            raise DiedError(_how(self._child.process.returncode))

    def _check(self, clock: Clock, limit: Limit) -> None:
        usage = self._child.usage()
        beyond: Limit | None = None
        if clock.has_run_out(usage):
            beyond = limit
        elif usage and usage.memory_bytes > self._limits.memory_bytes:
            beyond = Limit.MEMORY
        if beyond is not None:
            self.end()
            raise OverrunError(beyond)

    def _tell(self, head: Mapping[str, Any], body: bytes = b"") -> None:
        stdin = self._child.process.stdin
        assert stdin is not None
        # Where nobody listens any more, the thread that listens to it notices.
        with contextlib.suppress(OSError, ValueError):
            wire.send(stdin, head, body)  # type: ignore[arg-type] # IO[bytes]

    def _listen(self) -> None:
        stdout = self._child.process.stdout
        assert stdout is not None
        with stdout:
            try:
                while True:
                    frame = wire.receive(stdout, self._limits.output_bytes)  # type: ignore[arg-type] # IO[bytes]
                    self._said.put(frame)
            except (EOFError, OSError, wire.GarbledError) as error:
                self._said.put(error)


def _python() -> str:
    """Return the interpreter; on Windows the real one and not the starter of a venv."""
    if sys.platform == "win32":
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
