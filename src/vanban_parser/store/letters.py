"""Letters that are known: their heads, records and kin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from vanban_parser.export.handed import letter_id_of
from vanban_parser.model.letter import Letter
from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.kinship import Kind
from vanban_parser.store.tables import letters, relations, versions


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter's head, as lists show it; `twin_of` is what it is another format of."""

    id: str
    sha256: str
    part: int
    filename: str
    media_type: str
    document_type: str | None
    issuer: str | None
    code: str | None
    issued_on: str | None
    subject: str | None
    urgency: str | None
    twin_of: str | None
    version: int
    n_warnings: int
    arrived_at: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`letter_id` is `kind` of `other_id`; settled once a person has looked."""

    letter_id: str
    other_id: str
    kind: Kind
    settled_by: str | None


__all__ = [
    "LetterRow",
    "Relation",
    "arrived",
    "by_sha256",
    "get",
    "heads",
    "latest",
    "letter_id_of",
    "of_file",
    "record",
    "relations_of",
    "settle",
    "unsettled",
    "with_code_key",
    "with_same_key",
]

_COLUMNS = [letters.c[name] for name in LetterRow.__slots__]
_IN_ORDER = select(*_COLUMNS).order_by(letters.c.arrived_at, letters.c.part)
# Made once: each letter that comes in is looked for.
_BY_SHA256 = _IN_ORDER.where(letters.c.sha256 == bindparam("sha256"))
_BY_SAME_KEY = _IN_ORDER.where(letters.c.same_key == bindparam("key")).limit(
    bindparam("most")
)


def by_sha256(tx: Tx, sha256: str) -> LetterRow | None:
    """Return the letter with these bytes, the first of several; None if not known."""
    row = tx.execute(_BY_SHA256, {"sha256": sha256}).first()
    return _row(row) if row else None


def of_file(tx: Tx, sha256: str) -> list[LetterRow]:
    """Return all letters of the file with these bytes, in their order."""
    return [_row(row) for row in tx.execute(_BY_SHA256, {"sha256": sha256})]


def get(tx: Tx, letter_id: str) -> LetterRow | None:
    """Return a letter's head."""
    return _first(tx, letters.c.id == letter_id)


def heads(tx: Tx, ids: Sequence[str]) -> dict[str, LetterRow]:
    """Return the heads of letters by id."""
    found = tx.execute(select(*_COLUMNS).where(letters.c.id.in_(ids)))
    return {row.id: row for row in map(_row, found)}


def latest(tx: Tx, limit: int) -> tuple[LetterRow, ...]:
    """Return the heads of the letters that came in last."""
    query = select(*_COLUMNS).order_by(letters.c.arrived_at.desc(), letters.c.id)
    return tuple(map(_row, tx.execute(query.limit(limit))))


def arrived(
    tx: Tx, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[LetterRow, ...]:
    """Return the heads of letters that came in from `first` to `last`, in order.

    Days count in full; other formats of a letter are left out.
    """
    wanted: list[Any] = [letters.c.twin_of.is_(None)]
    if first is not None:
        wanted.append(letters.c.arrived_at >= first.isoformat())
    if last is not None:
        # A moment of the last day is greater than the day alone.
        after = last + dt.timedelta(days=1)
        wanted.append(letters.c.arrived_at < after.isoformat())
    query = select(*_COLUMNS).where(*wanted)
    query = query.order_by(letters.c.arrived_at, letters.c.part, letters.c.id)
    return tuple(map(_row, tx.execute(query)))


def record(tx: Tx, letter_id: str, version: int | None = None) -> Letter | None:
    """Return the record of a letter, the newest unless `version` is given."""
    query = select(versions.c.record).where(versions.c.letter_id == letter_id)
    if version is not None:
        query = query.where(versions.c.version == version)
    found = tx.execute(query.order_by(versions.c.version.desc()).limit(1)).scalar()
    return Letter.model_validate_json(found) if found else None


def keeps_own(tx: Tx, head: LetterRow) -> bool:
    """Tell whether a letter has tasks and figures of its own.

    Another format of a letter has not; a file that was sent with one has.
    """
    if head.twin_of is None:
        return True
    return any(one.kind == "sent-with" for one in relations_of(tx, head.id))


def relations_of(tx: Tx, letter_id: str) -> tuple[Relation, ...]:
    """Return how a letter belongs to others, seen from either side."""
    mine = (relations.c.letter_id == letter_id) | (relations.c.other_id == letter_id)
    columns = [relations.c[name] for name in Relation.__slots__]
    found = tx.execute(select(*columns).where(mine))
    return tuple(sorted((Relation(*row) for row in found), key=_order))


def unsettled(tx: Tx) -> tuple[Relation, ...]:
    """Return the relations that a person has yet to look at."""
    columns = [relations.c[name] for name in Relation.__slots__]
    query = select(*columns).where(relations.c.settled_by.is_(None))
    return tuple(sorted((Relation(*row) for row in tx.execute(query)), key=_order))


def settle(tx: Tx, relation: Relation, at: dt.datetime, actor: str) -> None:
    """Note that a person has looked at a relation."""
    tx.execute(
        update(relations)
        .where(
            relations.c.letter_id == relation.letter_id,
            relations.c.other_id == relation.other_id,
            relations.c.kind == relation.kind,
        )
        .values(settled_by=actor, settled_at=at.isoformat())
    )
    detail = {"kind": relation.kind, "other": relation.other_id}
    audit.note(tx, at, actor, "settled", letter_id=relation.letter_id, detail=detail)


def with_same_key(tx: Tx, key: str, limit: int) -> list[LetterRow]:
    """Return the first `limit` letters of one `kinship.same_key`, oldest first."""
    found = tx.execute(_BY_SAME_KEY, {"key": key, "most": limit})
    return [_row(row) for row in found]


def with_code_key(tx: Tx, key: str) -> list[LetterRow]:
    """Return the letters of one `kinship.code_key`, in the order they came."""
    return _rows(tx, letters.c.code_key == key)


def _first(tx: Tx, condition: Any) -> LetterRow | None:
    return next(iter(_rows(tx, condition)), None)


def _rows(tx: Tx, condition: Any) -> list[LetterRow]:
    return [_row(row) for row in tx.execute(_IN_ORDER.where(condition))]


def _row(row: Row[Any]) -> LetterRow:
    return LetterRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def _order(relation: Relation) -> tuple[str, str, str]:
    return relation.letter_id, relation.other_id, relation.kind
