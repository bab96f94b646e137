"""Bring a task to a tracker and never undo what people did with it there.

Three values decide for each field: what we last wrote, what we would write now, and
what is there.  Only where the first is what is there is a field still ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from vanban_parser.deliver.duty import Duty, withdrawal
from vanban_parser.deliver.errors import ContestedError, DeliveryError, UnfitValueError
from vanban_parser.deliver.target import OF_TASKS, Parcel, Remember
from vanban_parser.store.outbox import Topic
from vanban_parser.store.remotes import Remote

Values = Mapping[str, str]
"""What stands in the fields that we fill in; an empty text where a field is not."""

_TRIES: Final = 4
_FINE_CONTROLS: Final = "\n\t"


class ThereAlreadyError(Exception):
    """What was to be made is there: an answer was lost, or the store is an old one."""


class ChangedMeanwhileError(Exception):
    """Somebody wrote between our reading and our writing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A task in a tracker: its id there, what stands in our fields, its comments.

    `etag` is what a condition of writing is made of: how the tracker names this state,
    or, where it does not tell, one that came before.  `whole` is the task in the
    tracker's own form.
    """

    remote_id: str
    values: Values
    comments: tuple[str, ...] = ()
    etag: str | None = None
    whole: str = field(default="", repr=False)


class Tracker(Protocol):
    """What a kind of tracker can do."""

    @property
    def looks_first(self) -> bool:
        """Whether it must be looked for before it is made: making has no condition."""

    def wanted(self, duty: Duty) -> Values:
        """Return what our fields are to hold.

        Raises:
            UnfitValueError: a value cannot stand there unharmed.
        """

    def find(self, task_id: str, remote_id: str | None) -> Found | None:
        """Return a task by our id, or by its id there; None if it is not there."""

    def create(self, duty: Duty, values: Values) -> Found:
        """Make a task, open, with `values`.

        Raises:
            ThereAlreadyError: it is there.
        """

    def change(self, found: Found, values: Values) -> Found:
        """Write `values` and nothing else.

        Raises:
            ChangedMeanwhileError: it is no longer as it was `found`.
        """

    def comment(self, found: Found, text: str, *, withdrawn: bool) -> Found:
        """Add a comment: that the task was withdrawn, or that it is not any more.

        Raises:
            ChangedMeanwhileError: it is no longer as it was `found`.
        """

    def check(self) -> str:
        """See `Target.check`."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """Which fields are written, what counts as ours then, and which people changed."""

    write: Values
    ours: Values
    kept: tuple[str, ...]


def plan(base: Values, mine: Values, theirs: Values) -> Plan:
    """Decide field by field.

    Args:
        base: What we last wrote.
        mine: What we would write now.
        theirs: What is there.
    """
    write: dict[str, str] = {}
    ours = dict(base)
    kept = []
    for name, value in mine.items():
        there = theirs.get(name, "")
        if there == value:
            ours[name] = value
        elif name in base and there == base[name]:
            write[name] = ours[name] = value
        else:
            kept.append(name)
    return Plan(write, ours, tuple(kept))


def settled(known: Remote, theirs: Values) -> Values:
    """Return what we last wrote, as far as it is known what arrived.

    Values that were on their way when they were last heard of count where they are
    what is there now.
    """
    arrived = {
        name: value
        for name, value in (known.trying or {}).items()
        if theirs.get(name, "") == value
    }
    return {**(known.sent or {}), **arrived}


def fit(target: str, values: Values) -> Values:
    """Return `values` if none holds what text may not.

    Raises:
        UnfitValueError: one holds a control character.
    """
    for name, value in values.items():
        for sign in value:
            if (sign < " " and sign not in _FINE_CONTROLS) or sign == "\x7f":
                raise UnfitValueError(target, f"{name}: U+{ord(sign):04X}")
    return values


class TrackerTarget:
    """A tracker as the sender wants it."""

    topics: tuple[Topic, ...] = OF_TASKS

    def __init__(self, name: str, tracker: Tracker) -> None:
        self._name = name
        self._tracker = tracker

    def deliver(self, parcel: Parcel, known: Remote, remember: Remember) -> Remote:
        if known.gone:
            return known
        for _ in range(_TRIES):
            try:
                if parcel.duty is None:
                    return self._withdraw(parcel, known)
                return self._bring(parcel, parcel.duty, known, remember)
            except (ChangedMeanwhileError, ThereAlreadyError):
                # Somebody was faster, or we were ourselves: look again.
                known = replace(known, trying=known.trying or {})
        raise self._contested()

    def check(self) -> str:
        return self._tracker.check()

    def close(self) -> None:
        self._tracker.close()

    def _bring(
        self, parcel: Parcel, duty: Duty, known: Remote, remember: Remember
    ) -> Remote:
        mine = self._tracker.wanted(duty)
        if self._is_there(known, mine):
            return known
        found = None
        if self._tracker.looks_first or known.remote_id or known.trying is not None:
            found = self._tracker.find(duty.id, known.remote_id)
        if found is None:
            if known.remote_id:
                # A person deleted it, or put it elsewhere.
                return replace(known, gone=True, trying=None)
            remember(known.now_trying(mine))
            made = self._tracker.create(duty, mine)
            return Remote(made.remote_id, made.etag, sent=mine)
        if found.etag is None:
            found = replace(found, etag=known.etag)
        return self._update(parcel, known, found, mine, remember)

    def _update(
        self,
        parcel: Parcel,
        known: Remote,
        found: Found,
        mine: Values,
        remember: Remember,
    ) -> Remote:
        do = plan(settled(known, found.values), mine, found.values)
        now = replace(known, remote_id=found.remote_id, etag=found.etag, kept=do.kept)
        if do.write:
            before = settled(known, found.values)
            remember(replace(now, sent=dict(before)).now_trying(mine))
            found = self._tracker.change(found, do.write)
        if known.withdrawn:
            found = self._say(parcel, found, withdrawn=False)
        return replace(now, etag=found.etag, sent=do.ours, trying=None, withdrawn=False)

    def _withdraw(self, parcel: Parcel, known: Remote) -> Remote:
        if known.withdrawn or (known.remote_id is None and known.trying is None):
            return known
        task_id = parcel.message.task_id or ""
        found = self._tracker.find(task_id, known.remote_id)
        if found is None:
            return replace(known, gone=known.remote_id is not None, trying=None)
        found = self._say(parcel, found, withdrawn=True)
        base = settled(known, found.values)
        return replace(
            known,
            remote_id=found.remote_id,
            etag=found.etag or known.etag,
            sent=base,
            trying=None,
            withdrawn=True,
        )

    def _say(self, parcel: Parcel, found: Found, *, withdrawn: bool) -> Found:
        """Add a comment unless it is there: each message comments once."""
        mark = f"[vanban {parcel.message.id[:8]}]"
        if any(mark in comment for comment in found.comments):
            return found
        text = f"{withdrawal(parcel.code, restored=not withdrawn)} {mark}"
        return self._tracker.comment(found, text, withdrawn=withdrawn)

    def _is_there(self, known: Remote, mine: Values) -> bool:
        """Tell without asking whether all that we would write was written."""
        return (
            known.remote_id is not None
            and known.trying is None
            and not known.withdrawn
            and not known.kept
            and known.sent == mine
        )

    def _contested(self) -> DeliveryError:
        return ContestedError(self._name, str(_TRIES))
