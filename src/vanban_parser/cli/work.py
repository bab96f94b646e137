"""One job: a letter parsed in another process and written in the form asked for."""

from __future__ import annotations

import hashlib
import importlib
import json
import stat
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from vanban_parser.cli.inputs import Job, suffix_of
from vanban_parser.cli.problems import Problem
from vanban_parser.errors import (
    FileMissingError,
    SecretLetterError,
    TooLargeError,
    VanbanError,
    ours,
)
from vanban_parser.isolate import parser as isolated
from vanban_parser.isolate import records
from vanban_parser.isolate.parser import IsolatedParser

if TYPE_CHECKING:
    from vanban_parser.export.table import Register
    from vanban_parser.pipeline import Reading
    from vanban_parser.settings import Settings

Form = Literal["json", "jsonl", "table", "csv"]

PARSER = isolated.PARSER
"""What makes the parser, ``module:name``; tests put another in its place."""

_WRITTEN: Mapping[Form, records.Form] = {
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "table": "register",
}


def make_parser(settings: Settings) -> object:
    """Return the parser that the commands use, to see whether it can be made."""
    module, _, name = PARSER.partition(":")
    return getattr(importlib.import_module(module), name)(settings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: `record` in the form asked for, or a problem.

    `record` is text for JSON and CSV.  `sha256` is given for a file that failed, where
    its bytes could be read.  `n_warnings` are the letter's.  Of a file that is split
    there are several; `pages` are those of this one, `part` is its place among them
    where there are no pages, `is_last` tells that it ends the job.
    """

    job: Job
    record: str | Register | None = None
    problem: Problem | None = None
    sha256: str | None = None
    n_warnings: int = 0
    pages: tuple[int, int] | None = None
    part: int | None = None
    is_last: bool = True

    @property
    def where(self) -> str:
        """Which part of its file this is: ``3-5`` its pages, ``2`` its place, or ""."""
        if self.pages is not None:
            return f"{self.pages[0]}-{self.pages[1]}"
        return str(self.part or "")


class Watching(Protocol):
    """Who is told how far a letter is; by several threads at once."""

    def page(self, job: Job, number: int, of: int) -> None:
        """Page `number` (from 1) of a letter is about to be read by OCR."""

    def done(self, job: Job) -> None:
        """A letter has been read, or given up."""


class Worker:
    """Does jobs by one parser; never raises for what a file does."""

    def __init__(
        self,
        parser: IsolatedParser,
        settings: Settings,
        form: Form,
        *,
        split: bool = False,
        debug: bool = False,
        watching: Watching | None = None,
    ) -> None:
        self.parser = parser
        self.watching = watching
        self._max_bytes = settings.max_bytes
        self.form = form
        self._split = split
        self._debug = debug

    def __call__(self, job: Job) -> tuple[Outcome, ...]:
        """Parse the letters of `job`; whatever happens, say so in an outcome."""
        watching = self.watching
        if watching is not None:
            self.parser.on_page = partial(watching.page, job)
        try:
            return tuple(self._read(job))
        except Exception as error:  # one bad file must not stop the rest
            return (self._failed(job, ours(error, job.shown)),)
        finally:
            if watching is not None:
                watching.done(job)

    def _read(self, job: Job) -> Iterator[Outcome]:
        source = taken(job, self._max_bytes)
        form = _WRITTEN[self.form]
        records = self.parser.run(source, form, split=self._split)
        for number, record in enumerate(records, start=1):
            shown = _register(record.text) if self.form == "table" else record.text
            yield Outcome(
                job,
                shown,
                n_warnings=record.n_warnings,
                pages=record.pages,
                part=record.part,
                is_last=number == len(records),
            )

    def _failed(self, job: Job, error: VanbanError) -> Outcome:
        if isinstance(error, SecretLetterError):
            # Neither its name nor a hash of it may be kept.
            return Outcome(job, problem=Problem.of(error))
        trace = (error.trace or traceback.format_exc()) if self._debug else ""
        sha256 = digest(job, self._max_bytes)
        return Outcome(job, problem=Problem.of(error, trace), sha256=sha256)


def _register(text: str) -> Register:
    from vanban_parser.export.table import Register, TaskRow, WarningRow

    told: dict[str, Any] = json.loads(text)
    tasks = [
        TaskRow(task["title"], tuple(task["assignees"]), task["deadline"])
        for task in told.pop("tasks")
    ]
    warnings = [WarningRow(**warning) for warning in told.pop("warnings")]
    return Register(**told, tasks=tuple(tasks), warnings=tuple(warnings))


def read(job: Job, parser: IsolatedParser, settings: Settings) -> Reading:
    """Return the letter of one job with the readings that lost.

    Raises:
        VanbanError: it cannot be read; `InternalError` where the fault is ours.
    """
    source = taken(job, settings.max_bytes)
    (record,) = parser.run(source, "reading")
    return record.reading()


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
