"""What tasks have become in trackers, and what of it is ours."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from vanban_parser.store.engine import Tx
from vanban_parser.store.inserting import insert_new
from vanban_parser.store.senders import must_hold
from vanban_parser.store.tables import remotes


@dataclass(frozen=True, slots=True)
class Remote:
    """What a task has become in a tracker.

    `sent` are the values that we last wrote, by field; `trying` those that were on
    their way when last heard of.  `kept` names the fields that people changed there.
    """

    remote_id: str | None = None
    etag: str | None = None
    sent: Mapping[str, str] | None = None
    trying: Mapping[str, str] | None = None
    kept: tuple[str, ...] = ()
    withdrawn: bool = False
    gone: bool = False

    def now_trying(self, values: Mapping[str, str]) -> Remote:
        """Return it with `values` on their way, beside what was there before."""
        return replace(self, trying=dict(values))


def get(tx: Tx, target: str, task_id: str) -> Remote | None:
    """Return what a task has become in `target`, None if nothing was ever sent."""
    row = tx.execute(select(remotes).where(*_of(target, task_id))).first()
    return _remote(row) if row else None


def kept(tx: Tx, target: str) -> dict[str, tuple[str, ...]]:
    """Return by task the fields that people changed there and that we left alone."""
    query = select(remotes.c.task_id, remotes.c.kept).where(
        remotes.c.target == target, remotes.c.kept != "[]"
    )
    return {row.task_id: tuple(json.loads(row.kept)) for row in tx.execute(query)}


def remember(
    tx: Tx, target: str, task_id: str, now: Remote, owner: str, at: dt.datetime
) -> None:
    """Keep what a task has become.

    Raises:
        SenderLostError: another sender has taken over; nothing is kept.
    """
    must_hold(tx, target, owner)
    values: dict[str, object] = {
        "remote_id": now.remote_id,
        "etag": now.etag,
        "sent": _dumped(now.sent or {}),
        "trying": _dumped(now.trying) if now.trying is not None else None,
        "kept": json.dumps(now.kept),
        "withdrawn": now.withdrawn,
        "gone": now.gone,
        "changed_at": at.isoformat(),
    }
    changed = update(remotes).where(*_of(target, task_id)).values(values)
    if tx.execute(changed).rowcount == 0:
        insert_new(tx, remotes, {"target": target, "task_id": task_id, **values})


def _of(target: str, task_id: str) -> tuple[ColumnElement[bool], ...]:
    return (remotes.c.target == target, remotes.c.task_id == task_id)


def _dumped(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)


def _remote(row: Row[Any]) -> Remote:
    return Remote(
        remote_id=row.remote_id,
        etag=row.etag,
        sent=json.loads(row.sent),
        trying=json.loads(row.trying) if row.trying is not None else None,
        kept=tuple(json.loads(row.kept)),
        withdrawn=row.withdrawn,
        gone=row.gone,
    )
