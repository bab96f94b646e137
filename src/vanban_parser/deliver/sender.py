"""Empties the outbox into one target: in order, at least once, one sender at a time."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from vanban_parser.deliver import faults
from vanban_parser.deliver.errors import (
    DefectError,
    DeliveryError,
    TargetSettingsError,
)
from vanban_parser.deliver.http import Rehearsed
from vanban_parser.deliver.outcomes import Event, Rehearsal, Tally
from vanban_parser.deliver.parcels import Packer
from vanban_parser.deliver.target import Parcel, Target
from vanban_parser.store import deliveries, remotes, senders
from vanban_parser.store.deliveries import Message
from vanban_parser.store.engine import Store, Tx
from vanban_parser.store.errors import SenderLostError, StoreError
from vanban_parser.store.jobs import Lease
from vanban_parser.store.remotes import Remote
from vanban_parser.store.senders import Fault

_BATCH: Final = 50
_PATIENCE: Final = 3
"""Messages in a row that fail for the same reason until it is the target's fault."""


class Clock(Protocol):
    """Time and chance, from outside."""

    def now(self) -> dt.datetime: ...

    def chance(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """For how long a silent sender is waited for, and the first wait; in seconds."""

    lease: float = 120.0
    first_wait: float = faults.FIRST_WAIT


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what waits for one target; of approved letters only, where it is so set."""

    store: Store
    name: str
    target: Target
    packer: Packer
    clock: Clock
    owner: str
    since: str | None = None
    pace: Pace = Pace()
    journal: Callable[[Event], None] = field(default=lambda _: None)
    approved: bool = False

    def run(self) -> Tally:
        """Send all that is due, once through.

        Raises:
            StoreError: the database failed, or another sender took over.
        """
        tally = Tally()
        now = self.clock.now().timestamp()
        with self.store.writing() as tx:
            if not senders.begin(tx, self.name, now, self._lease()):
                tally.taken = True
                return tally
            state = senders.sender(tx, self.name)
        try:
            if state is not None and state.not_before > now:
                tally.fault = Fault(
                    state.error_code or "", state.error_detail or "", state.not_before
                )
                return tally
            with self._held():
                self._run(tally, state.failures if state else 0)
            tally.held = self._n_held()
        finally:
            # What was lost meanwhile is another's.
            with suppress(StoreError), self.store.writing() as tx:
                senders.finish(tx, self.name, self.owner)
        return tally

    def rehearse(self) -> Iterator[Rehearsal]:
        """Yield for each message that waits what would be sent; change nothing."""
        for message in self._pending():
            try:
                with self.store.reading() as tx:
                    parcel = self.packer.pack(tx, message)
                    known = self._known(tx, message)
                self.target.deliver(parcel, known, lambda _: None)
            except Rehearsed as would:
                yield Rehearsal(message, would.request)
            except DeliveryError as error:
                fault = Fault(error.code, error.detail, None)
                yield Rehearsal(message, fault=fault)
            else:
                yield Rehearsal(message)

    def _run(self, tally: Tally, failures: int) -> None:
        now = self.clock.now().timestamp()
        blocked: set[str] = set()
        in_a_row = 0
        for message in self._pending():
            key = message.task_id or message.id
            if key in blocked or message.not_before > now or not self._may_go(message):
                blocked.add(key)
                tally.waiting += 1
                continue
            error = self._send(message)
            if error is None:
                in_a_row = 0
                tally.sent += 1
                if failures:
                    failures = self._answers_again()
                continue
            blocked.add(key)
            in_a_row += 1
            if error.halts or (error.retry_after and error.transient):
                tally.fault = self._rest(error, failures + 1)
                tally.failed += 1
                return
            if self._fail(message, error):
                tally.dead += 1
                in_a_row = 0
            else:
                tally.failed += 1
            if in_a_row >= _PATIENCE:
                tally.fault = self._rest(error, failures + 1)
                return

    def _pending(self) -> Iterator[Message]:
        after = 0
        while True:
            with self.store.reading() as tx:
                found = deliveries.pending(
                    tx,
                    self.name,
                    self.target.topics,
                    since=self.since,
                    after=after,
                    limit=_BATCH,
                    approved=self.approved,
                )
            if not found:
                return
            yield from found
            after = found[-1].seq

    def _may_go(self, message: Message) -> bool:
        """Look once more: somebody may have changed the letter meanwhile."""
        if not self.approved:
            return True
        with self.store.reading() as tx:
            return deliveries.is_approved(tx, message.letter_id)

    def _n_held(self) -> int:
        if not self.approved:
            return 0
        with self.store.reading() as tx:
            return deliveries.n_held(tx, self.name, self.target.topics, self.since)

    def _send(self, message: Message) -> DeliveryError | None:
        """Bring one message to the target; return why it did not arrive."""
        try:
            with self.store.reading() as tx:
                parcel = self.packer.pack(tx, message)
                known = self._known(tx, message)
            now = self._deliver(parcel, known)
        except DeliveryError as error:
            return self._failed(message, error)
        except (StoreError, TargetSettingsError, Rehearsed):
            raise
        except Exception as error:  # one message must not hold up all others for ever
            kind = type(error).__name__
            return self._failed(message, DefectError(self.name, kind))
        at = self.clock.now()
        with self.store.writing() as tx:
            if message.task_id is not None and now != known:
                remotes.remember(tx, self.name, message.task_id, now, self.owner, at)
            deliveries.settle(tx, self.name, message, self.owner, at)
        self._tell("sent", message)
        return None

    def _failed(self, message: Message, error: DeliveryError) -> DeliveryError:
        self._tell("failed", message, error.code, error.detail)
        return error

    def _deliver(self, parcel: Parcel, known: Remote) -> Remote:
        task_id = parcel.message.task_id

        def remember(now: Remote) -> None:
            if task_id is not None:
                at = self.clock.now()
                with self.store.writing() as tx:
                    remotes.remember(tx, self.name, task_id, now, self.owner, at)

        return self.target.deliver(parcel, known, remember)

    def _known(self, tx: Tx, message: Message) -> Remote:
        if message.task_id is None:
            return Remote()
        return remotes.get(tx, self.name, message.task_id) or Remote()

    def _fail(self, message: Message, error: DeliveryError) -> bool:
        """Note a failure; tell whether the message was given up."""
        at = self.clock.now()
        fault = faults.judge(
            error,
            message.attempts + 1,
            at.timestamp(),
            self.clock.chance(),
            self.pace.first_wait,
        )
        with self.store.writing() as tx:
            deliveries.fail(tx, self.name, message, self.owner, fault, at)
        if fault.until is None:
            self._tell("dead", message, fault.code, fault.detail)
        return fault.until is None

    def _rest(self, error: DeliveryError, failures: int) -> Fault:
        """Leave the target in peace for a while; no message is the worse for it."""
        at = self.clock.now().timestamp()
        chance, first = self.clock.chance(), self.pace.first_wait
        fault = faults.judge(error, failures, at, chance, first)
        if fault.until is None:
            fault = replace(fault, until=at + faults.LONGEST_WAIT)
        with self.store.writing() as tx:
            senders.must_hold(tx, self.name, self.owner)
            senders.rest(tx, self.name, fault)
        return fault

    def _answers_again(self) -> int:
        with self.store.writing() as tx:
            senders.rest(tx, self.name, None)
        return 0

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Stay the sender within the block, however slow the target is."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(self.pace.lease / 3):
                try:
                    with self.store.writing() as tx:
                        senders.hold(tx, self.name, self._lease())
                except SenderLostError:
                    return
                except StoreError:
                    continue

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _lease(self) -> Lease:
        return Lease(self.owner, self.clock.now().timestamp() + self.pace.lease)

    def _tell(
        self, name: str, message: Message, code: str = "", detail: str = ""
    ) -> None:
        self.journal(Event(name, self.name, message.id, code, detail))
