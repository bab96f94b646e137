"""A file that failed is given back to the inbox, to be read once more."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vanban_parser.intake import reasons
from vanban_parser.intake.folders import move
from vanban_parser.store import jobs
from vanban_parser.store.engine import Store


def give_back(
    inbox: Path, store: Store, job: jobs.Job, at: dt.datetime, actor: str
) -> bool:
    """Move the file of a failed job to where it was dropped.

    Returns:
        False if it is not there any more, or a file of its name is in the inbox.

    Raises:
        OSError: it cannot be moved.
        StoreError: it could not be noted; the file is in the inbox nevertheless.
    """
    place = inbox / (job.place or "")
    if job.place is None or job.name is None or not place.exists():
        return False
    if not move(place, inbox / job.name):
        return False
    reasons.remove(place)
    with store.writing() as tx:
        jobs.retried(tx, job.id, at, actor)
    return True
