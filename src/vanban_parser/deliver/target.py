"""What the sender asks of every kind of target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from vanban_parser.deliver.duty import Duty
from vanban_parser.model.letter import Letter
from vanban_parser.store.deliveries import Message
from vanban_parser.store.outbox import Topic
from vanban_parser.store.remotes import Remote

Remember = Callable[[Remote], None]
"""Keeps what a task has become, before and after it is changed there."""

EVERY: tuple[Topic, ...] = (
    "letter.registered",
    "task.created",
    "task.changed",
    "task.withdrawn",
)
OF_TASKS: tuple[Topic, ...] = ("task.created", "task.changed", "task.withdrawn")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message with what it is about, as it stands now.

    `duty` is null for a letter's own message and for a task that it no longer gives;
    `code` names the letter for people.
    """

    message: Message
    letter: Letter
    code: str
    duty: Duty | None
    index: int | None


class Target(Protocol):
    """Takes messages, one after the other."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What interests it."""

    def deliver(self, parcel: Parcel, known: Remote, remember: Remember) -> Remote:
        """Bring a message to the target and return what its task has become there.

        The same message may come again: then nothing is there twice.

        Raises:
            DeliveryError: it did not arrive, or nobody knows.
            Rehearsed: it would, if this were no rehearsal.
        """

    def check(self) -> str:
        """Look whether messages could be brought; bring none, change nothing.

        Returns:
            What it answers, in a few words without any secret.

        Raises:
            DeliveryError: they could not.
            TargetSettingsError: it cannot be used as it is set up.
        """

    def close(self) -> None:
        """Let go of connections."""
