"""The files of a batch: records, errors, and an index that says what is done.

A letter is done when its line stands in the index, which is written after what it
tells of.  Whatever lies behind the last such place in a file was being written when the
process died, and is cut off.  So nothing is done twice and nothing is half done.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Literal

from vanban_parser.batch.errors import BatchOutputError
from vanban_parser.batch.nouns import Item, Result

Form = Literal["jsonl", "parquet"]
INDEX = "index.jsonl"
ERRORS = "errors.jsonl"
# So many letters may be read again after a power cut; after a kill, none.
_SYNC_EVERY = 200


class Output:
    """The output folder, open for writing; for one thread.

    Args:
        folder: It is made if need be.
        n_letters: How many the batch has.
        form: How records are kept.
        per_part: How many letters a file of records holds.

    Raises:
        BatchOutputError: it cannot be written.
    """

    def __init__(
        self, folder: Path, n_letters: int, *, form: Form, per_part: int
    ) -> None:
        self._folder = folder
        self._form = form
        self._per_part = per_part
        self._done = bytearray((n_letters + 7) // 8)
        self.n_done = 0
        self.n_failed = 0
        self._n_in_part = 0
        self._part = 0
        self._paths: list[str | None] = []
        self._unsynced = 0
        with saying(folder):
            ends = self._recover()
            self._records = _at_end(folder / part_name(self._part), ends)
            self._errors = _at_end(folder / ERRORS, ends)
            self._index = (folder / INDEX).open("ab")

    def is_done(self, number: int) -> bool:
        """Tell whether a letter needs no more work."""
        return bool(self._done[number >> 3] & 1 << (number & 7))

    def add(self, result: Result, error: Mapping[str, Any] | None) -> None:
        """Write what became of a letter; `error` is its error object, if it failed.

        Raises:
            BatchOutputError: it cannot be written; the letter is not done.
        """
        item = result.item
        if self.is_done(item.number):
            return  # a worker that was given up for dead has answered after all
        secret = result.failure is not None and result.failure.is_secret
        path = None if secret else item.path
        with saying(self._folder):
            if result.failure is not None:
                place = _append(self._errors, [json.dumps(error, ensure_ascii=False)])
                self._enter(item, path, ERRORS, place, 1)
                self.n_failed += 1
            else:
                place = _append(self._records, result.records)
                part = part_name(self._part)
                self._enter(item, path, part, place, len(result.records))
                self._paths += [path] * len(result.records)
                self._n_in_part += 1
                if self._n_in_part >= self._per_part:
                    self._next_part()

    def _enter(
        self, item: Item, path: str | None, file: str, place: tuple[int, int], n: int
    ) -> None:
        at, end = place
        line: dict[str, object] = {"n": item.number}
        if path is not None:
            line["path"] = path
        line |= {"file": file, "at": at, "bytes": end - at, "records": n}
        self._unsynced += 1
        if self._unsynced >= _SYNC_EVERY:
            self._sync()
        self._index.write(json.dumps(line).encode("ascii") + b"\n")
        self._index.flush()
        self._mark(item.number)

    def _mark(self, number: int) -> None:
        self._done[number >> 3] |= 1 << (number & 7)
        self.n_done += 1

    def _sync(self) -> None:
        for file in (self._records, self._errors, self._index):
            os.fsync(file.fileno())
        self._unsynced = 0

    def _next_part(self) -> None:
        self._sync()
        self._records.close()
        self._finish_part()
        self._part += 1
        self._n_in_part = 0
        self._paths = []
        self._records = _at_end(self._folder / part_name(self._part), {})

    def _finish_part(self) -> None:
        """Turn a part that is whole into what was asked for."""
        lines = self._folder / part_name(self._part)
        if self._form == "parquet" and lines.stat().st_size:
            from vanban_parser.batch.parquet import write_parquet

            write_parquet(lines, self._paths, parquet_of(lines))
            lines.unlink()

    def finish(self) -> None:
        """Close the files; the last part is whole.

        Raises:
            BatchOutputError: as `add`.
        """
        with saying(self._folder):
            self._sync()
            self.close()
            self._finish_part()
            for path in (self._folder / part_name(self._part), self._folder / ERRORS):
                if path.exists() and not path.stat().st_size:
                    path.unlink()

    def close(self) -> None:
        """Close the files; the batch may go on later."""
        for file in (self._records, self._errors, self._index):
            with contextlib.suppress(OSError):
                file.close()

    # What an earlier run has left --------------------------------------------------

    def _recover(self) -> Mapping[str, int]:
        """Take note of what is done; return where the files of it end, in bytes."""
        ends: dict[str, int] = {}
        sizes: dict[str, int] = {}
        whole = 0
        for line, told in _entries(self._folder / INDEX):
            file, end = str(told["file"]), int(told["at"]) + int(told["bytes"])
            if file not in sizes:
                sizes[file] = _size(self._folder / file)
            if end > sizes[file]:
                break  # the power went before the file's own bytes were on the disk
            ends[file] = max(ends.get(file, 0), end)
            self._take(told, file)
            whole += len(line)
        _cut(self._folder / INDEX, whole)
        for file, end in ends.items():
            if _size(self._folder / file) != _GONE:
                _cut(self._folder / file, end)
        if self._n_in_part >= self._per_part:
            self._finish_recovered()
        return ends

    def _take(self, told: Mapping[str, Any], file: str) -> None:
        number = int(told["n"])
        self._mark(number)
        if file == ERRORS:
            self.n_failed += 1
            return
        part = number_of(file)
        if part > self._part:
            self._part, self._n_in_part, self._paths = part, 0, []
        if part == self._part:
            self._n_in_part += 1
            self._paths += [told.get("path")] * int(told["records"])

    def _finish_recovered(self) -> None:
        if (self._folder / part_name(self._part)).exists():
            self._finish_part()
        self._part += 1
        self._n_in_part, self._paths = 0, []


_GONE = 1 << 62
"""The size of a part that was turned into something else: all of it counts."""


def part_name(part: int) -> str:
    """Return the name of a file of records while it grows."""
    return f"part-{part:05}.jsonl"


def number_of(name: str) -> int:
    """Return which part a file of records is."""
    return int(name.removeprefix("part-").partition(".")[0])


def parquet_of(path: Path) -> Path:
    """Return what a part is called when it has been turned into Parquet."""
    return path.with_suffix(".parquet")


@contextlib.contextmanager
def saying(folder: Path) -> Iterator[None]:
    """Let what the system says about the output be an error of the batch."""
    try:
        yield
    except OSError as error:
        raise BatchOutputError(str(folder), error.strerror or "") from error


def _append(file: IO[bytes], lines: list[str] | tuple[str, ...]) -> tuple[int, int]:
    """Write lines and hand them to the system; return where they begin and end."""
    at = file.tell()
    file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
    file.flush()
    return at, file.tell()


def _at_end(path: Path, ends: Mapping[str, int]) -> IO[bytes]:
    """Open a file to go on behind its last whole line."""
    file = path.open("r+b") if path.exists() else path.open("w+b")
    file.truncate(ends.get(path.name, 0))
    file.seek(0, os.SEEK_END)
    return file


def _entries(index: Path) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Yield the whole lines of the index; the last one may have been cut short."""
    if not index.exists():
        return
    with index.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                told = json.loads(line)
            except ValueError:
                return
            yield line, told


def _size(path: Path) -> int:
    if path.exists():
        return path.stat().st_size
    return _GONE if parquet_of(path).exists() else 0


def _cut(path: Path, size: int) -> None:
    if path.exists() and path.stat().st_size > size:
        with path.open("r+b") as file:
            file.truncate(size)
