"""Who may come in: users with their roles, and how often a login failed."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Row, delete, func, insert, select, update

from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables_review import login_failures, sessions, users

Role = Literal["clerk", "leader", "viewer", "admin"]
"""Văn thư, lãnh đạo, chỉ xem, quản trị."""

_FREE_TRIES: Final = 5
_LONGEST_WAIT: Final = 900.0
_FORGET: Final = 3600.0
"""Seconds after which a failure no longer counts."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who may come in; `password` is an Argon2 hash."""

    name: str
    full_name: str
    role: Role
    password: str
    is_active: bool


_COLUMNS = [users.c[name] for name in User.__slots__]


def key_of(name: str) -> str:
    """Return a user's name as it is kept: what is typed, without case."""
    return name.strip().casefold()


def add(tx: Tx, user: User, at: dt.datetime, actor: str) -> bool:
    """Add a user; False if the name is taken."""
    if get(tx, user.name) is not None:
        return False
    values = {name: getattr(user, name) for name in User.__slots__}
    values |= {"name": key_of(user.name), "created_at": at.isoformat()}
    tx.execute(insert(users).values(values))
    detail = {"user": key_of(user.name), "role": user.role}
    audit.note(tx, at, actor, "user-added", detail=detail)
    return True


def change(
    tx: Tx, name: str, at: dt.datetime, actor: str, **values: str | bool
) -> bool:
    """Change a user's `password`, `role` or `is_active`; False if there is none.

    Sessions of that user end: whoever holds one has to come in again.
    """
    mine = users.c.name == key_of(name)
    changed = tx.execute(update(users).where(mine).values(values)).rowcount
    tx.execute(delete(sessions).where(sessions.c.user == key_of(name)))
    detail = {"user": key_of(name), "columns": sorted(values)}
    audit.note(tx, at, actor, "user-changed", detail=detail)
    return changed == 1


def get(tx: Tx, name: str) -> User | None:
    """Return a user by name, None if there is none."""
    row = tx.execute(select(*_COLUMNS).where(users.c.name == key_of(name))).first()
    return _user(row) if row else None


def every(tx: Tx) -> tuple[User, ...]:
    """Return all users, by name."""
    return tuple(map(_user, tx.execute(select(*_COLUMNS).order_by(users.c.name))))


def count(tx: Tx) -> int:
    """Return how many users may come in."""
    active = select(func.count()).where(users.c.is_active)
    return tx.execute(active).scalar_one()


def wait_seconds(tx: Tx, keys: tuple[str, ...], now: float) -> float:
    """Return how long to wait before the next try to log in; 0 for none.

    Args:
        tx: The transaction.
        keys: The user's name and the address that asks.
        now: Seconds since 1970.
    """
    digests = [_digest(key) for key in keys]
    found = tx.execute(
        select(login_failures.c.count, login_failures.c.last).where(
            login_failures.c.digest.in_(digests)
        )
    )
    return max((_wait(row[0], row[1], now) for row in found), default=0.0)


def note_failure(tx: Tx, keys: tuple[str, ...], now: float) -> None:
    """Count a login that failed, for the name and for the address."""
    tx.execute(delete(login_failures).where(login_failures.c.last < now - _FORGET))
    for digest in map(_digest, keys):
        mine = login_failures.c.digest == digest
        raised = {"count": login_failures.c.count + 1, "last": now}
        if not tx.execute(update(login_failures).where(mine).values(raised)).rowcount:
            values = {"digest": digest, "count": 1, "last": now}
            tx.execute(insert(login_failures).values(values))


def forget_failures(tx: Tx, keys: tuple[str, ...]) -> None:
    """Forget what failed before: now it went well."""
    digests = [_digest(key) for key in keys]
    tx.execute(delete(login_failures).where(login_failures.c.digest.in_(digests)))


def _wait(failed: int, last: float, now: float) -> float:
    if failed < _FREE_TRIES:
        return 0.0
    until = last + min(2.0 ** (failed - _FREE_TRIES + 1), _LONGEST_WAIT)
    return max(until - now, 0.0)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def _user(row: Row[Any]) -> User:
    return User(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
