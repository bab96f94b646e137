"""What a watcher that was killed left behind is put in order by those that live."""

from __future__ import annotations

import contextlib
from collections.abc import Collection

from vanban_parser.intake.alive import Presence
from vanban_parser.intake.desk import Desk
from vanban_parser.intake.endings import finish
from vanban_parser.store import jobs


def recover(desk: Desk, presence: Presence, held: Collection[str]) -> bool:
    """Release the jobs of the dead, and adopt files that nobody has.

    Args:
        desk: Of the watcher that does it.
        presence: Tells who has died.
        held: Jobs that this watcher has in hand.

    Returns:
        Whether there is now something in the queue.

    Raises:
        OSError: the folder cannot be looked at.
        StoreError: the database cannot be asked.
    """
    freed = 0
    for owner in presence.dead():
        with desk.store.writing() as tx:
            freed += jobs.release(tx, owner)
        presence.forget(owner)
    return _adopt(desk, held) or freed > 0


def _adopt(desk: Desk, held: Collection[str]) -> bool:
    """Find files on their way that nobody knows, or that only want putting away."""
    claims = [c for c in desk.folders.claimed() if c.job_id not in held]
    if not claims:
        return False
    with desk.store.reading() as tx:
        known = jobs.states(tx, desk.inbox, [claim.job_id for claim in claims])
    is_new = False
    for claim in claims:
        job = known.get(claim.job_id)
        if job is None:
            with desk.store.writing() as tx:
                is_new |= jobs.enroll(tx, desk.inbox, claim.job_id, desk.clock.now())
        elif job.state in jobs.ENDED:
            with contextlib.suppress(OSError):  # at the next look again
                finish(desk, claim, job)
    return is_new
