"""A record with its id, and its tasks as trackers are told of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban_parser.errors import VanbanError
from vanban_parser.export.duty import Duty, duty_of
from vanban_parser.export.errors import SecretNotExportedError
from vanban_parser.model.letter import Letter

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:letter:1")


def letter_id_of(sha256: str, part: int = 1) -> str:
    """Return the id of a letter by its file's bytes and its place in the file."""
    return str(uuid.uuid5(_NAMESPACE, sha256 if part == 1 else f"{sha256}#{part}"))


@dataclass(frozen=True, slots=True)
class Handed:
    """A record that is handed on; `letter_id` is its id in the store.

    `link` is an address with ``{letter}`` and ``{task}``, or None.
    """

    letter: Letter
    letter_id: str
    link: str | None = None

    def duties(self) -> Iterator[Duty | VanbanError]:
        """Yield the tasks without closing formulas; an error in place of an unfit one.

        Closing formulas (``kind`` is ``general``) tell nobody to do something that
        could be ticked off.
        """
        for index, task in enumerate(self.letter.tasks):
            if task.kind == "general":
                continue
            try:
                yield duty_of(self.letter, self.letter_id, index, self.link)
            except VanbanError as error:
                yield error


@dataclass(frozen=True, slots=True)
class Written:
    """A file's bytes, and what could not stand in it."""

    data: bytes
    refused: tuple[VanbanError, ...] = ()


def cleared(
    letters: Iterable[Handed], *, secret_too: bool
) -> tuple[list[Handed], tuple[VanbanError, ...]]:
    """Return the letters that may be written, and an error for each that may not.

    Args:
        letters: The records.
        secret_too: Whether those with a mark of state secrets may, too: into a file
            that stays on a machine set apart for them.
    """
    fine: list[Handed] = []
    errors: list[VanbanError] = []
    for one in letters:
        level = one.letter.secrecy
        if level is None or secret_too:
            fine.append(one)
        else:
            errors.append(SecretNotExportedError("", f"{level}, {one.letter_id}"))
    return fine, tuple(errors)


def parted(
    found: Iterable[Duty | VanbanError],
) -> tuple[list[Duty], tuple[VanbanError, ...]]:
    """Return the duties, and the errors among them."""
    duties: list[Duty] = []
    errors: list[VanbanError] = []
    for one in found:
        if isinstance(one, Duty):
            duties.append(one)
        else:
            errors.append(one)
    return duties, tuple(errors)
