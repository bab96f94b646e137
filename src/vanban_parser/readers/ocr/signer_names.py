"""Which of several readings of a signer's name is to be believed.

The syllables of names are known: a reading that is made of them is likelier than one
that is not, and what several looks agree on likelier than what one saw.  Rather no
name than one that most looks did not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from vanban_parser.lexicon.person_names import is_of_names, is_surname, spellings
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.ocr.signature_rows import Row, parts_of
from vanban_parser.text import fold

_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*$")
_EDGES = "“”\"'‘’`´|.,;:_~-–—+*^°!()[]{}<>/\\"
_FEWEST, _MOST = 2, 5
# Middles of words on one line differ by less, in points; two lines by more.
_LEVEL_PT, _ROW_PT = 4.0, 6.0
# A spelling that names do not have weighs so much; a reading that differs only in its
# marks speaks for a spelling by so much.
_UNKNOWN, _BUT_MARKS = 0.35, 0.4
_AGREED = 2
_SURE = 0.55
_ASIDE_PT = 2.5
# A word directly before a name of two words may be the family name, misread.
_NEAR_PT = 10.0
# What one look alone saw of a name must be so sure.
_CLEAR = 0.8
_MIDDLES = frozenset({"van", "thi"})


def agreed_name(readings: Sequence[Sequence[Row]]) -> Row | None:
    """Return the name on which two readings, each in rows, agree; or None."""
    named = [name for found in readings if (name := _name_in(found)) is not None]
    if not named:
        return None
    best = max(named, key=_name_worth)
    agreed = sum(_bare(name) == _bare(best) for name in named)
    if agreed < _AGREED or not all(is_of_names(word) for word in _bare(best)):
        return None
    return best


def _bare(row: Row) -> tuple[str, ...]:
    return tuple(_bare_word(word.text, place) for place, word in enumerate(row.words))


def _bare_word(text: str, place: int) -> str:
    """Return a name's word without signs; a capital that a seal made small is one."""
    bare = text.strip(_EDGES)
    small = place == 0 and bare.islower() and is_surname(bare)
    return bare.capitalize() if small else bare


def _name_in(rows: Iterable[Row]) -> Row | None:
    """Return the part of a row that is a name, or None."""
    parts = [
        part for row in rows for part in parts_of(row, _FEWEST, _MOST) if _is_name(part)
    ]
    return max(parts, key=_name_worth, default=None)


def _is_name(row: Row) -> bool:
    """Tell whether words are a name: a family name first, and known syllables."""
    words = _bare(row)
    if not is_surname(words[0]) or not all(map(_is_name_word, words)):
        return False
    known = sum(bool(spellings(word)) for word in words)
    sure = sum(word.confidence for word in row.words) / len(words)
    whole = fold(words[-1]) not in _MIDDLES
    return whole and known >= len(words) - 1 and sure >= _SURE


def _is_name_word(word: str) -> bool:
    capital = word[:1].isupper() and (len(word) == 1 or not word[1:].isupper())
    return _NAME_WORD.match(word) is not None and capital


def _name_worth(row: Row) -> tuple[float, float]:
    words = _bare(row)
    known = sum(
        1.0 if is_of_names(word) else 0.6 if spellings(word) else 0.1 for word in words
    )
    return known, sum(word.confidence for word in row.words)


def voted_name(rows: Sequence[Row]) -> Row | None:
    """Return the name, each word of it spelt as the readings together say."""
    best = _name_in([*rows, *_across(rows)])
    if best is None:
        return None
    level = _on_level(rows, best)
    if len(best.words) == _FEWEST and any(_is_before(w, best) for w in level):
        return None
    if _is_disputed(level, best.words[0]):
        return None
    words = []
    for place, slot in enumerate(best.words):
        votes = _votes([word for word in level if _is_same_place(word, slot)], place)
        text = max(votes, key=lambda spelt: (votes[spelt], spelt == slot.text))
        others = tuple(sorted(other for other in votes if other != text))
        sure = min(slot.confidence, votes[text] / (sum(votes.values()) or 1.0) + 0.5)
        words.append(replace(slot, text=text, confidence=sure, others=others))
    return Row(tuple(words))


def _across(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows of what several looks saw of one line, each a part of the name.

    Where a pen crosses a name, one look sees its first word and another its last.
    """
    words = [word for row in rows for word in row.words if _may_be_of_name(word)]
    for first in words:
        if not is_surname(_bare_word(first.text, 0)):
            continue
        row = [first]
        beside = (w for w in words if abs(w.middle - first.middle) < _LEVEL_PT)
        for word in sorted(beside, key=lambda word: (-word.confidence, word.x0)):
            if word.x0 >= first.x1 - _ASIDE_PT and not any(
                _is_same_place(word, other) for other in row
            ):
                row.append(word)
        row.sort(key=lambda word: word.x0)
        gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
        if max(gaps, default=0.0) < _NEAR_PT:
            yield Row(tuple(row))


def _may_be_of_name(word: Seen) -> bool:
    """Tell whether a word alone is surely a syllable of a name."""
    bare = word.text.strip(_EDGES)
    return word.confidence >= _CLEAR and _is_name_word(bare) and is_of_names(bare)


def _votes(words: Sequence[Seen], place: int) -> Mapping[str, float]:
    """Return what speaks for each spelling that was read in one place of a name."""
    read = [
        (bare, word.confidence)
        for word in words
        if _is_name_word(bare := _bare_word(word.text, place))
        and (place > 0 or is_surname(bare))
    ]
    votes: dict[str, float] = {}
    for spelt in dict.fromkeys(bare for bare, _ in read):
        votes[spelt] = sum(
            sure * (1.0 if bare == spelt else _BUT_MARKS)
            for bare, sure in read
            if fold(bare) == fold(spelt)
        ) * (1.0 if is_of_names(spelt) else _UNKNOWN)
    return votes


def _is_before(word: Seen, row: Row) -> bool:
    """Tell whether a word stands directly before a row, as a part of it would."""
    gap = row.words[0].x0 - word.x1
    return -2.0 <= gap < _NEAR_PT and len(word.text.strip(_EDGES)) > 1


def disputed_name(rows: Sequence[Row]) -> Row | None:
    """Return the name that one look saw, and most did not."""
    best = _name_in(rows)
    if best is None or not _is_disputed(_on_level(rows, best), best.words[0]):
        return None
    return best


def _on_level(rows: Sequence[Row], best: Row) -> list[Seen]:
    """Return the words that all looks saw on the line of a name."""
    return [
        word
        for row in rows
        if abs(row.middle - best.middle) < _ROW_PT
        for word in row.words
    ]


def _is_disputed(level: Iterable[Seen], slot: Seen) -> bool:
    """Tell whether most looks saw other letters in the place of the family name.

    Marks do not count, and the end of a name that a seal cut off is no other name.
    """
    name = fold(slot.text.strip(_EDGES))
    for_it = against = 0.0
    for word in level:
        seen = fold(word.text.strip(_EDGES))
        if not _is_same_place(word, slot) or not any(map(str.isalpha, seen)):
            continue
        if name.endswith(seen):
            for_it += word.confidence
        else:
            against += word.confidence
    return against > for_it


def _is_same_place(word: Seen, slot: Seen) -> bool:
    shared = min(word.x1, slot.x1) - max(word.x0, slot.x0)
    return shared > 0.5 * min(word.x1 - word.x0, slot.x1 - slot.x0)
