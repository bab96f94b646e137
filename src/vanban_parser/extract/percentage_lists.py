"""``X và Y lần lượt đạt 60% và 50%``: each share is said of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban_parser.extract.percentage_phrases import trimmed
from vanban_parser.extract.percentage_subjects import Said, Share
from vanban_parser.model.document import Span

_IN_TURN = re.compile(
    r"(?<!\w)(?:lần lượt|tương ứng)(?: (?:đạt|là|bằng|chiếm|tăng|giảm|còn|có|được|ở mức"
    r"|với|các|tỷ lệ|mức))* ?:? ?$",
    re.IGNORECASE,
)
_LINK = re.compile(r" ?(?:,|;|và|, và|; và) ?$")
_PART = re.compile(r", (?:và )?| và |; ")
_EACH = re.compile(r"(?:các|hai|ba|bốn|\d{1,2}) (?=[^\W\d_])", re.IGNORECASE)
_WINDOW = 48


def shared_out(
    text: str, told: Sequence[tuple[Share, Said | None]]
) -> list[Said | None]:
    """Return what each share is said of, lists in turn shared out among theirs.

    Only where the subject lists exactly as many as there are shares after ``lần
    lượt``; else all keep the whole list.
    """
    out = [said for _, said in told]
    for first, (share, said) in enumerate(told):
        start = share.number.start
        in_turn = _IN_TURN.search(text, max(0, start - _WINDOW), start)
        if in_turn is None or said is None or said.subject is None:
            continue
        last = first
        while last + 1 < len(told) and _goes_on(text, told, last):
            last += 1
        parts = _parts(text, said.subject)
        if last > first and len(parts) == last - first + 1:
            for offset, part in enumerate(parts):
                out[first + offset] = replace(said, subject=part, rule="in-turn")
    return out


def _goes_on(text: str, told: Sequence[tuple[Share, Said | None]], at: int) -> bool:
    here, after = told[at][0].number, told[at + 1][0].number
    return _LINK.fullmatch(text, here.end, after.start) is not None


def _parts(text: str, subject: Span) -> list[Span]:
    """Return the items that a subject lists; none where one has no name of its own."""
    parts: list[Span] = []
    start = subject.start
    links = [*_PART.finditer(text, subject.start, subject.end)]
    for end, following in [
        *((link.start(), link.end()) for link in links),
        (subject.end, subject.end),
    ]:
        head = _EACH.match(text, start, end)
        part = trimmed(text, head.end() if head else start, end)
        if part is None or not any(map(str.isalpha, part.of(text))):
            return []
        parts.append(part)
        start = following
    return parts
