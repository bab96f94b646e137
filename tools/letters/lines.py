"""Break runs into lines of a given width, and write a line as PDF operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from tools.letters.faces import Face, face
from tools.letters.model import Run

_NOTE_SIZE = 0.64  # of the text's size
_NOTE_RISE = 0.33
# Office programs also end a line after a hyphen: 123/UBND- | CNTT.
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?=\w)")


class Align(Enum):
    """Where the lines of a paragraph stand in their column."""

    LEFT = "left"
    CENTRE = "centre"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Piece:
    """Characters of one word in one face."""

    text: str
    face: Face
    raised: bool = False  # a footnote's number

    def width(self, size: float) -> float:
        return self.face.width(self.text, size * (_NOTE_SIZE if self.raised else 1))


@dataclass(frozen=True)
class Word:
    """What is not parted at a line's end; it may change its face inside.

    A word that is not `spaced` touches the next one: it ends with a hyphen.
    """

    pieces: tuple[Piece, ...]
    spaced: bool = True

    def width(self, size: float) -> float:
        return sum(piece.width(size) for piece in self.pieces)


@dataclass(frozen=True)
class Line:
    """Words of one line; `last` of its paragraph lines are not justified."""

    words: tuple[Word, ...]
    last: bool
    notes: tuple[str, ...] = ()

    def width(self, size: float) -> float:
        return sum(word.width(size) for word in self.words) + sum(_gaps(self, size))

    @property
    def n_gaps(self) -> int:
        """How many blanks there are to widen."""
        return sum(word.spaced for word in self.words[:-1])


def _gaps(line: Line, size: float) -> list[float]:
    return [
        word.pieces[-1].face.width(" ", size) if word.spaced else 0.0
        for word in line.words[:-1]
    ]


def words(runs: Iterable[Run], *, bold: bool, italic: bool, first: int) -> list[Word]:
    """Return the words of `runs`; footnotes are numbered from `first`.

    `bold` and `italic` are the paragraph's own and are added to those of its runs.
    """
    found: list[Word] = []
    open_word: list[Piece] = []
    for run in runs:
        kind = face(bold=bold or run.bold, italic=italic or run.italic)
        for n, part in enumerate(run.text.split(" ")):
            if n and open_word:
                found.append(Word(tuple(open_word)))
                open_word = []
            *heads, tail = _AFTER_HYPHEN.split(part)
            for head in heads:
                found.append(Word((*open_word, Piece(head, kind)), spaced=False))
                open_word = []
            if tail:
                open_word.append(Piece(tail, kind))
        if run.note is not None:
            open_word.append(Piece(str(first), kind, raised=True))
            first += 1
    return [*found, Word(tuple(open_word))] if open_word else found


def break_lines(
    found: list[Word], size: float, width: float, indent: float = 0
) -> Iterator[Line]:
    """Yield lines no wider than `width` points, the first one `indent` less.

    A single word that is wider than that makes a line of its own.
    """
    line: list[Word] = []
    room = width - indent
    for word in found:
        wider = Line((*line, word), last=False)
        if line and wider.width(size) > room:
            yield Line(tuple(line), last=False)
            line, room = [], width
        line.append(word)
    yield Line(tuple(line), last=True)


def operators(line: Line, size: float, x: float, y: float, extra: float = 0) -> str:
    """Return the operators that show `line`, every gap `extra` points wider.

    `x`, `y` is the start of the base line, from the bottom left of the page.
    """
    shown: list[str] = []
    current: tuple[Face, bool] | None = None
    for n, word in enumerate(line.words):
        for piece in word.pieces:
            if current != (piece.face, piece.raised):
                current = (piece.face, piece.raised)
                shown.append(("] TJ " if shown else "") + _choose(piece, size))
            shown.append(piece.face.codes(piece.text))
        if n < len(line.words) - 1 and word.spaced:
            shown.append(word.pieces[-1].face.codes(" "))
            if extra:
                scale = size * (_NOTE_SIZE if word.pieces[-1].raised else 1)
                shown.append(f"{-extra / scale * 1000:.1f}")
    return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {''.join(shown)}] TJ ET"


def _choose(piece: Piece, size: float) -> str:
    if piece.raised:
        return f"/{piece.face.name} {size * _NOTE_SIZE:g} Tf {size * _NOTE_RISE:g} Ts ["
    return f"/{piece.face.name} {size:g} Tf 0 Ts ["
