"""The register of incoming letters: sổ đăng ký văn bản đến."""

from __future__ import annotations

from vanban_parser.model.letter import Part


class RegisterEntry(Part):
    """One line of the register, with the ten columns that the law names.

    `year` and `number` together are the số đến: numbers run without gap from 1 within
    a calendar year.  `recipient`, `forwarded_on` and `received_by` are for the clerk
    to fill in.  Days are ISO 8601.

    Source:
        Nghị định 30/2020/NĐ-CP, annex IV; article 22 for the numbers.
    """

    year: int
    number: int
    letter_id: str
    arrived_on: str
    issuer: str | None
    code: str | None
    issued_on: str | None
    summary: str | None
    recipient: str | None = None
    forwarded_on: str | None = None
    received_by: str | None = None
    note: str | None = None


class InputFields(Part):
    """The fields in which an office enters a letter that came in.

    Names are those of the annex, in this program's spelling; `priority` is 0 (none)
    to 4 (hỏa tốc hẹn giờ), `due_on` the earliest day by which the letter wants
    something.

    Source:
        Nghị định 30/2020/NĐ-CP, annex VI, part II.
    """

    type_name: str | None
    code_number: str | None
    code_notation: str | None
    issued_on: str | None
    organ_name: str | None
    subject: str | None
    language: str
    page_amount: int | None
    arrived_on: str
    arrival_number: int
    signer_position: str | None
    signer_name: str | None
    priority: int
    to_places: tuple[str, ...]
    due_on: str | None
