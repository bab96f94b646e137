"""What a person does with a letter: mends it, approves it, takes a step back.

The reading stays as it is; what a person saves lies beside it as corrections, and
lists, tasks and the register follow.  Who saves says which revision they saw, so that
of two people the second is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, corrections, letters, lists, outbox, tasks
from vanban_parser.store import register as lines
from vanban_parser.store.engine import Tx
from vanban_parser.store.mending import at as value_at
from vanban_parser.store.reviews import (
    ConflictError,
    Review,
    Seen,
    begin,
    of_letter,
    write,
)

__all__ = [
    "ConflictError",
    "Review",
    "Seen",
    "approve",
    "last_save",
    "of_letter",
    "save",
    "undo",
]


def save(tx: Tx, seen: Seen, changes: Mapping[str, object]) -> Letter:
    """Keep what a person changed, by JSON Pointer; return the record as it is now.

    Raises:
        ConflictError: somebody saved meanwhile.
        KeyError: there is no such letter, or nothing at a pointer.
        ValueError: a value cannot stand where it is put.
    """
    begin(tx, seen)
    letter = corrections.correct_all(tx, seen.letter_id, changes, seen.actor, seen.at)
    lists.follow(tx, seen.letter_id, letter)
    return letter


def undo(tx: Tx, seen: Seen) -> bool:
    """Take the last save back; False if there is none.

    The step back is a correction too: nothing is ever removed.  Taken twice, it goes
    back to what was there before the first.

    Raises:
        ConflictError: somebody saved meanwhile.
    """
    last = last_save(tx, seen.letter_id)
    if not last:
        return False
    every = corrections.of_letter(tx, seen.letter_id)
    # As it would stand without: the letter may have been read again since.
    values = corrections.replayed(tx, seen.letter_id, every[: -len(last)])
    back: dict[str, object] = {}
    for mend in last:
        with suppress(KeyError):
            back[mend.pointer] = value_at(values, mend.pointer)
    save(tx, seen, back)
    return True


def last_save(tx: Tx, letter_id: str) -> tuple[corrections.Correction, ...]:
    """Return what was mended by the last save, in order."""
    every = corrections.of_letter(tx, letter_id)
    return tuple(mend for mend in every if mend.at == every[-1].at)


def approve(tx: Tx, seen: Seen) -> None:
    """Let the tasks of a letter go to those who keep track of them.

    Raises:
        ConflictError: somebody saved meanwhile.
        KeyError: there is no such letter.
    """
    lines.lock(tx)
    if letters.get(tx, seen.letter_id) is None:
        raise KeyError(seen.letter_id)
    review = of_letter(tx, seen.letter_id)
    if review.revision != seen.revision:
        raise ConflictError(review)
    if review.is_approved:
        return
    values = {
        "approved_revision": seen.revision,
        "approved_by": seen.actor,
        "approved_at": seen.at.isoformat(),
    }
    write(tx, seen.letter_id, values)
    rows = tasks.of_letter(tx, seen.letter_id)
    outbox.approve(tx, seen.letter_id, seen.revision, seen.at)
    detail = {"revision": seen.revision, "tasks": len(rows)}
    audit.note(
        tx, seen.at, seen.actor, "approved", letter_id=seen.letter_id, detail=detail
    )
