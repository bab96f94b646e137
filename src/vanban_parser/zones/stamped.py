"""Subjects (trích yếu) that a stamp of arrival stands over, on a scanned page.

Offices stamp what they receive beside or over the lines under the type name; an engine
reads the stamp's capitals as a line of its own or as the first words of a line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from vanban_parser.model.document import Span

# A receiver's name in capitals is so many words at least.
_FEWEST = 3
_WORD = re.compile(r"\S+")
# What stands before căn cứ is set in lines of at most so many characters.
_LONGEST_LINE = 110
_OPENS = re.compile(r"\W*(?:can cu|theo de nghi|xet de nghi)\b")


def after_stamp(words: str) -> int:
    """Return where a line goes on behind a stamp's capitals; 0 where it has none.

    ``PHÒNG HÀNH CHÍNH TỔNG HỢP gửi các đơn vị``: a name in capitals that small letters
    follow is no part of the phrase.
    """
    for capitals, word in enumerate(_WORD.finditer(words)):
        if not _is_capital(word[0]):
            goes_on = word[0][:1].islower() and capitals >= _FEWEST
            return word.start() if goes_on else 0
    return 0


def is_stamp(line: str, after: str) -> bool:
    """Tell whether a line of capitals lies between two lines of one subject."""
    words = line.split()
    capital = len(words) >= _FEWEST and line == line.upper()
    return capital and _first_letter(after).islower()


def leads_to_grounds(line: str, folded_after: str) -> bool:
    """Tell whether a line ends what stands over the grounds of a decision (Căn cứ)."""
    ended = line.rstrip().endswith((".", ";", ":"))
    return not ended and len(line) < _LONGEST_LINE and bool(_OPENS.match(folded_after))


def stamp_between(text: str, spans: tuple[Span, ...]) -> bool:
    """Tell whether capitals that are no part of the lines `spans` stand among them."""
    for above, below in pairwise(spans):
        between = text[above.end : below.start].split()
        if sum(map(_is_capital, between)) >= _FEWEST:
            return True
    return False


def _is_capital(word: str) -> bool:
    return word == word.upper() and any(map(str.isalpha, word))


def _first_letter(words: str) -> str:
    return next(filter(str.isalpha, words), "")
