"""Which of several readings of a signature's titles and name is to be believed.

Posts and the syllables of names are known; a reading that is made of them is likelier
than one that is not, and what several looks agree on likelier than what one saw.  A
word that no look saw is never put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vanban_parser.lexicon.posts import is_heads, letters, likeness, title_worth
from vanban_parser.readers.ocr.inks import extent
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.ocr.signature_rows import Row, overlap, parts_of, rows_of
from vanban_parser.readers.ocr.signer_names import (
    agreed_name,
    disputed_name,
    voted_name,
)
from vanban_parser.text import fold

# Middles of words on one line differ by less, in points.
_ROW_PT = 6.0
# The least from one printed line to the next; lines nearer than this may be in each
# other.
_LINE_PT, _CLOSE_PT = 12.0, 15.0
_LEAST = 0.2
_FEWEST_LETTERS = 2.0
# The same word, seen twice, starts at the same place, and so much is one.
_SAME, _ASIDE_PT = 0.6, 2.5
_HIGHER_PT, _TOUCHED = 8.5, 0.3
_EXACT, _KNOWN = 0.99, 0.8
# A deputy's line stands at most so far under the head's; this of a title's last word
# tells it, and its words stand under each other.
_UNDER_PT, _END = 27.0, 3
# One word over another: so much lower, and so near in its column.
_APART_PT, _BESIDE_PT = 3.0, 12.0
_SCRAP = 2
"""Characters of what a seal's stroke is read as."""


def is_settled(readings: Sequence[Sequence[Seen]]) -> bool:
    """Tell whether two readings agree on a name, and all its titles are known ones."""
    rows = [list(rows_of(words)) for words in readings]
    best = agreed_name(rows)
    if best is None:
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
    rows = [row for reading in (own, *readings) for row in rows_of(reading)]
    name = voted_name(rows)
    disputed = disputed_name(rows) if name is None else None
    if disputed is not None:
        # Rather no name than one that most looks did not see.
        words = [
            w
            for w in words
            if w not in own or abs(w.middle - disputed.middle) >= _ROW_PT
        ]
    chosen = _titles(rows, name.middle if name is not None else None)
    if not chosen:
        return tuple(words)
    if len(chosen) == 1 and name is not None:
        half = _half_read(chosen[0], [own, *readings], name)
        if half is not None:
            # Of KT. and its deputy one line is not read: no title rather than a half.
            return _only_named(words, own, half, name)
    chosen = [_in_capitals(row) for row in chosen]
    middles = [row.middle for row in (*chosen, *([name] if name is not None else []))]
    # Between the first title and the name there is nothing else: what was seen there
    # is seal and pen.
    within = (min(middles), max(middles)) if name is not None else (0.0, 0.0)
    gone = {
        id(word)
        for word in own
        if within[0] <= word.middle <= within[1]
        or any(abs(word.middle - middle) < _ROW_PT for middle in middles)
        or any(overlap(word, new) > _TOUCHED for row in chosen for new in row.words)
        or _is_scrap_over(word, chosen[0])
    }
    line = 1 + max((word.line for word in words), default=0)
    apart = _apart([*chosen, name] if name is not None else chosen)
    new = [
        replace(word, line=line + number)
        for number, row in enumerate(apart)
        for word in row.words
    ]
    return (*(word for word in words if id(word) not in gone), *new)


def _half_read(
    title: Row, readings: Sequence[Sequence[Seen]], name: Row
) -> float | None:
    """Return where two titles begin of which only one was read; or None.

    Under ``KT. GIÁM ĐỐC`` stands ``PHÓ GIÁM ĐỐC``, often stamped, with a seal over it.
    Of the two lines a look reads one, and some letters of the other: the end of the
    title under it, or the same word twice, one over the other.
    """
    if not is_heads(title.text):
        return None
    bottom = min(title.middle + _UNDER_PT, name.middle - _LINE_PT)
    for words in readings:
        here = [w for w in words if title.middle - _LINE_PT < w.middle < bottom]
        for word in here:
            under = word.middle - title.middle > _LINE_PT
            if (under and _ends_like(word, title)) or _is_twice(word, here, title):
                return min(word.middle, title.middle)
    return None


def _ends_like(word: Seen, title: Row) -> bool:
    """Tell whether a word is the end of a title's last one, in its column."""
    last = title.words[-1]
    near = word.x0 < last.x1 + _ASIDE_PT and word.x1 > title.words[0].x0
    return near and letters(word.text).endswith(letters(last.text)[-_END:])


def _is_twice(word: Seen, others: Sequence[Seen], title: Row) -> bool:
    """Tell whether one look saw a word of the title and, in its column, another."""
    begins = letters(word.text)[:_END]
    if begins not in {letters(one.text)[:_END] for one in title.words}:
        return False
    return len(begins) == _END and any(
        letters(other.text)[:_END] == begins
        and word.middle - other.middle > _APART_PT
        and abs(word.x0 - other.x0) < _BESIDE_PT
        for other in others
    )


def _only_named(
    words: Sequence[Seen], own: Sequence[Seen], top: float, name: Row
) -> tuple[Seen, ...]:
    """Return `words` with a name, and without all else of the region from `top` on."""
    gone = {
        id(word) for word in own if top - _ROW_PT < word.middle < name.middle + _ROW_PT
    }
    line = 1 + max((word.line for word in words), default=0)
    named = (replace(word, line=line) for word in name.words)
    return (*(word for word in words if id(word) not in gone), *named)


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


def _titles(rows: Iterable[Row], above: float | None) -> list[Row]:
    """Return the title rows above a height, from top to bottom, each place once."""
    found: list[tuple[float, Row]] = []
    for row in rows:
        if above is not None and row.middle > above - _ROW_PT:
            continue
        part = max(parts_of(row, 1, 12), key=_title_worth)
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
        and overlap(one, two) > _SAME
        for one in row.words
        for two in other.words
    )


def _is_scrap_over(word: Seen, title: Row) -> bool:
    """Tell whether a word is a stroke of seal or pen that reaches into a title."""
    small = len(word.text) <= _SCRAP and not word.text.endswith((".", "/"))
    above = -_LINE_PT < word.middle - title.middle < 0.0
    return small and above and title.words[0].x0 < word.x0 < title.words[-1].x1


def _in_capitals(row: Row) -> Row:
    """Return a title that is known in the capitals in which titles are printed."""
    if likeness(row.text) < _KNOWN or row.text.isupper():
        return row
    return Row(tuple(replace(word, text=word.text.upper()) for word in row.words))


def _title_worth(row: Row) -> float:
    sure = sum(word.confidence for word in row.words) / len(row.words)
    worth = title_worth(row.text, sure) if sure >= _LEAST else 0.0
    return worth if worth >= _FEWEST_LETTERS else 0.0
