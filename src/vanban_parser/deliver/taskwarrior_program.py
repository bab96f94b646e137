"""The program `task`, started for each question; nothing of its output is logged."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from vanban_parser.deliver.errors import (
    AnswerError,
    BusyError,
    ProgramError,
    RefusedError,
    TooLongError,
    UnreachableError,
)
from vanban_parser.deliver.http import MAX_BODY_BYTES, Rehearsed, Request
from vanban_parser.deliver.taskwarrior_lock import held

_MAX_OUTPUT = 4_000_000
_QUIET = (
    "rc.confirmation=off",
    "rc.verbose=nothing",
    "rc.recurrence=off",
    "rc.json.array=on",
    "rc.color=off",
)
_SECRET = "VANBAN_SECRET_"
_UNLOCKED = ("rc.locking=off",)


class Program(Protocol):
    """Runs `task`."""

    def run(self, words: Sequence[str], given: bytes = b"") -> bytes: ...

    def alone(self) -> AbstractContextManager[Program]:
        """Give a program with which no other command can come in between."""


@dataclass(frozen=True, slots=True)
class Command:
    """How `task` is run.

    Attributes:
        target: The target's name, for errors.
        program: The program's name or path.
        data: Folder of its data, or None for that of the user and his settings.
        fields: Names of our own attributes, which it must know as text.
        timeout: Seconds it may take.
        environ: The environment.
        options: More of its options.
    """

    target: str
    program: str
    data: str | None
    fields: tuple[str, ...]
    timeout: float
    environ: Mapping[str, str]
    options: tuple[str, ...] = ()

    @contextmanager
    def alone(self) -> Iterator[Command]:
        """Give the program while nobody else can change a task.

        Raises:
            DeliveryError: another command goes on and on.
        """
        try:
            with held(self._folder(), self.timeout) as is_held:
                yield replace(self, options=_UNLOCKED) if is_held else self
        except TimeoutError as error:
            raise BusyError(self.target, "locked") from error

    def _folder(self) -> Path:
        """Return where its data is, as it says itself."""
        where = self.run(["_get", "rc.data.location"]).decode("utf-8", "replace")
        home = self.environ.get("HOME") or "~"
        folder = where.strip()
        if folder.startswith("~/"):
            folder = home + folder[1:]
        return Path(folder).expanduser()

    def run(self, words: Sequence[str], given: bytes = b"") -> bytes:
        """Run it and return what it prints.

        Raises:
            DeliveryError: it cannot be run, or did not do it.
        """
        name = self.target
        if len(given) > MAX_BODY_BYTES:
            raise TooLongError(name, f"{len(given)} > {MAX_BODY_BYTES}")
        ours = [f"rc.uda.{field}.type=string" for field in self.fields]
        try:
            done = subprocess.run(
                [self.program, *_QUIET, *self.options, *ours, *words],
                input=given,
                capture_output=True,
                env=self._environment(),
                timeout=self.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreachableError(name, "timeout") from error
        except OSError as error:
            raise ProgramError(name, error.strerror or "") from error
        if done.returncode < 0:
            # It died of this task, and would again.
            raise RefusedError(name, f"signal {-done.returncode}")
        if done.returncode:
            raise BusyError(name, f"exit code {done.returncode}")
        if len(done.stdout) > _MAX_OUTPUT:
            raise AnswerError(name, f"> {_MAX_OUTPUT} bytes")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        # Its hooks are other programs: the secrets of other targets are not theirs.
        environ = {
            name: value
            for name, value in self.environ.items()
            if not name.startswith(_SECRET)
        }
        if self.data is not None:
            environ["TASKDATA"] = str(Path(self.data).expanduser())
            environ["TASKRC"] = os.devnull
        elif not _has_settings(environ):
            # Else it asks a person whether to make some.
            environ["TASKRC"] = os.devnull
        return environ


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Looks, and ends where something would be changed."""

    program: Command

    def run(self, words: Sequence[str], given: bytes = b"") -> bytes:
        """Run what only reads.

        Raises:
            Rehearsed: it changes something.
            DeliveryError: see `Command.run`.
        """
        if given:
            raise Rehearsed(Request("task", " ".join(words), {}, given))
        return self.program.run(words)

    @contextmanager
    def alone(self) -> Iterator[Rehearsal]:
        """Give itself: nothing is changed."""
        yield self


def _has_settings(environ: Mapping[str, str]) -> bool:
    if environ.get("TASKRC"):
        return True
    home = Path(environ.get("HOME") or ".")
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    return (home / ".taskrc").exists() or (config / "task" / "taskrc").exists()
