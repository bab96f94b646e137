"""What can keep a letter or a task out of a format."""

from __future__ import annotations

from vanban_parser.errors import VanbanError


class UnfitForFormatError(VanbanError):
    """A value cannot stand in a format without being changed; the detail names it."""

    code = "unfit-for-format"
    problem = "a value cannot stand in this format without being changed"
    remedy = "correct it in the record, or choose another format"
