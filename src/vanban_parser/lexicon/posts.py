"""Titles that a signature bears, and how like them a line is that a scan gave."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache

from vanban_parser.lexicon.load import table
from vanban_parser.text import fold

_FOR_HEADS = ("KT.", "TL.", "TUQ.")
_LEAST = 0.66
# A line of capitals that is no known title, but was read well, is one all the same.
_SURE, _FEWEST, _UNKNOWN = 0.8, 6, 0.6
_CAPITALS = 0.7
_FAR = 6
_NEARLY = 0.85


def likeness(line: str) -> float:
    """Return how like the most like title a line is, 0 to 1, marks apart."""
    return _closest(letters(line))[0]


def is_heads(line: str) -> bool:
    """Tell whether a line is a head's title alone, as it is or nearly."""
    plain = letters(line)

    def like(title: str) -> float:
        return SequenceMatcher(None, plain, title, autojunk=False).ratio()

    closest = max(_titles(), key=like)
    heads = {letters(row["head"]) for row in table("posts")["post"]}
    return closest in heads and like(closest) >= _NEARLY


def title_worth(line: str, sure: float) -> float:
    """Return in letters how much a line says of a title; 0 or less: nothing.

    Args:
        line: As it was read.
        sure: With what confidence, 0 to 1.
    """
    read = [letter for letter in line if letter.isalpha()]
    if sum(letter.isupper() for letter in read) < _CAPITALS * len(read) or not read:
        return 0.0
    ratio, worth = _closest(letters(line))
    if ratio >= _LEAST:
        return worth
    known = sure >= _SURE and len(read) >= _FEWEST and line.isupper()
    return _UNKNOWN * len(read) if known else 0.0


def letters(line: str) -> str:
    """Return the small letters of a line without marks."""
    return "".join(filter(str.isalpha, fold(line)))


@lru_cache(maxsize=4096)
def _closest(plain: str) -> tuple[float, float]:
    """Return the likeness to the most like title, and letters shared less the rest."""
    best, worth = 0.0, 0.0
    if not plain:
        return best, worth
    for title in _titles():
        if abs(len(title) - len(plain)) > _FAR:
            continue
        matcher = SequenceMatcher(None, plain, title, autojunk=False)
        if matcher.quick_ratio() <= max(best - 0.1, _LEAST):
            continue
        shared = sum(block.size for block in matcher.get_matching_blocks())
        rest = len(plain) + len(title) - 2 * shared
        best = max(best, 2 * shared / (len(plain) + len(title)))
        worth = max(worth, shared - 0.5 * rest)
    return best, worth


@cache
def _titles() -> tuple[str, ...]:
    posts = table("posts")
    heads = [row["head"] for row in posts["post"]]
    deputies = [row["deputy"] for row in posts["post"]]
    for_heads = [f"{sign} {head}" for sign in _FOR_HEADS for head in heads]
    named = (*heads, *deputies, *for_heads, *posts["for_bodies"])
    return tuple(dict.fromkeys(map(letters, named)))
