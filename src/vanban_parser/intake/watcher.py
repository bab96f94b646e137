"""The loop: look, claim, hand out, look again.  Looking is the truth, events only wake.

One thread looks and claims; those of a crew deal with one file at a time, with a reader
when they need one.  Few files are claimed ahead, so that other watchers of the folder
have work too and a person sees what still waits.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vanban_parser.intake import taking
from vanban_parser.intake.alive import Presence
from vanban_parser.intake.copies import Copies
from vanban_parser.intake.crew import Crew
from vanban_parser.intake.desk import Clock, Desk
from vanban_parser.intake.drop import Sight
from vanban_parser.intake.faults import History, Verdict, code_of, judge
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.hands import Hands
from vanban_parser.intake.journal import Counters, Event, Journal
from vanban_parser.intake.pace import Pace
from vanban_parser.intake.reader import LetterReader, Readers
from vanban_parser.intake.reasons import Explain
from vanban_parser.intake.recovery import recover
from vanban_parser.store import inboxes, jobs
from vanban_parser.store.engine import Store
from vanban_parser.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_AHEAD = 8
"""Files in hand for each reader, the one that it reads included.  They are fetched when
half of them are done: several at once cost the disk little more than one."""

_AT_ONCE = 500
"""Ids in one question to the database."""


class Watcher:
    """Watches one inbox until it is told to stop.

    With a `source`, a folder that is only read, what lies there is copied and dealt
    with as if it had been dropped into the inbox.
    """

    def __init__(
        self,
        folders: Folders,
        store: Store,
        make_reader: Callable[[], LetterReader],
        *,
        clock: Clock,
        explain: Explain,
        journal: Journal,
        n_readers: int = 1,
        pace: Pace | None = None,
        source: Path | None = None,
    ) -> None:
        self._folders = folders
        self._store = store
        self._make_reader = make_reader
        self._clock = clock
        self._pace = pace or Pace()
        self._n_readers = n_readers
        self._counters = Counters()
        self._explain = explain
        self._tell = journal
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._hands = Hands()
        self._source = source
        self._sights = [Sight(folders, self._pace)]
        self._paused_until = 0.0

    def stop(self) -> None:
        """Begin nothing more; `run` returns when what is under way has ended."""
        self._stop.set()
        self._wake.set()

    def wake(self) -> None:
        """Look now: something may have come."""
        self._hands.look_now.set()
        self._wake.set()

    def metrics(self) -> str:
        """Return the counters, in the text format of Prometheus."""
        return self._counters.text()

    def run(
        self, *, once: bool = False, each_look: Callable[[], None] | None = None
    ) -> None:
        """Watch until `stop`.

        Args:
            once: Return when all that is there has been dealt with.
            each_look: Called after every look, and at the end.

        Raises:
            OSError: the inbox is not there or may not be written.
            StoreError: the database cannot be used at the start.
        """
        inbox = self._folders.prepare()
        with self._store.writing() as tx:
            inboxes.know(tx, inbox, str(self._folders.inbox.absolute()))
        presence = Presence(self._folders.own / "watchers")
        self._desk = Desk(
            folders=self._folders,
            store=self._store,
            inbox=inbox,
            owner=presence.owner,
            clock=self._clock,
            journal=self._journal,
            explain=self._explain,
            is_stopping=self._stop.is_set,
            lease_seconds=self._pace.lease,
        )
        if self._source is not None:
            copies = Copies(self._source, self._folders, inbox, self._known)
            self._sights.append(Sight(copies, self._pace))
        try:
            with self._crew():
                self._loop(presence, each_look, once=once)
        finally:
            presence.leave()
        if each_look is not None:
            each_look()

    def _known(self, job_ids: Sequence[str]) -> set[str]:
        """Return those of `job_ids` that the queue knows."""
        known: set[str] = set()
        for start in range(0, len(job_ids), _AT_ONCE):
            some = job_ids[start : start + _AT_ONCE]
            with self._store.reading() as tx:
                known.update(jobs.states(tx, self._desk.inbox, some))
        return known

    @contextmanager
    def _crew(self) -> Iterator[None]:
        """Have files dealt with while the block lasts."""
        readers = Readers([self._make_reader() for _ in range(self._n_readers)])
        crew = Crew(
            self._desk,
            self._hands,
            readers,
            self._n_readers,
            wake=self._wake.set,
            pause=self._pause,
        )
        try:
            yield
        finally:
            self._stop.set()
            crew.end(self._pace.grace)

    def _loop(
        self, presence: Presence, each_look: Callable[[], None] | None, *, once: bool
    ) -> None:
        next_look = soonest = 0.0
        seen = False
        while not self._stop.is_set():
            now = time.monotonic()
            if now >= next_look or (self._hands.look_now.is_set() and now >= soonest):
                self._hands.look_now.clear()
                self._wake.clear()
                seen = self._guarded(lambda: self._look(presence))
                if each_look is not None:
                    each_look()
                # Of many files a look takes long: most of the time is for other work.
                done = time.monotonic()
                rest = (done - now) * self._pace.rest
                soonest = done + max(self._pace.nap, rest)
                next_look = done + max(self._pace.scan, rest)
            filled = self._guarded(self._refill)
            if once and seen and filled and self._is_idle():
                return
            due = soonest if self._hands.look_now.is_set() else next_look
            self._wake.wait(max(due - time.monotonic(), 0.005))
            self._wake.clear()

    def _guarded(self, step: Callable[[], None]) -> bool:
        """Do a step; what the folder or the database refuses is done at the next."""
        try:
            step()
        except (OSError, StoreError) as error:
            if judge(error, History()) is Verdict.PAUSE:
                self._pause(code_of(error))
            else:
                self._journal(Event("trouble", None, {"code": code_of(error)}))
            return False
        return True

    def _look(self, presence: Presence) -> None:
        """Look at the folder, at what is on its way, and at who has died."""
        # While there is no room, the database is left alone.
        if not self._is_paused() and recover(self._desk, presence, self._hands.held()):
            self._hands.queue_seen(empty=False)
        self._folders.clear_empty(self._clock.now().timestamp() - self._pace.stale)
        now = time.monotonic()
        for sight in self._sights:
            sight.look(now)
        self._counters.observe(
            self._clock.now().timestamp(),
            waiting=sum(sight.n_seen for sight in self._sights),
            in_hand=len(self._hands.held()),
            paused=int(self._is_paused()),
        )

    def _refill(self) -> None:
        """Take what waits in the queue, then claim what is ready, as hands are free."""
        most = _AHEAD * self._n_readers
        room = most - len(self._hands.held())
        if room < most // 2 or self._is_paused():
            return
        if self._hands.may_queue():
            tasks, had_any = taking.queued(self._desk, self._hands.held(), room)
            self._hands.queue_seen(empty=not had_any)
            for task in tasks:
                self._hands.give(task)
            room -= len(tasks)
        if room > 0 and self._has_ready():
            for task in taking.claimed(self._desk, self._sights, room):
                self._hands.give(task)

    def _has_ready(self) -> bool:
        return any(sight.has_ready for sight in self._sights)

    def _pause(self, code: str = "disk-full") -> None:
        """Begin nothing for a while."""
        if not self._is_paused():
            self._journal(Event("paused", None, {"code": code}))
        self._paused_until = time.monotonic() + self._pace.pause
        self._counters.observe(self._clock.now().timestamp(), paused=1)

    def _is_paused(self) -> bool:
        return time.monotonic() < self._paused_until

    def _is_idle(self) -> bool:
        """Tell whether nothing is left that could be dealt with now."""
        busy = self._hands.held() or self._has_ready() or self._hands.has_queued
        busy = busy or self._hands.look_now.is_set()
        unsettled = not all(sight.is_settled for sight in self._sights)
        return not (busy or unsettled or self._is_paused())

    def _journal(self, event: Event) -> None:
        self._counters(event)
        if event.name == "put-back":
            self._hands.look_now.set()
        self._tell(event)
