"""Who sends to a target: one at a time, under a lease."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select, update

from vanban_parser.store.engine import Tx
from vanban_parser.store.errors import SenderLostError
from vanban_parser.store.inserting import insert_new
from vanban_parser.store.jobs import Lease
from vanban_parser.store.tables import senders


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something did not arrive; until when to wait, None to give up."""

    code: str
    detail: str
    until: float | None


@dataclass(frozen=True, slots=True)
class Sender:
    """How a target stands: who sends, and until when it is left in peace."""

    target: str
    lease_owner: str | None
    lease_until: float | None
    failures: int
    not_before: float
    error_code: str | None
    error_detail: str | None


def begin(tx: Tx, target: str, now: float, lease: Lease) -> bool:
    """Become the one sender of `target`; False while another is."""
    insert_new(tx, senders, {"target": target, "failures": 0, "not_before": 0.0})
    free = or_(
        senders.c.lease_owner.is_(None),
        senders.c.lease_owner == lease.owner,
        senders.c.lease_until < now,
    )
    held = {"lease_owner": lease.owner, "lease_until": lease.until}
    mine = update(senders).where(senders.c.target == target, free).values(held)
    return tx.execute(mine).rowcount == 1


def hold(tx: Tx, target: str, lease: Lease) -> None:
    """Go on being the sender, for longer.

    Raises:
        SenderLostError: another has taken over.
    """
    mine = (senders.c.target == target, senders.c.lease_owner == lease.owner)
    held = update(senders).where(*mine).values(lease_until=lease.until)
    if tx.execute(held).rowcount == 0:
        raise SenderLostError(target)


def finish(tx: Tx, target: str, owner: str) -> None:
    """Be the sender no longer."""
    mine = (senders.c.target == target, senders.c.lease_owner == owner)
    freed: dict[str, object] = {"lease_owner": None, "lease_until": None}
    tx.execute(update(senders).where(*mine).values(freed))


def sender(tx: Tx, target: str) -> Sender | None:
    """Return how a target stands, None if nobody ever sent to it."""
    columns = [senders.c[name] for name in Sender.__slots__]
    row = tx.execute(select(*columns).where(senders.c.target == target)).first()
    return Sender(**row._mapping) if row else None  # noqa: SLF001 - public in SQLAlchemy


def rest(tx: Tx, target: str, fault: Fault | None) -> None:
    """Leave a target in peace for a while; None: it answers again."""
    values: dict[str, object] = {
        "failures": senders.c.failures + 1 if fault else 0,
        "not_before": (fault.until or 0.0) if fault else 0.0,
        "error_code": fault.code if fault else None,
        "error_detail": fault.detail if fault else None,
    }
    tx.execute(update(senders).where(senders.c.target == target).values(values))


def must_hold(tx: Tx, target: str, owner: str) -> None:
    """Make sure that `owner` is still the sender, and keep others out meanwhile.

    Raises:
        SenderLostError: another has taken over.
    """
    mine = (senders.c.target == target, senders.c.lease_owner == owner)
    held = select(senders.c.target).where(*mine).with_for_update()
    if tx.execute(held).first() is None:
        raise SenderLostError(target)
