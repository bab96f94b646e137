"""What a hand put into the header's blanks, as words among those that an engine saw.

The engine's own digits stay where they are print; where a hand wrote, the reader of
digits decides.  Where both see digits and differ, neither is believed: an unread number
is right, a wrong one is the worst error there is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vanban_parser.readers.handwriting.nouns import Filled, Kind
from vanban_parser.readers.ocr.inks import extent, lines_of
from vanban_parser.readers.ocr.nouns import Seen, Unread
from vanban_parser.text import fold

_FIELDS = {
    Kind.NUMBER: "/number",
    Kind.DAY: "/issued_on",
    Kind.MONTH: "/issued_on",
    Kind.YEAR: "/issued_on",
}
# What stands in a blank by the engine, in the folded words of its line.
_PRINTED = {
    Kind.NUMBER: re.compile(r"\bs[^\W\d_][:.;, ]*(?P<digits>\d{1,6})[a-zđ]{0,2} ?[/-]"),
    Kind.DAY: re.compile(r"nga[yj]\W*(?P<digits>\d{1,2})\b"),
    Kind.MONTH: re.compile(r"thang\W*(?P<digits>\d{1,2})\b"),
    Kind.YEAR: re.compile(r"nam\W*(?P<digits>(?:19|20)\d\d)\b"),
}
# Vietnamese has no F, J, W and Z: they are strokes of a pen.
_NOTATION = re.compile(r"(?:/(?:19|20)\d\d)?/[A-EG-IK-VXYĐƯ][\wĐđ&/.-]+$")
# "/20/0" before "/QĐ-UBND": the blank for the year, in part filled by hand.
_YEAR_SLOT = re.compile(r"/(?P<digits>(?:19|20)[^/]{0,3}(?:/\d{0,2})?)$")
_YEAR_SEEN = re.compile(r"(?:19|20)\W?\d\d[.,]?")
# Points by which a word must reach into a blank to stand in it.
_TOUCHES = 1.0
# How sure the reader of digits must be where it alone decides.
_SURE_ALONE = 0.6
# So likely are digits that the reader of digits sees in a blank, whichever they are.
_SEEN = 0.25
# A year that an engine read no surer than this may be another.
_SURE_YEAR = 0.9
# Points: how far a word's middle may be off its blank's, how far its line reaches.
_OFF, _REACH = 9.0, 150.0
_FIGURE = 0.676
"""Height of a figure at 1 pt, in points."""
_USUAL_PT = 13.5
# A blank's box ends so many points below its base line.
_BELOW = 5.0


def by_digits_alone(
    words: Sequence[Seen], fillings: Sequence[Filled]
) -> tuple[tuple[Seen, ...], tuple[Filled, ...]]:
    """Return `words` without what an engine saw in the blanks of the header.

    For one that takes a hand's digits for print: there the reader of digits alone
    decides, and must be surer, as such an engine also tells it less exactly where to
    look.  Anchors and notations that go with the digits come back by `raw` of
    `with_fillings`.
    """
    # A year is printed: an engine reads it as well as a letter's other words.
    by_hand = [filling for filling in fillings if filling.kind is not Kind.YEAR]
    kept = tuple(
        word
        for word in words
        if not any(_is_in_blank(word, filling) for filling in by_hand)
    )
    sure = (
        filling if filling.probability >= _SURE_ALONE else replace(filling, text=None)
        for filling in by_hand
    )
    return kept, tuple(sure)


def _is_in_blank(word: Seen, filling: Filled) -> bool:
    """Tell whether a word has digits in a blank, or as one with an anchor of it."""
    if not any(map(str.isdigit, word.text)) or not _is_beside(word, filling):
        return False
    inside = min(word.x1, filling.box[2]) - max(word.x0, filling.box[0])
    return inside > _TOUCHES or any(
        _covers(word, x0, x1) for _, x0, x1 in filling.anchors
    )


def with_fillings(
    words: Sequence[Seen], fillings: Sequence[Filled], raw: Sequence[Seen] = ()
) -> tuple[tuple[Seen, ...], tuple[Unread, ...]]:
    """Return `words` with the fillings that were read, and the blanks that were not.

    Args:
        words: What is left of the engine's words when hands and dirt are gone.
        fillings: What stands in the blanks of the header.
        raw: The engine's words as they were: print that it made one word with a hand's
            digits is taken from them again.
    """
    kept = list(words)
    unread: list[Unread] = []
    for filling in fillings:
        kept = _anchored(kept, filling, raw)
        row = [word for word in kept if _is_beside(word, filling)]
        printed = _printed(row, filling.kind)
        if printed is None:
            added = _written(row, filling)
            if added is not None:
                # What the engine made of the same ink goes.
                kept = [w for w in kept if w not in row or not _is_scrap(w, filling)]
                kept.append(added)
            elif not filling.is_blank:
                unread.append(_unread(filling))
        elif not _agree(printed, filling):
            reread = _reread(row, printed, filling)
            if reread is not None:
                kept = [reread[1] if word is reread[0] else word for word in kept]
                unread.append(replace(_unread(filling), reread=True))
                continue
            kept = [
                _without(word, printed) if word in row else word
                for word in kept
                if word not in row or word.text.strip(".,") != printed
            ]
            unread.append(_unread(filling))
    return tuple(kept), tuple(unread)


def _unread(filling: Filled) -> Unread:
    """Return a blank as it is shown to a person."""
    readings = tuple(zip(filling.others, filling.shares, strict=False))
    return Unread(_FIELDS[filling.kind], *filling.box, readings)


def _reread(
    row: Sequence[Seen], printed: str, filling: Filled
) -> tuple[Seen, Seen] | None:
    """Return the word of a year, and as the reader of digits has it, if he is surer.

    The years of all scans tried he read as they are; an engine takes faint figures for
    others.
    """
    if filling.kind is not Kind.YEAR or filling.text is None:
        return None
    for word in row:
        if printed in word.text and word.confidence < _SURE_YEAR:
            text = word.text.replace(printed, filling.text, 1)
            others = (word.text, *word.others)
            return word, replace(word, text=text, others=others, filled=True)
    return None


def _anchored(
    words: Sequence[Seen], filling: Filled, raw: Sequence[Seen]
) -> list[Seen]:
    """Return `words` with the blank's anchors and notation spelt as they should be."""
    kept = list(words)
    for text, x0, x1 in filling.anchors:
        at = [w for w in kept if _is_beside(w, filling) and _covers(w, x0, x1)]
        seen = [w for w in raw if _is_beside(w, filling) and _covers(w, x0, x1)]
        if not at and seen:
            level = filling.box[3] - _BELOW
            kept.append(_set(text, x0, x1, level, kept, seen[0]))
        elif at and fold(text) not in fold(at[0].text) and len(at[0].text) <= len(text):
            kept[kept.index(at[0])] = replace(at[0], text=text)
    row = [word for word in kept if _is_beside(word, filling)]
    if filling.kind is Kind.NUMBER and not any("/" in word.text for word in row):
        kept.extend(_notation(filling, raw))
    return kept


