"""A letter as it goes from the process that read it to the one that asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vanban_parser.model.letter import Letter
    from vanban_parser.pipeline import Reading

Form = Literal["json", "jsonl", "csv", "register", "reading"]
"""What a letter is written as; the last two are read by `Record`."""


@dataclass(frozen=True, slots=True)
class Record:
    """One letter, written in the form asked for, and how many warnings it has.

    `pages` are its first and last in a file that was split, else None; `part` counts
    the letters of one that has no pages.
    """

    text: str
    n_warnings: int
    pages: tuple[int, int] | None = None
    part: int | None = None

    def letter(self) -> Letter:
        """Return the letter of a record in the form ``json`` or ``jsonl``."""
        from vanban_parser.model.letter import Letter

        return Letter.model_validate_json(self.text)

    def reading(self) -> Reading:
        """Return the letter of a record in the form ``reading``, with what lost."""
        from vanban_parser.model.document import Span
        from vanban_parser.model.findings import Rival
        from vanban_parser.model.letter import Letter
        from vanban_parser.pipeline import Reading

        told = json.loads(self.text)
        rivals = {
            pointer: tuple(Rival(Span(start, end), why) for start, end, why in items)
            for pointer, items in told["rivals"].items()
        }
        traits = {pointer: tuple(names) for pointer, names in told["traits"].items()}
        letter = Letter.model_validate_json(json.dumps(told["letter"]))
        return Reading(letter, rivals, traits)


def written(letter: Letter, reading: Reading, form: str) -> str:
    """Return a letter as text: ``json``, ``jsonl``, ``csv``, or what `Record` reads.

    These are ``register`` (the line of the register) and ``reading`` (with the readings
    that lost), as JSON.
    """
    from vanban_parser.export.json import dumps, to_json, to_record

    if form == "csv":
        from vanban_parser.export.csv import to_csv, to_rows

        return to_csv(to_rows(letter))
    if form == "register":
        from dataclasses import asdict

        from vanban_parser.export.table import to_register

        return dumps(asdict(to_register(letter)))
    if form == "reading":
        rivals = {
            pointer: [
                (rival.span.start, rival.span.end, rival.reason) for rival in all_
            ]
            for pointer, all_ in reading.rivals.items()
        }
        return dumps(
            {
                "letter": to_record(letter),
                "rivals": rivals,
                "traits": dict(reading.traits),
            }
        )
    return to_json(letter, indent=2 if form == "json" else None)
