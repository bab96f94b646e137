"""Percentages of letters as rows, to be compared over communes and time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from vanban_parser.model.letter import Commune, Letter, Percentage
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import letters, percentages
from vanban_parser.text import fold

_INSERT = insert(percentages)


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage and of whom it is said; `period` is the letter's month."""

    letter_id: str
    period: str | None
    commune: str | None
    commune_code: str | None
    subject: str | None
    measure: str | None
    comparator: str
    value: float
    code: str | None
    issued_on: str | None


def keep(
    tx: Tx,
    letter: Letter,
    letter_id: str,
    *,
    is_new: bool = False,
    annexed: bool = False,
) -> None:
    """Write the percentages of a letter, in place of an earlier reading's.

    `is_new` tells that there was none, `annexed` that all count as those of an annex.
    """
    if not is_new:
        tx.execute(delete(percentages).where(percentages.c.letter_id == letter_id))
    rows = [
        _values(letter, letter_id, ordinal, said) | ({"annex": True} if annexed else {})
        for ordinal, said in enumerate(letter.percentages)
    ]
    if rows:
        tx.execute(_INSERT, rows)


def between(
    tx: Tx, first: str | None, last: str | None, *, communes_only: bool = False
) -> tuple[Figure, ...]:
    """Return the percentages of letters of the months `first` to `last`.

    Months are ``YYYY-MM``; a letter without a date has none and is left out where a
    bound is given.  `communes_only` leaves out what is said of no one commune.
    """
    own = [percentages.c[name] for name in Figure.__slots__[:8]]
    query = select(*own, letters.c.code, letters.c.issued_on).join(
        letters, letters.c.id == percentages.c.letter_id
    )
    if first is not None:
        query = query.where(percentages.c.period >= first)
    if last is not None:
        query = query.where(percentages.c.period <= last)
    if communes_only:
        query = query.where(percentages.c.commune.is_not(None))
    query = query.order_by(
        percentages.c.period, percentages.c.letter_id, percentages.c.ordinal
    )
    return tuple(
        Figure(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        for row in tx.execute(query)
    )


def _values(
    letter: Letter, letter_id: str, ordinal: int, said: Percentage
) -> dict[str, object]:
    commune = _commune(letter, said.subject)
    month = letter.issued_on[:7] if letter.issued_on else None
    return {
        "letter_id": letter_id,
        "ordinal": ordinal,
        "period": month if month and len(month) == 7 else None,
        "commune": f"{commune.kind} {commune.name}" if commune else None,
        "commune_code": commune.code if commune else None,
        "subject": said.subject,
        "measure": said.measure,
        "comparator": said.comparator,
        "value": said.value,
        "annex": said.annex,
    }


def _commune(letter: Letter, subject: str | None) -> Commune | None:
    """Return the one commune that `subject` names; None for none or several."""
    words = " ".join(fold(subject or "").split())
    for prefix in (
        "xa ",
        "phuong ",
        "thi tran ",
        "dac khu ",
        "ubnd xa ",
        "ubnd phuong ",
    ):
        if words.startswith(prefix):
            words = words.removeprefix(prefix)
            break
    named = [c for c in letter.communes if fold(c.name) == words]
    return named[0] if len(named) == 1 else None
