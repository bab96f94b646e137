"""Letters that a person has looked at, for labels and measuring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from vanban_parser.model.letter import Letter
from vanban_parser.store import corrections, letters
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import corrections as mends
from vanban_parser.store.tables_review import reviews


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record as it was read and as a person left it."""

    letter_id: str
    read: Letter
    mended: Letter
    by: str | None
    is_approved: bool


def reviewed(tx: Tx, *, approved_only: bool = False) -> Iterator[Reviewed]:
    """Yield letters that were approved, or corrected at least."""
    wanted = [reviews.c.approved_revision == reviews.c.revision]
    if not approved_only:
        wanted.append(reviews.c.letter_id.in_(select(mends.c.letter_id)))
    query = select(reviews).where(or_(*wanted)).order_by(reviews.c.letter_id)
    for row in tx.execute(query).all():
        read = letters.record(tx, row.letter_id)
        mended = corrections.current(tx, row.letter_id)
        if read is None or mended is None:
            continue
        is_approved = row.approved_revision == row.revision
        by = row.approved_by if is_approved else row.changed_by
        yield Reviewed(row.letter_id, read, mended, by, is_approved)
