"""By which words a task is known again when its letter is read anew.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from vanban_parser.model.letter import Task
from vanban_parser.text import fold

_ALIKE: Final = 0.75
"""Likeness of two quotes from which a better reading found the same task."""


def matched(
    old: Mapping[str, str], quotes: Sequence[str], mended: Mapping[str, str]
) -> tuple[str | None, ...]:
    """Return for each of `quotes` the id of the old task that it is, or None.

    Equal words first, in order: those that were read, then those that a person wrote;
    then the likeliest of what is left.

    Args:
        old: Quote by id, in the order of the letter.
        quotes: Of the new reading, in the order of the letter.
        mended: What the same tasks say now.
    """
    left = dict(old)
    found: dict[int, str] = {}

    def take(find: Callable[[str], str | None]) -> None:
        for index, quote in enumerate(quotes):
            id_ = None if index in found else find(quote)
            if id_ is not None:
                found[index] = id_
                del left[id_]

    take(lambda quote: next((i for i, said in left.items() if said == quote), None))
    take(lambda quote: next((i for i in left if mended.get(i) == quote), None))
    take(lambda quote: _nearest(left, quote))
    return tuple(found.get(index) for index in range(len(quotes)))


def quote_of(task: Task) -> str:
    """Return the words by which a task is known again: what is to be done, folded."""
    return folded(task.action)


def folded(words: str) -> str:
    """Return words without case, marks and doubled spaces."""
    return " ".join(fold(words).split())


def _nearest(left: Mapping[str, str], quote: str) -> str | None:
    best: tuple[float, str | None] = (_ALIKE, None)
    for id_, words in left.items():
        likeness = SequenceMatcher(None, words, quote, autojunk=False)
        if likeness.real_quick_ratio() < best[0] or likeness.quick_ratio() < best[0]:
            continue
        best = max(best, (likeness.ratio(), id_), key=lambda pair: pair[0])
    return best[1]
