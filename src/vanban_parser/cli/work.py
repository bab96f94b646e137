"""One job: a letter parsed and written in the form that was asked for.

`begin` and `work` are what a worker process runs; they are at module level so that it
can import them.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import signal
import stat
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from vanban_parser.cli.inputs import Job, suffix_of
from vanban_parser.cli.problems import Problem, ours
from vanban_parser.errors import FileMissingError, TooLargeError, VanbanError

if TYPE_CHECKING:
    from vanban_parser.export.table import Register
    from vanban_parser.model.letter import Letter
    from vanban_parser.pipeline import Reading
    from vanban_parser.settings import Settings

Form = Literal["json", "jsonl", "table", "csv"]


class LetterParser(Protocol):
    """What the commands need of `pipeline.Parser`."""

    def parse(self, path: Path) -> Letter: ...
    def parse_bytes(self, data: bytes, filename: str) -> Letter: ...
    def read(self, path: Path) -> Reading: ...
    def read_bytes(self, data: bytes, filename: str) -> Reading: ...


MakeParser = Callable[["Settings"], LetterParser]


def make_parser(settings: Settings) -> LetterParser:
    """Return the parser that the commands use; tests put another in its place."""
    from vanban_parser.pipeline import Parser

    return Parser(settings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: `record` in the form asked for, or a problem.

    `record` is text for JSON and CSV.  `sha256` is given for a file that failed, where
    its bytes could be read.  `n_warnings` are the letter's.
    """

    job: Job
    record: str | Register | None = None
    problem: Problem | None = None
    sha256: str | None = None
    n_warnings: int = 0


class Worker:
    """Does jobs; never raises for what a file does."""

    def __init__(
        self, make: MakeParser, settings: Settings, form: Form, *, debug: bool
    ) -> None:
        self._make = make
        self._settings = settings
        self._form = form
        self._debug = debug
        self._parser: LetterParser | None = None

    def __call__(self, job: Job) -> Outcome:
        """Parse the letter of `job`; whatever happens, say so in the outcome."""
        try:
            # A library that prints must not print into the records.
            with contextlib.redirect_stdout(sys.stderr):
                letter = self._letter(job)
                record = rendered(letter, self._form)
        except Exception as error:  # one bad file must not stop the rest
            return self.failed(job, ours(error, job.shown))
        return Outcome(job, record, n_warnings=len(letter.warnings))

    def failed(self, job: Job, error: VanbanError) -> Outcome:
        """Return the outcome of a job that `error` ended."""
        trace = traceback.format_exc() if self._debug and sys.exc_info()[0] else ""
        sha256 = digest(job, self._settings.max_bytes)
        return Outcome(job, problem=Problem.of(error, trace), sha256=sha256)

    def _letter(self, job: Job) -> Letter:
        if self._parser is None:
            self._parser = self._make(self._settings)
        given = taken(job, self._settings.max_bytes)
        if isinstance(given, Path):
            return self._parser.parse(given)
        return self._parser.parse_bytes(*given)


def read(job: Job, make: MakeParser, settings: Settings) -> Reading:
    """Return the letter of one job with the readings that lost.

    Raises:
        VanbanError: it cannot be read; `InternalError` where the fault is ours.
    """
    try:
        given = taken(job, settings.max_bytes)
        with contextlib.redirect_stdout(sys.stderr):
            parser = make(settings)
            if isinstance(given, Path):
                return parser.read(given)
            return parser.read_bytes(*given)
    except VanbanError:
        raise
    except Exception as error:
        raise ours(error, job.shown) from error


def taken(job: Job, max_bytes: int) -> Path | tuple[bytes, str]:
    """Return what a parser is to be given: a path, or bytes with a file name.

    Bytes are for what came through a pipe (``-``, or ``<(command)`` of a shell), which
    can be read only once, and for a file whose name cannot stand in a record.

    Raises:
        FileMissingError: there is nothing there, or it may not be opened.
        TooLargeError: there are more than `max_bytes`.
    """
    if job.path is None:
        return _within(job.data or b"", max_bytes, job), job.filename
    try:
        mode = job.path.stat().st_mode
        if stat.S_ISREG(mode) and job.path.name == job.filename:
            with job.path.open("rb"):
                return job.path
        with job.path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise FileMissingError(job.shown, error.strerror or "") from None
    suffix = "" if stat.S_ISREG(mode) else suffix_of(data)
    return _within(data, max_bytes, job), job.filename + suffix


def _within(data: bytes, max_bytes: int, job: Job) -> bytes:
    if len(data) > max_bytes:
        raise TooLargeError(job.shown)
    return data


def rendered(letter: Letter, form: Form) -> str | Register:
    """Return `letter` in the form that is printed."""
    if form == "table":
        from vanban_parser.export.table import to_register

        return to_register(letter)
    if form == "csv":
        from vanban_parser.export.csv import to_csv, to_rows

        return to_csv(to_rows(letter))
    from vanban_parser.export.json import to_json

    return to_json(letter, indent=2 if form == "json" else None)


def digest(job: Job, max_bytes: int) -> str | None:
    """Return the SHA-256 of the job's bytes; None if unreadable or beyond the limit."""
    if job.path is None:
        return hashlib.sha256(job.data or b"").hexdigest()
    try:
        if not job.path.is_file() or job.path.stat().st_size > max_bytes:
            return None
        with job.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def hush() -> None:
    """Let no library write what it read of a letter to the terminal."""
    warnings.simplefilter("ignore")
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


_worker: Worker | None = None


def begin(make: MakeParser, settings: Settings, form: Form, debug: bool) -> None:  # noqa: FBT001 - initargs are positional
    """Prepare a worker process."""
    global _worker  # a process pool has no other place for its state
    # Ctrl-C goes to every process of the terminal; the parent ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What native code prints goes past sys.stdout.
    with contextlib.suppress(OSError):
        os.dup2(2, 1)
    hush()
    _worker = Worker(make, settings, form, debug=debug)


def work(job: Job) -> Outcome:
    """Do one job in a worker process."""
    assert _worker is not None, "begin() runs first"
    return _worker(job)
