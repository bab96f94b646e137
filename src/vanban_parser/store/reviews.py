"""How far people have got with letters: which revision, and which was approved.

Who acts says which revision they saw, so that of two the second is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from vanban_parser.store import register
from vanban_parser.store.engine import Tx
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


def begin(tx: Tx, seen: Seen) -> None:
    """Raise the revision, unless it is not the one that was seen.

    Raises:
        ConflictError: somebody saved meanwhile.
    """
    register.lock(tx)  # one saves at a time
    review = of_letter(tx, seen.letter_id)
    if review.revision != seen.revision:
        raise ConflictError(review)
    note_change(tx, seen)


def note_change(tx: Tx, seen: Seen) -> None:
    """Note that the record is another from now on; an approval was of the one before.

    Also called when a letter was read again and says something else: who has its page
    open is told as of a colleague's save.
    """
    values = {
        "revision": seen.revision + 1,
        "changed_by": seen.actor,
        "changed_at": seen.at.isoformat(),
    }
    write(tx, seen.letter_id, values)


def write(tx: Tx, letter_id: str, values: Mapping[str, object]) -> None:
    """Write columns of a letter's review, which may not be there yet."""
    mine = reviews.c.letter_id == letter_id
    if tx.execute(update(reviews).where(mine).values(**values)).rowcount == 0:
        row = {"letter_id": letter_id, "revision": 0, **values}
        tx.execute(insert(reviews).values(row))


def _review(row: Row[Any]) -> Review:
    return Review(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
