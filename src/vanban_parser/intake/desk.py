"""One file from its claim to its place.  Each step can be done again after a crash."""

from __future__ import annotations

import datetime as dt
import hashlib
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from vanban_parser.errors import VanbanError
from vanban_parser.intake import faults, reasons
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.faults import (
    History,
    IncompleteError,
    NotAFileError,
    PoisonError,
    Verdict,
)
from vanban_parser.intake.folders import Claim, Folders, sync_file
from vanban_parser.intake.journal import Event, Fact, Journal
from vanban_parser.intake.reader import LetterReader
from vanban_parser.intake.reasons import Explain
from vanban_parser.model.letter import Letter
from vanban_parser.store import filing, jobs, letters
from vanban_parser.store.engine import Store
from vanban_parser.store.errors import StoreError
from vanban_parser.store.filing import Arrival
from vanban_parser.store.places import free_place


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


class UnsettledError(Exception):
    """The file was still being written when it was claimed."""


class PausedError(Exception):
    """There is no room on a disk: nothing more is to be begun."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to deal with one file; shared by all threads of a watcher."""

    folders: Folders
    store: Store
    inbox: str
    owner: str
    clock: Clock
    journal: Journal
    explain: Explain
    is_stopping: Callable[[], bool]

    def deal(self, task: Task, reader: LetterReader) -> None:
        """Bring a file that we hold to its place, or say when it is to be tried again.

        Raises:
            PausedError: a disk is full; the file waits as if it had not been begun.
        """
        try:
            self._register(task, reader)
        except UnsettledError:
            self._put_back(task.claim)
        except Exception as error:  # one bad file must not stop the rest
            self._failed(task, error)

    def finish(self, claim: Claim, job: jobs.Job) -> None:
        """Put a file away whose end is recorded.

        Raises:
            OSError: it cannot be moved; it is tried again at the next look.
            StoreError: another place for it cannot be recorded.
        """
        if job.state == "quarantined":
            reasons.note_quarantine(self.folders.inbox / "quarantine")
            self.folders.put_away(claim, f"quarantine/{job.id}/{claim.name}")
            return
        place, taken = job.place or "", set[str]()
        while not self._put_away(claim, job, place):
            # A person's file is in the way.
            taken.add(place)
            place = self._another_place(job, claim, taken)
        self._say(job.state, claim, code=job.error_code)

    def _register(self, task: Task, reader: LetterReader) -> None:
        claim = task.claim
        if task.history.takes > faults.MAX_TAKES:
            raise PoisonError(claim.name)
        n_bytes, digest = self._bytes(task)
        self._say("hashed", claim, bytes=n_bytes)
        with self.store.reading() as tx:
            first = letters.by_sha256(tx, digest)
        found: tuple[Letter, ...] = ()
        if first is None:
            started = time.perf_counter()
            found = reader.read(claim.path, self.clock.now().date())
            self._say("read", claim, seconds=round(time.perf_counter() - started, 4))
            if found[0].source.sha256 != digest:
                raise UnsettledError
        arrival = Arrival(
            job_id=claim.job_id,
            inbox=self.inbox,
            owner=self.owner,
            name=_text(claim.name),
            size=n_bytes,
            at=self.clock.now(),
        )
        with self.store.writing() as tx:
            filed = (
                filing.put_aside(tx, arrival, first)
                if first is not None
                else filing.file(tx, arrival, found)
            )
            job = jobs.get(tx, claim.job_id)
        assert job is not None, "its end was just recorded"
        self._say("recorded", claim, letters=len(found), state=filed.state)
        self._finish_quietly(claim, job)

    def _bytes(self, task: Task) -> tuple[int, str]:
        """Return how many bytes the file has, and their digest.

        Raises:
            UnsettledError: somebody is still writing it.
            VanbanError: it will not become whole, or is no file.
        """
        path = task.claim.path
        if path.is_symlink():
            raise NotAFileError(task.claim.name)
        before = sync_file(path)
        if not stat.S_ISREG(before.st_mode):
            raise NotAFileError(task.claim.name)
        if not is_complete(path):
            if task.is_given_up:
                raise IncompleteError(task.claim.name)
            raise UnsettledError
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UnsettledError
        return after.st_size, digest

    def _put_back(self, claim: Claim) -> None:
        """Give back what is still being written; the claim is as if never made."""
        try:
            with self.store.writing() as tx:
                # First the row, so that nobody takes the job of a file that is gone.
                jobs.forget(tx, claim.job_id, self.owner)
            if self.folders.put_back(claim):
                self._say("put-back", claim)
        except (OSError, StoreError) as error:
            # It still lies in its folder under work/, where the next look finds it.
            self._say("abandoned", claim, code=faults.code_of(error))

    def _failed(self, task: Task, error: Exception) -> None:
        verdict = faults.judge(error, task.history)
        if faults.killed(error) and self.is_stopping():
            verdict = Verdict.ABANDON  # we ended the reader, not the letter
        try:
            self._settle(task, error, verdict)
        except StoreError as refused:
            self._say("abandoned", task.claim, code=refused.code)
            if faults.judge(refused, task.history) is Verdict.PAUSE:
                raise PausedError from refused

    def _settle(self, task: Task, error: Exception, verdict: Verdict) -> None:
        claim, code = task.claim, faults.code_of(error)
        if verdict is Verdict.PAUSE:
            self._say("paused", claim, code=code)
            raise PausedError from error
        if verdict is Verdict.ABANDON:
            self._say("abandoned", claim, code=code)
        elif verdict is Verdict.RETRY:
            self._postpone(task, error)
        else:
            self._end(claim, error, verdict)

    def _postpone(self, task: Task, error: Exception) -> None:
        now = self.clock.now()
        tries = task.history.attempts + 1
        wait = faults.wait_seconds(tries, self.clock.chance())
        code = faults.code_of(error)
        with self.store.writing() as tx:
            jobs.postpone(
                tx,
                task.claim.job_id,
                self.owner,
                until=now.timestamp() + wait,
                error_code=code,
                died=faults.killed(error),
                at=now,
            )
        self._say("postponed", task.claim, code=code, seconds=round(wait))

    def _end(self, claim: Claim, error: Exception, verdict: Verdict) -> None:
        told = faults.final(error, _text(claim.name))
        now = self.clock.now()
        with self.store.writing() as tx:
            if verdict is Verdict.QUARANTINE:
                # No name, no digest: nothing of it is to stay here.
                jobs.end(
                    tx,
                    claim.job_id,
                    self.owner,
                    "quarantined",
                    now,
                    error_code=told.code,
                    error_detail=None,
                )
            else:
                place, key = free_place(tx, self.inbox, "failed", _text(claim.name))
                jobs.end(
                    tx,
                    claim.job_id,
                    self.owner,
                    "failed",
                    now,
                    name=_text(claim.name),
                    error_code=told.code,
                    error_detail=told.detail,
                    place=place,
                    place_key=key,
                )
            job = jobs.get(tx, claim.job_id)
        assert job is not None, "its end was just recorded"
        self._say("recorded", claim, state=job.state)
        self._finish_quietly(claim, job)

    def _finish_quietly(self, claim: Claim, job: jobs.Job) -> None:
        """Put a file away; where that fails, the next look does it."""
        try:
            self.finish(claim, job)
        except (OSError, StoreError) as error:
            self._say("abandoned", claim, code=faults.code_of(error))

    def _put_away(self, claim: Claim, job: jobs.Job, place: str) -> bool:
        target = self.folders.inbox / place
        if job.state != "failed":
            return self.folders.put_away(claim, place)
        if target.exists() and not target.samefile(claim.path):
            return False
        told = _recorded(job, _text(claim.name))
        reasons.write(target, claim.name, told, job.changed_at, self.explain)
        return self.folders.put_away(claim, place)

    def _another_place(self, job: jobs.Job, claim: Claim, taken: set[str]) -> str:
        folder = (job.place or "").rpartition("/")[0]
        name = _text(claim.name)
        with self.store.writing() as tx:
            other, key = free_place(tx, self.inbox, folder, name, taken)
            jobs.move(tx, job.id, other, key)
        return other

    def _say(self, name: str, claim: Claim, **facts: Fact) -> None:
        self.journal(Event(name, claim.job_id, facts))


def history_of(job: jobs.Job) -> History:
    """Return what the queue knows of a file's past."""
    return History(takes=job.takes, attempts=job.attempts, deaths=job.deaths)


def _recorded(job: jobs.Job, filename: str) -> VanbanError:
    """Return the error that ended a job, from what the queue kept of it."""
    kinds: list[type[VanbanError]] = [VanbanError]
    while kinds:
        kind = kinds.pop()
        if "code" in vars(kind) and kind.code == job.error_code:
            return kind(filename, job.error_detail or "")
        kinds += kind.__subclasses__()
    return VanbanError(filename, job.error_code or "")


def _text(name: str) -> str:
    """Return a name with a sign for each byte that is no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
