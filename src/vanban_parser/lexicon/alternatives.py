"""Many words as one regex that reads what they share once.

``re`` tries the words of ``word|word|...`` one after the other, each from its first
letter.  Here words that begin alike part only where they differ, so that a letter of
the text is looked at once for all of them: of three hundred verbs a match costs a
tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Word = tuple[str, ...]
"""A word letter by letter; what is longer than a letter is a regex of its own."""
SPACE = r"\s"
"""A regex that reads one character as a letter does."""

_AROUND = frozenset(" ,&-–—")
"""What the other regexes may begin with: they stand for what joins two words."""


def alternatives(words: Iterable[Iterable[str]]) -> str:
    """Return a regex that matches what ``word|word|...`` does, with the same result.

    Where one word begins another, the longer must come first.
    """
    return f"(?:{_joined(list(dict.fromkeys(map(tuple, words))))})"


def _joined(words: Sequence[Word]) -> str:
    """Return the regex of words; what all of them begin with stands in it once."""
    if len(words) < 2:
        return "".join(map(_written, words))
    shared = _shared(words)
    begun = _written(words[0][:shared])
    rest = [word[shared:] for word in words if len(word) > shared]
    if not rest:
        return begun
    parts = map(_group, _by_first(rest))
    optional = "?" if len(rest) < len(words) else ""
    return f"{begun}(?:{'|'.join(parts)}){optional}"


def _shared(words: Sequence[Word]) -> int:
    """Return with how many letters all words begin alike."""
    # All words in between begin as the first and the last in order do.
    first, last = min(words), max(words)
    count = 0
    for one, other in zip(first, last, strict=False):
        if one != other or not (len(one) == 1 or one == SPACE):
            break
        count += 1
    return count


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
    if _shared(words):
        return _joined(words)
    # A regex that may read more or less is tried word by word, in their order.
    return "|".join(map(_written, words))


def _written(word: Word) -> str:
    # What is no sign need not be escaped.
    return "".join(
        piece if len(piece) > 1 or piece.isalnum() else re.escape(piece)
        for piece in word
    )
