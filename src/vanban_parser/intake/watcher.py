"""The loop: look, claim, hand out, look again.  Looking is the truth, events only wake.

One thread looks and claims; each of the others deals with one file at a time, with a
reader when it needs one; one more holds the leases.  Few files are claimed ahead, so
that other watchers of the folder have work too and a person sees what still waits.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable

from vanban_parser.intake import stability
from vanban_parser.intake.alive import Presence
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.desk import Clock, Desk, PausedError, Task, history_of
from vanban_parser.intake.faults import History, Verdict, code_of, judge
from vanban_parser.intake.folders import Claim, Folders, sync_folder
from vanban_parser.intake.hands import Hands
from vanban_parser.intake.journal import Counters, Event, Journal
from vanban_parser.intake.pace import Pace
from vanban_parser.intake.reader import LetterReader, Readers
from vanban_parser.intake.reasons import Explain
from vanban_parser.intake.recovery import recover
from vanban_parser.store import jobs
from vanban_parser.store.engine import Store
from vanban_parser.store.errors import StoreError

_AHEAD = 8
"""Files in hand for each reader, the one that it reads included.  They are fetched when
half of them are done: several at once cost the disk little more than one."""


class Watcher:
    """Watches one inbox until it is told to stop."""

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
        self._watch = stability.NOTHING
        self._ready: deque[tuple[str, bool]] = deque()
        self._due: set[str] = set()
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
            jobs.know_inbox(tx, inbox, str(self._folders.inbox.absolute()))
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
        )
        readers = Readers([self._make_reader() for _ in range(self._n_readers)])
        threads = [
            threading.Thread(target=self._serve, args=(readers,), daemon=True)
            for _ in range(2 * self._n_readers)
        ]
        threads.append(threading.Thread(target=self._beat, daemon=True))
        for thread in threads:
            thread.start()
        try:
            self._loop(presence, each_look, once=once)
        finally:
            self._end(threads, readers)
            presence.leave()
        if each_look is not None:
            each_look()

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
                soonest = time.monotonic() + self._pace.nap
                next_look = time.monotonic() + self._pace.scan
                if each_look is not None:
                    each_look()
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
        found = self._folders.looks()
        self._watch = stability.observe(self._watch, found, now)
        settled = stability.settled(self._watch, now, self._pace.settle)
        lost = stability.given_up(self._watch, now, self._pace.patience)
        self._ready = deque((path, False) for path in settled)
        self._ready.extend((path, True) for path in lost)
        # An empty file is yet to be written: nobody waits for it with `once`.
        empty = (path for path, seen in self._watch.items() if not seen.look.size)
        self._due = {*settled, *lost, *empty}
        at = self._clock.now().timestamp()
        self._counters.observe(
            at,
            waiting=len(found),
            in_hand=len(self._hands.held()),
            paused=int(self._is_paused()),
        )

    def _refill(self) -> None:
        """Take what waits in the queue, then claim what is ready, as hands are free."""
        most = _AHEAD * self._n_readers
        room = most - len(self._hands.held())
        if room < most // 2 or self._is_paused():
            return
        for task in self._queued(room):
            self._hands.give(task)
            room -= 1
        if room > 0 and self._ready:
            for task in self._claimed(room):
                self._hands.give(task)

    def _queued(self, room: int) -> list[Task]:
        """Begin jobs that wait: for a retry, or because their watcher died."""
        desk, now = self._desk, self._clock.now()
        if not self._hands.may_queue():
            return []
        with self._store.writing() as tx:
            taken = jobs.take(
                tx, desk.inbox, now.timestamp(), self._lease(), limit=room
            )
        self._hands.queue_seen(empty=not taken)
        tasks: list[Task] = []
        held = self._hands.held()
        for job in taken:
            if job.id in held:  # our own, whose lease ran out: it is dealt with
                continue
            claim = self._folders.claim_of(job.id)
            if claim is not None:
                tasks.append(Task(claim, history_of(job)))
                continue
            # Somebody took the file out of our folder by hand.
            with self._store.writing() as tx:
                jobs.forget(tx, job.id, desk.owner)
            self._journal(Event("vanished", job.id))
        return tasks

    def _claimed(self, room: int) -> list[Task]:
        """Claim files that are ready, so that a power cut would not undo it."""
        tasks: list[Task] = []
        while self._ready and len(tasks) < room:
            path, is_lost = self._ready.popleft()
            claim = self._claim(path, is_lost=is_lost)
            if claim is not None:
                tasks.append(Task(claim, is_given_up=is_lost))
                self._journal(Event("claimed", claim.job_id))
        if not tasks:
            return []
        for folder in {task.claim.path.parent for task in tasks}:
            sync_folder(folder)
        for below in {task.claim.folder for task in tasks}:
            sync_folder(self._folders.inbox / below)
        sync_folder(self._folders.work)
        now, lease = self._clock.now(), self._lease()
        desk = self._desk
        with self._store.writing() as tx:
            ours = [
                task
                for task in tasks
                if jobs.enroll(tx, desk.inbox, task.claim.job_id, now, lease)
            ]
        for task in ours:
            self._journal(Event("enrolled", task.claim.job_id))
        return ours

    def _claim(self, path: str, *, is_lost: bool) -> Claim | None:
        try:
            whole = is_complete(self._folders.inbox / path)
            if not whole and not is_lost:
                return None
            return self._folders.claim(path)
        except OSError:
            # Open elsewhere, or gone: what the next look finds, decides.
            return None

    def _serve(self, reader: LetterReader) -> None:
        """Deal with files, one after the other, in a thread of its own."""
        while True:
            task = self._hands.next()
            if task is None:
                return
            try:
                if not self._stop.is_set():
                    self._desk.deal(task, reader)
                    continue
                self._release(task)
            except PausedError:
                self._pause()
                self._release(task)
            except Exception as error:  # a thread that ends would read no more
                self._journal(
                    Event("trouble", task.claim.job_id, {"code": code_of(error)})
                )
            finally:
                self._hands.drop(task)
                self._wake.set()

    def _release(self, task: Task) -> None:
        with contextlib.suppress(StoreError), self._store.writing() as tx:
            jobs.release(tx, self._desk.owner, [task.claim.job_id])
        self._hands.queue_seen(empty=False)

    def _beat(self) -> None:
        """Hold our leases, in a thread of its own."""
        while not self._hands.ended.wait(self._pace.lease / 3):
            held = sorted(self._hands.held())
            if held:
                with contextlib.suppress(StoreError), self._store.writing() as tx:
                    jobs.beat(tx, self._lease(), held)

    def _lease(self) -> jobs.Lease:
        until = self._clock.now().timestamp() + self._pace.lease
        return jobs.Lease(self._desk.owner, until)

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
        # Settled or not is what the last look said, not what the clock says by now.
        unsettled = not self._due.issuperset(self._watch)
        busy = self._hands.held() or self._ready or self._hands.has_queued
        busy = busy or self._hands.look_now.is_set()
        return not (busy or unsettled or self._is_paused())

    def _end(self, threads: list[threading.Thread], readers: LetterReader) -> None:
        """Let what is under way end, for a while; give the rest back."""
        self._stop.set()
        self._hands.end(2 * self._n_readers)
        patience = time.monotonic() + self._pace.grace
        for thread in threads:
            thread.join(max(patience - time.monotonic(), 0))
        readers.close()
        for thread in threads:
            thread.join(5)
        with contextlib.suppress(StoreError), self._store.writing() as tx:
            jobs.release(tx, self._desk.owner)

    def _journal(self, event: Event) -> None:
        self._counters(event)
        if event.name == "put-back":
            self._hands.look_now.set()
        self._tell(event)
