"""Words of two syllables as an engine for scans misreads their marks.

Two syllables that follow each other and have the letters of one known word, and of no
other, are that word: ``tô chức`` is ``tổ chức``, ``cung cập`` is ``cung cấp``.  What is
a known pair as it was read stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.spelling import is_phrase, is_small, one_way
from vanban_parser.text import fold

Pair = tuple[str, str]

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.,;:()/\n–-]+")


@dataclass(frozen=True, slots=True)
class _Compounds:
    """Pairs by their letters without marks; `joined`: with nothing between them."""

    by_letters: dict[Pair, set[Pair]] = field(default_factory=dict)
    joined: set[Pair] = field(default_factory=set)
    formal: set[Pair] = field(default_factory=set)

    def learn(self, phrase: str, *, is_formal: bool = False) -> None:
        """Learn a word of two syllables, or all pairs of an office's name."""
        pairs = list(_pairs(phrase))
        if len(pairs) == 1 or is_formal:
            for pair in pairs:
                if len(pairs) > 1 and any(map(is_small, pair)):
                    continue
                letters = (fold(pair[0]), fold(pair[1]))
                self.by_letters.setdefault(letters, set()).add(pair)
        if len(pairs) == 1 and not _BREAK.search(phrase):
            self.joined.update(pairs)
        if is_formal:
            self.formal.update(pairs)


def meant(first: str, second: str) -> Pair | None:
    """Return the one known pair that two syllables in small letters can be; or None.

    Where several pairs have the letters, the one that one of the two is read as in.
    """
    found = _compounds().by_letters.get((fold(first), fold(second)), set())
    if len(found) > 1:
        found = {pair for pair in found if pair[0] == first or pair[1] == second}
    return next(iter(found)) if len(found) == 1 else None


def first_meant(first: str, second: str, third: str) -> str | None:
    """Return the syllable that `first` is before two others; None: as it was read.

    ``cùng cấp`` is a word, and so is ``cung cấp``: what follows tells which it is.
    """
    spelt = _led().get((fold(first), second, third))
    return spelt if spelt != first else None


def is_pair(first: str, second: str) -> bool:
    """Tell whether two syllables follow each other in known phrases of any kind."""
    known = _compounds()
    return (
        is_phrase(first, second)
        or (first, second) in known.formal
        or (first, second) in known.by_letters.get((fold(first), fold(second)), ())
    )


def is_one_word(first: str, second: str) -> bool:
    """Tell whether nothing may stand between two syllables that are one word."""
    return (first, second) in _compounds().joined


def is_formal(pair: Pair) -> bool:
    """Tell whether a pair is of offices' names or of the fixed words of the form."""
    return pair in _compounds().formal


def _pairs(phrase: str) -> Iterator[Pair]:
    yield from pairwise(one_way(word) for word in _WORD.findall(phrase.lower()))


@cache
def _led() -> dict[tuple[str, str, str], str]:
    """Return first syllables by their letters and what follows."""
    led: dict[tuple[str, str, str], str] = {}
    for phrase in table("spelling")["with_object"]:
        first, second, third = (one_way(word) for word in phrase.lower().split())
        led[fold(first), second, third] = first
    return led


@cache
def _compounds() -> _Compounds:
    known = _Compounds()
    spelling = table("spelling")
    organs = table("organs")
    _learn(known, spelling["phrases"], is_formal=True)
    for head in ("Sở", "Bộ", "Phòng"):
        fields = (f"{head} {name}" for name in organs["fields"]["words"])
        _learn(known, fields, is_formal=True)
    _learn(known, spelling["subjects"])
    _learn(known, spelling["compounds"])
    return known


def _learn(
    known: _Compounds, phrases: Iterable[str], *, is_formal: bool = False
) -> None:
    for phrase in phrases:
        known.learn(phrase, is_formal=is_formal)
