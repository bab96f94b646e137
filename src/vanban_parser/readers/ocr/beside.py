"""What is stamped beside the header's lines is no part of them.

The list of addressees is set in far to the right (NĐ 30/2020, annex I, ô 9a); the empty
space left of it is where offices stamp HỎA TỐC and the day a letter arrived (ô 10b, 14
of the same).  A digital seal stands at the motto or over it, with its day and time.
"""

from __future__ import annotations

import re
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
# Middles of words that stand on one line differ by less.
_LEVEL_PT = 6.0
_MOMENT = re.compile(r"\W*\d{1,2}([./:-])\d{1,2}\1\d{2,4}\W*|\+\d\d:\d\d")
_ADDRESS = ("kinh", "gui", "dien")
_MOTTO = re.compile(
    r"cong hoa xa hoi|xa hoi chu nghia|doc lap\W+tu do|tu do\W+hanh phuc"
)


def stamped_beside(
    words: Sequence[Seen], width: float, height: float
) -> tuple[Seen, ...]:
    """Return `words` (points) with those left of the addressees marked as stamped.

    The day and time of a digital seal at the country's name and motto are left out.
    """
    words = _without_seals(words, height)
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


def _without_seals(words: Sequence[Seen], height: float) -> tuple[Seen, ...]:
    """Return `words` without what a digital seal says of its time at the motto."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        if word.y0 < _UPPER * height:
            lines.setdefault(word.line, []).append(word)
    levels = [
        sum(word.middle for word in line) / len(line)
        for line in lines.values()
        if _MOTTO.search(fold(" ".join(word.text for word in line)))
    ]
    return tuple(
        word for word in words if not any(_is_seals(word, level) for level in levels)
    )


def _is_seals(word: Seen, level: float) -> bool:
    """Tell whether a word is of a digital seal at the motto: its day, its time."""
    under = word.middle - level
    beside = abs(under) < _LEVEL_PT and any(map(str.isdigit, word.text))
    return beside or (under < 0 and _MOMENT.fullmatch(word.text) is not None)


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
