"""What a failure means for the file: wait, give up, or stop for everybody.  Pure."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vanban_parser.errors import FileMissingError, VanbanError, ours
from vanban_parser.store.errors import StoreError, StoreFullError

MAX_ATTEMPTS: Final = 5
"""Tries that fail for what may pass, until it is believed that it does not."""
MAX_DEATHS: Final = 2
"""Processes that a file may kill."""
MAX_TAKES: Final = 100
"""Times that a file may be begun without anybody saying how it ended.

Many, since a watcher that is killed holds files that had no part in it; what kills a
reader is found out by `MAX_DEATHS`.
"""
_FIRST_WAIT: Final = 30.0
_LONGEST_WAIT: Final = 3600.0

# Of the machine or of another program that has the file open, not of the letter.
_MAY_PASS: Final = frozenset({"unreadable-file", "cannot-write", "memory-limit"})
_DEATHS: Final = frozenset({"crashed", "time-limit"})
_SECRET: Final = frozenset({"secret-letter", "suspected-secret"})
_MAY_PASS_ERRNO: Final = frozenset(
    {
        *(errno.EBUSY, errno.EIO, errno.EAGAIN, errno.ENOMEM, errno.EMFILE),
        *(errno.ENFILE, errno.EINTR, errno.ETIMEDOUT, errno.ESTALE, errno.ETXTBSY),
        *(errno.EACCES, errno.EPERM, errno.EROFS),
    }
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class Verdict(Enum):
    """What is to be done with a file that failed."""

    RETRY = "retry"
    GIVE_UP = "give-up"
    PAUSE = "pause"
    """Everything stops until there is room again; this try does not count."""
    ABANDON = "abandon"
    """Let go of it without a word: another has it, or nobody can be told."""
    QUARANTINE = "quarantine"


class PoisonError(VanbanError):
    """A file killed the process that read it, twice."""

    code = "poison"
    problem = "reading the file ended the program twice"
    remedy = "print it to a new PDF and drop that, or ask the sender for it again"


class IncompleteError(VanbanError):
    """A file has had no end for a long time; the copy broke off."""

    code = "incomplete-file"
    problem = "the file has not been copied to its end"
    remedy = "copy it into the folder again"


class NotAFileError(VanbanError):
    """What was claimed is no ordinary file: a link, a pipe."""

    code = "not-a-file"
    problem = "not an ordinary file"
    remedy = "copy the letter itself into the folder, not a shortcut to it"


@dataclass(frozen=True, slots=True)
class History:
    """What a file has been through before this try."""

    takes: int = 1
    attempts: int = 0
    deaths: int = 0


def judge(error: Exception, history: History) -> Verdict:
    """Return what `error` means for a file with this history."""
    if isinstance(error, StoreFullError) or _errno(error) in _FULL:
        return Verdict.PAUSE
    if isinstance(error, StoreError):
        return Verdict.ABANDON
    code = code_of(error)
    if code in _SECRET:
        return Verdict.QUARANTINE
    if killed(error):
        dead = history.deaths + 1 >= MAX_DEATHS
        return Verdict.GIVE_UP if dead else Verdict.RETRY
    passing = code in _MAY_PASS or _errno(error) in _MAY_PASS_ERRNO
    if passing and history.attempts + 1 < MAX_ATTEMPTS:
        return Verdict.RETRY
    return Verdict.GIVE_UP


def killed(error: Exception) -> bool:
    """Tell whether the process that read the file died of it or had to be ended."""
    return code_of(error) in _DEATHS


def final(error: Exception, filename: str) -> VanbanError:
    """Return the error that is told to people when `error` ends a file's way."""
    if code_of(error) == "crashed":
        return PoisonError(filename)
    if isinstance(error, OSError):
        return FileMissingError(filename, error.strerror or "")
    return ours(error, filename)


def code_of(error: Exception) -> str:
    """Return the stable code of an error, its class name if it has none."""
    return error.code if isinstance(error, VanbanError) else type(error).__name__


def wait_seconds(attempts: int, chance: float) -> float:
    """Return how long to wait after so many failed tries.

    Twice as long each time, up to an hour, and a part of it by chance, so that several
    files do not come back at the same moment.

    Args:
        attempts: Failed tries so far, this one too; from 1.
        chance: A number in [0, 1).
    """
    longest = min(_FIRST_WAIT * 2.0 ** (attempts - 1), _LONGEST_WAIT)
    return float(longest * (0.5 + chance / 2))


def _errno(error: Exception) -> int | None:
    return error.errno if isinstance(error, OSError) else None
