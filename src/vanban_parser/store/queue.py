"""Letters that wait for a person: what is doubtful or due comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import and_, func, or_, select

from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import letters, register, relations, tasks
from vanban_parser.store.tables_review import reviews

Order = Literal["doubt", "due", "arrived"]
Which = Literal["open", "approved", "all"]


_SENT_WITH = select(relations.c.letter_id).where(relations.c.kind == "sent-with")
_IS_OWN = or_(letters.c.twin_of.is_(None), letters.c.id.in_(_SENT_WITH))


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
    """Return letters of the queue; other formats of a letter are left out.

    A file that was sent with a letter is one of its own: it may give tasks.
    """
    ids = _ids(tx, which, order, limit, offset)
    is_open = (tasks.c.letter_id == letters.c.id, tasks.c.state == "open")
    due = (
        select(func.min(tasks.c.due))
        .where(*is_open)
        .correlate(letters)
        .scalar_subquery()
        .label("due")
    )
    n_tasks = (
        select(func.count())
        .where(*is_open, tasks.c.kind != "general")
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
        .where(letters.c.id.in_(ids))
    )
    found = {row.id: _waiting(row) for row in tx.execute(query)}
    return tuple(found[id_] for id_ in ids)


def _ids(tx: Tx, which: Which, order: Order, limit: int, offset: int) -> list[str]:
    """Return the ids of letters in their order, with nothing that is not needed for it.

    Ten thousand letters are sorted; what is said of each is asked for fifty.
    """
    latest = (letters.c.arrived_at.desc(), letters.c.id)
    query = (
        select(letters.c.id)
        .outerjoin(reviews, reviews.c.letter_id == letters.c.id)
        .where(_IS_OWN, *_which(which))
    )
    if order == "due":
        first = (
            select(tasks.c.letter_id, func.min(tasks.c.due).label("due"))
            .where(tasks.c.state == "open", tasks.c.due.is_not(None))
            .group_by(tasks.c.letter_id)
            .subquery()
        )
        query = query.outerjoin(first, first.c.letter_id == letters.c.id)
        query = query.order_by(first.c.due.is_(None), first.c.due, *latest)
    elif order == "doubt":
        query = query.order_by(letters.c.n_warnings.desc(), *latest)
    else:
        query = query.order_by(*latest)
    return list(tx.execute(query.limit(limit).offset(offset)).scalars())


def count(tx: Tx, which: Which = "open") -> int:
    """Return how many letters are in the queue."""
    query = (
        select(func.count())
        .select_from(letters)
        .outerjoin(reviews, reviews.c.letter_id == letters.c.id)
        .where(_IS_OWN, *_which(which))
    )
    return tx.execute(query).scalar_one()


def after(tx: Tx, letter_id: str, order: Order = "doubt") -> str | None:
    """Return the first letter that waits and is not this one."""
    found = _ids(tx, "open", order, 2, 0)
    return next((id_ for id_ in found if id_ != letter_id), None)


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
