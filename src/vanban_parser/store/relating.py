"""How a letter that comes in belongs to those that are there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from vanban_parser.model.letter import Letter
from vanban_parser.store import letters as known
from vanban_parser.store import register
from vanban_parser.store.engine import Tx
from vanban_parser.store.kinship import Kind, cited_kin, likeness, same_key
from vanban_parser.store.tables import relations

_NOTES: dict[Kind, str] = {
    "suspected-duplicate": "Nghi trùng số đến {number}/{year}",
    "corrects": "Đính chính văn bản số đến {number}/{year}",
    "replaces": "Thay thế văn bản số đến {number}/{year}",
    "withdraws": "Thu hồi văn bản số đến {number}/{year}",
    "sent-with": "Gửi kèm văn bản số đến {number}/{year}",
}
_MOST_ALIKE = 10
"""Letters, the oldest first, that one is held to be a duplicate of: a person needs no
more, and of a thousand alike each would name all before it."""
_RELATION = insert(relations)


def kin_of(tx: Tx, letter: Letter) -> list[tuple[Kind, str]]:
    """Return the letters that one which comes in belongs to, and how."""
    key = same_key(letter)
    found: list[tuple[Kind, str]] = []
    for row in known.with_same_key(tx, key, _MOST_ALIKE) if key else ():
        if row.media_type == letter.source.media_type:
            found.append(("suspected-duplicate", row.id))
        elif (other := known.record(tx, row.id)) is not None:
            found.append((likeness(letter, other), row.id))
    for kind, cited in cited_kin(letter):
        found += [(kind, row.id) for row in known.with_code_key(tx, cited)]
    return list(dict.fromkeys(found))


def relate(tx: Tx, letter_id: str, kin: Sequence[tuple[Kind, str]]) -> None:
    """Note how a letter belongs to others."""
    for kind, other in kin:
        values = {"letter_id": letter_id, "other_id": other, "kind": kind}
        tx.execute(_RELATION, values)


def twin_of(tx: Tx, kin: Sequence[tuple[Kind, str]]) -> str | None:
    """Return the letter with a line that this one is another format of, or None."""
    formats = (other for kind, other in kin if kind == "other-format")
    return next((other for other in formats if register.entry(tx, other)), None)


def note_of(tx: Tx, kin: Sequence[tuple[Kind, str]]) -> str | None:
    """Return what the register notes of a letter: the lines of those it belongs to."""
    lines = [(kind, register.entry(tx, other)) for kind, other in kin]
    notes = [
        _NOTES[kind].format(number=line.number, year=line.year)
        for kind, line in lines
        if line is not None
    ]
    return "; ".join(notes) or None
