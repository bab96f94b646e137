"""Files that did not get through, and a person who says that they shall try again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update

from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import jobs

_RELEASED = "released"


def retried(tx: Tx, job_id: str, at: dt.datetime, actor: str) -> None:
    """Note that a failed file went back to the inbox; its place is free again."""
    tx.execute(
        update(jobs)
        .where(jobs.c.id == job_id, jobs.c.state == "failed")
        .values(state="retried", place=None, place_key=None, changed_at=at.isoformat())
    )
    audit.note(tx, at, actor, "job-retried", job_id=job_id)


def release(
    tx: Tx, job_id: str, sha256: str, at: dt.datetime, actor: str, reason: str
) -> bool:
    """Let a file that was stopped as secret be read after all; False if it was not.

    Args:
        tx: The transaction.
        job_id: The file's job.
        sha256: Its bytes: of these it is said that they are not secret, of no others.
        at: When.
        actor: Who says so.
        reason: Why, in that person's words.
    """
    fresh: dict[str, object] = {"state": "queued", "not_before": 0.0}
    fresh |= {"attempts": 0, "deaths": 0, "changed_at": at.isoformat()}
    stopped = (jobs.c.id == job_id, jobs.c.state == "quarantined")
    if tx.execute(update(jobs).where(*stopped).values(fresh)).rowcount == 0:
        return False
    detail = {"sha256": sha256, "reason": reason}
    audit.note(tx, at, actor, _RELEASED, job_id=job_id, detail=detail)
    return True


def is_released(tx: Tx, job_id: str, sha256: str) -> bool:
    """Tell whether a person said of these bytes of a job that they are not secret."""
    acts = audit.of_job(tx, job_id)
    return any(
        act.action == _RELEASED and act.detail["sha256"] == sha256 for act in acts
    )
