"""What people mended in a record; the reading itself stays as it was."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, outbox, tasks
from vanban_parser.store.engine import Tx
from vanban_parser.store.letters import get, record
from vanban_parser.store.tables import corrections


@dataclass(frozen=True, slots=True)
class Correction:
    """The value at a JSON Pointer was `old` in that version and ought to be `new`."""

    version: int
    pointer: str
    old: object
    new: object
    actor: str
    at: str


def correct(
    tx: Tx, letter_id: str, pointer: str, new: object, actor: str, at: dt.datetime
) -> Letter:
    """Mend one value and return the record as it is now.

    Raises:
        KeyError: there is no such letter, or nothing at `pointer`.
        ValueError: `new` cannot stand there.
    """
    before = current(tx, letter_id)
    head = get(tx, letter_id)
    if before is None or head is None:
        raise KeyError(letter_id)
    values = before.model_dump(mode="json")
    old = _exchange(values, pointer, new)
    after = Letter.model_validate(values)
    made = tx.execute(
        insert(corrections).values(
            letter_id=letter_id,
            version=head.version,
            pointer=pointer,
            old=json.dumps(old, ensure_ascii=False),
            new=json.dumps(new, ensure_ascii=False),
            actor=actor,
            at=at.isoformat(),
        )
    )
    (number,) = made.inserted_primary_key or (0,)
    if head.twin_of is None:
        tasks.mend(tx, after)
        outbox.announce_change(tx, letter_id, before, after, f"c{number}", at)
    detail = {"pointer": pointer}
    audit.note(tx, at, actor, "corrected", letter_id=letter_id, detail=detail)
    return after


def of_letter(tx: Tx, letter_id: str) -> tuple[Correction, ...]:
    """Return what was mended in a letter, in order."""
    found = tx.execute(
        select(corrections)
        .where(corrections.c.letter_id == letter_id)
        .order_by(corrections.c.id)
    )
    return tuple(
        Correction(
            row.version,
            row.pointer,
            json.loads(row.old),
            json.loads(row.new),
            row.actor,
            row.at,
        )
        for row in found
    )


def current(tx: Tx, letter_id: str) -> Letter | None:
    """Return the newest reading of a letter with what people mended in it.

    A correction of an earlier version holds on where the value that it mended is
    still read the same way.
    """
    letter = record(tx, letter_id)
    head = get(tx, letter_id)
    if letter is None or head is None:
        return None
    values = letter.model_dump(mode="json")
    for mend in of_letter(tx, letter_id):
        try:
            found = _at(values, mend.pointer)
        except KeyError:
            continue
        if mend.version == head.version or found == mend.old:
            _exchange(values, mend.pointer, mend.new)
    return Letter.model_validate(values)


def state(tx: Tx, letter_id: str) -> tuple[int, int] | None:
    """Return what changes when `current` does: the version, the last correction."""
    last = select(func.max(corrections.c.id)).where(
        corrections.c.letter_id == letter_id
    )
    head = get(tx, letter_id)
    return (head.version, tx.execute(last).scalar() or 0) if head else None


def _at(values: object, pointer: str) -> object:
    for part in pointer.split("/")[1:]:
        values = _step(values, part)
    return values


def _exchange(values: object, pointer: str, new: object) -> object:
    """Put `new` at `pointer` and return what was there."""
    above, _, last = pointer.rpartition("/")
    holder = _at(values, above)
    old = _step(holder, last)
    if isinstance(holder, dict):
        holder[last] = new
    elif isinstance(holder, list):
        holder[int(last)] = new
    return old


def _step(values: object, part: str) -> object:
    if isinstance(values, dict) and part in values:
        return values[part]
    if isinstance(values, list) and part.isdecimal() and int(part) < len(values):
        return values[int(part)]
    raise KeyError(part)
