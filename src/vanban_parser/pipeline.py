"""From a file to a letter: five calls, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban_parser.model.findings import Rival
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter, and for each value (by JSON Pointer) what was considered and lost."""

    letter: Letter
    rivals: Mapping[str, tuple[Rival, ...]]


class Parser:
    """Parse letters; holds settings and loaded data, and is safe to reuse."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def parse(self, path: Path) -> Letter:
        """Return the letter in the file at `path`.

        Raises:
            VanbanError: the file cannot be read; says why and what to do.
        """
        return self.read(path).letter

    def read(self, path: Path) -> Reading:
        """Return the letter with the readings that lost, for ``vanban explain``."""
        raise NotImplementedError
