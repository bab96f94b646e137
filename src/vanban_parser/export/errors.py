"""What can keep a letter or a task out of a format."""

from __future__ import annotations

from vanban_parser.errors import Exit, VanbanError


class UnfitForFormatError(VanbanError):
    """A value cannot stand in a format without being changed; the detail names it."""

    code = "unfit-for-format"
    problem = "a value cannot stand in this format without being changed"
    remedy = "correct it in the record, or choose another format"


class SecretNotExportedError(VanbanError):
    """The letter bears a mark of state secrets; the detail is the level and its id.

    It names no file, as `SecretLetterError` does not.
    """

    code = "secret-not-exported"
    exit_code = Exit.SECRET
    problem = "a letter bears a mark of state secrets; nothing of it is exported"
    remedy = "follow its tasks as your office's rules for such letters say"
