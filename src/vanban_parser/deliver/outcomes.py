"""What became of messages, or would become of them."""

from __future__ import annotations

from dataclasses import dataclass

from vanban_parser.deliver.http import Request
from vanban_parser.store.deliveries import Message
from vanban_parser.store.senders import Fault


@dataclass(slots=True)
class Tally:
    """What became of the messages of one run.

    `fault` says why the target is left in peace, None where it is not; `taken` that
    another sender is at it; `held` messages wait for somebody to approve their letter.
    """

    sent: int = 0
    failed: int = 0
    dead: int = 0
    waiting: int = 0
    held: int = 0
    fault: Fault | None = None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a message; never a word of a letter."""

    name: str
    target: str
    message_id: str
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be sent for a message; `fault` where it could not be told."""

    message: Message
    request: Request | None = None
    fault: Fault | None = None
