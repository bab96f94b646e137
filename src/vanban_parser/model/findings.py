"""What the stages between reader and letter pass on: values with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from vanban_parser.model.document import Span

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another reading that lost: its words, and why (a short English phrase)."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Finding(Generic[T_co]):
    """A claim: `value` stands at `spans` (in order), found by the rule named `rule`.

    `inferred` is the warning code of what the letter does not say itself and the
    rule supplied (``year-inferred``), or None.  `rivals` lost to this one.
    """

    value: T_co
    spans: tuple[Span, ...]
    rule: str
    inferred: str | None = None
    rivals: tuple[Rival, ...] = ()
