"""One file from its claim to what became of it.

Each step can be done again after a crash.
"""

from __future__ import annotations

import hashlib
import stat
import time

from vanban_parser.intake import faults
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.desk import Desk, Task, as_text
from vanban_parser.intake.disk import sync_file
from vanban_parser.intake.endings import end, finish_quietly
from vanban_parser.intake.faults import (
    IncompleteError,
    NotAFileError,
    PoisonError,
    Verdict,
)
from vanban_parser.intake.folders import Claim
from vanban_parser.intake.reader import Asked, LetterReader
from vanban_parser.model.letter import Letter
from vanban_parser.store import appeals, filing, jobs, letters
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.errors import StoreError


class UnsettledError(Exception):
    """The file was still being written when it was claimed."""


class PausedError(Exception):
    """There is no room on a disk: nothing more is to be begun."""


def deal(desk: Desk, task: Task, reader: LetterReader) -> None:
    """Bring a file that we hold to its place, or say when it is to be tried again.

    Raises:
        PausedError: a disk is full; the file waits as if it had not been begun.
    """
    try:
        _register(desk, task, reader)
    except UnsettledError:
        _put_back(desk, task.claim)
    except Exception as error:  # one bad file must not stop the rest
        _failed(desk, task, error)


def _register(desk: Desk, task: Task, reader: LetterReader) -> None:
    claim = task.claim
    if task.history.takes > faults.MAX_TAKES:
        raise PoisonError(claim.name)
    n_bytes, digest = _bytes(task)
    desk.say("hashed", claim, bytes=n_bytes)
    with desk.store.reading() as tx:
        first = letters.by_sha256(tx, digest)
        # Only of a file that was taken before can a person have said so.
        is_again = task.history.takes > 1
        passes = is_again and appeals.is_released(tx, claim.job_id, digest)
    found: tuple[Letter, ...] = ()
    if first is None:
        started = time.perf_counter()
        asked = Asked(
            claim.path,
            desk.clock.now().date(),
            not_secret=digest if passes else None,
            header=desk.folders.header_of(claim),
        )
        found = reader.read(asked)
        desk.say("read", claim, seconds=round(time.perf_counter() - started, 4))
        if digest not in _digests(found[0]):
            raise UnsettledError
    arrival = Arrival(
        job_id=claim.job_id,
        inbox=desk.inbox,
        owner=desk.owner,
        name=as_text(claim.name),
        size=n_bytes,
        sha256=digest,
        at=desk.clock.now(),
    )
    with desk.store.writing() as tx:
        filed = (
            filing.put_aside(tx, arrival, first)
            if first is not None
            else filing.file(tx, arrival, found)
        )
    desk.say("recorded", claim, letters=len(found), state=filed.state)
    finish_quietly(desk, claim, filed.job)


def _digests(letter: Letter) -> tuple[str, ...]:
    """Return the SHA-256 of a letter's file and of the packet that it came in."""
    source = letter.source
    return (source.sha256, *([source.packet.sha256] if source.packet else ()))


def _bytes(task: Task) -> tuple[int, str]:
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


def _put_back(desk: Desk, claim: Claim) -> None:
    """Give back what is still being written; the claim is as if never made."""
    try:
        with desk.store.writing() as tx:
            # First the row, so that nobody takes the job of a file that is gone.
            jobs.forget(tx, claim.job_id, desk.owner)
        if desk.folders.put_back(claim):
            desk.say("put-back", claim)
    except (OSError, StoreError) as error:
        # It still lies in its folder under work/, where the next look finds it.
        desk.say("abandoned", claim, code=faults.code_of(error))


def _failed(desk: Desk, task: Task, error: Exception) -> None:
    verdict = faults.judge(error, task.history)
    if faults.killed(error) and desk.is_stopping():
        verdict = Verdict.ABANDON  # we ended the reader, not the letter
    try:
        _settle(desk, task, error, verdict)
    except StoreError as refused:
        desk.say("abandoned", task.claim, code=refused.code)
        if faults.judge(refused, task.history) is Verdict.PAUSE:
            raise PausedError from refused


def _settle(desk: Desk, task: Task, error: Exception, verdict: Verdict) -> None:
    claim, code = task.claim, faults.code_of(error)
    if verdict is Verdict.PAUSE:
        desk.say("paused", claim, code=code)
        raise PausedError from error
    if verdict is Verdict.ABANDON:
        desk.say("abandoned", claim, code=code)
    elif verdict is Verdict.RETRY:
        _postpone(desk, task, error)
    else:
        end(desk, claim, error, verdict)


def _postpone(desk: Desk, task: Task, error: Exception) -> None:
    now = desk.clock.now()
    tries = task.history.attempts + 1
    wait = faults.wait_seconds(tries, desk.clock.chance())
    code = faults.code_of(error)
    with desk.store.writing() as tx:
        jobs.postpone(
            tx,
            task.claim.job_id,
            desk.owner,
            until=now.timestamp() + wait,
            error_code=code,
            died=faults.killed(error),
            at=now,
        )
    desk.say("postponed", task.claim, code=code, seconds=round(wait))
