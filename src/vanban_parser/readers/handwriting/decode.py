"""From frames to readings: the best paths that the grammar of a header line allows.

Connectionist temporal classification: a frame is a sign or nothing, equal neighbours
are one sign.  A beam keeps the likeliest readings and adds up all paths to each, so a
reading's probability is that of the digits and not of one way to cut them apart;
touching digits need no cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vanban_parser.readers.handwriting.alphabet import (
    DASH,
    LETTER,
    NOTHING,
    SIGNS,
    SLASH,
)
from vanban_parser.readers.handwriting.network import Scores

_BEAM = 16
# Signs less likely than this in a frame are left out of the search.
_LEAST = 1e-3

_MARKS = (SLASH, DASH)
_Paths = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What may stand on a strip, e.g. ``L299/``; `share` of the probability."""

    signs: str
    share: float


def readings(scores: Scores, *, stop: bool) -> tuple[Reading, ...]:
    """Return the likeliest readings of a strip, best first.

    Args:
        scores: logarithms of probabilities, (frames, signs + 1).
        stop: a reading ends at the first slash or dash after digits; what follows is
            not told apart.
    """
    chances = np.exp(scores.astype(np.float64))
    paths: _Paths = {"": [1.0, 0.0]}
    for frame in chances:
        paths = _step(paths, frame, stop=stop)
    found = [Reading(signs, sum(share)) for signs, share in paths.items()]
    return tuple(sorted(found, key=lambda reading: (-reading.share, reading.signs)))


def _step(paths: _Paths, frame: np.ndarray, *, stop: bool) -> _Paths:
    """Return the paths one frame on: [ending in nothing, ending in a sign]."""
    after: _Paths = {}
    likely = [n for n in range(NOTHING) if frame[n] > _LEAST]
    nothing = float(frame[NOTHING])

    def add(signs: str, slot: int, share: float) -> None:
        after.setdefault(signs, [0.0, 0.0])[slot] += share

    for signs, (idle, busy) in paths.items():
        if stop and _is_closed(signs):
            add(signs, 0, idle + busy)
            continue
        add(signs, 0, (idle + busy) * nothing)
        for number in likely:
            sign, chance = SIGNS[number], float(frame[number])
            if signs[-1:] == sign:
                add(signs, 1, busy * chance)
                # A letter after a letter is the same run of letters.
                grown = signs if sign == LETTER else signs + sign
                add(grown, 1, idle * chance)
            else:
                add(signs + sign, 1, (idle + busy) * chance)
    best = sorted(after.items(), key=lambda item: -sum(item[1]))[:_BEAM]
    return dict(best)


def _is_closed(signs: str) -> bool:
    return signs[-1:] in _MARKS and signs[-2:-1].isdigit()
