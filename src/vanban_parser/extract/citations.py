"""What a letter says of another document at one place."""

from __future__ import annotations

from dataclasses import dataclass

from vanban_parser.model.document import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document, as far as this place names it.

    `number` is that of a mention without notation (``Chỉ thị 15``, ``Nghị định
    126/2024``).  A `weak` mention counts only where another names the same document
    in full (also a law that only stands inside another document's title).
    """

    document_type: str | None
    code: str | None
    span: Span
    rule: str
    issued_on: str | None = None
    issuing_body: str | None = None
    title: str | None = None
    number: str | None = None
    notation: str | None = None
    weak: bool = False
