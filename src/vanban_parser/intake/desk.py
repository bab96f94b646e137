"""What is needed to deal with a file, and what is known of one that is dealt with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from vanban_parser.intake.faults import History
from vanban_parser.intake.folders import Claim, Folders
from vanban_parser.intake.journal import Event, Fact, Journal
from vanban_parser.intake.reasons import Explain
from vanban_parser.store import jobs
from vanban_parser.store.engine import Store


class Clock(Protocol):
    """The time, from outside."""

    def now(self) -> dt.datetime:
        """Return the office's own time, with its zone."""

    def chance(self) -> float:
        """Return a number in [0, 1) that nobody can foresee."""


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed file and what it has been through.

    `is_given_up` tells that nobody has written to it for so long that it will not
    become whole.
    """

    claim: Claim
    history: History = field(default_factory=History)
    is_given_up: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all threads of a watcher, which holds files for `lease_seconds`."""

    folders: Folders
    store: Store
    inbox: str
    owner: str
    clock: Clock
    journal: Journal
    explain: Explain
    is_stopping: Callable[[], bool]
    lease_seconds: float

    def lease(self) -> jobs.Lease:
        """Return what holds a file from now on."""
        until = self.clock.now().timestamp() + self.lease_seconds
        return jobs.Lease(self.owner, until)

    def say(self, name: str, claim: Claim, **facts: Fact) -> None:
        """Tell the journal of a step of a file."""
        self.journal(Event(name, claim.job_id, facts))


def history_of(job: jobs.Job) -> History:
    """Return what the queue knows of a file's past."""
    return History(takes=job.takes, attempts=job.attempts, deaths=job.deaths)


def as_text(name: str) -> str:
    """Return a file's name with a sign for each byte that is no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
