"""The notation of a number's line as one word: ``/SYT-NVY``, whatever a pen did to it.

State documents write ``Số: .../SYT-NVY`` (NĐ 30/2020, annex I, ô 3).  Engines make ``/
SYT- NVY`` of it, ``“CT-CS`` where the slash is faint, or ``sYT-NVY``.  Only the slash,
the spaces and the height of a letter are set right; letters that were not seen are not
put.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban_parser.readers.ocr.nouns import Seen

# "Số" with or without a pen's strokes in it, but not "Sở".
_LABEL = re.compile(r"\W*[Ss][oốồổỗộôóòõỏeêế](?:[:;.,]|\d|$)")
# Vietnamese has no F, J, W and Z: they are strokes of a pen.
_CAPITALS = "A-EG-IK-VXYĐƯ"
_GROUP = rf"[{_CAPITALS}][{_CAPITALS}&]{{1,8}}"
_SYMBOL = rf"(?:(?:19|20)\d\d/)?[a-zđ]?{_GROUP}(?:[-–—_]{_GROUP}){{0,3}}"
_WHOLE = re.compile(rf"(?P<before>.*?)/(?P<symbol>{_SYMBOL})[.,;:]?")
# A faint slash is seen as one of these.  It stands first, and two groups follow.
_FAINT = re.compile(
    rf"(?P<before>)[“”\"'‘’`´|\\!(\[{{⁄](?P<symbol>{_GROUP}[-–—_]{_GROUP})[.,;:]?"
)
_CUT_SYMBOL = re.compile(r"(?P<symbol>\S*/(?:QĐ|CT|CĐ|NQ|TB)[-–]TT)[,.]?")
_SUBMISSION = re.compile(r"(?<=\d)/[1lIi]Tr[-–]")
_CUT_OFF = re.compile(r"g(?P<end>[.,;:)]*)")
_DASHES = re.compile("[–—_]")
_UPPER, _LEFT = 0.45, 0.45
# So many words may make one notation, so near to each other, in heights of a word.
_MOST_WORDS, _NEAR = 4, 1.0
# Between the label and the notation stand at most so many words.
_REACH = 5


def with_notations(
    words: Sequence[Seen], width: float, height: float
) -> tuple[Seen, ...]:
    """Return `words` of a page of this size (points), notations in one piece each."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return tuple(
        word
        for line in lines.values()
        for word in _whole_symbols(
            _line(line) if _is_number_line(line[0], width, height) else line
        )
    )


def _whole_symbols(line: Sequence[Seen]) -> Iterator[Seen]:
    """Yield the words of a line, the Prime Minister's ``QĐ-TT, g`` as one.

    A slanted T leaves a space before the g, and a foot like a comma; of TTr, a tờ
    trình, the first T is seen as a 1.
    """
    above: Seen | None = None
    for seen in line:
        word = seen
        if _SUBMISSION.search(seen.text):
            word = replace(seen, text=_SUBMISSION.sub("/TTr-", seen.text))
        head = _CUT_SYMBOL.fullmatch(above.text) if above is not None else None
        tail = _CUT_OFF.fullmatch(word.text)
        if above is not None and head is not None and tail is not None:
            text = head["symbol"] + "g" + tail["end"]
            yield replace(above, text=text, x1=word.x1)
            above = None
            continue
        if above is not None:
            yield above
        above = word
    if above is not None:
        yield above


def _is_number_line(first: Seen, width: float, height: float) -> bool:
    here = first.y0 < _UPPER * height and first.x0 < _LEFT * width
    return here and _LABEL.match(first.text) is not None


def _line(line: Sequence[Seen]) -> list[Seen]:
    """Return a line with its notation in one piece, if it has one."""
    for start in range(min(_REACH, len(line))):
        for end in sorted(_ends(line, start), reverse=True):
            found = _joined(line[start:end])
            if found is not None:
                return [*line[:start], *found, *line[end:]]
    return list(line)


def _ends(line: Sequence[Seen], start: int) -> Iterator[int]:
    """Yield where a run of words that stand close to each other may end."""
    for end in range(start + 1, min(start + _MOST_WORDS, len(line)) + 1):
        yield end
        if end < len(line):
            last, following = line[end - 1], line[end]
            if following.x0 - last.x1 > _NEAR * (last.y1 - last.y0):
                return


def _joined(words: Sequence[Seen]) -> list[Seen] | None:
    """Return the words as what stands before a notation, and it; None: it is none."""
    text = "".join(word.text for word in words)
    found = _WHOLE.fullmatch(text) or _FAINT.fullmatch(text)
    if found is None:
        return None
    before, symbol = found["before"], found["symbol"]
    if len(words) == 1:
        # As print is read it stays, with its digits.
        if found.re is _WHOLE and not symbol[:1].islower():
            return None
    elif len(before) >= len(words[0].text):
        # The digits are words of their own: a later start finds the notation.
        return None
    notation = "/" + _DASHES.sub("-", symbol[:1].upper() + symbol[1:])
    start = words[0].x0
    if before:
        first = words[0]
        start += (first.x1 - first.x0) * len(before) / max(len(first.text), 1)
    whole = replace(
        words[0],
        x0=start,
        y0=min(word.y0 for word in words),
        x1=words[-1].x1,
        y1=max(word.y1 for word in words),
        text=notation,
        confidence=min(word.confidence for word in words),
        others=() if notation == text[len(before) :] else (text,),
    )
    return [replace(words[0], x1=start, text=before), whole] if before else [whole]
