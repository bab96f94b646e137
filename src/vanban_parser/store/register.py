"""Numbers and lines of the register; a number is given in the letter's transaction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, text, update

from vanban_parser.model.register import InputFields, RegisterEntry
from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import register, register_years

_COLUMNS = [register.c[name] for name in RegisterEntry.model_fields]
# Any number, the same in every watcher and another than that of migrations.
_LOCK = 4_305_202_1
_INSERT = insert(register)
_LINE = select(*_COLUMNS).where(register.c.letter_id == bindparam("letter"))
_RAISE = (
    update(register_years)
    .where(register_years.c.year == bindparam("of"))
    .values(last=register_years.c.last + 1)
    .returning(register_years.c.last)
)
_BY_CLERK = frozenset({"recipient", "forwarded_on", "received_by", "note"})


def lock(tx: Tx) -> None:
    """Let nobody else register until this transaction ends.

    Numbers are without gap because the next one is given only when it is known
    whether this one was kept; and of two copies of a letter the second is seen.
    """
    if tx.dialect.name == "postgresql":  # in SQLite one writes at a time in any case
        tx.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})


def next_number(tx: Tx, year: int) -> int:
    """Return the next arrival number of `year`; it is lost with the transaction.

    `lock` comes first.
    """
    number: int | None = tx.execute(_RAISE, {"of": year}).scalar()
    if number is None:
        tx.execute(insert(register_years).values(year=year, last=1))
        return 1
    return number


def add(tx: Tx, entry: RegisterEntry, fields: InputFields) -> None:
    """Write a line of the register, with the official input fields."""
    values = entry.model_dump() | {"fields": fields.model_dump_json()}
    tx.execute(_INSERT, values)


def entries(
    tx: Tx, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[RegisterEntry, ...]:
    """Return the lines of letters that came in from `first` to `last`, in order."""
    query = select(*_COLUMNS).order_by(register.c.year, register.c.number)
    if first is not None:
        query = query.where(register.c.arrived_on >= first.isoformat())
    if last is not None:
        query = query.where(register.c.arrived_on <= last.isoformat())
    return tuple(map(_entry, tx.execute(query)))


def entry(tx: Tx, letter_id: str) -> RegisterEntry | None:
    """Return the line of a letter; None for one that shares another's."""
    row = tx.execute(_LINE, {"letter": letter_id}).first()
    return _entry(row) if row else None


def input_fields(tx: Tx, letter_id: str) -> InputFields | None:
    """Return the official input fields of a letter that has a line."""
    query = select(register.c.fields).where(register.c.letter_id == letter_id)
    found = tx.execute(query).scalar()
    return InputFields.model_validate(json.loads(found)) if found else None


def annotate(
    tx: Tx,
    line: tuple[int, int],
    at: dt.datetime,
    actor: str,
    columns: Mapping[str, str],
) -> bool:
    """Fill in what the clerk knows; False if there is no such line.

    Args:
        tx: The transaction.
        line: Year and number.
        at: When.
        actor: Who fills it in.
        columns: Any of ``recipient``, ``forwarded_on``, ``received_by``, ``note``.

    Raises:
        ValueError: another column; those come from the letter.
    """
    if unknown := set(columns) - _BY_CLERK:
        raise ValueError(f"not for the clerk to fill in: {sorted(unknown)}")
    year, number = line
    meant = (register.c.year == year, register.c.number == number)
    own = [register.c[name] for name in sorted(columns)]
    before = tx.execute(select(register.c.letter_id, *own).where(*meant)).first()
    if before is None:
        return False
    tx.execute(update(register).where(*meant).values(**columns))
    changes = {
        name: [was or "", columns[name]]
        for name, was in zip(sorted(columns), before[1:], strict=True)
        if (was or "") != columns[name]
    }
    if changes:
        detail = {"year": year, "number": number, "changes": changes}
        audit.note(
            *(tx, at, actor, "register-annotated"),
            letter_id=before.letter_id,
            detail=detail,
        )
    return True


def _entry(row: Row[Any]) -> RegisterEntry:
    return RegisterEntry.model_validate(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's public name
