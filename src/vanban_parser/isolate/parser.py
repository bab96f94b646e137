"""`IsolatedParser`: what `pipeline.Parser` does, in a process that may die of it."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vanban_parser.errors import (
    CrashedError,
    MemoryLimitError,
    OutputLimitError,
    SecretLetterError,
    TimeLimitError,
    VanbanError,
    relayed,
)
from vanban_parser.isolate import wire
from vanban_parser.isolate.limits import Limits
from vanban_parser.isolate.processes import Usage
from vanban_parser.isolate.records import Form, Record
from vanban_parser.isolate.worker import (
    DiedError,
    Limit,
    OnPage,
    OverrunError,
    Task,
    Worker,
)

if TYPE_CHECKING:
    from vanban_parser.model.letter import Letter
    from vanban_parser.settings import Settings

PARSER = "vanban_parser.pipeline:Parser"


class IsolatedParser:
    """Reads letters in a process of their own, one after the other.

    The process is kept from letter to letter and replaced when it has read many, has
    grown, or a letter went wrong.  It is started when this is made, before anybody
    knows what it is to do, so that it can import meanwhile.  To be used by one thread
    at a time, and closed.

    Args:
        settings: How to read; may be given later, by `use`.
        limits: What a letter may cost; those of the settings unless given.
        parser: What makes the parser, ``module:name``.
        debug: Whether the traceback of a failure is kept (`trace` of the error), and
            whether what libraries print is seen.

    Attributes:
        on_page: Told before each page that is read by OCR, or None.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        limits: Limits | None = None,
        parser: str = PARSER,
        debug: bool = False,
    ) -> None:
        self.on_page: OnPage | None = None
        self._parser = parser
        self._debug = debug
        self._limits = limits or Limits()
        self._limits_given = limits is not None
        self._task: Task | None = None
        self._is_closed = False
        self._worker: Worker | None = self._started()
        if settings is not None:
            self.use(settings)

    def use(self, settings: Settings) -> None:
        """Read by `settings` from now on; to be said once, before the first letter."""
        self._task = Task(self._parser, settings.model_dump(mode="json"), self._debug)
        if not self._limits_given:
            self._limits = Limits.of(settings)
        if self._worker is not None:
            self._worker.begin(self._task, self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process with all that it started; may be called again.

        Another thread may do so: then the letter under way is given up.
        """
        self._is_closed = True
        self._discard()

    def usage(self) -> Usage | None:
        """Return what its process uses now; None where there is none, or not known.

        Another thread may ask while a letter is read.
        """
        worker = self._worker
        return worker.usage() if worker is not None else None

    def _discard(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def parse(self, path: Path) -> Letter:
        """Return the letter in the file at `path`.

        Raises:
            VanbanError: as `run`.
        """
        return self.run(path)[0].letter()

    def parse_bytes(self, data: bytes, filename: str) -> Letter:
        """Return the letter in `data`; `filename` names it in messages.

        Raises:
            VanbanError: as `run`.
        """
        return self.run((data, filename))[0].letter()

    def run(
        self,
        source: Path | tuple[bytes, str],
        form: Form = "jsonl",
        *,
        split: bool = False,
        whole: bool = False,
        header: Path | None = None,
    ) -> tuple[Record, ...]:
        """Return the record of the letter in a file, or in bytes with a file name.

        Args:
            source: The file, or bytes and the name that they go by.
            form: What the letter is written as.
            split: Whether each letter of a file that holds several has its record.
            whole: Whether each file of a packet has its record, its letter first.
            header: A packet that lies beside the file, to be compared with it.

        Raises:
            VanbanError: the file cannot be read; `TimeLimitError`, `MemoryLimitError`,
                `OutputLimitError` and `CrashedError` where the process was ended or
                died over it.
        """
        path, (body, filename) = (
            (source.absolute(), (b"", source.name))
            if isinstance(source, Path)
            else (None, source)
        )
        head: dict[str, object] = {
            "event": "read",
            "path": None if path is None else str(path),
            "filename": filename,
            "form": form,
            "split": split,
            "whole": whole,
            "header": None if header is None else str(header.absolute()),
        }
        return tuple(_records(self._answered(head, body, filename)))

    def anchors(self, path: Path, pages: tuple[int, int] | None = None) -> bytes:
        """Return where the words of a file stand, as `readers.sheets` has it, in JSON.

        With `pages` (first and last) those of one of several letters in it.

        Raises:
            VanbanError: as `run`.
        """
        return self._sheet(path, 0, 0, pages)

    def picture(self, path: Path, page: int, width: int) -> bytes:
        """Return a page (from 1) of a file as WebP, so many pixels wide.

        Raises:
            VanbanError: as `run`; also where there is no such page.
        """
        return self._sheet(path, page, width)

    def _sheet(
        self,
        path: Path,
        page: int,
        width: int,
        pages: tuple[int, int] | None = None,
    ) -> bytes:
        head: dict[str, object] = {
            "event": "sheet",
            "path": str(path.absolute()),
            "filename": path.name,
            "page": page,
            "width": width,
            "pages": pages,
        }
        return self._answered(head, b"", path.name).body

    def _answered(
        self, head: dict[str, object], body: bytes, filename: str
    ) -> wire.Frame:
        answer = self._asked(head, body, filename)
        if answer.head["event"] == "failed":
            failure = _failure(answer, filename)
            if isinstance(failure, SecretLetterError):
                self._discard()  # what was in its memory goes with the process
            raise failure
        return answer

    def _asked(self, head: dict[str, object], body: bytes, filename: str) -> wire.Frame:
        """Ask, and once more where the process and not the file may be to blame."""
        started = time.monotonic()
        while True:
            worker = self._ready(filename)
            is_fresh = worker.n_letters == 0
            try:
                return worker.ask(head, body, self.on_page)
            except OverrunError as overrun:
                self._discard()
                raise _beyond(overrun.limit, filename, self._limits) from None
            except DiedError as death:
                self._discard()
                is_early = time.monotonic() - started < self._limits.seconds / 2
                is_again = head.get("again") is not None
                if is_again or not is_early or (is_fresh and not death.from_outside):
                    raise CrashedError(filename, death.how) from None
                head = {**head, "again": "yes"}

    def _ready(self, filename: str) -> Worker:
        if self._task is None:
            raise RuntimeError("settings are to be given before the first letter")
        if self._worker is not None and self._worker.n_letters and self._worker.is_worn:
            self._discard()
        if self._is_closed:
            raise CrashedError(filename, "closed")
        if self._worker is None:
            self._worker = self._started()
            self._worker.begin(self._task, self._limits)
        return self._worker

    def _started(self) -> Worker:
        warm = self._parser == PARSER
        return Worker(warm=warm, quiet=not self._debug)


def _records(answer: wire.Frame) -> list[Record]:
    records: list[Record] = []
    start = 0
    for told in answer.head["records"]:
        end = start + told["bytes"]
        text = answer.body[start:end].decode("utf-8")
        pages = tuple(told["pages"]) if told["pages"] else None
        records.append(Record(text, told["n_warnings"], pages, told["part"]))
        start = end
    return records


def _failure(answer: wire.Frame, filename: str) -> VanbanError:
    error = relayed(answer.head["code"], filename, answer.head["detail"])
    error.trace = answer.head["trace"]
    return error


def _beyond(limit: Limit, filename: str, limits: Limits) -> VanbanError:
    if limit is Limit.MEMORY:
        return MemoryLimitError(filename, f"limit {limits.memory_bytes} bytes")
    if limit is Limit.OUTPUT:
        return OutputLimitError(filename, f"limit {limits.output_bytes} bytes")
    if limit is Limit.START:
        return CrashedError(filename, "it did not start")
    return TimeLimitError(filename, f"limit {limits.seconds:g} s")
