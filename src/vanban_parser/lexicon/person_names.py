"""Names of persons by the syllables they are made of (họ, tên đệm, tên)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vanban_parser.lexicon.load import table
from vanban_parser.text import fold

_FEWEST, _HIDDEN = 4, 2
"""Letters that are enough to know a family name by; letters that a seal hides."""


def is_surname(word: str) -> bool:
    """Tell whether `word` is a family name but for its marks."""
    return fold(word) in _by_letters("surnames")


def is_of_names(word: str) -> bool:
    """Tell whether `word` is a syllable of names, with its marks."""
    spelt = word.capitalize()
    return spelt in spellings(word)


def spellings(word: str) -> frozenset[str]:
    """Return the syllables of names that `word` can be but for its marks."""
    letters = fold(word)
    none: frozenset[str] = frozenset()
    return _by_letters("surnames").get(letters, none) | _by_letters("given").get(
        letters, none
    )


def surname_that_ends(rest: str) -> str | None:
    """Return the one family name of which `rest` is the end, or None.

    A seal stands over the left third of a signature (NĐ 30/2020, annex I, ô 8), and
    hides the first letters of the name.
    """
    bare = fold(rest)
    found = {
        name
        for letters, names in _by_letters("surnames").items()
        if letters.endswith(bare) and 0 < len(letters) - len(bare) <= _HIDDEN
        for name in names
    }
    marked = {name for name in found if name.lower().endswith(rest.lower())}
    likely = marked or found
    return likely.pop() if len(bare) >= _FEWEST and len(likely) == 1 else None


def only_spelling(word: str) -> str | None:
    """Return the one syllable of given names that `word` can be, or None."""
    found = _by_letters("given").get(fold(word), frozenset())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _by_letters(part: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in table("person_names")[part]:
        found.setdefault(fold(name), set()).add(name)
    return {letters: frozenset(names) for letters, names in found.items()}
