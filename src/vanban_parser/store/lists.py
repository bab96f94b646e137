"""What lists say of letters: heads, register, search, figures follow the record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import update

from vanban_parser.export.entry import entry_of, fields_of
from vanban_parser.model.letter import Letter
from vanban_parser.store import figures, search
from vanban_parser.store import letters as known
from vanban_parser.store import register as lines
from vanban_parser.store.engine import Tx
from vanban_parser.store.kinship import code_key, same_key
from vanban_parser.store.tables import letters, register


def head_of(letter: Letter) -> dict[str, Any]:
    """Return what of a letter's head may change when it is read again."""
    return {
        "document_type": letter.document_type,
        "issuer": letter.issuing_body.name,
        "code": letter.code,
        "issued_on": letter.issued_on,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "same_key": same_key(letter),
        "code_key": code_key(letter.issuing_body.name, letter.code),
        "n_warnings": len(letter.warnings),
    }


def show(tx: Tx, letter_id: str, letter: Letter) -> None:
    """Let the letter's head and the search say what the record says."""
    mine = letters.c.id == letter_id
    tx.execute(update(letters).where(mine).values(head_of(letter)))
    search.index(tx, letter_id, letter)


def follow(tx: Tx, letter_id: str, letter: Letter) -> None:
    """Let lists, tasks, the register and the search say what the record says."""
    head = known.get(tx, letter_id)
    if head is None:
        raise KeyError(letter_id)
    show(tx, letter_id, letter)
    if not known.keeps_own(tx, head):
        return
    figures.keep(tx, letter, letter_id, annexed=head.twin_of is not None)
    line = lines.entry(tx, letter_id)
    if line is None:
        return
    arrived = dt.date.fromisoformat(line.arrived_on)
    entry = entry_of(letter, letter_id, arrived, line.number, line.note)
    wanted = {
        name: getattr(entry, name)
        for name in ("issuer", "code", "issued_on", "summary")
    }
    fields = fields_of(letter, arrived, line.number).model_dump_json()
    tx.execute(
        update(register)
        .where(register.c.letter_id == letter_id)
        .values(**wanted, fields=fields)
    )
