"""What people mended in a record; the reading itself stays as it was."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, outbox, tasks
from vanban_parser.store.engine import Tx
from vanban_parser.store.letters import get, keeps_own, record
from vanban_parser.store.mending import at as value_at
from vanban_parser.store.mending import exchange, settled
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
    return correct_all(tx, letter_id, {pointer: new}, actor, at)


def correct_all(
    tx: Tx,
    letter_id: str,
    changes: Mapping[str, object],
    actor: str,
    at: dt.datetime,
) -> Letter:
    """Mend values together, by pointer, and return the record as it is now.

    Raises:
        KeyError: there is no such letter, or nothing at one of the pointers.
        ValueError: a value cannot stand where it is put.
    """
    before = current(tx, letter_id)
    head = get(tx, letter_id)
    read = record(tx, letter_id)
    if before is None or head is None or read is None:
        raise KeyError(letter_id)
    values = before.model_dump(mode="json")
    rows = [
        {
            "letter_id": letter_id,
            "version": head.version,
            "pointer": pointer,
            "old": json.dumps(exchange(values, pointer, new), ensure_ascii=False),
            "new": json.dumps(new, ensure_ascii=False),
            "actor": actor,
            "at": at.isoformat(),
        }
        for pointer, new in changes.items()
    ]
    after = Letter.model_validate(settled(read.model_dump(mode="json"), values))
    if not rows:
        return after
    tx.execute(insert(corrections), rows)
    if keeps_own(tx, head):
        number = (state(tx, letter_id) or (0, 0))[1]
        annexed = head.twin_of is not None
        tasks.mend(tx, after, letter_id, head.version, annexed=annexed)
        outbox.announce_change(tx, letter_id, before, after, f"c{number}", at)
    for pointer in changes:
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
    mends = of_letter(tx, letter_id)
    if not mends:
        return letter
    read = letter.model_dump(mode="json")
    values = copy.deepcopy(read)
    for mend in mends:
        try:
            found = value_at(values, mend.pointer)
        except KeyError:
            continue
        if mend.version == head.version or found == mend.old:
            exchange(values, mend.pointer, mend.new)
    return Letter.model_validate(settled(read, values))


def state(tx: Tx, letter_id: str) -> tuple[int, int] | None:
    """Return what changes when `current` does: the version, the last correction."""
    last = select(func.max(corrections.c.id)).where(
        corrections.c.letter_id == letter_id
    )
    head = get(tx, letter_id)
    return (head.version, tx.execute(last).scalar() or 0) if head else None
