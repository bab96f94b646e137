"""Where the file of a letter lies: told by its job, below the inbox."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import inboxes, jobs


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was put away; until it is, it lies below ``work/`` of its job."""

    job_id: str
    inbox: str
    place: str


def of_bytes(tx: Tx, sha256: str) -> tuple[Kept, ...]:
    """Return where files with these bytes were put, the one that was registered first.

    `inbox` is the folder as its watcher last knew it.
    """
    query = (
        select(jobs.c.id, inboxes.c.path, jobs.c.place)
        .join(inboxes, inboxes.c.id == jobs.c.inbox)
        .where(
            jobs.c.sha256 == sha256,
            jobs.c.place.is_not(None),
            jobs.c.state.in_(("registered", "duplicate")),
        )
        .order_by(jobs.c.state.desc(), jobs.c.claimed_at)
    )
    return tuple(Kept(*row) for row in tx.execute(query))
