"""Files are taken from the queue and from the folders, a few at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vanban_parser.intake.desk import Desk, Task, history_of
from vanban_parser.intake.disk import sync_folder
from vanban_parser.intake.drop import Sight
from vanban_parser.intake.journal import Event
from vanban_parser.store import jobs


def queued(desk: Desk, held: Collection[str], room: int) -> tuple[list[Task], bool]:
    """Begin jobs that wait: for a retry, or because their watcher died.

    Args:
        desk: Of the watcher that takes them.
        held: Jobs that it has in hand.
        room: How many it may take.

    Returns:
        The files to be dealt with, and whether the queue had any job.

    Raises:
        StoreError: the database cannot be asked.
    """
    now = desk.clock.now().timestamp()
    with desk.store.writing() as tx:
        taken = jobs.take(tx, desk.inbox, now, desk.lease(), limit=room)
    tasks: list[Task] = []
    for job in taken:
        if job.id in held:  # our own, whose lease ran out: it is dealt with
            continue
        # One that was stopped as secret and let pass lies in the quarantine still.
        claim = desk.folders.claim_of(job.id) or desk.folders.fetch(job.id)
        if claim is not None:
            tasks.append(Task(claim, history_of(job)))
            continue
        # Somebody took the file out of our folder by hand.
        with desk.store.writing() as tx:
            jobs.forget(tx, job.id, desk.owner)
        desk.journal(Event("vanished", job.id))
    return tasks, bool(taken)


def claimed(desk: Desk, sights: Sequence[Sight], room: int) -> list[Task]:
    """Claim files that are ready, so that a power cut would not undo it.

    Raises:
        StoreError: they cannot be noted; the next look finds them under ``work/``.
    """
    tasks: list[Task] = []
    for sight in sights:
        while len(tasks) < room and (found := sight.next_claim()):
            claim, is_lost = found
            tasks.append(Task(claim, is_given_up=is_lost))
            desk.say("claimed", claim)
    if not tasks:
        return []
    for folder in {task.claim.path.parent for task in tasks}:
        sync_folder(folder)
    for below in {task.claim.folder for task in tasks}:
        sync_folder(desk.folders.inbox / below)
    sync_folder(desk.folders.work)
    now, lease = desk.clock.now(), desk.lease()
    with desk.store.writing() as tx:
        ours = [
            task
            for task in tasks
            if jobs.enroll(tx, desk.inbox, task.claim.job_id, now, lease)
        ]
    for task in ours:
        desk.say("enrolled", task.claim)
    return ours
