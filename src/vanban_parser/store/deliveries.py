"""Whom what is in the outbox has been told, by target.

One sender a target, under a lease; what a sender records counts only while it holds
it.  Rows are read in the order in which things came about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from vanban_parser.store.engine import Tx
from vanban_parser.store.inserting import insert_new
from vanban_parser.store.senders import Fault, must_hold, rest
from vanban_parser.store.tables import deliveries, outbox
from vanban_parser.store.tables_review import reviews

State = Literal["pending", "sent", "dead"]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell; `id` is the same however often it is sent.

    `not_before` is in seconds since 1970, `created_at` ISO 8601.
    """

    id: str
    seq: int
    topic: str
    letter_id: str
    task_id: str | None
    created_at: str
    attempts: int
    not_before: float


@dataclass(frozen=True, slots=True)
class Dead:
    """A message that was given up, and why."""

    target: str
    event_id: str
    topic: str
    letter_id: str
    task_id: str | None
    error_code: str
    error_detail: str


def pending(  # one keyword a condition
    tx: Tx,
    target: str,
    topics: Sequence[str],
    *,
    since: str | None = None,
    after: int = 0,
    limit: int = 50,
    approved: bool = False,
) -> tuple[Message, ...]:
    """Return what has not been told yet, due or not, in order.

    Args:
        tx: The transaction.
        target: Whom.
        topics: What interests it.
        since: Nothing older than this day, ``YYYY-MM-DD``.
        after: Nothing up to this `Message.seq`.
        limit: At most so many.
        approved: Only of letters that are approved as they stand now.
    """
    wanted = [outbox.c.seq > after, *_waiting(topics, since)]
    if approved:
        wanted.append(outbox.c.letter_id.in_(_APPROVED))
    query = (
        select(
            outbox.c.id,
            outbox.c.seq,
            outbox.c.topic,
            outbox.c.letter_id,
            outbox.c.task_id,
            outbox.c.created_at,
            func.coalesce(deliveries.c.attempts, 0),
            func.coalesce(deliveries.c.not_before, 0.0),
        )
        .join(deliveries, _told_to(target), isouter=True)
        .where(*wanted)
        .order_by(outbox.c.seq)
        .limit(limit)
    )
    return tuple(Message(*row) for row in tx.execute(query))


def n_held(tx: Tx, target: str, topics: Sequence[str], since: str | None = None) -> int:
    """Return how many messages wait for somebody to approve their letter."""
    query = (
        select(func.count())
        .select_from(outbox)
        .join(deliveries, _told_to(target), isouter=True)
        .where(*_waiting(topics, since), outbox.c.letter_id.not_in(_APPROVED))
    )
    return tx.execute(query).scalar_one()


def is_approved(tx: Tx, letter_id: str) -> bool:
    """Tell whether a letter is approved as it stands now."""
    mine = _APPROVED.where(reviews.c.letter_id == letter_id)
    return tx.execute(mine).first() is not None


def settle(tx: Tx, target: str, message: Message, owner: str, at: dt.datetime) -> None:
    """Note that a message arrived.

    Raises:
        SenderLostError: another sender has taken over; nothing is noted.
    """
    must_hold(tx, target, owner)
    _note(tx, target, message.id, at, state="sent", attempts=message.attempts + 1)


def fail(  # what a failed try leaves behind
    tx: Tx,
    target: str,
    message: Message,
    owner: str,
    fault: Fault,
    at: dt.datetime,
) -> None:
    """Note that a message did not arrive; without ``fault.until`` it is given up.

    Raises:
        SenderLostError: another sender has taken over; nothing is noted.
    """
    must_hold(tx, target, owner)
    _note(
        tx,
        target,
        message.id,
        at,
        state="dead" if fault.until is None else "pending",
        attempts=message.attempts + 1,
        not_before=fault.until or 0.0,
        error_code=fault.code,
        error_detail=fault.detail,
    )


def revive(tx: Tx, target: str, at: dt.datetime) -> int:
    """Let what was given up be tried again, and at once; return how many."""
    again = {"state": "pending", "attempts": 0, "not_before": 0.0}
    dead = (deliveries.c.target == target, deliveries.c.state == "dead")
    noted = update(deliveries).where(*dead).values(**again, changed_at=at.isoformat())
    changed = tx.execute(noted).rowcount
    waiting = (deliveries.c.target == target, deliveries.c.state == "pending")
    tx.execute(update(deliveries).where(*waiting).values(not_before=0.0))
    rest(tx, target, None)
    return changed


def counts(
    tx: Tx, target: str, topics: Sequence[str], since: str | None = None
) -> dict[State, int]:
    """Return how many messages for `target` are in each state."""
    state = case(
        (deliveries.c.state.is_(None), "pending"), else_=deliveries.c.state
    ).label("state")
    query = (
        select(state, func.count())
        .select_from(outbox)
        .join(deliveries, _told_to(target), isouter=True)
        .where(outbox.c.topic.in_(topics))
        .group_by(state)
    )
    if since is not None:
        query = query.where(outbox.c.created_at >= since)
    return {row[0]: row[1] for row in tx.execute(query)}


def given_up(tx: Tx) -> dict[str, int]:
    """Return how many messages were given up, by target."""
    query = (
        select(deliveries.c.target, func.count())
        .where(deliveries.c.state == "dead")
        .group_by(deliveries.c.target)
        .order_by(deliveries.c.target)
    )
    return {row[0]: row[1] for row in tx.execute(query)}


def dead(tx: Tx, target: str, limit: int = 1000) -> tuple[Dead, ...]:
    """Return what was given up, in order."""
    query = (
        select(
            deliveries.c.target,
            deliveries.c.event_id,
            outbox.c.topic,
            outbox.c.letter_id,
            outbox.c.task_id,
            deliveries.c.error_code,
            deliveries.c.error_detail,
        )
        .join(outbox, outbox.c.id == deliveries.c.event_id)
        .where(deliveries.c.target == target, deliveries.c.state == "dead")
        .order_by(outbox.c.seq)
        .limit(limit)
    )
    return tuple(Dead(*row) for row in tx.execute(query))


_APPROVED = select(reviews.c.letter_id).where(
    reviews.c.approved_revision == reviews.c.revision
)


def _waiting(topics: Sequence[str], since: str | None) -> list[ColumnElement[bool]]:
    """Return what is true of messages that have not been told yet."""
    wanted = [
        outbox.c.topic.in_(topics),
        or_(deliveries.c.state.is_(None), deliveries.c.state == "pending"),
    ]
    if since is not None:
        wanted.append(outbox.c.created_at >= since)
    return wanted


def _told_to(target: str) -> ColumnElement[bool]:
    return and_(deliveries.c.event_id == outbox.c.id, deliveries.c.target == target)


def _note(
    tx: Tx, target: str, event_id: str, at: dt.datetime, **values: object
) -> None:
    default: dict[str, object] = {
        "not_before": 0.0,
        "error_code": None,
        "error_detail": None,
    }
    row = default | values | {"changed_at": at.isoformat()}
    mine = (deliveries.c.target == target, deliveries.c.event_id == event_id)
    if tx.execute(update(deliveries).where(*mine).values(row)).rowcount == 0:
        insert_new(tx, deliveries, {"target": target, "event_id": event_id, **row})
