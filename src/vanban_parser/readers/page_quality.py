"""Has a page text that can be used, or must its picture be read?  Page by page.

A good page is never read by OCR, a bad one always.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

from vanban_parser.layout import Ink
from vanban_parser.readers.syllables import is_syllable

# Fewer letters than this on a page are a stamp or a page number, not a page of text.
_USABLE_LETTERS = 40
# The words of a signature's or an office's stamp stand together: their box covers no
# more of the page.
_STAMP_SHARE = 0.09
_MOST_STAMP_LETTERS = 400
_BROKEN = re.compile(r"\(cid:\d+\)|\ufffd|[\ue000-\uf8ff\x00-\x08\x0b-\x1f]")
_MOST_BROKEN = 0.05
# Of the words of printed letters 0.93 and more are Vietnamese syllables, 0.25 of the
# letters bear a mark; a layer of poor OCR has fewer of both, or splits its words.
_FEWEST_SYLLABLES = 0.80
_FEWEST_MARKS = 0.10
_MOST_SINGLES = 0.35
_ENOUGH_WORDS = 20
_WORD = re.compile(r"[^\W\d_]+")


class Quality(Enum):
    """What a page's text layer is worth."""

    GOOD = "good"
    NONE = "none"
    """No words at all."""
    STAMP = "stamp"
    """Only the words of a stamp, a signature or a filled field, over a picture."""
    POOR = "poor"
    """Hidden words that an OCR program laid under the picture, and badly."""
    BROKEN = "broken"
    """Characters without meaning: the font says not which letters they are."""


def quality(
    words: Sequence[Ink], area: float, *, is_picture: bool, is_hidden: bool
) -> Quality:
    """Return what a page's words are worth.

    Args:
        words: All words that the page's text layer holds.
        area: The page's, in square points.
        is_picture: Images cover most of the page.
        is_hidden: Most of the words cannot be seen: they lie under the picture.
    """
    printed = [word for word in words if not word.inserted]
    if not words:
        return Quality.NONE
    if not _has_letters(printed, _USABLE_LETTERS):
        return Quality.STAMP
    if _is_broken(printed):
        return Quality.BROKEN
    if is_hidden and is_misread(printed):
        return Quality.POOR
    if is_picture and not is_hidden and _is_stamp(printed, area):
        return Quality.STAMP
    return Quality.GOOD


def is_misread(words: Sequence[Ink]) -> bool:
    """Tell whether words are what a poor OCR makes of Vietnamese."""
    text = " ".join(word.text for word in words)
    found = _WORD.findall(text)
    if len(found) < _ENOUGH_WORDS:
        return True
    syllables = sum(is_syllable(word) or word.isupper() for word in found)
    singles = sum(len(word) == 1 for word in found)
    return (
        syllables < _FEWEST_SYLLABLES * len(found)
        or singles > _MOST_SINGLES * len(found)
        or _marked(text) < _FEWEST_MARKS
    )


def _has_letters(words: Sequence[Ink], enough: int) -> bool:
    """Tell whether the words have so many letters; a page of text soon has."""
    for word in words:
        enough -= sum(map(str.isalpha, word.text))
        if enough <= 0:
            return True
    return False


def _letters(words: Sequence[Ink]) -> int:
    return sum(map(str.isalpha, "".join([word.text for word in words])))


def _is_broken(words: Sequence[Ink]) -> bool:
    text = "".join(word.text for word in words)
    wrong = sum(
        len(match[0]) if match[0].startswith("(") else 1
        for match in _BROKEN.finditer(text)
    )
    return wrong > _MOST_BROKEN * len(text)


def _is_stamp(words: Sequence[Ink], area: float) -> bool:
    if _letters(words) > _MOST_STAMP_LETTERS:
        return False
    width = max(word.x1 for word in words) - min(word.x0 for word in words)
    height = max(word.y1 for word in words) - min(word.y0 for word in words)
    return width * height < _STAMP_SHARE * area


def _marked(text: str) -> float:
    """Return the share of letters that bear a mark, đ and ơ included."""
    letters = [character for character in text if character.isalpha()]
    marked = sum(
        character in "đĐ" or len(unicodedata.normalize("NFD", character)) > 1
        for character in letters
    )
    return marked / max(len(letters), 1)
