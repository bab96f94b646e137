"""The queue: one row for each file that was claimed, from then until it has a place.

A job that is leased belongs to one watcher until the lease runs out; whoever records
its end must still hold it (`held`), so that no file ends twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.errors import LeaseLostError
from vanban_parser.store.inserting import insert_new
from vanban_parser.store.tables import jobs

State = Literal[
    "queued", "running", "registered", "duplicate", "failed", "quarantined", "retried"
]
ENDED: tuple[State, ...] = ("registered", "duplicate", "failed", "quarantined")


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way; `takes` counts who began it, `deaths` whom it killed.

    `attempts` are tries that failed for a reason that may pass.
    """

    id: str
    inbox: str
    state: State
    name: str | None
    takes: int
    attempts: int
    deaths: int
    not_before: float
    lease_owner: str | None
    error_code: str | None
    error_detail: str | None
    letter_id: str | None
    place: str | None
    claimed_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a job, and until when (seconds since 1970)."""

    owner: str
    until: float


_COLUMNS = [jobs.c[name] for name in Job.__slots__]
_MINE = (
    jobs.c.id == bindparam("job"),
    jobs.c.lease_owner == bindparam("owner"),
    jobs.c.state == "running",
)
_HELD = select(jobs.c.id).where(*_MINE).with_for_update()
_LET_GO = update(jobs).where(*_MINE).returning(*_COLUMNS)


def enroll(
    tx: Tx, inbox: str, job_id: str, at: dt.datetime, lease: Lease | None = None
) -> bool:
    """Note a file that was claimed; False if it is known already.

    With `lease` the job is begun at once, else it waits for someone to take it.
    """
    return insert_new(
        tx,
        jobs,
        {
            "id": job_id,
            "inbox": inbox,
            "state": "running" if lease else "queued",
            "takes": 1 if lease else 0,
            "attempts": 0,
            "deaths": 0,
            "not_before": 0.0,
            "lease_owner": lease.owner if lease else None,
            "lease_until": lease.until if lease else None,
            "claimed_at": at.isoformat(),
            "changed_at": at.isoformat(),
        },
    )


def take(tx: Tx, inbox: str, now: float, lease: Lease, limit: int) -> tuple[Job, ...]:
    """Begin up to `limit` jobs that wait, or whose holder is late; oldest first."""
    free = and_(jobs.c.inbox == inbox, _free(now))
    wanted = (
        select(jobs.c.id)
        .where(free)
        .order_by(jobs.c.claimed_at, jobs.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(tx.execute(wanted).scalars())
    if not ids:
        return ()
    tx.execute(
        update(jobs)
        .where(jobs.c.id.in_(ids))
        .values(
            state="running",
            takes=jobs.c.takes + 1,
            lease_owner=lease.owner,
            lease_until=lease.until,
        )
    )
    found = tx.execute(select(*_COLUMNS).where(jobs.c.id.in_(ids)))
    return tuple(sorted(map(_job, found), key=lambda job: (job.claimed_at, job.id)))


def beat(tx: Tx, lease: Lease, job_ids: Sequence[str]) -> None:
    """Hold the jobs for longer."""
    mine = and_(jobs.c.id.in_(job_ids), jobs.c.lease_owner == lease.owner)
    tx.execute(update(jobs).where(mine).values(lease_until=lease.until))


def release(tx: Tx, owner: str, job_ids: Sequence[str] | None = None) -> int:
    """Give jobs of `owner` back, all or some, as if never begun; return how many."""
    mine = and_(jobs.c.lease_owner == owner, jobs.c.state == "running")
    if job_ids is not None:
        mine = and_(mine, jobs.c.id.in_(job_ids))
    freed: dict[str, object] = {"state": "queued", "lease_owner": None}
    freed["lease_until"] = None
    # A take that led to nothing counts only where nobody said so.
    if job_ids is not None:
        freed |= {"takes": case((jobs.c.takes > 0, jobs.c.takes - 1), else_=0)}
    return tx.execute(update(jobs).where(mine).values(freed)).rowcount


def postpone(  # what a failed try leaves behind
    tx: Tx,
    job_id: str,
    owner: str,
    *,
    until: float,
    error_code: str,
    died: bool,
    at: dt.datetime,
) -> None:
    """Let a job wait after a fault that may pass.

    Raises:
        LeaseLostError: another watcher holds it.
    """
    raised = {
        "attempts": jobs.c.attempts + 1,
        "deaths": jobs.c.deaths + int(died),
    }
    values: dict[str, object] = {
        "state": "queued",
        "not_before": until,
        "error_code": error_code,
        "changed_at": at.isoformat(),
    }
    _end_hold(tx, job_id, owner, _LET_GO.values(raised), values)


def end(
    tx: Tx, job_id: str, owner: str, state: State, at: dt.datetime, **values: object
) -> Job:
    """Record what became of a job, and return it as it is now.

    Args:
        tx: The transaction.
        job_id: The job.
        owner: Who holds it.
        state: One of `ENDED`.
        at: When.
        values: Columns of the job that are known only now.

    Raises:
        LeaseLostError: another watcher holds it.
    """
    values = {"state": state, "changed_at": at.isoformat(), **values}
    job = _end_hold(tx, job_id, owner, _LET_GO, values)
    audit.note(tx, at, owner, f"job-{state}", job_id=job_id)
    return job


def get(tx: Tx, job_id: str) -> Job | None:
    """Return a job, or None if it is not known."""
    row = tx.execute(select(*_COLUMNS).where(jobs.c.id == job_id)).first()
    return _job(row) if row else None


def states(tx: Tx, inbox: str, job_ids: Sequence[str]) -> dict[str, Job]:
    """Return those of `job_ids` that are known, by id."""
    found = tx.execute(
        select(*_COLUMNS).where(jobs.c.inbox == inbox, jobs.c.id.in_(job_ids))
    )
    return {job.id: job for job in map(_job, found)}


def counts(tx: Tx, inbox: str | None = None) -> dict[str, int]:
    """Return how many jobs are in each state."""
    query = select(jobs.c.state, func.count()).group_by(jobs.c.state)
    if inbox is not None:
        query = query.where(jobs.c.inbox == inbox)
    return {row[0]: row[1] for row in tx.execute(query)}


def in_state(
    tx: Tx, *wanted: State, inbox: str | None = None, limit: int = 1000
) -> tuple[Job, ...]:
    """Return jobs in the states `wanted`, latest first."""
    query = select(*_COLUMNS).where(jobs.c.state.in_(wanted))
    if inbox is not None:
        query = query.where(jobs.c.inbox == inbox)
    query = query.order_by(jobs.c.changed_at.desc(), jobs.c.id).limit(limit)
    return tuple(map(_job, tx.execute(query)))


def forget(tx: Tx, job_id: str, owner: str) -> None:
    """Forget a job that came to nothing, as if its file had never been claimed."""
    tx.execute(
        delete(jobs).where(
            jobs.c.id == job_id,
            jobs.c.lease_owner == owner,
            jobs.c.state == "running",
        )
    )


def move(tx: Tx, job_id: str, place: str, place_key: str) -> None:
    """Give the file of a job that has ended another place."""
    values = {"place": place, "place_key": place_key}
    tx.execute(update(jobs).where(jobs.c.id == job_id).values(values))


def is_held(tx: Tx, job_id: str, owner: str) -> bool:
    """Tell whether `owner` still holds the job, and keep others off it."""
    return tx.execute(_HELD, {"job": job_id, "owner": owner}).first() is not None


def _free(now: float) -> ColumnElement[bool]:
    return or_(
        and_(jobs.c.state == "queued", jobs.c.not_before <= now),
        and_(jobs.c.state == "running", jobs.c.lease_until < now),
    )


def _end_hold(
    tx: Tx, job_id: str, owner: str, statement: Any, values: dict[str, object]
) -> Job:
    freed: dict[str, object] = {"lease_owner": None, "lease_until": None}
    mine = {"job": job_id, "owner": owner}
    row = tx.execute(statement, {**values, **freed, **mine}).first()
    if row is None:
        raise LeaseLostError(job_id)
    return _job(row)


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
