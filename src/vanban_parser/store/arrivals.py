"""A file that was read, and what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from vanban_parser.store import jobs


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read: whose job it is, and when it is registered.

    `at` is the office's own time: its date is the day of arrival.  `size` is in bytes,
    `sha256` that of the file where it is not the letters' own: they came in a packet.
    """

    job_id: str
    inbox: str
    owner: str
    name: str
    size: int
    at: dt.datetime
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A letter of a file; `number` is null for one that shares another's line."""

    letter_id: str
    year: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a file: where it goes, and the letters that were in it."""

    state: Literal["registered", "duplicate"]
    place: str
    entered: tuple[Entered, ...]
    job: jobs.Job
