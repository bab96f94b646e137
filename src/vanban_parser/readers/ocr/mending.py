"""The marks of a page's words as known words have them, and specks between them gone.

An engine reads letters well, marks less so, and takes specks of dirt for signs: ``Tô:
chức`` for ``Tổ chức``.  A word is changed only in its marks, where it makes one known
word with its neighbour and, as it was read, none with either; a sign goes only from
between two syllables of one word.  What was read stays beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from vanban_parser.lexicon.compounds import (
    first_meant,
    is_formal,
    is_one_word,
    is_pair,
    meant,
)
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.lexicon.spelling import is_known, is_small, like, one_way
from vanban_parser.readers.ocr.inks import Line
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.syllables import is_syllable
from vanban_parser.text import fold

_PARTS = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
# A sentence or a list may go on behind these; behind the others nothing does.
_SPECKS_BEHIND = frozenset(":.'‘’\"“”*•·`´")
_SPECKS_BEFORE = frozenset(":.,;'‘’\"“”„*•·`´-")
# Of the words that stand beside all others these are misread for parts of words: "thì
# hành", "về sinh", "có quan", "ra soát".
_FAINT = frozenset({"thì", "về", "có", "ra"})
# An abbreviation ("tr.", "đ/c.") has at most so many small letters.
_SHORT = 2
# The next line of a paragraph begins so far below this one, in heights of a word.
_NEXT_LINE = 3.0


@dataclass(slots=True)
class _Piece:
    """A word, its letters and the signs around them; `key`: in small letters."""

    word: Seen
    before: str
    letters: str
    behind: str
    starts: bool
    key: str

    @property
    def is_name(self) -> bool:
        """Whether it may be a name: in capitals only at its start, within a line."""
        return self.letters[:1].isupper() and not self.letters.isupper()

    def key_is(self, syllable: str) -> bool:
        """Tell whether the word has the letters of `syllable`."""
        return fold(self.key) == fold(syllable)

    def said(self) -> Seen:
        """Return the word as it is now."""
        text = self.before + self.letters + self.behind
        if text == self.word.text:
            return self.word
        return replace(self.word, text=text, others=(*self.word.others, self.word.text))


def mended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines of a page with marks set right and specks dropped.

    Their base lines and sizes stay those of the letters as they were read.
    """
    words = [word for line in lines for word in line.words]
    pieces = [_piece(words, at) for at in range(len(words))]
    for run in _runs(pieces):
        _without_specks(run)
        for part in _unbroken(run):
            _set_marks(part)
    done = iter(
        word if piece is None else piece.said()
        for word, piece in zip(words, pieces, strict=True)
    )
    return tuple(
        replace(line, words=tuple(islice(done, len(line.words)))) for line in lines
    )


def _piece(words: Sequence[Seen], at: int) -> _Piece | None:
    """Return a word taken apart; None: it is not one of letters only."""
    word = words[at]
    match = None if word.filled or word.stamped else _PARTS.fullmatch(word.text)
    if match is None:
        return None
    starts = at == 0 or words[at - 1].line != word.line
    letters = _native(match[2])
    return _Piece(word, match[1], letters, match[3], starts, one_way(letters.lower()))


def _native(letters: str) -> str:
    """Return a syllable with t for f, which Vietnamese has not (``fạo``, ``fhông``).

    A word without marks may be a foreign one (``file``).
    """
    if "f" not in letters or letters.isascii():
        return letters
    native = letters.replace("f", "t")
    return native if is_syllable(native) else letters


def _runs(pieces: Sequence[_Piece | None]) -> Iterator[list[_Piece]]:
    """Yield pieces that follow each other on a line, or on to the next one."""
    run: list[_Piece] = []
    for piece in pieces:
        if run and (piece is None or not _follows(run[-1].word, piece.word)):
            yield run
            run = []
        if piece is not None:
            run.append(piece)
    if run:
        yield run


def _follows(one: Seen, two: Seen) -> bool:
    if one.line == two.line:
        return True
    height = one.y1 - one.y0
    return 0 < two.middle - one.middle < _NEXT_LINE * height and two.x0 < one.x0


