"""What a batch is about: letters by number, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One letter of the list: its place in it, from 0, and its path or URL."""

    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Task:
    """Some letters to be read in one go, anywhere; it can be pickled.

    `parser` names what makes the parser (``module:name``), `settings` are its settings
    as JSON has them; with `split` each letter of a file that holds several has a
    record.
    """

    items: tuple[Item, ...]
    parser: str
    settings: Mapping[str, Any]
    split: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a letter has no record; `sha256` where its bytes could be read."""

    code: str
    detail: str = ""
    sha256: str | None = None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one letter: its records, a JSON line each, or a failure."""

    item: Item
    records: tuple[str, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a batch is: letters read or failed, of how many."""

    n_done: int
    n_failed: int
    n_letters: int
