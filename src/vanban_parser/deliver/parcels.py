"""What a message is about, as it stands when it is sent."""

from __future__ import annotations

from vanban_parser.deliver.duty import duty_of
from vanban_parser.deliver.errors import (
    RefusedError,
    SecretNotSentError,
    UnfitValueError,
)
from vanban_parser.deliver.target import Parcel
from vanban_parser.model.letter import Letter
from vanban_parser.store import corrections
from vanban_parser.store.deliveries import Message
from vanban_parser.store.engine import Tx


class Packer:
    """Makes parcels for one target; keeps the last letter: its tasks come together."""

    def __init__(self, target: str, link: str | None = None) -> None:
        self._target = target
        self._link = link
        self._last: tuple[str, tuple[int, int], Letter] | None = None

    def pack(self, tx: Tx, message: Message) -> Parcel:
        """Return a message with its letter, and with its task if that still stands.

        Raises:
            SecretNotSentError: the letter bears a mark of state secrets.
            UnfitValueError: its date is none of the calendar.
            RefusedError: there is no such letter any more.
        """
        letter = self._letter(tx, message.letter_id)
        if letter.secrecy is not None:
            raise SecretNotSentError(self._target, letter.secrecy)
        code = letter.code or letter.notation or letter.source.filename
        index = next(
            (
                at
                for at, task in enumerate(letter.tasks)
                if str(task.id) == message.task_id and task.kind != "general"
            ),
            None,
        )
        duty = None
        if index is not None:
            try:
                duty = duty_of(letter, message.letter_id, index, self._link)
            except UnfitValueError as error:
                raise UnfitValueError(self._target, error.detail) from error
        return Parcel(message, letter, code, duty, index)

    def _letter(self, tx: Tx, letter_id: str) -> Letter:
        state = corrections.state(tx, letter_id)
        if self._last is not None and self._last[:2] == (letter_id, state):
            return self._last[2]
        letter = corrections.current(tx, letter_id)
        if letter is None or state is None:
            raise RefusedError(self._target, "letter")
        self._last = (letter_id, state, letter)
        return letter
