"""Many words as one regex that reads what they share once.

``re`` tries the words of ``word|word|...`` one after the other, each from its first
letter.  Here words that begin alike part only where they differ, so that a letter of
the text is looked at once for all of them: of three hundred verbs a match costs a
tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Word = Sequence[str]
"""A word letter by letter; what is longer than a letter is a regex of its own."""
SPACE = r"\s"
"""A regex that reads one character as a letter does."""

_AROUND = frozenset(" ,&-–—")
"""What the other regexes may begin with: they stand for what joins two words."""


def alternatives(words: Iterable[Word]) -> str:
    """Return a regex that matches what ``word|word|...`` does, with the same result.

    Where one word begins another, the longer must come first.
    """
    return f"(?:{_joined(list(dict.fromkeys(map(tuple, words))))})"


def _joined(words: Sequence[Word]) -> str:
    """Return the regex of words; what all of them begin with stands in it once."""
    shared = 0
    while _is_shared(words, shared):
        shared += 1
    begun = _written(words[0][:shared]) if words else ""
    rest = [word[shared:] for word in words if len(word) > shared]
    if not rest:
        return begun
    parts = map(_group, _by_first(rest))
    optional = "?" if len(rest) < len(words) else ""
    return f"{begun}(?:{'|'.join(parts)}){optional}"


def _is_shared(words: Sequence[Word], at: int) -> bool:
    """Tell whether all words have the same letter there."""
    pieces = {word[at] if at < len(word) else "" for word in words}
    return len(pieces) == 1 and _is_letter(min(pieces))


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 or piece == SPACE


def _by_first(words: Iterable[Word]) -> Iterable[Sequence[Word]]:
    """Return the words in groups, no two of which can begin with the same letter.

    Not even where case does not count.
    """
    groups: dict[str, list[Word]] = {}
    for word in words:
        around = len(word[0]) > 1 or word[0] in _AROUND
        groups.setdefault(" " if around else word[0].lower(), []).append(word)
    return groups.values()


def _group(words: Sequence[Word]) -> str:
    if _is_shared(words, 0):
        return _joined(words)
    # A regex that may read more or less is tried word by word, in their order.
    return "|".join(map(_written, words))


def _written(word: Word) -> str:
    return "".join(piece if len(piece) > 1 else re.escape(piece) for piece in word)
