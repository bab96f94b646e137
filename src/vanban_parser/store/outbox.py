"""What others are to be told: written with the letter, sent later, at least once.

Payloads say what came in and what is to be done, by ids; who sends them fetches the
rest.  One sender takes rows under a lease, as watchers take jobs.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, func, insert, or_, select, update

from vanban_parser.store.engine import Tx
from vanban_parser.store.jobs import Lease
from vanban_parser.store.tables import outbox
from vanban_parser.store.tasks import TaskRow

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:event:1")
_INSERT = insert(outbox)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell; `id` is the same however often it is sent."""

    id: str
    topic: str
    letter_id: str
    task_id: str | None
    payload: Mapping[str, object]
    created_at: str
    attempts: int


def announce(tx: Tx, letter_id: str, tasks: Sequence[TaskRow], at: dt.datetime) -> None:
    """Tell of a new letter and of each task in it that somebody has to do."""
    rows = [_row("letter.registered", letter_id, None, {"letter": letter_id}, at)]
    for task in tasks:
        if task.kind != "general":
            payload = {"letter": letter_id, "task": task.id}
            rows.append(_row("task.created", letter_id, task.id, payload, at))
    tx.execute(_INSERT, rows)


def take(tx: Tx, now: float, lease: Lease, limit: int) -> tuple[Message, ...]:
    """Begin to send up to `limit` messages, oldest first."""
    free = and_(
        outbox.c.state == "pending",
        outbox.c.not_before <= now,
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < now),
    )
    order = (outbox.c.created_at, outbox.c.topic, outbox.c.id)
    wanted = select(outbox).where(free).order_by(*order).limit(limit)
    rows = list(tx.execute(wanted.with_for_update(skip_locked=True)))
    held = {"lease_owner": lease.owner, "lease_until": lease.until}
    ids = [row.id for row in rows]
    tx.execute(update(outbox).where(outbox.c.id.in_(ids)).values(held))
    return tuple(map(_message, rows))


def sent(tx: Tx, message_id: str, owner: str) -> bool:
    """Note that a message arrived; False if another sender has it."""
    return _settle(tx, message_id, owner, {"state": "sent", "error": None})


def failed(
    tx: Tx, message_id: str, owner: str, error: str, until: float | None
) -> bool:
    """Note that a message did not arrive; without `until` it is given up."""
    values: dict[str, object] = {"attempts": outbox.c.attempts + 1, "error": error}
    values |= {"state": "dead"} if until is None else {"not_before": until}
    return _settle(tx, message_id, owner, values)


def counts(tx: Tx) -> dict[str, int]:
    """Return how many messages are in each state: pending, sent, dead."""
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    return {row[0]: row[1] for row in tx.execute(query)}


def _settle(tx: Tx, message_id: str, owner: str, values: dict[str, object]) -> bool:
    mine = (outbox.c.id == message_id, outbox.c.lease_owner == owner)
    freed: dict[str, object] = {"lease_owner": None, "lease_until": None}
    changed = tx.execute(update(outbox).where(*mine).values({**values, **freed}))
    return changed.rowcount == 1


def _row(
    topic: str,
    letter_id: str,
    task_id: str | None,
    payload: Mapping[str, object],
    at: dt.datetime,
) -> dict[str, object]:
    return {
        "id": str(uuid.uuid5(_NAMESPACE, f"{topic}|{letter_id}|{task_id or ''}")),
        "topic": topic,
        "letter_id": letter_id,
        "task_id": task_id,
        "payload": json.dumps(payload),
        "created_at": at.isoformat(),
        "state": "pending",
        "attempts": 0,
        "not_before": 0.0,
    }


def _message(row: Row[Any]) -> Message:
    return Message(
        row.id,
        row.topic,
        row.letter_id,
        row.task_id,
        json.loads(row.payload),
        row.created_at,
        row.attempts,
    )
