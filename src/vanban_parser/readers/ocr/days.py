"""Digits of written dates that an engine took for letters or signs.

``ngày 1] tháng l2 năm 202]``: between the words of a date only digits can stand, and a
thin 1 is seen as a bracket, a bar or a small l.  What has lost a digit stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from vanban_parser.readers.ocr.nouns import Seen

_ONE: Final = r"\]\[|!lIÌÍÏìíï"
_DIGIT: Final = rf"[\d{_ONE}oO]"
_END: Final = r"(?P<end>[.,;:)”\"]*)"
# A day or a month is mended only where both of its digits were seen.
_TWO = re.compile(rf"(?P<read>{_DIGIT}{{2}}){_END}")
_YEAR = re.compile(rf"[-–.,]?(?P<read>[12]{_DIGIT}{{3}}){_END}")
_SLASHED = re.compile(
    rf"(?P<read>{_DIGIT}{{1,2}}/{_DIGIT}{{1,2}}/[12]{_DIGIT}{{3}}){_END}"
)
_PARTED = re.compile(r"(?:19|20)\d?")
_REST = re.compile(r"\d{1,2}[.,;:)”\"]*")
_ONES = re.compile(rf"[{_ONE}]")
_DAY_WORD = re.compile(r"\W*(?:ngày|Ngày|NGÀY)")
_MONTH_WORD = re.compile(r"\W*(?:tháng|Tháng|THÁNG)")
# A letter's place has so many words; its day stands in this upper part of a page.
_PLACE, _UPPER = 4, 0.45
_YEAR_WORD = re.compile(r"\W*(?:năm|Năm|NĂM)")


def with_days(words: Sequence[Seen], height: float) -> tuple[Seen, ...]:
    """Return `words`, in reading order, with the digits of their dates set right.

    The letter's own day is left to what reads pens and stamps (`filled`).

    Args:
        words: What an engine saw of a page.
        height: The page's, in points.
    """
    own = {word.line for word in _own_days(words, _UPPER * height)}
    return tuple(_in_digits(list(_framed(words, own)), own))


def _own_days(words: Sequence[Seen], bottom: float) -> Iterator[Seen]:
    """Yield ``ngày`` of lines above `bottom` that begin with a place: ``Mẫu, ngày``."""
    place: list[Seen] = []
    for word in words:
        if place and place[-1].line != word.line:
            place = []
        follows = bool(place) and place[-1].text.endswith((",", "."))
        near = follows and len(place) <= _PLACE and word.y0 < bottom
        if near and _DAY_WORD.match(word.text):
            yield word
        place.append(word)


def _framed(words: Sequence[Seen], own: set[int]) -> Iterator[Seen]:
    """Yield the words; what stands between ngày, tháng and năm is a number."""
    skipped = False
    for index, word in enumerate(words):
        if skipped:
            skipped = False
            continue
        if word.line in own:
            yield word
            continue
        before = words[index - 1].text if index else ""
        after = words[index + 1] if index + 1 < len(words) else None
        if _is_number_of_date(before, after):
            yield _mended(_TWO, word)
        elif _YEAR_WORD.fullmatch(before) and _is_of_date(words, index - 1):
            whole = _joined(word, after)
            skipped = whole is not None
            yield _mended(_YEAR, whole or word)
        else:
            yield word


def _is_number_of_date(before: str, after: Seen | None) -> bool:
    if after is None:
        return False
    day = _DAY_WORD.fullmatch(before) and _MONTH_WORD.fullmatch(after.text)
    month = _MONTH_WORD.fullmatch(before) and _YEAR_WORD.fullmatch(after.text)
    return bool(day or month)


def _is_of_date(words: Sequence[Seen], at: int) -> bool:
    """Tell whether the word ``năm`` at that place follows a month."""
    return at >= 2 and _MONTH_WORD.fullmatch(words[at - 2].text) is not None


def _joined(word: Seen, after: Seen | None) -> Seen | None:
    """Return a year that was seen as two words (``201 5``) as one, or None."""
    if after is None or after.line != word.line:
        return None
    if not _PARTED.fullmatch(word.text) or not _REST.fullmatch(after.text):
        return None
    text = word.text + after.text
    return replace(word, text=text, x1=after.x1) if _YEAR.fullmatch(text) else None


def _in_digits(words: Sequence[Seen], own: set[int]) -> Iterator[Seen]:
    """Yield the words; one after ``ngày`` may be a whole date in digits."""
    if words:
        yield words[0]
    for before, word in pairwise(words):
        is_day = word.line not in own and _DAY_WORD.fullmatch(before.text)
        yield _mended(_SLASHED, word) if is_day else word


def _mended(pattern: re.Pattern[str], word: Seen) -> Seen:
    match = pattern.fullmatch(word.text)
    if match is None:
        return word
    digits = _ONES.sub("1", match["read"])
    # Of zeros alone the letters may be anything.
    if not any(map(str.isdigit, digits)):
        return word
    digits = digits.replace("o", "0").replace("O", "0")
    text = digits + match["end"]
    return word if text == word.text else replace(word, text=text)
