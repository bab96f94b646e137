"""A task as targets are told of it: `export.duty`, with the errors of delivery."""

from __future__ import annotations

from vanban_parser.deliver.errors import UnfitValueError
from vanban_parser.export import duty
from vanban_parser.export.duty import Duty, link_to, withdrawal, withdrawn_tag
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.model.letter import Letter

__all__ = ["Duty", "duty_of", "link_to", "withdrawal", "withdrawn_tag"]


def duty_of(letter: Letter, letter_id: str, index: int, link: str | None) -> Duty:
    """Return the task at `index` of a record as trackers are told of it.

    Raises:
        UnfitValueError: its date is none of the calendar.
    """
    try:
        return duty.duty_of(letter, letter_id, index, link)
    except UnfitForFormatError as error:
        raise UnfitValueError("", error.detail) from error
