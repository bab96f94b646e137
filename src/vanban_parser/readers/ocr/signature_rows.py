"""Rows of words where a letter is signed, as one look or another saw them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban_parser.readers.ocr.nouns import Seen

# Middles of words on one line differ by less, in points.
_LEVEL_PT = 4.0
_GAP_PT = 25.0


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


def rows_of(words: Iterable[Seen]) -> Iterator[Row]:
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


def parts_of(row: Row, fewest: int, most: int) -> Iterator[Row]:
    """Yield each run of words of a row that has from `fewest` to `most` of them."""
    for start in range(len(row.words)):
        for end in range(start + fewest, min(start + most, len(row.words)) + 1):
            yield Row(row.words[start:end])


def overlap(one: Seen, two: Seen) -> float:
    """Return the share of the smaller box that the other covers."""
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.y1, two.y1) - max(one.y0, two.y0)
    if width <= 0 or height <= 0:
        return 0.0
    areas = ((w.x1 - w.x0) * (w.y1 - w.y0) for w in (one, two))
    return width * height / max(min(areas), 1.0)
