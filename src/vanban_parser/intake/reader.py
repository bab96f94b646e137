"""Who reads the letters: behind a protocol, so that a test can put another there."""

from __future__ import annotations

import datetime as dt
import queue
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from vanban_parser.isolate import IsolatedParser
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings


class LetterReader(Protocol):
    """Reads one file at a time, for one thread."""

    def read(self, path: Path, received: dt.date) -> tuple[Letter, ...]:
        """Return the letters in the file at `path`, in their order; at least one.

        `received` is the day of arrival, from which some deadlines count.

        Raises:
            VanbanError: it cannot be read.
        """

    def close(self) -> None:
        """Give up what is under way; another thread may say so."""


class Readers:
    """Several readers as one, for more threads than there are readers.

    While one thread records a letter, another has the reader.
    """

    def __init__(self, readers: Sequence[LetterReader]) -> None:
        self._all = tuple(readers)
        self._idle: queue.SimpleQueue[LetterReader] = queue.SimpleQueue()
        for reader in readers:
            self._idle.put(reader)

    def read(self, path: Path, received: dt.date) -> tuple[Letter, ...]:
        reader = self._idle.get()
        try:
            return reader.read(path, received)
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        for reader in self._all:
            reader.close()


class IsolatedReader:
    """Reads in a process of its own, which may die of a letter."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._parser: IsolatedParser | None = None

    def read(self, path: Path, received: dt.date) -> tuple[Letter, ...]:
        parser = self._on(received)
        name = path.name.encode("utf-8", "replace").decode("utf-8")
        # A name whose bytes are no text cannot stand in a record.
        source = path if name == path.name else (path.read_bytes(), name)
        return tuple(record.letter() for record in parser.run(source))

    def close(self) -> None:
        if self._parser is not None:
            self._parser.close()

    def _on(self, day: dt.date) -> IsolatedParser:
        """Return a parser that knows the day; a new one where the day is."""
        if self._parser is None or self._settings.received != day:
            self.close()
            self._settings = self._settings.model_copy(update={"received": day})
            self._parser = IsolatedParser(self._settings)
        return self._parser
