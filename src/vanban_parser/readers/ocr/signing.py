"""Which of several readings of a signature's titles and name is to be believed.

Posts and the syllables of names are known; a reading that is made of them is likelier
than one that is not, and what several looks agree on likelier than what one saw.  A
word that no look saw is never put.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban_parser.lexicon.person_names import is_of_names, is_surname, spellings
from vanban_parser.lexicon.posts import likeness, title_worth
from vanban_parser.readers.ocr.inks import extent
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.text import fold

_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*$")
_EDGES = "“”\"'‘’`´|.,;:_~-–—+*^°!()[]{}<>/\\"
_FEWEST, _MOST = 2, 5
# Middles of words on one line differ by less, in points; two lines by more.
_LEVEL_PT, _ROW_PT = 4.0, 6.0
# The least from one printed line to the next; lines nearer than this may be in each
# other.
_LINE_PT, _CLOSE_PT = 12.0, 15.0
_GAP_PT = 25.0
# A spelling that names do not have weighs so much; a reading that differs only in its
# marks speaks for a spelling by so much.
_UNKNOWN, _BUT_MARKS = 0.35, 0.4
_AGREED = 2
_LEAST, _SURE = 0.2, 0.55
_FEWEST_LETTERS = 2.0
# The same word, seen twice, starts at the same place, and so much is one.
_SAME, _ASIDE_PT = 0.6, 2.5
_HIGHER_PT, _TOUCHED = 8.5, 0.3
# A word directly before a name of two words may be the family name, misread.
_NEAR_PT = 10.0
# What one look alone saw of a name must be so sure.
_CLEAR = 0.8
_MIDDLES = frozenset({"van", "thi"})
_EXACT = 0.99


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one reading that stand on one line, from left to right."""

    words: tuple[Seen, ...]

    @property
    def middle(self) -> float:
        return sum(word.middle for word in self.words) / len(self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def is_settled(readings: Sequence[Sequence[Seen]]) -> bool:
    """Tell whether two readings agree on a name, and all its titles are known ones."""
    rows = [list(_rows(words)) for words in readings]
    named = [name for found in rows if (name := _name_in(found)) is not None]
    if not named:
        return False
    best = max(named, key=_name_worth)
    agreed = sum(_bare(name) == _bare(best) for name in named)
    if agreed < _AGREED or not all(is_of_names(word) for word in _bare(best)):
        return False
    titles = _titles([row for found in rows for row in found], best.middle)
    return bool(titles) and all(likeness(row.text) >= _EXACT for row in titles)


def with_signing(
    words: Sequence[Seen], own: Sequence[Seen], readings: Sequence[Sequence[Seen]]
) -> tuple[Seen, ...]:
    """Return `words` with the titles and the name of the signature read best.

    Args:
        words: What was seen of the page.
        own: Those of them that stand where it is signed.
        readings: What further looks saw there.
    """
    if not readings:
        return tuple(words)
    rows = [row for reading in (own, *readings) for row in _rows(reading)]
    name = _voted(rows)
    disputed = _disputed(rows) if name is None else None
    if disputed is not None:
        # Rather no name than one that most looks did not see.
        words = [w for w in words if w not in own or not _is_level(w, disputed)]
    chosen = _titles(rows, name.middle if name is not None else None)
    if not chosen:
        return tuple(words)
    middles = [row.middle for row in (*chosen, *([name] if name is not None else []))]
    # Between the first title and the name there is nothing else: what was seen there
    # is seal and pen.
    within = (min(middles), max(middles)) if name is not None else (0.0, 0.0)
    gone = {
        id(word)
        for word in own
        if within[0] <= word.middle <= within[1]
        or any(abs(word.middle - middle) < _ROW_PT for middle in middles)
        or any(_overlap(word, new) > _TOUCHED for row in chosen for new in row.words)
    }
    line = 1 + max((word.line for word in words), default=0)
    apart = _apart([*chosen, name] if name is not None else chosen)
    new = [
        replace(word, line=line + number)
        for number, row in enumerate(apart)
        for word in row.words
    ]
    return (*(word for word in words if id(word) not in gone), *new)


def _apart(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows from top to bottom, so far apart that they are lines of their own.

    A deputy's title is often stamped under the head's, and into it.
    """
    middles = [row.middle for row in rows]
    before: float | None = None
    for place, row in enumerate(rows):
        near = any(
            abs(row.middle - middles[other]) < _CLOSE_PT
            for other in (place - 1, place + 1)
            if 0 <= other < len(rows)
        )
        level = row.middle
        if before is not None:
            level = max(level, before + _LINE_PT)
        before = level
        yield _on_line(row, level) if near else row


def _on_line(row: Row, level: float) -> Row:
    """Return a row with boxes as print around `level` has them.

    The boxes that an engine gave reach into the other line.
    """
    base = level + 0.35 * _LINE_PT
    reaches = [extent(word.text) or (0.66, 0.0) for word in row.words]
    return Row(
        tuple(
            replace(word, y0=base - over * _LINE_PT, y1=base + under * _LINE_PT)
            for word, (over, under) in zip(row.words, reaches, strict=True)
        )
    )


def _rows(words: Iterable[Seen]) -> Iterator[Row]:
    """Yield the rows of a reading, whatever lines the engine made of it."""
    rest = sorted(filter(_says, words), key=lambda word: word.x0)
    while rest:
        row = [rest.pop(0)]
        for word in list(rest):
            level = abs(word.middle - row[-1].middle) < _LEVEL_PT
            if level and -_LEVEL_PT < word.x0 - row[-1].x1 < _GAP_PT:
                row.append(word)
                rest.remove(word)
        yield Row(tuple(row))


def _says(word: Seen) -> bool:
    return any(character.isalpha() for character in word.text)


def _parts(row: Row, fewest: int, most: int) -> Iterator[Row]:
    for start in range(len(row.words)):
        for end in range(start + fewest, min(start + most, len(row.words)) + 1):
            yield Row(row.words[start:end])


# -- Titles


def _titles(rows: Iterable[Row], above: float | None) -> list[Row]:
    """Return the title rows above a height, from top to bottom, each place once."""
    found: list[tuple[float, Row]] = []
    for row in rows:
        if above is not None and row.middle > above - _ROW_PT:
            continue
        part = max(_parts(row, 1, 12), key=_title_worth)
        worth = _title_worth(part)
        if worth > 0:
            found.append((worth, part))
    chosen: list[Row] = []
    for _, row in sorted(found, key=lambda item: -item[0]):
        if not any(_is_one_print(row, other) for other in chosen):
            chosen.append(row)
    return sorted(chosen, key=lambda row: row.middle)


def _is_one_print(row: Row, other: Row) -> bool:
    """Tell whether two rows are the same line, seen twice.

    Strokes of a pen make boxes higher: the same word in the same place is one, too.
    """
    apart = abs(row.middle - other.middle)
    return apart < _ROW_PT or any(
        apart < _HIGHER_PT
        and fold(one.text) == fold(two.text)
        and abs(one.x0 - two.x0) < _ASIDE_PT
        and _overlap(one, two) > _SAME
        for one in row.words
        for two in other.words
    )


def _overlap(one: Seen, two: Seen) -> float:
    """Return the share of the smaller box that the other covers."""
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.y1, two.y1) - max(one.y0, two.y0)
    if width <= 0 or height <= 0:
        return 0.0
    areas = ((w.x1 - w.x0) * (w.y1 - w.y0) for w in (one, two))
    return width * height / max(min(areas), 1.0)


def _title_worth(row: Row) -> float:
    sure = sum(word.confidence for word in row.words) / len(row.words)
    worth = title_worth(row.text, sure) if sure >= _LEAST else 0.0
    return worth if worth >= _FEWEST_LETTERS else 0.0


# -- The name


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
        part for row in rows for part in _parts(row, _FEWEST, _MOST) if _is_name(part)
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


def _voted(rows: Sequence[Row]) -> Row | None:
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


def _disputed(rows: Sequence[Row]) -> Row | None:
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


def _is_level(word: Seen, row: Row) -> bool:
    return abs(word.middle - row.middle) < _ROW_PT


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
