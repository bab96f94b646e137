"""A folder where letters are dropped, as one looks at it again and again."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from vanban_parser.intake import stability
from vanban_parser.intake.folders import Claim
from vanban_parser.intake.pace import Pace
from vanban_parser.intake.stability import Look


class Drop(Protocol):
    """Where letters are dropped; paths are relative to it, with ``/``."""

    def looks(self) -> dict[str, Look]:
        """Return each file that may be a letter and was not taken yet."""

    def is_whole(self, path: str) -> bool:
        """Tell whether a file has the end that its kind must have.

        Raises:
            OSError: it cannot be read.
        """

    def claim(self, path: str, look: Look) -> Claim | None:
        """Take a file; None if it is gone, or not what `look` saw.

        Raises:
            OSError: it may not be taken.
        """


class Sight:
    """What is known of one such folder from the looks at it so far."""

    def __init__(self, drop: Drop, pace: Pace) -> None:
        self._drop = drop
        self._pace = pace
        self._watch = stability.NOTHING
        self._ready: deque[tuple[str, bool]] = deque()
        self._due: set[str] = set()

    def look(self, now: float) -> None:
        """Look once more; `now` is in seconds of a clock that never jumps."""
        self._watch = stability.observe(self._watch, self._drop.looks(), now)
        settled = stability.settled(self._watch, now, self._pace.settle)
        lost = stability.given_up(self._watch, now, self._pace.patience)
        self._ready = deque((path, False) for path in settled)
        self._ready.extend((path, True) for path in lost)
        # An empty file is yet to be written: nobody waits for it with `once`.
        empty = (path for path, seen in self._watch.items() if not seen.look.size)
        self._due = {*settled, *lost, *empty}

    @property
    def n_seen(self) -> int:
        """How many files the last look found."""
        return len(self._watch)

    @property
    def has_ready(self) -> bool:
        """Whether there is something to claim."""
        return bool(self._ready)

    @property
    def is_settled(self) -> bool:
        """Whether all that the last look saw is due, whatever time it is by now."""
        return self._due.issuperset(self._watch)

    def next_claim(self) -> tuple[Claim, bool] | None:
        """Claim the next file that is ready; None when there is none left.

        With it comes whether it was given up: nobody has written to it for long.
        """
        while self._ready:
            path, is_lost = self._ready.popleft()
            claim = self._claimed(path, is_lost=is_lost)
            if claim is not None:
                return claim, is_lost
        return None

    def _claimed(self, path: str, *, is_lost: bool) -> Claim | None:
        try:
            if not is_lost and not self._drop.is_whole(path):
                return None
            return self._drop.claim(path, self._watch[path].look)
        except OSError:
            # Open elsewhere, or gone: what the next look finds, decides.
            return None
