"""Numbers and days filled in by hand are not what an engine for print takes them for.

An engine reads ``Số: 367/SYT`` in a pen's hand as 26J or, worse, as a wrong number.
What stands where a number or a day is filled in is kept only if it looks printed: read
with confidence, as high as the line's digits are, on the line's base.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban_parser.readers.ocr.inks import Line, extent, lines_of
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.text import fold

_LEAST = 0.80
# Of print 97 in 100 digits are within these; of pens' 1 in 10 (measured on scans).
_LOWEST, _HIGHEST, _OFF_BASE = 0.84, 1.16, 0.12
# "Số", also as engines misread it, but not "Sở".
_NUMBER_HEAD = re.compile(r"(\W*s[oốồổỗộôóòõỏeêế][:;.]*)(?![^\W\d_])", re.IGNORECASE)
_HEAD_ALONE = re.compile(r"\W*s[oốồổỗộôóòõỏeêế][:;.]", re.IGNORECASE)
# With the pen's strokes in it: "Số:J", "Số./4".
_HEAD_WITH_PEN = re.compile(r"(\W*s[oốồổỗộôóòõỏeêế][:;]+)\S{1,5}$", re.IGNORECASE)
# A law's notation has the year in it: 40/2017/QĐ-UBND.
_NOTATION = re.compile(r"[^/]*?((?:/(?:19|20)\d\d)?/[A-ZĐƯ][\wĐđ&/.-]*)$")
# "Quảng Ngãi, ngày": a place of at most so many words stands before the day.
_PLACE_WORDS = 6
_FOREIGN = frozenset("FJWZ")
# Between "Số" and the notation stand at most so many pieces.
_NUMBER_PIECES = 4


def unfilled(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return `words` (boxes in points) without numbers and days that a pen wrote."""
    lines = lines_of(words)
    usual = _usual(lines)
    return tuple(word for line in lines for word in _line(line, usual))


def is_printed(word: Seen, line: Line, usual: float) -> bool:
    """Tell whether a word is as high as print on its line is, and on its base.

    `usual` is the font size of the page's text.
    """
    reach = extent(word.text)
    if reach is None or word.confidence < _LEAST or not word.text.strip("0."):
        # No letter and no day has the number 0: that is half of a pen's 05.
        return False
    # The pen's own words may have made the line seem larger.
    size = min(line.size, usual * _HIGHEST)
    height = (word.y1 - word.y0) / ((reach[0] + reach[1]) * size)
    middle = (word.x0 + word.x1) / 2
    off = (word.y1 - reach[1] * size - line.base(middle)) / size
    return _LOWEST <= height <= _HIGHEST and abs(off) <= _OFF_BASE


def _usual(lines: Sequence[Line]) -> float:
    """Return the font size of most characters."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += sum(len(word.text) for word in line.words)
    return max(counted, key=lambda size: (counted[size], size), default=0.0)


def _line(line: Line, usual: float) -> Iterator[Seen]:
    words = list(line.words)
    number = set(_number(words))
    doubtful = number | set(_date(words))
    for index, word in enumerate(words):
        if index + 1 in number and _HEAD_ALONE.fullmatch(word.text):
            yield replace(word, text="Số:")
        elif index in number and _is_foreign(word):
            yield from _bare(word)
        elif index not in doubtful or is_printed(word, line, usual):
            yield word
        else:
            yield from _bare(word)


def _number(words: Sequence[Seen]) -> Iterator[int]:
    """Yield where the number of a line ``Số: .../ABC`` stands."""
    for index, word in enumerate(words):
        with_pen = _is_head_with_pen(words, index)
        if _NUMBER_HEAD.match(word.text) is None and not with_pen:
            continue
        if index and not _is_far(words[index - 1], word):
            continue
        digits = any(character.isdigit() for character in word.text)
        if with_pen or "/" in word.text or digits:
            yield index
        for place in range(index + 1, min(index + 1 + _NUMBER_PIECES, len(words))):
            if _is_notation(words[place]):
                break
            yield place
            if _NOTATION.match(words[place].text):
                break
        return


def _is_head_with_pen(words: Sequence[Seen], index: int) -> bool:
    """Tell whether a word is ``Số:`` with strokes of a pen in it.

    Then the notation follows, in print.
    """
    following = words[index + 1 : index + 1 + _NUMBER_PIECES]
    return _HEAD_WITH_PEN.match(words[index].text) is not None and any(
        map(_is_notation, following)
    )


def _is_notation(word: Seen) -> bool:
    """Tell whether a word is a notation and nothing before it: ``/SYT-NVY``.

    Vietnamese has no F, J, W and Z: they are strokes of a pen.
    """
    return (
        word.text.startswith("/")
        and _NOTATION.match(word.text) is not None
        and not _is_foreign(word)
    )


def _is_foreign(word: Seen) -> bool:
    return not _FOREIGN.isdisjoint(word.text.upper())


def _is_far(before: Seen, word: Seen) -> bool:
    """Tell whether a word starts a column of its own."""
    return word.x0 - before.x1 > 1.5 * (word.y1 - word.y0)


def _date(words: Sequence[Seen]) -> Iterator[int]:
    """Yield where day and month of a line ``Place, ngày ... tháng ... năm`` stand."""
    folded = [fold(word.text) for word in words]
    start = next(
        (i for i, text in enumerate(folded) if re.match(r"nga[yj)]\W*", text)), None
    )
    if start is None or not any(
        word.text.endswith(",") and word.text[:1].isupper()
        for word in words[max(start - _PLACE_WORDS, 0) : start]
    ):
        return
    if len(folded[start]) > len("ngay"):
        yield start
    for place in range(start + 1, len(words)):
        if folded[place].startswith("nam"):
            return
        if folded[place] != "thang":
            yield place


def _bare(word: Seen) -> Iterator[Seen]:
    """Yield what of a word with a hand's digits in it is print all the same."""
    notation = _NOTATION.match(word.text)
    head = _NUMBER_HEAD.match(word.text) or _HEAD_WITH_PEN.match(word.text)
    share = (word.x1 - word.x0) / max(len(word.text), 1)
    if head is not None:
        yield replace(word, text="Số:", x1=word.x0 + share * len(head[1]))
    elif fold(word.text).startswith("ngay"):
        yield replace(word, text=word.text[:4], x1=word.x0 + share * 4)
    if notation is not None and not _is_foreign(word):
        yield replace(word, text=notation[1], x0=word.x1 - share * len(notation[1]))
