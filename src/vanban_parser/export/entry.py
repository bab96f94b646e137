"""What the register says of a letter: its line, and the official input fields."""

from __future__ import annotations

import datetime as dt

from vanban_parser.model.letter import Deadline, Letter
from vanban_parser.model.register import InputFields, RegisterEntry

PRIORITY = {"khẩn": 1, "thượng khẩn": 2, "hỏa tốc": 3, "hỏa tốc hẹn giờ": 4}


def entry_of(
    letter: Letter, letter_id: str, arrived_on: dt.date, number: int, note: str | None
) -> RegisterEntry:
    """Return the line of `letter`, which came in as `number` of that year."""
    return RegisterEntry(
        year=arrived_on.year,
        number=number,
        letter_id=letter_id,
        arrived_on=arrived_on.isoformat(),
        issuer=letter.issuing_body.name,
        code=letter.code or letter.notation,
        issued_on=letter.issued_on,
        summary=summary(letter),
        note=note,
    )


def summary(letter: Letter) -> str | None:
    """Return type and subject in one, as the sixth column has them."""
    kind = letter.document_type
    # Of a công văn the register names no type: it is what has none.
    named = kind[0].upper() + kind[1:] if kind and kind != "công văn" else None
    return " ".join(part for part in (named, letter.subject) if part) or None


def fields_of(letter: Letter, arrived_on: dt.date, number: int) -> InputFields:
    """Return the official input fields of `letter`."""
    dues = (due_of(task.deadline) for task in letter.tasks)
    days = sorted(due[:10] for due in dues if due)
    return InputFields(
        type_name=letter.document_type,
        code_number=letter.number,
        code_notation=letter.notation,
        issued_on=letter.issued_on,
        organ_name=letter.issuing_body.name,
        subject=letter.subject,
        language="Tiếng Việt",
        page_amount=letter.source.page_count,
        arrived_on=arrived_on.isoformat(),
        arrival_number=number,
        signer_position=letter.signature.position,
        signer_name=letter.signature.name,
        priority=PRIORITY.get(letter.urgency or "", 0),
        to_places=letter.addressees,
        due_on=days[0] if days else None,
    )


def due_of(deadline: Deadline | None) -> str | None:
    """Return the day (or minute) by which a task is due, None where none is certain.

    The day that the letter writes, else the one that was reckoned from the day of
    arrival, which the letter was read with.
    """
    return (deadline.date or deadline.computed_date) if deadline else None
