"""What a person does with a letter: mends it, approves it, takes a step back.

The reading stays as it is; what a person saves lies beside it as corrections, and
lists, tasks and the register follow.  Who saves says which revision they saw, so that
of two people the second is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from vanban_parser.export.entry import entry_of, fields_of
from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, corrections, figures, outbox, search, tasks
from vanban_parser.store import letters as known
from vanban_parser.store import register as lines
from vanban_parser.store.engine import Tx
from vanban_parser.store.filing import head_of
from vanban_parser.store.tables import letters, register
from vanban_parser.store.tables_review import reviews


@dataclass(frozen=True, slots=True)
class Review:
    """How far a person has got with a letter; `revision` is raised by every save."""

    revision: int = 0
    changed_by: str | None = None
    changed_at: str | None = None
    approved_revision: int | None = None
    approved_by: str | None = None
    approved_at: str | None = None

    @property
    def is_approved(self) -> bool:
        """Whether what stands there now is what was approved."""
        return self.approved_revision == self.revision


class ConflictError(Exception):
    """Another person has saved meanwhile; nothing of ours was kept."""

    def __init__(self, review: Review) -> None:
        self.review = review
        super().__init__(f"revision {review.revision}")


@dataclass(frozen=True, slots=True)
class Seen:
    """Who acts on a letter, when, and which revision they saw."""

    letter_id: str
    revision: int
    actor: str
    at: dt.datetime


_COLUMNS = [reviews.c[name] for name in Review.__slots__]


def of_letter(tx: Tx, letter_id: str) -> Review:
    """Return how far a person has got with a letter."""
    row = tx.execute(select(*_COLUMNS).where(reviews.c.letter_id == letter_id)).first()
    return _review(row) if row else Review()


def save(tx: Tx, seen: Seen, changes: Mapping[str, object]) -> Letter:
    """Keep what a person changed, by JSON Pointer; return the record as it is now.

    Raises:
        ConflictError: somebody saved meanwhile.
        KeyError: there is no such letter, or nothing at a pointer.
        ValueError: a value cannot stand where it is put.
    """
    _raise(tx, seen)
    letter = corrections.correct_all(tx, seen.letter_id, changes, seen.actor, seen.at)
    follow(tx, seen.letter_id, letter)
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
    back = {mend.pointer: mend.old for mend in reversed(last)}
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
    if known.get(tx, seen.letter_id) is None:
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
    _write(tx, seen.letter_id, values)
    rows = tasks.of_letter(tx, seen.letter_id)
    outbox.approve(tx, seen.letter_id, seen.revision, seen.at)
    detail = {"revision": seen.revision, "tasks": len(rows)}
    audit.note(
        tx, seen.at, seen.actor, "approved", letter_id=seen.letter_id, detail=detail
    )


def follow(tx: Tx, letter_id: str, letter: Letter) -> None:
    """Let lists, tasks, the register and the search say what the record says."""
    head = known.get(tx, letter_id)
    if head is None:
        raise KeyError(letter_id)
    mine = letters.c.id == letter_id
    tx.execute(update(letters).where(mine).values(head_of(letter)))
    search.index(tx, letter_id, letter)
    if not known.keeps_own(tx, head):
        return
    figures.keep(tx, letter, letter_id, annexed=head.twin_of is not None)
    line = lines.entry(tx, letter_id)
    if line is None:
        return
    arrived = dt.date.fromisoformat(line.arrived_on)
    entry = entry_of(letter, letter_id, arrived, line.number, line.note)
    wanted = {
        name: getattr(entry, name)
        for name in ("issuer", "code", "issued_on", "summary")
    }
    fields = fields_of(letter, arrived, line.number).model_dump_json()
    tx.execute(
        update(register)
        .where(register.c.letter_id == letter_id)
        .values(**wanted, fields=fields)
    )


def _raise(tx: Tx, seen: Seen) -> None:
    """Raise the revision, unless it is not the one that was seen."""
    lines.lock(tx)  # one saves at a time
    review = of_letter(tx, seen.letter_id)
    if review.revision != seen.revision:
        raise ConflictError(review)
    values = {
        "revision": seen.revision + 1,
        "changed_by": seen.actor,
        "changed_at": seen.at.isoformat(),
    }
    _write(tx, seen.letter_id, values)


def _write(tx: Tx, letter_id: str, values: Mapping[str, object]) -> None:
    mine = reviews.c.letter_id == letter_id
    if tx.execute(update(reviews).where(mine).values(**values)).rowcount == 0:
        row = {"letter_id": letter_id, "revision": 0, **values}
        tx.execute(insert(reviews).values(row))


def _review(row: Row[Any]) -> Review:
    return Review(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
