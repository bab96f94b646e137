"""When a task counts at all, and what follows if it is not done in time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding

_CONDITION = re.compile(
    r"(?:trong )?(?:trường hợp|nếu|khi có|khi xảy ra|khi phát sinh)\b"
    r"[^.;]{3,300}?(?=,)",
    re.IGNORECASE,
)
# "Quá thời hạn trên, nếu không có ý kiến coi như thống nhất": silence is consent.
_CONSEQUENCE = re.compile(
    r"(?:(?:quá|sau|hết) (?:thời (?:hạn|gian|điểm)|ngày|hạn)|nếu quá)\b[^.;\n]{0,240}?"
    r"\b(?:coi (?:như|là)|xem (?:như|là)|được (?:xem|coi|hiểu) (?:là|như)|mặc nhiên"
    r"|chịu trách nhiệm"
    r"|không (?:tổng hợp|xem xét|tiếp nhận))\b[^.;\n]{0,240}",
    re.IGNORECASE,
)
_AFTER = 400
"""Characters after an action within which its consequence is said."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when a task is not done, and the action without it."""

    finding: Finding[str]
    action: Span


def condition(text: str, lead: Span | None) -> Finding[str] | None:
    """Return the ``nếu ...`` or ``trường hợp ...`` before the doer, if one stands."""
    if lead is None:
        return None
    found = _CONDITION.search(text, lead.start, lead.end)
    if found is None:
        return None
    span = Span(found.start(), found.end())
    return Finding(span.of(text), (span,), "condition")


def consequence(text: str, action: Span) -> Consequence | None:
    """Return what happens after the deadline, inside the action or right after it."""
    stop = text.find("\n", action.end)
    reach = min(action.end + _AFTER, stop if stop >= 0 else len(text))
    found = _CONSEQUENCE.search(text, action.start, reach)
    if found is None or found.start() == action.start:
        return None
    between = text[action.end : found.start()] if found.start() > action.end else ""
    if between.strip(" .;,)"):
        return None
    span = _trimmed(text, found.start(), found.end())
    finding = Finding(span.of(text), (span,), "consequence")
    return Consequence(
        finding, _trimmed(text, action.start, min(action.end, span.start))
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start + 1 and text[end - 1] in " ,;./":
        end -= 1
    return Span(start, end)
