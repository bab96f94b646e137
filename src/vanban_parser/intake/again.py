"""Files that did not get through are given another try, as a person says."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from vanban_parser.intake import companions, reasons
from vanban_parser.intake.disk import move
from vanban_parser.intake.folders import Folders
from vanban_parser.store import appeals, jobs
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
    header = place.with_name(f"{place.name}{companions.END}")
    if header.exists():
        move(header, inbox / f"{job.name}{companions.END}")
    reasons.remove(place)
    with store.writing() as tx:
        appeals.retried(tx, job.id, at, actor)
    return True


def let_pass(
    inbox: Path, store: Store, job: jobs.Job, at: dt.datetime, actor: str, reason: str
) -> bool:
    """Let a file that was stopped as secret be read after all: these bytes, no others.

    Its watcher fetches it out of the quarantine; what is noted here decides.

    Returns:
        False if it is not in the quarantine any more.

    Raises:
        OSError: it cannot be read.
        StoreError: it could not be noted; the file stays where it is.
    """
    path = Folders(inbox).quarantined(job.id)
    if path is None:
        return False
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with store.writing() as tx:
        return appeals.release(tx, job.id, sha256, at, actor, reason)
