"""Titles that a seal or a signature covers in a scan, by what they can only have been.

A deputy signs under the head's title (``KT. GIÁM ĐỐC`` over ``PHÓ GIÁM ĐỐC``; NĐ
30/2020, Art. 13).  Two lines that both end in one head's title are therefore these two,
however little of ``KT.`` and ``PHÓ`` was left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from vanban_parser.lexicon.load import table
from vanban_parser.text import fold

# Letters around a title that are rests of KT., of PHÓ, of strokes.
_MOST_RESTS = 6
# How alike the better and the worse read of the two lines are to the head's title.
_BETTER, _WORSE = 0.85, 0.65


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy who signs: both lines as they are printed, and where they stand."""

    authority: str
    position: str
    first: int
    second: int


def deputy_of(lines: Sequence[str]) -> Deputy | None:
    """Return the deputy's signature among the title lines of a scanned letter, or None.

    Args:
        lines: The lines above the signer's name, as they were read.
    """
    letters = [_letters(line) for line in lines]
    for second in range(1, len(lines)):
        for first in range(second - 1, max(second - 3, -1), -1):
            found = _pair(letters[first], letters[second])
            if found is not None:
                head, deputy = found
                return Deputy(f"KT. {head}", deputy, first, second)
    return None


def _pair(above: str, below: str) -> tuple[str, str] | None:
    best: tuple[float, tuple[str, str]] | None = None
    for head, deputy in _posts():
        plain = _letters(head)
        # A deputy of another name (THỨ TRƯỞNG) is compared by it.
        whole = _letters(deputy)
        own = plain if plain in whole else whole
        # Of PHÓ GIÁM ĐỐC either end may be hidden.
        likeness = (
            _likeness(above, plain),
            max(_likeness(below, own), _likeness(below, whole)),
        )
        if max(likeness) < _BETTER or min(likeness) < _WORSE:
            continue
        if best is None or sum(likeness) > best[0]:
            best = sum(likeness), (head, deputy)
    return best[1] if best is not None else None


def _likeness(line: str, title: str) -> float:
    """Return how alike the title and the most alike part of the line are, 0 to 1."""
    if abs(len(line) - len(title)) > _MOST_RESTS:
        return 0.0
    width = min(len(title), len(line))
    parts = (line[at : at + width] for at in range(len(line) - width + 1))
    return max(
        (SequenceMatcher(None, part, title, autojunk=False).ratio() for part in parts),
        default=0.0,
    )


def _letters(line: str) -> str:
    return "".join(filter(str.isalpha, fold(line)))


@cache
def _posts() -> tuple[tuple[str, str], ...]:
    return tuple((row["head"], row["deputy"]) for row in table("posts")["post"])