def _covers(word: Seen, x0: float, x1: float) -> bool:
    return min(word.x1, x1) - max(word.x0, x0) > 0.5 * (x1 - x0)


def _notation(filling: Filled, raw: Sequence[Seen]) -> list[Seen]:
    """Return the notation out of a word that the engine read with a hand's digits."""
    for word in raw:
        found = _NOTATION.search(word.text) if _is_beside(word, filling) else None
        if found is not None:
            share = (word.x1 - word.x0) / len(word.text)
            before, text = word.text[: found.start()], found.group()
            slot = _YEAR_SLOT.search(before)
            year = _year_in(slot, raw) if slot is not None else None
            if slot is not None and year is not None:
                before, text = before[: slot.start()], f"/{year}{text}"
            return [replace(word, text=text, x0=word.x0 + share * len(before))]
    return []


def _year_in(slot: re.Match[str], raw: Sequence[Seen]) -> str | None:
    """Return the year of which a hand wrote a part before a notation, or None.

    ``Số: 02/20__/QĐ-UBND``: a law's number has the year of its issue (Law on the
    promulgation of legal documents), which the date line has, too.
    """
    years = {
        "".join(filter(str.isdigit, after.text))
        for word, after in pairwise(raw)
        if fold(word.text) == "nam" and _YEAR_SEEN.fullmatch(after.text)
    }
    digits = "".join(filter(str.isdigit, slot["digits"]))
    fitting = {year for year in years if _is_spread(digits, year)}
    return fitting.pop() if len(fitting) == 1 else None


