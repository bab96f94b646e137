"""What a worker does: some letters, each in the process that may die of it.

Runs in a thread of this program or on a machine of a cluster; it is given all that it
needs and keeps nothing but a parser, one a thread, for the letters to come.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from dataclasses import replace
from pathlib import Path

from vanban_parser.batch.listing import is_url
from vanban_parser.batch.nouns import Failure, Item, Result, Task
from vanban_parser.errors import (
    FileMissingError,
    SecretLetterError,
    TooLargeError,
    VanbanError,
    ours,
)
from vanban_parser.isolate import IsolatedParser, Limits
from vanban_parser.settings import Settings

# After so many a process is replaced; before, where it has grown.  A new one takes as
# long to start as twenty letters take to read, and memory is flat from the first
# hundred on.
_LETTERS = 1000
# A task that has taken so long ends: what it read is written, and not lost with a
# worker.  Sixteen letters with text take less, a scan may take more by itself.
_SECONDS = 1.0


class _Own(threading.local):
    """The parser of a thread, and what it was made for."""

    parser: IsolatedParser | None = None
    made_for: str = ""


_own = _Own()
_lock = threading.Lock()
_parsers: list[IsolatedParser] = []


def read(task: Task) -> tuple[Result, ...]:
    """Return what became of the letters of `task`; a bad one stops no other.

    Of the first ones, at least of one: when `_SECONDS` have gone no other is begun.
    """
    settings = Settings.model_validate(task.settings)
    parser = _parser(task, settings)
    results: list[Result] = []
    end = time.monotonic() + _SECONDS
    for item in task.items:
        results.append(_read(item, parser, settings, task))
        if time.monotonic() > end:
            break
    return tuple(results)


def close() -> None:
    """End the processes of all threads; what they are reading is given up."""
    with _lock:
        open_ones = list(_parsers)
        _parsers.clear()
    for parser in open_ones:
        parser.close()


def _parser(task: Task, settings: Settings) -> IsolatedParser:
    made_for = json.dumps([task.parser, dict(task.settings)], sort_keys=True)
    if _own.parser is not None and _own.made_for == made_for and _is_open(_own.parser):
        return _own.parser
    if _own.parser is not None:
        _own.parser.close()
    limits = replace(Limits.of(settings), letters=_LETTERS)
    _own.parser = IsolatedParser(settings, limits=limits, parser=task.parser)
    _own.made_for = made_for
    with _lock:
        _parsers.append(_own.parser)
    return _own.parser


def _is_open(parser: IsolatedParser) -> bool:
    with _lock:
        return parser in _parsers


def _read(item: Item, parser: IsolatedParser, settings: Settings, task: Task) -> Result:
    try:
        source = _source(item.path, settings.max_bytes)
        records = parser.run(source, "jsonl", split=task.split)
    except Exception as error:  # one bad file must not stop the rest
        return Result(item, failure=_failure(ours(error, item.path), item, settings))
    return Result(item, tuple(record.text.rstrip("\n") for record in records))


def _source(path: str, max_bytes: int) -> Path | tuple[bytes, str]:
    """Return the file, or bytes with a name for what lies elsewhere.

    Raises:
        FileMissingError: it cannot be had.
        TooLargeError: there are more bytes than `max_bytes`.
    """
    name = path.rpartition("/")[2] if is_url(path) else Path(path).name
    clean = name.encode("utf-8", "replace").decode("utf-8")
    if not is_url(path) and clean == name:
        return Path(path)
    try:
        data = _fetched(path, max_bytes)
    except OSError as error:
        raise FileMissingError(path, error.strerror or type(error).__name__) from error
    if len(data) > max_bytes:
        raise TooLargeError(path)
    return data, clean


def _fetched(path: str, max_bytes: int) -> bytes:
    if is_url(path):
        from vanban_parser.batch.remote import fetched

        return fetched(path, max_bytes)
    with Path(path).open("rb") as file:
        return file.read(max_bytes + 1)


def _failure(error: VanbanError, item: Item, settings: Settings) -> Failure:
    if isinstance(error, SecretLetterError):
        # Neither its name nor a hash of it may be kept.
        return Failure(error.code, error.detail, is_secret=True)
    return Failure(error.code, error.detail, _digest(item.path, settings.max_bytes))


def _digest(path: str, max_bytes: int) -> str | None:
    try:
        data = _fetched(path, max_bytes)
    except OSError:
        return None
    return hashlib.sha256(data).hexdigest() if len(data) <= max_bytes else None
