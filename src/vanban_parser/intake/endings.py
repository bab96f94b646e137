"""What becomes of a file: its end is recorded, then it is put where it belongs."""

from __future__ import annotations

from vanban_parser.errors import relayed
from vanban_parser.intake import faults, reasons
from vanban_parser.intake.desk import Desk, as_text
from vanban_parser.intake.faults import Verdict
from vanban_parser.intake.folders import Claim
from vanban_parser.store import jobs
from vanban_parser.store.errors import StoreError
from vanban_parser.store.places import free_place


def finish(desk: Desk, claim: Claim, job: jobs.Job) -> None:
    """Put a file away whose end is recorded.

    Raises:
        OSError: it cannot be moved; it is tried again at the next look.
        StoreError: another place for it cannot be recorded.
    """
    if job.state == "quarantined":
        reasons.note_quarantine(desk.folders.inbox / "quarantine")
        desk.folders.put_away(claim, f"quarantine/{job.id}/{claim.name}")
    else:
        place, taken = job.place or "", set[str]()
        while not _put_away(desk, claim, job, place):
            # A person's file is in the way.
            taken.add(place)
            place = _another_place(desk, job, claim, taken)
    desk.say(job.state, claim, code=job.error_code)


def end(desk: Desk, claim: Claim, error: Exception, verdict: Verdict) -> None:
    """Record that a file will not be registered, and put it away.

    Raises:
        StoreError: it cannot be recorded.
    """
    told = faults.final(error, as_text(claim.name))
    now = desk.clock.now()
    name = as_text(claim.name)
    with desk.store.writing() as tx:
        if verdict is Verdict.QUARANTINE:
            # No name, no digest: nothing of it is to stay here.
            job = jobs.end(
                tx,
                claim.job_id,
                desk.owner,
                "quarantined",
                now,
                error_code=told.code,
                error_detail=None,
            )
        else:
            place, key = free_place(tx, desk.inbox, "failed", name)
            job = jobs.end(
                tx,
                claim.job_id,
                desk.owner,
                "failed",
                now,
                name=name,
                error_code=told.code,
                error_detail=told.detail,
                place=place,
                place_key=key,
            )
    desk.say("recorded", claim, state=job.state)
    finish_quietly(desk, claim, job)


def finish_quietly(desk: Desk, claim: Claim, job: jobs.Job) -> None:
    """Put a file away; where that fails, the next look does it."""
    try:
        finish(desk, claim, job)
    except (OSError, StoreError) as error:
        desk.say("abandoned", claim, code=faults.code_of(error))


def _put_away(desk: Desk, claim: Claim, job: jobs.Job, place: str) -> bool:
    target = desk.folders.inbox / place
    if job.state != "failed":
        return desk.folders.put_away(claim, place)
    if target.exists() and not target.samefile(claim.path):
        return False
    told = relayed(job.error_code or "", as_text(claim.name), job.error_detail or "")
    reasons.write(target, claim.name, told, job.changed_at, desk.explain)
    return desk.folders.put_away(claim, place)


def _another_place(desk: Desk, job: jobs.Job, claim: Claim, taken: set[str]) -> str:
    folder = (job.place or "").rpartition("/")[0]
    name = as_text(claim.name)
    with desk.store.writing() as tx:
        other, key = free_place(tx, desk.inbox, folder, name, taken)
        jobs.move(tx, job.id, other, key)
    return other