def _is_spread(digits: str, year: str) -> bool:
    """Tell whether digits stand in a year in this order, two of them at its start."""
    rest = iter(year)
    return digits[:2] == year[:2] and all(digit in rest for digit in digits)


def _is_beside(word: Seen, filling: Filled) -> bool:
    x0, y0, x1, y1 = filling.box
    middle = (y0 + y1) / 2
    return (
        abs(word.middle - middle) < _OFF
        and word.x1 > x0 - 60
        and word.x0 < min(x1 + 60, x0 + _REACH)
    )


def _is_scrap(word: Seen, filling: Filled) -> bool:
    """Tell whether a word stands within a blank, and is no print of the form."""
    x0, _, x1, _ = filling.box
    inside = x0 + _TOUCHES < (word.x0 + word.x1) / 2 < x1 - _TOUCHES
    form = any(fold(anchor) in fold(word.text) for anchor, _, _ in filling.anchors)
    return inside and not form and "/" not in word.text


def _printed(row: Sequence[Seen], kind: Kind) -> str | None:
    """Return the digits that the engine read in the blank as print."""
    line = " ".join(word.text for word in sorted(row, key=lambda word: word.x0))
    found = _PRINTED[kind].search(fold(line))
    return found["digits"] if found else None


def _agree(printed: str, filling: Filled) -> bool:
    """Tell whether the reader of digits sees what an engine read as print.

    Where he claims nothing it must be among his readings, if he has likely ones: of a
    pen's 2119 an engine takes the 2 for print.
    """
    readings = [filling.text] if filling.text is not None else filling.others
    if filling.text is None and sum(filling.shares) < _SEEN:
        return True
    if filling.kind is Kind.NUMBER:
        return printed in readings
    return any(int(printed) == int(reading) for reading in readings if reading)


def _without(word: Seen, digits: str) -> Seen:
    return replace(word, text=word.text.replace(digits, "", 1))


def _written(row: Sequence[Seen], filling: Filled) -> Seen | None:
    """Return the digits as a word between the words on both sides of the blank."""
    if filling.text is None or not row:
        return None
    x0, _, x1, _ = filling.box
    anchor = min(row, key=lambda word: abs(word.x1 - x0))
    after = [word.x0 for word in row if word.x0 > anchor.x0 + 1]
    left = anchor.x1 + 0.5
    right = max(min([x1, *after]) - 0.5, left + 1.0)
    digits = _set(filling.text, left, right, filling.box[3] - _BELOW, row, anchor)
    return replace(
        digits, confidence=filling.probability, others=filling.others, filled=True
    )


def _set(
    text: str, x0: float, x1: float, level: float, words: Sequence[Seen], like: Seen
) -> Seen:
    """Return `text` set on the line that `like` stands on, or at `level` if alone."""
    group = [word for word in words if word.line == like.line]
    size, base = _USUAL_PT, level
    if group:
        (line,) = lines_of(group)
        size, base = line.size, line.base((x0 + x1) / 2)
    over, under = extent(text) or (_FIGURE, 0.0)
    y0, y1 = base - over * size, base + under * size
    return Seen(x0, y0, x1, y1, text, like.confidence, like.line)
