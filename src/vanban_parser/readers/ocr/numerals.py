"""Numbers of dates and codes in one piece: ``10/1 1/2017``, ``149/201 6/NĐ-CP``.

A wide gap inside a number is seen as a space, and what stands before it is then a wrong
number; the form around it says that it goes on.  Also the slash and the Đ of codes that
were seen otherwise.  (`days` tells strokes that are digits.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.text import fold

_WHOLE_DATE = re.compile(
    r"\W*(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\W*"
)
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d\W*")
_WHOLE_CODE = re.compile(
    r"\W*\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?/[A-ZĐƯ][A-Za-zĐđƯư&]{1,7}(?:-[A-ZĐƯ][\wĐđ&]*)+\W*"
)
_FORMS = {
    False: (_WHOLE_DATE, _WHOLE_CODE),
    True: (_WHOLE_DATE, _WHOLE_CODE, _WHOLE_YEAR),
}
# A slash or a dash goes on: "10/1", "149/201", "1985/CĐ-" (its dash was seen twice).
_BEGUN = re.compile(
    r"\W*\d{1,5}[a-zđ]?/(?:[\d/]*|(?:\d{4}/)?[A-ZĐƯ][A-Za-zĐđƯư&]{1,7}-)"
)
_PART_OF_YEAR = re.compile(r"(?:1|19\d?|2|20\d?)")
# Two strokes through one Đ.
_DOUBLE = re.compile(r"(?<=/)([QNC])ĐĐ(?=-[A-ZĐ])")
# Other signs for the slash.
_SLASHES = re.compile("[⁄∕／]/?")
# Pieces of one number are nearer to each other than words are, in heights.
_NEAR, _MOST = 0.6, 3


def with_numerals(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return `words` with the numbers of dates and codes set right."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return tuple(word for line in lines.values() for word in _joined(line))


def _joined(line: Sequence[Seen]) -> Iterator[Seen]:
    """Yield the words of a line, pieces of one number put together."""
    line = [_with(word, _single(word.text)) for word in line]
    at = 0
    while at < len(line):
        count, text = _number_at(line, at)
        yield _one(line[at : at + count], text) if count > 1 else line[at]
        at += count


def _single(text: str) -> str:
    if not any(character.isdigit() for character in text):
        return text
    return _DOUBLE.sub(r"\1Đ", _SLASHES.sub("/", text))


def _number_at(line: Sequence[Seen], at: int) -> tuple[int, str]:
    """Return how many words from `at` on are one number, and what it is."""
    text = first = line[at].text
    after_year = at > 0 and fold(line[at - 1].text) == "nam"
    if not _is_begun(first, after_year=after_year) or line[at].filled:
        return 1, first
    for count in range(2, min(_MOST, len(line) - at) + 1):
        before, last = line[at + count - 2], line[at + count - 1]
        if last.filled or last.x0 - before.x1 > _NEAR * (before.y1 - before.y0):
            break
        text = _together(text, last.text)
        if any(form.fullmatch(text) for form in _FORMS[after_year]):
            return count, text
    return 1, first


def _is_begun(text: str, *, after_year: bool) -> bool:
    """Tell whether a number may go on behind `text`: its form is not yet whole."""
    if any(form.fullmatch(text) for form in _FORMS[after_year]):
        return False
    return _BEGUN.fullmatch(text) is not None or (
        after_year and _PART_OF_YEAR.fullmatch(text) is not None
    )


def _together(text: str, more: str) -> str:
    return text + (more.removeprefix("-") if text.endswith("-") else more)


def _with(word: Seen, text: str) -> Seen:
    if text == word.text:
        return word
    return replace(word, text=text, others=(*word.others, word.text))


def _one(words: Sequence[Seen], text: str) -> Seen:
    return replace(
        words[0],
        y0=min(word.y0 for word in words),
        x1=words[-1].x1,
        y1=max(word.y1 for word in words),
        text=text,
        confidence=min(word.confidence for word in words),
        others=(" ".join(word.text for word in words),),
    )
