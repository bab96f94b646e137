"""Letters that come in, without a watcher."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import uuid
from typing import Any, NamedTuple

from tests.cli.fakes import letter
from vanban_parser.model.letter import Letter
from vanban_parser.store import filing, inboxes, jobs
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.engine import Store, Tx

INBOX = "5a1f0a52-6a52-4a4e-9a54-0b8f5f1f0001"
OFFICE = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2026, 11, 27, 12, 0, tzinfo=OFFICE)
ME = "watcher-1"
LEASE = jobs.Lease(ME, 2e9)


def of_bytes(
    data: str, filename: str = "cong-van.pdf", media: str = "pdf", **changes: Any
) -> Letter:
    """Return a letter that is known by `data`."""
    source = letter().source.model_copy(
        update={
            "filename": filename,
            "sha256": hashlib.sha256(data.encode()).hexdigest(),
            "media_type": f"application/{media}",
        }
    )
    return letter(source=source, **changes)


def begun(tx: Tx, owner: str = ME) -> str:
    """Enroll a job that `owner` holds, and return its id."""
    job_id = str(uuid.uuid4())
    inboxes.know(tx, INBOX, "inbox")
    jobs.enroll(tx, INBOX, job_id, NOON, jobs.Lease(owner, 2e9))
    return job_id


class One(NamedTuple):
    """What became of a file with one letter."""

    state: str
    place: str
    letter_id: str
    year: int
    number: int | None


def filed(store: Store, came: Letter, at: dt.datetime = NOON, owner: str = ME) -> One:
    """Let a letter come in."""
    with store.writing() as tx:
        job_id = begun(tx, owner)
    name = came.source.filename
    with store.writing() as tx:
        done = filing.file(tx, Arrival(job_id, INBOX, owner, name, 9, at), [came])
    (entered,) = done.entered
    return One(done.state, done.place, *dataclasses.astuple(entered))
