"""Who reads the letters: behind a protocol, so that a test can put another there."""

from __future__ import annotations

import datetime as dt
import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vanban_parser.isolate import IsolatedParser
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """A file to be read, and the day of its arrival, from which some deadlines count.

    `not_secret` is the SHA-256 of the file where a person said that it bears no mark of
    secrecy, though the gate stopped it; `header` the edXML header that lay beside it.
    """

    path: Path
    received: dt.date
    not_secret: str | None = None
    header: Path | None = None


class LetterReader(Protocol):
    """Reads one file at a time, for one thread."""

    def read(self, asked: Asked) -> tuple[Letter, ...]:
        """Return the letters in a file, in their order; at least one.

        Raises:
            VanbanError: it cannot be read.
        """

    def close(self) -> None:
        """Give up what is under way; another thread may say so."""


OnPage = Callable[[Path, int, int], None]
"""Told of a file which page (from 1) is being recognised, and of how many."""


class Readers:
    """Several readers as one, for more threads than there are readers.

    While one thread records a letter, another has the reader.
    """

    def __init__(self, readers: Sequence[LetterReader]) -> None:
        self._all = tuple(readers)
        self._idle: queue.SimpleQueue[LetterReader] = queue.SimpleQueue()
        for reader in readers:
            self._idle.put(reader)

    def read(self, asked: Asked) -> tuple[Letter, ...]:
        reader = self._idle.get()
        try:
            return reader.read(asked)
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        for reader in self._all:
            reader.close()


class IsolatedReader:
    """Reads in a process of its own, which may die of a letter.

    With `split`, each letter of a file that holds several is one.  `on_page` is told
    before each page that is recognised: the file, which page (from 1), of how many.
    """

    def __init__(
        self, settings: Settings, *, split: bool = False, on_page: OnPage | None = None
    ) -> None:
        self._settings = settings
        self._split = split
        self._on_page = on_page
        self._parser: IsolatedParser | None = None

    def read(self, asked: Asked) -> tuple[Letter, ...]:
        parser = self._on(asked.received)
        if asked.not_secret is None:
            return self._read(parser, asked)
        # A process of its own: what a person said of this file holds for no other.
        passed = (*self._settings.not_secret, asked.not_secret)
        settings = self._settings.model_copy(update={"not_secret": passed})
        with IsolatedParser(settings) as once:
            return self._read(once, asked)

    def close(self) -> None:
        if self._parser is not None:
            self._parser.close()

    def _read(self, parser: IsolatedParser, asked: Asked) -> tuple[Letter, ...]:
        path = asked.path
        name = path.name.encode("utf-8", "replace").decode("utf-8")
        # A name whose bytes are no text cannot stand in a record.
        source = path if name == path.name else (path.read_bytes(), name)
        tell = self._on_page
        if tell is not None:
            parser.on_page = lambda page, of: tell(path, page, of)
        records = parser.run(source, split=self._split, whole=True, header=asked.header)
        return tuple(record.letter() for record in records)

    def _on(self, day: dt.date) -> IsolatedParser:
        """Return a parser that knows the day; a new one where the day is."""
        if self._parser is None or self._settings.received != day:
            self.close()
            self._settings = self._settings.model_copy(update={"received": day})
            self._parser = IsolatedParser(self._settings)
        return self._parser
