"""The gate holds here too: what a machine may not read, it does not show."""

from __future__ import annotations

from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings
from vanban_parser.web.errors import SecretHereError


def check_secrecy(letter: Letter, settings: Settings) -> None:
    """See that a letter may be shown.

    One with a mark is in the store only where the gate was open when it came; it is
    shown only where it is open still.

    Raises:
        SecretHereError: it bears a mark of secrecy, and the gate is closed.
    """
    if letter.secrecy is not None and not settings.allow_secret_letters:
        raise SecretHereError