def _without_specks(run: Sequence[_Piece]) -> None:
    """Take signs out of known words of two syllables."""
    for one, two in pairwise(run):
        between = one.behind + two.before
        if not between or two.letters[:1].isupper():
            continue
        # A comma may stand between two words that are one without it.
        drops = set(one.behind) <= _SPECKS_BEHIND and set(two.before) <= _SPECKS_BEFORE
        if drops and is_one_word(one.key, two.key):
            one.behind = two.before = ""
        elif one.behind == "." and _goes_on(one, two):
            one.behind = ""


def _goes_on(one: _Piece, two: _Piece) -> bool:
    """Tell whether a stop between two words of one line ends nothing.

    A sentence begins with a capital; an abbreviation has capitals or is short.
    """
    whole = one.letters.islower() and len(one.letters) > _SHORT
    return whole and is_syllable(one.key) and is_syllable(two.key) and not two.starts


def _unbroken(run: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the parts of a run with no sign within."""
    part: list[_Piece] = []
    for piece in run:
        if part and (piece.before or part[-1].behind):
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def _set_marks(part: Sequence[_Piece]) -> None:
    """Set marks right where two neighbours have the letters of one known word."""
    _set_first_of_three(part)
    keys = [piece.key for piece in part]
    held = [_is_held(keys, at) for at in range(len(keys))]
    wanted: dict[int, set[str]] = {}
    for at in range(len(part) - 1):
        pair = meant(keys[at], keys[at + 1])
        if pair is None or pair == (keys[at], keys[at + 1]):
            continue
        places = [at + i for i in (0, 1) if pair[i] != keys[at + i]]
        if all(_may_change(part, place, held, pair) for place in places) and not (
            _leans_away(keys, at, places, held)
        ):
            # Also the one that stays: in "hô sơ địa chính" no Sở is meant.
            for place in (at, at + 1):
                wanted.setdefault(place, set()).add(pair[place - at])
    for place, spellings in wanted.items():
        if len(spellings) == 1:
            _spell(part[place], spellings.pop())


def _set_first_of_three(part: Sequence[_Piece]) -> None:
    for one, two, three in zip(part, part[1:], part[2:], strict=False):
        first = first_meant(one.key, two.key, three.key)
        if first is not None:
            _spell(one, first)
            one.key = first


def _is_held(keys: Sequence[str], at: int) -> bool:
    """Tell whether a word makes a known pair with a neighbour as it was read."""
    return (at > 0 and is_pair(keys[at - 1], keys[at])) or (
        at + 1 < len(keys) and is_pair(keys[at], keys[at + 1])
    )


def _may_change(
    part: Sequence[_Piece], place: int, held: Sequence[bool], pair: tuple[str, str]
) -> bool:
    """Tell whether a word may be put otherwise: nothing speaks for it as it was read.

    What may be a name of a place or person is changed only within an office's name.
    """
    piece = part[place]
    partner = part[place + 1 if piece.key_is(pair[0]) else place - 1]
    if held[place]:
        return False
    if is_small(piece.key):
        # "có Hội đồng" is no "cơ hội".
        return piece.key in _FAINT and partner.is_name == piece.is_name
    if not piece.is_name or (piece.starts and place == 0):
        return True
    return is_formal(pair) and not partner.is_name


def _leans_away(
    keys: Sequence[str], at: int, places: Sequence[int], held: Sequence[bool]
) -> bool:
    """Tell whether a change is too bold.

    Both words at once are changed only where one is no known word at all (``tâp
    huân``); a small word not where its neighbour belongs to what stands on its other
    side (``do thị xã`` is no ``đô thị xã``).
    """
    if len(places) > 1:
        return all(is_known(keys[place]) for place in places)
    return is_small(keys[places[0]]) and held[2 * at + 1 - places[0]]


def _spell(piece: _Piece, spelling: str) -> None:
    # "hoà" for "hòa" is no misreading.
    same = name_key(spelling) == name_key(piece.key)
    if len(spelling) == len(piece.letters) and not same:
        piece.letters = like(piece.letters, spelling)
