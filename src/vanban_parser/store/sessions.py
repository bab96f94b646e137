"""Sessions of people and tokens of programs; the store has hashes of both."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Row, delete, insert, select, update

from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables_review import sessions, tokens
from vanban_parser.store.users import Role, get

Scope = Literal["read", "correct", "parse"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "correct", "parse")

_IDLE: Final = 8 * 3600.0
_LONGEST: Final = 16 * 3600.0
"""Seconds: a working day, and what no session outlasts."""
_SEEN_EVERY: Final = 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """Who is there; `user` is None for the person at this machine."""

    user: str | None
    full_name: str | None
    role: Role
    csrf: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a program may do; its secret is known to that program alone."""

    id: str
    label: str
    scopes: tuple[Scope, ...]
    created_at: str
    created_by: str
    is_revoked: bool


def begin(tx: Tx, user: str | None, now: float) -> str:
    """Begin a session and return the key for its cookie."""
    tx.execute(delete(sessions).where(sessions.c.seen < now - _IDLE))
    key = secrets.token_urlsafe(32)
    tx.execute(
        insert(sessions).values(
            digest=_digest(key),
            user=user,
            csrf=secrets.token_urlsafe(32),
            begun=now,
            seen=now,
        )
    )
    return key


def find(tx: Tx, key: str, now: float) -> Session | None:
    """Return the session of a key; None if it is unknown, old, or its user gone."""
    row = tx.execute(select(sessions).where(sessions.c.digest == _digest(key))).first()
    if row is None or row.seen < now - _IDLE or row.begun < now - _LONGEST:
        return None
    if row.user is None:
        return Session(None, None, "admin", row.csrf)
    user = get(tx, row.user)
    if user is None or not user.is_active:
        return None
    return Session(user.name, user.full_name, user.role, row.csrf)


def is_stale(tx: Tx, key: str, now: float) -> bool:
    """Tell whether a session's last use is worth writing down."""
    seen = select(sessions.c.seen).where(sessions.c.digest == _digest(key))
    last = tx.execute(seen).scalar()
    return last is not None and last < now - _SEEN_EVERY


def touch(tx: Tx, key: str, now: float) -> None:
    """Note that a session is used."""
    mine = sessions.c.digest == _digest(key)
    tx.execute(update(sessions).where(mine).values(seen=now))


def end(tx: Tx, key: str) -> None:
    """End a session; its key opens nothing any more."""
    tx.execute(delete(sessions).where(sessions.c.digest == _digest(key)))


def end_local(tx: Tx) -> None:
    """End all sessions that came by a link: each start of the page makes a new one."""
    tx.execute(delete(sessions).where(sessions.c.user.is_(None)))


def issue(
    tx: Tx, label: str, scopes: tuple[Scope, ...], at: dt.datetime, actor: str
) -> str:
    """Make a token for a program and return it; it is never shown again."""
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    tx.execute(
        insert(tokens).values(
            id=id_,
            label=label,
            digest=_digest(secret),
            scopes=json.dumps(scopes),
            created_at=at.isoformat(),
            created_by=actor,
            is_revoked=False,
        )
    )
    detail = {"token": id_, "scopes": list(scopes)}
    audit.note(tx, at, actor, "token-issued", detail=detail)
    return f"vb_{id_}_{secret}"


def verify(tx: Tx, token: str) -> Token | None:
    """Return the token that a program shows, None if it is not a good one."""
    parts = token.split("_", 2)
    if len(parts) != 3 or parts[0] != "vb":
        return None
    row = tx.execute(select(tokens).where(tokens.c.id == parts[1])).first()
    known = row.digest if row is not None else _digest("")
    is_right = hmac.compare_digest(known, _digest(parts[2]))
    if row is None or not is_right or row.is_revoked:
        return None
    return _token(row)


def issued(tx: Tx) -> tuple[Token, ...]:
    """Return all tokens, the oldest first."""
    rows = tx.execute(select(tokens).order_by(tokens.c.created_at, tokens.c.id))
    return tuple(map(_token, rows))


def revoke(tx: Tx, token_id: str, at: dt.datetime, actor: str) -> bool:
    """Let a token open nothing any more; False if there is none."""
    mine = (tokens.c.id == token_id, tokens.c.is_revoked.is_(False))
    changed = tx.execute(update(tokens).where(*mine).values(is_revoked=True)).rowcount
    audit.note(tx, at, actor, "token-revoked", detail={"token": token_id})
    return changed == 1


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        label=row.label,
        scopes=tuple(json.loads(row.scopes)),
        created_at=row.created_at,
        created_by=row.created_by,
        is_revoked=row.is_revoked,
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()
