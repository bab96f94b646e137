"""Who did what and when; never what a letter says."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select

from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import audit

_INSERT = insert(audit)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done, by a person or a watcher."""

    at: str
    actor: str
    action: str
    job_id: str | None
    letter_id: str | None
    detail: Mapping[str, object]


def note(
    tx: Tx,
    at: dt.datetime,
    actor: str,
    action: str,
    *,
    job_id: str | None = None,
    letter_id: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write down that `actor` did `action`; `detail` holds no word of a letter."""
    values = {
        "at": at.isoformat(),
        "actor": actor,
        "action": action,
        "job_id": job_id,
        "letter_id": letter_id,
        "detail": json.dumps(detail or {}, ensure_ascii=False),
    }
    tx.execute(_INSERT, values)


def of_letter(tx: Tx, letter_id: str) -> tuple[Act, ...]:
    """Return what was done with a letter, in order."""
    return _acts(tx, audit.c.letter_id == letter_id)


def of_job(tx: Tx, job_id: str) -> tuple[Act, ...]:
    """Return what was done with a file, in order."""
    return _acts(tx, audit.c.job_id == job_id)


def latest(tx: Tx, *, limit: int, offset: int = 0) -> tuple[Act, ...]:
    """Return what was done last, by anybody and with anything, the newest first."""
    newest = select(audit).order_by(audit.c.id.desc())
    return tuple(map(_act, tx.execute(newest.limit(limit).offset(offset))))


def _acts(tx: Tx, wanted: ColumnElement[bool]) -> tuple[Act, ...]:
    found = tx.execute(select(audit).where(wanted).order_by(audit.c.id))
    return tuple(map(_act, found))


def _act(row: Row[Any]) -> Act:
    return Act(
        row.at,
        row.actor,
        row.action,
        row.job_id,
        row.letter_id,
        json.loads(row.detail),
    )
