"""Words with marks, and the encodings before Unicode in which they are syllables."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban_parser.readers.legacy_tables import Encoding, convert, leftovers
from vanban_parser.readers.syllables import is_syllable

# Words as typed: signs such as ¶ are letters of legacy text, quotes and dashes not.
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2013\u2014\u2018-\u201e\u2022\u2026]+")
# Letters that only Unicode text has; the others of Vietnamese are in Latin-1 too.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


def marked_words(text: str) -> list[str]:
    """Return the words that are not all ASCII, in order."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


@lru_cache(maxsize=16384)
def is_unicode(word: str) -> bool:
    """Tell whether a word has a letter that only Unicode text has."""
    return _UNICODE.search(word) is not None


@lru_cache(maxsize=16384)
def readings_of(word: str) -> tuple[bool, tuple[Encoding, ...]]:
    """Return whether the word is a syllable as it is, and in which encodings."""
    # A sign alone (§, ©) is no word in Unicode and says nothing in legacy text.
    if len(word) == 1 and not word.isalpha():
        return False, ()
    return is_syllable(word), tuple(
        encoding
        for encoding in Encoding
        if is_syllable(convert(word, encoding)) and not leftovers(word, encoding)
    )
