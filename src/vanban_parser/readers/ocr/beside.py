"""What is stamped beside the list of addressees is no part of its lines.

The list is set in far to the right (NĐ 30/2020, annex I, ô 9a); the empty space left of
it is where offices stamp HỎA TỐC and the day a letter arrived (ô 10b, 14 of the same).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.text import fold

_UPPER, _FROM_LEFT = 0.5, 0.25
# Dashes of one list stand under each other; an item has at most so many lines.
_ALIGNED_PT, _NEXT_PT = 6.0, 50.0
_AWAY_PT = 12.0
_REACH_PT = 10.0
_FEWEST = 2
_ADDRESS = ("kinh", "gui", "dien")


def stamped_beside(
    words: Sequence[Seen], width: float, height: float
) -> tuple[Seen, ...]:
    """Return `words` (points) with those left of the addressees marked as stamped."""
    dashes = _column(
        sorted(
            (
                word
                for word in words
                if word.text[:1] in "-–"
                and word.y0 < _UPPER * height
                and word.x0 > _FROM_LEFT * width
            ),
            key=lambda word: word.y0,
        )
    )
    if len(dashes) < _FEWEST:
        return tuple(words)
    left = min(dash.x0 for dash in dashes) - _AWAY_PT
    top, bottom = dashes[0].y0 - _REACH_PT, dashes[-1].y1 + _REACH_PT
    return tuple(
        replace(word, stamped=True)
        if word.x1 < left and top < word.middle < bottom and not _addresses(word)
        else word
        for word in words
    )


def _column(dashes: Sequence[Seen]) -> list[Seen]:
    """Return the first dashes that stand under each other."""
    for start, first in enumerate(dashes):
        column = [first]
        for dash in dashes[start + 1 :]:
            if abs(dash.x0 - column[-1].x0) < _ALIGNED_PT:
                if dash.y0 - column[-1].y0 > _NEXT_PT:
                    break
                column.append(dash)
        if len(column) >= _FEWEST:
            return column
    return []


def _addresses(word: Seen) -> bool:
    return fold(word.text).strip(" :.").startswith(_ADDRESS)
