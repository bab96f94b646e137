"""What people mended in a record; the reading itself stays as it was."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from vanban_parser.model.letter import Letter
from vanban_parser.store import audit, outbox, task_keeping
from vanban_parser.store.engine import Tx
from vanban_parser.store.letters import get, keeps_own, record
from vanban_parser.store.mending import Values, exchange, settled
from vanban_parser.store.rebasing import rebased
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
        task_keeping.mend(tx, after, letter_id, head.version, annexed=annexed)
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

    What a person mended in an earlier reading holds on, whatever is read now.
    """
    letter = record(tx, letter_id)
    mends = of_letter(tx, letter_id)
    if letter is None or not mends:
        return letter
    values = replayed(tx, letter_id, mends)
    return Letter.model_validate(settled(letter.model_dump(mode="json"), values))


def replayed(tx: Tx, letter_id: str, mends: Sequence[Correction]) -> Values:
    """Return the newest reading with these corrections of it and of earlier ones.

    Raises:
        KeyError: there is no such letter.
    """
    head = get(tx, letter_id)
    if head is None:
        raise KeyError(letter_id)
    base: Values | None = None
    mine: Values = {}
    gone: frozenset[str] = frozenset()
    for version in sorted({*(mend.version for mend in mends), head.version}):
        letter = record(tx, letter_id, version)
        if letter is None:
            continue
        read = letter.model_dump(mode="json")
        mine = copy.deepcopy(read) if base is None else rebased(base, mine, read, gone)
        for mend in mends:
            if mend.version == version:
                # What it was said of may be there no more.
                with contextlib.suppress(KeyError):
                    exchange(mine, mend.pointer, mend.new)
        gone = (gone | _ids(read)) - _ids(mine)
        base = read
    return mine


def _ids(values: Values) -> frozenset[str]:
    return frozenset(task["id"] for task in values["tasks"])


def state(tx: Tx, letter_id: str) -> tuple[int, int] | None:
    """Return what changes when `current` does: the version, the last correction."""
    last = select(func.max(corrections.c.id)).where(
        corrections.c.letter_id == letter_id
    )
    head = get(tx, letter_id)
    return (head.version, tx.execute(last).scalar() or 0) if head else None
