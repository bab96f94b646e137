"""Words of a scan's subject as the letter itself spells them further on.

An engine that loses a mark in one line reads the same words in others.  A word is
changed only in its marks, and only where no known phrase speaks for it as it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vanban_parser.lexicon.spelling import is_phrase
from vanban_parser.text import fold

_WORD = re.compile(r"[^\W_]+")
_FEWEST = 2
"""So often the letter must have the other spelling beside the same word."""


def as_elsewhere(value: str, text: str) -> str:
    """Return `value`, a part of `text`, as most of the letter spells its words."""
    found = list(_WORD.finditer(value))
    read = [match[0].lower() for match in found]
    pieces = list(value)
    elsewhere = [match[0].lower() for match in _WORD.finditer(text)]
    plain = [fold(word) for word in elsewhere]
    for place, match in enumerate(found):
        if match[0].isdigit() or _is_known(read, place):
            continue
        votes = _votes(read, place, elsewhere, plain)
        best, count = max(votes.items(), key=lambda vote: vote[1], default=("", 0))
        clear = count >= _FEWEST and 2 * count > sum(votes.values())
        if clear and votes[read[place]] <= 1 and len(best) == len(match[0]):
            pieces[match.start() : match.end()] = _in_case_of(match[0], best)
    return "".join(pieces)


def _is_known(words: Sequence[str], place: int) -> bool:
    """Tell whether a word makes a known phrase with a neighbour."""
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    return any(is_phrase(word, words[place]) for word in before) or any(
        is_phrase(words[place], word) for word in after
    )


def _votes(
    words: Sequence[str], place: int, elsewhere: Sequence[str], plain: Sequence[str]
) -> Counter[str]:
    """Return how often the letter has each spelling of a word beside its neighbours."""
    word = fold(words[place])
    before = fold(words[place - 1]) if place else None
    after = fold(words[place + 1]) if place + 1 < len(words) else None
    return Counter(
        elsewhere[at]
        for at, other in enumerate(plain)
        if other == word
        and (
            (at > 0 and plain[at - 1] == before)
            or (at + 1 < len(plain) and plain[at + 1] == after)
        )
    )


def _in_case_of(printed: str, spelt: str) -> str:
    return "".join(
        b.upper() if a.isupper() else b for a, b in zip(printed, spelt, strict=True)
    )
