"""Letters that wait for a person: what is doubtful or due comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, func, or_, select

from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import letters, register, tasks
from vanban_parser.store.tables_review import reviews

Order = Literal["doubt", "due", "arrived"]
Which = Literal["open", "approved", "all"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the queue; `due` is the first day by which it wants something."""

    id: str
    filename: str
    document_type: str | None
    issuer: str | None
    code: str | None
    issued_on: str | None
    subject: str | None
    urgency: str | None
    n_warnings: int
    arrived_at: str
    number: int | None
    due: str | None
    n_tasks: int
    revision: int
    approved_revision: int | None

    @property
    def is_approved(self) -> bool:
        """Whether what stands there now is what was approved."""
        return self.approved_revision == self.revision


def waiting(
    tx: Tx,
    which: Which = "open",
    order: Order = "doubt",
    *,
    limit: int = 50,
    offset: int = 0,
) -> tuple[Waiting, ...]:
    """Return letters of the queue; those that share another's line are left out."""
    # A letter is asked for only where it is shown: ten thousand cost nothing.
    due = (
        select(func.min(tasks.c.due))
        .where(tasks.c.letter_id == letters.c.id, tasks.c.state == "open")
        .correlate(letters)
        .scalar_subquery()
        .label("due")
    )
    n_tasks = (
        select(func.count())
        .where(
            tasks.c.letter_id == letters.c.id,
            tasks.c.state == "open",
            tasks.c.kind != "general",
        )
        .correlate(letters)
        .scalar_subquery()
        .label("n_tasks")
    )
    own = [letters.c[name] for name in Waiting.__slots__ if name in letters.c]
    revision = func.coalesce(reviews.c.revision, 0).label("revision")
    query = (
        select(
            *own, register.c.number, due, n_tasks, revision, reviews.c.approved_revision
        )
        .outerjoin(reviews, reviews.c.letter_id == letters.c.id)
        .outerjoin(register, register.c.letter_id == letters.c.id)
        .where(letters.c.twin_of.is_(None), *_which(which))
        .limit(limit)
        .offset(offset)
    )
    latest = letters.c.arrived_at.desc()
    ways: dict[Order, tuple[Any, ...]] = {
        "doubt": (letters.c.n_warnings.desc(), latest),
        "due": (due.is_(None), due, latest),
        "arrived": (latest,),
    }
    found = tx.execute(query.order_by(*ways[order], letters.c.id))
    return tuple(map(_waiting, found))


def count(tx: Tx, which: Which = "open") -> int:
    """Return how many letters are in the queue."""
    query = (
        select(func.count())
        .select_from(letters)
        .outerjoin(reviews, reviews.c.letter_id == letters.c.id)
        .where(letters.c.twin_of.is_(None), *_which(which))
    )
    return tx.execute(query).scalar_one()


def after(tx: Tx, letter_id: str, order: Order = "doubt") -> str | None:
    """Return the first letter that waits and is not this one."""
    for row in waiting(tx, "open", order, limit=2):
        if row.id != letter_id:
            return row.id
    return None


def _which(which: Which) -> tuple[Any, ...]:
    is_approved = and_(
        reviews.c.approved_revision.is_not(None),
        reviews.c.approved_revision == reviews.c.revision,
    )
    if which == "approved":
        return (is_approved,)
    if which == "open":
        is_open = or_(
            reviews.c.approved_revision.is_(None),
            reviews.c.approved_revision != reviews.c.revision,
        )
        return (is_open,)
    return ()


def _waiting(row: Any) -> Waiting:
    return Waiting(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
